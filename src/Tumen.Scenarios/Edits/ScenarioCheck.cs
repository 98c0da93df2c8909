using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Scenarios;

/// <summary>The months a record covers, for scenarios that begin at a date.</summary>
/// <param name="First">First period, "yyyy-MM".</param>
/// <param name="Last">Last period, "yyyy-MM".</param>
public sealed record RecordSpan(string First, string Last);

/// <summary>Finds everything that is wrong with a scenario before anything is solved.</summary>
public static class ScenarioCheck
{
    /// <summary>Longest temporary scenario, in months.</summary>
    public const int LongestPeriods = 1200;

    /// <summary>Checks a scenario against a game and, when it begins at a date, a record.</summary>
    /// <param name="game">The whole game, with every theory's weights.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="record">Months of the record; null when there is none, then dates are not checked.</param>
    /// <param name="file">File to point at, or null.</param>
    /// <returns>Errors; empty when the scenario can be run.</returns>
    public static ImmutableArray<Diagnostic> Find(GameModel game, ScenarioSpec scenario, RecordSpan? record = null, string? file = null)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        void Error(string code, string message, Place place, string? note = null, string? help = null) =>
            found.Add(Diagnostic.Error(code, message, file, place, null, note is null ? null : [note], help is null ? null : [help]));
        if (scenario.Edits.IsDefaultOrEmpty)
        {
            Error("W113", $"the scenario \"{scenario.Name}\" changes nothing", scenario.Place, null, "say what changes, or leave it out");
        }

        if (scenario.Periods is { } periods && periods is < 1 or > LongestPeriods)
        {
            Error("W112", $"the scenario \"{scenario.Name}\" lasts {scenario.Periods} months", scenario.Place, null, $"1 to {LongestPeriods} months, or no end");
        }

        if (scenario.Gradual is { } gradual)
        {
            Gradual(scenario, gradual, Error);
        }

        if (scenario.From is { } from && record is not null)
        {
            Date(scenario, from, record, Error);
        }

        var members = new HashSet<string>();
        foreach (var edit in scenario.Edits.IsDefault ? [] : scenario.Edits)
        {
            Edit(game, edit, members, Error);
        }

        var blocked = (scenario.Edits.IsDefault ? [] : scenario.Edits).OfType<ScenarioEdit.NeverReaches>().Select(n => (n.Situation, n.Level)).ToHashSet();
        foreach (var hold in (scenario.Edits.IsDefault ? [] : scenario.Edits).OfType<ScenarioEdit.HoldSituation>().Where(h => blocked.Contains((h.Situation, h.Level))))
        {
            Error("W115", $"{hold.Situation} is put at {hold.Level}, which it can never reach in the same scenario", hold.Place, null, "keep one of the two");
        }

        Menus(game, scenario, Error);
        return found.ToImmutable();
    }

    /// <summary>The month after a period "yyyy-MM".</summary>
    /// <exception cref="FormatException">Not a month.</exception>
    public static string NextMonth(string period) =>
        DateTime.ParseExact(period, "yyyy-MM", CultureInfo.InvariantCulture).AddMonths(1).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static void Gradual(ScenarioSpec scenario, int months, Action<string, string, Place, string?, string?> error)
    {
        if (months is < 1 or > LongestPeriods)
        {
            error("W112", $"the scenario \"{scenario.Name}\" comes about over {months} months", scenario.Place, null, $"1 to {LongestPeriods} months, or at once");
        }

        if (scenario.Periods is not null)
        {
            error("W117", $"the scenario \"{scenario.Name}\" both comes about gradually and ends", scenario.Place, "a gradual change stays when it is complete", "say `gradually over` or `for`, not both");
        }

        foreach (var edit in (scenario.Edits.IsDefault ? [] : scenario.Edits).Where(e => e is not (ScenarioEdit.SetParameter or ScenarioEdit.SetDiscount)))
        {
            error("W117", $"the scenario \"{scenario.Name}\" makes a change that cannot come about by degrees", edit.Place, "weights, chances and discount factors can", "let that change come at once, in a scenario of its own");
        }
    }

    private static void Date(ScenarioSpec scenario, string from, RecordSpan record, Action<string, string, Place, string?, string?> error)
    {
        bool month = DateTime.TryParseExact(from, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        string after = DateTime.TryParseExact(record.Last, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? NextMonth(record.Last) : record.Last;
        if (!month || string.CompareOrdinal(from, record.First) < 0 || string.CompareOrdinal(from, after) > 0)
        {
            error("W109", $"the scenario \"{scenario.Name}\" begins in {from}; the record runs from {record.First} to {record.Last}", scenario.Place,
                null, $"begin between {record.First} and {after}");
        }
    }

    private static void Edit(GameModel game, ScenarioEdit edit, HashSet<string> members, Action<string, string, Place, string?, string?> error)
    {
        switch (edit)
        {
            case ScenarioEdit.SetParameter p:
                Parameter(game, p, error);
                break;
            case ScenarioEdit.CountsWhen c when game.Weights.All(w => w.Name != c.Weight):
                Parameter(game, new ScenarioEdit.SetParameter(c.Weight, 0, false, c.Place), error);
                break;
            case ScenarioEdit.SetDiscount d:
                Player(game, d.Player, d.Place, error);
                if (!(d.Value >= 0 && d.Value < 1))
                {
                    error("W110", Text($"the discount factor of {d.Player} is {d.Value}"), d.Place, "a discount factor lies in [0, 1)", null);
                }

                break;
            case ScenarioEdit.Freeze f:
                Player(game, f.Player, f.Place, error);
                break;
            case ScenarioEdit.Forbid f when Player(game, f.Player, f.Place, error) is { } player:
                Moves(player, f.Moves, f.Place, error);
                break;
            case ScenarioEdit.Defang d when Player(game, d.Player, d.Place, error) is { } player:
                Moves(player, d.Moves, d.Place, error);
                Quiet(game, player, d, error);
                break;
            case ScenarioEdit.HoldSituation h:
                Level(game, h.Situation, h.Level, h.Place, error);
                break;
            case ScenarioEdit.ScaleSituation s:
                Scale(game, s, error);
                break;
            case ScenarioEdit.NeverReaches n:
                Level(game, n.Situation, n.Level, n.Place, error);
                if (game.Situations.ToList().FindIndex(v => v.Name == n.Situation) is var at and >= 0 && game.Laws[at].Normal is not null)
                {
                    error("W116", $"{n.Situation} moves by a normal law, which reaches every level", n.Place, null, $"hold it instead: {n.Situation} stays LEVEL");
                }

                break;
            case ScenarioEdit.Coalition c:
                Coalition(game, c, members, error);
                break;
        }
    }

    private static void Parameter(GameModel game, ScenarioEdit.SetParameter p, Action<string, string, Place, string?, string?> error)
    {
        bool weight = game.Weights.Any(w => w.Name == p.Name), chance = game.Chances.Any(c => c.Name == p.Name);
        if (!weight && !chance)
        {
            string? near = NearestName.Of(p.Name, game.Weights.Select(w => w.Name).Concat(game.Chances.Select(c => c.Name)));
            error("W101", $"the game has no weight or chance `{p.Name}`", p.Place, $"weights: {string.Join(", ", game.Weights.Select(w => w.Name))}", near is null ? null : $"did you mean `{near}`?");
        }
        else if (!double.IsFinite(p.Value) || (chance && (p.Value < 0 || (!p.Multiply && p.Value > 1))))
        {
            error("W110", Text($"{p.Name} is {(p.Multiply ? "multiplied by" : "set to")} {p.Value}"), p.Place, chance ? "a chance lies in [0, 1]" : "a weight is a finite number", null);
        }
    }

    private static Player? Player(GameModel game, string name, Place place, Action<string, string, Place, string?, string?> error)
    {
        var player = game.Players.FirstOrDefault(p => p.Name == name);
        if (player is null)
        {
            string? near = NearestName.Of(name, game.Players.Select(p => p.Name));
            error("W102", $"the game has no player `{name}`", place, $"players: {string.Join(", ", game.Players.Select(p => p.Name))}", near is null ? null : $"did you mean `{near}`?");
        }

        return player;
    }

    private static void Moves(Player player, ImmutableArray<string> moves, Place place, Action<string, string, Place, string?, string?> error)
    {
        foreach (string move in moves.Where(m => player.MoveIndex(m) < 0))
        {
            string? near = NearestName.Of(move, player.Moves);
            error("W103", $"{player.Name} has no move `{move}`", place, $"moves: {string.Join(", ", player.Moves)}", near is null ? null : $"did you mean `{near}`?");
        }
    }

    private static void Quiet(GameModel game, Player player, ScenarioEdit.Defang d, Action<string, string, Place, string?, string?> error)
    {
        int quiet = ScenarioGames.QuietMove(game, game.Players.IndexOf(player));
        if (d.Moves.IsDefaultOrEmpty)
        {
            error("W111", $"the list of moves of {player.Name} to defang is empty", d.Place, null, $"name at least one of {string.Join(", ", player.Moves)}");
        }
        else if (quiet < 0)
        {
            error("W111", $"no quiet move of {player.Name} is declared", d.Place, null, $"add to the game: threats of {player.Name} {d.Moves[0]} quiet MOVE");
        }
        else if (d.Moves.Contains(player.Moves[quiet]))
        {
            error("W111", $"{player.Moves[quiet]} is the quiet move of {player.Name}; it has nothing to lose", d.Place, null, "leave it out");
        }
    }

    private static void Level(GameModel game, string name, string level, Place place, Action<string, string, Place, string?, string?> error)
    {
        if (game.Situations.FirstOrDefault(v => v.Name == name) is not { } situation)
        {
            string? near = NearestName.Of(name, game.Situations.Select(v => v.Name));
            error("W104", $"the game has no situation `{name}`", place, $"situations: {string.Join(", ", game.Situations.Select(v => v.Name))}", near is null ? null : $"did you mean `{near}`?");
        }
        else if (situation.LevelIndex(level) < 0)
        {
            string? near = NearestName.Of(level, situation.Levels);
            error("W105", $"{name} has no level `{level}`", place, $"levels: {string.Join(", ", situation.Levels)}", near is null ? null : $"did you mean `{near}`?");
        }
    }

    private static void Scale(GameModel game, ScenarioEdit.ScaleSituation s, Action<string, string, Place, string?, string?> error)
    {
        if (game.Situations.FirstOrDefault(v => v.Name == s.Situation) is not { } situation)
        {
            string? near = NearestName.Of(s.Situation, game.Situations.Select(v => v.Name));
            error("W104", $"the game has no situation `{s.Situation}`", s.Place, $"situations: {string.Join(", ", game.Situations.Select(v => v.Name))}", near is null ? null : $"did you mean `{near}`?");
        }
        else if (situation.Values.IsDefaultOrEmpty || !double.IsFinite(s.Factor))
        {
            error("W110", Text($"{s.Situation} is multiplied by {s.Factor}"), s.Place, "only a situation whose levels are numbers can be multiplied, by a finite number", $"say where it goes: {s.Situation} starts {situation.Levels[0]}");
        }
    }

    private static void Coalition(GameModel game, ScenarioEdit.Coalition c, HashSet<string> members, Action<string, string, Place, string?, string?> error)
    {
        foreach (string name in c.Players)
        {
            Player(game, name, c.Place, error);
            if (!members.Add(name))
            {
                error("W107", $"{name} is in a coalition twice", c.Place, null, "name each player once");
            }
        }

        if (c.Players.Distinct().Count() < 2)
        {
            error("W107", c.Players.Length == 0 ? "a coalition of nobody" : $"a coalition of {c.Players[0]} alone", c.Place, null, "name at least two players");
        }

        if (c.Weights.Length != c.Players.Length || c.Weights.Any(w => !(w >= 0) || double.IsInfinity(w)) || !c.Weights.Any(w => w > 0))
        {
            error("W108", $"{c.Players.Length} members, weights {string.Join(", ", c.Weights.Select(w => w.ToString("R", CultureInfo.InvariantCulture)))}", c.Place, "one weight for each member, none negative, not all 0", null);
        }
    }

    private static void Menus(GameModel game, ScenarioSpec scenario, Action<string, string, Place, string?, string?> error)
    {
        foreach (var player in game.Players)
        {
            var left = player.Moves.ToHashSet();
            Place place = scenario.Place;
            foreach (var f in (scenario.Edits.IsDefault ? [] : scenario.Edits).OfType<ScenarioEdit.Forbid>().Where(f => f.Player == player.Name))
            {
                place = f.Place;
                left.RemoveWhere(m => f.Moves.Contains(m) != f.Always);
            }

            if (left.Count == 0)
            {
                error("W106", $"the scenario leaves {player.Name} no move", place, $"moves: {string.Join(", ", player.Moves)}", "leave it at least one");
            }
            else if (!player.Allowed.IsEmpty && left.Count < player.Moves.Length && Stuck(game, player, left) is { } where)
            {
                error("W106", $"the scenario leaves {player.Name} no move where {where}", place, $"its menu holds there what the scenario forbids; left: {string.Join(", ", player.Moves.Where(left.Contains))}", "leave it a move that it may choose in every situation");
            }
        }
    }

    // A situation in which the menu holds nothing of what is left; null where there is none.
    private static string? Stuck(GameModel game, Player player, HashSet<string> left)
    {
        var states = new StateSpace(game.Situations);
        var levels = new int[game.Situations.Length];
        var end = game.Clock is { } clock ? GameEnd.Of(states, clock) : null;
        for (int s = 0; s < states.Count; s++)
        {
            states.Levels(s, levels);
            if (end?.IsOver(s) != true && !player.Moves.Where((m, a) => left.Contains(m) && player.Allowed[a].Holds(levels, [])).Any())
            {
                return states.Name(s);
            }
        }

        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
