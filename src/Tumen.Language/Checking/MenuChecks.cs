using Tumen.Model;

namespace Tumen.Language;

/// <summary>What menus must leave: a move in every situation, a situation for every move, and the quiet move wherever it is what others are measured by.</summary>
internal static class MenuChecks
{
    private const double MostCases = 1_000_000;

    /// <summary>Checks every player's menu.</summary>
    public static void Run(GameModel game, DiagnosticBag bag)
    {
        for (int i = 0; i < game.Players.Length; i++)
        {
            if (!game.Players[i].Allowed.IsEmpty)
            {
                Check(game, i, bag);
            }
        }
    }

    private static void Check(GameModel game, int player, DiagnosticBag bag)
    {
        var who = game.Players[player];
        var reads = new ConditionReads();
        foreach (var condition in who.Allowed)
        {
            reads.Add(condition);
        }

        if (reads.Situations.Aggregate(1.0, (n, s) => n * game.Situations[s].Levels.Length) > MostCases)
        {
            bag.Error("G262", who.Place, $"the menu of {who.Name} reads too many situations to be checked", notes: [$"at most {Wording.Count(MostCases)} cases are gone through"], helps: ["test fewer situations, or ones with fewer levels"]);
            return;
        }

        var somewhere = new bool[who.Moves.Length];
        string? empty = null;
        int[] levels = new int[game.Situations.Length], moves = new int[game.Players.Length];
        do
        {
            if (game.Clock is { } clock && reads.Situations.Contains(clock) && levels[clock] == game.Situations[clock].Levels.Length - 1)
            {
                continue; // nobody moves when it is over
            }

            bool any = false;
            for (int a = 0; a < somewhere.Length; a++)
            {
                bool may = who.Allowed[a].Holds(levels, moves);
                somewhere[a] |= may;
                any |= may;
            }

            empty ??= any ? null : string.Join(" and ", reads.Situations.Select(s => $"{game.Situations[s].Name} is {game.Situations[s].Levels[levels[s]]}"));
        }
        while (LawSums.Step(reads, game, levels, moves));
        if (empty is not null)
        {
            bag.Error("G262", who.Place, $"{who.Name} may do nothing where {empty}", notes: ["every player chooses one of its moves in every period"],
                helps: [$"leave one move without a condition:   player {who.Name} may {string.Join(", ", who.Moves.Take(1).Select(m => m + " if …"))}, wait", "a move that does nothing is a move too"]);
        }

        Nowhere(who, somewhere, bag);
        Quiet(game, player, bag);
    }

    private static void Nowhere(Player who, bool[] somewhere, DiagnosticBag bag)
    {
        for (int a = 0; a < somewhere.Length; a++)
        {
            if (!somewhere[a])
            {
                bag.Add(Diagnostic.Error("G263", $"{who.Name} may never {who.Moves[a]}: its condition holds nowhere", bag.FileName, who.Place, null, [], ["correct the condition, or take the move out"]));
            }
        }
    }

    private static void Quiet(GameModel game, int player, DiagnosticBag bag)
    {
        foreach (var set in new[] { game.Threats, game.Instruments })
        {
            if (set is not null && set.Player == player && game.Players[player].Allowed[set.Quiet] is not Condition.AlwaysTrue)
            {
                string quiet = game.Players[player].Moves[set.Quiet];
                bag.Error("G264", set.Place, $"the quiet move {quiet} of {game.Players[player].Name} may not be chosen everywhere",
                    notes: ["what the other moves bring about is measured against the quiet move, in every situation"], helps: [$"let {quiet} stand in the menu without a condition, or name another quiet move"]);
            }
        }
    }
}
