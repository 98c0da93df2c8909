using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Simulate;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>
/// Runs scenarios of one theory: edits its game, solves it again along the branch from the baseline, and says what changes. One instance serves one thread.
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

    /// <summary>Prepares a theory.</summary>
    /// <param name="model">The whole game as written.</param>
    /// <param name="theory">"base" or a theory's name.</param>
    /// <param name="options">What to work out; defaults when null.</param>
    public ScenarioSolver(GameModel model, string theory, ScenarioOptions? options = null)
    {
        _options = options ?? new ScenarioOptions();
        Whole = ParametricGame.Compile(model, theory);
        Reduction = GameReduction.Of(model, theory);
        Solved = Reduction.Kept.Length == model.Situations.Length ? Whole : ParametricGame.Compile(Reduction.Model, theory);
        _solve = new SolveOptions { Precision = model.Precision, Convention = model.Values, Certify = _options.Detail };
        Start = _options.Start ?? OwnStart(Whole.States);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Start.Length, Whole.States.Count);
    }

    /// <summary>The theory on the whole game.</summary>
    public ParametricGame Whole { get; }

    /// <summary>The theory without situations that cannot matter to it; its weights and chances are those of <see cref="Whole"/>.</summary>
    public ParametricGame Solved { get; }

    /// <summary>How their states relate.</summary>
    public GameReduction Reduction { get; }

    /// <summary>Law over the whole game's states in the first month.</summary>
    public double[] Start { get; }

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
        var play = Lift(Play.Of(equilibrium.Game, equilibrium.Strategies), Whole.Kernel(point.Chances));
        var longRun = LongRun.Of(play.Chain, Start);
        double[][] means = [.. Whole.Profiles.Players.Select((player, i) => player.Moves
            .Select((_, a) => Numerics.FixedOrder.Dot(longRun.Shares, play.Chance((_, p) => play.Profiles.Move(p, i) == a))).ToArray())];
        return new SolvedTheory(point, equilibrium, play, longRun, means);
    }

    /// <summary>Runs one scenario.</summary>
    /// <param name="scenario">The scenario; check it with <see cref="ScenarioCheck"/> first to report mistakes with their places.</param>
    /// <param name="baseline">The theory solved.</param>
    /// <param name="near">Action values of the same scenario solved nearby, for draws; null to follow the branch from the baseline.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <exception cref="BadInputException">The scenario does not fit the game.</exception>
    public ScenarioResult Run(ScenarioSpec scenario, SolvedTheory baseline, double[]? near = null, CancellationToken cancel = default)
    {
        var wrong = ScenarioCheck.Find(Whole.Model, scenario);
        if (wrong.Length > 0)
        {
            throw new BadInputException(wrong);
        }

        var work = new ScenarioWork(this, _options, _solve, scenario, baseline, near, cancel);
        return scenario.Periods is { } months ? work.Temporary(months) : work.Lasting();
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

        return new Play(Whole.States, Whole.Profiles, kernel, chances);
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
