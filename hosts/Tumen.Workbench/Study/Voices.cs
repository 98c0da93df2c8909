using System.Collections.Immutable;
using Tumen.Numerics;
using Tumen.Studies;

namespace Tumen.Workbench.Study;

/// <summary>A month that speaks for or against a theory.</summary>
/// <param name="Index">Index of the period.</param>
/// <param name="Nats">Log chance that the theory gave to what happened, less that of the other theories together.</param>
public sealed record Voice(int Index, double Nats);

/// <summary>Which months speak for and against a theory.</summary>
public static class Voices
{
    /// <summary>Per month: log score of the theory's moves, less the log of the other theories' average, weighted by their probabilities.</summary>
    public static ImmutableArray<double> Against(StudyResults r, int theory)
    {
        int months = r.Theories[theory].MovesByPeriod.Length;
        int[] others = [.. Enumerable.Range(0, r.Theories.Length).Where(i => i != theory && r.Theories[i].MovesByPeriod.Length == months)];
        double total = others.Sum(i => Weight(r, i));
        if (others.Length == 0 || total <= 0)
        {
            return [.. Enumerable.Repeat(double.NaN, months)];
        }

        return [.. Enumerable.Range(0, months).Select(t =>
            r.Theories[theory].MovesByPeriod[t] - Elementary.Log(others.Sum(i => Weight(r, i) / total * Elementary.Exp(r.Theories[i].MovesByPeriod[t]))))];
    }

    /// <summary>The months that speak loudest for and against.</summary>
    public static (ImmutableArray<Voice> For, ImmutableArray<Voice> Against) Loudest(ImmutableArray<double> byMonth, int count)
    {
        var all = byMonth.Select((x, t) => new Voice(t, x)).Where(v => double.IsFinite(v.Nats)).ToArray();
        return ([.. all.Where(v => v.Nats > 0).OrderByDescending(v => v.Nats).Take(count)], [.. all.Where(v => v.Nats < 0).OrderBy(v => v.Nats).Take(count)]);
    }

    private static double Weight(StudyResults r, int i) => double.IsFinite(r.Posterior[i]) ? r.Posterior[i] : 0;
}
