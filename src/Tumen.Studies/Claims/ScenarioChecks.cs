using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>Checks of claims that rest on a what-if.</summary>
internal static class ScenarioChecks
{
    /// <summary>The smallest change that counts as one: half a month in a thousand, half a reward in a thousand months, a twentieth of a month of waiting.</summary>
    public static double Smallest(Quantity q) => q switch
    {
        Quantity.ReturnTime or Quantity.FirstTime or Quantity.Index { Name: "cycle" } => 0.05,
        Quantity.Leaving or Quantity.Index { Name: "rhythm" } => 0.01,
        _ => 0.0005,
    };

    /// <summary>Name of a quantity in scenario results.</summary>
    public static string Name(Quantity q) => q switch
    {
        Quantity.MoveShare x => $"share {x.Player} {x.Move}",
        Quantity.LevelShare x => $"share {x.Situation} {x.Level}",
        Quantity.ReturnTime x => $"return {x.Player} {x.Move}",
        Quantity.Index { Name: "cycle" } => "cycle: whole cycle",
        Quantity.Index { Name: "rhythm" } => "rhythm: its height (1 = no rhythm)",
        Quantity.Index x => x.Name,
        Quantity.FirstTime x => $"first {x.Move}",
        Quantity.Leaving x => $"leaving {x.Player}",
        _ => throw new InvalidOperationException($"no name for {q}"),
    };

    /// <summary>Whether the theories, with nothing changed, put a quantity above or below a value.</summary>
    public static CheckResult Implied(ClaimCheck.Implied c, StudyFolder study, ImmutableArray<ScenarioWork> scenarios, ImmutableArray<double> posterior, ImmutableArray<ScenarioWork> before)
    {
        string quantity = Name(c.Of);
        string says = $"{quantity} {(c.Above ? "above" : "below")} {c.Value.ToString("0.###", CultureInfo.InvariantCulture)}, {(c.Theory is null ? "averaged over the theories" : $"under {c.Theory}")}";
        if (scenarios.IsEmpty)
        {
            return ClaimChecker.NotYet(says, "");
        }

        var parts = Unchanged(scenarios, quantity).Where(x => c.Theory is null || x.Theory == c.Theory)
            .Select(x => (Weight: c.Theory is null ? posterior[study.Study.Compare.IndexOf(x.Theory)] : 1, x.Value, x.Draws, x.Unit)).Where(x => x.Weight > 0).ToArray();
        if (parts.Length == 0)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "", ClaimVerdict.CannotSay, "no theory could be solved", []);
        }

        var interval = Mixture.Interval([.. parts.Select(x => (x.Weight, x.Value, x.Draws))]);
        double total = parts.Sum(x => x.Weight), chance = parts.Sum(x => x.Weight / total * x.Draws.Count(d => c.Above ? d > c.Value : d < c.Value) / x.Draws.Length);
        var (prior, priorDraws) = Share([.. Unchanged(before, quantity).Where(x => c.Theory is null || x.Theory == c.Theory).Select(x => x.Draws)], d => c.Above ? d > c.Value : d < c.Value);
        return new CheckResult(says, interval.Value, interval.Low, interval.High, parts[0].Unit, ShareVerdict.Of(chance, 1 - chance, prior), ShareVerdict.Words(chance, prior, priorDraws), [])
        {
            Posterior = chance, Prior = prior,
        };
    }

    /// <summary>A quantity with nothing changed, by theory: at the mode and at draws; any what-if that starts today has it.</summary>
    public static IEnumerable<(string Theory, double Value, double[] Draws, string Unit)> Unchanged(ImmutableArray<ScenarioWork> scenarios, string quantity) =>
        scenarios.GroupBy(s => s.Theory).Select(g => (Theory: g.Key, Of: g.SelectMany(s => s.Quantities).FirstOrDefault(q => q.Name == quantity && double.IsFinite(q.Before) && q.Befores.Length > 0)))
            .Where(x => x.Of is not null).Select(x => (x.Theory, x.Of!.Before, x.Of.Befores, x.Of.Unit));

    /// <summary>Whether a what-if raises or lowers a quantity.</summary>
    public static CheckResult Moves(ClaimCheck.Moves c, StudyFolder study, ImmutableArray<ScenarioWork> scenarios, ImmutableArray<double> posterior, ImmutableArray<ScenarioWork> before)
    {
        string quantity = Name(c.Of);
        string says = $"\"{c.Scenario}\" {(c.Raises ? "raises" : "lowers")} {quantity}, {(c.Theory is null ? "averaged over the theories" : $"under {c.Theory}")}";
        if (scenarios.IsEmpty)
        {
            return ClaimChecker.NotYet(says, "");
        }

        var parts = scenarios.Where(s => s.Scenario == c.Scenario && (c.Theory is null || s.Theory == c.Theory))
            .Select(s => (s.Theory, Weight: c.Theory is null ? posterior[study.Study.Compare.IndexOf(s.Theory)] : 1, Quantity: s.Quantities.FirstOrDefault(q => q.Name == quantity)))
            .Where(x => x.Quantity is { Changes.Length: > 0 } && x.Weight > 0 && double.IsFinite(x.Quantity.Change)).ToArray();
        if (parts.Length == 0)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "", ClaimVerdict.CannotSay, "no theory could be solved under this what-if", []);
        }

        var interval = Mixture.Interval([.. parts.Select(x => (x.Weight, x.Quantity!.Change, x.Quantity.Changes))]);
        double total = parts.Sum(x => x.Weight), least = Smallest(c.Of);
        double chance = parts.Sum(x => x.Weight / total * x.Quantity!.Changes.Count(d => c.Raises ? d > least : d < -least) / x.Quantity.Changes.Length);
        double opposite = parts.Sum(x => x.Weight / total * x.Quantity!.Changes.Count(d => c.Raises ? d < -least : d > least) / x.Quantity.Changes.Length);
        var (prior, priorDraws) = Before(c, quantity, before);
        return new CheckResult(says, interval.Value, interval.Low, interval.High, parts[0].Quantity!.Unit, ShareVerdict.Of(chance, opposite, prior),
            $"{ShareVerdict.Words(chance, prior, priorDraws)}; the opposite in {(100 * opposite).ToString("0", CultureInfo.InvariantCulture)} %; a change counts from {least.ToString("0.####", CultureInfo.InvariantCulture)}", [])
        {
            Posterior = chance, Prior = prior,
        };
    }

    // The same change at draws from the priors, every theory counting alike.
    private static (double Share, int Draws) Before(ClaimCheck.Moves c, string quantity, ImmutableArray<ScenarioWork> before)
    {
        double least = Smallest(c.Of);
        return Share([.. before.Where(s => s.Scenario == c.Scenario && (c.Theory is null || s.Theory == c.Theory)).Select(s => s.Quantities.FirstOrDefault(q => q.Name == quantity)?.Changes ?? [])],
            d => c.Raises ? d > least : d < -least);
    }

    private static (double Share, int Draws) Share(double[][] theories, Func<double, bool> holds)
    {
        double[][] draws = [.. theories.Where(d => d.Length > 0)];
        return draws.Length == 0 ? (double.NaN, 0) : (draws.Average(d => d.Count(holds) / (double)d.Length), draws.Sum(d => d.Length));
    }
}
