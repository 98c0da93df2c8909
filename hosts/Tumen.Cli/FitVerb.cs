using System.Diagnostics;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen fit`.</summary>
internal static class FitVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a .game to fit, or egame12, egame122, egame123, ultimatum or crisis");
        if (StrategicVerb.Model(file) is { } strategic)
        {
            a.Refuse($"is for games that go on, not for {file}", [.. FitCommand.Dynamic.Select(o => o.Name), "--theory"]);
            return StrategicVerb.Run(strategic, a);
        }

        if (OnceInput.Read(file, a) is { } once)
        {
            a.Refuse("is for games that go on; this one is played once", [.. FitCommand.Dynamic.Select(o => o.Name)]);
            return OnceVerb.Fit(file, once.Game, once.Theories, once.Csv, once.Table, a);
        }

        a.Refuse("is for strategic models and games played once; this one goes on", [.. FitCommand.Strategic.Select(o => o.Name)]);
        Publishing.Check(a);
        var clock = Stopwatch.StartNew();
        var input = FitInput.Read(file, a);
        var model = input.Game;
        if (a.Number("--discount") is { } d)
        {
            model = d is >= 0 and < 1 || (d == 1 && model.Clock is not null) ? model with { Discounts = [.. model.Players.Select(_ => d)] } : throw new UsageException($"--discount is {d}; expected a number in [0, 1), or 1 for a game that ends");
        }

        var kind = Kind(a.Text("--estimator") ?? "nfxp");
        double read = clock.Elapsed.TotalSeconds;
        if (a.Text("--at") is { } given)
        {
            return FitAt.Tell(a, [.. input.Theories.Select(t => FitAt.Of(t, Joined(input, model, t, a), given, cancel))], [.. input.Files, (given, Files.Hash(given))]);
        }

        var fitted = new List<TheoryFit>();
        foreach (string theory in input.Theories)
        {
            cancel.ThrowIfCancellationRequested();
            fitted.Add(One(input, model, theory, kind, a, cancel));
        }

        byte[] json = FitJson.Document(fitted, input.Files, a.Seed);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            foreach (var f in fitted)
            {
                FitOutput.Print(f);
            }
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, FitJson.FileName, json);
            RunFile.Write(folder, a, ("read", read), ("fit", clock.Elapsed.TotalSeconds - read));
        }

        Publishing.Fits(a, model.Name, fitted, input.Files);
        return fitted.All(f => f.Fit?.Status == FitStatus.Converged) ? 0 : 1;
    }

    private static TheoryFit One(FitInput input, GameModel model, string theory, EstimatorKind kind, Arguments a, CancellationToken cancel)
    {
        var likelihood = Joined(input, model, theory, a);
        if (Estimators.Refuses(likelihood, kind) is { } why)
        {
            throw new UsageException(why);
        }

        var clock = Stopwatch.StartNew();
        double seconds = 0;
        bool onlyPaths = FitPaths.Asked(a) && a.Text("--starts") is null;
        var ask = new TheoryFitAsk
        {
            Kind = kind, Starts = a.Count("--starts", 8, 10_000), Given = space => onlyPaths ? [] : GivenValues.Start(a, space), Paths = () => FitPaths.Take(a, likelihood, cancel), OnlyGiven = onlyPaths, Profile = a.Has("--profile"), Census = a.Text("--census") != "off", CensusOfUnits = a.Text("--census") == "units",
            UsePrior = a.Has("--posterior"),
            Bootstrap = a.Text("--bootstrap") is null ? null : a.Count("--bootstrap", 200, 10_000_000), Folder = a.Text("--out"), Seed = a.Seed, Threads = a.Threads,
            Of = ResultStore.Key([.. input.Files.Select(f => f.Hash), .. model.Discounts.Select(d => d.ToString("R", CultureInfo.InvariantCulture))]),
        };
        return TheoryFit.Run(theory, likelihood, ask, () => seconds = clock.Elapsed.TotalSeconds, a.Quiet ? null : Console.Error.WriteLine, null, cancel) with { Seconds = seconds };
    }

    private static Likelihood Joined(FitInput input, GameModel model, string theory, Arguments a)
    {
        try
        {
            var likelihood = TheoryFit.Join(model, theory, input.Data);
            foreach (var (unit, values) in Selected.Read(model, theory, a))
            {
                likelihood.Select(unit, values);
            }

            return likelihood;
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static EstimatorKind Kind(string name)
    {
        foreach (var (known, kind) in Estimators.Names)
        {
            if (known == name)
            {
                return kind;
            }
        }

        throw new UsageException($"--estimator is `{name}`; expected {string.Join(", ", Estimators.Names.Select(n => n.Name))}");
    }
}
