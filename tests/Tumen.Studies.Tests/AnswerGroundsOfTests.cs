using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies.Tests;

/// <summary>Grounds written by hand: three theories, of which "fear" leads and everything speaks for it. Tests change one thing at a time.</summary>
internal static class AnswerGroundsOfTests
{
    public static readonly string[] Names = ["base", "kin", "fear"];

    /// <summary>A game of two countries; only names, labels and moves are read.</summary>
    public static GameModel Game { get; } = new()
    {
        Name = "two",
        Players = [new Player("client", ["provoke", "hold"], "Nordia"), new Player("patron", ["maintain", "reward"], "Chung")],
        Turns = [[0, 1]],
        Discounts = [0.9, 0.9],
    };

    /// <summary>A study with two families.</summary>
    public static StudyModel Study { get; } = new()
    {
        Question = "Does fear pay?",
        GameFile = "two.game",
        Records = [],
        Compare = [.. Names],
        HoldOut = 12,
        Families = [new TheoryFamily("threats pay", ["fear"]), new TheoryFamily("the patron only reacts", ["kin"])],
    };

    /// <summary>A theory as fitted.</summary>
    public static TheoryWork Theory(string name, double evidence, double moves = -100, double? held = -10) => new()
    {
        Name = name,
        Status = "converged",
        ModeStatus = "converged",
        LogLikelihood = moves,
        MoveLogLikelihood = moves,
        Aic = (-2 * moves) + 4,
        Bic = (-2 * moves) + 8,
        LogMarginalLikelihood = evidence,
        Periods = 120,
        Moves = 240,
        Starts = 8,
        Optima = [],
        Parameters = [],
        Eigenvalues = [],
        Weak = [],
        ByPeriod = [],
        MovesByPeriod = [],
        HoldOutScore = held,
        HoldOutByPeriod = [],
        Residual = 1e-12,
        Regret = 1e-12,
        Leverage = null,
        Responses = [],
    };

    /// <summary>Records of known truth on which the truth has a given lead, in nats, on so many records of each theory.</summary>
    public static ConfusionTable Power(int records, double lead = 8, PowerTruths truths = PowerTruths.Priors) =>
        Confusion.Of([.. Names.Select((n, t) => new ConfusionWork(n, Names, [.. Enumerable.Range(0, records).Select(r => Names.Select((_, k) => k == t ? lead : 0.0).ToArray())], 0))], truths)!;

    /// <summary>A verdict under a coding or an assumption, by the evidence of the three.</summary>
    public static CodingVerdict Verdict(string name, params double[] evidence)
    {
        var p = Standing.Among([.. evidence]);
        int best = Enumerable.Range(0, 3).MaxBy(i => double.IsNaN(p[i]) ? -1 : p[i]);
        return new CodingVerdict(name, Names[best], p, [p[2], p[1]], null, null, null) { LogMarginalLikelihoods = [.. evidence] };
    }

    /// <summary>A pair tested: the log-likelihood difference in favour of the first, and whether that is separate at 5 %.</summary>
    public static PairVerdict Pair(string first, string second, double difference, bool separate) =>
        new(first, second, new PairComparison(first, second, difference, true, (2 * Math.Abs(difference), 1, separate ? 0.001 : 0.4), null, null), null);

    /// <summary>A stretch left out, with the theory that leads without it.</summary>
    public static OmissionResult Omission(string name, string best) => new(new OmissionSpec(name, "2001-01", "2001-12"), 12, best, [], [], [], []);

    /// <summary>A change of the client looked for at two dates.</summary>
    public static BreakResult Break(double chance, double kin, double fear) => new(
        new BreakSpec("the client changed", "client", "2001-12", "2002-12", 12), ["2001-12", "2002-12"], [-110, Math.Log(kin) - 100, Math.Log(fear) - 100], [0, 0, 0], [[0, 0], [0, 0], [0, 0]], [0.2, 0.8], [0, kin, fear], [0, kin, fear], chance, 0, 0);

    /// <summary>Somebody else in the patron's place, where fear gains so much over the base game.</summary>
    public static PlaceboResult Placebo(double gain, int rewards = 30) => new(
        "another patron", [0.3, 0.3, 0.4], "fear", [0, 0, gain], [0, 0, 12], [Column(rewards)], []);

    /// <summary>How often the patron maintains and rewards.</summary>
    public static ColumnCount Column(int rewards) => new("patron", true, [("maintain", 90), ("reward", rewards)], 0, 10);

    /// <summary>A stretch foretold by the three.</summary>
    public static ForesightTable Foresight(double home, double kin, double fear, double habit) => new(
        new ForesightSpec("the end", "2008-01", "2009-12"), 24, [.. Names.Zip(new[] { home, kin, fear }, (n, s) => new ForesightWork(n, "the end", "converged", s, []))], [Base("habit", -50, habit)]);

    /// <summary>A forecast without a theory.</summary>
    public static Baseline Base(string name, double log, double? held) => new(name, 4, log, [], held, []);

    /// <summary>Grounds on which everything speaks for fear.</summary>
    public static AnswerGrounds AllFor()
    {
        ImmutableArray<TheoryWork> theories = [Theory("base", -110, -108, -14), Theory("kin", -109, -107, -14), Theory("fear", -100, -96, -9)];
        return new AnswerGrounds
        {
            Study = Study,
            Game = Game,
            Theories = theories,
            Posterior = Standing.Among([-110, -109, -100]),
            Pairs = [Pair("base", "kin", -1, false), Pair("base", "fear", -12, true), Pair("kin", "fear", -11, true)],
            Baselines = [Base("rates", -140, -16), Base("habit", -130, -15)],
            Codings = [Verdict("main", -110, -109, -100), Verdict("strict", -90, -89, -80)],
            Variations = [Verdict("patient", -111, -110, -101)],
            Foresights = [Foresight(-30, -29, -25, -33)],
            Omissions = [Omission("the first year", "fear"), Omission("the second year", "fear")],
            Placebos = [Placebo(0.2)],
            Columns = [Column(30)],
            Breaks = [Break(0.05, 0.001, 0.99)],
            FittedPower = Power(30, truths: PowerTruths.FittedModes),
            PriorPower = Power(40),
        };
    }
}
