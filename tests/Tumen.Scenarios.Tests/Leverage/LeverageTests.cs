using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios.Tests;

/// <summary>Properties of the leverage index, on a small client and patron.</summary>
public class LeverageTests
{
    private static Condition Plays(int player, int move) => new Condition.Plays(player, [move]);

    private static WeightSpec Weight(string name) => new(name, new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, []);

    // client {hold, provoke}; patron {punish, maintain, reward}; presence rises after a provocation; warmth follows the patron.
    private static readonly GameModel Model = new()
    {
        Name = "leverage",
        Players = [new Player("client", ["hold", "provoke"]), new Player("patron", ["punish", "maintain", "reward"])],
        Turns = [[0, 1]],
        Situations = [new Situation("presence", ["low", "high"]), new Situation("warmth", ["cold", "close"])],
        Laws =
        [
            new SituationLaw(0, [new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(0.7), Plays(0, 1))]), new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0.2), Plays(0, 0))])]),
            new SituationLaw(1, [new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(0.6), Plays(1, 2))]), new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0.5), Plays(1, 0))])]),
        ],
        Terms =
        [
            new PayoffTerm(0, false, "risk", [], Plays(0, 1)),
            new PayoffTerm(0, true, "aid", [new Factor.LevelOf(1)], Condition.Always),
            new PayoffTerm(1, false, "price", [], Plays(1, 2)),
            new PayoffTerm(1, true, "kin", [new Factor.LevelOf(1)], Condition.Always),
            new PayoffTerm(1, false, "buffer", [new Factor.LevelOf(0), new Factor.LackOf(1)], Condition.Always),
            new PayoffTerm(1, false, "entangle", [new Factor.LevelOf(1)], Plays(0, 1)),
        ],
        Weights = [Weight("risk"), Weight("aid"), Weight("price"), Weight("kin"), Weight("buffer"), Weight("entangle")],
        Discounts = [0.9, 0.9],
        Concession = new Flow(1, 0, [new FlowPart(1, Plays(1, 2)), new FlowPart(-1, Plays(1, 0))]),
        Compliance = new Flow(0, 1, [new FlowPart(-1, Plays(0, 1))]),
        Threats = new MoveSet(0, [1], 0),
        Instruments = new MoveSet(1, [0, 2], 1),
    };

    private static readonly double[] Even = [0.25, 0.25, 0.25, 0.25];

    private static LogitMarkovEquilibrium Solve(double risk = 1, double aid = 0, double price = 1, double kin = 0, double buffer = 0, double entangle = 0) =>
        LogitMarkovSolver.Solve(ParametricGame.Compile(Model, "base").At([risk, aid, price, kin, buffer, entangle], []), new SolveOptions());

    private static LeverageIndex Measure(LogitMarkovEquilibrium e) => Leverage.Measure(Model, e, Even, split: true);

    // (a) The patron's payoff and warmth's law ignore what the client can move: no leverage.
    [Fact]
    public void Affection_gives_no_leverage() => Assert.Equal(0, Measure(Solve(kin: 0.8, aid: 0.5)).Capacity, 1e-8);

    // (b) The client does not care for warmth: it exerts nothing, though the patron could be leveraged.
    [Fact]
    public void A_client_that_wants_nothing_exerts_nothing()
    {
        var l = Measure(Solve(buffer: 0.8));
        Assert.True(l.Capacity > 0.01);
        Assert.Equal(0, l.Exertion, 1e-9);
    }

    [Fact]
    public void A_client_that_wants_support_exerts_the_buffer() => Assert.True(Measure(Solve(buffer: 1.2, aid: 2, risk: 0.5)).Exertion > 1e-4);

    // (g) Signed: entrapment makes threats cost aid.
    [Fact]
    public void Entrapment_gives_negative_leverage() => Assert.True(Measure(Solve(kin: 0.8, entangle: 1)).Capacity < -0.001);

    // (d) Bounded by the flow's range; (i) the split adds up.
    [Fact]
    public void The_index_is_bounded_and_its_split_adds_up()
    {
        var l = Measure(Solve(buffer: 3, aid: 2));
        Assert.InRange(l.Capacity, -2, 2);
        Assert.Equal(l.Capacity, l.ByMove.Sum(m => m.Share), 1e-12);
    }

    // (e) Adding a constant to a payoff changes nothing.
    [Fact]
    public void A_constant_changes_nothing()
    {
        var e = Solve(buffer: 1, aid: 1);
        var shifted = LogitMarkovSolver.Solve(e.Game with { Payoffs = [e.Game.Payoffs[0], e.Game.Payoffs[1].Select(u => u + 3).ToArray()] }, new SolveOptions());
        LeverageIndex a = Measure(e), b = Measure(shifted);
        Assert.Equal(a.Capacity, b.Capacity, 1e-9);
        Assert.Equal(a.Exertion, b.Exertion, 1e-9);
        Assert.Equal(a.Influence!.Value, b.Influence!.Value, 1e-9);
    }

    [Fact]
    public void Defanging_leaves_the_menu_and_the_movers_own_costs()
    {
        var game = Solve(buffer: 1).Game;
        var bare = GameEdits.Defang(game, 0, [1], 0);
        Assert.Equal(game.Payoffs[0], bare.Payoffs[0]);
        for (int s = 0; s < 4; s++)
        {
            for (int a = 0; a < 3; a++)
            {
                Assert.Equal(bare.Payoffs[1][(s * 6) + a], bare.Payoffs[1][(s * 6) + 3 + a]);
                Assert.Equal(game.Kernel.Probability(s, a, 0), bare.Kernel.Probability(s, 3 + a, 0), 1e-15);
            }
        }
    }

    [Fact]
    public void A_forbidden_move_is_never_played_and_one_must_stay()
    {
        var e = LogitMarkovSolver.Solve(GameEdits.Forbid(Solve(buffer: 1).Game, 0, [1]), new SolveOptions());
        Assert.Equal(SolveStatus.Certified, e.Status);
        Assert.Equal(0, e.Probability(2, 0, 1));
        Assert.Throws<ArgumentException>(() => GameEdits.Forbid(e.Game, 0, [0, 1]));
    }

    // Two states, P(0→1) = a, P(1→0) = b: long-run share of 1 is a/(a+b).
    [Fact]
    public void Long_run_shares_by_hand()
    {
        var e = Solve(risk: 40);
        var d = new Dynamics(e.Game, e.Strategies);
        var (shares, converged) = d.LongRun([0.25, 0.25, 0.25, 0.25]);
        Assert.True(converged);
        Assert.Equal(0, shares[2] + shares[3], 1e-9); // presence always falls when nobody provokes
        Assert.Equal(1, shares.Sum(), 1e-9);
        double reward = e.Probability(0, 1, 2), punish = e.Probability(1, 1, 0);
        Assert.Equal(0.6 * reward / ((0.6 * reward) + (0.5 * punish)), shares[1], 1e-9);
    }
}
