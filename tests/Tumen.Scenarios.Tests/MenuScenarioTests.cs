using Tumen.Model;
using Tumen.Numerics;
using static Tumen.Scenarios.Tests.Triad;

namespace Tumen.Scenarios.Tests;

/// <summary>What follows from a game whose moves may not be chosen everywhere, against the same game in which the forbidden costs a fortune.</summary>
public class MenuScenarioTests
{
    private const double Fortune = 1e5;

    // The client may provoke while presence is low; the patron may reward unless it is cold and talks are off.
    private static readonly Condition Low = new Condition.LevelIn(0, [0]);
    private static readonly Condition Open = new Condition.Or(new Condition.LevelIn(1, [1]), new Condition.LevelIn(2, [1]));

    private static GameModel Menus(bool ordered = true, bool patron = true)
    {
        var game = Game(ordered);
        return game with { Players = [game.Players[0] with { Allowed = [Condition.Always, Low, Condition.Always] }, game.Players[1], patron ? game.Players[2] with { Allowed = [Condition.Always, Condition.Always, Open] } : game.Players[2]] };
    }

    private static GameModel Dear(bool ordered = true, bool patron = true)
    {
        var game = Game(ordered);
        return game with
        {
            Terms =
            [
                .. game.Terms,
                new PayoffTerm(0, false, null, [new Factor.Literal(Fortune)], new Condition.And(Plays(0, 1), new Condition.Not(Low))),
                .. patron ? [new PayoffTerm(2, false, null, [new Factor.Literal(Fortune)], new Condition.And(Plays(2, 2), new Condition.Not(Open)))] : Array.Empty<PayoffTerm>(),
            ],
        };
    }

    public static TheoryData<string, bool> Edits => new()
    {
        { "weight", true }, { "weight", false }, { "law", true }, { "defang", true }, { "freeze", true }, { "forbid", true }, { "forbid", false }, { "coalition", true }, { "coalition", false },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void What_ifs_and_leverage_are_those_of_the_game_in_which_the_forbidden_costs_a_fortune(string edit, bool ordered)
    {
        ScenarioEdit change = edit switch
        {
            "weight" => new ScenarioEdit.SetParameter("buffer", 2, true),
            "law" => new ScenarioEdit.HoldSituation("talks", "on", true),
            "defang" => new ScenarioEdit.Defang("client", ["provoke"]),
            "freeze" => new ScenarioEdit.Freeze("rival"),
            "forbid" => new ScenarioEdit.Forbid("client", ["provoke"], false),
            _ => new ScenarioEdit.Coalition(["client", "rival"], [1, 1]),
        };
        foreach (bool patron in new[] { true, false })
        {
            Compare(Run(Menus(ordered, patron), change), Run(Dear(ordered, patron), change), patron);
        }
    }

    // A client that takes no account of the patron believes in its average play, and with menus in what the patron may do of it: there alone the two games differ.
    private static void Compare(ScenarioResult menus, ScenarioResult dear, bool patron)
    {
        Assert.Equal(Solve.SolveStatus.Certified, menus.Status);
        Assert.True(menus.Numbers.Length > 20);
        foreach (var n in menus.Numbers.Where(n => !(patron && n.Group == NumberGroups.Leverage && n.Name.StartsWith("exertion", StringComparison.Ordinal))))
        {
            var other = dear.Numbers.Single(x => x.Group == n.Group && x.Name == n.Name);
            Assert.True(Same(other.Baseline, n.Baseline) && Same(other.Scenario, n.Scenario), $"{n.Group} {n.Name}: {n.Baseline} and {n.Scenario}, not {other.Baseline} and {other.Scenario}");
        }
    }

    [Fact]
    public void A_person_is_held_to_the_menu_and_the_others_keep_to_theirs()
    {
        var solver = new ScenarioSolver(Menus(), "base");
        var adviser = new Adviser(solver, solver.Solve(Point), "base");
        var match = new Match(adviser, 0, 0, 3);
        var person = new Philox(102, 0);
        int refused = 0;
        while (match.Played.Count < 300)
        {
            int presence = adviser.States.Level(match.State, 0);
            Assert.Equal(presence == 0, adviser.Allows(match.State, 0, 1));
            Assert.False(presence == 1 && adviser.Best(match.State, 0, match.History) == 1);
            if (presence == 1)
            {
                refused++;
                Assert.Throws<ArgumentException>(() => match.Make(1));
            }

            match.Make(person.NextIndex(adviser.Chances(match.State, 0, match.History)));
        }

        Assert.True(refused > 10);
        Assert.All(match.Played, p => Assert.False(adviser.Profiles.Move(p.Profile, 2) == 2 && adviser.States.Level(p.State, 1) == 0 && adviser.States.Level(p.State, 2) == 0));
    }

    private static bool Same(double x, double y) => x.Equals(y) || Math.Abs(x - y) <= 1e-6 * Math.Max(1, Math.Abs(x));

    private static ScenarioResult Run(GameModel game, ScenarioEdit change)
    {
        var solver = new ScenarioSolver(game, "base");
        return solver.Run(Scenario(change), solver.Solve(Point));
    }
}
