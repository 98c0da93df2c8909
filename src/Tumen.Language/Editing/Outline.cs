using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>
/// What a text declares and where its words stand, for editors. It is made from whatever could be read, so it also serves a file that is being written and
/// does not hold together yet.
/// </summary>
public sealed class Outline
{
    private string[]? _lines;

    private Outline(string file, ImmutableArray<NamedThing> things, IReadOnlyList<Token> tokens, Outline? within) => (File, Things, Tokens, Within) = (file, things, tokens, within);

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Every name, in the order of declaration; names of the files it belongs to come first.</summary>
    public ImmutableArray<NamedThing> Things { get; }

    /// <summary>Whether the file is a game.</summary>
    public bool IsGame => File.EndsWith(".game", StringComparison.Ordinal);

    /// <summary>Whether the file is a codebook.</summary>
    public bool IsCodebook => File.EndsWith(".codebook", StringComparison.Ordinal);

    /// <summary>Whether the file is a study.</summary>
    public bool IsStudy => File.EndsWith(".study", StringComparison.Ordinal);

    /// <summary>Whether the file holds claims.</summary>
    public bool IsClaims => File.EndsWith(".claims", StringComparison.Ordinal);

    /// <summary>Whether the file is an episode: a game played once whose title says nothing of errors.</summary>
    public bool IsEpisode { get; private init; }

    /// <summary>The text in tokens.</summary>
    internal IReadOnlyList<Token> Tokens { get; }

    /// <summary>The game that a codebook or a study belongs to, or the study that claims belong to.</summary>
    internal Outline? Within { get; }

    /// <summary>Places of words that are words of the grammar whatever else carries them.</summary>
    internal IReadOnlySet<(int Line, int Column)> Words { get; private init; } = new HashSet<(int, int)>();

    /// <summary>The text itself.</summary>
    internal string Text { get; private init; } = "";

    /// <summary>A line of the text, from 1, without its end; empty where there is none.</summary>
    internal string Line(int line)
    {
        _lines ??= Text.Split('\n');
        return line >= 1 && line <= _lines.Length ? _lines[line - 1].TrimEnd('\r') : "";
    }

    /// <summary>The outline of a text.</summary>
    /// <param name="text">The text, of any state.</param>
    /// <param name="file">Its name; the ending says what kind of file it is.</param>
    /// <param name="within">Outline of the game that a codebook or a study belongs to, or of the study that claims belong to; null when it is not known.</param>
    public static Outline Of(string text, string file, Outline? within = null)
    {
        if (SourceText.Problem(text, file) is not null)
        {
            return new Outline(file, [], [], within);
        }

        var bag = new DiagnosticBag(file, text);
        var tokens = Lexer.Read(text, bag).Tokens;
        bool episode = file.EndsWith(".game", StringComparison.Ordinal) && tokens is [var game, { Kind: TokenKind.Text }, var comma, var once, ..] && game.Is("game") && comma.Is(',') && once.Is("once")
            && !(tokens.Count > 4 && tokens[4].Is(','));
        NamedThing[] own = [.. Path.GetExtension(file) switch
        {
            ".game" when episode => EpisodeNames.Of(tokens, file),
            ".game" => GameNames.Of(GameFile.Draft(tokens, bag).Draft, file, tokens),
            ".codebook" => Sets(CodebookFile.Draft(Clause.Split(tokens, bag), bag, null), file),
            ".study" => Study(StudyFile.Draft(Clause.Split(tokens, bag), bag, Language.Completions.Model(within)), file),
            ".claims" => Claims(tokens, bag, file, within),
            _ => [],
        }];
        return new Outline(file, [.. within?.Things ?? [], .. own], tokens, within) { IsEpisode = episode, Text = text, Words = bag.Words };
    }

    private static IEnumerable<NamedThing> Claims(List<Token> tokens, DiagnosticBag bag, string file, Outline? within)
    {
        Language.Completions.Claims(Clause.Split(tokens, bag), bag, within);
        return tokens.Where((t, i) => i > 0 && tokens[i - 1].Is("claim") && tokens[i - 1].Place.Column == 1 && t.Kind == TokenKind.Word)
            .Select(t => new NamedThing(t.Text, NameKind.Claim, null, file, t.Place, null, $"claim {t.Text}"));
    }

    private static IEnumerable<NamedThing> Sets(CodebookDraft draft, string file) => draft.Sets.Values.Select(s => new NamedThing(s.Name, NameKind.EventSet, null, file, s.Place, null, $"set of events {s.Name}"));

    private static IEnumerable<NamedThing> Study(StudyDraft draft, string file) =>
    [
        .. draft.Scenarios.Select(s => new NamedThing(s.Name, NameKind.Scenario, null, file, s.Place, null, $"what if \"{s.Name}\": {Wording.Count(s.Edits.Length)} change{(s.Edits.Length == 1 ? "" : "s")}{(s.From is null ? "" : $", from {s.From}")}")),
        .. draft.Foresights.Select(f => new NamedThing(f.Name, NameKind.Stretch, null, file, f.Place, null, $"foretell \"{f.Name}\", {f.From} to {f.To}")),
        .. draft.Variations.Select(v => new NamedThing(v.Name, NameKind.Assumptions, null, file, v.Place, null, $"also assume \"{v.Name}\"")),
        .. draft.Episodes.Select(e => new NamedThing(e.Episode.Name, NameKind.Episode, null, file, e.Episode.Place, null, $"episode \"{e.Episode.Name}\" of {e.Episode.File}")),
    ];
}
