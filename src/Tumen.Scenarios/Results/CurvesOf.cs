using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>The curves of one play, in a fixed order, worked out on the solved game.</summary>
internal sealed class CurvesOf(ScenarioSolver runner, ScenarioOptions options)
{
    /// <summary>Months of impulse responses.</summary>
    public const int ImpulseMonths = 37;

    /// <summary>Periods at which spectra are given: 3 to 120 months, evenly on a logarithmic axis.</summary>
    public static readonly double[] Periods = [.. Enumerable.Range(0, 40).Select(k => 3 * Elementary.Pow(40, k / 39.0))];

    /// <summary>A curve of one play.</summary>
    internal sealed record Curve(string Group, string Name, double[] At, double[] Values);

    /// <summary>Works them out.</summary>
    /// <param name="plays">Play of month 0, 1, …; the last one goes on.</param>
    /// <param name="ever">Play of the long run.</param>
    /// <param name="start">Start law over the solved game's states.</param>
    public List<Curve> Of(IReadOnlyList<Play> plays, Play ever, double[] start)
    {
        var list = new List<Curve>();
        Paths(list, plays, start);
        Impulses(list, plays, start);
        if (NumbersOf.CycleEvents(runner, options) is { } cycle)
        {
            var first = NumbersOf.Test(ever.States, ever.Profiles, cycle.First.If);
            var second = NumbersOf.Test(ever.States, ever.Profiles, cycle.Second.If);
            double[] law = LongRun.Of(ever.Chain, start).Shares;
            var spectrum = Cycle.Spectrum(ever, law, (s, p) => (first(s, p) ? 1 : 0) - (second(s, p) ? 1 : 0), Periods, 0);
            list.Add(new Curve(CurveGroups.Spectrum, $"{cycle.First.Name} against {cycle.Second.Name}", Periods, spectrum.Densities));
            list.Add(new Curve(CurveGroups.Passage, cycle.First.Name, Axis(options.Horizon, 1), Within(plays, start, first)));
            list.Add(new Curve(CurveGroups.Passage, cycle.Second.Name, Axis(options.Horizon, 1), Within(plays, start, second)));
        }

        return list;
    }

    private void Paths(List<Curve> list, IReadOnlyList<Play> plays, double[] start)
    {
        var path = PlayPath.Of(plays, start, options.Horizon, runner.Lever?.Concession);
        var model = runner.Solved.Model;
        double[] months = Axis(options.Horizon, 0);
        for (int i = 0; i < model.Players.Length; i++)
        {
            int quiet = ScenarioGames.QuietMove(model, i);
            for (int a = 0; a < model.Players[i].Moves.Length; a++)
            {
                if (a != quiet)
                {
                    list.Add(new Curve(CurveGroups.Path, $"{model.Players[i].Name} {model.Players[i].Moves[a]}", months, path.Moves[i][a]));
                }
            }
        }

        if (path.Flow.Length > 0)
        {
            list.Add(new Curve(CurveGroups.Path, "concessions", months, path.Flow));
        }
    }

    // Expected flow month by month with a move forced now, less the same with the quiet move forced now.
    private void Impulses(List<Curve> list, IReadOnlyList<Play> plays, double[] start)
    {
        if (runner.Lever is not { } lever)
        {
            return;
        }

        void Add(MoveSet set, Func<int, int, double> flow, string what)
        {
            double[] quiet = After(plays, start, set.Player, set.Quiet, flow);
            foreach (int b in set.Moves)
            {
                var player = runner.Solved.Model.Players[set.Player];
                list.Add(new Curve(CurveGroups.Impulse, $"{what} after {player.Name} plays {player.Moves[b]}", Axis(ImpulseMonths, 0),
                    [.. After(plays, start, set.Player, b, flow).Zip(quiet, (x, y) => x - y)]));
            }
        }

        Add(lever.Threats, lever.Concession, "concessions");
        if (lever.Instruments is { } instruments && lever.Compliance is { } compliance)
        {
            Add(instruments, compliance, "compliance");
        }
    }

    private static double[] After(IReadOnlyList<Play> plays, double[] start, int player, int move, Func<int, int, double> flow)
    {
        var result = new double[ImpulseMonths];
        var law = start;
        Play? last = null;
        double[] expected = [];
        for (int t = 0; t < result.Length; t++)
        {
            var play = t == 0 ? plays[0].Forced(player, move) : plays[Math.Min(t, plays.Count - 1)];
            expected = ReferenceEquals(play, last) ? expected : play.Expected(flow);
            last = play;
            result[t] = FixedOrder.Dot(law, expected);
            law = play.Step(law);
        }

        return result;
    }

    private double[] Within(IReadOnlyList<Play> plays, double[] start, Func<int, int, bool> happens)
    {
        var result = new double[options.Horizon];
        double[] law = (double[])start.Clone(), next = new double[law.Length];
        Play? last = null;
        SparseRows? without = null;
        for (int t = 0; t < result.Length; t++)
        {
            var play = plays[Math.Min(t, plays.Count - 1)];
            without = ReferenceEquals(play, last) ? without : play.Weighted((s, p) => happens(s, p) ? 0 : 1);
            last = play;
            without!.Left(law, next);
            (law, next) = (next, law);
            result[t] = Math.Clamp(1 - law.Sum(), 0, 1);
        }

        return result;
    }

    private static double[] Axis(int count, int from) => [.. Enumerable.Range(from, count).Select(t => (double)t)];
}
