using System.Text.Json;
using Tumen.Model;
using Tumen.Report;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>What `solve` writes for machines.</summary>
internal static class SolveJson
{
    /// <summary>One equilibrium, what was tried and, when asked, what was proved.</summary>
    public static byte[] One(Arguments a, string file, LogitMarkovEquilibrium e, SolveReport report, ProvenBounds? proved, Enclosure? enclosed) =>
        Document(a, file, w =>
        {
            Body(w, e);
            w.WriteStartArray("tried");
            foreach (string line in report.Tried)
            {
                w.WriteStringValue(line);
            }

            w.WriteEndArray();
            if (proved is not null)
            {
                w.WriteStartObject("proved");
                ResultsJson.Number(w, "regret", proved.Regret);
                if (!double.IsNaN(proved.Residual))
                {
                    ResultsJson.Number(w, "residual", proved.Residual);
                }

                ResultsJson.Number(w, "valueError", proved.ValueError);
                w.WriteBoolean("strictlyPure", proved.StrictlyPure);
                w.WriteEndObject();
            }

            if (enclosed is not null)
            {
                w.WriteStartObject("enclosed");
                w.WriteBoolean("proved", enclosed.Proved);
                if (enclosed.Proved)
                {
                    ResultsJson.Number(w, "strategyRadius", enclosed.StrategyRadius);
                    ResultsJson.Number(w, "valueRadius", enclosed.ValueRadius);
                    if (double.IsFinite(enclosed.SmallestMargin))
                    {
                        ResultsJson.Number(w, "margin", enclosed.SmallestMargin);
                    }
                }

                w.WriteNumber("equations", enclosed.Equations);
                w.WriteString("explanation", enclosed.Explanation);
                w.WriteEndObject();
            }

            if (report.Path is { } path)
            {
                w.WriteStartArray("path");
                foreach (var point in path.Points)
                {
                    w.WriteStartArray();
                    w.WriteNumberValue(point.Parameter);
                    w.WriteNumberValue(point.Gain);
                    w.WriteStringValue(point.Kind.ToString());
                    w.WriteEndArray();
                }

                w.WriteEndArray();
            }
        });

    /// <summary>Many equilibria.</summary>
    public static byte[] Many(Arguments a, string file, EquilibriumSet set) => Document(a, file, w =>
    {
        w.WriteNumber("starts", set.Starts);
        w.WriteNumber("failures", set.Failures);
        w.WriteBoolean("pureIsComplete", set.PureIsComplete);
        w.WriteString("caveat", set.Caveat);
        w.WriteStartArray("equilibria");
        foreach (var found in set.Found)
        {
            w.WriteStartObject();
            w.WriteNumber("basin", found.Basin);
            w.WriteNumber("index", found.Index);
            w.WriteString("reachedBy", string.Join("; ", found.ReachedBy));
            Body(w, found.Equilibrium);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    });

    /// <summary>A game that ends, period by period.</summary>
    public static byte[] Periods(Arguments a, string file, HorizonResult result) => Document(a, file, w =>
    {
        w.WriteString("status", result.Status.ToString());
        ResultsJson.Number(w, "residual", result.Residual);
        ResultsJson.Number(w, "regret", result.Regret);
        w.WriteStartArray("periods");
        foreach (var e in result.Periods)
        {
            w.WriteStartObject();
            Body(w, e);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    });

    private static byte[] Document(Arguments a, string file, Action<Utf8JsonWriter> body)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "solve", [(a.Shown(file), Files.Hash(file))], a.Seed, StudyRunner.Version);
            body(w);
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Body(Utf8JsonWriter w, LogitMarkovEquilibrium e)
    {
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
        if (!double.IsNaN(e.Certificate.Share))
        {
            ResultsJson.Number(w, "regretShare", e.Certificate.Share);
        }

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
}
