namespace Tumen.Episodes;

/// <summary>What to compute and how hard to try.</summary>
public sealed record EpisodeOptions
{
    /// <summary>Trace agent quantal response to its limit (default: yes, on trees up to <see cref="MaximumQuantalActions"/> actions).</summary>
    public bool QuantalLimit { get; init; } = true;

    /// <summary>Largest tree, in actions of players, for which quantal response is traced (default 150).</summary>
    public int MaximumQuantalActions { get; init; } = 150;

    /// <summary>Largest tree, in actions, whose sequence form is solved when not everything can be listed (default 3,000).</summary>
    public int MaximumSequenceActions { get; init; } = 3_000;

    /// <summary>Largest tree, in nodes, whose equilibria are checked for refinements beyond backward induction (default 20,000).</summary>
    public int MaximumRefinedNodes { get; init; } = 20_000;

    /// <summary>Most cells of the reduced form for which all equilibria are listed (default 4,096).</summary>
    public int MaximumCells { get; init; } = 4_096;

    /// <summary>Most polytope vertices at a time for two-player games (default 20,000).</summary>
    public int MaximumVertices { get; init; } = 20_000;

    /// <summary>Most cells of the reduced form when one method is asked for by name (default 200,000).</summary>
    public int MaximumMethodCells { get; init; } = 200_000;

    /// <summary>Largest tree, in actions, for which quantal response is traced when it is asked for by name (default 1,000).</summary>
    public int MaximumMethodQuantalActions { get; init; } = 1_000;

    /// <summary>Most polytope vertices at a time when vertex enumeration is asked for by name (default 400,000).</summary>
    public int MaximumMethodVertices { get; init; } = 400_000;

    /// <summary>Rays of the global Newton method when it is asked for by name (default 4).</summary>
    public int NewtonRays { get; init; } = 4;

    /// <summary>Limits of support enumeration for other numbers of players.</summary>
    public SupportOptions Supports { get; init; } = new() { MaximumSupports = 20_000, MaximumTotalBoxes = 50_000 };

    /// <summary>Check refinements (default: yes).</summary>
    public bool Refinements { get; init; } = true;

    /// <summary>Most equilibria whose refinements are checked (default 200); the rest are listed without.</summary>
    public int MaximumRefined { get; init; } = 200;
}

/// <summary>A way play can end.</summary>
/// <param name="Node">The last node.</param>
/// <param name="Label">Name of the outcome, of the node, or the path.</param>
/// <param name="Probability">Its chance.</param>
/// <param name="Exact">Its exact chance, if known.</param>
public sealed record EndChance(int Node, string Label, double Probability, Rational? Exact);

/// <summary>One equilibrium with everything a host prints.</summary>
/// <param name="Profile">The strategies; exact when <see cref="StrategyProfile.Exact"/> is not null.</param>
/// <param name="Status">What the certificate says.</param>
/// <param name="Payoffs">Expected payoff per player.</param>
/// <param name="ExactPayoffs">The same in fractions, or null.</param>
/// <param name="Regret">Largest gain from deviating; 0 in fractions when exact.</param>
/// <param name="Ends">Chances of the ends play can come to, in order of the tree.</param>
/// <param name="Beliefs">Beliefs per information set, on and off the path; null if none support it or the profile is not exact.</param>
/// <param name="Refinements">Which standards it meets, and why not.</param>
/// <param name="Component">Connected set of equilibria it belongs to; −1 if unknown.</param>
/// <param name="Methods">What found it.</param>
public sealed record EpisodeEquilibrium(StrategyProfile Profile, SolveStatus Status, IReadOnlyList<double> Payoffs, IReadOnlyList<Rational>? ExactPayoffs,
    double Regret, IReadOnlyList<EndChance> Ends, IReadOnlyList<Belief>? Beliefs, IReadOnlyList<RefinementResult> Refinements, int Component, IReadOnlyList<string> Methods)
{
    /// <summary>Verdict on one standard, or null if it was not checked.</summary>
    public Verdict? this[Refinement refinement] => Refinements.FirstOrDefault(result => result.Refinement == refinement)?.Verdict;
}

/// <summary>The answer to a game.</summary>
/// <param name="Game">The tree solved.</param>
/// <param name="Equilibria">All found, exact ones first as listed by their method.</param>
/// <param name="Complete">True when all (extreme) equilibria are listed; then <paramref name="Components"/> counts their connected sets.</param>
/// <param name="Components">Number of connected sets, −1 if unknown.</param>
/// <param name="Notes">What was not decided or not attempted, in sentences.</param>
/// <param name="Refused">Why the game cannot be solved at all; null normally.</param>
public sealed record EpisodeSolution(ExtensiveGame Game, IReadOnlyList<EpisodeEquilibrium> Equilibria, bool Complete, int Components, IReadOnlyList<string> Notes, string? Refused);

/// <summary>Solves an episode by every method that fits its size and kind, and says what each answer is worth.</summary>
public static class EpisodeSolver
{
    /// <summary>Solves a table by its tree.</summary>
    /// <inheritdoc cref="Solve(ExtensiveGame, EpisodeOptions?)"/>
    public static EpisodeSolution Solve(StrategicGame game, EpisodeOptions? options = null) => Solve(game.ToExtensive(), options);

    /// <summary>Solves a tree.</summary>
    /// <param name="game">Any number of players.</param>
    /// <param name="options">Defaults if null.</param>
    /// <returns>The equilibria with certificates; a game without perfect recall is refused in words.</returns>
    public static EpisodeSolution Solve(ExtensiveGame game, EpisodeOptions? options = null)
    {
        options ??= new EpisodeOptions();
        if (PerfectRecall.FindViolation(game) is { } violation) return new EpisodeSolution(game, [], false, -1, [], violation.Message);
        var found = new FoundEquilibria(game);
        var notes = new List<string>();
        bool complete = false;
        int components = -1;
        bool solved = false;
        var units = PlayerUnits.Of(game);
        if (game.HasPerfectInformation)
        {
            var backward = BackwardInduction.Solve(game);
            found.Add(backward.Profile, SolveStatus.Exact, -1, "backward induction");
            solved = true;
            if (backward.Ties > 0) notes.Add($"backward induction met {backward.Ties} ties; other subgame-perfect equilibria exist");
        }
        if (game.Players.Count == 2 && TwoPlayerEquilibria.TrySolve(game, options.MaximumCells, options.MaximumVertices) is { } all)
        {
            (complete, components) = (true, all.Components);
            for (int k = 0; k < all.Profiles.Count; k++) found.Add(all.Profiles[k], SolveStatus.Exact, all.Component[k], "all extreme equilibria by vertex enumeration");
        }
        else if (game.Players.Count == 2)
        {
            notes.Add($"the reduced form is too large to list all equilibria (limit {options.MaximumCells} cells, {options.MaximumVertices} vertices)");
            if (game.ActionCount > options.MaximumSequenceActions)
            {
                if (!solved) notes.Add($"the sequence form was not solved: {game.ActionCount} actions, limit {options.MaximumSequenceActions}");
            }
            else found.Add(game.IsConstantSum ? SequenceFormSolver.SolveZeroSum(game) : units.Back(SequenceFormSolver.SolveComplementarity(units.Game)));
        }
        if (game.Players.Count != 2) complete = AddBySupports(game, units, options, found, notes);
        AddQuantalLimit(units, options, found, notes, complete && game.Players.Count == 2);
        return new EpisodeSolution(game, found.Finish(options), complete, components, notes, null);
    }

    /// <summary>Payoffs, ends, beliefs and refinements of profiles that a single method found; repeats are merged.</summary>
    /// <param name="game">Their game, with perfect recall.</param>
    /// <param name="profiles">With certificates.</param>
    /// <param name="options">Defaults if null.</param>
    public static IReadOnlyList<EpisodeEquilibrium> Evaluate(ExtensiveGame game, IReadOnlyList<SolvedProfile> profiles, EpisodeOptions? options = null)
    {
        var found = new FoundEquilibria(game);
        foreach (var solved in profiles) found.Add(solved);
        return found.Finish(options ?? new EpisodeOptions());
    }

    private static bool AddBySupports(ExtensiveGame game, PlayerUnits units, EpisodeOptions options, FoundEquilibria found, List<string> notes)
    {
        if (PureEquilibria.Nash(game, options.MaximumCells) is { } pure)
            foreach (var profile in pure) found.Add(profile, SolveStatus.Exact, -1, "all pure equilibria by looking at every profile");
        if (units.Game.InformationSets.Count(set => !set.IsChance) > 64 || SupportEnumeration.Depth(units.Game) > SupportEnumeration.MaximumDepth)
        {
            notes.Add($"support enumeration was not attempted: more than 64 information sets or {SupportEnumeration.MaximumDepth} moves deep");
            return false;
        }
        var result = SupportEnumeration.Solve(units.Game, options.Supports);
        bool sure = true;
        foreach (var solved in result.Equilibria.Select(units.Back))
        {
            bool good = solved.Status is SolveStatus.Exact or SolveStatus.Certified;
            sure &= good;
            if (good) found.Add(solved);
            else notes.Add($"a solution of indifference conditions could not be certified, regret {solved.Regret:g3}: {string.Join("; ", EpisodeWords.Strategies(solved.Profile).Take(20))}");
        }

        foreach (string open in result.Undecided) notes.Add("undecided " + open);
        return result.Complete && sure;
    }

    private static void AddQuantalLimit(PlayerUnits units, EpisodeOptions options, FoundEquilibria found, List<string> notes, bool listed)
    {
        int actions = units.Game.InformationSets.Where(set => !set.IsChance).Sum(set => set.Actions.Count);
        if (!options.QuantalLimit || actions == 0) return;
        if (actions > options.MaximumQuantalActions)
        {
            notes.Add($"quantal response was not traced: {actions} actions, limit {options.MaximumQuantalActions}");
            return;
        }
        var path = AgentQuantalResponse.Trace(units.Game);
        var limit = units.Back(path.Limit);
        if (limit.Status is not (SolveStatus.Exact or SolveStatus.Certified))
            notes.Add($"quantal response did not reach an equilibrium: it stopped at λ = {path.Points[^1].ChoicePrecision:g4} per payoff range with regret {limit.Regret:g3}");
        else if (!listed) found.Add(limit);
        else if (!found.Recognise(limit.Profile, limit.Method, 1e-6)) AddBeside(limit, found, notes);
    }

    // All extreme equilibria are listed: the limit is none of them. Where play does not come it may say more about a tree than the list does; it is kept if it is exact.
    private static void AddBeside(SolvedProfile limit, FoundEquilibria found, List<string> notes)
    {
        int component = found.ComponentOf(limit.Profile);
        bool table = limit.Profile.Game.InformationSets.GroupBy(set => set.Player).All(group => group.Key >= 0 && group.Count() == 1);
        if (!table && limit.Status == SolveStatus.Exact) found.Add(limit, component);
        string where = component >= 0 ? $"lies inside connected set {component + 1}" : "is not an extreme equilibrium";
        notes.Add($"the quantal limit {where}, near {string.Join("; ", EpisodeWords.Strategies(limit.Profile).Take(20))}");
    }
}
