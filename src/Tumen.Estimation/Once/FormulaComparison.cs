using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation.Once;

/// <summary>How the formulas of two models stand to each other.</summary>
public enum FormulaRelation
{
    /// <summary>They say the same in other words.</summary>
    Same,

    /// <summary>The first is the second with terms left out.</summary>
    FirstInSecond,

    /// <summary>The second is the first with terms left out.</summary>
    SecondInFirst,

    /// <summary>Neither contains the other.</summary>
    Overlapping,
}

/// <summary>A likelihood-ratio test of terms left out.</summary>
/// <param name="Statistic">Twice the log-likelihood of the larger model less that of the smaller, at least 0.</param>
/// <param name="DegreesOfFreedom">Weights left out.</param>
/// <param name="P">χ² tail chance.</param>
public sealed record LikelihoodRatio(double Statistic, int DegreesOfFreedom, double P);

/// <summary>Two formulas of one model on the same rows: the test that fits how they stand to each other, or why there is none.</summary>
/// <param name="Relation">How the formulas stand to each other.</param>
/// <param name="Ratio">The likelihood-ratio test where one contains the other and both fits converged; null otherwise.</param>
/// <param name="Distinct">Whether overlapping models can be told apart at all; null where one contains the other.</param>
/// <param name="Tests">Vuong's and Clarke's tests, where the models overlap and can be told apart; empty otherwise.</param>
/// <param name="Says">What a reader must know, in sentences.</param>
public sealed record FormulaComparison(
    FormulaRelation Relation, LikelihoodRatio? Ratio, DistinctModels? Distinct, IReadOnlyList<(string Name, SizeCorrection Correction, NonNestedTest Test)> Tests, IReadOnlyList<string> Says)
{
    /// <summary>Size of the test that comes before Vuong's.</summary>
    public const double Level = 0.05;

    /// <summary>Compares two formulas fitted to the same rows with the same link and shocks.</summary>
    /// <param name="first">The first model.</param>
    /// <param name="firstFit">Its fit.</param>
    /// <param name="second">The second model.</param>
    /// <param name="secondFit">Its fit.</param>
    /// <exception cref="ArgumentException">Other models, or other rows.</exception>
    public static FormulaComparison Of(BuiltModel first, EstimateResult firstFit, BuiltModel second, EstimateResult secondFit)
    {
        if (first.Model != second.Model || first.Kept.Count != second.Kept.Count)
        {
            throw new ArgumentException("Two formulas of one model on the same rows are compared.", nameof(second));
        }

        FormulaRelation relation = Relate(first.Equations, second.Equations);
        if (firstFit.Status != EstimationStatus.Converged || secondFit.Status != EstimationStatus.Converged)
        {
            string which = firstFit.Status == EstimationStatus.Converged ? "the fit of the second formula has" : secondFit.Status == EstimationStatus.Converged ? "the fit of the first formula has" : "neither fit has";
            return new FormulaComparison(relation, null, null, [], [$"no test: {which}{(which[0] == 'n' ? "" : " not")} converged, and log-likelihoods short of their maxima cannot be compared"]);
        }

        int k1 = firstFit.Estimate.Count, k2 = secondFit.Estimate.Count;
        return relation switch
        {
            FormulaRelation.Same => new FormulaComparison(relation, null, null, [], ["no test: both formulas say the same, in other words"]),
            FormulaRelation.Overlapping => Overlapping(first, firstFit, second, secondFit),
            FormulaRelation.FirstInSecond => Nested(relation, "the first formula is the second with terms left out", secondFit.LogLikelihood - firstFit.LogLikelihood, k2 - k1),
            _ => Nested(relation, "the second formula is the first with terms left out", firstFit.LogLikelihood - secondFit.LogLikelihood, k1 - k2),
        };
    }

    /// <summary>How two lists of equations stand to each other: whether, equation by equation, the terms of one are sums of those of the other.</summary>
    public static FormulaRelation Relate(IReadOnlyList<BuiltEquation> first, IReadOnlyList<BuiltEquation> second)
    {
        bool Within(IReadOnlyList<BuiltEquation> small, IReadOnlyList<BuiltEquation> large) =>
            small.All(s => large.FirstOrDefault(l => l.Name == s.Name) is { } l ? Spanned(s.Columns, l.Columns) : s.Columns.Count == 0);
        return (Within(first, second), Within(second, first)) switch
        {
            (true, true) => FormulaRelation.Same,
            (true, false) => FormulaRelation.FirstInSecond,
            (false, true) => FormulaRelation.SecondInFirst,
            _ => FormulaRelation.Overlapping,
        };
    }

    private static FormulaComparison Nested(FormulaRelation relation, string says, double difference, int left)
    {
        double statistic = Math.Max(0, 2 * difference);
        return new FormulaComparison(relation, new LikelihoodRatio(statistic, left, Gamma.ChiSquareUpper(statistic, left)), null, [],
            [$"{says}: the likelihood ratio is the test; Vuong's and Clarke's are for formulas of which neither contains the other"]);
    }

    private static FormulaComparison Overlapping(BuiltModel first, EstimateResult firstFit, BuiltModel second, EstimateResult secondFit)
    {
        int n = first.Likelihood!.Rows, k1 = firstFit.Estimate.Count, k2 = secondFit.Estimate.Count;
        double[] logs1 = new double[n], logs2 = new double[n], scores1 = new double[n * k1], scores2 = new double[n * k2];
        first.Likelihood.RowTerms([.. firstFit.Estimate], logs1, scores1);
        second.Likelihood!.RowTerms([.. secondFit.Estimate], logs2, scores2);
        double[] differences = [.. logs1.Zip(logs2, (a, b) => a - b)];
        var distinct = DistinctModels.Of(differences, scores1, [.. firstFit.ErrorsOf(StandardErrorKind.Hessian).Covariance], scores2, [.. secondFit.ErrorsOf(StandardErrorKind.Hessian).Covariance]);
        if (!(distinct.P < Level))
        {
            return new FormulaComparison(FormulaRelation.Overlapping, null, distinct, [],
                [FormattableString.Invariant($"this record does not tell the two models apart (variance test, p {distinct.P:0.000}): Vuong's statistic has no normal distribution then, and no p-value is given")]);
        }

        var tests = new List<(string, SizeCorrection, NonNestedTest)>();
        foreach (var correction in (SizeCorrection[])[SizeCorrection.None, SizeCorrection.Aic, SizeCorrection.Bic])
        {
            tests.Add(("Vuong", correction, NonNested.Vuong(logs1, logs2, k1, k2, correction)));
            tests.Add(("Clarke", correction, NonNested.Clarke(logs1, logs2, k1, k2, correction)));
        }

        return new FormulaComparison(FormulaRelation.Overlapping, null, distinct, tests, []);
    }

    private static bool Spanned(IReadOnlyList<(string Name, double[] Values)> columns, IReadOnlyList<(string Name, double[] Values)> by)
    {
        var basis = new List<double[]>();
        foreach ((_, double[] values) in by)
        {
            if (Rest(values, basis) is { } rest)
            {
                basis.Add(rest);
            }
        }

        return columns.All(c => Rest(c.Values, basis) is null);
    }

    /// <summary>What a column has beyond a basis, at unit length; null when that is nothing.</summary>
    private static double[]? Rest(double[] values, List<double[]> basis)
    {
        double length = Math.Sqrt(values.Sum(x => x * x));
        if (!(length > 0))
        {
            return null;
        }

        double[] rest = [.. values.Select(x => x / length)];
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] b in basis)
            {
                double dot = rest.Zip(b, (x, y) => x * y).Sum();
                for (int i = 0; i < rest.Length; i++)
                {
                    rest[i] -= dot * b[i];
                }
            }
        }

        double left = Math.Sqrt(rest.Sum(x => x * x));
        return left < 1e-9 ? null : [.. rest.Select(x => x / left)];
    }
}
