using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>What a maximum-likelihood fit's scores say against it: parameters that drift, months that depend on each other, bounds that press.</summary>
internal sealed class ParameterDoubts
{
    private readonly (double Correlation, double Chance)[] _serial;
    private readonly BoundPull?[] _pulls;

    private readonly double[] _dependent;

    private ParameterDoubts(Constancy? constancy, (double, double)[] serial, BoundPull?[] pulls, double[] dependent)
    {
        _dependent = dependent;
        Constancy = constancy;
        _serial = serial;
        _pulls = pulls;
    }

    /// <summary>Periods over which standard errors allow dependence: 12.</summary>
    public const int Lags = 12;

    /// <summary>Constancy over the record.</summary>
    public Constancy? Constancy { get; }

    /// <summary>Tests a fit; a posterior mode, whose scores do not add up to zero, is left untested.</summary>
    public static ParameterDoubts Of(FitResult fit, IReadOnlyList<int> lengths)
    {
        if (fit.UsesPrior || fit.Scores.Length == 0 || fit.Status is not (FitStatus.Converged or FitStatus.AtGuard))
        {
            return new ParameterDoubts(null, [], [], []);
        }

        bool[] interior = [.. fit.Estimates.Select(e => e.Bound is null)];
        return new ParameterDoubts(
            Constancy.Of(fit.Scores, interior), SerialDependence.Of(fit.Scores, interior),
            [.. fit.Estimates.Select((e, k) => e.Bound is "lower" or "upper" ? BoundPull.Of(fit, k) : null)], DependentErrors.Of(fit, lengths, Lags));
    }

    /// <summary>Adds what was found to a parameter.</summary>
    public ParameterWork AddTo(ParameterWork p, int k) => _serial.Length == 0 ? p : p with
    {
        Constancy = Known(Constancy?.Statistics[k]),
        ConstancyChance = Known(Constancy?.Chances[k]),
        ConstancyPeak = Constancy is { } c && c.Peaks[k] >= 0 ? c.Peaks[k] : null,
        Serial = Known(_serial[k].Correlation),
        SerialChance = Known(_serial[k].Chance),
        Pull = _pulls[k],
        Dependent = Known(_dependent[k]),
    };

    private static double? Known(double? x) => x is { } v && double.IsFinite(v) ? v : null;
}
