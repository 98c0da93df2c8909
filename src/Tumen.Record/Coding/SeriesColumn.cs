using System.Globalization;
using Tumen.Model;

namespace Tumen.Record;

/// <summary>A situation that is read from a series: at the level whose number is nearest, or cut into levels.</summary>
internal sealed class SeriesColumn
{
    private readonly SeriesRule _rule;
    private readonly SeriesFile _file;
    private readonly Situation _situation;
    private readonly double[] _cuts;

    private SeriesColumn(SeriesRule rule, SeriesFile file, Situation situation, double[] cuts) => (_rule, _file, _situation, _cuts) = (rule, file, situation, cuts);

    /// <summary>Prepares a column; null after reporting why it cannot be read.</summary>
    /// <param name="rule">How it is coded.</param>
    /// <param name="game">The game.</param>
    /// <param name="files">Series by file name.</param>
    /// <param name="found">Receives what is wrong.</param>
    public static SeriesColumn? Of(CodingRule rule, GameModel game, IReadOnlyDictionary<string, SeriesFile> files, Findings found)
    {
        var series = rule.Series!;
        if (!files.TryGetValue(series.File, out var file))
        {
            found.Error("R140", rule.Place, $"`{rule.Name}` is read from {series.File}, which was not given", null, "put the file into the study's folder");
            return null;
        }

        if (!file.Names.Contains(series.Name))
        {
            string[] names = [.. file.Names];
            found.Error("R140", rule.Place, $"{series.File} has no series called `{series.Name}`", $"it has {string.Join(", ", names.Take(12))}{(names.Length > 12 ? $" and {names.Length - 12} more" : "")}",
                Nearest.To(series.Name, names) is { } near ? $"did you mean `{near}`?" : null);
            return null;
        }

        var situation = game.Situations.First(s => s.Name == rule.Name);
        return Cuts(rule, file, situation, found) is { } cuts ? new SeriesColumn(series, file, situation, cuts) : null;
    }

    /// <summary>The level in a month; <see cref="CodedColumn.Unknown"/> where the series has no value.</summary>
    public int At(int month)
    {
        if (_file.At(_rule.Name, month - _rule.Lag) is not { } x)
        {
            return CodedColumn.Unknown;
        }

        if (_cuts.Length > 0)
        {
            return _cuts.Count(c => x >= c);
        }

        // The lower of two levels that are as near.
        return Enumerable.Range(0, _situation.Levels.Length).MinBy(k => Math.Abs(_situation.Value(k) - x));
    }

    private static double[]? Cuts(CodingRule rule, SeriesFile file, Situation situation, Findings found)
    {
        var series = rule.Series!;
        int stated = series.Cuts.Length + series.Quantiles.Length;
        if (stated == 0 && situation.Values.IsDefaultOrEmpty)
        {
            found.Error("R140", rule.Place, $"the levels of `{rule.Name}` are no numbers, so a series must be cut into them", null, $"add   cuts … : {situation.Levels.Length - 1} number{(situation.Levels.Length == 2 ? "" : "s")}, rising");
            return null;
        }

        if (stated > 0 && stated != situation.Levels.Length - 1)
        {
            found.Error("R140", rule.Place, $"`{rule.Name}` has {situation.Levels.Length} levels, so its series needs {situation.Levels.Length - 1} cut{(situation.Levels.Length == 2 ? "" : "s")}; found {stated}");
            return null;
        }

        if (series.Quantiles.IsEmpty)
        {
            return [.. series.Cuts];
        }

        _ = EventTable.TryMonth(series.From!, out int first) & EventTable.TryMonth(series.To!, out int last);
        double[] values = [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(m => file.At(series.Name, m)).OfType<double>().Order()];
        if (values.Length == 0)
        {
            found.Error("R140", rule.Place, $"`{series.Name}` has no value in {series.From} to {series.To}, where its quantiles are taken");
            return null;
        }

        return [.. series.Quantiles.Select(p => Quantile(values, p))];
    }

    // Linear between order statistics (Hyndman and Fan's seventh definition, as everywhere here).
    private static double Quantile(double[] values, double level)
    {
        double rank = level * (values.Length - 1);
        int below = (int)Math.Floor(rank);
        return values[below] + (below + 1 < values.Length ? (rank - below) * (values[below + 1] - values[below]) : 0);
    }

    /// <summary>What the series does by itself over the months coded, for a remark: next = intercept + slope · value, by least squares; null for fewer than 24 steps or no variation.</summary>
    public string? Movement(int first, int last)
    {
        var pairs = Enumerable.Range(first, Math.Max(0, last - first)).Select(m => (Now: _file.At(_rule.Name, m - _rule.Lag), Next: _file.At(_rule.Name, m + 1 - _rule.Lag))).Where(p => p.Now is not null && p.Next is not null)
            .Select(p => (Now: p.Now!.Value, Next: p.Next!.Value)).ToArray();
        if (pairs.Length < 24)
        {
            return null;
        }

        double mean = pairs.Average(p => p.Now), after = pairs.Average(p => p.Next), spread = pairs.Sum(p => (p.Now - mean) * (p.Now - mean));
        if (!(spread > 0))
        {
            return null;
        }

        double slope = pairs.Sum(p => (p.Now - mean) * (p.Next - after)) / spread, intercept = after - (slope * mean);
        double deviation = Math.Sqrt(pairs.Sum(p => (p.Next - intercept - (slope * p.Now)) * (p.Next - intercept - (slope * p.Now))) / (pairs.Length - 2));
        return string.Create(CultureInfo.InvariantCulture, $"expected to be drawn normal, deviation {Short(deviation)}, mean {Short(intercept)}, {Short(slope)} * {_situation.Name}");
    }

    private static string Short(double x) => Math.Round(x, 4).ToString("0.####", CultureInfo.InvariantCulture);
}
