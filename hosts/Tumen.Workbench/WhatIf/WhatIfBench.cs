using System.Collections.Immutable;
using System.Diagnostics;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Report.Drawing;
using Tumen.Scenarios;
using Tumen.Simulate;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Workbench.WhatIf;

/// <summary>Solves what an analyst asks with the engine of the study's what-ifs, starting each solve from the last one.</summary>
public sealed class WhatIfBench
{
    /// <summary>Periods ahead.</summary>
    public const int Horizon = 60;

    private readonly StudyFolder _study;
    private readonly SolvedTheory _fitted;
    private readonly ScenarioSolver _solver;
    private readonly Lazy<Tumen.Scenarios.SolvedTheory> _baseline;
    private readonly double[] _shares;
    private readonly Lock _gate = new();
    private double[]? _start;

    /// <summary>A bench for one theory of a study.</summary>
    public WhatIfBench(StudyFolder study, SolvedTheory fitted)
    {
        _study = study;
        _fitted = fitted;
        _solver = new ScenarioSolver(fitted.Whole, fitted.Name, new ScenarioOptions { Detail = false, Leverage = false });
        _baseline = new Lazy<Tumen.Scenarios.SolvedTheory>(
            () => _solver.Of(new TheoryPoint(fitted.Space.Weights(fitted.Era, fitted.Point), fitted.Space.Chances(fitted.Point)), fitted.Equilibrium));
        _shares = ScenarioStart.Shares(_solver.Whole.States, study.Records[0].Sequences);
    }

    /// <summary>The theory as fitted.</summary>
    public SolvedTheory Fitted => _fitted;

    /// <summary>Last month whose situation is known under the theory, or null.</summary>
    public string? LastKnown
    {
        get
        {
            var u = _study.Records[0].Table.Units[0];
            for (int t = u.Length - 1; t >= 0; t--)
            {
                if (_fitted.StateOf(u.Levels[t]) >= 0)
                {
                    return u.Periods[t];
                }
            }

            return null;
        }
    }

    /// <summary>Solves a setting.</summary>
    public WhatIfPath Solve(Setting setting, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        double[]? near;
        lock (_gate)
        {
            near = _start;
        }

        var change = _solver.Change(setting.Scenario(_fitted), _baseline.Value, near, cancel);
        cancel.ThrowIfCancellationRequested();
        if (change.Equilibrium.Status == SolveStatus.Certified)
        {
            lock (_gate)
            {
                _start = change.Equilibrium.ActionValues;
            }
        }

        var path = PlayPath.Of([change.Small], Dirac(setting), Horizon).Moves;
        return new WhatIfPath(change, path, clock.Elapsed.TotalMilliseconds);
    }

    /// <summary>Long run and leverage.</summary>
    public WhatIfDetail Detail(WhatIfPath path, Setting setting, CancellationToken cancel)
    {
        var play = path.Change.Small;
        var shares = LongRun.Of(play.Chain, Dirac(setting)).Shares;
        cancel.ThrowIfCancellationRequested();
        double[][] moves = [.. play.Profiles.Players.Select((p, i) => p.Moves.Select((_, a) => FixedOrder.Dot(shares, play.Chance((_, c) => play.Profiles.Move(c, i) == a))).ToArray())];
        double[][] levels = [.. play.States.Situations.Select((s, v) => Enumerable.Range(0, s.Levels.Length)
            .Select(l => Enumerable.Range(0, shares.Length).Where(i => play.States.Level(i, v) == l).Sum(i => shares[i])).ToArray())];
        var leverage = path.Solved
            ? _solver.LeverageOf(setting.Scenario(_fitted), _baseline.Value, path.Change, Held(_shares, setting, _solver.Whole.States), cancel) : null;
        return new WhatIfDetail(moves, levels, leverage is not { } l ? null
            : new WhatIfLeverage(l.Concessions, l.Capacity, l.Exertion, double.IsNaN(l.Influence) ? null : l.Influence));
    }

    /// <summary>How much one move now changes the chances ahead: with the move forced this period, less with the other one forced.</summary>
    /// <param name="path">A solved setting.</param>
    /// <param name="setting">The setting.</param>
    /// <param name="player">Whose move.</param>
    /// <param name="move">The move made.</param>
    /// <param name="instead">The move it is compared with.</param>
    /// <param name="periods">How far ahead.</param>
    /// <returns>[player][move][period ahead], differences of chances.</returns>
    public double[][][] Impulse(WhatIfPath path, Setting setting, int player, int move, int instead, int periods)
    {
        var start = Dirac(setting);
        var play = path.Change.Small;
        return PlayPath.Of([play.Forced(player, move), play], start, periods).Minus(PlayPath.Of([play.Forced(player, instead), play], start, periods)).Moves;
    }

    /// <summary>Index of a player.</summary>
    public int PlayerIndex(string name) => _fitted.Whole.Players.ToList().FindIndex(p => p.Name == name);

    /// <summary>Whether moves of a player can be left without effect: the game must say which of them is quiet.</summary>
    public bool CanEmpty(int player) => _fitted.Whole.Threats?.Player == player || _fitted.Whole.Instruments?.Player == player;

    /// <summary>The move that an emptied one acts like, and that echoes are compared with.</summary>
    public int Quiet(int player)
    {
        var game = _fitted.Whole;
        return game.Threats is { } t && t.Player == player ? t.Quiet
            : game.Instruments is { } i && i.Player == player ? i.Quiet
            : Math.Max(0, Enumerable.Range(0, game.Players[player].Moves.Length).FirstOrDefault(m => MoveTones.IsQuiet(game, player, m), 0));
    }

    // The state of the theory's game in the month a setting starts from, held situations at their level.
    private double[] Dirac(Setting setting)
    {
        var u = _study.Records[0].Table.Units[0];
        int t = u.Periods.IndexOf(setting.From ?? LastKnown ?? "");
        var whole = _fitted.Whole;
        int[] levels = t >= 0 ? [.. u.Levels[t]] : [.. whole.Situations.Select(s => s.StartsAt ?? 0)];
        for (int v = 0; v < levels.Length; v++)
        {
            levels[v] = setting.Stays.TryGetValue(whole.Situations[v].Name, out string? level) ? whole.Situations[v].LevelIndex(level)
                : levels[v] < 0 ? whole.Situations[v].StartsAt ?? 0 : levels[v];
        }

        var start = new double[_fitted.Game.States.Count];
        start[_fitted.StateOf(levels)] = 1;
        return start;
    }

    private static double[] Held(double[] law, Setting setting, StateSpace states)
    {
        foreach (var (name, level) in setting.Stays)
        {
            int v = states.Situations.ToList().FindIndex(s => s.Name == name);
            law = PlayPath.Put(states, law, v, states.Situations[v].LevelIndex(level));
        }

        return law;
    }
}
