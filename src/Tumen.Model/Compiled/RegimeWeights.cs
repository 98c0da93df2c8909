using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>A part of a weight that counts by regime: in regime r its size times <paramref name="Loads"/>[r] is added.</summary>
/// <param name="Of">Name of the weight as written.</param>
/// <param name="Contrast">Whether it tells regimes apart around the weight's mean, which is the weight itself; otherwise it is one regime's own size, as for weights with a bound.</param>
/// <param name="Loads">One number a regime.</param>
public sealed record RegimeShare(string Of, bool Contrast, ImmutableArray<double> Loads);

/// <summary>
/// A game whose weights differ by regime as a game with constant ones. θ^r = θ̄ + σ ξ^r is written by the mean over the R regimes and R − 1 contrasts, which are independent under the prior:
/// with two regimes θ¹ = m − d, θ² = m + d, m ~ (mean, s² + σ²/2), d ~ normal(0, σ²/2); with three θ³ = m + 2e, and θ¹, θ² = m ∓ d − e with e ~ normal(0, σ²/6).
/// Weights with a bound have one size a regime, each under the weight's own prior.
/// </summary>
public static class RegimeWeights
{
    /// <summary>Writes the regimes into the payoffs.</summary>
    /// <param name="model">The game with the situation and its law.</param>
    /// <param name="spec">The regimes.</param>
    public static GameModel Write(GameModel model, RegimeSpec spec)
    {
        int situation = model.Situations.ToList().FindIndex(s => s.Name == RegimeSpec.Situation);
        if (situation < 0)
        {
            throw new ArgumentException("the game has no situation that says which regime it is", nameof(model));
        }

        var differs = Differing(model, spec);
        ImmutableArray<PayoffTerm> Terms(ImmutableArray<PayoffTerm> terms) => [.. terms.SelectMany(t => t.Weight is not null && differs.TryGetValue(t.Weight, out var parts) ? Spread(t, parts, situation) : [t])];
        return model with
        {
            Regimes = spec,
            Weights = [.. model.Weights.SelectMany(w => differs.GetValueOrDefault(w.Name) ?? [w])],
            Terms = Terms(model.Terms),
            Theories = [.. model.Theories.Select(t => t with { Terms = Terms(t.Terms) })],
        };
    }

    /// <summary>Weights that differ, as written, in order of appearance: those of the players named and those named themselves, unless fixed.</summary>
    public static ImmutableArray<WeightSpec> Named(GameModel model, RegimeSpec spec)
    {
        var named = model.Terms.Concat(model.Theories.SelectMany(t => t.Terms)).Where(t => t.Weight is not null && spec.Players.Contains(t.Player)).Select(t => t.Weight!).Concat(spec.Weights).ToHashSet(StringComparer.Ordinal);
        return [.. model.Weights.Where(w => named.Contains(w.Name) && w.Fixed is null && w.InRegime is null)];
    }

    /// <summary>A weight held at a value: its parts by regime are held with it, contrasts at 0.</summary>
    /// <param name="weight">The weight or part.</param>
    /// <param name="name">Name of the weight held.</param>
    /// <param name="value">The value.</param>
    /// <returns>The weight held, or as it was.</returns>
    public static WeightSpec Hold(WeightSpec weight, string name, double value) => weight.Name == name ? weight with { Fixed = value }
        : weight.InRegime is { } share && share.Of == name ? weight with { Fixed = share.Contrast ? 0 : value } : weight;

    private static Dictionary<string, WeightSpec[]> Differing(GameModel model, RegimeSpec spec) =>
        Named(model, spec).ToDictionary(w => w.Name, w => double.IsInfinity(w.Lower) && double.IsInfinity(w.Upper) ? Contrasts(w, spec) : OwnSizes(w, spec), StringComparer.Ordinal);

    private static WeightSpec[] Contrasts(WeightSpec w, RegimeSpec spec)
    {
        double variance = spec.Spread * spec.Spread;
        WeightSpec Part(string says, double share, params double[] loads) => w with
        {
            Name = $"{w.Name} ({says})",
            Prior = new Prior.Normal(0, spec.Spread * Math.Sqrt(share)),
            Label = $"{w.Label ?? w.Name}: {says}",
            InRegime = new RegimeShare(w.Name, true, [.. loads]),
        };
        var mean = w with { Prior = w.Prior is Prior.Normal n ? new Prior.Normal(n.Mean, Math.Sqrt((n.StandardDeviation * n.StandardDeviation) + (variance / spec.Count))) : w.Prior };
        return spec.Count == 1 ? [w] : spec.Count == 2 ? [mean, Part("half of regime two less one", 1.0 / 2, -1, 1)]
            : [mean, Part("half of regime two less one", 1.0 / 2, -1, 1, 0), Part("half of regime three less mean", 1.0 / 6, -1, -1, 2)];
    }

    private static WeightSpec[] OwnSizes(WeightSpec w, RegimeSpec spec) => [.. Enumerable.Range(0, spec.Count).Select(r => w with
    {
        Name = $"{w.Name} (regime {RegimeSpec.Names[r]})",
        Label = $"{w.Label ?? w.Name}: regime {RegimeSpec.Names[r]}",
        InRegime = new RegimeShare(w.Name, false, [.. Enumerable.Range(0, spec.Count).Select(q => q == r ? 1.0 : 0.0)]),
    })];

    private static IEnumerable<PayoffTerm> Spread(PayoffTerm term, WeightSpec[] parts, int situation)
    {
        foreach (var part in parts)
        {
            if (part.InRegime is not { } share)
            {
                yield return term;
                continue;
            }

            for (int r = 0; r < share.Loads.Length; r++)
            {
                double load = share.Loads[r];
                if (load != 0)
                {
                    yield return term with
                    {
                        Weight = part.Name,
                        Gains = load > 0 == term.Gains,
                        Factors = Math.Abs(load) == 1 ? term.Factors : term.Factors.Add(new Factor.Literal(Math.Abs(load))),
                        If = term.If is Condition.AlwaysTrue ? new Condition.LevelIn(situation, [r]) : new Condition.And(term.If, new Condition.LevelIn(situation, [r])),
                    };
                }
            }
        }
    }
}
