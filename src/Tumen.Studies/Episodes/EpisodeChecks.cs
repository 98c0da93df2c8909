using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>Checks of claims that rest on an episode.</summary>
internal static class EpisodeChecks
{
    /// <summary>Sees to it that every check names a player, a move and a theory that its episode has.</summary>
    /// <exception cref="BadInputException">One does not.</exception>
    public static void Known(ClaimsModel? claims, ImmutableArray<StudyEpisode> episodes, string? file)
    {
        foreach (var check in claims?.Claims.SelectMany(c => c.Checks).OfType<ClaimCheck.EpisodePlay>() ?? [])
        {
            var episode = episodes.First(e => e.Spec.Name == check.Episode);
            var sets = episode.Tree.InformationSets.Where(s => !s.IsChance && episode.Tree.Players[s.Player] == check.Player).ToArray();
            string? wrong = !episode.Tree.Players.Contains(check.Player) ? $"no player {check.Player}; it has {string.Join(", ", episode.Tree.Players)}"
                : sets.All(s => !s.Actions.Contains(check.Move)) ? $"no move {check.Move} of {check.Player}, who may {string.Join(", ", sets.SelectMany(s => s.Actions).Distinct())}"
                : check.Theory is { } theory && !episode.Spec.Theories.Contains(theory) ? $"no part under {theory}: {(episode.Spec.GoesOn ? $"it goes on under {string.Join(", ", episode.Spec.Theories)}" : "it stands alone")}" : null;
            if (wrong is not null)
            {
                throw new BadInputException([Diagnostic.Error("S521", $"the episode \"{check.Episode}\" has {wrong}", file, check.Place)]);
            }
        }
    }

    /// <summary>Whether a player does something in some, or every, equilibrium of an episode.</summary>
    public static CheckResult Play(ClaimCheck.EpisodePlay c, StudyFolder study, ImmutableArray<EpisodeWork> episodes, ImmutableArray<double> posterior)
    {
        string standard = c.Standard is null ? "" : c.Standard.Replace('_', ' ') + " ";
        bool goesOn = study.Episodes.First(e => e.Spec.Name == c.Episode).Spec.GoesOn;
        string says = $"{(c.Every ? "every" : "some")} {standard}equilibrium of \"{c.Episode}\" has {c.Player} play {c.Move} {(c.Above ? "above" : "below")} {c.Value.ToString("0.###", CultureInfo.InvariantCulture)}"
            + (!goesOn ? "" : c.Theory is null ? ", averaged over the theories" : $", under {c.Theory}");
        if (episodes.IsEmpty)
        {
            return ClaimChecker.NotYet(says, "");
        }

        var parts = episodes.Where(e => e.Episode == c.Episode && e.Status == "solved" && (c.Theory is null || e.Theory == c.Theory))
            .Select(e => (Work: e, Weight: e.Theory is null || c.Theory is not null ? 1 : posterior[study.Study.Compare.IndexOf(e.Theory)])).Where(x => x.Weight > 0).ToArray();
        var numbers = parts.SelectMany(x => Chances(c, x.Work)).ToArray();
        if (numbers.Length == 0)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "", ClaimVerdict.CannotSay, $"no {standard}equilibrium was found", []);
        }

        double total = parts.Sum(x => x.Weight);
        double chance = parts.Sum(x => x.Weight / total * Share(c, x.Work));
        bool complete = parts.All(x => x.Work.Complete);
        var verdict = chance >= ClaimChecker.Sure && (!c.Every || complete) ? ClaimVerdict.Supported : chance <= 1 - ClaimChecker.Sure && (c.Every || complete) ? ClaimVerdict.Contradicted : ClaimVerdict.CannotSay;
        double shown = c.Every == c.Above ? numbers.Min() : numbers.Max();
        string why = $"{numbers.Length} such equilibri{(numbers.Length == 1 ? "um" : "a")}, chances from {Number(numbers.Min())} to {Number(numbers.Max())}"
            + (goesOn ? $"; it holds in {(100 * chance).ToString("0", CultureInfo.InvariantCulture)} % of the posterior draws, 90 % are asked" : "") + (complete ? "" : "; the list of equilibria may not be complete");
        return new CheckResult(says, shown, numbers.Min(), numbers.Max(), "chance in the course of play", verdict, why, []);
    }

    // At the mode, or alone.
    private static IEnumerable<double> Chances(ClaimCheck.EpisodePlay c, EpisodeWork work) =>
        work.Equilibria.Where(e => c.Standard is null || e.Refinements.Any(r => r.Key == c.Standard && r.Verdict == "kept")).Select(e => Chance(c, e.Acts));

    private static double Share(ClaimCheck.EpisodePlay c, EpisodeWork work) => work.Draws.Length == 0 ? 0
        : work.Draws.Count(d => Holds(c, [.. d.Equilibria.Where(e => c.Standard is null || e.Kept.Contains(c.Standard)).Select(e => Chance(c, e.Acts))])) / (double)work.Draws.Length;

    private static bool Holds(ClaimCheck.EpisodePlay c, double[] chances)
    {
        bool One(double x) => c.Above ? x > c.Value + 1e-9 : x < c.Value - 1e-9;
        return chances.Length > 0 && (c.Every ? chances.All(One) : chances.Any(One));
    }

    private static double Chance(ClaimCheck.EpisodePlay c, ActWork[] acts) => acts.FirstOrDefault(a => a.Player == c.Player && a.Action == c.Move)?.Chance ?? 0;

    private static string Number(double x) => x.ToString("0.###", CultureInfo.InvariantCulture);
}
