using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Standard errors of weights that were estimated after something else: the first step's uncertainty is carried through the equilibrium's response to it.</summary>
/// <remarks>
/// The weights solve Σ_t s_t(θ; ψ̂, P̂) = 0, so that θ̂ − θ = A⁻¹ Σ_t m_t with A = −∂Σs/∂θ and m_t = s_t + (∂Σs/∂ψ) I_ψ⁻¹ s_ψt + (∂Σs/∂P) i_Pt, where i_P is the
/// influence of a period on the smoothed frequencies. Derivatives of Σs go through the equilibrium wherever the estimator's do. Murphy and Topel (1985), Journal of Business
/// and Economic Statistics 3:370-379; Newey (1984), Economics Letters 14:201-206.
/// </remarks>
internal static class FirstStepErrors
{
    /// <summary>What came out.</summary>
    /// <param name="Covariance">A⁻¹ (Σ m mᵀ) A⁻ᵀ for weights, I_ψ⁻¹ for chances; K × K.</param>
    /// <param name="Model">For the nested fixed point: A⁻¹ (A + H I_ψ⁻¹ Hᵀ) A⁻¹, which needs no outer products; null otherwise.</param>
    /// <param name="Naive">A⁻¹ (Σ s sᵀ) A⁻ᵀ: as if the first step were known.</param>
    public sealed record Result(double[] Covariance, double[]? Model, double[] Naive);

    /// <summary>Nested fixed point of the weights at first-step chances.</summary>
    public static Result? OfTwoStep(Likelihood likelihood, double[] x, bool[] held, FitOptions options, CancellationToken cancel)
    {
        var interior = held.Select(h => !h).ToArray();
        if (Summary.Observed(likelihood, options with { UsePrior = false }, x, likelihood.Evaluate(x, true, cancel).Information, interior, cancel) is not { } curvature)
        {
            return null;
        }

        return Assemble(likelihood, x, held, likelihood.Evaluate(x, true, cancel).Scores, curvature, null, informationEquality: true);
    }

    /// <summary>Nested pseudo-likelihood: scores at the equilibrium's own choice chances.</summary>
    public static Result? OfNested(Likelihood likelihood, double[] x, bool[] held, CancellationToken cancel)
    {
        int k = x.Length;
        if (AtEquilibrium(likelihood, x, cancel) is not { } at)
        {
            return null;
        }

        // Minus the derivative of the summed score, by central differences of exact scores.
        var curvature = new double[k * k];
        for (int j = 0; j < k; j++)
        {
            var p = likelihood.Parameters.Free[j];
            double step = Math.Min(1e-4 * Math.Max(1, Math.Abs(x[j])), 0.45 * Math.Min(x[j] - p.Lower, p.Upper - x[j]));
            if (held[j] || !(step > 0))
            {
                continue;
            }

            double[] up = (double[])x.Clone(), down = (double[])x.Clone();
            up[j] += step;
            down[j] -= step;
            if (AtEquilibrium(likelihood, up, cancel) is not { } above || AtEquilibrium(likelihood, down, cancel) is not { } below)
            {
                return null;
            }

            double[] a = above.Read(likelihood, up, likelihood.Options.Precision).Gradient, b = below.Read(likelihood, down, likelihood.Options.Precision).Gradient;
            for (int i = 0; i < k; i++)
            {
                curvature[(i * k) + j] = -(a[i] - b[i]) / (2 * step);
            }
        }

        return Assemble(likelihood, x, held, Scores(likelihood, at, x), curvature, null, informationEquality: false);
    }

    /// <summary>Two-step choice chances: the frequencies' influence added.</summary>
    public static Result? OfConditionalChoice(Likelihood likelihood, double[] x, bool[] held, CancellationToken cancel)
    {
        int k = x.Length, m = likelihood.Solved.Profiles.Size;
        double precision = likelihood.Options.Precision;
        var p = FirstStep.Frequencies(likelihood);
        if (PolicyResponse.Of(likelihood, x, p) is not { } at)
        {
            return null;
        }

        var here = at.Read(likelihood, x, precision);
        var curvature = (double[])here.Information.Clone();
        for (int j = 0; j < k; j++)
        {
            // Chances enter through the expected motion.
            var parameter = likelihood.Parameters.Free[j];
            double step = Math.Min(1e-4, 0.45 * Math.Min(x[j] - parameter.Lower, parameter.Upper - x[j]));
            if (parameter.Kind != ParameterKind.Chance || !(step > 0) || held[j])
            {
                continue;
            }

            double[] up = (double[])x.Clone(), down = (double[])x.Clone();
            up[j] += step;
            down[j] -= step;
            if (PolicyResponse.Of(likelihood, up, p) is not { } above || PolicyResponse.Of(likelihood, down, p) is not { } below)
            {
                return null;
            }

            double[] a = above.Read(likelihood, up, precision).Gradient, b = below.Read(likelihood, down, precision).Gradient;
            for (int i = 0; i < k; i++)
            {
                curvature[(i * k) + j] = -(a[i] - b[i]) / (2 * step);
            }
        }

        // ∂Σs/∂P at every visited slot, one difference each.
        var slopes = new Dictionary<(int, int), double[]>();
        var totals = new Dictionary<(int, int), double>();
        for (int b = 0; b < p.Length; b++)
        {
            foreach (var point in likelihood.Counts!.Points[b])
            {
                totals[(b, (point.State * m) + point.Slot)] = point.Total;
                for (int r = 0; r < point.Moves.Length && !cancel.IsCancellationRequested; r++)
                {
                    int slot = (point.State * m) + point.Slot + r;
                    double kept = p[b]![slot], step = 1e-4 * kept;
                    p[b]![slot] = kept + step;
                    if (PolicyResponse.Of(likelihood, x, p) is not { } moved)
                    {
                        return null;
                    }

                    p[b]![slot] = kept;
                    double[] gradient = moved.Read(likelihood, x, precision).Gradient;
                    slopes[(b, slot)] = [.. gradient.Select((g, i) => (g - here.Gradient[i]) / step)];
                }
            }
        }

        if (cancel.IsCancellationRequested)
        {
            return null;
        }

        double[][] extra = [.. Enumerable.Range(0, likelihood.PeriodCount).Select(_ => new double[k])];
        foreach (var d in Decisions.Of(likelihood))
        {
            int first = (d.State * m) + d.First;
            double weight = FirstStep.Influence(totals[(d.Block, first)]);
            for (int r = 0; r < d.Moves; r++)
            {
                FixedOrder.AddScaled(extra[d.Row], slopes[(d.Block, first + r)], weight * ((r == d.Made ? 1 : 0) - p[d.Block]![first + r]));
            }
        }

        return Assemble(likelihood, x, held, Scores(likelihood, at, x), curvature, extra, informationEquality: false);
    }

    private static AffineResponse? AtEquilibrium(Likelihood likelihood, double[] x, CancellationToken cancel) =>
        likelihood.Respond(x, false, false, out _, cancel) is { } eras
            ? PolicyResponse.Of(likelihood, x, [.. eras.SelectMany(g => g).Select(e => e?.Equilibrium.Strategies)]) : null;

    private static double[][] Scores(Likelihood likelihood, AffineResponse response, double[] x)
    {
        double[][] scores = [.. Enumerable.Range(0, likelihood.PeriodCount).Select(_ => new double[x.Length])];
        var d = response.Difference(x);
        foreach (var one in Decisions.Of(likelihood))
        {
            response.AddScore(one.Block, one.State, one.First, one.Moves, one.Made, d, likelihood.Options.Precision, scores[one.Row]);
        }

        return scores;
    }

    private static Result? Assemble(Likelihood likelihood, double[] x, bool[] held, double[][] scores, double[] curvature, double[][]? extra, bool informationEquality)
    {
        int k = x.Length;
        var chance = FirstStep.IsChance(likelihood.Parameters);
        int[] weights = [.. Enumerable.Range(0, k).Where(j => !chance[j] && !held[j])], first = [.. Enumerable.Range(0, k).Where(j => chance[j] && !held[j])];
        var (lawScores, lawInformation) = Decisions.LawScores(likelihood, x);
        var (inverse, _) = Summary.Invert(lawInformation, [.. Enumerable.Range(0, k).Select(j => first.Contains(j))], likelihood.Parameters.Units);
        int n = weights.Length;
        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[(i * n) + j] = curvature[(weights[i] * k) + weights[j]];
            }
        }

        if (DenseLu.InverseOf(a, n) is not { } bread)
        {
            return null;
        }

        // H I_ψ⁻¹, n × first.
        var carried = new double[n * first.Length];
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < first.Length; c++)
            {
                for (int e = 0; e < first.Length; e++)
                {
                    carried[(i * first.Length) + c] += curvature[(weights[i] * k) + first[e]] * inverse[(first[e] * k) + first[c]];
                }
            }
        }

        double[] meat = new double[n * n], plain = new double[n * n];
        for (int t = 0; t < scores.Length; t++)
        {
            double[] own = [.. weights.Select(j => scores[t][j])], all = (double[])own.Clone();
            for (int i = 0; i < n; i++)
            {
                for (int c = 0; c < first.Length; c++)
                {
                    all[i] -= carried[(i * first.Length) + c] * lawScores[t][first[c]];
                }

                all[i] += extra is null ? 0 : extra[t][weights[i]];
            }

            for (int i = 0; i < n; i++)
            {
                FixedOrder.AddScaled(meat.AsSpan(i * n, n), all, all[i]);
                FixedOrder.AddScaled(plain.AsSpan(i * n, n), own, own[i]);
            }
        }

        double[]? model = null;
        if (informationEquality)
        {
            var middle = (double[])a.Clone();
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    for (int c = 0; c < first.Length; c++)
                    {
                        middle[(i * n) + j] += carried[(i * first.Length) + c] * curvature[(weights[j] * k) + first[c]];
                    }
                }
            }

            model = Spread(Sandwich(bread, middle, n), weights, inverse, k);
        }

        return new Result(Spread(Sandwich(bread, meat, n), weights, inverse, k), model, Spread(Sandwich(bread, plain, n), weights, inverse, k));
    }

    private static double[] Sandwich(double[] bread, double[] meat, int n)
    {
        var transposed = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                transposed[(i * n) + j] = bread[(j * n) + i];
            }
        }

        return Summary.Product(Summary.Product(bread, meat, n), transposed, n);
    }

    private static double[] Spread(double[] ofWeights, int[] weights, double[] ofChances, int k)
    {
        var all = (double[])ofChances.Clone();
        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < weights.Length; j++)
            {
                all[(weights[i] * k) + weights[j]] = ofWeights[(i * weights.Length) + j];
            }
        }

        return all;
    }
}
