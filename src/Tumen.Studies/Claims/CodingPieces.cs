using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>What the checks of claims need under one other coding, and nothing more.</summary>
/// <param name="Scenarios">The what-ifs that claims name, under the theories that matter to them.</param>
/// <param name="Foresights">Theories that claims say foretell a stretch.</param>
/// <param name="Varied">Theories fitted under sets of assumptions that split eras, by the name of the set.</param>
internal sealed record CodedExtras(
    ImmutableArray<ScenarioWork> Scenarios, ImmutableArray<ForesightWork> Foresights, ImmutableArray<(string Variation, TheoryWork Work)> Varied);

/// <summary>Lists the pieces that claims need under codings other than the main one.</summary>
internal sealed class CodingPieces
{
    /// <summary>Posterior draws of what-ifs under other codings.</summary>
    public const int Draws = 8;

    /// <summary>Draws from the priors at which what-ifs named by claims are worked out.</summary>
    public const int PriorDraws = 30;

    private readonly ClaimCheck[] _checks;

    /// <summary>Reads what the claims of a study ask.</summary>
    public CodingPieces(StudyFolder study) => _checks = [.. (study.Claims?.Claims ?? []).SelectMany(c => c.Checks)];

    /// <summary>What-ifs and theories that they are asked of; a claim about the average asks all.</summary>
    public IEnumerable<(ScenarioSpec Spec, string Theory)> Scenarios(StudyModel study) => study.Scenarios.SelectMany(spec => study.Compare
        .Where(t => _checks.OfType<ClaimCheck.Moves>().Any(m => m.Scenario == spec.Name && (m.Theory ?? t) == t)).Select(t => (spec, t)));

    /// <summary>Stretches and the theories said to foretell them, or to be outdone.</summary>
    public IEnumerable<(ForesightSpec Stretch, string Theory)> Foresights(StudyModel study) => study.Foresights.SelectMany(f => study.Compare
        .Where(t => _checks.OfType<ClaimCheck.Foretells>().Any(c => c.Stretch == f.Name && (c.Theory == t || c.Over == t))).Select(t => (f, t)));

    /// <summary>Sets of assumptions and the theories whose weights are followed across eras.</summary>
    public IEnumerable<(VariationSpec Variation, string Theory)> Eras(StudyModel study) => study.Variations.SelectMany(v => study.Compare
        .Where(t => _checks.OfType<ClaimCheck.EraChange>().Any(c => c.Variation == v.Name && c.Theory == t)).Select(t => (v, t)));

    /// <summary>Number of pieces under one other coding, at most.</summary>
    public int Count(StudyModel study) => Scenarios(study).Count() + Foresights(study).Count() + Eras(study).Count();
}
