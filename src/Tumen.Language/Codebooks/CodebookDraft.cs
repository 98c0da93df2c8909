using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What has been read of a codebook so far, and the game it codes for when there is one.</summary>
internal sealed class CodebookDraft(DiagnosticBag bag, GameModel? game)
{
    private static readonly string[] AnyPeriod = ["period", "month", "year", "quarter", "week", "day", "round"];

    public DiagnosticBag Bag { get; } = bag;

    public GameModel? Game { get; } = game;

    public Token? Header { get; set; }

    public string Name { get; set; } = string.Empty;

    public string? ForGame { get; set; }

    public EventTest? Drop { get; set; }

    public int DropClauses { get; set; }

    /// <summary>Columns of <c>one a day for each</c>, and where that was said.</summary>
    public (ImmutableArray<string> Columns, Token At)? OneADay { get; set; }

    /// <summary>Where <c>each event counts once</c> stands.</summary>
    public Token? EachEventOnce { get; set; }

    public Dictionary<string, EventSet> Sets { get; } = new(StringComparer.Ordinal);

    public HashSet<string> UsedSets { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Name, bool IsMove), RuleDraft> Rules { get; } = [];

    public string Period => Game?.Period ?? "month";

    public string Periods => Period + "s";

    /// <summary>Takes the word for a period, one or several.</summary>
    public bool ExpectPeriod(TokenReader reader)
    {
        reader.Offer([Period, Periods]);
        var word = reader.Peek.Text;
        if (reader.Peek.Kind == TokenKind.Word && (Game is { } game ? word == game.Period || word == game.Period + "s" : AnyPeriod.Any(p => word == p || word == p + "s")))
        {
            reader.Next();
            return true;
        }

        reader.Expected(Game is null ? "`month` or `months`" : $"`{Period}` or `{Periods}`", Game is null ? "write a period such as `months`" : $"the game goes {Period} by {Period}: write `{Periods}`");
        return false;
    }

    /// <summary>Checks that a set exists and remembers its use.</summary>
    public void UseSet(Token name)
    {
        UsedSets.Add(name.Text);
        if (!Sets.ContainsKey(name.Text))
        {
            Unknown("C301", name, "set of events", Sets.Keys, [$"sets are declared like   events {Wording.Shorten(name.Text)} kind is …"]);
        }
    }

    /// <summary>The player of that name; null without a game or when unknown (reported).</summary>
    public Player? Player(Token name)
    {
        var player = Game?.Players.FirstOrDefault(p => p.Name == name.Text);
        if (Game is not null && player is null)
        {
            Unknown("G201", name, "player", Game.Players.Select(p => p.Name), []);
        }

        return player;
    }

    /// <summary>The situation of that name; null without a game or when unknown (reported).</summary>
    public Situation? Situation(Token name)
    {
        var situation = Game?.Situations.FirstOrDefault(s => s.Name == name.Text);
        if (Game is not null && situation is null)
        {
            Unknown("G202", name, "situation", Game.Situations.Select(s => s.Name), []);
        }

        return situation;
    }

    public void Move(Player player, Token move)
    {
        if (player.MoveIndex(move.Text) < 0)
        {
            Unknown("G203", move, $"move of {player.Name}", player.Moves, []);
        }
    }

    public void Level(Situation situation, Token level)
    {
        if (situation.LevelIndex(level.Text) < 0)
        {
            Unknown("G204", level, $"level of {situation.Name}", situation.Levels, []);
        }
    }

    private void Unknown(string code, Token name, string what, IEnumerable<string> known, string[] notes)
    {
        if (Bag.IsDoubtful(name.Text))
        {
            return;
        }

        var all = known.ToList();
        Bag.Error(code, name.Place, $"there is no {what} called `{Wording.Shorten(name.Text)}`", Wording.Nearest(name.Text, all) is { } near ? $"did you mean `{near}`?" : null,
            notes: [.. notes, all.Count == 0 ? $"no {what} is declared" : $"known: {Wording.List(all)}"],
            helps: Wording.Nearest(name.Text, all) is null ? [code == "C301" ? $"name one of them, or declare it:   events {Wording.Shorten(name.Text)} kind is …" : "write it as the game does, or add it to the game"] : []);
    }
}

/// <summary>The lines read so far for one column of the record.</summary>
internal sealed class RuleDraft(Token name, bool isMove)
{
    public Token Name { get; } = name;

    public bool IsMove { get; } = isMove;

    public List<CodingLine> Lines { get; } = [];

    public (string Value, Token At)? Otherwise { get; set; }

    public (string Value, Token At)? Starts { get; set; }

    public BalanceRule? Balance { get; set; }

    public SeriesRule? Series { get; set; }

    /// <summary>The rule; cells are unknown where nothing decides them.</summary>
    public CodingRule Build() => new(Name.Text, IsMove, [.. Lines], Otherwise?.Value ?? "unknown", Starts?.Value, Balance, Name.Place) { Series = Series };
}
