using System.Collections.Immutable;
using Tumen.Model;
using static Tumen.Scenarios.Tests.Triad;

namespace Tumen.Scenarios.Tests;

/// <summary>Bad scenarios are said to be bad, with what was found and a way out; nothing is solved.</summary>
public class CheckTests
{
    private static Diagnostic Only(ScenarioSpec scenario, RecordSpan? record = null) => Assert.Single(ScenarioCheck.Find(Game(), scenario, record, "test.study"));

    private static Diagnostic Only(ScenarioEdit edit) => Only(Scenario(edit));

    [Fact]
    public void A_missing_weight_comes_with_the_nearest_name()
    {
        var d = Only(new ScenarioEdit.SetParameter("bufer", 1, false, new Place(7, 3, 5)));
        Assert.Equal(("W101", "test.study", 7), (d.Code, d.File, d.Place.Line));
        Assert.Contains("`bufer`", d.Message, StringComparison.Ordinal);
        Assert.Equal("did you mean `buffer`?", Assert.Single(d.Helps));
    }

    [Fact]
    public void Removing_the_last_move_is_refused()
    {
        Assert.Equal("W106", Only(new ScenarioEdit.Forbid("rival", ["hold", "press"], false)).Code);
        Assert.Equal("W106", Only(Scenario(new ScenarioEdit.Forbid("client", ["provoke"], true), new ScenarioEdit.Forbid("client", ["provoke"], false))).Code);
        Assert.Empty(ScenarioCheck.Find(Game(), Scenario(new ScenarioEdit.Forbid("client", ["hold", "provoke"], false))));
    }

    [Fact]
    public void Removing_all_that_a_menu_holds_somewhere_is_refused()
    {
        var game = Game();
        int client = game.Players.ToList().FindIndex(p => p.Name == "client"), hold = game.Players[client].MoveIndex("hold");
        var menus = game with { Players = game.Players.SetItem(client, game.Players[client] with { Allowed = [.. game.Players[client].Moves.Select((_, a) => a == hold ? Condition.Always : new Condition.LevelIn(0, [1]))] }) };
        var d = Assert.Single(ScenarioCheck.Find(menus, Scenario(new ScenarioEdit.Forbid("client", ["hold"], false))));
        Assert.Equal("W106", d.Code);
        Assert.Contains($"the scenario leaves client no move where {game.Situations[0].Name} {game.Situations[0].Levels[0]}", d.Message, StringComparison.Ordinal);
        Assert.Empty(ScenarioCheck.Find(menus, Scenario(new ScenarioEdit.Forbid("client", ["provoke"], false))));
    }

    [Theory]
    [InlineData("2018-11", true)]
    [InlineData("1990-01", true)]
    [InlineData("2026-01", true)] // the month after the last
    [InlineData("2026-02", false)]
    [InlineData("1989-12", false)]
    [InlineData("2018-13", false)]
    [InlineData("soon", false)]
    public void Dates_outside_the_record_are_refused(string from, bool fine)
    {
        var found = ScenarioCheck.Find(Game(), new ScenarioSpec("dated", [new ScenarioEdit.Freeze("patron")], from, 12), new RecordSpan("1990-01", "2025-12"));
        Assert.Equal(fine, found.IsEmpty);
        Assert.All(found, d => Assert.Equal(("W109", "begin between 1990-01 and 2026-01"), (d.Code, d.Helps[0])));
    }

    [Fact]
    public void Coalitions_of_one_or_with_the_wrong_weights_are_refused()
    {
        Assert.Equal("W107", Only(new ScenarioEdit.Coalition(["patron"], [1])).Code);
        Assert.Contains(ScenarioCheck.Find(Game(), Scenario(new ScenarioEdit.Coalition([], []))), d => d.Code == "W107");
        Assert.Contains(ScenarioCheck.Find(Game(), Scenario(new ScenarioEdit.Coalition(["patron", "patron"], [1, 1]))), d => d.Code == "W107");
        Assert.Equal("W108", Only(new ScenarioEdit.Coalition(["patron", "rival"], [1])).Code);
        Assert.Equal("W108", Only(new ScenarioEdit.Coalition(["patron", "rival"], [double.NaN, 1])).Code);
        Assert.Equal("W108", Only(new ScenarioEdit.Coalition(["patron", "rival"], [0, 0])).Code);
    }

    [Fact]
    public void Only_what_has_degrees_changes_gradually()
    {
        ScenarioSpec For(ScenarioEdit edit, int? periods = null) => new("slow", [edit], null, periods) { Gradual = 12 };
        Assert.Empty(ScenarioCheck.Find(Game(), For(new ScenarioEdit.SetDiscount("patron", 0.8))));
        Assert.Equal("W117", Only(For(new ScenarioEdit.Freeze("patron"))).Code);
        Assert.Equal("W117", Only(For(new ScenarioEdit.SetParameter("buffer", 1, false), 6)).Code);
        Assert.Equal("W112", Only(For(new ScenarioEdit.SetParameter("buffer", 1, false)) with { Gradual = 0 }).Code);
        Assert.Equal("W101", Only(new ScenarioEdit.CountsWhen("bufer", Condition.Always)).Code);
    }

    [Fact]
    public void Empty_or_quiet_threat_lists_are_refused()
    {
        Assert.Equal("W111", Only(new ScenarioEdit.Defang("client", [])).Code);
        Assert.Equal("W111", Only(new ScenarioEdit.Defang("client", ["hold"])).Code);
        Assert.Equal("W111", Only(new ScenarioEdit.Defang("rival", ["press"])).Code); // no quiet move declared
    }

    [Fact]
    public void Everything_else_that_can_be_wrong()
    {
        Assert.Equal("W102", Only(new ScenarioEdit.Freeze("patrn")).Code);
        Assert.Equal("W103", Only(new ScenarioEdit.Forbid("client", ["provok"], false)).Code);
        Assert.Equal("W104", Only(new ScenarioEdit.HoldSituation("presense", "low", true)).Code);
        Assert.Equal("W105", Only(new ScenarioEdit.NeverReaches("talks", "maybe")).Code);
        Assert.Equal("W110", Only(new ScenarioEdit.SetParameter("surge", 1.5, false)).Code);
        Assert.Equal("W110", Only(new ScenarioEdit.SetParameter("risk", double.NaN, false)).Code);
        Assert.Equal("W110", Only(new ScenarioEdit.SetDiscount("client", 1)).Code);
        Assert.Equal("W112", Only(new ScenarioSpec("t", [new ScenarioEdit.Freeze("patron")], null, 0)).Code);
        Assert.Equal("W113", Only(new ScenarioSpec("t", [], null, null)).Code);
        Assert.Equal("W115", Only(Scenario(new ScenarioEdit.NeverReaches("talks", "on"), new ScenarioEdit.HoldSituation("talks", "on", false))).Code);
    }

    [Fact]
    public void A_runner_refuses_what_the_check_finds()
    {
        var runner = new ScenarioSolver(Game(), "base");
        var e = Assert.Throws<BadInputException>(() => runner.Run(Scenario(new ScenarioEdit.SetParameter("nobody", 1, false)), runner.Solve(Point)));
        Assert.Equal("W101", e.Diagnostics[0].Code);
    }
}
