using System.Globalization;
using Tumen.Episodes;

namespace Tumen.Cli;

/// <summary>An episode's solution for a reader at a terminal.</summary>
internal static class EpisodeText
{
    private const int MostSets = 200;

    public static void Print(EpisodeSource source, EpisodeAnswer answer, int most)
    {
        var game = source.Tree;
        Console.WriteLine($"{(game.Title.Length > 0 ? game.Title : source.File)}: {source.Summary}");
        if (answer.Estimate is { } estimate)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"choice precision of likeliest play {estimate.ChoicePrecision:g6}, standard error {estimate.StandardError:g3}, log-likelihood {estimate.LogLikelihood:g8}{(estimate.AtEnd ? "; the likelihood still rises at the end of the branch" : "")}"));
        if (answer.Quantal is { } point)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"quantal response at precision {point.ChoicePrecision:g6}, residual {point.Residual:0.0e+0}"));
            Strategies(point.Profile);
            return;
        }

        string count = answer.Equilibria.Count == 1 ? "1 equilibrium" : $"{answer.Equilibria.Count} equilibria";
        string sets = answer.Components > 0 ? $" in {answer.Components} connected set{(answer.Components == 1 ? "" : "s")}" : "";
        Console.WriteLine($"{count}{sets} ({answer.Method}); {(answer.Complete ? "the list is complete" : "the list may not be complete")}");
        for (int k = 0; k < Math.Min(most, answer.Equilibria.Count); k++) Equilibrium(game, answer.Equilibria[k], k + 1);
        if (answer.Equilibria.Count > most) Console.WriteLine($"\n… and {answer.Equilibria.Count - most} more; --all prints them, --json and --out hold them");
        foreach (string note in answer.Notes.Take(20)) Console.WriteLine($"note: {note}");
    }

    private static void Equilibrium(ExtensiveGame game, EpisodeEquilibrium e, int number)
    {
        string payoffs = string.Join(", ", game.Players.Select((name, i) => $"{name} {(e.ExactPayoffs is { } exact ? EpisodeWords.Number(exact[i]) : e.Payoffs[i].ToString("g8", CultureInfo.InvariantCulture))}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{number}. {payoffs}   {e.Status.ToString().ToLowerInvariant()}, regret {e.Regret:0.0e+0}; {string.Join("; ", e.Methods)}"));
        Strategies(e.Profile);
        if (e.Refinements.Count == 0) return;
        string kept = string.Join(", ", e.Refinements.Where(r => r.Verdict == Verdict.Kept).Select(r => EpisodeWords.Standard(r.Refinement)));
        if (kept.Length > 0) Console.WriteLine($"   kept by {kept}");
        foreach (var r in e.Refinements.Where(r => r.Verdict is Verdict.Dropped or Verdict.Undecided))
            Console.WriteLine($"   {(r.Verdict == Verdict.Dropped ? "dropped" : "undecided")} by {EpisodeWords.Standard(r.Refinement)}: {r.Reason}");
        foreach (var belief in (e.Beliefs ?? []).Where(b => b.Chances.Count > 1))
            Console.WriteLine($"   belief at {EpisodeWords.Belief(game, belief)}");
    }

    private static void Strategies(StrategyProfile profile)
    {
        foreach (string line in EpisodeWords.Strategies(profile).Take(MostSets)) Console.WriteLine($"   {line}");
    }
}
