using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tumen.Model;
using Tumen.Estimation.Once;
using Tumen.Record;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen fit` and `tumen solve` for games played once that are written in the language with errors.</summary>
internal static class OnceVerb
{
    /// <summary>Estimates a theory of a game from a table of plays.</summary>
    public static int Fit(string file, GameModel game, IReadOnlyList<string> theories, string csv, Func<PlayTable> read, Arguments a)
    {
        int exit = 0;
        foreach (string theory in theories)
        {
            var clock = Stopwatch.StartNew();
            var plays = read();
            if (!a.Quiet && theory == theories[0])
            {
                Output.Diagnostics(plays.Remarks, Path.GetDirectoryName(csv));
            }

            var estimation = OnceEstimation.Of(plays, theory);
            double seconds = clock.Elapsed.TotalSeconds;
            var built = Built(estimation);
            if (a.Text("--at") is { } given)
            {
                exit |= FitAt.Tell(a, [built.Crisis is { } record ? FitAt.Of(theory, record, estimation.Names, given) : FitAt.Of(theory, estimation.Likelihood!, estimation.Names, given)], [(csv, Files.Hash(csv)), (given, Files.Hash(given))]);
                continue;
            }

            var result = estimation.Kind == OnceKind.Signalling ? CrisisRun.Fit(built, a, estimation.Names, () => FirstStage(estimation, a.Text("--first-stage"), csv)) : MaximumLikelihoodOf(estimation, built, a);
            result = result with
            {
                File = csv,
                Title = theory == "base" ? game.Name : $"{game.Name}: {theory}",
                Formula = file,
                Options = new StrategicOptions(game.Once!.Errors == ErrorLaw.Normal ? ChoiceLink.Probit : ChoiceLink.Logit, game.Once.PrivateInformation ? ShockSource.PrivateInformation : ShockSource.Agent),
                Seed = a.Seed,
                ReadSeconds = seconds,
                FitSeconds = clock.Elapsed.TotalSeconds - seconds,
                DroppedLines = [.. estimation.Table.Dropped],
                Methods = [.. result.Methods.Select(m => m with { Fit = m.Fit with { Names = estimation.Names } })],
            };
            byte[] json = StrategicOutput.Json(result);
            if (a.Json)
            {
                Output.Json(json);
            }
            else
            {
                StrategicOutput.Print(result);
            }

            if (a.Text("--out") is { } folder)
            {
                Output.WriteFile(folder, theories.Count == 1 ? "fit.json" : $"fit-{theory.Replace(' ', '-')}.json", json);
                RunFile.Write(folder, a, ("read", result.ReadSeconds), ("fit", result.FitSeconds));
            }

            Publishing.Strategic(a, result, theories.Count == 1 ? null : $"-{theory.Replace(' ', '-')}");

            exit |= result.Methods.All(m => m.Fit.Status == EstimationStatus.Converged) ? 0 : 1;
        }

        return exit;
    }

    private static StrategicResult MaximumLikelihoodOf(OnceEstimation estimation, BuiltModel built, Arguments a)
    {
        foreach (string option in (string[])["--method", "--first-stage"])
        {
            if (a.Has(option))
            {
                throw new UsageException($"{option} is for signalling games, in which a player moves twice under private information; this one is fitted by maximum likelihood");
            }
        }

        bool posterior = a.Has("--posterior");
        ILogLikelihood likelihood = posterior ? new NormalPriors(estimation.Likelihood!, estimation.Priors) : estimation.Likelihood!;
        IEstimator estimator = posterior ? new PosteriorMode(estimation.Likelihood!, estimation.Priors) : new MaximumLikelihood(likelihood);
        var fit = estimator.Estimate(new EstimationOptions(Starts: StrategicVerb.WholeNumber(a, "--starts", 8, 1, 10_000), Seed: a.Seed, From: GivenValues.Over(a, estimation.Names, likelihood.Start)));
        ProfileReport? profile = a.Has("--profile") && fit.Status == EstimationStatus.Converged ? ProfileIntervals.Run(likelihood, fit.Estimate, fit.ErrorsOf(StandardErrorKind.Hessian).Values) : null;
        int replications = StrategicVerb.WholeNumber(a, "--bootstrap", 0, 0, 10_000_000);
        BootstrapReport? bootstrap = replications >= 2 && fit.Status == EstimationStatus.Converged ? Bootstrap.Run(likelihood, fit.Estimate, replications, a.Seed, null) : null;
        return new StrategicResult(built, [new StrategicMethod(posterior ? "posterior mode" : "ML", fit, profile, bootstrap, [.. FitAdvice.About(built, fit)], FitAdvice.Weak(likelihood, fit), null, null)]) { Predicted = Predicted(estimation, [.. fit.Estimate]) };
    }

    /// <summary>Mean fitted chance of every outcome; empty where the tree is not walked.</summary>
    private static double[] Predicted(OnceEstimation estimation, double[] weights)
    {
        if (estimation.Likelihood is not TreeGame tree)
        {
            return [];
        }

        var sums = new double[estimation.Table.Outcomes.Length];
        for (int row = 0; row < tree.Rows; row++)
        {
            double[] leaves = tree.LeafChances(weights, row);
            for (int o = 0; o < sums.Length; o++)
            {
                sums[o] += estimation.Table.Leaves[o].Sum(l => leaves[l]);
            }
        }

        return [.. sums.Select(s => s / tree.Rows)];
    }

    private static BuiltModel Built(OnceEstimation estimation)
    {
        var table = estimation.Table;
        double[] seen = [.. estimation.OutcomeOrder.Select(o => table.Counts.Sum(c => c[o]))];
        IReadOnlyList<int> kept = [.. Enumerable.Range(0, table.Rows)];
        BuiltEquation[] equations = [.. estimation.Columns.Columns.Where(c => c.Weight >= 0).GroupBy(c => c.Weight).OrderBy(g => g.Key).Select(g =>
            new BuiltEquation(estimation.Columns.Names[g.Key], g.First().Player + 1, [(estimation.Columns.Names[g.Key], g.First().Values)]))];
        var model = estimation.Kind switch { OnceKind.Signalling => StrategicModel.Crisis, OnceKind.Ultimatum => StrategicModel.Ultimatum, _ => StrategicModel.Egame12 };
        bool single = estimation.Kind == OnceKind.Recursive && table.Counts.All(c => c.Sum() == 1);
        return new BuiltModel(model, estimation.Likelihood, estimation.Crisis, kept, [.. table.Dropped], [.. estimation.OutcomeOrder.Select(o => table.Outcomes[o])], seen, equations, null,
            single ? [.. table.Counts.Select(c => Array.IndexOf(c, 1.0))] : []);
    }

    private static (double[] Resist, double[] Firm) FirstStage(OnceEstimation estimation, string? columns, string csv)
    {
        if (columns is null)
        {
            return estimation.Crisis!.Shares();
        }

        string[] names = columns.Split(',', StringSplitOptions.TrimEntries);
        var table = CsvTable.Read(StudyFolder.ReadBytes(csv, csv, CsvTable.SizeLimit), csv);
        if (names.Length != 2 || names.Any(n => table.Column(n) < 0))
        {
            throw new UsageException($"--first-stage is `{columns}`; expected two columns of {csv}, the chance that the second player resists and that the first stands firm");
        }

        var lines = estimation.Table.Lines.ToHashSet();
        double[] Chances(string name) => [.. table.Rows.Where(r => lines.Contains(r.Line)).Select(r => double.TryParse(r.Cells[table.Column(name)], NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && x is > 0 and < 1
            ? x : throw new UsageException($"{csv}, line {r.Line}: `{name}` is `{r.Cells[table.Column(name)]}`; expected a chance strictly between 0 and 1"))];
        return (Chances(names[0]), Chances(names[1]));
    }

    /// <summary>Chances of every end of the game at given weights and covariates.</summary>
    public static int Solve(string file, GameModel game, Arguments a)
    {
        string theory = a.Text("--theory") ?? "base";
        var given = GivenValues.Read(a);
        var values = GivenValues.Covariates(game, given, null);
        // One row, of which nothing is seen but the covariates.
        string header = string.Join(',', game.Players.Select(p => p.Name).Concat(values.Keys).Concat(game.GroupColumns)), cells = string.Join(',', game.Players.Select((p, i) => i == game.Once!.Offer ? "0" : p.Moves[0])
            .Concat(values.Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))).Concat(game.GroupColumns.Select(_ => "given")));
        var estimation = OnceEstimation.Of(PlayTable.From(CsvTable.Parse($"{header}\n{cells}\n", file), game with { Once = game.Once! with { Outcomes = [] } }), theory);
        if (estimation.Kind == OnceKind.Ultimatum)
        {
            throw new UsageException("an offer has a density, not a chance: fit it to a table with `tumen fit`");
        }

        double[] weights = [.. estimation.Names.Select(n => given.TryGetValue(n, out double x) ? x : game.Weights.FirstOrDefault(w => w.Name == n) is { } w ? w.Fixed ?? (w.Prior is Prior.Normal p ? Math.Clamp(p.Mean, w.Lower, w.Upper) : 0) : 0)];
        var names = estimation.Table.Outcomes;
        ImmutableArray<OnceSolution> solutions = estimation.Kind == OnceKind.Recursive ? [new OnceSolution(((TreeGame)estimation.Likelihood!).LeafChances(weights, 0), 0)] : SignallingSolutions.Of(estimation, weights);
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "solve", [(file, Files.Hash(file))], a.Seed, StudyRunner.Version);
            w.WriteString("model", game.Name);
            w.WriteStartArray("equilibria");
            foreach (var s in solutions)
            {
                w.WriteStartObject();
                w.WriteNumber("residual", s.Residual);
                w.WriteStartObject("outcomes");
                for (int o = 0; o < names.Length; o++)
                {
                    w.WriteNumber(names[o], s.Outcomes[o]);
                }

                w.WriteEndObject();
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        if (a.Json)
        {
            Output.Json(stream.ToArray());
        }
        else
        {
            var table = new TextTable().AddColumn("outcome");
            for (int s = 0; s < solutions.Length; s++)
            {
                table.AddColumn(solutions.Length == 1 ? "chance" : $"equilibrium {s + 1}");
            }

            for (int o = 0; o < names.Length; o++)
            {
                int at = o;
                table.AddRow([(names[o]), .. solutions.Select(s => s.Outcomes[at].ToString("0.000000", CultureInfo.InvariantCulture))]);
            }

            table.Write();
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "solve.json", stream.ToArray());
        }

        return 0;
    }
}
