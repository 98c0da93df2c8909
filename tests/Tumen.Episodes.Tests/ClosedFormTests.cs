using Tumen.Oracles;

namespace Tumen.Episodes.Tests;

/// <summary>The closed forms of the crises, each against enumeration or numerical optimisation that knows nothing of the formula.</summary>
public class ClosedFormTests
{
    private static Rational R(string text) => Rational.Parse(text);

    [Fact]
    public void E1_example_numbers()
    {
        var signal = new RealignmentSignal(R("1/5"), 10, 4, 1, 0, 2);
        Assert.Equal(R("3/8"), signal.Bluff);
        Assert.Equal(R("1/4"), signal.PayAfterFlirt);
        Assert.Equal(R("1/2"), signal.FlirtChance);
        Assert.Equal(R("1/2"), signal.Transfer);
        Assert.Equal(R("1/2"), signal.Leverage);
        Assert.Equal(R("3/20"), signal.Realignment);
        Assert.Equal(-2, signal.PatronPayoff);
    }

    // The formulas must be an exact equilibrium of the tree for many parameters, and the listing must contain it and babbling.
    [Theory]
    [InlineData("1/5", 10, 4, 1, 0, 2)]
    [InlineData("1/7", 12, 5, 2, 1, 2)]
    [InlineData("1/10", 8, 3, 1, 0, 1)]
    [InlineData("1/3", 20, 5, 6, 0, 2)]
    public void E1_informative_and_babbling_equilibria_are_both_listed(string p, int loss, int reward, int loyal, int wavering, int outside)
    {
        var signal = new RealignmentSignal(R(p), loss, reward, loyal, wavering, outside);
        var solution = EpisodeSolver.Solve(signal.ToGame());
        Assert.True(solution.Complete);
        if (signal.PaysAnyway) return;
        var informative = solution.Equilibria.Single(equilibrium => equilibrium.Profile.ExactProbability("wavering client", "flirt") == 1
            && equilibrium.Profile.ExactProbability("loyal client", "flirt") == signal.Bluff && equilibrium.Profile.ExactProbability("after flirt", "pay") == signal.PayAfterFlirt
            && equilibrium.Profile.ExactProbability("after quiet", "pay").IsZero);
        Assert.Equal(signal.PatronPayoff, informative.ExactPayoffs![1]);
        Assert.Equal(Verdict.Kept, informative[Refinement.DivinityOne]);
        Assert.Equal(Verdict.Kept, informative[Refinement.Sequential]);
        var babbling = solution.Equilibria.First(equilibrium => equilibrium.Profile.ExactProbability("wavering client", "quiet") == 1
            && equilibrium.Profile.ExactProbability("loyal client", "quiet") == 1 && equilibrium.Profile.ExactProbability("after quiet", "not") == 1);
        Assert.Equal(Verdict.Kept, babbling[Refinement.Sequential]);
        Assert.Equal(Verdict.Dropped, babbling[Refinement.DivinityOne]);
        Assert.NotEqual(informative.Component, babbling.Component);
    }

    [Fact]
    public void E1_leverage_is_hump_shaped_in_fear()
    {
        Rational At(string p) => new RealignmentSignal(R(p), 10, 4, 1, 0, 2).Leverage;
        Assert.True(At("1/10") < At("1/5") && At("1/5") < At("3/10"));
        Assert.Equal(Rational.Zero, At("1/2"));
    }

    [Fact]
    public void E2_examples_and_corner_rule()
    {
        var a = new Entrapment(R("1/4"), 10, 2, 4, 6, 8, R("1/10"));
        Assert.Equal((R("1/6"), R("17/120"), R("1/15")), (a.MoralHazard, a.BaseWar, a.WarSlope));
        Assert.Equal((R("1/6"), R("5/6")), (a.Provocation(0), a.Provocation(1)));
        Assert.Equal((R("17/15"), R("5/4")), (a.Loss(0), a.Loss(1)));
        Assert.Equal((Rational.Zero, R("15/16"), R("2401/1920")), (a.BestCommitment, a.WorstCommitment, a.Loss(R("15/16"))));
        var b = new Entrapment(R("1/5"), 8, 4, 4, 2, 8, R("1/5"));
        Assert.Equal((R("3/10"), R("-3/20"), R("12/5"), R("3/10")), (b.BaseWar, b.WarSlope, b.Loss(0), b.Loss(1)));
        Assert.Equal(Rational.One, b.BestCommitment);
    }

    // Grid search over the loss for a lattice of parameters: the best commitment is always a corner and the one the rule names.
    [Fact]
    public void E2_ambiguity_is_never_best()
    {
        int cases = 0;
        foreach (int war in new[] { 2, 3, 4 })
            foreach (int alone in new[] { 6, 8, 10 })
                foreach (int defended in new[] { 1, 3, 5 })
                    foreach (int defence in new[] { 1, 3, 6 })
                    {
                        var game = new Entrapment(new Rational(1, war + 1), alone, defended, 6, defence, 8, R("1/8"));
                        if (game.Provocation(0).Sign <= 0 || game.Provocation(1) >= 1) continue;
                        var best = Enumerable.Range(0, 101).Select(k => new Rational(k, 100)).MinBy(game.Loss);
                        Assert.Equal(game.Loss(game.BestCommitment), game.Loss(best));
                        cases++;
                    }
        Assert.True(cases > 15, $"{cases}");
    }

    [Fact]
    public void E2_three_types_reverse_from_nobody_to_everybody()
    {
        var solved = BackwardInduction.Solve(new Entrapment(R("1/4"), 10, 2, 4, 6, 8, R("1/10")).ToGame(1, 2, 3));
        Assert.Equal(R("-4/5"), solved.Payoffs[0]);
        Assert.Equal(1, solved.Profile.ExactProbability("treaty", "abstain"));
        foreach (string gain in new[] { "1", "2", "3" })
        {
            Assert.Equal(1, solved.Profile.ExactProbability($"gain {gain}, alone", "refrain"));
            Assert.Equal(1, solved.Profile.ExactProbability($"gain {gain}, committed", "provoke"));
        }
    }

    [Theory]
    [InlineData("0", "1/2", "2", "3/5", "1/5", "4/5")]
    [InlineData("1/2", "1", "9/2", "11/20", "9/20", "81/40")]
    public void E3_example_numbers_and_grid_optimum(string rescue, string risk, string demand, string pay, string disaster, string payoff)
    {
        var game = new Brinkmanship(2, 10, 1, R(rescue));
        Assert.Equal((R(risk), R(demand), R(pay), R(disaster), R(payoff)), (game.Risk, game.Demand, game.Pay, game.Disaster, game.BestPayoff));
        var best = Rational.Zero;
        for (int k = 1; k <= 200; k++)
            for (int j = 1; j <= 20; j++)
            {
                var r = game.Risk * new Rational(j, 20);
                best = Rational.Max(best, game.ClientPayoff(new Rational(k, 20), r));
            }
        Assert.Equal(game.BestPayoff, best);
    }

    // Patron losses 1, 3, 5, 7, 9 give the same chances as the uniform law on [0, 10].
    [Fact]
    public void E3_finite_twin_has_the_same_answer()
    {
        var twin = new Brinkmanship(2, 10, 1, 0).ToGame([1, 2, 3], [R("1/4"), R("1/2"), R("3/4")], 5);
        var solved = BackwardInduction.Solve(twin);
        Assert.Equal(R("4/5"), solved.Payoffs[0]);
        Assert.Equal(1, solved.Profile.ExactProbability("demand", "2 at 1/2"));
    }

    [Theory]
    [InlineData(3, 2, "4", 1, "1/2", "3")]
    [InlineData(2, 3, "4", 1, "1", "3/2")]
    [InlineData(2, 3, "1/2", 1, null, "0")]
    [InlineData(3, 2, "4", 4, null, "0")]
    public void E4_four_cells(int gain, int entrapment, string control, int principle, string? demand, string worth)
    {
        var game = new UmbrellaOffer(5, principle, 2, 4, gain, entrapment, R(control));
        Assert.Equal(demand is null ? null : R(demand), game.BestDemand);
        Assert.Equal(R(worth), game.BestWorth);
        var best = Enumerable.Range(0, 401).Max(k => game.Worth(new Rational(k, 400)));
        Assert.Equal(game.BestWorth, Rational.Max(best, Rational.Zero));
        var twin = BackwardInduction.Solve(game.ToGame([R("1/4"), R("1/2"), R("3/4"), 1], 4));
        Assert.Equal(game.BestWorth, twin.Payoffs[0]);
    }

    [Fact]
    public void E5_example_numbers_and_uniform_means()
    {
        Bidder china = new("China", 10, 2), us = new("US", 9, 8), russia = new("Russia", 3, 1), warm = new("Seoul", 5, 1), hard = new("Seoul", 1, 1);
        var sunshine = new HedgingAuction([china, us, russia, warm]);
        var hardline = new HedgingAuction([china, us, russia, hard]);
        Assert.Equal((4, 2), (sunshine.ClientNet, hardline.ClientNet));
        Assert.Equal((6, 4), (sunshine.WinnerPays, hardline.WinnerPays));
        Assert.Equal("China", sunshine.Winner!.Name);
        Assert.Equal((4, 1), (new HedgingAuction([china, us, warm]).ClientNet, new HedgingAuction([china, us, hard]).ClientNet));
        foreach (int n in new[] { 2, 3, 4 })
        {
            // Mean of the second largest of n uniforms by exact midpoint sums over a grid.
            const int cells = 20;
            double sum = 0;
            int count = (int)Math.Pow(cells, n);
            for (int k = 0; k < count; k++)
                sum += Enumerable.Range(0, n).Select(i => (k / (int)Math.Pow(cells, i) % cells + 0.5) / cells).OrderDescending().ElementAt(1);
            Assert.Equal(HedgingAuction.MeanNet(n).ToDouble(), sum / count, 3e-3);
        }
    }

    [Fact]
    public void E5_naming_the_true_worth_is_an_equilibrium_of_the_table()
    {
        var table = new HedgingAuction([new("China", 10, 2), new("Russia", 3, 1), new("Seoul", 5, 1)]).ToTable([0, 2, 4, 8]);
        int truthful = 3 * table.Stride(0) + 1 * table.Stride(1) + 2 * table.Stride(2);
        Assert.Contains(truthful, PureEquilibria.OfTable(table));
        Assert.Equal(4, table.Payoff(truthful, 0));
    }

    [Theory]
    [InlineData("1", "3/8")]
    [InlineData("2", "1/4")]
    [InlineData("4", "0")]
    [InlineData("9/2", "0")]
    public void E6_maximises_the_stated_utility(string own, string conceded)
    {
        var game = new AutonomySecurity(R("1/2"), R(own), 4);
        Assert.Equal(R(conceded), game.Conceded);
        Assert.Equal(4, game.AllianceEnds);
        double best = game.Utility(game.Conceded.ToDouble());
        for (int k = 0; k < 1000; k++) Assert.True(game.Utility(k / 1000.0) <= best + 1e-12);
    }

    [Fact]
    public void E7_example_numbers()
    {
        var crisis = new AudienceCostCrisis(R("1/4"), R("1/4"));
        Assert.Equal((R("1/2"), R("1/2"), R("1/2"), R("1/3")), (crisis.Fight, crisis.Resist, crisis.Challenge, crisis.Bluff));
        Assert.Equal((R("1/8"), R("1/4"), R("1/8")), (crisis.War, crisis.Concession, crisis.BackDown));
    }

    // With four types a side the formulas are an exact equilibrium of the finite tree, sequential by certificate.
    [Fact]
    public void E7_formulas_are_an_exact_equilibrium_of_the_four_type_tree()
    {
        var crisis = new AudienceCostCrisis(R("1/4"), R("1/4"));
        var game = crisis.ToGame(4);
        var exact = new Rational[game.ActionCount];
        void Set(string label, Rational first)
        {
            var set = game.InformationSets.Single(set => set.Label == label);
            exact[set.FirstAction] = first;
            exact[set.FirstAction + 1] = 1 - first;
        }
        string[] types = ["-1/8", "-3/8", "-5/8", "-7/8"];
        for (int k = 0; k < 4; k++)
        {
            Set($"A {types[k]}", k == 0 ? 1 : crisis.Bluff);
            Set($"A {types[k]} resisted", k == 0 ? 1 : 0);
            Set($"B {types[k]}", k < 2 ? 1 : 0);
        }
        var profile = StrategyProfile.FromExact(game, exact);
        var values = GameValues.Exact(profile);
        Assert.Equal(Rational.Zero, values.Regret);
        Rational Chance(string outcome) => Enumerable.Range(0, game.NodeCount).Where(node => game.IsTerminal(node) && game.Outcomes[game.OutcomeOf(node)].Label == outcome)
            .Aggregate(Rational.Zero, (sum, node) => sum + values.Reach(node));
        Assert.Equal((crisis.War, crisis.Concession, crisis.BackDown), (Chance("war"), Chance("concession"), Chance("back-down")));
        Assert.Equal(Verdict.Kept, SequentialRationality.Check(profile).Consistent.Verdict);
    }
}
