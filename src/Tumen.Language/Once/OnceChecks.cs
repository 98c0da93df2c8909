using Tumen.Model;

namespace Tumen.Language;

/// <summary>What has to hold of a game played once: every way through it ends in one outcome, and nothing in it belongs to games that repeat.</summary>
internal static class OnceChecks
{
    private const int MostPaths = 10_000;

    /// <summary>Clauses that have no place in a game played once.</summary>
    public static readonly string[] Foreign = ["each", "all", "first", "situation", "next", "assume", "concession", "compliance", "threats", "instruments"];

    /// <summary>Reports a clause of a game that repeats.</summary>
    public static void Refuse(GameDraft draft, Clause clause) => draft.Bag.Error("G251", clause.Head.Place, $"`{clause.Head.Text}` belongs to games that repeat; this one is played once",
        notes: ["a game played once has players, moves, outcomes, covariates and payoffs; its errors are said in its title"], helps: [clause.Head.Text is "all" or "first" ? "moves are made in the order in which they are written" : "take the clause out"]);

    /// <summary>Checks outcomes against every way through the game.</summary>
    public static void Run(GameDraft draft)
    {
        var once = draft.Once!;
        if (draft.Bag.HasErrors)
        {
            return;
        }

        if (draft.Players.Count == 0)
        {
            draft.Bag.Error("G216", draft.Header!.Value.Place, "nobody moves in this game", helps: ["write   move answer of target may concede, resist"]);
            return;
        }

        if (once.Private && once.Errors == ErrorLaw.Logistic && once.Offer < 0)
        {
            draft.Bag.Error("G252", draft.Header!.Value.Place, "private information needs normal errors here: sums of logistic errors are not logistic", helps: ["write `errors normal, private information`", "or `errors logistic` for an error of every choice"]);
        }

        if (once.Errors == ErrorLaw.Normal && draft.Players.FirstOrDefault(p => p.Moves.Length > 2) is { } wide)
        {
            draft.Bag.Error("G252", wide.Place, $"`{wide.Name}` has {wide.Moves.Length} choices; normal errors are worked out for two", helps: ["write `errors logistic`", "or split the choice into two moves"]);
        }

        var rules = once.Build();
        int paths = 0;
        foreach (int[] path in OncePaths.Of(draft.Players, rules))
        {
            if (++paths > MostPaths)
            {
                draft.Bag.Error("G240", draft.Header!.Value.Place, $"there are more than {Wording.Count(MostPaths)} ways through this game", helps: ["let a move be made only where it matters:   if …"]);
                return;
            }

            var here = rules.Outcomes.Where(o => o.If.Holds([], path)).ToList();
            string says = string.Join(", ", path.Select((m, i) => m < 0 ? null : $"{draft.Players[i].Name} {draft.Players[i].Moves[m]}").OfType<string>());
            if (here.Count > 1)
            {
                draft.Bag.Error("G253", here[1].Place, $"`{here[0].Name}` and `{here[1].Name}` are both the outcome of: {says}", others: [new DiagnosticLabel(here[0].Place, "the first one")], helps: ["make their conditions exclude each other"]);
                return;
            }

            if (here.Count == 0 && rules.Outcomes.Length > 0)
            {
                draft.Bag.Error("G253", rules.Outcomes[^1].Place, $"no outcome is named for: {says}", notes: ["every way through the game ends in one outcome"], helps: ["add an outcome, or widen a condition"]);
                return;
            }
        }
    }
}
