using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tumen.Estimation;
using Tumen.Numerics;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen watch`.</summary>
internal static class WatchVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        var study = StudyFolder.Open(a.OneFile("a study folder or .study file"));
        if (study.Study.Watch.IsEmpty)
        {
            throw new UsageException("the study declares no indicators; add lines such as: watch \"a rebuff\" client plays rebuff within 12 months");
        }

        int draws = a.Count("--draws", 20, 1_000_000);
        var fitted = FittedTheories.Of(study, study.Study.Compare, a, cancel);
        var probabilities = PosteriorProbabilities.Of([.. fitted.Select(f => f.Mode.LogMarginalLikelihood ?? double.NaN)]);
        WatchTheory[] theories = [.. fitted.Select((f, k) => new WatchTheory(f.Name, f.Likelihood,
            [.. Enumerable.Range(0, draws).Select(d => Refit.Draw(f.Likelihood.Parameters, f.Mode.Point, f.Mode.Covariance, new Philox(a.Seed, (ulong)((k * 10_000) + d))))], probabilities[k]))];
        if (theories.Length == 0)
        {
            throw new UsageException("no theory of the study can be fitted to its record");
        }

        var unit = FittedTheory.Played(theories[0].Likelihood, a.Text("--unit"));
        if (!a.Quiet && unit.Says is { } says)
        {
            Console.Error.WriteLine($"{says}; another is named by --unit");
        }

        var items = WatchList.Assess(study.Study.Watch, theories, unit.Index, cancel);
        if (a.Json)
        {
            Output.Json(Json(items));
            return 0;
        }

        string N(double x) => double.IsFinite(x) ? x.ToString("0.00", CultureInfo.InvariantCulture) : "–";

        foreach (var item in items)
        {
            Console.WriteLine($"{item.Indicator.Name}: {item.Indicator.Player} plays {string.Join(", ", item.Indicator.Moves)} within {item.Indicator.Within} months after {item.After}");
            Console.WriteLine($"  {item.Says}; expected information {item.Bits.ToString("0.000", CultureInfo.InvariantCulture)} bits");
            var table = new TextTable().AddColumns("theory", "today", "chance [5%, 95%]", "if it happens", "if not", "factor if it happens", "if not");
            foreach (var v in item.Verdicts.OrderByDescending(v => v.Prior))
            {
                table.AddRow((v.Theory), N(v.Prior), ($"{N(v.Chance)} [{N(v.Low)}, {N(v.High)}]"), N(v.IfHappens), N(v.IfNot), N(v.FactorIfHappens), N(v.FactorIfNot));
            }

            table.Write();
        }

        return 0;
    }

    private static byte[] Json(ImmutableArray<WatchItem> items)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            void Number(string name, double x)
            {
                if (double.IsFinite(x))
                {
                    w.WriteNumber(name, x);
                }
                else
                {
                    w.WriteNull(name);
                }
            }

            w.WriteStartArray();
            foreach (var item in items)
            {
                w.WriteStartObject();
                w.WriteString("indicator", item.Indicator.Name);
                w.WriteString("player", item.Indicator.Player);
                w.WriteString("after", item.After);
                w.WriteNumber("within", item.Indicator.Within);
                Number("chance", item.Chance);
                Number("information_nats", item.Information);
                Number("uncertainty_nats", item.Uncertainty);
                w.WriteStartArray("theories");
                foreach (var v in item.Verdicts)
                {
                    w.WriteStartObject();
                    w.WriteString("name", v.Theory);
                    Number("today", v.Prior);
                    Number("chance", v.Chance);
                    Number("low", v.Low);
                    Number("high", v.High);
                    Number("if_happens", v.IfHappens);
                    Number("if_not", v.IfNot);
                    Number("factor_if_happens", v.FactorIfHappens);
                    Number("factor_if_not", v.FactorIfNot);
                    w.WriteNumber("draws", v.Draws);
                    w.WriteNumber("unsolved", v.Unsolved);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        return stream.ToArray();
    }
}
