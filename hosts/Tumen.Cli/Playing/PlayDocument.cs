using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Report;
using Tumen.Scenarios;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>A match as JSON: every period, with what each theory says of it.</summary>
internal sealed record PlayDocument(Arguments Arguments, string File, PlayedTheories Played, Match Match, PeriodNames Names, ImmutableArray<Debriefed> Debrief)
{
    public byte[] Json()
    {
        var game = Played.Game;
        var profiles = Match.Others.Profiles;
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "play", System.IO.File.Exists(File) ? [(File, Files.Hash(File))] : [], Arguments.Seed, StudyRunner.Version);
            w.WriteString("player", game.Players[Match.Player].Name);
            w.WriteString("others", Match.Others.Name);
            w.WriteStartArray("periods");
            for (int t = 0; t < Match.Played.Count; t++)
            {
                var p = Match.Played[t];
                w.WriteStartObject();
                w.WriteString("period", Names[t]);
                w.WriteStartObject("situation");
                for (int k = 0; k < game.Situations.Length; k++)
                {
                    w.WriteString(game.Situations[k].Name, game.Situations[k].Levels[Match.Others.States.Level(p.State, k)]);
                }

                w.WriteEndObject();
                w.WriteStartObject("moves");
                for (int i = 0; i < game.Players.Length; i++)
                {
                    w.WriteString(game.Players[i].Name, game.Players[i].Moves[profiles.Move(p.Profile, i)]);
                }

                w.WriteEndObject();
                w.WriteStartArray("theories");
                foreach (var d in Debrief)
                {
                    w.WriteStartObject();
                    w.WriteString("theory", d.Name);
                    w.WriteString("advice", game.Players[Match.Player].Moves[d.Periods[t].Advice]);
                    ResultsJson.Number(w, "chance", d.Periods[t].Chance);
                    ResultsJson.Number(w, "cost", d.Periods[t].Cost);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteStartArray("theories");
            foreach (var d in Debrief)
            {
                w.WriteStartObject();
                w.WriteString("theory", d.Name);
                ResultsJson.Number(w, "logChance", d.LogChance);
                ResultsJson.Number(w, "cost", d.Cost);
                w.WriteNumber("asAdvised", d.Agreed);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }
}
