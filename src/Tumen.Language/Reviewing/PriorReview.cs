using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Language;

/// <summary>Remarks on priors beside what labels promise.</summary>
internal static class PriorReview
{
    /// <summary>Share of a prior on the wrong side of zero above which it is remarked on.</summary>
    private const double Much = 0.25;

    private static readonly string[] Signed = ["cost", "costs", "price", "burden", "hurt", "hurts", "harm", "harms", "pain", "fear", "frightens", "pays", "worth", "valued", "benefit", "reward", "rewarding", "risk"];

    /// <summary>R13: a label that promises a sign and a prior that does not keep it.</summary>
    public static IEnumerable<Diagnostic> AgainstLabels(GameModel game, string? file)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in game.Terms.Concat(game.Theories.SelectMany(t => t.Terms)))
        {
            if (term.Weight is not { } name || term.Label is not { } label || !Promises(label) || !said.Add(name) || game.Weights.FirstOrDefault(w => w.Name == name) is not { Fixed: null } weight || weight.InRegime is { Contrast: true })
            {
                continue;
            }

            if (weight.Prior is Prior.Normal normal && weight.Lower < 0 && Below(normal) is var wrong && wrong > Much)
            {
                yield return Diagnostic.Review("R13", $"the prior of `{name}` leaves {Wording.Number(Math.Round(100 * wrong))} % of its mass below 0, where \"{Wording.Shorten(label)}\" would be the opposite", file, term.Place,
                    helps: [$"if the sign is part of the theory:   at least 0: {name}", $"or move the prior:   prior of {name} normal(2, 1)"]);
            }
        }
    }

    private static bool Promises(string label) => label.ToLowerInvariant().Split([' ', ',', ';', '\'', '.'], StringSplitOptions.RemoveEmptyEntries).Any(Signed.Contains);

    /// <summary>Mass of a normal below zero, by the logistic approximation of its distribution function (Bowling and others 2009; off by less than 0.0002).</summary>
    private static double Below(Prior.Normal prior)
    {
        var z = -prior.Mean / prior.StandardDeviation;
        return 1 / (1 + Elementary.Exp(-((0.07056 * z * z * z) + (1.5976 * z))));
    }
}
