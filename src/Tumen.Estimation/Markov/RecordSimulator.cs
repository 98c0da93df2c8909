using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>Draws records from a solved theory, shaped like a given record: same units, period labels, starting states and, if wanted, the same holes.</summary>
public sealed class RecordSimulator
{
    private readonly Likelihood _likelihood;
    private readonly double[][][] _strategies; // per group of units and era, S (reduced) x m
    private readonly TransitionKernel _kernel;
    private readonly double[] _x;

    private RecordSimulator(Likelihood likelihood, double[][][] strategies, TransitionKernel kernel, double[] x)
    {
        _x = x;
        _likelihood = likelihood;
        _strategies = strategies;
        _kernel = kernel;
    }

    /// <summary>Solves the theory at a point, once for any number of records.</summary>
    /// <param name="likelihood">The theory and the record whose shape is copied.</param>
    /// <param name="x">Parameter vector.</param>
    /// <param name="cancel">Stops the solver.</param>
    /// <returns>The simulator, or null when an equilibrium is not certified.</returns>
    public static RecordSimulator? At(Likelihood likelihood, double[] x, CancellationToken cancel = default)
    {
        var strategies = new double[likelihood.GroupCount][][];
        for (int g = 0; g < strategies.Length; g++)
        {
            int group = g;
            var eras = Enumerable.Range(0, likelihood.Parameters.Eras.Length).Select(e => likelihood.Equilibrium(group, e, x, cancel)).ToArray();
            if (eras.Any(e => e.Status != SolveStatus.Certified))
            {
                return null;
            }

            strategies[g] = [.. eras.Select(e => e.Strategies)];
        }

        return new RecordSimulator(likelihood, strategies, likelihood.Game.Kernel(likelihood.Parameters.Chances(x)), x);
    }

    /// <summary>Draws a record.</summary>
    /// <param name="random">Stream of random numbers.</param>
    /// <param name="times">Length in multiples of the record: each unit's sequence is followed by times − 1 more of the same labels that go on from where it ended.</param>
    /// <param name="keepHoles">Whether cells missing in the record are missing in the draw.</param>
    public ImmutableArray<Sequence> Draw(Philox random, int times = 1, bool keepHoles = true)
    {
        var game = _likelihood.Game;
        int players = game.Profiles.Players.Length, situations = game.States.Situations.Length, m = game.Profiles.Size;
        var stage = new Stage(game.Profiles);
        var chances = new double[game.Profiles.Count];
        var result = ImmutableArray.CreateBuilder<Sequence>();
        for (int d = 0; d < _likelihood.Data.Length; d++)
        {
            var unit = _likelihood.Data[d];
            var strategies = _strategies[_likelihood.Group(d)];
            int state = Start(unit, random);
            for (int copy = 0; copy < times; copy++)
            {
                var moves = ImmutableArray.CreateBuilder<ImmutableArray<int>>(unit.Length);
                var levels = ImmutableArray.CreateBuilder<ImmutableArray<int>>(unit.Length);
                for (int t = 0; t < unit.Length; t++)
                {
                    int era = _likelihood.Parameters.EraOf(unit.Periods[t]);
                    stage.ProfileChances(strategies[era].AsSpan(_likelihood.Reduction.StateMap[state] * m, m), chances);
                    int p = random.NextIndex(chances), row = t;
                    moves.Add([.. Enumerable.Range(0, players).Select(i => keepHoles && unit.Moves[row][i] < 0 ? -1 : game.Profiles.Move(p, i))]);
                    int here = state;
                    levels.Add([.. Enumerable.Range(0, situations).Select(v => keepHoles && unit.Levels[row][v] < 0 ? -1 : game.States.Level(here, v))]);
                    state = Given(unit, (t + 1) % unit.Length, _kernel.Draw(state, p, random.NextDouble(), random.NextDouble()));
                }

                result.Add(ReportTables.Garble(_likelihood.Parameters.Sources, _x, unit with { Moves = moves.MoveToImmutable(), Levels = levels.MoveToImmutable() }, random));
            }
        }

        return result.ToImmutable();
    }

    // What is given from outside moves as it did in the record.
    private int Given(Sequence unit, int period, int state)
    {
        var states = _likelihood.Game.States;
        for (int v = 0; v < states.Situations.Length; v++)
        {
            if (unit.Levels[period][v] is >= 0 and var level && _likelihood.Game.IsGiven(v))
            {
                state += (level - states.Level(state, v)) * states.Stride(v);
            }
        }

        return state;
    }

    // The unit's first state; where a level is missing, a uniform draw.
    private int Start(Sequence unit, Philox random)
    {
        var states = _likelihood.Game.States;
        int[] levels = [.. unit.Levels[0].Select((l, v) => l >= 0 ? l : Math.Min(states.Situations[v].Levels.Length - 1, (int)(random.NextDouble() * states.Situations[v].Levels.Length)))];
        return states.Index(levels);
    }
}
