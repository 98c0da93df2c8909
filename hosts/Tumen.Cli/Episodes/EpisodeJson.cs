using System.Text.Json;
using Tumen.Episodes;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>An episode's solution for a program: names, not indices; floating numbers and exact fractions side by side.</summary>
internal static class EpisodeJson
{
    public static byte[] Write(EpisodeSource source, EpisodeAnswer answer, IReadOnlyList<(string Name, string Hash)> inputs, ulong seed, string? continuation)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            var game = source.Tree;
            w.WriteStartObject();
            ResultsJson.Head(w, "solve", inputs, seed, StudyRunner.Version);
            w.WriteString("game", game.Title);
            w.WriteString("kind", source.Table is null ? "tree" : "table");
            if (continuation is not null) w.WriteString("continuation", continuation);
            w.WriteString("method", answer.Method);
            w.WriteBoolean("complete", answer.Complete);
            if (answer.Components >= 0) w.WriteNumber("components", answer.Components);
            w.WriteStartArray("notes");
            foreach (string note in answer.Notes) w.WriteStringValue(note);
            w.WriteEndArray();
            if (answer.Quantal is { } point) Quantal(w, point, answer.Estimate);
            w.WriteStartArray("equilibria");
            foreach (var e in answer.Equilibria) Equilibrium(w, game, e);
            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Quantal(Utf8JsonWriter w, QuantalPoint point, QuantalEstimate? estimate)
    {
        w.WriteStartObject("quantal");
        ResultsJson.Number(w, "precision", point.ChoicePrecision);
        ResultsJson.Number(w, "residual", point.Residual);
        if (estimate is not null)
        {
            ResultsJson.Number(w, "logLikelihood", estimate.LogLikelihood);
            ResultsJson.Number(w, "standardError", estimate.StandardError);
            w.WriteBoolean("atEndOfBranch", estimate.AtEnd);
        }

        Strategies(w, "strategies", point.Profile, exact: false);
        w.WriteEndObject();
    }

    private static void Equilibrium(Utf8JsonWriter w, ExtensiveGame game, EpisodeEquilibrium e)
    {
        w.WriteStartObject();
        w.WriteString("status", e.Status.ToString());
        ResultsJson.Number(w, "regret", e.Regret);
        w.WriteStartObject("payoffs");
        for (int i = 0; i < game.Players.Count; i++) ResultsJson.Number(w, game.Players[i], e.Payoffs[i]);
        w.WriteEndObject();
        if (e.ExactPayoffs is { } exact)
        {
            w.WriteStartObject("exactPayoffs");
            for (int i = 0; i < game.Players.Count; i++) w.WriteString(game.Players[i], exact[i].ToString());
            w.WriteEndObject();
        }

        Strategies(w, "strategies", e.Profile, exact: false);
        if (e.Profile.Exact is not null) Strategies(w, "exactStrategies", e.Profile, exact: true);
        w.WriteStartArray("ends");
        foreach (var end in e.Ends)
        {
            w.WriteStartObject();
            w.WriteString("end", end.Label);
            ResultsJson.Number(w, "chance", end.Probability);
            if (end.Exact is { } fraction) w.WriteString("exact", fraction.ToString());
            w.WriteEndObject();
        }

        w.WriteEndArray();
        Beliefs(w, game, e);
        w.WriteStartArray("refinements");
        foreach (var r in e.Refinements)
        {
            w.WriteStartObject();
            w.WriteString("standard", EpisodeWords.Standard(r.Refinement));
            w.WriteString("verdict", EpisodeWords.Word(r.Verdict));
            w.WriteString("reason", r.Reason);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        if (e.Component >= 0) w.WriteNumber("component", e.Component);
        w.WriteStartArray("methods");
        foreach (string method in e.Methods) w.WriteStringValue(method);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Beliefs(Utf8JsonWriter w, ExtensiveGame game, EpisodeEquilibrium e)
    {
        if (e.Beliefs is not { } beliefs) return;
        w.WriteStartArray("beliefs");
        foreach (var belief in beliefs.Where(b => b.Chances.Count > 1))
        {
            var set = game.InformationSets[belief.InformationSet];
            w.WriteStartObject();
            w.WriteString("at", EpisodeWords.SetName(game, set));
            w.WriteBoolean("onPath", belief.OnPath);
            w.WriteStartObject("chances");
            for (int m = 0; m < belief.Chances.Count; m++) w.WriteString(game.PathTo(set.Members[m]), belief.Chances[m].ToString());
            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void Strategies(Utf8JsonWriter w, string name, StrategyProfile profile, bool exact)
    {
        var game = profile.Game;
        w.WriteStartObject(name);
        for (int i = 0; i < game.Players.Count; i++)
        {
            w.WriteStartObject(game.Players[i]);
            foreach (var set in game.InformationSets.Where(set => set.Player == i))
            {
                w.WriteStartObject(EpisodeWords.SetName(game, set));
                for (int a = 0; a < set.Actions.Count; a++)
                {
                    if (exact) w.WriteString(set.Actions[a], profile.Exact![set.FirstAction + a].ToString());
                    else ResultsJson.Number(w, set.Actions[a], profile.Probability(set, a));
                }

                w.WriteEndObject();
            }

            w.WriteEndObject();
        }

        w.WriteEndObject();
    }
}
