using System.Globalization;
using System.Text;

namespace Tumen.Workbench.Tests;

/// <summary>A small study that is fitted in seconds: a client that provokes or holds, a patron that rewards or not, ten years.</summary>
internal static class SmallStudy
{
    private const string Game = """
        game "Small", month by month
        player client   may provoke, hold      "the client"
        player patron   may maintain, reward   "the patron"
        first client moves, then patron
        situation warmth  cold | close         "how the patron treats the client"
        next warmth  becomes close warming if patron plays reward
                     becomes cold cooling if patron plays maintain
        client  loses risk if client plays provoke    "cost of provoking"
                gains aid * warmth                     "support is worth having"
        patron  loses price if patron plays reward     "cost of rewarding"
        theory "kin"  patron gains kin * warmth        "closeness is valued"
        theory "fear" [Someone 2001] patron gains fear if patron plays reward and client plays provoke
        estimate every weight, prior normal(0, 1); at least 0: kin, aid
        assume discount 0.95
        concession of patron to client  +1 if patron plays reward
        threats of client  provoke  quiet hold
        """;

    private const string Codebook = """
        codebook "Small" for "small.game"
        events tests   actor is N
        events visits  actor is C
        client plays provoke in a month with any tests
               otherwise hold
        patron plays reward in a month with any visits
               otherwise maintain
        situation warmth is close if any visits in the last 2 months
                  otherwise cold
        """;

    private const string Study = """
        study "Does it hang together?"
        game     "small.game"
        records  "events.csv" coded by "small.codebook", 2000-01 to 2009-12
        compare  base, "kin", "fear" holding out the last 12 months
        watch    "a reward soon" patron plays reward within 3 months
        """;

    /// <summary>Writes the study into a new folder.</summary>
    /// <param name="events">How many events; the months are gone through again and again.</param>
    public static string Write(int events = 160)
    {
        string folder = Directory.CreateTempSubdirectory("tumen-workbench-").FullName;
        File.WriteAllText(Path.Combine(folder, "small.game"), Game + "\n");
        File.WriteAllText(Path.Combine(folder, "small.codebook"), Codebook + "\n");
        File.WriteAllText(Path.Combine(folder, "small.study"), Study + "\n");
        var csv = new StringBuilder("event_id,date,actor,target,kind,description,source\n");
        uint draw = 7;
        for (int k = 0; k < events; k++)
        {
            draw = (draw * 1664525) + 1013904223;
            int month = (int)((draw >> 8) % 120);
            bool test = (draw >> 20) % 3 == 0;
            csv.Append(CultureInfo.InvariantCulture, $"E{k:000000},{2000 + (month / 12)}-{(month % 12) + 1:00}-{1 + (k % 28):00},{(test ? "N" : "C")},{(test ? "U" : "N")},{(test ? "test" : "visit")},event {k} happened,archive {k % 9}\n");
        }

        File.WriteAllText(Path.Combine(folder, "events.csv"), csv.ToString());
        return folder;
    }
}
