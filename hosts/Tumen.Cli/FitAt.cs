using System.Globalization;
using System.Text.Json;
using Tumen.Estimation;
using Tumen.Estimation.Once;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`fit --at FILE`: the likelihood and its gradient at given values, in place of a maximum.</summary>
/// <param name="Theory">Theory or model.</param>
/// <param name="Values">Value and derivative by parameter.</param>
/// <param name="LogLikelihood">Natural logarithm; NaN where the record is impossible there.</param>
/// <param name="Moves">The part owed to moves; null for games played once.</param>
/// <param name="Residual">Largest equilibrium residual; null where nothing is solved.</param>
internal sealed record FitAt(string Theory, IReadOnlyList<(string Name, double Value, double Gradient)> Values, double LogLikelihood, double? Moves, double? Residual)
{
    /// <summary>Evaluates a theory of a game that goes on.</summary>
    /// <exception cref="UsageException">A name unknown or missing, or no equilibrium there.</exception>
    public static FitAt Of(string theory, Likelihood likelihood, string file, CancellationToken cancel)
    {
        string[] names = [.. likelihood.Parameters.Free.Select(p => p.Name)];
        double[] x = Point(names, file, theory);
        var e = likelihood.Evaluate(x, true, cancel);
        return e.Solved ? new FitAt(theory, Pairs(names, x, e.Gradient), e.LogLikelihood, e.Moves, e.Residual) : throw new UsageException($"no equilibrium was found at the values of {file}");
    }

    /// <summary>Evaluates a model of a table.</summary>
    public static FitAt Of(string model, ILogLikelihood likelihood, IReadOnlyList<string> names, string file)
    {
        double[] x = Point(names, file, null), gradient = new double[names.Count];
        double log = likelihood.Evaluate(x, [], gradient, []);
        return new FitAt(model, Pairs(names, x, gradient), log, null, null);
    }

    /// <summary>Evaluates crisis games, each in its likeliest equilibrium.</summary>
    public static FitAt Of(string model, CrisisRecord record, IReadOnlyList<string> names, string file)
    {
        double[] x = Point(names, file, null), gradient = new double[names.Count];
        var (anchor, _) = new CrisisCmle(record).Likeliest(x);
        double log = new CrisisEquilibriumLikelihood(record, anchor).Evaluate(x, [], gradient, []);
        return new FitAt(model, Pairs(names, x, gradient), log, null, null);
    }

    /// <summary>Prints evaluations, or writes their document.</summary>
    public static int Tell(Arguments a, IReadOnlyList<FitAt> all, IEnumerable<(string Name, string Hash)> inputs)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "fit", inputs, a.Seed, StudyRunner.Version);
            w.WriteStartArray("at");
            foreach (var at in all)
            {
                w.WriteStartObject();
                w.WriteString("theory", at.Theory);
                ResultsJson.Number(w, "logLikelihood", at.LogLikelihood);
                ResultsJson.Number(w, "moves", at.Moves);
                ResultsJson.Number(w, "residual", at.Residual);
                w.WriteStartArray("parameters");
                foreach (var (name, value, gradient) in at.Values)
                {
                    w.WriteStartObject();
                    w.WriteString("name", name);
                    ResultsJson.Number(w, "value", value);
                    ResultsJson.Number(w, "gradient", gradient);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
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
            all.ToList().ForEach(Print);
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "fit-at.json", stream.ToArray());
        }

        return all.All(at => double.IsFinite(at.LogLikelihood)) ? 0 : 1;
    }

    private static void Print(FitAt at)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at.Theory}: log-likelihood {at.LogLikelihood:0.000000}{(at.Moves is { } moves ? $" ({moves:0.000000} from moves)" : "")} at the values given"));
        var table = new TextTable().AddColumns("parameter", "value", "gradient");
        table.Columns.Skip(1).ToList().ForEach(c => c.RightAligned());
        foreach (var (name, value, gradient) in at.Values)
        {
            table.AddRow(name, value.ToString("G6", CultureInfo.InvariantCulture), gradient.ToString("G6", CultureInfo.InvariantCulture));
        }

        table.Write();
    }

    private static (string, double, double)[] Pairs(IReadOnlyList<string> names, double[] x, double[] gradient) => [.. names.Select((n, k) => (n, x[k], gradient[k]))];

    private static double[] Point(IReadOnlyList<string> names, string file, string? theory)
    {
        var given = GivenValues.FromFile(file, theory);
        if (given.Keys.FirstOrDefault(k => !names.Contains(k)) is { } strange)
        {
            throw new UsageException($"there is no parameter `{strange}` to estimate; there are {string.Join(", ", names)}{Language.Suggestion.Ask(strange, names)}");
        }

        return [.. names.Select(n => given.TryGetValue(n, out double x) ? x : throw new UsageException($"{file} says nothing of `{n}`; --at needs a value for each of {string.Join(", ", names)}"))];
    }
}
