using System.Runtime.CompilerServices;
using Tumen.Model;

namespace Tumen.Docs.Tests;

/// <summary>The library's page shows a program; it is the one that runs here.</summary>
public class LibraryTests
{
    private static string Here([CallerFilePath] string here = "") => here;

    private static string Readme => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Tumen.Games", "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_example_of_the_library_is_what_runs_here()
    {
        string own = File.ReadAllText(Here()).ReplaceLineEndings("\n").Replace("said.WriteLine", "Console.WriteLine", StringComparison.Ordinal);
        string shown = Readme.Split("```csharp\n")[1].Split("\n```")[0].Split("using Tumen;\n\n")[1].Replace("File.ReadAllText(\"record.csv\")", "record", StringComparison.Ordinal);
        Assert.Contains(string.Join('\n', shown.Split('\n').Select(l => l.Length == 0 ? l : "        " + l)), own, StringComparison.Ordinal);
        Assert.InRange(shown.Split('\n').Length, 10, 32);
    }

    [Fact]
    public void The_example_solves_and_fits()
    {
        var rows = new List<string> { "period,client,patron,warmth" };
        for (int t = 0; t < 60; t++)
        {
            rows.Add($"{2000 + (t / 12)}-{(t % 12) + 1:00},{(t % 3 == 0 ? "provoke" : "hold")},{(t % 4 == 0 ? "reward" : "ignore")},{(t % 5 < 3 ? "cold" : "warm")}");
        }

        string record = string.Join('\n', rows) + "\n";
        var said = new StringWriter();
        var game = Game.Parse("""
            game "Client and patron", month by month
            player client may provoke, hold
            player patron may reward, ignore
            situation warmth cold | warm starts cold
            next warmth rises 0.6 if patron plays reward falls 0.4 if client plays provoke
            client loses risk if client plays provoke
            client gains aid * warmth
            patron loses price if patron plays reward
            patron loses fear if client plays provoke
            estimate every weight, prior normal(0, 1)
            assume discount 0.9, choice precision 1
            """);

        var solution = game.Solve("base", new Dictionary<string, double> { ["risk"] = 1, ["aid"] = 2, ["price"] = 0.5, ["fear"] = 1 });
        said.WriteLine($"certified: {solution.Certified}");
        foreach (string situation in solution.Situations)
        {
            said.WriteLine($"{situation}: client provokes with chance {solution.Chance("client", "provoke", situation):0.000}");
        }

        var fit = game.Fit(record, priors: true);
        foreach (var weight in fit.Estimates)
        {
            said.WriteLine($"{weight.Parameter.Name} = {weight.Value:0.00} (z {weight.Z:0.0})");
        }

        Assert.True(solution.Certified);
        Assert.Equal(["aid", "fear", "price", "risk"], fit.Estimates.Where(e => e.Parameter.Kind == Tumen.Estimation.ParameterKind.Weight).Select(e => e.Parameter.Name).Order());
        Assert.All(solution.Situations, s => Assert.Equal(1, solution.Chance("client", "provoke", s) + solution.Chance("client", "hold", s), 1e-12));
        // Provoking costs a weight of 1 and warmth that the client enjoys: rarer than a half, and rarest when it is warm.
        Assert.InRange(solution.Chance("client", "provoke", "warmth: warm"), 0.01, 0.4);
        Assert.Contains("certified: True", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_said_with_what_there_is()
    {
        var game = Game.Parse("game \"g\", month by month\nplayer a may x, y\nsituation s low | high starts low\nnext s rises 0.5 if a plays x falls 0.5 if a plays y\na gains w if a plays x\nestimate every weight, prior normal(0, 1)\nassume discount 0.9, choice precision 1\n");
        Assert.Contains("base", Assert.Throws<ArgumentException>(() => game.Solve("nobody")).Message, StringComparison.Ordinal);
        Assert.Contains("`v`", Assert.Throws<ArgumentException>(() => game.Solve("base", new Dictionary<string, double> { ["v"] = 1 })).Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => Game.Parse("game \"g\", month by month\nplayer a may\n"));
    }
}
