using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>The pieces that claims need under one coding other than the main one.</summary>
/// <param name="Scenarios">The what-ifs that claims name, under the theories that matter to them.</param>
/// <param name="Foresights">Theories that claims say foretell a stretch.</param>
/// <param name="Varied">Theories fitted under sets of assumptions that split eras, by the name of the set.</param>
internal sealed record CodedPieces(
    ImmutableArray<Piece<ScenarioWork>> Scenarios, ImmutableArray<Piece<ForesightWork>> Foresights, ImmutableArray<(string Variation, Piece<TheoryWork> Fit)> Varied)
{
    /// <summary>All of them.</summary>
    public IEnumerable<Piece> All => Scenarios.Concat<Piece>(Foresights).Concat(Varied.Select(v => v.Fit));

    /// <summary>What they have come to.</summary>
    public CodedExtras Extras => new([.. Scenarios.Known()], [.. Foresights.Known()], [.. Varied.Where(v => v.Fit.Known is not null).Select(v => (v.Variation, v.Fit.Known!))]);

    /// <summary>Lists them.</summary>
    /// <param name="pieces">The study's other pieces.</param>
    /// <param name="record">The record in this coding.</param>
    /// <param name="coding">Index of the coding.</param>
    public static CodedPieces Of(StudyPieces pieces, StudyRecord record, int coding)
    {
        var asked = CodingPieces.OfClaims(pieces.Study);
        var rerun = new ScenarioPieces(pieces.Study.Game, record.Sequences, pieces.SeedValue, CodingPieces.Draws, curves: false);
        var light = pieces.Light with { Draws = 0 };
        Piece<TheoryWork> FitOf(string theory) => pieces.Theories[(coding * pieces.Model.Compare.Length) + pieces.Model.Compare.IndexOf(theory)];
        Piece<ScenarioWork> Again(ScenarioSpec spec, string theory, bool leverage)
        {
            var fit = FitOf(theory);
            return new Piece<ScenarioWork>(
                pieces.Key("what-if, few draws", theory, record.Table.Hash, spec.Name, ScenarioPieces.Describe(spec), leverage ? "with leverage" : "", pieces.Seed, fit.Key), $"{spec.Name} ({theory}, {record.Name})", "claims under other codings",
                WorkJson.Default.ScenarioWork, [fit], how => rerun.Run(spec, fit.Known!, how.Cancel, leverage)) { Guess = 0.2, When = () => fit.Known is { } w && Standing.NoProbability(w) is null };
        }

        return new CodedPieces(
            [.. asked.Scenarios(pieces.Model).Select(x => Again(x.Spec, x.Theory, x.Leverage))],
            [.. asked.Foresights(pieces.Model).Select(x => pieces.Foresight("foresight", x.Theory, record, x.Stretch, known: FitOf(x.Theory)))],
            [.. asked.Eras(pieces.Model).Select(x => (x.Variation.Name, pieces.Fit(
                "claims under other codings", pieces.Key(x.Theory, StudyPieces.Describe(x.Variation), record.Table.Hash, light.Key, FitOf(x.Theory).Key), $"{x.Theory} ({x.Variation.Name}, {record.Name})",
                Variations.Of(pieces.Study.Game, x.Variation.Changes), x.Theory, record.Sequences, light, FitOf(x.Theory))))]);
    }
}
