using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>Names of the groups of numbers.</summary>
public static class NumberGroups
{
    /// <summary>Long-run share of months in which a move is made.</summary>
    public const string Moves = "long-run share of moves";

    /// <summary>Long-run share of months a situation is at a level.</summary>
    public const string Situations = "long-run share of situations";

    /// <summary>Months from one such move to the next, in the long run.</summary>
    public const string Returns = "return time of moves, months";

    /// <summary>Share of months of the path in which a move is made.</summary>
    public const string Path = "share of moves in the first months";

    /// <summary>Concessions a month.</summary>
    public const string Concessions = "concessions";

    /// <summary>What each partner of a coalition would gain by a month's move that ends it, in units of its choice noise.</summary>
    public const string Leaving = "gain from leaving the coalition";

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

/// <summary>A play from a start, on the whole game and on the one that is solved.</summary>
/// <param name="Whole">Play for ever on the whole game.</param>
/// <param name="Small">The same on the solved game.</param>
/// <param name="Start">Start law on the whole game.</param>
/// <param name="Over">Law on the whole game over which discounted concessions are averaged.</param>
/// <param name="Path">Course from the start.</param>
/// <param name="Passing">Whether <paramref name="Path"/> is a passing change; then discounted sums follow the path and end with <paramref name="Whole"/>.</param>
internal sealed record Played(Play Whole, Play Small, double[] Start, double[] Over, PathShares Path, bool Passing)
{
    /// <summary>Discounted concessions from the start, when they were worked out along the whole way; null to follow <see cref="Path"/>.</summary>
    public double? Discounted { get; init; }

    /// <summary>The same from the situations averaged over; null where the play for ever says it.</summary>
    public double? DiscountedOver { get; init; }
}

/// <summary>The numbers of one play, in a fixed order.</summary>
internal sealed class NumbersOf
{
    private static readonly double[] Periods = [.. Enumerable.Range(3, 118).Select(p => (double)p)];
    private readonly ScenarioSolver _runner;
    private readonly ScenarioOptions _options;
    private readonly GameModel _model;
    private readonly (TimedEvent First, TimedEvent Second)? _cycle;
    private readonly bool[]? _unseen;
    private readonly double _discount, _first;

    /// <summary>Fixes what is counted.</summary>
    public NumbersOf(ScenarioSolver runner, ScenarioOptions options)
    {
        _runner = runner;
        _options = options;
        _model = runner.Whole.Model;
        _cycle = CycleEvents(runner, options);
        _discount = runner.Whole.Discounts[_model.Concession?.From ?? 0];
        _first = runner.Whole.FirstWeight(_discount);
        if (options.Visited is { } visited)
        {
            // A situation was seen when the record visited any state that looks the same to the theory.
            var seen = new bool[runner.Solved.States.Count];
            for (int s = 0; s < visited.Length; s++)
            {
                seen[runner.Reduction.StateMap[s]] |= visited[s];
            }

            _unseen = [.. visited.Select((_, s) => !seen[runner.Reduction.StateMap[s]])];
        }
    }

    /// <summary>The two events whose cycle is timed: those asked for, or the game's first two threats (or the first threat and its quiet move).</summary>
    public static (TimedEvent First, TimedEvent Second)? CycleEvents(ScenarioSolver runner, ScenarioOptions options)
    {
        if (options.Cycle is { } given)
        {
            return given;
        }

        if (runner.Whole.Model.Threats is not { } threats || threats.Moves.IsEmpty)
        {
            return null;
        }

        var player = runner.Whole.Model.Players[threats.Player];
        int first = threats.Moves[0], second = threats.Moves.Length > 1 ? threats.Moves[1] : threats.Quiet;
        return (new TimedEvent(player.Moves[first], new Condition.Plays(threats.Player, [first])), new TimedEvent(player.Moves[second], new Condition.Plays(threats.Player, [second])));
    }

    /// <summary>Works them out.</summary>
    public List<(string Group, string Name, double Value)> List(Played played)
    {
        var list = new List<(string, string, double)>();
        var play = played.Whole;
        var longRun = LongRun.Of(play.Chain, played.Start).Shares;
        var chances = play.MoveChances();
        int width = chances.Length / longRun.Length, at = 0;
        var returns = new List<(string, string, double)>();
        foreach (var player in _model.Players)
        {
            foreach (string move in player.Moves)
            {
                double share = 0;
                for (int s = 0; s < longRun.Length; s++)
                {
                    share += longRun[s] * chances[(s * width) + at];
                }

                at++;
                list.Add((NumberGroups.Moves, $"{player.Name} {move}", share));
                returns.Add((NumberGroups.Returns, $"{player.Name} {move}", share > 1e-12 ? 1 / share : double.PositiveInfinity));
            }
        }

        for (int v = 0; v < _model.Situations.Length; v++)
        {
            var shares = new double[_model.Situations[v].Levels.Length];
            for (int s = 0; s < longRun.Length; s++)
            {
                shares[play.States.Level(s, v)] += longRun[s];
            }

            list.AddRange(_model.Situations[v].Levels.Select((l, k) => (NumberGroups.Situations, $"{_model.Situations[v].Name} {l}", shares[k])));
        }

        list.AddRange(returns);
        var path = played.Path;
        for (int i = 0; i < _model.Players.Length; i++)
        {
            for (int a = 0; a < _model.Players[i].Moves.Length; a++)
            {
                list.Add((NumberGroups.Path, $"{_model.Players[i].Name} {_model.Players[i].Moves[a]}", path.Moves[i][a].Take(_options.Horizon).Average()));
            }
        }

        if (_runner.Concession is { } g)
        {
            var expected = play.Expected(g);
            list.Add((NumberGroups.Concessions, "long-run mean a month", FixedOrder.Dot(longRun, expected)));
            list.Add((NumberGroups.Concessions, "mean in the first months", path.Flow.Take(_options.Horizon).Average()));
            var later = play.DiscountedAverage(expected, _discount);
            list.Add((NumberGroups.Concessions, "discounted average from the start", played.Discounted ?? (played.Passing ? Discounted(path, later) : FixedOrder.Dot(played.Start, later))));
            if (_options.Over is not null)
            {
                list.Add((NumberGroups.Concessions, "discounted average over the record", played.DiscountedOver ?? (played.Passing ? double.NaN : FixedOrder.Dot(played.Over, later))));
            }
        }

        Times(list, played, longRun);
        if (_unseen is not null)
        {
            list.Add((NumberGroups.Support, "in the first months", path.Laws.Take(_options.Horizon).Average(law => Unseen(law))));
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

    private double Discounted(PathShares path, double[] later)
    {
        double sum = 0, d = 1;
        foreach (double g in path.Flow)
        {
            sum += _first * d * g;
            d *= _discount;
        }

        return sum + (d * FixedOrder.Dot(path.Laws[^1], later));
    }

    // Events of moves alone are timed on the solved game, which moves as the whole one does.
    private void Times(List<(string, string, double)> list, Played played, double[] longRun)
    {
        if (_cycle is not { } cycle)
        {
            return;
        }

        bool small = _options.Cycle is null;
        var play = small ? played.Small : played.Whole;
        double[] start = small ? _runner.Reduce(played.Start) : played.Start, law = small ? _runner.Reduce(longRun) : longRun;
        var first = Test(play.States, play.Profiles, cycle.First.If);
        var second = Test(play.States, play.Profiles, cycle.Second.If);
        var times = Cycle.Of(play, first, second, start);
        list.Add((NumberGroups.Cycle, $"{cycle.First.Name} every", times.FirstEvery));
        list.Add((NumberGroups.Cycle, $"{cycle.Second.Name} every", times.SecondEvery));
        list.Add((NumberGroups.Cycle, $"from {cycle.First.Name} to {cycle.Second.Name}", times.FirstToSecond));
        list.Add((NumberGroups.Cycle, $"from {cycle.Second.Name} to {cycle.First.Name}", times.SecondToFirst));
        list.Add((NumberGroups.Cycle, "whole cycle", times.Whole));
        // +1 in a month of the first event, −1 in a month of the second: a cycle between them is a rhythm of this series.
        var spectrum = Cycle.Spectrum(play, law, (s, p) => (first(s, p) ? 1 : 0) - (second(s, p) ? 1 : 0), Periods, 0);
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
