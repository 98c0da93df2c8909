using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Tumen.Fit;
using Tumen.Model;
using Tumen.Record;
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
            return StrategicVerb.Run(strategic, a);
        }

        if (OnceInput.Read(file, a) is { } once)
        {
            return OnceVerb.Fit(file, once.Game, once.Theories, once.Csv, once.Table, a);
        }

        var clock = Stopwatch.StartNew();
        var input = FitInput.Read(file, a);
        var (model, data) = (input.Game, input.Data);
        if (a.Number("--discount") is { } d)
        {
            model = d is >= 0 and < 1 ? model with { Discounts = [.. model.Players.Select(_ => d)] } : throw new UsageException($"--discount is {d}; expected a number in [0, 1)");
        }

        var kind = Kind(a.Text("--estimator") ?? "nfxp");
        double read = clock.Elapsed.TotalSeconds;
        var fitted = new List<FittedFit>();
        foreach (string theory in input.Theories)
        {
            cancel.ThrowIfCancellationRequested();
            fitted.Add(One(model, theory, data, kind, a, cancel));
        }

        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "fit", [.. input.Files.Select(f => (f, Files.Hash(f)))], a.Seed,
                new Dictionary<string, double> { ["read"] = read, ["fit"] = clock.Elapsed.TotalSeconds - read }, StudyRunner.Version);
            if (fitted.Count == 1)
            {
                FitJson.Write(w, fitted[0]);
            }
            else
            {
                w.WriteStartArray("fits");
                foreach (var f in fitted)
                {
                    w.WriteStartObject();
                    FitJson.Write(w, f);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
            }

            w.WriteEndObject();
        }

        if (a.Json)
        {
            Output.Json(stream.ToArray());
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
            Output.WriteFile(folder, "fit.json", stream.ToArray());
        }

        return fitted.All(f => f.Fit?.Status == FitStatus.Converged) ? 0 : 1;
    }

    private static FittedFit One(GameModel model, string theory, ImmutableArray<Sequence> data, EstimatorKind kind, Arguments a, CancellationToken cancel)
    {
        Likelihood likelihood;
        try
        {
            likelihood = new Likelihood(ParametricGame.Compile(model, theory, data[0].Covariates), data);
            foreach (var (unit, values) in Selected.Read(model, theory, a))
            {
                likelihood.Select(unit, values);
            }
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }

        if (Estimators.Refuses(likelihood, kind) is { } why)
        {
            throw new UsageException(why);
        }

        var remarks = FitReview.Before(likelihood, cancel);
        if (remarks.Any(r => r.Stops))
        {
            return new FittedFit(theory, kind, remarks, null, [], [], null);
        }

        var clock = Stopwatch.StartNew();
        var paths = FitPaths.Take(a, likelihood, cancel);
        bool onlyPaths = FitPaths.Asked(a) && a.Text("--starts") is null;
        var given = onlyPaths ? [] : GivenValues.Start(a, likelihood.Parameters);
        var fit = Estimators.Fit(
            likelihood, kind, new FitOptions
            {
                Starts = a.Count("--starts", 8, 10_000), Seed = a.Seed, Paths = paths, ExtraStarts = given,
                OnlyGiven = onlyPaths || (a.Count("--starts", 8, 10_000) == 1 && (!FitPaths.Asked(a) || given.Length > 0)),
                Progress = (at, of, best) =>
                {
                    if (!a.Quiet && at == of)
                    {
                        Console.Error.WriteLine($"{theory}: {of} starts climbed");
                    }
                },
            }, cancel);
        cancel.ThrowIfCancellationRequested();
        double seconds = clock.Elapsed.TotalSeconds;
        remarks = remarks.AddRange(FitReview.After(fit));
        if (fit.Status == FitStatus.Impossible)
        {
            return new FittedFit(theory, kind, remarks, fit, [], [], null) { Seconds = seconds };
        }

        var census = Enumerable.Range(0, likelihood.Parameters.Eras.Length).Select(e => EquilibriumCensus.Take(likelihood, fit.Point, e, seed: a.Seed, cancel: cancel)).ToImmutableArray();
        ImmutableArray<ProfileInterval> profile = [];
        if (a.Has("--profile"))
        {
            profile = [.. Enumerable.Range(0, fit.ParameterCount).Select(j => ProfileLikelihood.Interval(likelihood, fit.Point, j, fit.Estimates[j].Errors.Hessian ?? fit.Estimates[j].Errors.Sandwich ?? 0.5, cancel: cancel))];
        }

        BootstrapResult? bootstrap = null;
        if (a.Text("--bootstrap") is not null)
        {
            var how = likelihood.Data.Length > 1 ? BootstrapKind.Units : BootstrapKind.Parametric;
            bootstrap = Bootstrap.Run(likelihood, fit.Point, how, a.Count("--bootstrap", 200, 1_000_000), a.Seed, threads: a.Threads, cancel: cancel);
        }

        cancel.ThrowIfCancellationRequested();
        return new FittedFit(theory, kind, remarks, fit, census, profile, bootstrap) { Seconds = seconds };
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

/// <summary>What `tumen fit` found about one theory; no fit where a remark stopped it.</summary>
internal sealed record FittedFit(
    string Theory, EstimatorKind Kind, ImmutableArray<FitRemark> Remarks, FitResult? Fit, ImmutableArray<Census> Census, ImmutableArray<ProfileInterval> Profile, BootstrapResult? Bootstrap)
{
    public double Seconds { get; init; }

    public string Status => Fit is null ? "not fitted" : TheoryRunner.Words(Fit.Status);
}
