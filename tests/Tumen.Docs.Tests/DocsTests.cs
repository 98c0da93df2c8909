using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Tumen.Language;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.Docs.Tests;

/// <summary>What the documents show is read by the program they describe.</summary>
public partial class DocsTests
{
    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static IEnumerable<string> Blocks(string file, string kind) =>
        Block().Matches(File.ReadAllText(Path.Combine(Root(), file)).ReplaceLineEndings("\n")).Where(m => m.Groups[1].Value == kind).Select(m => m.Groups[2].Value);

    private static void Sound<T>(Parsed<T> parsed)
        where T : class => Assert.True(parsed.Value is not null, string.Join("\n", parsed.Diagnostics.Select(d => Diagnostics.Render(d, null))));

    // docs/language.md is one game cut into pieces; Tumen.Language.Tests puts it together and reads it.
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/leverage.md")]
    public void Games_in_the_documents_are_sound(string file)
    {
        Assert.NotEmpty(Blocks(file, "game"));
        foreach (string text in Blocks(file, "game"))
        {
            Sound(GameFile.Parse(text, file));
            string once = Formatter.Format(text, file).Value!;
            Assert.Equal(once, Formatter.Format(once, file).Value);
        }
    }

    // The page solves the leverage cycle by hand; the game it shows, solved, gives the numbers it states.
    [Fact]
    public void The_leverage_page_states_what_its_game_gives()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "leverage.md"));
        var model = GameFile.Parse(Blocks("docs/leverage.md", "game").Single(), "leverage.md").Value!;
        var compiled = ParametricGame.Compile(model, "base");
        var game = compiled.At([.. compiled.Weights.Select(w => w.Fixed!.Value)], []);
        Assert.Equal(ValueConvention.ChoiceErrors, model.Values);
        var e = Tumen.Solve.LogitPath.Follow(game, new Tumen.Solve.PathOptions { Convention = ValueConvention.ChoiceErrors }).Equilibrium;
        double[] calm = [1, 0];
        foreach (var (stated, found) in new[]
        {
            ((22, 45), e.Probability(0, 0, 1)),
            ((7, 72), e.Probability(1, 1, 1)),
            ((77, 711), Tumen.Scenarios.Leverage.Measure(model, e, calm, split: true).Capacity),
            ((77, 621), Tumen.Scenarios.LeverageTable.LongRunCapacity(model, e, calm)),
        })
        {
            Assert.Contains($"{stated.Item1}/{stated.Item2}", page, StringComparison.Ordinal);
            Assert.Equal((double)stated.Item1 / stated.Item2, found, 1e-9);
        }
    }

    [Fact]
    public void The_studies_in_the_repository_are_sound()
    {
        foreach (string folder in Directory.GetDirectories(Path.Combine(Root(), "studies")))
        {
            var study = StudyFolder.Open(folder);
            Assert.True(study.Records.Length >= 1);
            Assert.All(study.Study.Compare, t => ParametricGame.Compile(study.Game, t));
        }
    }

    // Facts of the record that the article rests on, found in the coded months with their events.
    [Fact]
    public void The_record_of_the_first_study_shows_known_months()
    {
        var record = StudyFolder.Open(Path.Combine(Root(), "studies", "china-dprk")).Records[0];
        var unit = record.Table.Units[0];
        var game = record.Table.Game;
        string Move(string month, int player) => game.Players[player].Moves[unit.Moves[unit.Periods.IndexOf(month)][player]];
        Assert.Equal(432, unit.Periods.Length);
        Assert.Equal("rebuff", Move("2013-12", 0));   // Jang Song Thaek is purged
        Assert.Equal("provoke", Move("2006-10", 0));  // first nuclear test
        Assert.Equal("punish", Move("2017-09", 2));   // China votes for resolution 2375
        Assert.Equal("reward", Move("2018-03", 2));   // first Xi-Kim meeting
        Assert.Equal("reach_out", Move("2018-06", 0)); // Singapore
        Assert.NotEmpty(record.Coded!.Sources[unit.Periods.IndexOf("2018-03")][2].Events);
    }

    [Fact]
    public void The_readme_names_the_two_commands()
    {
        string readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        Assert.Contains("dotnet run -c Release --project hosts/Tumen.Cli -- study studies/china-dprk", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test -c Release", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test -c Release", File.ReadAllText(Path.Combine(Root(), ".ci", "run")), StringComparison.Ordinal);
    }

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
