using System.Diagnostics;
using System.Globalization;
using Tumen.Model;
using Tumen.Estimation.Once;
using Tumen.Numerics;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen fit egame12 …`: strategic models of the user's own table.</summary>
internal static class StrategicVerb
{
    public static StrategicModel? Model(string word) => word switch
    {
        "egame12" => StrategicModel.Egame12,
        "egame122" => StrategicModel.Egame122,
        "egame123" => StrategicModel.Egame123,
        "ultimatum" => StrategicModel.Ultimatum,
        "crisis" => StrategicModel.Crisis,
        _ => null,
    };

    public static int Run(StrategicModel model, Arguments a)
    {
        Publishing.Check(a);
        string csv = a.Text("--records") ?? throw new UsageException("name the table: --records FILE.csv");
        string formula = a.Text("--formula") ?? throw new UsageException($"give the payoffs: --formula \"outcomes ~ {string.Join(" | ", StrategicSpecification.PayoffNames(model))}\"");
        var options = Options(a);
        var clock = Stopwatch.StartNew();
        var table = CsvTable.Read(StudyFolder.ReadBytes(csv, csv, CsvTable.SizeLimit), csv);
        var data = new DataColumns(table.Columns, [.. table.Rows.Select(r => (IReadOnlyList<string>)r.Cells)]);
        try
        {
            // Errors by clusters rest on rows that name one: the others are left out and counted with those whose cells are missing.
            IReadOnlySet<int>? clustered = model != StrategicModel.Crisis && a.Text("--cluster") is { } groups ? ClusterReview.Named(data, groups) : null;
            var built = StrategicSpecification.Build(model, ModelFormula.Parse(formula), data, options, clustered);
            if (!a.Quiet)
            {
                Output.Diagnostics(TableReview.Of(model, ModelFormula.Parse(formula), data, built).Select(p => Diagnosed(p, table, csv) with { Severity = Severity.Review }), null);
            }

            double read = clock.Elapsed.TotalSeconds;
            if (options.Levels is null && built.Model is not (StrategicModel.Crisis or StrategicModel.Ultimatum) && ModelFormula.Parse(formula).Outcomes.Count == 1 && built.Outcomes.Any(o => !double.TryParse(o, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) && !a.Quiet)
            {
                Console.Error.WriteLine(Screen.Painted($"review: outcomes are taken in alphabetical order, which may not be the model's; say which is which with   --levels {string.Join(",", built.Outcomes)}"));
            }

            if (a.Text("--at") is { } given)
            {
                string name = model.ToString().ToLowerInvariant();
                return FitAt.Tell(a, [model == StrategicModel.Crisis ? FitAt.Of(name, built.Crisis!, [.. new CrisisEquilibriumLikelihood(built.Crisis!, new double[built.Crisis!.Games]).Names], given) : FitAt.Of(name, built.Likelihood!, built.Likelihood!.Names, given)],
                    [(csv, Files.Hash(csv)), (given, Files.Hash(given))]);
            }

            var result = model == StrategicModel.Crisis ? CrisisRun.Fit(built, data, a) : Fit(built, formula, data, a, options);
            result = result with { File = csv, Formula = formula.Trim(), Options = options, Seed = a.Seed, ReadSeconds = read, FitSeconds = clock.Elapsed.TotalSeconds - read, DroppedLines = [.. built.Dropped.Select(r => table.Rows[r].Line)] };
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
                Output.WriteFile(folder, "fit.json", json);
                RunFile.Write(folder, a, ("read", result.ReadSeconds), ("fit", result.FitSeconds));
            }

            Publishing.Strategic(a, result);

            return result.Methods.All(m => m.Fit.Status == EstimationStatus.Converged) ? 0 : 1;
        }
        catch (SpecificationException e)
        {
            throw new BadInputException(e.Problems.Select(p => Diagnosed(p, table, csv)));
        }
    }

    /// <summary>How the model is set up, as the options say.</summary>
    internal static StrategicOptions Options(Arguments a) => new(
        Word(a, "--link", ("probit", ChoiceLink.Probit), ("logit", ChoiceLink.Logit)),
        Word(a, "--shocks", ("agent", ShockSource.Agent), ("private", ShockSource.PrivateInformation)),
        a.Text("--levels")?.Split(',', StringSplitOptions.TrimEntries), a.Number("--most"), a.Text("--scales"));

    internal static int WholeNumber(Arguments a, string option, int otherwise, int least, int most) =>
        a.Number(option) is not { } x ? otherwise
        : x == Math.Floor(x) && x >= least && x <= most ? (int)x
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} is {x}; expected a whole number from {least} to {most}"));

    private static StrategicResult Fit(BuiltModel built, string formula, DataColumns data, Arguments a, StrategicOptions options)
    {
        int starts = WholeNumber(a, "--starts", 8, 1, 10_000), replications = WholeNumber(a, "--bootstrap", 0, 0, 10_000_000);
        ILogLikelihood likelihood = built.Likelihood!;
        var clusters = a.Text("--cluster") is { } column ? ClusterReview.Of(data, column, built.Kept, likelihood.Names.Count) : null;
        var asked = new EstimationOptions(Starts: starts, Seed: a.Seed, Clusters: clusters?.Codes, From: GivenValues.Over(a, likelihood.Names, likelihood.Start));
        NormalPrior? prior = Prior(a);
        if (prior is { } given)
        {
            likelihood = new NormalPriors(likelihood, [.. likelihood.Names.Select(_ => given)]);
        }

        IEstimator estimator = prior is { } every ? new PosteriorMode(built.Likelihood!, [.. likelihood.Names.Select(_ => every)]) : new MaximumLikelihood(likelihood);
        EstimateResult fit = estimator.Estimate(asked);
        ProfileReport? profile = null;
        bool sound = fit.Status == EstimationStatus.Converged;
        for (int round = 0; a.Has("--profile") && sound && round < 5; round++)
        {
            profile = ProfileIntervals.Run(likelihood, fit.Estimate, fit.ErrorsOf(StandardErrorKind.Hessian).Values);
            if (profile.Better is not { } better)
            {
                break;
            }

            // A profile point beat the optimum: start again from it.
            EstimateResult again = estimator.Estimate(asked with { Starts = 1, From = better });
            if (!(again.LogLikelihood + again.LogPrior > fit.LogLikelihood + fit.LogPrior))
            {
                break;
            }

            fit = again with { Optima = [.. again.Optima, .. fit.Optima] };
            profile = null;
        }

        BootstrapReport? bootstrap = replications >= 2 && sound ? Bootstrap.Run(likelihood, fit.Estimate, replications, a.Seed, clusters?.Codes) : null;
        var method = new StrategicMethod(estimator.Name, fit, profile, bootstrap, [.. FitAdvice.About(built, fit), .. clusters?.Says ?? []], FitAdvice.Weak(likelihood, fit), null, null) { Clusters = clusters?.Count };
        return new StrategicResult(built, [method])
        {
            Predicted = Predicted(built, fit),
            Versus = a.Text("--versus") is { } other ? Compare(built, formula, other, data, options, asked) : null,
        };
    }

    /// <summary>`--prior "normal(0, 2.5)"`: one normal prior on every weight; null when not asked for.</summary>
    internal static NormalPrior? Prior(Arguments a)
    {
        if (a.Text("--prior") is not { } text)
        {
            return null;
        }

        string inside = text.Replace(" ", "", StringComparison.Ordinal);
        string[] parts = inside.StartsWith("normal(", StringComparison.Ordinal) && inside.EndsWith(')') ? inside[7..^1].Split(',') : [];
        double deviation = 0;
        return parts.Length == 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double mean) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out deviation)
            && double.IsFinite(mean) && double.IsFinite(deviation) && deviation > 0
            ? new NormalPrior(mean, deviation) : throw new UsageException($"--prior is `{text}`; expected a mean and a standard deviation above 0, as in \"normal(0, 2.5)\"");
    }

    /// <summary>Mean fitted chance of every outcome; empty for offers.</summary>
    private static double[] Predicted(BuiltModel built, EstimateResult fit)
    {
        if (built.AsIf is not { } asIf)
        {
            return [];
        }

        var logs = new double[built.Kept.Count];
        return [.. Enumerable.Range(0, built.Outcomes.Count).Select(k =>
        {
            asIf(k).RowTerms([.. fit.Estimate], logs, []);
            return logs.Average(Elementary.Exp);
        })];
    }

    /// <summary>Fits both formulas to the rows that are complete for both, and compares them there.</summary>
    private static StrategicVersus Compare(BuiltModel built, string formula, string other, DataColumns data, StrategicOptions options, EstimationOptions asked)
    {
        ModelFormula first = ModelFormula.Parse(formula), rival = ModelFormula.Parse(other);
        HashSet<int> both = [.. StrategicSpecification.Build(built.Model, rival, data, options).Kept.Intersect(built.Kept)];
        BuiltModel one = StrategicSpecification.Build(built.Model, first, data, options, both), two = StrategicSpecification.Build(built.Model, rival, data, options, both);
        EstimateResult fit1 = new MaximumLikelihood(one.Likelihood!).Estimate(asked with { Clusters = null }), fit2 = new MaximumLikelihood(two.Likelihood!).Estimate(asked with { Clusters = null });
        return new StrategicVersus(rival.Text, fit1, fit2, FormulaComparison.Of(one, fit1, two, fit2));
    }

    internal static Diagnostic Diagnosed(SpecificationProblem p, CsvTable table, string csv)
    {
        if (p.Row < 0)
        {
            return Diagnostic.Error(p.Code, p.Message, null, Place.None, null, null, p.WaysOut);
        }

        var row = table.Rows[p.Row];
        return Diagnostic.Error(p.Code, p.Message, csv, table.Place(row, Math.Max(0, p.Column is null ? 0 : table.Column(p.Column))), null, null, p.WaysOut);
    }

    private static T Word<T>(Arguments a, string option, params (string Word, T Value)[] words)
    {
        if (a.Text(option) is not { } text)
        {
            return words[0].Value;
        }

        foreach (var (word, value) in words)
        {
            if (word == text)
            {
                return value;
            }
        }

        throw new UsageException($"{option} is `{text}`; expected {string.Join(" or ", words.Select(w => w.Word))}");
    }
}
