using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>A forecast of one player's move in one month, and what it did.</summary>
/// <param name="Period">The month.</param>
/// <param name="Player">Index of the player.</param>
/// <param name="Chances">Chance of each move; sums to 1.</param>
/// <param name="Actual">The move made.</param>
public sealed record MovePrediction(string Period, int Player, double[] Chances, int Actual);

/// <summary>One bin of a calibration table.</summary>
/// <param name="From">Least chance of the bin.</param>
/// <param name="To">Greatest chance of the bin.</param>
/// <param name="Count">Forecasts in the bin (every move of every month counts once).</param>
/// <param name="Forecast">Mean chance given.</param>
/// <param name="Happened">Share that happened.</param>
public sealed record CalibrationBin(double From, double To, int Count, double Forecast, double Happened);

/// <summary>How good forecasts of moves were.</summary>
/// <param name="Count">Moves scored.</param>
/// <param name="LogScore">Sum of log chances of what happened, in nats; higher is better.</param>
/// <param name="Brier">Mean over moves of Σ (chance − happened)²; 0 is perfect, lower is better (Brier 1950).</param>
/// <param name="Calibration">Table of chances given against shares that happened.</param>
/// <param name="CalibrationError">Mean absolute gap of the table, weighted by its counts.</param>
/// <param name="LogByPeriod">Log score by month, in order.</param>
public sealed record ForecastScore(
    int Count, double LogScore, double Brier, ImmutableArray<CalibrationBin> Calibration, double CalibrationError, ImmutableArray<(string Period, double Log)> LogByPeriod);

/// <summary>Scores forecasts.</summary>
public static class ForecastScores
{
    /// <summary>Scores a list of forecasts.</summary>
    /// <param name="predictions">Forecasts with what happened.</param>
    /// <param name="bins">Bins of equal width of the calibration table.</param>
    public static ForecastScore Of(IReadOnlyList<MovePrediction> predictions, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double log = 0, brier = 0;
        int[] count = new int[bins];
        double[] forecast = new double[bins], happened = new double[bins];
        var byPeriod = new List<(string Period, double Log)>();
        foreach (var p in predictions)
        {
            double own = Elementary.Log(p.Chances[p.Actual]);
            log += own;
            if (byPeriod.Count > 0 && byPeriod[^1].Period == p.Period)
            {
                byPeriod[^1] = (p.Period, byPeriod[^1].Log + own);
            }
            else
            {
                byPeriod.Add((p.Period, own));
            }

            for (int a = 0; a < p.Chances.Length; a++)
            {
                double hit = a == p.Actual ? 1 : 0;
                brier += (p.Chances[a] - hit) * (p.Chances[a] - hit);
                int b = Math.Clamp((int)(p.Chances[a] * bins), 0, bins - 1);
                count[b]++;
                forecast[b] += p.Chances[a];
                happened[b] += hit;
            }
        }

        int total = count.Sum();
        var table = Enumerable.Range(0, bins).Where(b => count[b] > 0)
            .Select(b => new CalibrationBin((double)b / bins, (b + 1.0) / bins, count[b], forecast[b] / count[b], happened[b] / count[b])).ToImmutableArray();
        return new ForecastScore(
            predictions.Count, log, predictions.Count == 0 ? double.NaN : brier / predictions.Count, table,
            total == 0 ? double.NaN : table.Sum(b => b.Count * Math.Abs(b.Forecast - b.Happened)) / total, [.. byPeriod]);
    }
}
