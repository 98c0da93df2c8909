using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>What a theory's weights could move, before any move of the record is looked at; plain data.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Weights">Free weights.</param>
/// <param name="Rank">Rank of the strategies in the weights, over all decision points of the game, almost everywhere in the prior.</param>
/// <param name="RankVisited">The same over the situations that the record visits.</param>
/// <param name="RankAtMean">Over the situations visited, at the prior mean; null when the game is not certified there.</param>
/// <param name="SingularValues">Singular values there, largest first: size of the change of all log chances by one prior standard deviation.</param>
/// <param name="RanksAtDraws">Over the situations visited, at each draw from the prior.</param>
/// <param name="Unsolved">Draws left out because the game was not certified.</param>
/// <param name="Nowhere">Weights and combinations that move no choice in any situation of the game.</param>
/// <param name="NotHere">Weights and combinations that move no choice in the situations that the record visits.</param>
/// <param name="Worst">What moves choices least of all that moves any; null when nothing does.</param>
/// <param name="WorstSize">By how much one prior standard deviation along it moves a log chance (root mean square).</param>
/// <param name="Refused">Why nothing was worked out: the priors contradict the bounds; null when it was.</param>
public sealed record PriorReviewWork(
    string Theory, int Weights, int Rank, int RankVisited, int? RankAtMean, double[] SingularValues, int[] RanksAtDraws, int Unsolved, WeakWork[] Nowhere, WeakWork[] NotHere, WeakWork? Worst,
    double WorstSize, string? Refused);

/// <summary>Identification before data: which weights a theory's strategies depend on at all, and which the record's situations could show.</summary>
public static class PriorReview
{
    /// <summary>Reviews one theory.</summary>
    /// <param name="model">The game.</param>
    /// <param name="theory">"base" or a theory's name.</param>
    /// <param name="data">The record; only where it has been is read.</param>
    /// <param name="seed">Seed of the draws from the prior.</param>
    /// <param name="cancel">Stops between solves.</param>
    public static PriorReviewWork Of(GameModel model, string theory, ImmutableArray<Sequence> data, ulong seed, CancellationToken cancel = default)
    {
        var likelihood = new Likelihood(ParametricGame.Compile(model, theory, data[0].Covariates), data);
        if (FitReview.Contradictions(likelihood.Parameters).FirstOrDefault(r => r.Stops) is { } contradiction)
        {
            return new PriorReviewWork(theory, likelihood.Parameters.Free.Count(p => p.Kind == ParameterKind.Weight), 0, 0, null, [], [], 0, [], [], null, double.NaN, contradiction.Says);
        }

        var found = PriorIdentification.Of(likelihood, seed: seed, cancel: cancel);
        cancel.ThrowIfCancellationRequested();
        return new PriorReviewWork(
            theory, found.Weights, found.Rank, found.RankVisited, found.Mean?.RankVisited, found.Mean?.SingularValues ?? [], [.. found.Draws.Select(d => d.RankVisited)], found.Unsolved,
            [.. found.Nowhere.Select(TheoryRunner.Direction)], [.. found.NotHere.Select(TheoryRunner.Direction)], found.Worst is { } w ? TheoryRunner.Direction(w) : null, found.WorstSize, null);
    }

    /// <summary>R220: a weight or a combination of weights that moves no choice, whatever its size; one remark for each, with the theories that have it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="seed">Seed of the draws from the prior.</param>
    /// <param name="cancel">Stops between solves.</param>
    public static ImmutableArray<Diagnostic> Remarks(StudyFolder study, ulong seed, CancellationToken cancel = default)
    {
        var works = study.Study.Compare.Select(theory => Of(study.Game, theory, study.Records[0].Sequences, seed, cancel)).ToArray();
        var nowhere = works.SelectMany(w => w.Nowhere.Select(d => (w.Theory, Direction: d, Here: false)));
        var here = works.SelectMany(w => w.NotHere.Select(d => (w.Theory, Direction: d, Here: true)));
        return [.. nowhere.Concat(here).GroupBy(x => x.Direction.Says).Select(g => Remark(study, g.Key, g.First().Direction, g.First().Here, [.. g.Select(x => x.Theory).Distinct()], works.Length))];
    }

    /// <summary>In a line: the ranks, and what moves nothing or least.</summary>
    public static string Says(PriorReviewWork w) => w.Refused is { } why ? why : w.Weights == 0 ? "no free weight" : string.Create(CultureInfo.InvariantCulture,
        $"rank {w.RankVisited} of {w.Weights} where the record has been{(w.Rank == w.RankVisited ? "" : $", {w.Rank} over all situations")}")
        + (w.NotHere.Length + w.Nowhere.Length > 0 ? $": {string.Join("; ", w.Nowhere.Concat(w.NotHere).Select(d => d.Says).Distinct())}" : "");

    private static Diagnostic Remark(StudyFolder study, string says, WeakWork direction, bool here, string[] theories, int of)
    {
        string whose = theories.Length == of ? "every theory" : string.Join(", ", theories.Select(t => t == "base" ? "the base game" : $"\"{t}\""));
        var place = study.Game.Weights.Where(w => direction.Direction.Keys.Any(n => n == w.Name || n.StartsWith(w.Name + " (", StringComparison.Ordinal))).Select(w => w.Place).LastOrDefault(Place.None);
        return Diagnostic.Review("R220", $"before any fit, in {whose}: {says}", study.Study.GameFile, place,
            [here ? "in the situations that the record visits no chance of any move depends on it, at the prior mean and at draws from the prior" : "no chance of any move depends on it in any situation of the game, at the prior mean and at draws from the prior"],
            [here ? "fix one of the weights, or bring in months in which the situations differ" : "drop the weight, or mend the condition of its payoff"]);
    }
}
