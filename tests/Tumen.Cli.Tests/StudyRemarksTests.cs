using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tumen.Cli.Tests;

/// <summary>What a user of `tumen study` sees where a theory and the record do not fit together.</summary>
public sealed class StudyRemarksTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    private string Study(string theories, string weights, string compare, IEnumerable<string>? rows = null)
    {
        _cli.Write("a.game", $"""
            game "Small", month by month
            player client   may provoke, hold
            player patron   may maintain, reward
            first client moves, then patron
            situation warmth  cold | close
            next warmth  becomes close 0.6 if patron plays reward
                         becomes cold 0.4 if patron plays maintain
            client  loses risk if client plays provoke
            patron  loses price if patron plays reward
            theory "fear" [Someone 2001] patron gains fear if patron plays reward and client plays provoke
            {theories}
            estimate every weight, prior normal(0, 1)
            {weights}
            assume discount 0.9
            """);
        _cli.Write("record.csv", "period,client,patron,warmth\n" + string.Concat((rows ?? Rows()).Select((r, t) => string.Create(CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{1 + (t % 12):00},{r}\n"))));
        return _cli.Write("a.study", $"study \"Does fear pay?\"\ngame \"a.game\"\nrecords \"record.csv\"\ncompare {compare}\n");
    }

    private static IEnumerable<string> Rows()
    {
        bool warm = false;
        for (int t = 0; t < 96; t++)
        {
            bool provoke = t % 3 == 1, reward = t % 4 == 2 || t % 6 == 1;
            yield return $"{(provoke ? "provoke" : "hold")},{(reward ? "reward" : "maintain")},{(warm ? "close" : "cold")}";
            warm = reward ? warm || t % 5 != 0 : warm && t % 5 < 3;
        }
    }

    // The table's row of a theory, cells between blanks.
    private static string Row(string text, string theory) => text.Split('\n').First(l => l.TrimStart().StartsWith(theory, StringComparison.Ordinal));

    [Fact]
    public void A_theory_that_cannot_be_fitted_is_named_with_a_remedy_and_the_others_are_ranked()
    {
        string study = Study("theory \"horror\" [Nobody 2000] patron loses horror if patron plays reward", "fix horror = 900", "base, \"fear\", \"horror\"");
        var (exit, text, error) = _cli.Run("study", study, "--out", "out", "--quiet", "--threads", "1");
        Assert.True(exit == 0, error);
        Assert.Contains("horror: cannot be fitted: in 2000-02 a move of the record has chance zero; lower the weight, fixed or bounded, that makes the move impossible", text, StringComparison.Ordinal);
        Assert.Matches(@"horror\s+0\s+–\s+–\s+–\s+–\s+–", Row(text, "horror"));
        Assert.Matches(@"fear\s+3\s+-\d", Row(text, "fear"));
        Assert.Contains("One of three theories has no probability, and the others' are among themselves: horror cannot be fitted", text, StringComparison.Ordinal);
        Assert.Contains("horror (cannot be fitted: in 2000-02 a move of the record has chance zero)", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_cli.Folder, "out", "results.json")));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("theories")[2].GetProperty("posteriorProbability").ValueKind);
        Assert.Contains("<b>cannot be fitted</b>: in 2000-02 a move of the record has chance zero", File.ReadAllText(Path.Combine(_cli.Folder, "out", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_never_enters_and_what_it_does_to_the_tests()
    {
        string study = Study("theory \"dead\" [Nobody 2000] patron gains dead if client plays provoke and client plays hold", "", "base, \"fear\", \"dead\"");
        var (exit, text, error) = _cli.Run("study", study, "--out", "out", "--quiet", "--threads", "1");
        Assert.True(exit == 0, error);
        Assert.Contains("dead: dead changes no choice in any situation that the record visits; check the condition of its payoff term; assume a value, or drop it", text, StringComparison.Ordinal);
        Assert.Matches(@"dead\s+3.*0\.\d+\*", Row(text, "dead"));
        Assert.Contains("Sizes that this record cannot show, because no move would differ: dead changes no choice of this record (dead)", text, StringComparison.Ordinal);
        Assert.Contains("<td colspan=3>no test: dead: not identified: dead changes no choice of this record</td>", File.ReadAllText(Path.Combine(_cli.Folder, "out", "appendices.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_one_row_is_fitted_and_tells_nothing()
    {
        string study = Study("", "", "base, \"fear\"", ["provoke,reward,cold"]);
        var (exit, text, error) = _cli.Run("study", study, "--out", "out", "--quiet", "--threads", "1");
        Assert.True(exit == 0, error);
        Assert.Contains("every theory: the record's moves are 2, in 1 period: no more than there are parameters to learn from them", text, StringComparison.Ordinal);
        Assert.Contains("every theory: the record never shows warmth close", text, StringComparison.Ordinal);
        Assert.Contains("The record cannot say", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), l => l.Contains("never shows warmth close", StringComparison.Ordinal));
    }

    [Fact]
    public void A_study_of_impossible_theories_ends_with_exit_1_and_its_reason()
    {
        string study = Study("", "", "base, \"fear\"", ["hold,maintain,cold", "hold,maintain,close", "hold,reward,close", "provoke,maintain,cold", "hold,maintain,cold", "hold,maintain,close"]);
        var (exit, text, error) = _cli.Run("study", study, "--out", "out", "--quiet", "--threads", "1");
        Assert.True(exit == 1, error);
        Assert.Contains("every theory: cannot be fitted: the laws give the step from 2000-01 to the next period chance zero; give the law of the situation that moved a small chance", text, StringComparison.Ordinal);
        Assert.Contains("No theory can be ranked: every theory cannot be fitted", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_cli.Folder, "out", "results.json")));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("answer").GetProperty("best").ValueKind);
        Assert.Contains("No theory can be ranked", File.ReadAllText(Path.Combine(_cli.Folder, "out", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_says_before_any_fit_which_weight_changes_no_choice_and_explain_tells_why()
    {
        string study = Study("theory \"dead\" [Nobody 2000] patron gains dead if client plays provoke and client plays hold", "", "base, \"fear\", \"dead\"");
        var (exit, text, error) = _cli.Run("check", study);
        Assert.True(exit == 0, error);
        Assert.Contains("3 theories", text, StringComparison.Ordinal);
        Assert.Contains("review R220: before any fit, in \"dead\": dead changes no choice of any record", error, StringComparison.Ordinal);
        Assert.Contains("help: drop the weight, or mend the condition of its payoff", error, StringComparison.Ordinal);
        Assert.DoesNotContain("in \"fear\"", error, StringComparison.Ordinal);
        var story = _cli.Run("explain", "R220");
        Assert.Equal(0, story.Exit);
        Assert.StartsWith("R220: weights that move no choice", story.Out, StringComparison.Ordinal);
    }

    // What a text contradicts in itself is wrong input, said before anything is computed.
    [Fact]
    public void A_prior_far_outside_its_bound_is_refused_with_its_place()
    {
        string study = Study("", "", "base, \"fear\"");
        _cli.Write("a.game", File.ReadAllText(Path.Combine(_cli.Folder, "a.game")).Replace("estimate every weight, prior normal(0, 1)", "estimate every weight, prior normal(0, 1); at least 0: fear\nprior of fear normal(-40, 1)", StringComparison.Ordinal));
        var (exit, _, error) = _cli.Run("study", study, "--out", "out", "--quiet");
        Assert.Equal(2, exit);
        Assert.Contains("error G237: the prior of `fear` lies outside its bounds", error, StringComparison.Ordinal);
        Assert.Contains("help: move the bound, or the mean of the prior", error, StringComparison.Ordinal);
    }
}
