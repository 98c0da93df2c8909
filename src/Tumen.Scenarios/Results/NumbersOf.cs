using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Simulate;

namespace Tumen.Scenarios;

/// <summary>Names of the groups of numbers.</summary>
public static class NumberGroups
{
    /// <summary>Long-run share of months in which a move is made.</summary>
    public const string Moves = "long-run share of moves";

    /// <summary>Long-run share of months a situation is at a level.</summary>
    public const string Situations = "long-run share of situations";

    /// <summary>Share of months of the path in which a move is made.</summary>
    public const string Path = "share of moves in the first months";

    /// <summary>Concessions a month.</summary>
    public const string Concessions = "concessions";

    /// <summary>Leverage.</summary>
    public const string Leverage = "leverage";

    /// <summary>Months.</summary>
    public const string Cycle = "cycle, months";

    /// <summary>Spectrum.</summary>
    public const string Rhythm = "rhythm";

    /// <summary>First passage, months.</summary>
    public const string Passage = "first time, months";

    /// <summary>How far from the record.</summary>
    public const string Support = "months in situations the record never saw";
}

/// <summary>The numbers of one play, in a fixed order.</summary>
internal sealed class NumbersOf
{
    private static readonly double[] Periods = [.. Enumerable.Range(3, 118).Select(p => (double)p)];
    private readonly GameModel _model;
    private readonly Func<int, int, double>? _concession;
    private readonly (TimedEvent First, TimedEvent Second)? _cycle;
    private readonly bool[]? _unseen;
    private readonly double _discount;

    /// <summary>Fixes what is counted.</summary>
    /// <param name="model">The whole game.</param>
    /// <param name="concession">Concession per (state, joint move), or null.</param>
    /// <param name="discount">δ of discounted averages.</param>
    /// <param name="cycle">Events of the cycle.</param>
    /// <param name="unseen">States the record never saw, or null.</param>
    public NumbersOf(GameModel model, Func<int, int, double>? concession, double discount, (TimedEvent First, TimedEvent Second)? cycle, bool[]? unseen)
    {
        _model = model;
        _concession = concession;
        _discount = discount;
        _cycle = cycle;
        _unseen = unseen;
    }

    /// <summary>Works them out.</summary>
    /// <param name="play">Play for ever.</param>
    /// <param name="start">Start law.</param>
    /// <param name="path">Course from the start.</param>
    /// <param name="temporary">Whether <paramref name="path"/> is a passing change; then discounted sums follow the path and end with <paramref name="play"/>.</param>
    public List<(string Group, string Name, double Value)> List(Play play, double[] start, PathShares path, bool temporary)
    {
        var list = new List<(string, string, double)>();
        var longRun = LongRun.Of(play.Chain, start).Shares;
        for (int i = 0; i < _model.Players.Length; i++)
        {
            for (int a = 0; a < _model.Players[i].Moves.Length; a++)
            {
                list.Add((NumberGroups.Moves, $"{_model.Players[i].Name} {_model.Players[i].Moves[a]}", FixedOrder.Dot(longRun, play.Chance(Makes(play, i, a)))));
            }
        }

        for (int v = 0; v < _model.Situations.Length; v++)
        {
            for (int l = 0; l < _model.Situations[v].Levels.Length; l++)
            {
                double share = 0;
                for (int s = 0; s < longRun.Length; s++)
                {
                    share += play.States.Level(s, v) == l ? longRun[s] : 0;
                }

                list.Add((NumberGroups.Situations, $"{_model.Situations[v].Name} {_model.Situations[v].Levels[l]}", share));
            }
        }

        for (int i = 0; i < _model.Players.Length; i++)
        {
            for (int a = 0; a < _model.Players[i].Moves.Length; a++)
            {
                list.Add((NumberGroups.Path, $"{_model.Players[i].Name} {_model.Players[i].Moves[a]}", path.Moves[i][a].Average()));
            }
        }

        if (_concession is { } g)
        {
            var expected = play.Expected(g);
            list.Add((NumberGroups.Concessions, "long-run mean a month", FixedOrder.Dot(longRun, expected)));
            list.Add((NumberGroups.Concessions, "mean in the first months", path.Flow.Average()));
            var later = play.DiscountedAverage(expected, _discount);
            list.Add((NumberGroups.Concessions, "discounted average from the start", temporary ? Discounted(path, later) : FixedOrder.Dot(start, later)));
        }

        Times(list, play, longRun, start);
        if (_unseen is not null)
        {
            list.Add((NumberGroups.Support, "in the first months", path.Laws.Take(path.Months).Average(law => Unseen(law))));
            list.Add((NumberGroups.Support, "in the long run", Unseen(longRun)));
        }

        return list;
    }

    /// <summary>A condition on the whole game as a test on (state, joint move).</summary>
    public static Func<int, int, bool> Test(StateSpace states, ProfileSpace profiles, Condition condition)
    {
        var holds = new bool[states.Count * profiles.Count];
        int[] levels = new int[states.Situations.Length], moves = new int[profiles.Players.Length];
        for (int c = 0; c < holds.Length; c++)
        {
            states.Levels(c / profiles.Count, levels);
            for (int i = 0; i < moves.Length; i++)
            {
                moves[i] = profiles.Move(c % profiles.Count, i);
            }

            holds[c] = condition.Holds(levels, moves);
        }

        return (s, p) => holds[(s * profiles.Count) + p];
    }

    private static Func<int, int, bool> Makes(Play play, int player, int move) => (_, p) => play.Profiles.Move(p, player) == move;

    private double Discounted(PathShares path, double[] later)
    {
        double sum = 0, d = 1;
        foreach (double g in path.Flow)
        {
            sum += (1 - _discount) * d * g;
            d *= _discount;
        }

        return sum + (d * FixedOrder.Dot(path.Laws[^1], later));
    }

    private void Times(List<(string, string, double)> list, Play play, double[] longRun, double[] start)
    {
        if (_cycle is not { } cycle)
        {
            return;
        }

        var first = Test(play.States, play.Profiles, cycle.First.If);
        var second = Test(play.States, play.Profiles, cycle.Second.If);
        var times = Cycle.Of(play, first, second, start);
        list.Add((NumberGroups.Cycle, $"{cycle.First.Name} every", times.FirstEvery));
        list.Add((NumberGroups.Cycle, $"{cycle.Second.Name} every", times.SecondEvery));
        list.Add((NumberGroups.Cycle, $"from {cycle.First.Name} to {cycle.Second.Name}", times.FirstToSecond));
        list.Add((NumberGroups.Cycle, $"from {cycle.Second.Name} to {cycle.First.Name}", times.SecondToFirst));
        list.Add((NumberGroups.Cycle, "whole cycle", times.Whole));
        // +1 in a month of the first event, −1 in a month of the second: a cycle between them is a rhythm of this series.
        var spectrum = Cycle.Spectrum(play, longRun, (s, p) => (first(s, p) ? 1 : 0) - (second(s, p) ? 1 : 0), Periods, 0);
        list.Add((NumberGroups.Rhythm, "period of the highest spectral density, months", spectrum.PeakPeriod));
        list.Add((NumberGroups.Rhythm, "its height (1 = no rhythm)", spectrum.PeakHeight));
        list.Add((NumberGroups.Passage, $"first {cycle.First.Name}", FirstPassage.Of(play, first, start, 0).Mean));
        list.Add((NumberGroups.Passage, $"first {cycle.Second.Name}", FirstPassage.Of(play, second, start, 0).Mean));
    }

    private double Unseen(double[] law)
    {
        double sum = 0;
        for (int s = 0; s < law.Length; s++)
        {
            sum += _unseen![s] ? law[s] : 0;
        }

        return sum;
    }
}
