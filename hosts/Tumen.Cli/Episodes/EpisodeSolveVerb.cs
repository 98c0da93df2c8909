using System.Diagnostics;
using System.Globalization;
using Tumen.Episodes;

namespace Tumen.Cli;

/// <summary>`tumen solve` for episodes: every equilibrium with its certificate, one method, or quantal response at a precision.</summary>
internal static class EpisodeSolveVerb
{
    private const int Shown = 12, Drawn = 20;

    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a game to solve");
        foreach (string foreign in new[] { "--theory", "--values", "--tolerance" })
            if (a.Has(foreign)) throw new UsageException($"{foreign} belongs to games that repeat; {file} is played once");
        var clock = Stopwatch.StartNew();
        Continuation? afterwards = null;
        if (a.Text("--continuation") is { } longGame)
        {
            afterwards = LongGame.Solve(longGame, cancel);
            if (afterwards is null) return 1;
        }

        if (EpisodeSource.Read(file, afterwards) is not { } source) return 2;
        source.PrintRemarks(a);
        if (PerfectRecall.FindViolation(source.Tree) is { } violation)
        {
            Console.Error.WriteLine($"error: {file} cannot be solved: {violation.Message}");
            return 2;
        }

        double read = clock.Elapsed.TotalSeconds;
        var answer = Solve(a, source);
        if (answer is null) return 2;
        double solved = clock.Elapsed.TotalSeconds - read;
        byte[] json = EpisodeJson.Write(source, answer, [.. new[] { file, a.Text("--records"), a.Text("--continuation") is { } wanted ? LongGame.FileOf(wanted) : null }.OfType<string>().Select(name => (a.Shown(name), Files.Hash(name)))], a.Seed, afterwards?.Name);
        if (a.Json) Output.Json(json);
        else if (afterwards is not null) Console.WriteLine($"afterwards the long game {afterwards.Name} goes on; its discounted values are in the payoffs");
        if (!a.Json) EpisodeText.Print(source, answer, a.Has("--all") ? int.MaxValue : Shown);
        if (a.Text("--out") is { } folder)
        {
            WriteFolder(folder, source, answer, json);
            RunFile.Write(folder, a, ("read", read), ("solve", solved));
        }

        return answer.Equilibria.Any(e => e.Status is SolveStatus.Exact or SolveStatus.Certified) || answer.Quantal is { Residual: < 1e-8 } ? 0 : 1;
    }

    private static EpisodeAnswer? Solve(Arguments a, EpisodeSource source)
    {
        int limit = new EpisodeOptions().MaximumMethodQuantalActions;
        if ((a.Has("--records") || a.Has("--precision")) && source.Tree.ActionCount > limit)
            throw new UsageException($"quantal response is for trees of at most {limit} actions; this one has {source.Tree.ActionCount}");
        if (a.Text("--records") is { } plays)
        {
            if (PlayCounts.Read(plays, source.Tree) is not { } counts) return null;
            var estimate = AgentQuantalResponse.Estimate(source.Tree, counts);
            return EpisodeAnswer.At(estimate.Point, estimate);
        }

        if (a.Number("--precision") is { } precision)
        {
            if (precision < 0) throw new UsageException("--precision must be 0 or more");
            if (double.IsFinite(precision))
            {
                try
                {
                    return EpisodeAnswer.At(AgentQuantalResponse.At(source.Tree, precision), null);
                }
                catch (InvalidOperationException e)
                {
                    Console.Error.WriteLine($"error: {e.Message}");
                    return new EpisodeAnswer([], false, -1, [e.Message], "quantal", null, null);
                }
            }
        }

        string? name = a.Text("--method") ?? (a.Has("--precision") ? "quantal" : null);
        if (name is null)
        {
            var options = a.Has("--all")
                ? new EpisodeOptions { MaximumCells = 200_000, MaximumVertices = 400_000, MaximumRefined = 2_000, Supports = new SupportOptions() }
                : new EpisodeOptions();
            var all = EpisodeSolver.Solve(source.Tree, options);
            return new EpisodeAnswer(all.Equilibria, all.Complete, all.Components, all.Notes, "all that fit", null, null);
        }

        if (EpisodeMethods.Find(name) is not { } method) throw new UsageException($"there is no method `{name}`; known are {string.Join(", ", EpisodeMethods.Names)}");
        var one = source.Table is { } table ? EpisodeMethods.Solve(table, method) : EpisodeMethods.Solve(source.Tree, method);
        if (one.Refused is { } why) throw new UsageException($"{name}: {why}");
        return new EpisodeAnswer(EpisodeSolver.Evaluate(source.Tree, one.Profiles), one.Complete, -1, one.Notes, name, null, null);
    }

    private static void WriteFolder(string folder, EpisodeSource source, EpisodeAnswer answer, byte[] json)
    {
        Output.WriteFile(folder, "solve.json", json);
        Output.WriteFile(folder, "tree.svg", Output.Utf8(GameTreeSvg.Draw(source.Tree)));
        for (int k = 0; k < Math.Min(Drawn, answer.Equilibria.Count); k++)
            Output.WriteFile(folder, string.Create(CultureInfo.InvariantCulture, $"equilibrium-{k + 1}.svg"), Output.Utf8(GameTreeSvg.Draw(source.Tree, answer.Equilibria[k].Profile, answer.Equilibria[k].Beliefs)));
        if (answer.Quantal is { } point) Output.WriteFile(folder, "quantal.svg", Output.Utf8(GameTreeSvg.Draw(source.Tree, point.Profile)));
    }
}

/// <summary>What `tumen solve` found out about an episode.</summary>
/// <param name="Equilibria">With certificates.</param>
/// <param name="Complete">All (extreme) equilibria are listed.</param>
/// <param name="Components">Connected sets, −1 if unknown.</param>
/// <param name="Notes">What stayed open.</param>
/// <param name="Method">How.</param>
/// <param name="Quantal">Quantal response at one precision, if that was asked.</param>
/// <param name="Estimate">The precision estimated from play, if that was asked.</param>
internal sealed record EpisodeAnswer(IReadOnlyList<EpisodeEquilibrium> Equilibria, bool Complete, int Components, IReadOnlyList<string> Notes, string Method, QuantalPoint? Quantal, QuantalEstimate? Estimate)
{
    public static EpisodeAnswer At(QuantalPoint point, QuantalEstimate? estimate) => new([], false, -1, [], "agent quantal response", point, estimate);
}
