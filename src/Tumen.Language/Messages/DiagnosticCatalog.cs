using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Tumen.Language;

/// <summary>The long story of one kind of diagnostic.</summary>
/// <param name="Code">Its stable code.</param>
/// <param name="Title">The mistake in a few words.</param>
/// <param name="Story">Why it is refused or remarked on, and what to think about; paragraphs separated by an empty line.</param>
/// <param name="Example">What draws it, as a reader would see it in a file or at the command line; a remark in round brackets tells what the lines cannot show.</param>
/// <param name="WayOut">The example mended, or what to do instead.</param>
public sealed record DiagnosticStory(string Code, string Title, string Story, string Example, string WayOut)
{
    /// <summary>The whole story as it is told at the command line and in an editor; lines separated by a line feed.</summary>
    public string Tell() => $"{Code}: {Title}\n\n{Story}\n\nfor example:\n{Indented(Example)}\n\na way out:\n{Indented(WayOut)}";

    private static string Indented(string lines) => string.Join('\n', lines.Split('\n').Select(l => "    " + l));
}

/// <summary>
/// Every kind of diagnostic of every part of the program. Codes are stable: T text and grammar, G games, C codebooks, S studies, their folders and arrays, R1xx tables, R2xx records beside
/// codebooks and games, R and one or two digits the reviewer of games, W scenarios and remarks on trees, E episodes, P games played once. A code is never given a second meaning.
/// </summary>
public static class DiagnosticCatalog
{
    /// <summary>All stories, ordered by code.</summary>
    public static ImmutableArray<DiagnosticStory> All { get; } =
    [
        .. new[]
        {
            TextStories.All, GameStories.All, FileStories.All, ReviewStories.All, RecordStories.All, CodingStories.All, FolderStories.All, ArrayStories.All, ScenarioStories.All, PublishedStories.All, EpisodeStories.All,
        }.SelectMany(s => s).OrderBy(s => s.Code, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, DiagnosticStory> ByCode = All.ToFrozenDictionary(s => s.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The story of a code, whatever its case; null when there is no such code.</summary>
    public static DiagnosticStory? Find(string code) => ByCode.GetValueOrDefault(code.Trim());
}
