using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;
using static Tumen.Scenarios.Tests.Triad;

namespace Tumen.Scenarios.Tests;

/// <summary>Scenarios solved again: what must hold of each kind of edit.</summary>
public class RunnerTests
{
    private static ScenarioResult Run(ScenarioSpec scenario, bool ordered = true, ScenarioOptions? options = null)
    {
        var runner = new ScenarioSolver(Game(ordered), "base", options);
        return runner.Run(scenario, runner.Solve(Point));
    }

    [Fact]
    public void A_change_of_nothing_is_the_baseline_bit_for_bit()
    {
        foreach (bool ordered in new[] { true, false })
        {
            var r = Run(Scenario(new ScenarioEdit.SetParameter("buffer", 1, true), new ScenarioEdit.SetDiscount("patron", 0.95)), ordered);
            Assert.Equal(BranchStatus.Unchanged, r.Branch);
            Assert.Equal(SolveStatus.Certified, r.Status);
            Assert.True(r.Numbers.Length > 20);
            Assert.All(r.Numbers, n => Assert.Equal(BitConverter.DoubleToInt64Bits(n.Baseline), BitConverter.DoubleToInt64Bits(n.Scenario)));
            Assert.All(r.ScenarioPath.Laws.Zip(r.BaselinePath.Laws), x => Assert.Equal(x.First, x.Second));
            Assert.Empty(r.Changes);
        }
    }

    [Fact]
    public void A_changed_weight_gives_what_solving_the_changed_game_gives()
    {
        var runner = new ScenarioSolver(Game(), "base");
        var r = runner.Run(Scenario(new ScenarioEdit.SetParameter("buffer", 2, false), new ScenarioEdit.SetParameter("surge", 0.5, true), new ScenarioEdit.SetDiscount("patron", 0.8)), runner.Solve(Point));
        double[] weights = [.. Weights];
        weights[7] = 2;
        var direct = LogitMarkovSolver.Solve(runner.Solved.At(weights, [0.3], [0.9, 0.9, 0.8]), new SolveOptions());
        Assert.Equal(BranchStatus.Followed, r.Branch);
        Assert.True(r.PrincipalAgrees);
        Assert.Equal(ScenarioKind.Laws, r.Kind);
        Assert.True(r.Regret < 1e-8);
        Assert.Equal(direct.ActionValues, r.ActionValues, (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.NotEmpty(r.Changes);
        Assert.Equal(2, r.Impulses.Length);
    }

    // The payer matters to nobody, so it is not solved for; its share must still be right.
    [Fact]
    public void Situations_that_do_not_matter_are_still_counted()
    {
        var runner = new ScenarioSolver(Game(), "base");
        Assert.Equal(8, runner.Solved.States.Count);
        var r = runner.Run(Scenario(new ScenarioEdit.HoldSituation("payer", "open", true)), runner.Solve(Point));
        Assert.Equal(BranchStatus.Unchanged, r.Branch);
        Assert.Equal(1.0 / 3, r.Number(NumberGroups.Situations, "payer open")!.Baseline, 1e-12);
    }

    [Fact]
    public void A_situation_held_for_ever_stays_and_one_closed_is_never_reached()
    {
        var r = Run(Scenario(new ScenarioEdit.HoldSituation("presence", "low", true)));
        Assert.Equal(1, r.Number(NumberGroups.Situations, "presence low")!.Scenario, 1e-12);
        Assert.True(r.Number(NumberGroups.Situations, "presence low")!.Baseline < 0.95);
        var closed = Run(Scenario(new ScenarioEdit.NeverReaches("talks", "on"), new ScenarioEdit.NeverReaches("presence", "high")));
        Assert.Equal(0, closed.Number(NumberGroups.Situations, "talks on")!.Scenario, 1e-15);
        Assert.Equal(0, closed.Number(NumberGroups.Situations, "presence high")!.Scenario, 1e-15);
        Assert.True(closed.Number(NumberGroups.Leverage, "capacity")!.Scenario < 1e-9); // neither lever is left
        Assert.True(closed.Number(NumberGroups.Leverage, "capacity")!.Baseline > 0.005);
    }

    // Property (c): a patron that answers nothing cannot be levered.
    [Fact]
    public void A_frozen_patron_plays_its_mean_and_gives_no_leverage()
    {
        var r = Run(Scenario(new ScenarioEdit.Freeze("patron")));
        foreach (string move in new[] { "patron punish", "patron maintain", "patron reward" })
        {
            var n = r.Number(NumberGroups.Moves, move)!;
            Assert.Equal(n.Baseline, n.Scenario, 1e-12);
        }

        Assert.All(r.Changes.Where(c => c.Player == "patron").GroupBy(c => c.Move), g => Assert.True(g.Max(c => c.Scenario) - g.Min(c => c.Scenario) < 1e-12));
        Assert.Equal(0, r.Number(NumberGroups.Leverage, "capacity")!.Scenario, 1e-9);
    }

    [Fact]
    public void Moves_are_removed_or_forced()
    {
        Assert.Equal(0, Run(Scenario(new ScenarioEdit.Forbid("client", ["provoke"], false))).Number(NumberGroups.Moves, "client provoke")!.Scenario);
        var forced = Run(Scenario(new ScenarioEdit.Forbid("client", ["reach"], true)));
        Assert.Equal(SolveStatus.Certified, forced.Status);
        Assert.Equal(1, forced.Number(NumberGroups.Moves, "client reach")!.Scenario, 1e-12);
    }

    [Fact]
    public void A_threat_defanged_keeps_its_price()
    {
        var r = Run(Scenario(new ScenarioEdit.Defang("client", ["provoke", "reach"])));
        Assert.Equal(0, r.Number(NumberGroups.Leverage, "capacity")!.Scenario, 1e-9);
        double lost = r.Number(NumberGroups.Concessions, "discounted average from the start")!.Difference;
        Assert.Equal(-r.Number(NumberGroups.Leverage, "capacity")!.Baseline, lost, 1e-8); // P8 is the index
    }

    // Independent of the solver: soft value iteration of one decision maker over all joint moves.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_coalition_of_everyone_is_the_one_player_optimum(bool ordered)
    {
        double[] share = [0.5, 0.2, 0.3];
        var runner = new ScenarioSolver(Game(ordered), "base");
        var r = runner.Run(Scenario(new ScenarioEdit.Coalition(["client", "rival", "patron"], [.. share])), runner.Solve(Point));
        Assert.Equal(BranchStatus.NewGame, r.Branch);
        Assert.Equal(SolveStatus.Certified, r.Status);
        var game = runner.Solved.At(Weights, Chances);
        int count = game.Profiles.Count;
        double discount = share.Zip(game.Discounts, (w, d) => w * d).Sum();
        double[] v = new double[game.StateCount], next = new double[count], chance = new double[count];
        var best = new double[game.StateCount * count];
        for (int round = 0; round < 800; round++)
        {
            var after = new double[v.Length];
            for (int s = 0; s < v.Length; s++)
            {
                game.Kernel.Expect(s, v, next);
                for (int p = 0; p < count; p++)
                {
                    next[p] = (discount * next[p]) + share.Select((w, i) => w * game.Payoffs[i][(s * count) + p]).Sum();
                }

                after[s] = Logit.Choose(next, 1, chance);
                chance.CopyTo(best, s * count);
            }

            v = after;
        }

        var optimum = runner.Lift(new Play(game.States, game.Profiles, game.Kernel, best), runner.Whole.Kernel(Chances));
        var law = LongRun.Of(optimum.Chain, runner.Start).Shares;
        foreach (var (player, i) in runner.Whole.Profiles.Players.Select((p, i) => (p, i)))
        {
            for (int a = 0; a < player.Moves.Length; a++)
            {
                double expected = FixedOrder.Dot(law, optimum.Chance((_, p) => optimum.Profiles.Move(p, i) == a));
                Assert.Equal(expected, r.Number(NumberGroups.Moves, $"{player.Name} {player.Moves[a]}")!.Scenario, 1e-9);
            }
        }
    }

    [Fact]
    public void A_front_of_rival_and_patron_lets_the_client_move_first()
    {
        foreach (bool latest in new[] { false, true })
        {
            var r = Run(Scenario(new ScenarioEdit.Coalition(["patron", "rival"], [0.5, 0.5]) { AtLatestTurn = latest }));
            Assert.Equal(SolveStatus.Certified, r.Status);
            Assert.Equal(["patron", "rival"], r.Partners.Select(p => p.Player));
            Assert.Equal(1, new[] { "hold", "press" }.Sum(m => r.Number(NumberGroups.Moves, $"rival {m}")!.Scenario), 1e-10);
        }
    }

    // Prisoner's dilemma by hand: reward 3, temptation 5, sucker 0, punishment 1, payoffs in hundreds of units of noise so that choices are sure.
    [Fact]
    public void Partners_temptations_in_the_prisoners_dilemma()
    {
        Condition Both(int x, int y) => new Condition.And(Plays(0, x), Plays(1, y));
        var model = OneState(0.8, (0, "reward", Both(0, 0)), (1, "reward", Both(0, 0)), (0, "temptation", Both(1, 0)), (1, "temptation", Both(0, 1)), (0, "punishment", Both(1, 1)), (1, "punishment", Both(1, 1)));
        var runner = new ScenarioSolver(model, "base");
        var r = runner.Run(Scenario(new ScenarioEdit.Coalition(["row", "column"], [1, 1])), runner.Solve(new TheoryPoint([300, 500, 100], [])));
        Assert.All(r.Partners, p =>
        {
            Assert.Equal(300 / 0.2, p.InCoalition, 1e-6);
            Assert.Equal(100 / 0.2, p.Apart, 1e-6);
            Assert.Equal(200, p.OneShot, 1e-6);
            Assert.Equal(500 + (0.8 * 100 / 0.2) - (300 / 0.2), p.ForGood, 1e-6);
            Assert.Equal(200, p.LargestOneShot, 1e-6);
        });
    }

    // Coordination: both at b is a branch of its own; a bonus for a makes it vanish on the way.
    [Fact]
    public void A_lost_branch_is_said()
    {
        Condition Both(int x) => new Condition.And(Plays(0, x), Plays(1, x));
        var model = OneState(0.5, (0, "match", Both(0)), (1, "match", Both(0)), (0, "match", Both(1)), (1, "match", Both(1)), (0, "bonus", Plays(0, 0)), (1, "bonus", Plays(1, 0)));
        var runner = new ScenarioSolver(model, "base");
        var point = new TheoryPoint([8, 1], []);
        var b = LogitMarkovSolver.Solve(runner.Solved.At(point.Weights, []), new SolveOptions { Start = [0, 8, 0, 8] });
        Assert.True(b.Probability("row", "b") > 0.99);
        var lost = runner.Run(Scenario(new ScenarioEdit.SetParameter("bonus", 7, false)), runner.Of(point, b));
        Assert.Equal(BranchStatus.Lost, lost.Branch);
        Assert.Equal(SolveStatus.Certified, lost.Status);
        Assert.Contains("folds or jumps", lost.Notes[0], StringComparison.Ordinal);
        Assert.True(lost.Number(NumberGroups.Moves, "row a")!.Scenario > 0.99);
        var kept = runner.Run(Scenario(new ScenarioEdit.SetParameter("bonus", 2, false)), runner.Of(point, b));
        Assert.Equal(BranchStatus.Followed, kept.Branch);
        Assert.False(kept.PrincipalAgrees); // both at b still holds, but λ = 0 leads to both at a
        Assert.True(kept.Number(NumberGroups.Moves, "row b")!.Scenario > 0.99);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_temporary_change_is_foreseen_to_end(bool ordered)
    {
        var edit = new ScenarioEdit.SetParameter("buffer", 2.5, false);
        ScenarioSpec For(int? months) => new("test", [edit], null, months);
        var lasting = Run(For(null), ordered);
        var longest = Run(For(600), ordered);
        var brief = Run(For(2), ordered);
        Assert.Equal(SolveStatus.Certified, longest.Status);
        Assert.True(longest.Residual < 1e-11);
        double First(ScenarioResult r) => r.ScenarioPath.Moves[2][2][0];
        Assert.Equal(First(lasting), First(longest), 1e-6);
        Assert.True(First(brief) < First(lasting)); // less to gain when it ends soon
        Assert.Equal(0, brief.Number(NumberGroups.Moves, "patron reward")!.Difference, 1e-12); // the long run is the baseline's
        var nothing = Run(new ScenarioSpec("test", [new ScenarioEdit.SetParameter("buffer", 1, true)], null, 12), ordered);
        Assert.All(nothing.Numbers.Where(n => n.Group != NumberGroups.Leverage), n => Assert.Equal(n.Baseline, n.Scenario, 1e-8));
    }

    // Over many months the change comes so slowly that the first month is the baseline's, and in the end it is the lasting change.
    [Fact]
    public void A_gradual_change_starts_at_the_baseline_and_ends_at_the_lasting_one()
    {
        var edits = new ScenarioEdit[] { new ScenarioEdit.SetParameter("buffer", 2.5, false), new ScenarioEdit.SetParameter("surge", 0.5, true), new ScenarioEdit.SetDiscount("patron", 0.8) };
        ScenarioResult For(int? gradual) => Run(new ScenarioSpec("test", [.. edits], null, null) { Gradual = gradual }, true, new ScenarioOptions { Horizon = 24, Curves = true });
        ScenarioResult lasting = For(null), slow = For(600), quick = For(1), middle = For(12);
        double Reward(ScenarioResult r, int t) => r.ScenarioPath.Moves[2][2][t];
        Assert.Equal(SolveStatus.Certified, slow.Status);
        Assert.Equal(slow.BaselinePath.Moves[2][2][0], Reward(slow, 0), 0.003);
        Assert.True(Math.Abs(Reward(quick, 1) - Reward(lasting, 1)) < Math.Abs(Reward(middle, 1) - Reward(lasting, 1)));
        foreach (var r in new[] { slow, quick, middle })
        {
            Assert.Equal(lasting.Number(NumberGroups.Moves, "patron reward")!.Scenario, r.Number(NumberGroups.Moves, "patron reward")!.Scenario, 1e-9);
            Assert.Equal(lasting.Number(NumberGroups.Leverage, "capacity")!.Scenario, r.Number(NumberGroups.Leverage, "capacity")!.Scenario, 1e-9);
        }

        Assert.Equal(Reward(slow, 3), slow.Curves.Single(c => c.Group == CurveGroups.Path && c.Name == "patron reward").Scenario[3], 1e-12);
    }

    // Under another condition a term is the one that is written so: solved against the game written anew, and once with a situation the theory ignores.
    [Fact]
    public void A_weight_that_counts_under_another_condition_is_the_game_written_so()
    {
        foreach (var condition in new[] { new Condition.LevelIn(2, [0]), new Condition.LevelIn(3, [1]) })
        {
            var r = Run(Scenario(new ScenarioEdit.CountsWhen("aid", condition)));
            var written = Game();
            written = written with { Terms = [.. written.Terms.Select(t => t.Weight == "aid" ? t with { If = condition } : t)] };
            var runner = new ScenarioSolver(written, "base");
            var direct = runner.Solve(Point);
            Assert.Equal(SolveStatus.Certified, r.Status);
            for (int a = 0; a < 3; a++)
            {
                double share = FixedOrder.Dot(direct.LongRun.Shares, direct.Play.Chance((_, p) => direct.Play.Profiles.Move(p, 0) == a));
                Assert.Equal(share, r.Number(NumberGroups.Moves, $"client {Game().Players[0].Moves[a]}")!.Scenario, 1e-9);
            }
        }
    }

    // What is closed, frozen or merged keeps the curves whole: responses vanish for a frozen patron, chances of having happened rise to one.
    [Fact]
    public void Curves_follow_the_change()
    {
        var r = Run(Scenario(new ScenarioEdit.Freeze("patron")), true, new ScenarioOptions { Horizon = 36, Curves = true });
        var response = r.Curves.Single(c => c.Group == CurveGroups.Impulse && c.Name.EndsWith("client plays reach", StringComparison.Ordinal));
        Assert.True(response.Baseline.Max(Math.Abs) > 1e-3);
        Assert.All(response.Scenario, x => Assert.Equal(0, x, 1e-10));
        var passed = r.Curves.Single(c => c.Group == CurveGroups.Passage && c.Name == "provoke").Baseline;
        Assert.All(passed.Zip(passed.Skip(1)), x => Assert.True(x.Second >= x.First));
        Assert.InRange(passed[^1], 0.9, 1);
        Assert.Equal(passed[0], r.BaselinePath.Moves[0][1][0], 1e-12);
        // A spectrum is one everywhere for white noise; its mean over frequencies is one for anything.
        Assert.Contains(r.Curves, c => c.Group == CurveGroups.Spectrum && c.Baseline.Any(x => Math.Abs(x - 1) > 0.02));
    }

    [Fact]
    public void A_temporary_change_has_leverage_while_it_lasts()
    {
        var brief = Run(new ScenarioSpec("test", [new ScenarioEdit.SetParameter("buffer", 1, true)], null, 12)).Number(NumberGroups.Leverage, "less without threats")!;
        Assert.Equal(brief.Baseline, brief.Scenario, 1e-8);
        var more = Run(new ScenarioSpec("test", [new ScenarioEdit.SetParameter("realign", 3, true)], null, 600)).Number(NumberGroups.Leverage, "less without threats")!;
        var lasting = Run(Scenario(new ScenarioEdit.SetParameter("realign", 3, true))).Number(NumberGroups.Leverage, "capacity")!;
        Assert.Equal(lasting.Scenario, more.Scenario, 1e-6);
    }

    // A change of nothing, passing or gradual, leaves concessions where they were; a long one tends to the lasting change.
    [Fact]
    public void Concessions_are_followed_along_a_passing_change()
    {
        const string Name = "discounted average over the record";
        var options = new ScenarioOptions { Over = [.. Enumerable.Repeat(1.0 / 16, 16)] };
        var edit = new ScenarioEdit.SetParameter("buffer", 2.5, false);
        var nothing = Run(new ScenarioSpec("test", [new ScenarioEdit.SetParameter("buffer", 1, true)], null, 9), true, options).Number(NumberGroups.Concessions, Name)!;
        Assert.Equal(nothing.Baseline, nothing.Scenario, 1e-8);
        var lasting = Run(Scenario(edit), true, options).Number(NumberGroups.Concessions, Name)!;
        Assert.Equal(lasting.Scenario, Run(new ScenarioSpec("test", [edit], null, 600), true, options).Number(NumberGroups.Concessions, Name)!.Scenario, 1e-6);
        var slow = Run(new ScenarioSpec("test", [edit], null, null) { Gradual = 900 }, true, options).Number(NumberGroups.Concessions, Name)!;
        Assert.InRange(Math.Abs(slow.Difference) / Math.Abs(lasting.Difference), 0, 0.1);
    }

    [Fact]
    public void Months_in_unseen_situations_are_counted()
    {
        var runner = new ScenarioSolver(Game(), "base");
        var all = Enumerable.Repeat(true, 16).ToArray();
        var hold = Scenario(new ScenarioEdit.HoldSituation("talks", "on", true));
        Assert.Equal(0, Run(hold, true, new ScenarioOptions { Visited = all }).Number(NumberGroups.Support, "in the long run")!.Scenario);
        bool[] off = [.. Enumerable.Range(0, 16).Select(s => runner.Whole.States.Level(s, 2) == 0)];
        Assert.Equal(1, Run(hold, true, new ScenarioOptions { Visited = off }).Number(NumberGroups.Support, "in the long run")!.Scenario, 1e-12);
    }

    [Fact]
    public void Draws_give_intervals_that_do_not_depend_on_threads()
    {
        TheoryPoint[] draws = [.. Enumerable.Range(0, 12).Select(d => new TheoryPoint([.. Weights.Select((w, k) => w * (1 + (0.1 * Math.Sin(d + k))))], [0.5 + (0.02 * d)]))];
        ScenarioSpec[] scenarios = [Scenario(new ScenarioEdit.SetParameter("buffer", 2, true)), Scenario(new ScenarioEdit.Coalition(["rival", "patron"], [0.5, 0.5])), new("brief", [new ScenarioEdit.Freeze("patron")], null, 6)];
        var one = ScenarioDraws.Run(Game(), "base", scenarios, _ => new ScenarioOptions { Horizon = 12 }, Point, draws, 1);
        var two = ScenarioDraws.Run(Game(), "base", scenarios, _ => new ScenarioOptions { Horizon = 12 }, Point, draws, 2);
        for (int k = 0; k < scenarios.Length; k++)
        {
            Assert.Equal(12, one[k].Draws);
            Assert.Equal(one[k].Numbers.Select(n => n.Difference), two[k].Numbers.Select(n => n.Difference));
        }

        var reward = one[0].Numbers.Single(n => n.Group == NumberGroups.Moves && n.Name == "patron reward");
        Assert.True(reward.Difference.Low < reward.Difference.Median && reward.Difference.Median < reward.Difference.High);
        Assert.Equal(1, reward.SameSign);
        Assert.Equal(2, one[1].Partners.Length);
    }
}
