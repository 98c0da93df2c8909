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

    /// <summary>More lines for the study, so that every page has something to show.</summary>
    public const string Rich = """
        records  "strict" "events.csv" coded by "strict.codebook", 2000-01 to 2009-12
        also assume "longer sight" discount 0.98
        leave out "the first years" 2000-01 to 2001-12
        placebo  "the other way round" "events.csv" coded by "placebo.codebook", 2000-01 to 2009-12
        foretell "the last years" 2008-01 to 2009-12
        power    3 records of each theory
        what if  "no threats"   defang provoke of client
        what if  "a tired patron"   discount of patron 0.8; weight price times 2; from 2009-06; for 12 months
        episode  "a stand-off" "stand-off.game" in 2005-05
        """;

    private const string StandOff = """
        game "A stand-off", once
        player client   may push, hold   as signal
        player patron   may yield, stand
        client is strong | weak, known to client, prior 1/3 strong
        first client moves, then patron
        patron sees signal
        client  gains 2 if patron plays yield
                loses 1 if client is weak and signal is push
        patron  loses 1 if patron plays yield
                loses 3 if client is strong and patron plays stand
        """;

    /// <summary>Writes the study with <see cref="Rich"/> into a new folder.</summary>
    public static string WriteRich()
    {
        string folder = Write();
        File.AppendAllText(Path.Combine(folder, "small.study"), Rich + "\n");
        File.WriteAllText(Path.Combine(folder, "stand-off.game"), StandOff + "\n");
        File.WriteAllText(Path.Combine(folder, "strict.codebook"), Codebook.Replace("any tests", "at least 2 tests", StringComparison.Ordinal).Replace("\"Small\"", "\"Strict\"", StringComparison.Ordinal) + "\n");
        File.WriteAllText(Path.Combine(folder, "placebo.codebook"), Codebook.Replace("actor is N", "actor is X", StringComparison.Ordinal).Replace("actor is C", "actor is N", StringComparison.Ordinal).Replace("actor is X", "actor is C", StringComparison.Ordinal) + "\n");
        return folder;
    }

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
