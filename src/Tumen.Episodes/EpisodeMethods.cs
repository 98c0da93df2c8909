namespace Tumen.Episodes;

/// <summary>One method of solving an episode, when a single one is wanted rather than all that fit.</summary>
public enum EpisodeMethod
{
    /// <summary>Backward induction; perfect information.</summary>
    BackwardInduction,

    /// <summary>All pure equilibria.</summary>
    Pure,

    /// <summary>All pure profiles where no single information set gains.</summary>
    PureAgent,

    /// <summary>All extreme equilibria of two players by vertex enumeration.</summary>
    Vertices,

    /// <summary>Lemke-Howson paths from every label at every equilibrium found; two players.</summary>
    LemkeHowson,

    /// <summary>Lemke's method on the sequence form; two players.</summary>
    SequenceForm,

    /// <summary>Linear programme on the sequence form; two players, constant sum.</summary>
    LinearProgramme,

    /// <summary>All isolated equilibria by supports; any number of players.</summary>
    Supports,

    /// <summary>Global Newton method.</summary>
    GlobalNewton,

    /// <summary>Iterated polymatrix approximation.</summary>
    Polymatrix,

    /// <summary>Simplicial subdivision.</summary>
    Simplicial,

    /// <summary>Agent quantal response traced to its limit.</summary>
    QuantalLimit,
}

/// <summary>What one method found.</summary>
/// <param name="Profiles">Each with its certificate.</param>
/// <param name="Complete">True when the method lists all equilibria of its kind and met no limit.</param>
/// <param name="Notes">What stayed undecided, in sentences.</param>
/// <param name="Refused">Why the method does not apply or the game is too large for it; null normally.</param>
public sealed record MethodAnswer(IReadOnlyList<SolvedProfile> Profiles, bool Complete, IReadOnlyList<string> Notes, string? Refused)
{
    internal static MethodAnswer No(string why) => new([], false, [], why);
}

/// <summary>Runs one method on a tree or a table and refuses in words where it does not apply.</summary>
public static class EpisodeMethods
{
    private static readonly (EpisodeMethod Method, string Name)[] Known =
    [
        (EpisodeMethod.BackwardInduction, "backward"), (EpisodeMethod.Pure, "pure"), (EpisodeMethod.PureAgent, "pure-agent"), (EpisodeMethod.Vertices, "vertices"),
        (EpisodeMethod.LemkeHowson, "lemke-howson"), (EpisodeMethod.SequenceForm, "sequence-form"), (EpisodeMethod.LinearProgramme, "linear"), (EpisodeMethod.Supports, "supports"),
        (EpisodeMethod.GlobalNewton, "newton"), (EpisodeMethod.Polymatrix, "polymatrix"), (EpisodeMethod.Simplicial, "simplicial"), (EpisodeMethod.QuantalLimit, "quantal"),
    ];

    /// <summary>The short names of all methods.</summary>
    public static IReadOnlyList<string> Names => [.. Known.Select(known => known.Name)];

    /// <summary>The method of a short name, or null.</summary>
    public static EpisodeMethod? Find(string name) => Known.Any(known => known.Name == name) ? Known.First(known => known.Name == name).Method : null;

    /// <summary>Solves a table by one method.</summary>
    /// <param name="game">The table.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">Limits; defaults if null.</param>
    public static MethodAnswer Solve(StrategicGame game, EpisodeMethod method, EpisodeOptions? options = null) => Solve(game.ToExtensive(), game, method, options ?? new EpisodeOptions());

    /// <summary>Solves a tree by one method.</summary>
    /// <inheritdoc cref="Solve(StrategicGame, EpisodeMethod, EpisodeOptions?)"/>
    public static MethodAnswer Solve(ExtensiveGame game, EpisodeMethod method, EpisodeOptions? options = null) => Solve(game, null, method, options ?? new EpisodeOptions());

    private static MethodAnswer Solve(ExtensiveGame tree, StrategicGame? table, EpisodeMethod method, EpisodeOptions options)
    {
        if (PerfectRecall.FindViolation(tree) is { } violation) return MethodAnswer.No(violation.Message);
        bool two = tree.Players.Count == 2;
        var units = method is EpisodeMethod.SequenceForm or EpisodeMethod.Supports or EpisodeMethod.GlobalNewton or EpisodeMethod.Polymatrix or EpisodeMethod.Simplicial or EpisodeMethod.QuantalLimit ? PlayerUnits.Of(tree, table) : null;
        return method switch
        {
            EpisodeMethod.BackwardInduction => tree.HasPerfectInformation ? Backward(tree) : MethodAnswer.No("backward induction needs perfect information: some information set has several nodes"),
            EpisodeMethod.Pure => Exact(PureEquilibria.Nash(tree, options.MaximumMethodCells), "all pure equilibria by looking at every profile", options),
            EpisodeMethod.PureAgent => Exact(PureEquilibria.Agent(tree, options.MaximumMethodCells), "all pure agent equilibria by looking at every profile", options),
            EpisodeMethod.Vertices => !two ? NeedsTwo("vertex enumeration", tree)
                : TwoPlayerEquilibria.TrySolve(tree, options.MaximumMethodCells, options.MaximumMethodVertices) is { } all
                    ? Exact(all.Profiles, "all extreme equilibria by vertex enumeration", options) with { Notes = [$"{all.Extreme} extreme, {all.ConvexSets} maximal convex sets, {all.Components} connected components"] }
                    : TooLarge(options),
            EpisodeMethod.LemkeHowson => !two ? NeedsTwo("Lemke-Howson", tree) : View(tree, table, options) is { } view ? Paths(view) : TooLarge(options),
            EpisodeMethod.SequenceForm or EpisodeMethod.LinearProgramme when two && tree.ActionCount > options.MaximumSequenceActions => TooManyActions("the sequence form", tree, options.MaximumSequenceActions),
            EpisodeMethod.QuantalLimit when tree.ActionCount > options.MaximumMethodQuantalActions => TooManyActions("quantal response", tree, options.MaximumMethodQuantalActions),
            EpisodeMethod.SequenceForm => two ? One(units!.Back(SequenceFormSolver.SolveComplementarity(units.Game))) : NeedsTwo("the sequence form here", tree),
            EpisodeMethod.LinearProgramme => two && tree.IsConstantSum ? One(SequenceFormSolver.SolveZeroSum(tree)) : MethodAnswer.No("linear programming needs two players whose payoffs add up to the same number at every end"),
            EpisodeMethod.Supports => Supports(units!, options),
            EpisodeMethod.GlobalNewton => View(units!.Game, units.Table, options) is { } view ? Newton(view, units, options) : TooLarge(options),
            EpisodeMethod.Polymatrix => tree.Players.Count < 2 ? MethodAnswer.No("iterated polymatrix needs two players or more") : View(units!.Game, units.Table, options) is { } view ? One(units.Back(IteratedPolymatrix.Solve(view))) : TooLarge(options),
            EpisodeMethod.Simplicial => View(units!.Game, units.Table, options) is { } view ? One(units.Back(SimplicialSubdivision.Solve(view, 2_000_000))) : TooLarge(options),
            EpisodeMethod.QuantalLimit => One(units!.Back(AgentQuantalResponse.Trace(units.Game).Limit)),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No such method."),
        };
    }

    private static TableView? View(ExtensiveGame tree, StrategicGame? table, EpisodeOptions options) => table is not null ? TableView.Of(table) : TableView.TryOf(tree, options.MaximumMethodCells);

    private static MethodAnswer NeedsTwo(string what, ExtensiveGame game) => MethodAnswer.No($"{what} needs two players; this game has {game.Players.Count}");

    private static MethodAnswer TooManyActions(string what, ExtensiveGame game, int limit) => MethodAnswer.No($"{what} needs a square table over all actions; this tree has {game.ActionCount}, the limit is {limit}");

    private static MethodAnswer TooLarge(EpisodeOptions options) => MethodAnswer.No($"the game is too large for this method (limit {options.MaximumMethodCells} cells of the reduced form, {options.MaximumMethodVertices} vertices)");

    private static MethodAnswer One(SolvedProfile solved) => new([solved], false, [], null);

    private static MethodAnswer Exact(IReadOnlyList<StrategyProfile>? profiles, string method, EpisodeOptions options) =>
        profiles is null ? TooLarge(options) : new([.. profiles.Select(profile => new SolvedProfile(profile, SolveStatus.Exact, 0, 0, method))], true, [], null);

    private static MethodAnswer Backward(ExtensiveGame game)
    {
        var result = BackwardInduction.Solve(game);
        return new([new SolvedProfile(result.Profile, SolveStatus.Exact, 0, game.NodeCount, "backward induction")], result.Ties == 0, result.Ties == 0 ? [] : [$"{result.Ties} ties; other subgame-perfect equilibria exist"], null);
    }

    private static MethodAnswer Paths(TableView view) => new([.. LemkeHowson.Accessible(view.Game)
        .Select(pair => new SolvedProfile(view.Profile([pair.First, pair.Second]), SolveStatus.Exact, 0, 0, "Lemke-Howson paths from every label (Lemke and Howson 1964)"))], false, [], null);

    private static MethodAnswer Newton(TableView view, PlayerUnits units, EpisodeOptions options)
    {
        var found = GlobalNewton.Solve(view, new GlobalNewtonOptions { Rays = options.NewtonRays });
        return new([.. found.Select(units.Back)], false, found.Count > 0 ? [] : ["no ray led through λ = 0"], null);
    }

    private static MethodAnswer Supports(PlayerUnits units, EpisodeOptions options)
    {
        if (units.Game.InformationSets.Count(set => !set.IsChance) > 64 || SupportEnumeration.Depth(units.Game) > SupportEnumeration.MaximumDepth)
            return MethodAnswer.No($"support enumeration is for at most 64 information sets and {SupportEnumeration.MaximumDepth} moves deep");
        var result = SupportEnumeration.Solve(units.Game, options.Supports);
        SolvedProfile[] solved = [.. result.Equilibria.Select(units.Back)];
        return new(solved, result.Complete && Array.TrueForAll(solved, one => one.Status is SolveStatus.Exact or SolveStatus.Certified), result.Undecided, null);
    }
}
