using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Tumen.Model;
using Tumen.Record;
using Tumen.Report;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen solve`.</summary>
internal static class SolveVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a .game or an sgame.json to solve");
        var clock = Stopwatch.StartNew();
        var convention = a.Text("--values") switch
        {
            null => (ValueConvention?)null,
            "shocks" => ValueConvention.TasteShocks,
            "errors" => ValueConvention.ChoiceErrors,
            var other => throw new UsageException($"--values is `{other}`; expected shocks or errors"),
        };
        double? precision = a.Number("--precision");
        if (precision < 0)
        {
            throw new UsageException("--precision must be 0 or more");
        }

        var (game, ownConvention, ownPrecision) = Compile(file, a.Text("--theory"));
        convention ??= ownConvention;
        precision ??= ownPrecision;
        if (ownPrecision is not null && !a.Quiet)
        {
            Console.Error.WriteLine("weights at their prior means or fixed values; chances likewise");
        }

        double read = clock.Elapsed.TotalSeconds;
        var options = new SolveOptions { Precision = precision ?? 1, Convention = convention ?? ValueConvention.TasteShocks, Tolerance = a.Number("--tolerance") ?? 1e-10 };
        var e = Limit.Solve(game, options, cancel);
        var seconds = new Dictionary<string, double> { ["read"] = read, ["solve"] = clock.Elapsed.TotalSeconds - read };
        byte[] json = Json(a, file, e, seconds);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            Table(e);
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "solve.json", json);
        }

        return e.Status == SolveStatus.Certified ? 0 : e.Status == SolveStatus.Cancelled ? 130 : 1;
    }

    /// <summary>A .game at its prior means, with its own conventions, or the arrays of an sgame.json, which has none.</summary>
    public static (StochasticGame Game, ValueConvention? Convention, double? Precision) Compile(string file, string? theory)
    {
        if (!file.EndsWith(".game", StringComparison.Ordinal))
        {
            return (SGameFile.Read((ReadOnlySpan<byte>)StudyFolder.ReadBytes(file, file, CsvTable.SizeLimit), file), null, null);
        }

        var (model, _) = Files.Game(file);
        theory ??= "base";
        if (theory != "base" && model.FindTheory(theory) is null)
        {
            throw new UsageException($"the game has no theory \"{theory}\"; it has {string.Join(", ", model.Theories.Select(t => $"\"{t.Name}\""))}");
        }

        var parametric = ParametricGame.Compile(model, theory);
        double[] weights = [.. parametric.Weights.Select(w => w.Fixed ?? (w.Prior is Prior.Normal n ? Math.Clamp(n.Mean, w.Lower, w.Upper) : 0))];
        double[] chances = [.. parametric.Chances.Select(c => c.Fixed ?? (c.Prior is Prior.Beta b ? b.A / (b.A + b.B) : 0.2))];
        return (parametric.At(weights, chances), model.Values, model.Precision);
    }

    private static byte[] Json(Arguments a, string file, LogitMarkovEquilibrium e, Dictionary<string, double> seconds)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "solve", [(file, Files.Hash(file))], a.Seed, seconds, StudyRunner.Version);
            w.WriteString("status", e.Status.ToString());
            w.WriteString("convention", e.Convention == ValueConvention.TasteShocks ? "shocks" : "errors");
            if (double.IsInfinity(e.Precision))
            {
                w.WriteString("precision", "inf");
            }
            else
            {
                w.WriteNumber("precision", e.Precision);
            }

            ResultsJson.Number(w, "residual", e.Certificate.Residual);
            ResultsJson.Number(w, "oneShotGain", e.Certificate.OneShotGain);
            ResultsJson.Number(w, "regret", e.Certificate.Regret);
            w.WriteString("method", e.Method);
            w.WriteString("selection", e.Selection);
            w.WriteNumber("iterations", e.Iterations);
            w.WriteStartArray("states");
            var p = e.Game.Profiles;
            var stage = new Stage(p);
            for (int s = 0; s < e.Game.StateCount; s++)
            {
                w.WriteStartObject();
                State(w, e.Game.States, s);
                w.WriteStartObject("strategies");
                for (int i = 0; i < e.Game.PlayerCount; i++)
                {
                    w.WriteStartObject(p.Players[i].Name);
                    for (int m = 0; m < p.Moves(i); m++)
                    {
                        w.WriteNumber(p.Players[i].Moves[m], e.MarginalProbability(stage, s, i, m));
                    }

                    w.WriteEndObject();
                }

                w.WriteEndObject();
                if (p.Histories.Any(h => h > 1))
                {
                    After(w, e, s);
                }

                w.WriteStartObject("values");
                for (int i = 0; i < e.Game.PlayerCount; i++)
                {
                    ResultsJson.Number(w, p.Players[i].Name, e.Values[i][s]);
                }

                w.WriteEndObject();
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    // In games with turns: what a later mover does after each history.
    private static void After(Utf8JsonWriter w, LogitMarkovEquilibrium e, int s)
    {
        var p = e.Game.Profiles;
        w.WriteStartObject("after");
        for (int i = 0; i < e.Game.PlayerCount; i++)
        {
            for (int h = 0; h < p.Histories[i] && p.Histories[i] > 1; h++)
            {
                w.WriteStartObject($"{p.Players[i].Name} after {p.HistoryName(i, h)}");
                for (int m = 0; m < p.Moves(i); m++)
                {
                    w.WriteNumber(p.Players[i].Moves[m], e.Probability(s, i, m, h));
                }

                w.WriteEndObject();
            }
        }

        w.WriteEndObject();
    }

    private static void State(Utf8JsonWriter w, StateSpace states, int s)
    {
        if (states.Situations.Length == 1 && states.Situations[0].Name == "state")
        {
            w.WriteString("state", states.Name(s));
            return;
        }

        w.WriteStartObject("state");
        for (int v = 0; v < states.Situations.Length; v++)
        {
            w.WriteString(states.Situations[v].Name, states.Situations[v].Levels[states.Level(s, v)]);
        }

        w.WriteEndObject();
    }

    private static void Table(LogitMarkovEquilibrium e)
    {
        var p = e.Game.Profiles;
        var stage = new Stage(p);
        var table = new Table().Border(TableBorder.Simple).AddColumn("situation");
        for (int i = 0; i < e.Game.PlayerCount; i++)
        {
            table.AddColumn(Markup.Escape($"{p.Players[i].Name}: {string.Join(" / ", p.Players[i].Moves)}"));
        }

        const int Shown = 60;
        for (int s = 0; s < Math.Min(Shown, e.Game.StateCount); s++)
        {
            var cells = new List<string> { Markup.Escape(e.Game.States.Name(s)) };
            for (int i = 0; i < e.Game.PlayerCount; i++)
            {
                cells.Add(string.Join(" / ", Enumerable.Range(0, p.Moves(i)).Select(m => e.MarginalProbability(stage, s, i, m).ToString("0.000", CultureInfo.InvariantCulture))));
            }

            table.AddRow([.. cells]);
        }

        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? 170 : AnsiConsole.Profile.Width;
        AnsiConsole.Write(table);
        if (e.Game.StateCount > Shown)
        {
            Console.WriteLine($"… and {e.Game.StateCount - Shown} more situations; --json or --out for all");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{e.Status}: precision {e.Precision}, residual {e.Certificate.Residual:0.0e+0}, one-shot gain {e.Certificate.OneShotGain:0.0e+0}, regret {e.Certificate.Regret:0.0e+0}; {e.Method}, {e.Iterations} steps; {e.Selection}"));
    }
}
