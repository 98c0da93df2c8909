using System.Text.Json;
using Tumen.Report;
using Tumen.Scenarios;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen cards`.</summary>
internal static class CardsVerb
{
    private const int Most = 27;

    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a study, or a .game");
        int most = a.Count("--most", Most, 100_000);
        var played = PlayedTheories.Of(a, file, all: false, cancel);
        int player = played.Player(a);
        var adviser = played.Leading;
        var all = MoveCards.Of(adviser, player);
        MoveCard[] cards = [.. all.Take(most)];
        if (a.Json)
        {
            Output.Json(Json(a, file, played, player, adviser, cards, all.Length));
        }
        else
        {
            var moves = played.Game.Players[player].Moves;
            var table = new TextTable().AddColumns([.. adviser.Kept.Select(v => played.Game.Situations[v].Name), "has seen", .. moves, $"share of {played.Game.Period}s"]);
            foreach (var card in cards)
            {
                table.AddRow([.. card.Levels.Select(l => played.Game.Situations[l.Situation].Levels[l.Level]), card.Seen.Length == 0 ? "–" : card.Seen, .. moves.Select((_, m) => MoveCardPage.Throw(card.Upto, m)), MoveCardPage.Share(card.Share)]);
            }

            table.Write();
            Console.WriteLine(MoveCardPage.Introduction(played.Game, player, adviser.Name, [.. cards], all.Length));
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "cards.html", Output.Utf8(MoveCardPage.Html(played.Game, player, adviser.Name, [.. cards], all.Length)));
            if (!a.Quiet)
            {
                Console.Error.WriteLine($"{Path.Combine(folder, "cards.html")}: {cards.Length} cards to print, nine on a sheet");
            }
        }

        return 0;
    }

    private static byte[] Json(Arguments a, string file, PlayedTheories played, int player, Adviser adviser, MoveCard[] cards, int of)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "cards", File.Exists(file) ? [(file, Files.Hash(file))] : [], a.Seed, StudyRunner.Version);
            w.WriteString("theory", adviser.Name);
            w.WriteString("player", played.Game.Players[player].Name);
            w.WriteNumber("of", of);
            w.WriteStartArray("cards");
            foreach (var card in cards)
            {
                w.WriteStartObject();
                w.WriteStartObject("situation");
                foreach (var (situation, level) in card.Levels)
                {
                    w.WriteString(played.Game.Situations[situation].Name, played.Game.Situations[situation].Levels[level]);
                }

                w.WriteEndObject();
                w.WriteString("seen", card.Seen);
                w.WriteStartObject("chances");
                for (int m = 0; m < card.Chances.Length; m++)
                {
                    ResultsJson.Number(w, played.Game.Players[player].Moves[m], card.Chances[m]);
                }

                w.WriteEndObject();
                ResultsJson.Number(w, "share", card.Share);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }
}
