using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>A prediction under one theory.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Probability">Posterior probability under the main coding.</param>
/// <param name="Before">The number with nothing changed; NaN when the check is no what-if.</param>
/// <param name="Value">The number foretold: a change under the what-if, or the number itself.</param>
/// <param name="Low">5 % of posterior draws; NaN without draws.</param>
/// <param name="High">95 % of posterior draws.</param>
/// <param name="Agrees">Share of draws that lie on the side foretold; NaN without draws.</param>
public sealed record PredictionRow(string Theory, double Probability, double Before, double Value, double Low, double High, double Agrees);

/// <summary>A prediction: its number averaged over the theories with interval and verdict, and theory by theory.</summary>
/// <param name="Result">The prediction with its checks, averaged over the theories where no theory is named.</param>
/// <param name="ByTheory">Per check, a row for every theory that has such a number.</param>
public sealed record PredictionResult(ClaimResult Result, ImmutableArray<ImmutableArray<PredictionRow>> ByTheory)
{
    /// <summary>Theories under which every draw-based check is borne out with the chance that claims ask, named; empty for none.</summary>
    public ImmutableArray<string> BorneOutUnder => ByTheory.IsEmpty ? [] : [.. ByTheory.SelectMany(rows => rows).GroupBy(r => r.Theory)
        .Where(g => g.Any() && g.All(r => r.Agrees >= ClaimChecker.Sure)).Select(g => g.Key)];
}

/// <summary>The rows of one check.</summary>
internal static class PredictionRows
{
    public static ImmutableArray<PredictionRow> Of(ClaimCheck check, StudyFolder study, ImmutableArray<TheoryWork> works, ImmutableArray<double> posterior, StudyExtras extras)
    {
        double Weight(string theory) => posterior[study.Study.Compare.IndexOf(theory)];
        PredictionRow Row(string theory, double before, double value, double[] draws, Func<double, bool> agrees)
        {
            var interval = draws.Length == 0 ? null : Mixture.Interval([(1, value, draws)]);
            return new PredictionRow(theory, Weight(theory), before, value, interval?.Low ?? double.NaN, interval?.High ?? double.NaN, draws.Length == 0 ? double.NaN : draws.Count(agrees) / (double)draws.Length);
        }

        switch (check)
        {
            case ClaimCheck.Moves c:
                string moved = ScenarioChecks.Name(c.Of);
                return [.. extras.Scenarios.Where(s => s.Scenario == c.Scenario && (c.Theory is null || s.Theory == c.Theory)).Select(s => (s.Theory, Of: s.Quantities.FirstOrDefault(q => q.Name == moved)))
                    .Where(x => x.Of is not null).Select(x => Row(x.Theory, x.Of!.Before, x.Of.Change, x.Of.Changes, d => c.Raises ? d > ScenarioChecks.Smallest(c.Of) : d < -ScenarioChecks.Smallest(c.Of)))];
            case ClaimCheck.Implied c:
                return [.. ScenarioChecks.Unchanged(extras.Scenarios, ScenarioChecks.Name(c.Of)).Where(x => c.Theory is null || x.Theory == c.Theory)
                    .Select(x => Row(x.Theory, double.NaN, x.Value, x.Draws, d => c.Above ? d > c.Value : d < c.Value))];
            case ClaimCheck.IndexAt c:
                return [.. works.Where(w => w.Leverage is not null && (c.Theory is null || w.Name == c.Theory)).Select(w => c.Index switch
                {
                    "capacity" => Row(w.Name, double.NaN, w.Leverage!.Capacity.Value, w.Leverage.CapacityDraws, d => c.Above ? d > c.Value : d < c.Value),
                    "exertion" => Row(w.Name, double.NaN, w.Leverage!.Exertion.Value, w.Leverage.ExertionDraws, d => c.Above ? d > c.Value : d < c.Value),
                    _ => Row(w.Name, double.NaN, w.Leverage!.Influence?.Value ?? double.NaN, w.Leverage.InfluenceDraws, d => c.Above ? d > c.Value : d < c.Value),
                })];
            case ClaimCheck.Foretells c when !extras.Foresights.IsEmpty:
                int at = study.Study.Foresights.ToList().FindIndex(f => f.Name == c.Stretch);
                var table = extras.Foresights[at];
                double rival = c.Over is not null ? table.First(f => f.Theory == c.Over).Score : Assembly.Foresight(study, at, table).Baselines[^1].HoldOutScore ?? double.NaN;
                return [.. table.Select(f => new PredictionRow(f.Theory, Weight(f.Theory), double.NaN, f.Score - rival, double.NaN, double.NaN, double.NaN))];
            default:
                return [];
        }
    }
}
