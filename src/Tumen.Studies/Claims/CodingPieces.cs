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

    /// <summary>Draws from a theory's priors at which a what-if is worked out that claims ask of it by name.</summary>
    public const int PriorDraws = 30;

    /// <summary>The same where claims ask it of the average of all theories, each of which adds its draws.</summary>
    public const int PriorDrawsOfMany = 10;

    private const int Many = 5;

    private readonly ClaimCheck[] _checks;

    private CodingPieces(IEnumerable<Claim> claims) => _checks = [.. claims.SelectMany(c => c.Checks)];

    /// <summary>Reads what the claims of a study ask.</summary>
    public static CodingPieces OfClaims(StudyFolder study) => new(study.Claims?.Claims ?? []);

    /// <summary>Reads what its claims and its predictions ask.</summary>
    public static CodingPieces OfAll(StudyFolder study) => new((study.Claims?.Claims ?? []).Concat(study.Predictions?.Claims ?? []));

    /// <summary>What-ifs and theories that they are asked of, and whether leverage is asked for; a claim about the average asks all.</summary>
    public IEnumerable<(ScenarioSpec Spec, string Theory, bool Leverage)> Scenarios(StudyModel study) => study.Scenarios.SelectMany(spec => study.Compare
        .Where(t => Asked(spec, t).Any()).Select(t => (spec, t, Asked(spec, t).Any(m => AsksLeverage(m.Of)))));

    /// <summary>Draws from the priors that a what-if of a theory needs.</summary>
    public int PriorDrawsOf(StudyModel study, ScenarioSpec spec, string theory) => study.Compare.Length < Many || Asked(spec, theory).Any(m => m.Theory is not null) ? PriorDraws : PriorDrawsOfMany;

    private IEnumerable<ClaimCheck.Moves> Asked(ScenarioSpec spec, string theory) => _checks.OfType<ClaimCheck.Moves>().Where(m => m.Scenario == spec.Name && (m.Theory ?? theory) == theory);

    private static bool AsksLeverage(Quantity q) => q is Quantity.Index { Name: "capacity" or "exertion" or "influence" or "price" };

    /// <summary>Stretches and the theories said to foretell them, or to be outdone.</summary>
    public IEnumerable<(ForesightSpec Stretch, string Theory)> Foresights(StudyModel study) => study.Foresights.SelectMany(f => study.Compare
        .Where(t => _checks.OfType<ClaimCheck.Foretells>().Any(c => c.Stretch == f.Name && (c.Theory == t || c.Over == t))).Select(t => (f, t)));

    /// <summary>Sets of assumptions and the theories whose weights are followed across eras.</summary>
    public IEnumerable<(VariationSpec Variation, string Theory)> Eras(StudyModel study) => study.Variations.SelectMany(v => study.Compare
        .Where(t => _checks.OfType<ClaimCheck.EraChange>().Any(c => c.Variation == v.Name && c.Theory == t)).Select(t => (v, t)));

    /// <summary>Number of pieces under one other coding, at most.</summary>
    public int Count(StudyModel study) => Scenarios(study).Count() + Foresights(study).Count() + Eras(study).Count();
}
