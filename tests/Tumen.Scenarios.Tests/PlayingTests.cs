using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;
using static Tumen.Scenarios.Tests.Triad;

namespace Tumen.Scenarios.Tests;

/// <summary>A person's part in a game: the same match again, others who move as the theory says, advice and costs that agree with the likelihood and with closed forms.</summary>
public class PlayingTests
{
    private static readonly ScenarioSolver Runner = new(Game(), "base");

    private static readonly Adviser Truth = new(Runner, Runner.Solve(Point), "base");

    // The person's moves are drawn from the theory by a stream of their own.
    private static Match Played(int player, int months, ulong seed, Adviser? adviser = null)
    {
        adviser ??= Truth;
        var match = new Match(adviser, player, 0, seed);
        var person = new Philox(seed + 99, 0);
        while (match.Played.Count < months)
        {
            match.Make(person.NextIndex(adviser.Chances(match.State, player, match.History)));
        }

        return match;
    }

    private static Sequence Record(Match match) => new(
        "", [.. match.Played.Select((_, t) => $"{1900 + (t / 12):0000}-{1 + (t % 12):00}")],
        [.. match.Played.Select(p => Enumerable.Range(0, 3).Select(i => Truth.Profiles.Move(p.Profile, i)).ToImmutableArray())],
        [.. match.Played.Select(p => Enumerable.Range(0, 4).Select(v => Truth.States.Level(p.State, v)).ToImmutableArray())]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_same_seed_and_moves_give_the_same_match(int player)
    {
        Assert.Equal(Played(player, 50, 4).Played, Played(player, 50, 4).Played);
        Assert.NotEqual(Played(player, 50, 4).Played, Played(player, 50, 5).Played);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void Log_chances_are_those_of_the_likelihood(bool ordered, int player)
    {
        var runner = new ScenarioSolver(Game(ordered), "base");
        var adviser = new Adviser(runner, runner.Solve(Point), "base");
        var match = Played(player, 80, 7, adviser);
        double own = Assert.Single(Debrief.Of(match, [adviser])).LogChance;
        double others = match.Played.Sum(p => Enumerable.Range(0, 3).Where(i => i != player).Sum(i => Math.Log(adviser.Chances(p.State, i, adviser.Profiles.History(p.Profile, i))[adviser.Profiles.Move(p.Profile, i)])));
        var likelihood = new Likelihood(runner.Whole, [Record(match)]);
        Assert.Equal(likelihood.Evaluate([.. Weights, .. Chances], false).MovesByPeriod.Sum(), own + others, 1e-7);
    }

    // A person who moves as the theory does makes the long run of the theory: shares of situations within five standard errors of dependent draws.
    [Fact]
    public void A_person_who_plays_the_theory_makes_its_long_run()
    {
        var match = Played(0, 40_000, 11);
        var shares = new double[Truth.States.Count];
        foreach (var p in match.Played)
        {
            shares[p.State] += 1.0 / match.Played.Count;
        }

        for (int s = 0; s < shares.Length; s++)
        {
            Assert.Equal(Truth.Theory.LongRun.Shares[s], shares[s], 0.02);
        }
    }

    [Fact]
    public void The_law_of_the_next_situation_makes_the_chain()
    {
        for (int s = 0; s < Truth.States.Count; s++)
        {
            var row = new double[Truth.States.Count];
            var at = new double[Truth.States.Count];
            at[s] = 1;
            var chances = Truth.Theory.Play.ProfileChances(s);
            for (int p = 0; p < chances.Length; p++)
            {
                var law = Truth.Law(s, p);
                Assert.Equal(1, law.Sum(x => x.Chance), 1e-12);
                foreach (var (next, chance) in law)
                {
                    row[next] += chances[p] * chance;
                }
            }

            double[] step = Truth.Theory.Play.Step(at);
            Assert.All(row.Zip(step), x => Assert.Equal(x.Second, x.First, 1e-12));
        }
    }

    // One situation, no future: a move is worth its payoff, whatever the other does. b gains 2 for the row player.
    [Fact]
    public void A_cost_is_what_a_move_forgoes()
    {
        var solver = new ScenarioSolver(OneState(0, (0, "gain", Plays(0, 1))), "base");
        var adviser = new Adviser(solver, solver.Solve(new TheoryPoint([2.0], [])), "base");
        var match = new Match(adviser, 0, 0, 1);
        match.Make(0);
        match.Make(1);
        match.Make(0);
        var told = Assert.Single(Debrief.Of(match, [adviser]));
        Assert.Equal(4, told.Cost, 1e-9);
        Assert.Equal(1, told.Agreed);
        Assert.All(told.Periods, p => Assert.Equal(1, p.Advice));
        double b = 1 / (1 + Math.Exp(-2));
        Assert.Equal((2 * Math.Log(1 - b)) + Math.Log(b), told.LogChance, 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Cards_cover_every_period_once(int player)
    {
        var cards = MoveCards.Of(Truth, player);
        Assert.Equal(8 * Truth.Profiles.Histories[player], cards.Length); // the payer matters to nobody
        Assert.Equal(1, cards.Sum(c => c.Share), 1e-9);
        Assert.Equal(cards.OrderByDescending(c => c.Share).Select(c => c.Share), cards.Select(c => c.Share));
        Assert.All(cards, c =>
        {
            Assert.Equal(100, c.Upto[^1]);
            Assert.DoesNotContain(c.Levels, l => l.Situation == 3);
            for (int a = 0; a < c.Chances.Length; a++)
            {
                Assert.Equal(c.Chances[a], (c.Upto[a] - (a == 0 ? 0 : c.Upto[a - 1])) / 100.0, 0.01);
            }
        });

        // What the cards say in the long run is what the theory says.
        double[] means = new double[Truth.Profiles.Moves(player)];
        foreach (var c in cards)
        {
            for (int a = 0; a < means.Length; a++)
            {
                means[a] += c.Share * c.Chances[a];
            }
        }

        Assert.All(means.Zip(Truth.Theory.Means[player]), x => Assert.Equal(x.Second, x.First, 1e-9));
    }

    [Theory]
    [InlineData(new[] { 0.335, 0.335, 0.33 }, new[] { 34, 33, 33 })]
    [InlineData(new[] { 1.0, 0.0 }, new[] { 100, 0 })]
    [InlineData(new[] { 0.001, 0.004, 0.995 }, new[] { 0, 0, 100 })]
    [InlineData(new[] { 0.125, 0.125, 0.75 }, new[] { 13, 12, 75 })]
    public void Hundredths_sum_to_a_hundred(double[] chances, int[] expected) => Assert.Equal(expected, MoveCards.Hundredths(chances));
}
