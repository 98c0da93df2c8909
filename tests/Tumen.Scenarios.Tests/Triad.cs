using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Scenarios.Tests;

/// <summary>A client, a rival and a patron with presence, warmth, talks, and a payer that matters to nobody; and two games without situations.</summary>
internal static class Triad
{
    public static readonly double[] Weights = [1.0, 1.2, 1.1, 1.0, 1.0, 1.2, 0.9, 0.6, 0.7];
    public static readonly double[] Chances = [0.6];

    public static TheoryPoint Point => new(Weights, Chances);

    public static Condition Plays(int player, params int[] moves) => new Condition.Plays(player, [.. moves]);

    public static WeightSpec Weight(string name) => new(name, new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, []);

    public static GameModel Game(bool ordered = true) => new()
    {
        Name = "triad",
        Players = [new Player("client", ["hold", "provoke", "reach"]), new Player("rival", ["hold", "press"]), new Player("patron", ["punish", "maintain", "reward"])],
        Turns = ordered ? [[0], [1], [2]] : [[0, 1, 2]],
        Situations = [new Situation("presence", ["low", "high"]), new Situation("warmth", ["cold", "close"]), new Situation("talks", ["off", "on"]), new Situation("payer", ["closed", "open"])],
        Laws =
        [
            new SituationLaw(0, [new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(0, "surge"), Plays(1, 1))]), new LawLine(LawEffect.Falls, -1, [new ChanceIf(new Chance(0.2), Plays(1, 0))])]),
            new SituationLaw(1, [new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(0.6), Plays(2, 2))]), new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0.4), Plays(2, 0))])]),
            new SituationLaw(2, [new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(0.7), Plays(0, 2))]), new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0.5), Plays(0, 1)), new ChanceIf(new Chance(0.1), Condition.Always)])]),
            new SituationLaw(3, [new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(0.1), new Condition.LevelIn(3, [0]))]), new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(0.2), new Condition.LevelIn(3, [1]))])]),
        ],
        Terms =
        [
            new PayoffTerm(0, false, "risk", [], Plays(0, 1)),
            new PayoffTerm(0, false, "effort", [], Plays(0, 2)),
            new PayoffTerm(0, true, "aid", [new Factor.LevelOf(1)], Condition.Always),
            new PayoffTerm(1, false, "burden", [], Plays(1, 1)),
            new PayoffTerm(1, true, "pretext", [], new Condition.And(Plays(1, 1), Plays(0, 1))),
            new PayoffTerm(2, false, "price", [], Plays(2, 2)),
            new PayoffTerm(2, false, "discipline", [], Plays(2, 0)),
            new PayoffTerm(2, false, "buffer", [new Factor.LevelOf(0), new Factor.LackOf(1)], Condition.Always),
            new PayoffTerm(2, false, "realign", [new Factor.LackOf(1)], new Condition.LevelIn(2, [1])),
        ],
        Weights = [Weight("risk"), Weight("effort"), Weight("aid"), Weight("burden"), Weight("pretext"), Weight("price"), Weight("discipline"), Weight("buffer"), Weight("realign")],
        Chances = [new ChanceSpec("surge", new Prior.Beta(1, 1), null)],
        Discounts = [0.9, 0.9, 0.95],
        Concession = new Flow(2, 0, [new FlowPart(1, Plays(2, 2)), new FlowPart(-1, Plays(2, 0))]),
        Threats = new MoveSet(0, [1, 2], 0),
    };

    public static ScenarioSpec Scenario(params ScenarioEdit[] edits) => new("test", [.. edits], null, null);

    /// <summary>One state, two players, payoffs by hand: terms are (player, amount, condition) as weights of size 1.</summary>
    public static GameModel OneState(double discount, params (int Player, string Weight, Condition If)[] terms) => new()
    {
        Name = "one state",
        Players = [new Player("row", ["a", "b"]), new Player("column", ["a", "b"])],
        Turns = [[0, 1]],
        Terms = [.. terms.Select(t => new PayoffTerm(t.Player, true, t.Weight, [], t.If))],
        Weights = [.. terms.Select(t => t.Weight).Distinct().Select(Weight)],
        Discounts = [discount, discount],
    };
}
