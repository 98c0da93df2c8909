using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>How wrong equal prior odds would have to be for the ranking to turn.</summary>
/// <param name="Rival">A theory, or a family of them.</param>
/// <param name="Odds">Prior odds for the rival against the leader (or its family) at which the two come out equal; above 1.</param>
public sealed record PriorTilt(string Rival, double Odds)
{
    /// <summary>Tilts for the leading theory against each other theory, nearest first.</summary>
    internal static ImmutableArray<PriorTilt> Of(ImmutableArray<TheoryWork> works, ImmutableArray<double> posterior)
    {
        int best = Standing.Leader(posterior);
        return best < 0 ? [] : [.. works.Select((w, i) => (w, i)).Where(x => x.i != best && double.IsFinite(Standing.Evidence(x.w)))
            .Select(x => new PriorTilt(x.w.Name, Elementary.Exp(Math.Min(700, works[best].LogMarginalLikelihood - x.w.LogMarginalLikelihood)))).OrderBy(t => t.Odds)];
    }
}
