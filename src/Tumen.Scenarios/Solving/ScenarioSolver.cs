using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>
/// Runs scenarios of one theory: edits its game, solves it again along the branch from the baseline, and says what changes. One instance serves any number of threads.
/// </summary>
/// <remarks>
/// Solved without situations that cannot matter to the theory (exact, see <see cref="GameReduction"/>); courses, shares and times are those of the whole game. A lasting
/// change is known to last. A temporary one is solved backwards from the baseline's values at its known end. Concessions are discounted by the patron's δ in
/// the baseline, also when the scenario changes it, so that before and after compare.
/// </remarks>
public sealed class ScenarioSolver
{
    private readonly ScenarioOptions _options;
    private readonly SolveOptions _solve;
    private readonly Lazy<ScenarioSolver> _wide;

    /// <summary>Prepares a theory.</summary>
    /// <param name="model">The whole game as written.</param>
    /// <param name="theory">"base" or a theory's name.</param>
    /// <param name="options">What to work out; defaults when null.</param>
    public ScenarioSolver(GameModel model, string theory, ScenarioOptions? options = null)
        : this(model, theory, options, GameReduction.Of(model, theory))
    {
    }

    private ScenarioSolver(GameModel model, string theory, ScenarioOptions? options, GameReduction reduction)
    {
        _options = options ?? new ScenarioOptions();
        Whole = ParametricGame.Compile(model, theory);
        Reduction = reduction;
        _wide = new Lazy<ScenarioSolver>(() => new ScenarioSolver(model, theory, _options with { Start = Start }, GameReduction.None(model)));
        Solved = Reduction.Kept.Length == model.Situations.Length ? Whole : ParametricGame.Compile(Reduction.Model, theory);
        _solve = new SolveOptions { Precision = model.Precision, Convention = model.Values, Certify = _options.Detail };
        Start = _options.Start ?? OwnStart(Whole.States);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Start.Length, Whole.States.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(_options.Over?.Length ?? Start.Length, Whole.States.Count);
        Lever = LeverOf.For(Solved);
        Concession = model.Concession is { } flow ? Leverage.Amounts(Whole.States, Whole.Profiles, flow) : null;
        Counter = new NumbersOf(this, _options);
        Drawer = new CurvesOf(this, _options);
    }

    /// <summary>The theory on the whole game.</summary>
    public ParametricGame Whole { get; }

    /// <summary>The theory without situations that cannot matter to it; its weights and chances are those of <see cref="Whole"/>.</summary>
    public ParametricGame Solved { get; }

    /// <summary>How their states relate.</summary>
    public GameReduction Reduction { get; }

    /// <summary>Law over the whole game's states in the first month.</summary>
    public double[] Start { get; }

    /// <summary>Leverage on the solved game, or null when the game declares none.</summary>
    internal LeverOf? Lever { get; }

    /// <summary>Concession per (state, joint move) of the whole game, or null.</summary>
    internal Func<int, int, double>? Concession { get; }

    /// <summary>What is counted.</summary>
    internal NumbersOf Counter { get; }

    /// <summary>What is drawn month by month.</summary>
    internal CurvesOf Drawer { get; }

    /// <summary>The game's own start: every situation at the level it starts at (the lowest when none is said).</summary>
    public static double[] OwnStart(StateSpace states)
    {
        var law = new double[states.Count];
        law[states.Index([.. states.Situations.Select(v => v.StartsAt ?? 0)])] = 1;
        return law;
    }

    /// <summary>Solves the baseline at a point.</summary>
    /// <param name="point">Weights and chances.</param>
    /// <param name="start">Action values to start from, or null for the branch from λ = 0.</param>
    /// <param name="cancel">Stops between steps.</param>
    public SolvedTheory Solve(TheoryPoint point, double[]? start = null, CancellationToken cancel = default)
    {
        var game = Solved.At(point.Weights, point.Chances);
        var e = start is null ? PrincipalBranch.Solve(game, _solve, cancel) : LogitMarkovSolver.Solve(game, _solve with { Start = start }, cancel);
        return Of(point, e.Status == SolveStatus.Certified || start is null ? e : PrincipalBranch.Solve(game, _solve, cancel));
    }

    /// <summary>The baseline from an equilibrium that is already solved (of <see cref="Solved"/> at the point).</summary>
    public SolvedTheory Of(TheoryPoint point, LogitMarkovEquilibrium equilibrium)
    {
        var small = Play.Of(equilibrium.Game, equilibrium.Strategies);
        var play = ReferenceEquals(Solved, Whole) && Whole.Model.Regimes is not { Foreseen: false } ? small : Lift(small, Whole.Kernel(point.Chances));
        var longRun = LongRun.Of(play.Chain, Start);
        double[][] means = [.. Whole.Profiles.Players.Select((player, i) => player.Moves
            .Select((_, a) => Numerics.FixedOrder.Dot(longRun.Shares, play.Chance((_, p) => play.Profiles.Move(p, i) == a))).ToArray())];
        return new SolvedTheory(point, equilibrium, play, small, longRun, means);
    }

    /// <summary>Runs one scenario.</summary>
    /// <param name="scenario">The scenario; check it with <see cref="ScenarioCheck"/> first to report mistakes with their places.</param>
    /// <param name="baseline">The theory solved.</param>
    /// <param name="near">Action values of the same scenario solved nearby, for draws; null to follow the branch from the baseline.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <exception cref="BadInputException">The scenario does not fit the game.</exception>
    public ScenarioResult Run(ScenarioSpec scenario, SolvedTheory baseline, double[]? near = null, CancellationToken cancel = default)
    {
        Check(scenario);
        if (Wider(scenario) is { } wide)
        {
            return wide.Run(scenario, wide.Again(baseline), near, cancel);
        }

        var work = new ScenarioWork(this, _options, _solve, scenario, baseline, near, cancel);
        return scenario.Gradual is { } gradual ? work.Gradual(gradual) : scenario.Periods is { } months ? work.Temporary(months) : work.Lasting();
    }

    /// <summary>Solves one scenario as lasting and counts nothing: for those who follow what they want themselves, quickly.</summary>
    /// <param name="scenario">The scenario; its length is not read, and it may change nothing.</param>
    /// <param name="baseline">The theory solved.</param>
    /// <param name="near">Action values of a scenario of the same shape solved nearby, or null to follow the branch from the baseline.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <exception cref="BadInputException">The scenario does not fit the game.</exception>
    public ChangedPlay Change(ScenarioSpec scenario, SolvedTheory baseline, double[]? near = null, CancellationToken cancel = default)
    {
        if (scenario.Edits.Length > 0)
        {
            Check(scenario);
        }

        if (Wider(scenario) is { } wide)
        {
            return wide.Change(scenario, wide.Again(baseline), near, cancel);
        }

        return new ScenarioWork(this, _options, _solve, scenario, baseline, near, cancel).Change();
    }

    /// <summary>The leverage index under a lasting change, averaged over a law on the whole game's states.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="baseline">The theory solved.</param>
    /// <param name="changed">The change, solved by <see cref="Change"/>.</param>
    /// <param name="over">The law.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <returns>Λ, X, I and concessions; null when the game declares none or a game in it was not solved.</returns>
    public (double Capacity, double Exertion, double Influence, double Concessions)? LeverageOf(
        ScenarioSpec scenario, SolvedTheory baseline, ChangedPlay changed, double[] over, CancellationToken cancel = default) =>
        Wider(scenario) is { } wide ? wide.LeverageOf(scenario, wide.Again(baseline), changed, over, cancel)
            : new ScenarioWork(this, _options, _solve, scenario, baseline, null, cancel).Levers(changed, Reduce(over));

    // A scenario may make a situation matter that this theory ignores: then nothing is left out of the game that is solved.
    private ScenarioSolver? Wider(ScenarioSpec scenario) => TermEdits.Reads(scenario).All(Reduction.Kept.Contains) ? null : _wide.Value;

    private SolvedTheory Again(SolvedTheory baseline) => baseline.Once("whole game", Start, null, 0, () => Solve(baseline.Point));

    private void Check(ScenarioSpec scenario)
    {
        var wrong = ScenarioCheck.Find(Whole.Model, scenario);
        if (wrong.Length > 0)
        {
            throw new BadInputException(wrong);
        }
    }

    /// <summary>Play of the solved game as play of the whole game.</summary>
    internal Play Lift(Play reduced, TransitionKernel kernel)
    {
        int count = Whole.Profiles.Count;
        var chances = new double[Whole.States.Count * count];
        for (int s = 0; s < Whole.States.Count; s++)
        {
            reduced.ProfileChances(Reduction.StateMap[s]).CopyTo(chances.AsSpan(s * count));
        }

        return new Play(Whole.States, Whole.Profiles, kernel, chances) { End = Whole.End };
    }

    /// <summary>A law over the whole game's states as one over the solved game's.</summary>
    internal double[] Reduce(double[] law)
    {
        var reduced = new double[Solved.States.Count];
        for (int s = 0; s < law.Length; s++)
        {
            reduced[Reduction.StateMap[s]] += law[s];
        }

        return reduced;
    }
}
