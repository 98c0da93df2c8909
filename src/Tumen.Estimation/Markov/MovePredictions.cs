using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>The chance of a move as a fitted theory gives it, with what the record leaves open.</summary>
/// <param name="Player">The player.</param>
/// <param name="Move">Its move.</param>
/// <param name="Value">The chance at the estimate, in [0, 1].</param>
/// <param name="Error">Standard deviation over the draws; NaN without any.</param>
/// <param name="Low">2.5 % quantile over the draws; NaN without any.</param>
/// <param name="High">97.5 % quantile.</param>
public sealed record MovePrediction(string Player, string Move, double Value, double Error, double Low, double High);

/// <summary>Chances of moves that a fitted game gives at levels and covariates of one's choice: named situations are held at a level, the others are as the record had them, month by month.</summary>
/// <remarks>
/// This is the average over observed cases (Hanmer and Kalkan 2013), not the chance in an average case. The game is solved anew at every draw of the parameters, from the equilibrium of the
/// estimate; draws at which it cannot be followed are counted, never dropped in silence.
/// </remarks>
public sealed class MovePredictions
{
    private readonly Likelihood _likelihood;
    private readonly PlayedUnit _unit;
    private readonly double[][] _points;
    private readonly double[]? _near;

    /// <summary>Prepares predictions.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="fit">The fit, with an equilibrium.</param>
    /// <param name="unit">Name of the unit; null for the first.</param>
    /// <param name="draws">Draws of the parameters from their normal approximation; 0 for no intervals.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <exception cref="ArgumentException">The record has no such unit, or the fit has no equilibrium.</exception>
    public MovePredictions(Likelihood likelihood, FitResult fit, string? unit, int draws, ulong seed)
    {
        if (fit.Equilibria.IsEmpty)
        {
            throw new ArgumentException("the fit has no equilibrium to predict from", nameof(fit));
        }

        (_likelihood, _unit) = (likelihood, PlayedUnit.Of(likelihood, unit));
        var drawn = new PosteriorDraws(likelihood.Parameters, fit, seed);
        _points = [fit.Point, .. Enumerable.Range(0, draws).Select(drawn.Draw)];
        var solved = likelihood.EquilibriumOf(_unit.Index, Era, fit.Point);
        _near = solved.Game.StateCount == likelihood.Game.States.Count && solved.ActionValues.Length == likelihood.Game.States.Count * solved.Game.Profiles.Size ? solved.ActionValues : null;
    }

    /// <summary>The unit predicted for.</summary>
    public PlayedUnit Unit => _unit;

    /// <summary>Months that the averages run over: those whose situations are all known.</summary>
    public int Months => _likelihood.Data[_unit.Index].Levels.Count(l => l.All(x => x >= 0));

    private int Era => _likelihood.Parameters.Eras.Length - 1;

    /// <summary>Chances of every move of every player.</summary>
    /// <param name="levels">Index of a level by situation; situations not named are as the record had them.</param>
    /// <param name="covariates">Values by covariate; those not named are the unit's.</param>
    /// <param name="failed">Draws at which the game could not be solved with a certificate.</param>
    /// <param name="cancel">Stops between draws.</param>
    /// <exception cref="ArgumentException">No month of the unit is wholly known, or the game cannot be solved at the estimate.</exception>
    public ImmutableArray<MovePrediction> At(IReadOnlyDictionary<string, int> levels, IReadOnlyDictionary<string, double> covariates, out int failed, CancellationToken cancel = default)
    {
        var data = _likelihood.Data[_unit.Index];
        var game = ParametricGame.Compile(_likelihood.Game.Model, _likelihood.Game.TheoryName, data.Covariates.SetItems(covariates));
        var options = new SolveOptions { Precision = game.Model.Precision, Convention = game.Model.Values };
        double[] counts = Counts(game.States, data, levels);
        StochasticGame Game(double[] x) => game.At(_likelihood.Parameters.Weights(Era, x, _unit.Kind), _likelihood.Parameters.Chances(x));
        var first = Solve(Game(_points[0]), options, _near, cancel) ?? throw new ArgumentException("the game could not be solved at the estimate", nameof(covariates));
        double[] value = Means(first, counts);
        var drawn = new List<double[]>();
        failed = 0;
        foreach (double[] x in _points.Skip(1))
        {
            cancel.ThrowIfCancellationRequested();
            if (Solve(Game(x), options, first.ActionValues, cancel) is { } e)
            {
                drawn.Add(Means(e, counts));
            }
            else
            {
                failed++;
            }
        }

        var players = first.Game.Profiles.Players;
        int at = 0;
        return [.. players.SelectMany(p => p.Moves.Select(m => (p.Name, Move: m))).Select(x =>
        {
            int k = at++;
            double[] sorted = [.. drawn.Select(d => d[k]).Order()];
            double mean = sorted.DefaultIfEmpty(double.NaN).Average();
            return new MovePrediction(x.Name, x.Move, value[k], sorted.Length < 2 ? double.NaN : Math.Sqrt(sorted.Sum(v => (v - mean) * (v - mean)) / (sorted.Length - 1)), Quantile(sorted, 0.025), Quantile(sorted, 0.975));
        })];
    }

    private static LogitMarkovEquilibrium? Solve(StochasticGame game, SolveOptions options, double[]? start, CancellationToken cancel)
    {
        if (start is not null && LogitMarkovSolver.Solve(game, options with { Start = start }, cancel) is { Status: SolveStatus.Certified } near)
        {
            return near;
        }

        return StationarySolver.Solve(game, options, new PathOptions(), null, cancel).Equilibrium is { Status: SolveStatus.Certified } e ? e : null;
    }

    // Shares of the unit's months in each state once the named situations are set.
    private static double[] Counts(StateSpace states, Sequence data, IReadOnlyDictionary<string, int> levels)
    {
        var counts = new double[states.Count];
        var known = data.Levels.Where(l => l.All(x => x >= 0)).ToArray();
        if (known.Length == 0)
        {
            throw new ArgumentException($"no period of {data.Unit} has all its situations known", nameof(data));
        }

        foreach (var month in known)
        {
            int[] set = [.. states.Situations.Select((s, k) => levels.TryGetValue(s.Name, out int level) ? level : month[k])];
            counts[states.Index(set)] += 1.0 / known.Length;
        }

        return counts;
    }

    private static double[] Means(LogitMarkovEquilibrium e, double[] counts)
    {
        var stage = new Stage(e.Game.Profiles);
        int[] visited = [.. Enumerable.Range(0, counts.Length).Where(s => counts[s] > 0)];
        return [.. e.Game.Profiles.Players.SelectMany((p, i) => p.Moves.Select((_, a) => visited.Sum(s => counts[s] * e.MarginalProbability(stage, s, i, a))))];
    }

    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length < 20)
        {
            return double.NaN;
        }

        double at = share * (sorted.Length - 1);
        int i = (int)at;
        return i + 1 < sorted.Length ? sorted[i] + ((at - i) * (sorted[i + 1] - sorted[i])) : sorted[i];
    }
}
