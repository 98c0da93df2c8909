using System.Globalization;
using System.Text;
using Tumen.Numerics;

namespace Tumen.WorkbenchBench;

/// <summary>A study whose game has 320 situations that all matter to every theory, so that nothing is dropped before solving: what a large relationship would ask of a slider.</summary>
internal static class Wide
{
    private const int Months = 240;

    private const string Game = """
        game "Wide", month by month
        player client   may provoke, hold, reach_out
        player rival    may press, hold, engage
        player patron   may punish, maintain, reward
        first client moves, then rival, then patron
        situation arsenal    none | begun | tested | ready | deployed
        situation presence   away | near | close | massed
        situation warmth     cold | cool | correct | close
        situation talks      off | low | high | summit
        next arsenal    rises build if client plays provoke    falls 0.05 if client plays reach_out
        next presence   rises 0.40 if rival plays press        falls 0.30 if rival plays engage
        next warmth     rises warming if patron plays reward   falls 0.40 if patron plays punish
        next talks      rises 0.40 if client plays reach_out   falls 0.30 if client plays provoke
        client   loses risk if client plays provoke
                 loses effort if client plays reach_out
                 gains shield * arsenal
                 loses siege * presence
                 gains aid * warmth
                 gains opening * talks
        rival    loses cost if rival plays press
                 loses face if rival plays engage
                 loses threat * arsenal if rival plays hold
                 gains calm * talks
        patron   loses price if patron plays reward
                 loses rupture if patron plays punish
                 loses unrest * presence
                 gains standing * talks
        theory "kin"      patron gains kin * warmth
        theory "buffer"   patron loses buffer * presence * lack of warmth
        estimate every weight, prior normal(0, 1)
        assume discount 0.95, choice precision 1
        concession of patron to client   +1 if patron plays reward, -1 if patron plays punish
        threats of client                provoke     quiet hold
        """;

    private const string Study = """
        study "How fast is a wide game?"
        game     "wide.game"
        records  "record.csv"
        compare  base, "kin", "buffer" holding out the last 12 months
        """;

    /// <summary>Writes the study into a new folder, which the caller deletes.</summary>
    public static string Write()
    {
        string folder = Directory.CreateTempSubdirectory("tumen-wide-").FullName;
        File.WriteAllText(Path.Combine(folder, "wide.game"), Game + "\n");
        File.WriteAllText(Path.Combine(folder, "wide.study"), Study + "\n");
        string[][] moves = [["provoke", "hold", "reach_out"], ["press", "hold", "engage"], ["punish", "maintain", "reward"]];
        string[][] levels = [["none", "begun", "tested", "ready", "deployed"], ["away", "near", "close", "massed"], ["cold", "cool", "correct", "close"], ["off", "low", "high", "summit"]];
        int[] at = [0, 0, 2, 0];
        var random = new Philox(1, 1);
        var csv = new StringBuilder("period,client,rival,patron,arsenal,presence,warmth,talks\n");
        for (int t = 0; t < Months; t++)
        {
            int[] played = [.. moves.Select(m => Math.Min(m.Length - 1, (int)(random.NextDouble() * m.Length)))];
            csv.Append(CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{(t % 12) + 1:00},{moves[0][played[0]]},{moves[1][played[1]]},{moves[2][played[2]]},{string.Join(',', at.Select((l, v) => levels[v][l]))}\n");
            // A step of at most one level, in the direction that the laws allow.
            int[] step = [played[0] == 0 ? 1 : played[0] == 2 ? -1 : 0, played[1] == 0 ? 1 : played[1] == 2 ? -1 : 0, played[2] == 2 ? 1 : played[2] == 0 ? -1 : 0, played[0] == 2 ? 1 : played[0] == 0 ? -1 : 0];
            for (int v = 0; v < at.Length; v++)
            {
                at[v] = random.NextDouble() < 0.3 ? Math.Clamp(at[v] + step[v], 0, levels[v].Length - 1) : at[v];
            }
        }

        File.WriteAllText(Path.Combine(folder, "record.csv"), csv.ToString());
        return folder;
    }
}
