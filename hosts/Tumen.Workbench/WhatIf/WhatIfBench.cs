using System.Collections.Immutable;
using System.Diagnostics;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Report.Drawing;
using Tumen.Scenarios;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Workbench.WhatIf;

/// <summary>Solves what an analyst asks with the engine of the study's what-ifs, starting each solve from the last one.</summary>
public sealed class WhatIfBench
{
    /// <summary>Periods ahead that are worked out; more than any change on the page lasts.</summary>
    public const int Horizon = Setting.MostMonths + 12;

    private readonly StudyFolder _study;
    private readonly SolvedTheory _fitted;
    private readonly ScenarioSolver _solver;
    private readonly Lazy<Tumen.Scenarios.SolvedTheory> _baseline;
    private readonly double[] _shares;
    private readonly Lock _gate = new();
    private double[]? _start;
    private (int Start, bool Leverage, ScenarioSolver Solver)? _at;

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

        if (!setting.IsLasting)
        {
            var course = At(setting, false).Run(setting.Scenario(_fitted), _baseline.Value, null, cancel);
            cancel.ThrowIfCancellationRequested();
            return new WhatIfPath(null, course, course.ScenarioPath.Moves, _fitted.Game.States.Count, clock.Elapsed.TotalMilliseconds);
        }

        var change = _solver.Change(setting.IsAsFitted ? setting.Plain.Scenario(_fitted) : setting.Scenario(_fitted), _baseline.Value, near, cancel);
        cancel.ThrowIfCancellationRequested();
        if (change.Equilibrium.Status == SolveStatus.Certified)
        {
            lock (_gate)
            {
                _start = change.Equilibrium.ActionValues;
            }
        }

        var path = PlayPath.Of([change.Small], Small(change, setting), Horizon).Moves;
        return new WhatIfPath(change, null, path, change.Equilibrium.Game.StateCount, clock.Elapsed.TotalMilliseconds);
    }

    /// <summary>Shares and leverage. Those of a change that passes are of the months that it lasts; otherwise of the long run.</summary>
    /// <param name="path">A solved setting.</param>
    /// <param name="setting">The setting.</param>
    /// <param name="over">Months to average over; null for the long run.</param>
    /// <param name="cancel">Stops between solves.</param>
    public WhatIfDetail Detail(WhatIfPath path, Setting setting, int? over, CancellationToken cancel)
    {
        if (path.Change is not { } change)
        {
            var course = At(setting, true).Run(setting.Scenario(_fitted), _baseline.Value, null, cancel);
            cancel.ThrowIfCancellationRequested();
            double Of(string group, string name) => course.Number(group, name)?.Scenario ?? double.NaN;
            var gained = _fitted.Whole.Concession is null || _fitted.Whole.Threats is null ? null : new WhatIfLeverage(
                Of(NumberGroups.Concessions, "discounted average over the record"), Of(NumberGroups.Leverage, "capacity"), Of(NumberGroups.Leverage, "exertion"), Of(NumberGroups.Leverage, "influence"));
            return setting.Months is { } lasts ? Along(course.ScenarioPath, lasts, gained) : LongRunOf(course, gained);
        }

        cancel.ThrowIfCancellationRequested();
        var leverage = path.Solved
            ? _solver.LeverageOf(setting.Scenario(_fitted), _baseline.Value, change, Held(_shares, setting, _solver.Whole.States), cancel) is not { } l ? null
                : new WhatIfLeverage(l.Concessions, l.Capacity, l.Exertion, l.Influence)
            : null;
        var play = change.Small;
        if (over is { } months)
        {
            return Along(PlayPath.Of([change.Play], Whole(setting), months), months, leverage);
        }

        var shares = LongRun.Of(play.Chain, Small(change, setting)).Shares;
        double[][] moves = [.. play.Profiles.Players.Select((p, i) => p.Moves.Select((_, a) => FixedOrder.Dot(shares, play.Chance((_, c) => play.Profiles.Move(c, i) == a))).ToArray())];
        double[][] levels = [.. play.States.Situations.Select((s, v) => Enumerable.Range(0, s.Levels.Length)
            .Select(l => Enumerable.Range(0, shares.Length).Where(i => play.States.Level(i, v) == l).Sum(i => shares[i])).ToArray())];
        return new WhatIfDetail(moves, levels, [.. play.States.Situations.Select(s => _fitted.Whole.Situations.ToList().FindIndex(w => w.Name == s.Name))], null, leverage);
    }

    private WhatIfDetail Along(PathShares course, int months, WhatIfLeverage? leverage)
    {
        double[][] Means(double[][][] of) => [.. of.Select(rows => rows.Select(x => x.Take(months).Average()).ToArray())];
        return new WhatIfDetail(Means(course.Moves), [.. _fitted.Reduction.Kept.Select(v => Means(course.Situations)[v])], _fitted.Reduction.Kept, months, leverage);
    }

    // Long-run shares of a gradual change are those when it is complete.
    private WhatIfDetail LongRunOf(ScenarioResult course, WhatIfLeverage? leverage)
    {
        var whole = _fitted.Whole;
        double Of(string group, string name) => course.Number(group, name)?.Scenario ?? double.NaN;
        return new WhatIfDetail(
            [.. whole.Players.Select(p => p.Moves.Select(m => Of(NumberGroups.Moves, $"{p.Name} {m}")).ToArray())],
            [.. _fitted.Reduction.Kept.Select(v => whole.Situations[v].Levels.Select(l => Of(NumberGroups.Situations, $"{whole.Situations[v].Name} {l}")).ToArray())],
            _fitted.Reduction.Kept, null, leverage);
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
        var change = path.Change ?? throw new InvalidOperationException("an echo is that of a change for good");
        var start = Small(change, setting);
        var play = change.Small;
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

    // The solver from the month that a setting starts in; the last one is kept, because a slider does not change the start.
    private ScenarioSolver At(Setting setting, bool leverage)
    {
        int start = _solver.Whole.States.Index(Levels(setting));
        lock (_gate)
        {
            if (_at is not { } kept || kept.Start != start || kept.Leverage != leverage)
            {
                kept = (start, leverage, new ScenarioSolver(_fitted.Whole, _fitted.Name, new ScenarioOptions { Start = Whole(setting), Over = _shares, Horizon = Horizon, Detail = false, Leverage = leverage }));
                _at = kept;
            }

            return kept.Solver;
        }
    }

    // The month that a setting starts in, as a law over the whole game's states; held situations at their level.
    private double[] Whole(Setting setting)
    {
        var start = new double[_solver.Whole.States.Count];
        start[_solver.Whole.States.Index(Levels(setting))] = 1;
        return start;
    }

    // The same over the states of the game that was solved, which is the whole one where a change makes more situations matter.
    private double[] Small(ChangedPlay change, Setting setting)
    {
        if (change.Small.States.Count == _solver.Whole.States.Count)
        {
            return Whole(setting);
        }

        var start = new double[_fitted.Game.States.Count];
        start[_fitted.StateOf(Levels(setting))] = 1;
        return start;
    }

    private int[] Levels(Setting setting)
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

        foreach (var held in setting.Scenario(_fitted).Edits.OfType<ScenarioEdit.HoldSituation>())
        {
            int v = whole.Situations.ToList().FindIndex(s => s.Name == held.Situation);
            levels[v] = whole.Situations[v].LevelIndex(held.Level);
        }

        return levels;
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
