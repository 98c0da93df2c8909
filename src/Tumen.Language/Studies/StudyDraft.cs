using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What has been read of a study so far, and its game when there is one.</summary>
internal sealed class StudyDraft(DiagnosticBag bag, GameModel? game)
{
    public DiagnosticBag Bag { get; } = bag;

    public GameModel? Game { get; } = game;

    public Token? Header { get; set; }

    public string Question { get; set; } = string.Empty;

    public Token? GameToken { get; set; }

    public List<RecordSource> Records { get; } = [];

    public List<ReportSource> Sources { get; } = [];

    public Token? CompareToken { get; set; }

    public List<string> Compare { get; } = [];

    public int HoldOut { get; set; }

    public List<ScenarioSpec> Scenarios { get; } = [];

    public List<WatchSpec> Watch { get; } = [];

    public List<VariationSpec> Variations { get; } = [];

    public List<ForesightSpec> Foresights { get; } = [];

    public List<OmissionSpec> Omissions { get; } = [];

    public List<BreakSpec> Breaks { get; } = [];

    public List<RecordSource> Placebos { get; } = [];

    public (int Records, double? Effect, Place Place)? Power { get; set; }

    /// <summary>Motives to be switched, with the words that name them.</summary>
    public (MotiveSpec Spec, List<Token> Names)? Motives { get; set; }

    public List<(TheoryFamily Family, List<Token> Names)> Families { get; } = [];

    public Token? ClaimsToken { get; set; }

    public Token? PredictionsToken { get; set; }

    /// <summary>Episodes, with the theories named; empty names where it goes on under all.</summary>
    public List<(EpisodeSpec Episode, List<Token> Names)> Episodes { get; } = [];

    public string Period => Game?.Period ?? "month";

    /// <summary>Episodes with the theories they go on under.</summary>
    public ImmutableArray<EpisodeSpec> EpisodeSpecs() =>
        [.. Episodes.Select(e => e.Episode with { Theories = !e.Episode.GoesOn ? [] : e.Names.Count == 0 ? [.. Compare] : [.. e.Names.Select(n => n.Text)] })];

    /// <summary>The player of that name; null without a game or when unknown (reported).</summary>
    public Player? Player(Token name)
    {
        var player = Game?.Players.FirstOrDefault(p => p.Name == name.Text);
        if (Game is not null && player is null)
        {
            Unknown("G201", name, "player", Game.Players.Select(p => p.Name));
        }

        return player;
    }

    /// <summary>Checks moves of a player, when the game is known.</summary>
    public void Moves(Player? player, IEnumerable<Token> moves)
    {
        foreach (var move in moves.Where(m => player is not null && player.MoveIndex(m.Text) < 0))
        {
            Unknown("G203", move, $"move of {player!.Name}", player.Moves);
        }
    }

    /// <summary>Reports a name that the game does not know.</summary>
    public void Unknown(string code, Token name, string what, IEnumerable<string> known)
    {
        var all = known.ToList();
        Bag.Error(code, name.Place, $"there is no {what} called {(name.Kind == TokenKind.Text ? $"\"{Wording.Shorten(name.Text)}\"" : $"`{Wording.Shorten(name.Text)}`")}",
            Wording.Nearest(name.Text, all) is { } near ? $"did you mean {(name.Kind == TokenKind.Text ? $"\"{near}\"" : $"`{near}`")}?" : null,
            notes: [all.Count == 0 ? $"the game declares no {what}" : $"known: {Wording.List(all)}"], helps: Wording.Nearest(name.Text, all) is null ? ["write it as the game does, or add it to the game"] : []);
    }
}
