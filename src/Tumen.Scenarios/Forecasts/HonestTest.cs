using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>What a forecaster of the honest test scored.</summary>
/// <param name="Name">Theory, or baseline.</param>
/// <param name="Status">"converged", or why not.</param>
/// <param name="Score">Scores of the months after the cut, one month ahead, averaged over draws.</param>
/// <param name="Ahead">Log score of the same months' moves forecast from the cut only (no month after it seen), in nats.</param>
/// <param name="Fan">Fan chart from the cut; null for baselines.</param>
public sealed record HonestRow(string Name, string Status, ForecastScore Score, double Ahead, FanChart? Fan);

/// <summary>
/// The honest test: fit to the months up to a cut date, forecast the months after it, score. Nothing of the later months touches the fit.
/// </summary>
public static class HonestTest
{
    /// <summary>Months of each sequence up to and including a period.</summary>
    /// <exception cref="ArgumentException">A sequence has no month before, or none after, the cut.</exception>
    public static ImmutableArray<int> Split(ImmutableArray<Sequence> data, string lastFitted)
    {
        ImmutableArray<int> from = [.. data.Select(d => d.Periods.Count(p => string.CompareOrdinal(p, lastFitted) <= 0))];
        return from.Where((f, k) => f == 0 || f == data[k].Length).Any()
            ? throw new ArgumentException($"the cut after {lastFitted} leaves a unit without months before or after it", nameof(lastFitted)) : from;
    }

    /// <summary>Fits one theory before the cut and scores it after.</summary>
    /// <param name="model">The whole game.</param>
    /// <param name="theory">The theory.</param>
    /// <param name="data">The whole record.</param>
    /// <param name="lastFitted">Last month of the fit, for example "2018-10".</param>
    /// <param name="fit">How to fit; priors are usual here.</param>
    /// <param name="draw">Parameter vectors around the fit (with their own randomness); none: the fit alone.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    public static HonestRow Theory(
        GameModel model, string theory, ImmutableArray<Sequence> data, string lastFitted, FitOptions fit, Func<Likelihood, FitResult, IReadOnlyList<double[]>>? draw = null,
        CancellationToken cancel = default)
    {
        var from = Split(data, lastFitted);
        ImmutableArray<Sequence> before = [.. data.Select((d, k) => d.Slice(0, from[k]))];
        var likelihood = new Likelihood(ParametricGame.Compile(model, theory), before);
        return Scored(model, theory, data, from, likelihood, Estimator.Fit(likelihood, fit, cancel), draw, cancel);
    }

    /// <summary>Scores a theory that is already fitted to the months before the cut.</summary>
    /// <param name="model">The whole game.</param>
    /// <param name="theory">The theory.</param>
    /// <param name="data">The whole record.</param>
    /// <param name="from">Months of each sequence before the cut; a sequence without a month after it is not scored.</param>
    /// <param name="likelihood">The theory on the months before the cut.</param>
    /// <param name="result">Its fit.</param>
    /// <param name="draw">Parameter vectors around the fit; none: the fit alone.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    public static HonestRow Scored(
        GameModel model, string theory, ImmutableArray<Sequence> data, ImmutableArray<int> from, Likelihood likelihood, FitResult result,
        Func<Likelihood, FitResult, IReadOnlyList<double[]>>? draw = null, CancellationToken cancel = default)
    {
        if (result.Status is FitStatus.Impossible or FitStatus.Cancelled || result.Equilibria.IsEmpty)
        {
            return new HonestRow(theory, result.Status == FitStatus.Impossible ? "the record is impossible under this theory" : "cancelled", ForecastScores.Of([]), double.NaN, null);
        }

        var runner = new ScenarioSolver(model, theory, new ScenarioOptions { Detail = false });
        int era = likelihood.Parameters.Eras.Length - 1;
        var points = (draw?.Invoke(likelihood, result) is { Count: > 0 } drawn ? drawn : [result.Point])
            .Select(x => new TheoryPoint(likelihood.Parameters.Weights(era, x), likelihood.Parameters.Chances(x)));
        SolvedTheory[] solved = [.. points.Select(p => runner.Solve(p, result.Equilibria[era].ActionValues, cancel)).Where(b => b.Equilibrium.Status == SolveStatus.Certified)];
        if (solved.Length == 0)
        {
            return new HonestRow(theory, "no draw was solved", ForecastScores.Of([]), double.NaN, null);
        }

        var ahead = new List<MovePrediction>();
        FanChart? fan = null;
        for (int d = 0; d < data.Length; d++)
        {
            if (from[d] == data[d].Length)
            {
                continue;
            }

            var before = data[d].Slice(0, from[d]);
            double[][] starts = [.. solved.Select(b => ScenarioStart.From(runner.Whole, b.Point.Chances, before, null))];
            var own = Fan.Of(runner, solved, starts, data[d].Periods[from[d]], data[d].Length - from[d]);
            fan ??= own;
            ahead.AddRange(FromCut(model, data[d], from[d], own));
        }

        return new HonestRow(
            theory, result.Status == FitStatus.Converged ? "converged" : result.Status == FitStatus.AtGuard ? "a weight ran away to its guard" : "did not converge",
            ForecastScores.Of(Forecaster.OneMonthAhead(runner, solved, data, from)), ForecastScores.Of(ahead).LogScore, fan);
    }

    /// <summary>The two baselines, fitted before the cut and scored after.</summary>
    /// <param name="model">The game.</param>
    /// <param name="data">The whole record.</param>
    /// <param name="lastFitted">Last month of the fit.</param>
    public static ImmutableArray<HonestRow> WithoutStrategy(GameModel model, ImmutableArray<Sequence> data, string lastFitted)
    {
        return WithoutStrategy(model, data, Split(data, lastFitted));
    }

    /// <summary>The two baselines, fitted to the months before the cut of each sequence and scored after.</summary>
    /// <param name="model">The game.</param>
    /// <param name="data">The whole record.</param>
    /// <param name="from">Months of each sequence before the cut.</param>
    public static ImmutableArray<HonestRow> WithoutStrategy(GameModel model, ImmutableArray<Sequence> data, ImmutableArray<int> from)
    {
        int[] moves = [.. model.Players.Select(p => p.Moves.Length)];
        var rates = ForecastScores.Of(Forecaster.Habits(data, moves, from, 0));
        var chain = ForecastScores.Of(Forecaster.Habits(data, moves, from, 1));
        return [new HonestRow("base rates", "counted", rates, rates.LogScore, null), new HonestRow("Markov chain of habits", "counted", chain, double.NaN, null)];
    }

    private static IEnumerable<MovePrediction> FromCut(GameModel model, Sequence data, int from, FanChart fan)
    {
        for (int t = from; t < data.Length; t++)
        {
            for (int i = 0, slot = 0; i < model.Players.Length; slot += model.Players[i].Moves.Length, i++)
            {
                if (data.Moves[t][i] >= 0)
                {
                    int at = slot;
                    yield return new MovePrediction(data.Periods[t], i, [.. model.Players[i].Moves.Select((_, a) => fan.Moves[at + a].Mean[t - from])], data.Moves[t][i]);
                }
            }
        }
    }
}
