using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Tumen.Language;

/// <summary>The long story of one kind of diagnostic.</summary>
/// <param name="Code">Its stable code.</param>
/// <param name="Title">The mistake in a few words.</param>
/// <param name="Story">Why it is refused or remarked on, and what to think about; paragraphs separated by an empty line.</param>
public sealed record DiagnosticStory(string Code, string Title, string Story);

/// <summary>
/// Every kind of diagnostic. Codes are stable: T text and grammar, G games, C codebooks, S studies, R the reviewer. A code is never given a second meaning.
/// </summary>
public static class DiagnosticCatalog
{
    /// <summary>All stories, ordered by code.</summary>
    public static ImmutableArray<DiagnosticStory> All { get; } = [.. TextStories.All.Concat(GameStories.All).Concat(FileStories.All).Concat(ReviewStories.All).Concat(RecordStories.All).OrderBy(s => s.Code, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, DiagnosticStory> ByCode = All.ToFrozenDictionary(s => s.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The story of a code, whatever its case; null when there is no such code.</summary>
    public static DiagnosticStory? Find(string code) => ByCode.GetValueOrDefault(code.Trim());
}
