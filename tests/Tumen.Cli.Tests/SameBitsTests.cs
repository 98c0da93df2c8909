using System.Security.Cryptography;
using System.Text;
using Tumen.Numerics;
using Tumen.Studies;

namespace Tumen.Cli.Tests;

/// <summary>A study's finished pieces have the same bytes on processors of different kinds.</summary>
public class SameBitsTests
{
    private const string Game = """
        game "Client and patron", month by month
        player client   may provoke, hold
        player patron   may punish, maintain, reward
        first client moves, then patron
        situation presence   low | high
        situation warmth     cold | correct | close    starts correct
        next presence   rises 0.50 if client plays provoke     falls 0.10 if client plays hold
        next warmth     rises warming if patron plays reward   falls 0.40 if patron plays punish
        client   loses risk if client plays provoke
        patron   loses price if patron plays reward
        theory "buffer"        patron loses buffer * presence * lack of warmth
        estimate every weight, prior normal(0, 1); at least 0: buffer
        assume discount 0.95, choice precision 1
        concession of patron to client   +1 if patron plays reward, -1 if patron plays punish
        threats of client                provoke     quiet hold
        """;

    private const string Study = """
        study "Does the patron want a buffer?"
        game     "small.game"
        records  "record.csv"
        compare  base, "buffer" holding out the last 12 months
        what if  "no threats"     defang provoke of client
        """;

    // A record that the laws allow.
    private static string Record()
    {
        var random = new Philox(5, 0);
        var text = new StringBuilder("period,presence,warmth,client,patron\n");
        int presence = 0, warmth = 1;
        for (int t = 0; t < 96; t++)
        {
            bool provokes = random.NextDouble() < 0.3;
            int patron = (int)(random.NextDouble() * 3);
            text.AppendLine($"{2005 + (t / 12)}-{(t % 12) + 1:00},{(presence == 1 ? "high" : "low")},{new[] { "cold", "correct", "close" }[warmth]},{(provokes ? "provoke" : "hold")},{new[] { "punish", "maintain", "reward" }[patron]}");
            double u = random.NextDouble(), v = random.NextDouble();
            presence = provokes ? (u < 0.5 ? 1 : presence) : u < 0.1 ? 0 : presence;
            warmth = patron == 2 && v < 0.5 ? Math.Min(2, warmth + 1) : patron == 0 && v < 0.4 ? Math.Max(0, warmth - 1) : warmth;
        }

        return text.ToString();
    }

    private static Dictionary<string, string> Pieces(params (string Name, string Value)[] processor)
    {
        using var cli = new Cli();
        cli.Write("small.game", Game);
        cli.Write("record.csv", Record());
        cli.Write("small.study", Study);
        var (exit, _, error) = cli.RunOn(processor, "study", "small.study", "--quiet");
        Assert.True(exit == 0, error);
        return Directory.GetFiles(Path.Combine(cli.Folder, "out", "store")).ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(SHA256.HashData(PieceFile.Read(File.ReadAllBytes(f))!.Value.Body)));
    }

    [Fact]
    public void Pieces_of_a_study_are_the_same_without_fused_products_and_wide_registers()
    {
        var here = Pieces();
        Assert.True(here.Count > 3, $"only {here.Count} pieces");
        Assert.Equal(here, Pieces(("DOTNET_EnableFMA", "0"), ("DOTNET_EnableAVX", "0")));
        Assert.Equal(here, Pieces(("DOTNET_EnableAVX512F", "0")));
    }
}
