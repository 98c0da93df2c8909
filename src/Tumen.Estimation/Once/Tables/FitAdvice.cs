using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>A direction in the weights along which the likelihood hardly bends.</summary>
/// <param name="Eigenvalue">Eigenvalue of the information scaled to unit diagonal, a pure number in [0, k].</param>
/// <param name="Direction">The loads above 0.2, by weight, on scaled weights.</param>
/// <param name="Says">The same in words.</param>
public sealed record WeakDirection(double Eigenvalue, IReadOnlyList<(string Name, double Load)> Direction, string Says);

/// <summary>Explains in words what went wrong with a fit, and what to do about it.</summary>
public static class FitAdvice
{
    /// <summary>Directions whose scaled information is below 1e-4, weakest first.</summary>
    /// <param name="likelihood">The model.</param>
    /// <param name="fit">Its estimate.</param>
    public static IReadOnlyList<WeakDirection> Weak(ILogLikelihood likelihood, EstimateResult fit)
    {
        int k = fit.Names.Count;
        double[] gradient = new double[k], hessian = new double[k * k];
        if (!double.IsFinite(likelihood.Evaluate([.. fit.Estimate], [], gradient, hessian))) return [];
        var scaled = new double[k * k];
        for (int i = 0; i < k; i++)
            for (int j = 0; j < k; j++)
            {
                double scale = Math.Sqrt(Math.Abs(hessian[i * k + i])) * Math.Sqrt(Math.Abs(hessian[j * k + j]));
                scaled[i * k + j] = scale > 0 ? -hessian[i * k + j] / scale : 0;
            }
        SymmetricEigen eigen = SymmetricEigen.Of(scaled, k);
        var weak = new List<WeakDirection>();
        for (int e = 0; e < k && eigen.Values[e] < 1e-4; e++)
        {
            double[] vector = eigen.Vectors[e];
            (string Name, double Load)[] loads = [.. vector.Select((x, i) => (fit.Names[i], x)).Where(p => Math.Abs(p.x) > 0.2).OrderByDescending(p => Math.Abs(p.x))];
            string names = string.Join(", ", loads.Select(p => p.Name));
            weak.Add(new WeakDirection(eigen.Values[e], loads, loads.Length == 1 ? $"{names} hardly moves the likelihood" : $"{names} can move together and hardly change the likelihood"));
        }
        return weak;
    }

    /// <summary>Sentences about a fit that is not to be trusted as it stands; empty when there is nothing to say.</summary>
    /// <param name="model">The model as built.</param>
    /// <param name="fit">Its estimate.</param>
    public static IReadOnlyList<string> About(BuiltModel model, EstimateResult fit)
    {
        var says = new List<string>();
        if (fit.Status is EstimationStatus.Diverging or EstimationStatus.Flat or EstimationStatus.Stalled)
        {
            IReadOnlyList<string> split = Separation(model);
            says.AddRange(split);
            string[] large = [.. Large(model, fit)];
            if (large.Length > 0)
                says.Add($"{string.Join(", ", large)} {(large.Length == 1 ? "runs" : "run")} off: at the point reached {(large.Length == 1 ? "it moves" : "each moves")} its payoff by more than 10 units of choice noise");
            if (split.Count > 0 || large.Length > 0)
                says.Add("moves look perfectly predicted: no finite weights are best. Drop the term, merge it with a wider group, or collect rows in which it fails; do not read these estimates as effects");
        }
        says.AddRange(fit.Status switch
        {
            EstimationStatus.Stalled => ["the search stopped without a certificate: try more starts (--starts 20), or fewer terms"],
            EstimationStatus.Surpassed => [Higher(fit)],
            EstimationStatus.Saddle => ["the point reached is a saddle, not a maximum: try more starts (--starts 20)"],
            EstimationStatus.ImpossibleStart => ["the record is impossible at the start (log-likelihood not finite): rescale very large columns, such as dollars to thousands"],
            EstimationStatus.Flat => ["some weights cannot be told apart by this record: drop one of each group named as weak"],
            _ => Array.Empty<string>(),
        });
        int others = fit.Optima.Count(o => o.Status == EstimationStatus.Converged);
        if (others > 1) says.Add($"the likelihood has {others} separate maxima among the starts; the table of optima shows all, and none is certified to be the highest there is");
        return says;
    }

    private static string Higher(EstimateResult fit)
    {
        var other = fit.Optima.Where(o => double.IsFinite(o.LogLikelihood)).MaxBy(o => o.LogLikelihood);
        return other is null || !(other.LogLikelihood > fit.LogLikelihood)
            ? "this is not the maximum: at the same weights another choice of equilibria is likelier; try more starts (--starts 20)"
            : FormattableString.Invariant($"this is not the maximum: another climb ended {other.LogLikelihood - fit.LogLikelihood:0.00} nats higher, at {other.LogLikelihood:0.000}, without a certificate ({other.Status.ToString().ToLowerInvariant()}); {(other.Status == EstimationStatus.Diverging ? "its weights run off, so that no finite weights may be best" : "try more starts (--starts 20)")}");
    }

    /// <summary>Terms that split two outcomes of the same mover without overlap.</summary>
    private static List<string> Separation(BuiltModel model)
    {
        var found = new List<string>();
        if (model.Codes.Count == 0) return found;
        foreach ((string Name, double[] Values) column in model.Equations.SelectMany(e => e.Columns).DistinctBy(c => c.Name).Where(c => c.Name != "1"))
            for (int a = 0; a < model.Outcomes.Count; a++)
                for (int b = a + 1; b < model.Outcomes.Count; b++)
                {
                    double[] first = [.. column.Values.Where((_, i) => model.Codes[i] == a)], second = [.. column.Values.Where((_, i) => model.Codes[i] == b)];
                    if (first.Length == 0 || second.Length == 0) continue;
                    bool up = first.Max() <= second.Min() && first.Min() < second.Max(), down = second.Max() <= first.Min() && second.Min() < first.Max();
                    if (up || down)
                        found.Add(FormattableString.Invariant($"`{column.Name}` alone tells `{model.Outcomes[a]}` from `{model.Outcomes[b]}`: {(up ? "at most" : "at least")} {(up ? first.Max() : first.Min()):G4} in all {first.Length} rows of the first, {(up ? "at least" : "at most")} {(up ? second.Min() : second.Max()):G4} in all {second.Length} of the second"));
                }
        return found;
    }

    private static IEnumerable<string> Large(BuiltModel model, EstimateResult fit)
    {
        int at = 0;
        foreach (BuiltEquation e in model.Equations)
            foreach ((string _, double[] values) in e.Columns)
            {
                double mean = values.Average(), size = Math.Max(Math.Sqrt(values.Average(x => x * x) - mean * mean), 0.1 * Math.Abs(mean));
                if (at < fit.Estimate.Count && Math.Abs(fit.Estimate[at]) * size > 10) yield return fit.Names[at];
                at++;
            }
    }
}
