using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>A theory's posterior mode on the main record as the start of its other fits: another record, another assumption, a stretch less.</summary>
/// <remarks>
/// Such fits differ from the known one by little, so that one climb from its mode does for several from anywhere. Where that climb does not converge, the usual starts are tried as well.
/// </remarks>
internal static class KnownMode
{
    /// <summary>The mode as a point of another space of parameters: each by its name; one that differs by era, group or unit from the one that did not; one that is new where it would start.</summary>
    /// <param name="space">The other space.</param>
    /// <param name="known">The fitted theory.</param>
    /// <returns>One number per free parameter; null where there is no mode.</returns>
    public static double[]? In(ParameterSpace space, TheoryWork? known)
    {
        if (known is null || known.ModePoint.Length == 0 || known.ModePoint.Length != known.Parameters.Length)
        {
            return null;
        }

        var values = known.Parameters.Select((p, k) => (p.Name, Value: known.ModePoint[k])).ToDictionary(x => x.Name, x => x.Value, StringComparer.Ordinal);
        double[] start = space.PlainStart();
        for (int k = 0; k < start.Length; k++)
        {
            var p = space.Free[k];
            start[k] = Math.Clamp(values.GetValueOrDefault(values.ContainsKey(p.Name) ? p.Name : Stem(p.Name), start[k]), p.Lower, p.Upper);
        }

        return space.Inside(start);
    }

    /// <summary>Climbs from the known mode alone; from the usual starts too where that does not converge, or nothing is known.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="known">The fitted theory; null for none.</param>
    /// <param name="options">How to fit otherwise.</param>
    /// <param name="cancel">Stops between evaluations.</param>
    public static FitResult Fit(Likelihood likelihood, TheoryWork? known, FitOptions options, CancellationToken cancel)
    {
        if (In(likelihood.Parameters, known) is not { } start)
        {
            return Estimator.Fit(likelihood, options, cancel);
        }

        var near = Estimator.Fit(likelihood, options with { ExtraStarts = [start, .. options.ExtraStarts], OnlyGiven = true }, cancel);
        return near.Status is FitStatus.Converged or FitStatus.AtGuard or FitStatus.Cancelled ? near : Estimator.Fit(likelihood, options with { ExtraStarts = [start, .. options.ExtraStarts] }, cancel);
    }

    // "risk (to 2011-12)" was "risk"; "risk (FRA, to 2011-12)" was "risk (FRA)".
    private static string Stem(string name)
    {
        int era = name.LastIndexOf(", ", StringComparison.Ordinal), own = name.LastIndexOf(" (", StringComparison.Ordinal);
        return era > own && own > 0 ? name[..era] + ")" : own > 0 ? name[..own] : name;
    }
}
