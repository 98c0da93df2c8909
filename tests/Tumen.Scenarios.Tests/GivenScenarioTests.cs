using Tumen.Model;
using static Tumen.Scenarios.Tests.Triad;

namespace Tumen.Scenarios.Tests;

/// <summary>What-ifs on a situation that is a number and is given from outside.</summary>
public class GivenScenarioTests
{
    // Presence as tons of grain: 0, 1, … 4, and what the rival fears grows with it; nobody moves it.
    private static GameModel Model(bool stays = true)
    {
        var game = Game();
        var grain = new Situation("grain", ["0", "1", "2", "3", "4"], StartsAt: 3, Values: [0, 1, 2, 3, 4]);
        var law = new SituationLaw(0, []) { IsExpectation = true, Normal = stays ? null : new NormalLaw([new IndexTerm(0.4, [], Condition.Always), new IndexTerm(0.9, [new Factor.LevelOf(0)], Condition.Always)], 0.5, 0) };
        return game with { Situations = game.Situations.SetItem(0, grain), Laws = game.Laws.SetItem(0, law), Chances = [] };
    }

    private static ScenarioResult Run(GameModel game, params ScenarioEdit[] edits)
    {
        var solver = new ScenarioSolver(game, "base");
        return solver.Run(Scenario(edits), solver.Solve(new TheoryPoint(Weights, [])));
    }

    [Theory]
    [InlineData(0.5, 1)] // 1.5 lies between 1 and 2: the lower
    [InlineData(2, 4)] // 6 lies beyond the last
    [InlineData(0, 0)]
    [InlineData(0.7, 2)]
    public void Halved_it_starts_at_the_nearest_level_and_stays_there(double factor, int level)
    {
        var r = Run(Model(), new ScenarioEdit.ScaleSituation("grain", factor));
        Assert.Equal(Solve.SolveStatus.Certified, r.Status);
        foreach (int month in new[] { 0, 12, 60 })
        {
            Assert.Equal(1, Share(r.ScenarioPath, level, month), 1e-12);
            Assert.Equal(1, Share(r.BaselinePath, 3, month), 1e-12);
        }

        // The same as starting there.
        var there = Run(Model(), new ScenarioEdit.HoldSituation("grain", $"{level}", false));
        Assert.All(r.Numbers.Zip(there.Numbers), x => Assert.True(x.First.Scenario.Equals(x.Second.Scenario), x.First.Name));
    }

    [Fact]
    public void Under_a_law_it_returns_as_expected()
    {
        var r = Run(Model(stays: false), new ScenarioEdit.ScaleSituation("grain", 0.5));
        Assert.Equal(1, Share(r.ScenarioPath, 1, 0), 1e-12);
        Assert.InRange(Share(r.ScenarioPath, 1, 12), 0.05, 0.6);
        Assert.Equal(Share(r.BaselinePath, 3, 60), Share(r.ScenarioPath, 3, 60), 0.05);
    }

    [Fact]
    public void What_is_no_number_cannot_be_halved()
    {
        Assert.Equal("W110", Assert.Single(ScenarioCheck.Find(Game(), Scenario(new ScenarioEdit.ScaleSituation("presence", 0.5)))).Code);
        Assert.Equal("W104", Assert.Single(ScenarioCheck.Find(Game(), Scenario(new ScenarioEdit.ScaleSituation("presense", 0.5)))).Code);
        Assert.Empty(ScenarioCheck.Find(Model(), Scenario(new ScenarioEdit.ScaleSituation("grain", 0.5))));
    }

    private static double Share(PathShares path, int level, int month)
    {
        double sum = 0;
        int states = path.Laws[month].Length / 5;
        for (int s = 0; s < states; s++)
        {
            sum += path.Laws[month][(level * states) + s];
        }

        return sum;
    }
}
