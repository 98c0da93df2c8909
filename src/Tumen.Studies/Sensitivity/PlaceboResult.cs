using System.Collections.Immutable;

namespace Tumen.Studies;

/// <summary>The theories fitted to a record in which somebody else stands in for a player.</summary>
/// <param name="Name">Name of the placebo.</param>
/// <param name="Posterior">Posterior probability of every theory, in the order of the study.</param>
/// <param name="Best">Theory that leads.</param>
/// <param name="OverBase">Per theory, log marginal likelihood less that of the base game, in nats; NaN when the study does not compare the base game.</param>
/// <param name="OverBaseInTheRecord">The same in the main record.</param>
/// <param name="Columns">What the placebo's record holds.</param>
/// <param name="Unsound">Theories whose fit did not converge, with why.</param>
/// <remarks>A theory about one patron that gains as much when another government takes its place owes the gain to something else: to the coding, or to the times.</remarks>
public sealed record PlaceboResult(
    string Name, ImmutableArray<double> Posterior, string Best, ImmutableArray<double> OverBase, ImmutableArray<double> OverBaseInTheRecord, ImmutableArray<ColumnCount> Columns,
    ImmutableArray<(string Theory, string Why)> Unsound)
{
    /// <summary>Moves of the main record that are never made in it; null when there are none.</summary>
    public PlaceboAbsence? Absence { get; init; }

    /// <summary>Sets a placebo's fits beside the main record's.</summary>
    internal static PlaceboResult Of(StudyRecord placebo, ImmutableArray<TheoryWork> main, ImmutableArray<TheoryWork> works)
    {
        var p = Standing.Probabilities(works);
        int home = works.ToList().FindIndex(w => w.Name == "base"), best = Standing.Leader(p);
        ImmutableArray<double> Over(ImmutableArray<TheoryWork> of) => [.. of.Select(w => home < 0 ? double.NaN : Standing.Evidence(w) - Standing.Evidence(of[home]))];
        return new PlaceboResult(
            placebo.Name, p, best < 0 ? "" : works[best].Name, Over(works), Over(main), Assembly.Summary(placebo).Columns,
            [.. works.Select(w => (w.Name, Why: Standing.NoProbability(w))).Where(x => x.Why is not null).Select(x => (x.Name, x.Why!))]);
    }
}
