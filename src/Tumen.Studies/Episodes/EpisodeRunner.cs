using System.Collections.Immutable;
using System.Globalization;
using Tumen.Episodes;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>Solves an episode of a study: by itself, or with the long game's values under a fitted theory where it goes on, at the posterior mode and at draws around it.</summary>
public static class EpisodeRunner
{
    /// <summary>Most equilibria kept with drawing and words.</summary>
    public const int Listed = 8;

    /// <summary>Posterior draws of the long game.</summary>
    public const int Draws = 16;

    private const int MaximumNodesDrawn = 120;

    /// <summary>Solves an episode that stands alone.</summary>
    public static EpisodeWork Alone(StudyEpisode episode)
    {
        var solution = EpisodeSolver.Solve(episode.Tree);
        return Of(episode, null, solution, [], [Drawn(solution)], 0);
    }

    /// <summary>Solves an episode that goes on in the long game.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="theory">The fitted theory.</param>
    /// <param name="study">Game and record.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="cancel">Stops between solves.</param>
    public static EpisodeWork Run(StudyEpisode episode, TheoryWork theory, StudyFolder study, ulong seed, CancellationToken cancel)
    {
        var levels = new SequelLevels(study.Game, study.Records[0], episode.Spec, study.File.Name);
        var longGame = new FittedLongGame(study.Game, theory, study.Records[0].Sequences, seed);
        if (theory.ModePoint.Length == 0 || longGame.Values(0, cancel) is not { } values)
        {
            return new EpisodeWork(episode.Spec.Name, theory.Name, "the long game could not be solved at the theory's posterior mode", "", [.. episode.Tree.Players], false, [], [], 0, [], [], 0);
        }

        var written = episode.Written!;
        var at = EpisodeSolver.Solve(EpisodeCompiler.Compile(written, FittedLongGame.As(theory.Name, levels, values)).Game!);
        SequelWork[] sequels = [.. written.Sequels.DistinctBy(s => Where(s.Situations)).Select(s => new SequelWork(Where(s.Situations), [.. written.Players.Select(p => values(levels.Of(s.Situations), p))]))];
        var draws = new List<EpisodeDrawWork>();
        int failed = 0;
        for (int d = 1; d <= Draws; d++)
        {
            cancel.ThrowIfCancellationRequested();
            if (longGame.Values(d, cancel) is not { } drawn)
            {
                failed++;
                continue;
            }

            var solved = EpisodeSolver.Solve(EpisodeCompiler.Compile(written, FittedLongGame.As(theory.Name, levels, drawn)).Game!);
            draws.Add(Drawn(solved));
        }

        return Of(episode, theory.Name, at, sequels, [.. draws], failed);
    }

    /// <summary>Short word of a claims file for a standard.</summary>
    internal static string Key(Refinement refinement) => refinement switch
    {
        Refinement.SubgamePerfect => "subgame_perfect",
        Refinement.PerfectBayesian => "bayesian",
        Refinement.Sequential => "sequential",
        Refinement.TremblingHand => "trembling_hand",
        Refinement.Intuitive => "intuitive",
        _ => "divine",
    };

    private static EpisodeWork Of(StudyEpisode episode, string? theory, EpisodeSolution solution, SequelWork[] sequels, EpisodeDrawWork[] draws, int failed)
    {
        var sound = Sound(solution).ToArray();
        return new EpisodeWork(
            episode.Spec.Name, theory, sound.Length > 0 ? "solved" : "no certified equilibrium was found", GameFiles.Write(solution.Game), [.. solution.Game.Players], solution.Complete, [.. solution.Notes.Take(10)],
            [.. sound.Take(Listed).Select(Equilibrium)], sound.Length, sequels, draws, failed);
    }

    private static EpisodeDrawWork Drawn(EpisodeSolution solution) => new([.. Sound(solution).Select(e => new DrawnEquilibrium(Kept(e), Acts(e)))]);

    // Those that some standard drops come last, so that a short list shows what a reader should see first.
    private static IEnumerable<EpisodeEquilibrium> Sound(EpisodeSolution solution) =>
        solution.Equilibria.Where(e => e.Status is SolveStatus.Exact or SolveStatus.Certified).OrderBy(e => e.Refinements.Count(r => r.Verdict == Verdict.Dropped));

    private static EpisodeEquilibriumWork Equilibrium(EpisodeEquilibrium e)
    {
        var game = e.Profile.Game;
        return new EpisodeEquilibriumWork(
            e.Status == SolveStatus.Exact ? "exact" : "certified", e.Regret,
            [.. game.Players.Select((_, i) => e.ExactPayoffs is { } exact ? EpisodeWords.Number(exact[i]) : e.Payoffs[i].ToString("g8", CultureInfo.InvariantCulture))],
            [.. EpisodeWords.Strategies(e.Profile)],
            [.. (e.Beliefs ?? []).Where(b => b.Chances.Count > 1).Select(b => EpisodeWords.Belief(game, b))],
            [.. e.Refinements.Select(r => new RefinementWork(EpisodeWords.Standard(r.Refinement), EpisodeWords.Word(r.Verdict), r.Reason) { Key = Key(r.Refinement) })],
            Acts(e), game.NodeCount <= MaximumNodesDrawn ? GameTreeSvg.Draw(game, e.Profile, e.Beliefs) : "");
    }

    private static string[] Kept(EpisodeEquilibrium e) => [.. e.Refinements.Where(r => r.Verdict == Verdict.Kept).Select(r => Key(r.Refinement))];

    private static ActWork[] Acts(EpisodeEquilibrium e) => [.. EpisodeWords.Acts(e.Profile).Select(a => new ActWork(a.Player, a.Action, a.Chance))];

    private static string Where(IReadOnlyDictionary<string, string> situations) => string.Join(", ", situations.Select(s => $"{s.Key} {s.Value}"));
}
