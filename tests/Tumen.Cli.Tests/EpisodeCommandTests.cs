using System.Globalization;
using System.Xml.Linq;

namespace Tumen.Cli.Tests;

/// <summary>Episodes from the command line, end to end.</summary>
public sealed class EpisodeCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    private static string Signal => Cli.Catalog("e1-realignment-signal/e1-realignment-signal.efg");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void Solving_a_tree_lists_the_informative_equilibrium_and_its_babbling_twin()
    {
        var answer = _cli.Json("solve", Signal, "--out", _cli.Path_("out"));
        Assert.Equal("solve", answer.GetProperty("verb").GetString());
        Assert.True(answer.GetProperty("complete").GetBoolean());
        var equilibria = answer.GetProperty("equilibria").EnumerateArray().ToArray();
        Assert.Equal(2, equilibria.Length);
        // Closed form of E1: the client nets 1/2 when it flirts informatively and 2/5 when nobody believes it; the patron loses pB = 2 both ways.
        Assert.Equal(["1/2", "2/5"], equilibria.Select(e => e.GetProperty("exactPayoffs").GetProperty("client").GetString()!).Order());
        Assert.All(equilibria, e => Assert.Equal("-2", e.GetProperty("exactPayoffs").GetProperty("patron").GetString()));
        var told = equilibria.Single(e => e.GetProperty("exactPayoffs").GetProperty("client").GetString() == "1/2");
        Assert.Equal("3/8", told.GetProperty("exactStrategies").GetProperty("client").GetProperty("loyal client").GetProperty("flirt").GetString());
        Assert.Equal(0.25, told.GetProperty("strategies").GetProperty("patron").GetProperty("after flirt").GetProperty("pay").GetDouble());
        var babbling = equilibria.Single(e => e.GetProperty("exactPayoffs").GetProperty("client").GetString() == "2/5");
        Assert.Contains(babbling.GetProperty("refinements").EnumerateArray(), r => r.GetProperty("standard").GetString() == "D1" && r.GetProperty("verdict").GetString() == "dropped");
        foreach (string drawing in new[] { "tree.svg", "equilibrium-1.svg", "equilibrium-2.svg" })
            Assert.Equal("svg", XDocument.Load(_cli.Path_("out/" + drawing)).Root!.Name.LocalName);
        Assert.True(File.Exists(_cli.Path_("out/solve.json")));
    }

    [Fact]
    public void A_reader_sees_strategies_refinements_and_beliefs()
    {
        var (exit, text, _) = _cli.Run("solve", Signal);
        Assert.Equal(0, exit);
        Assert.Contains("the list is complete", text, StringComparison.Ordinal);
        Assert.Contains("client at loyal client: flirt 3/8, quiet 5/8", text, StringComparison.Ordinal);
        Assert.Contains("dropped by D1", text, StringComparison.Ordinal);
        Assert.Contains("belief at after flirt (off the path): 1/5 for nature:wavering / client:flirt; 4/5 for nature:loyal / client:flirt", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantal_response_at_a_precision_and_its_estimate_agree()
    {
        var point = _cli.Json("solve", Signal, "--precision", "1.5").GetProperty("quantal");
        Assert.True(point.GetProperty("residual").GetDouble() < 1e-10);
        var csv = new System.Text.StringBuilder("set,action,count\n");
        foreach (var player in point.GetProperty("strategies").EnumerateObject())
            foreach (var set in player.Value.EnumerateObject())
                foreach (var action in set.Value.EnumerateObject())
                    csv.Append(CultureInfo.InvariantCulture, $"{set.Name},{action.Name},{1e6 * action.Value.GetDouble()}\n");
        string plays = _cli.Write("plays.csv", csv.ToString());
        var estimate = _cli.Json("solve", Signal, "--records", plays).GetProperty("quantal");
        Assert.Equal(1.5, estimate.GetProperty("precision").GetDouble(), 1e-3);
        _cli.Write("plays.csv", "set,action,count\nafter flirt,smile,3\n");
        var (exit, _, error) = _cli.Run("solve", Signal, "--records", plays);
        Assert.Equal(2, exit);
        Assert.Contains("plays.csv:2: found the action `smile`; expected one of pay, not", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vertices")]
    [InlineData("newton")]
    [InlineData("simplicial")]
    [InlineData("quantal")]
    [InlineData("pure")]
    [InlineData("lemke-howson")]
    [InlineData("sequence-form")]
    [InlineData("supports")]
    [InlineData("polymatrix")]
    public void One_method_can_be_asked_for(string method)
    {
        var equilibria = _cli.Json("solve", Signal, "--method", method).GetProperty("equilibria").EnumerateArray().ToArray();
        Assert.NotEmpty(equilibria);
        Assert.All(equilibria, e => Assert.Contains(e.GetProperty("exactPayoffs").GetProperty("client").GetString(), new[] { "1/2", "2/5" }));
    }

    [Fact]
    public void A_tree_becomes_its_strategic_form_and_a_table_a_tree()
    {
        Assert.Equal(0, _cli.Run("convert", Signal, "signal.nfg").Exit);
        Assert.Equal(0, _cli.Run("convert", "signal.nfg", "again.efg").Exit);
        string[] Payoffs(string file) => [.. _cli.Json("solve", file).GetProperty("equilibria").EnumerateArray().Select(e => e.GetProperty("exactPayoffs").GetProperty("client").GetString()!).Distinct().Order()];
        Assert.Equal(["1/2", "2/5"], Payoffs(_cli.Path_("signal.nfg")));
        Assert.Equal(["1/2", "2/5"], Payoffs(_cli.Path_("again.efg")));
        Assert.Equal(0, _cli.Run("convert", Signal, "copy.efg").Exit);
        Assert.Equal(File.ReadAllText(Signal), File.ReadAllText(_cli.Path_("copy.efg")));
    }

    [Theory]
    [InlineData("EFG 2 R \"x\" { \"A\" }\n  c \"\" 1 \"\" { \"a\" 0.5 \"b\" 0.4 } 0", "E110", "bad.efg:2:8", "9/10")]
    [InlineData("EFG 2 R \"x\" { \"A\" }\np \"\" 1 1 \"\" { \"a\" \"b\" } 0\nt \"\" 1 \"\" { 3 }", "E103", "bad.efg:3:16", "1 moves")]
    [InlineData("EFG 2 R \"x\" { \"A\" }\np \"\" 1 1 \"\" { \"a\" \"b\" } 0\nt \"\" 1 \"\" { 3 }\nq", "E101", "bad.efg:4:1", "found 'q'")]
    public void A_mistake_is_shown_at_its_place(string text, string code, string place, string part)
    {
        string file = _cli.Write("bad.efg", text);
        foreach (string verb in new[] { "check", "solve" })
        {
            var (exit, _, error) = _cli.Run(verb, file);
            Assert.Equal(2, exit);
            Assert.Contains("error " + code, error, StringComparison.Ordinal);
            Assert.Contains(place, error, StringComparison.Ordinal);
            Assert.Contains(part, error, StringComparison.Ordinal);
            Assert.Contains("^", error, StringComparison.Ordinal);
        }
        Assert.Contains(code, _cli.Run("explain", code).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Forgetting_is_named_with_its_place_and_both_paths()
    {
        string file = _cli.Write("driver.efg", """
            EFG 2 R "Absent-minded" { "Driver" }
            p "" 1 1 "crossing" { "exit" "on" } 0
            t "" 1 "out" { 0 }
            p "" 1 1 0
            t "" 2 "home" { 4 }
            t "" 3 "far" { 1 }
            """);
        var (exit, _, error) = _cli.Run("check", file);
        Assert.Equal(2, exit);
        Assert.Contains("W202", error, StringComparison.Ordinal);
        Assert.Contains("driver.efg:4:1", error, StringComparison.Ordinal);
        Assert.Contains("the root and by Driver:on", error, StringComparison.Ordinal);
        Assert.Equal(2, _cli.Run("solve", file).Exit);
        Assert.Equal(2, _cli.Run("convert", file, "driver.nfg").Exit);
    }

    [Fact]
    public void A_set_behind_a_chance_of_zero_is_remarked_on()
    {
        string file = _cli.Write("never.efg", """
            EFG 2 R "Never" { "A" }
            c "" 1 "luck" { "yes" 1 "no" 0 } 0
            t "" 1 "won" { 1 }
            p "" 1 1 "second chance" { "l" "r" } 0
            t "" 2 "left" { 0 }
            t "" 3 "right" { 2 }
            """);
        var (exit, _, error) = _cli.Run("check", file);
        Assert.Equal(0, exit);
        Assert.Contains("never.efg:4:1", error, StringComparison.Ordinal);
        Assert.Contains("'second chance' of A is never reached", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_gigabytes_are_refused_unread()
    {
        string file = _cli.Path_("huge.efg");
        using (var stream = new FileStream(file, FileMode.Create)) stream.SetLength(2_200_000_000);
        var (exit, _, error) = _cli.Run("check", file);
        Assert.Equal(2, exit);
        Assert.Contains("E100", error, StringComparison.Ordinal);
        Assert.Contains("2200000000 bytes", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no method `guess`", "--method", "guess")]
    [InlineData("belongs to games that repeat", "--theory", "buffer")]
    [InlineData("--precision must be 0 or more", "--precision", "-1")]
    [InlineData("linear: linear programming needs two players", "--method", "linear")]
    public void Wrong_use_is_told_apart_from_a_hard_game(string message, params string[] words)
    {
        var (exit, _, error) = _cli.Run(["solve", Signal, .. words]);
        Assert.Equal(2, exit);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_episode_in_the_language_is_solved_checked_and_converted()
    {
        string episode = Cli.Catalog("e1-realignment-signal/e1-realignment-signal.game");
        Assert.Contains(": sound", _cli.Run("check", episode).Out, StringComparison.Ordinal);
        var equilibria = _cli.Json("solve", episode).GetProperty("equilibria").EnumerateArray();
        Assert.Equal(["1/2", "2/5"], equilibria.Select(e => e.GetProperty("exactPayoffs").GetProperty("client").GetString()!).Order());
        Assert.Equal(0, _cli.Run("convert", episode, "signal.efg").Exit);
        Assert.Equal(2, _cli.Json("solve", _cli.Path_("signal.efg")).GetProperty("equilibria").GetArrayLength());
        string broken = _cli.Write("broken.game", File.ReadAllText(episode).Replace("patron sees signal", "patron sees sinal", StringComparison.Ordinal));
        var (exit, _, error) = _cli.Run("check", broken);
        Assert.Equal(2, exit);
        Assert.Contains("broken.game:7:13", error, StringComparison.Ordinal);
        Assert.Contains("did you mean `signal`?", error, StringComparison.Ordinal);
    }

    // E8, mixed region: x = rp/(r-l) - 1/d = 22/45 and y = k(1 - dp)/(d(r - kp)) = 7/72.
    [Fact]
    public void The_leverage_cycle_is_solved_as_a_long_game()
    {
        var solved = _cli.Json("solve", Cli.Catalog("e8-leverage-cycle/e8-leverage-cycle.json"), "--precision", "inf", "--values", "errors").GetProperty("states").EnumerateArray().ToArray();
        Assert.Equal(22.0 / 45, solved[0].GetProperty("strategies").GetProperty("client").GetProperty("provoke").GetDouble(), 1e-6);
        Assert.Equal(7.0 / 72, solved[1].GetProperty("strategies").GetProperty("patron").GetProperty("pay").GetDouble(), 1e-6);
    }

    // One month of that cycle as an episode whose ends are worth what the cycle goes on to be worth: both moves of the client must be best, and worth the value of calm (one-shot deviation principle).
    [Fact]
    public void The_long_games_values_are_the_episodes_ends_when_asked()
    {
        string episode = _cli.Write("calm.game", """
            game "A calm month", once
            player client may provoke, refrain
            player patron
            client loses 1/2 if client plays provoke
            afterwards state is tense if client plays provoke
            afterwards state is calm
            """);
        string cycle = Cli.Catalog("e8-leverage-cycle/e8-leverage-cycle.json");
        double calm = _cli.Json("solve", cycle, "--precision", "inf", "--values", "errors").GetProperty("states")[0].GetProperty("values").GetProperty("client").GetDouble();
        double[] Worth(string action)
        {
            // Forbid the other action to see what this one is worth.
            string only = _cli.Write("only.game", File.ReadAllText(episode).Replace("provoke, refrain", action == "provoke" ? "provoke" : "refrain, wait", StringComparison.Ordinal).Replace("client loses 1/2 if client plays provoke", action == "provoke" ? "client loses 1/2" : "client gains 0", StringComparison.Ordinal)
                .Replace("afterwards state is tense if client plays provoke", action == "provoke" ? "afterwards state is tense" : "", StringComparison.Ordinal));
            return [.. _cli.Json("solve", only, "--continuation", cycle + "@inf").GetProperty("equilibria").EnumerateArray().Select(e => e.GetProperty("payoffs").GetProperty("client").GetDouble())];
        }
        Assert.Equal(calm, Worth("provoke")[0], 1e-6);
        Assert.Equal(calm, Worth("refrain")[0], 1e-6);
        var both = _cli.Json("solve", episode, "--continuation", cycle + "@inf");
        Assert.EndsWith("@inf", both.GetProperty("continuation").GetString(), StringComparison.Ordinal);
        Assert.All(both.GetProperty("equilibria").EnumerateArray(), e => Assert.Equal(calm, e.GetProperty("payoffs").GetProperty("client").GetDouble(), 1e-6));
        // Not asked, the ends are worth nothing more and nobody provokes.
        Assert.Equal("0", _cli.Json("solve", episode).GetProperty("equilibria")[0].GetProperty("exactPayoffs").GetProperty("client").GetString());
        string wrong = _cli.Write("wrong.game", File.ReadAllText(episode).Replace("state is calm", "state is calmer", StringComparison.Ordinal));
        var (exit, _, error) = _cli.Run("solve", wrong, "--continuation", cycle + "@inf");
        Assert.Equal(2, exit);
        Assert.Contains("state is never calmer; expected one of calm, tense", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_nested_moves_are_read_solved_or_refused_but_never_crash()
    {
        var text = new System.Text.StringBuilder("EFG 2 R \"deep\" { \"A\" \"B\" }\n");
        for (int k = 0; k < 100_000; k++) text.Append(CultureInfo.InvariantCulture, $"p \"\" {k % 2 + 1} {k / 2 + 1} \"at {k}\" {{ \"take\" \"pass\" }} 0\nt \"\" {k + 1} \"\" {{ {k}, {k + 1} }}\n");
        string file = _cli.Write("deep.efg", text.Append("t \"\" 100001 \"\" { 0, 0 }\n").ToString());
        Assert.Contains("200001 nodes", _cli.Run("check", file).Out, StringComparison.Ordinal);
        Assert.Equal(0, _cli.Run("solve", file).Exit);
        foreach (string method in new[] { "sequence-form", "quantal" })
        {
            var (exit, _, error) = _cli.Run("solve", file, "--method", method);
            Assert.Equal(2, exit);
            Assert.Contains($"error: {method}:", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void As_arrays_it_is_a_long_game_of_one_month_with_the_same_payoffs()
    {
        string to = Path.Combine(Path.GetDirectoryName(_cli.Write("here.txt", ""))!, "signal.sgame.json");
        Assert.Equal(0, _cli.Run("convert", Signal, to).Exit);
        using var arrays = System.Text.Json.JsonDocument.Parse(File.ReadAllText(to));
        Assert.Equal(4, arrays.RootElement.GetProperty("actions")[0].GetArrayLength());
        Assert.Equal(0, arrays.RootElement.GetProperty("discount")[0].GetDouble());
        Assert.Equal(0, _cli.Run("solve", to, "--precision", "2").Exit);
    }

    [Fact]
    public void Explaining_an_episode_says_what_a_mover_cannot_tell_apart()
    {
        var (exit, text, _) = _cli.Run("explain", Signal);
        Assert.Equal(0, exit);
        Assert.Contains("it cannot tell apart 2 ways: nature:wavering / client:flirt; nature:loyal / client:flirt", text, StringComparison.Ordinal);
        Assert.Contains("docs/episodes.md", _cli.Run("explain", "T126").Out, StringComparison.Ordinal);
    }
}
