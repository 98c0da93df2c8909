using Tumen.Estimation;
using Tumen.Estimation.Once;
using Tumen.Model;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen predict`.</summary>
internal static class PredictVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a .game, a study, or egame12, egame122, egame123, ultimatum or crisis");
        return StrategicVerb.Model(file) is { } model ? OfTable(model, a) : OfGame(file, a, cancel);
    }

    /// <summary>Values by name as <c>--at</c> gives them, in its order.</summary>
    internal static IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Given(Arguments a)
    {
        var given = new List<(string, IReadOnlyList<string>)>();
        foreach (string part in a.Text("--at")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            int equals = part.IndexOf('=');
            string[] values = equals < 1 ? [] : part[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string name = equals < 1 ? part : part[..equals].Trim();
            if (values.Length == 0)
            {
                throw new UsageException($"--at has `{part}`; expected NAME=X or NAME=X,Y");
            }

            if (given.Any(g => g.Item1 == name))
            {
                throw new UsageException($"--at names `{name}` twice; give all its values at once: {name}=X,Y");
            }

            given.Add((name, values));
        }

        return given;
    }

    /// <summary>Every combination, the last name running fastest; one empty case without any name.</summary>
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Cases(IReadOnlyList<(string Name, IReadOnlyList<string> Values)> given)
    {
        if (given.Aggregate(1.0, (n, g) => n * g.Values.Count) > 10_000)
        {
            throw new UsageException("--at makes more than 10,000 cases; name fewer values");
        }

        List<Dictionary<string, string>> cases = [new()];
        foreach (var (name, values) in given)
        {
            cases = [.. cases.SelectMany(c => values.Select(v => new Dictionary<string, string>(c) { [name] = v }))];
        }

        return cases;
    }

    private static int OfTable(StrategicModel model, Arguments a)
    {
        a.Refuse("is for games that go on", "--theory", "--unit", "--posterior");
        string csv = a.Text("--records") ?? throw new UsageException("name the table: --records FILE.csv");
        string text = a.Text("--formula") ?? throw new UsageException($"give the payoffs: --formula \"outcomes ~ {string.Join(" | ", StrategicSpecification.PayoffNames(model))}\"");
        var options = StrategicVerb.Options(a);
        var table = CsvTable.Read(StudyFolder.ReadBytes(csv, csv, CsvTable.SizeLimit), csv);
        var data = new DataColumns(table.Columns, [.. table.Rows.Select(r => (IReadOnlyList<string>)r.Cells)]);
        try
        {
            var formula = ModelFormula.Parse(text);
            var built = StrategicSpecification.Build(model, formula, data, options, a.Text("--cluster") is { } groups ? ClusterReview.Named(data, groups) : null);
            var (fit, kind) = Fit(model, built, data, a);
            var of = new Predictions(model, formula, data, options, built, fit, kind);
            var profiles = Cases(Given(a)).Select(c => (Case: c, Profile: of.Profile(c))).ToArray();
            int draws = a.Text("--draws") is null ? 0 : Math.Max(100, a.Count("--draws", 0, 1_000_000));
            var rows = profiles.SelectMany(p => Rows(p.Case, draws == 0 ? of.Chances(p.Profile) : of.Drawn(p.Profile, draws, a.Seed))).ToArray();
            var slopes = (a.Text("--slope")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
                .SelectMany(column => profiles.SelectMany(p => of.MarginalEffect(column, p.Profile).Select(e => new PredictedRow(p.Case, column, 0, e.Outcome, e.Value, e.Error, e.Lower, e.Upper)))).ToArray();
            if (a.Has("--change") && profiles.Length < 2)
            {
                throw new UsageException("--change compares cases; name two with --at, as in --at x=0,1");
            }

            var changes = a.Has("--change") ? profiles.Skip(1).SelectMany(p => of.Change(profiles[0].Profile, p.Profile).Select(e => new PredictedRow(p.Case, "", 0, e.Outcome, e.Value, e.Error, e.Lower, e.Upper))).ToArray() : [];
            bool sound = fit.Status == EstimationStatus.Converged;
            PredictOutput.Write(a, new PredictedTables($"{StrategicOutput.Name(model)}: {formula.Text}", "outcome", [(csv, Files.Hash(csv))], rows, slopes, changes, sound ? [] : [$"the fit did not converge ({fit.Status.ToString().ToLowerInvariant()}): do not trust these numbers"]));
            return sound ? 0 : 1;
        }
        catch (SpecificationException e)
        {
            throw new BadInputException(e.Problems.Select(p => StrategicVerb.Diagnosed(p, table, csv)));
        }
    }

    private static (EstimateResult Fit, StandardErrorKind Kind) Fit(StrategicModel model, BuiltModel built, DataColumns data, Arguments a)
    {
        if (model == StrategicModel.Crisis)
        {
            var methods = CrisisRun.Fit(built, data, a).Methods;
            var best = methods[^1];
            return (best.Fit, StrategicErrors.Of(a, best));
        }

        var clusters = a.Text("--cluster") is { } column ? ClusterReview.Of(data, column, built.Kept, built.Likelihood!.Names.Count) : null;
        var asked = new EstimationOptions(Starts: StrategicVerb.WholeNumber(a, "--starts", 8, 1, 10_000), Seed: a.Seed, Clusters: clusters?.Codes);
        IEstimator estimator = StrategicVerb.Prior(a) is { } prior ? new PosteriorMode(built.Likelihood!, [.. built.Likelihood!.Names.Select(_ => prior)]) : new MaximumLikelihood(built.Likelihood!);
        var fit = estimator.Estimate(asked);
        return (fit, StrategicErrors.Of(a, new StrategicMethod(estimator.Name, fit, null, null, [], [], null, null) { Clusters = clusters?.Count }));
    }

    private static IEnumerable<PredictedRow> Rows(IReadOnlyDictionary<string, string> at, IReadOnlyList<IReadOnlyList<Prediction>> equilibria) =>
        equilibria.SelectMany((list, e) => list.Select(p => new PredictedRow(at, "", equilibria.Count > 1 ? e + 1 : 0, p.Outcome, p.Value, p.Error, p.Lower, p.Upper)));

    private static int OfGame(string file, Arguments a, CancellationToken cancel)
    {
        a.Refuse("is for models of a table", "--formula", "--link", "--shocks", "--levels", "--most", "--scales", "--cluster", "--prior", "--slope", "--change", "--errors");
        var input = FitInput.Read(file, a);
        if (input.Theories.Count != 1)
        {
            throw new UsageException($"name one theory with --theory: {string.Join(", ", input.Theories)}");
        }

        string theory = input.Theories[0];
        var (levels, covariates) = Split(input.Game, Given(a));
        Likelihood likelihood;
        try
        {
            likelihood = TheoryFit.Join(input.Game, theory, input.Data);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }

        var played = FittedTheory.Played(likelihood, a.Text("--unit"));
        var fitted = TheoryFit.Run(theory, likelihood, new TheoryFitAsk { Starts = a.Count("--starts", 8, 10_000), UsePrior = a.Has("--posterior"), Seed = a.Seed, Threads = a.Threads }, say: a.Quiet ? null : Console.Error.WriteLine, cancel: cancel);
        if (fitted.Fit is not { Equilibria.IsEmpty: false } fit)
        {
            foreach (var r in fitted.Remarks)
            {
                Console.Error.WriteLine($"{theory}: {r.Says}; {r.Remedy}");
            }

            return 1;
        }

        var predictions = new MovePredictions(likelihood, fit, played.Name, a.Count("--draws", 200, 100_000), a.Seed + 1000);
        var situations = input.Game.Situations;
        var cases = levels.Count > 0 || covariates.Count > 0 ? Cases([.. levels, .. covariates])
            : [.. situations.SelectMany(s => s.Levels.Select(l => new Dictionary<string, string> { [s.Name] = l })).DefaultIfEmpty(new Dictionary<string, string>())];
        var rows = new List<PredictedRow>();
        int failed = 0;
        foreach (var one in cases)
        {
            var held = one.Where(p => situations.Any(s => s.Name == p.Key)).ToDictionary(p => p.Key, p => situations.First(s => s.Name == p.Key).Levels.IndexOf(p.Value));
            var set = one.Where(p => !held.ContainsKey(p.Key)).ToDictionary(p => p.Key, p => double.Parse(p.Value, System.Globalization.CultureInfo.InvariantCulture));
            rows.AddRange(predictions.At(held, set, out int lost, cancel).Select(m => new PredictedRow(one, m.Player, 0, m.Move, m.Value, m.Error, m.Low, m.High)));
            failed += lost;
        }

        string[] remarks =
        [
            $"averages over {Words.Count(predictions.Months, "period")} of {(played.Name.Length > 0 ? played.Name : "the record")}", .. failed > 0 ? [$"at {Words.Count(failed, "draw")} the game could not be solved with a certificate; the intervals are of the others"] : Array.Empty<string>(),
            .. fit.Status == FitStatus.Converged ? [] : (string[])[$"the fit ended so: {fitted.Status}"], .. fit.Identification.Weak.Select(w => $"not identified: {w.Says}"),
        ];
        PredictOutput.Write(a, new PredictedTables($"{input.Game.Name}: {theory}", "move", input.Files, rows, [], [], remarks));
        return fit.Status is FitStatus.Converged or FitStatus.AtGuard ? 0 : 1;
    }

    // Situations with levels that they have, covariates with numbers; anything else is told with what there is.
    private static (IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Levels, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Covariates) Split(
        GameModel game, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> given)
    {
        foreach (var (name, values) in given)
        {
            if (game.Situations.FirstOrDefault(s => s.Name == name) is { } situation)
            {
                if (values.FirstOrDefault(v => !situation.Levels.Contains(v)) is { } strange)
                {
                    throw new UsageException($"--at has {name}={strange}; {name} is {CommandLine.Listed([.. situation.Levels])}");
                }
            }
            else if (game.Covariates.All(c => c.Name != name))
            {
                throw Arguments.Unknown("the game", "situation or covariate", name, game.Situations.Select(s => s.Name).Concat(game.Covariates.Select(c => c.Name)));
            }
            else if (values.FirstOrDefault(v => !double.TryParse(v, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double x) || !double.IsFinite(x)) is { } word)
            {
                throw new UsageException($"--at has {name}={word}; expected a number");
            }
        }

        return ([.. given.Where(g => game.Situations.Any(s => s.Name == g.Name))], [.. given.Where(g => game.Situations.All(s => s.Name != g.Name))]);
    }
}
