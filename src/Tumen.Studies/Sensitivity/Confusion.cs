using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>Records simulated from one theory, weighed under one theory or several.</summary>
/// <param name="Truth">The true theory.</param>
/// <param name="Theories">The theories weighed.</param>
/// <param name="LogMarginal">Per record, the log marginal likelihood of each; −∞ where a refit failed.</param>
/// <param name="Failed">Refits that failed or stalled.</param>
public sealed record ConfusionWork(string Truth, string[] Theories, double[][] LogMarginal, int Failed)
{
    /// <summary>Whether the theories are weighed at the truth, by <see cref="LocalFamily"/>, rather than refitted.</summary>
    public bool Local { get; init; }
}

/// <summary>What wins when what is true, at the length and on the scale of this record.</summary>
/// <param name="Theories">Theories, rows and columns.</param>
/// <param name="Matrix">Shares of wins with their intervals, and mean posterior probabilities.</param>
/// <param name="Says">In words.</param>
/// <param name="WhenItLeads">Per theory: of the simulated records on which it led, the share that it had made; NaN when it led on none.</param>
public sealed record ConfusionTable(ImmutableArray<string> Theories, ConfusionMatrix Matrix, string Says, ImmutableArray<double> WhenItLeads)
{
    /// <summary>Per record, the index of the theory that made it and the log marginal likelihood of each; −∞ where there is none.</summary>
    public ImmutableArray<(int Truth, ImmutableArray<double> Logs)> LogMarginals { get; init; } = [];

    /// <summary>Whether the theories are weighed at the truth rather than refitted; then those that assume more than motives take no part.</summary>
    public bool Local { get; init; }

    /// <summary>Where the sizes of the true theories' motives come from.</summary>
    public required PowerTruths Truths { get; init; }

    /// <summary>Fewest records of known truth from which rates are read.</summary>
    public const int FewestRecords = ConclusionRule.FewestRecords;

    /// <summary>Whether there are too few records of a theory for its row to be read.</summary>
    public bool TooFew => Matrix.Cells.Any(row => row[0].Of < FewestRecords);
}

/// <summary>Where the sizes of motives come from in records of known truth.</summary>
public enum PowerTruths
{
    /// <summary>Drawn from the stated priors: what the design can tell before the record has had its say.</summary>
    Priors,

    /// <summary>The smallest effect of interest that the study states.</summary>
    SmallestEffect,

    /// <summary>The fitted posterior modes: power after the fact, which says little that the probabilities do not (Hoenig and Heisey 2001, The American Statistician 55:19-24).</summary>
    FittedModes,
}

/// <summary>Runs the study of power piece by piece, a few records of one true theory at a time.</summary>
public static class Confusion
{
    /// <summary>Simulates records of the record's length from one theory's posterior mode and refits one theory to each: <paramref name="count"/> of them from number <paramref name="first"/> on.</summary>
    /// <param name="model">The game.</param>
    /// <param name="data">The record.</param>
    /// <param name="truth">The true theory, fitted.</param>
    /// <param name="stream">Its number among the study's theories, which names its random numbers.</param>
    /// <param name="refitted">The theory that is refitted.</param>
    /// <param name="first">Number of the first record.</param>
    /// <param name="count">Records.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="cancel">Stops between refits.</param>
    /// <returns>One log marginal likelihood a record; no records where the true theory cannot be simulated.</returns>
    public static ConfusionWork Run(GameModel model, ImmutableArray<Sequence> data, TheoryWork truth, int stream, TheoryWork refitted, int first, int count, ulong seed, CancellationToken cancel)
    {
        PowerTheory Fitted(TheoryWork w) => new(w.Name, new Likelihood(ParametricGame.Compile(model, w.Name, data[0].Covariates), data), w.ModePoint);
        var prepared = PowerTruth.Prepare(Fitted(truth), stream, [Fitted(refitted)], new PowerOptions { Seed = seed }, cancel);
        cancel.ThrowIfCancellationRequested();
        PowerOutcome[] outcomes = prepared is null ? [] : [.. Enumerable.Range(first, count).Select(r => prepared.Replicate(1, r, cancel) ?? throw new OperationCanceledException(cancel))];
        return new ConfusionWork(truth.Name, [refitted.Name], [.. outcomes.Select(o => o.LogMarginal.ToArray())], outcomes.Sum(o => o.Failed.Length));
    }

    /// <summary>Refits of the same records by several theories, put side by side. A theory whose refits are not there counts as failed on every record.</summary>
    /// <param name="truth">The true theory.</param>
    /// <param name="theories">The theories, in order.</param>
    /// <param name="parts">Refits, each by one theory.</param>
    internal static ConfusionWork SideBySide(string truth, string[] theories, IReadOnlyList<ConfusionWork> parts)
    {
        var by = parts.ToDictionary(p => p.Theories[0], StringComparer.Ordinal);
        int records = parts.Max(p => p.LogMarginal.Length);
        double[][] rows = [.. Enumerable.Range(0, records).Select(r => theories.Select(t => by.TryGetValue(t, out var p) && r < p.LogMarginal.Length ? p.LogMarginal[r][0] : double.NegativeInfinity).ToArray())];
        return new ConfusionWork(truth, theories, rows, theories.Sum(t => by.TryGetValue(t, out var p) ? p.Failed : records));
    }

    /// <summary>Joins the pieces; null without any.</summary>
    /// <param name="works">One piece a true theory.</param>
    /// <param name="truths">Where the truths come from.</param>
    public static ConfusionTable? Of(ImmutableArray<ConfusionWork> works, PowerTruths truths = PowerTruths.FittedModes)
    {
        if (works.IsEmpty)
        {
            return null;
        }

        ImmutableArray<string> names = [.. works[0].Theories];
        var outcomes = works.SelectMany(w => w.LogMarginal.Select((m, r) => new PowerOutcome(names.IndexOf(w.Truth), 1, r, [.. m], [.. m], []))).ToImmutableArray();
        var matrix = new PowerResult(names, outcomes, outcomes.Length, []).At(1) with { Failures = (works.Sum(w => w.Failed), outcomes.Length * names.Length) };
        return new ConfusionTable(names, matrix, matrix.Says(names), [.. names.Select((_, k) => outcomes.Count(o => o.Winner == k) is var led && led > 0 ? outcomes.Count(o => o.Winner == k && o.Truth == k) / (double)led : double.NaN)]) { Truths = truths, Local = works.All(w => w.Local), LogMarginals = [.. outcomes.Select(o => (o.Truth, o.LogMarginal))] };
    }
}
