using System.Collections.Immutable;
using System.Diagnostics;
using Tumen.Model;
using Tumen.Report.Drawing;
using Tumen.Simulate;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Workbench.WhatIf;

/// <summary>What a setting leads to, quickly: the game solved and the chances of every move in the periods ahead.</summary>
/// <param name="Equilibrium">The game solved.</param>
/// <param name="Path">Chance of a move: [player][move][period ahead].</param>
/// <param name="Milliseconds">Time of the solve and of the path.</param>
public sealed record WhatIfPath(LogitMarkovEquilibrium Equilibrium, double[][][] Path, double Milliseconds)
{
    /// <summary>Whether the answer can be trusted.</summary>
    public bool Solved => Equilibrium.Status == SolveStatus.Certified;
}

/// <summary>What takes longer: long-run shares, leverage, the answer to one move.</summary>
/// <param name="MoveShares">Long-run share of every move: [player][move].</param>
/// <param name="LevelShares">Long-run share of every level of the situations that matter: [situation][level].</param>
/// <param name="Settled">Whether the long run was reached.</param>
/// <param name="Leverage">Leverage, or null when the game declares none or a game in it was not solved.</param>
public sealed record WhatIfDetail(double[][] MoveShares, double[][] LevelShares, bool Settled, LeverageIndex? Leverage);

/// <summary>Solves what an analyst asks, starting each solve from the last one.</summary>
public sealed class WhatIfBench
{
    /// <summary>Periods ahead.</summary>
    public const int Horizon = 60;

    private readonly StudyFolder _study;
    private readonly SolvedTheory _fitted;
    private readonly Lock _gate = new();
    private (ImmutableSortedDictionary<string, string> Stays, SolvedTheory Theory)? _held;
    private double[]? _start;

    public WhatIfBench(StudyFolder study, SolvedTheory fitted)
    {
        _study = study;
        _fitted = fitted;
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

    /// <summary>The theory over the rules of a setting: situations that stay are no longer moved by anything.</summary>
    public SolvedTheory Theory(Setting setting)
    {
        if (setting.Stays.Count == 0)
        {
            return _fitted;
        }

        lock (_gate)
        {
            if (_held is { } h && h.Stays.SequenceEqual(setting.Stays))
            {
                return h.Theory;
            }

            var game = _fitted.Whole;
            foreach (string name in setting.Stays.Keys)
            {
                int v = game.Situations.ToList().FindIndex(s => s.Name == name);
                game = game with { Laws = game.Laws.SetItem(v, game.Laws[v] with { Lines = [] }) };
            }

            var theory = new SolvedTheory(game, _fitted.Name, _fitted);
            _held = (setting.Stays, theory);
            _start = null;
            return theory;
        }
    }

    /// <summary>Solves a setting.</summary>
    public WhatIfPath Solve(Setting setting, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var theory = Theory(setting);
        var point = (double[])theory.Point.Clone();
        for (int k = 0; k < point.Length; k++)
        {
            var p = theory.Space.Free[k];
            point[k] = setting.Values.TryGetValue(p.Name, out double x) ? Math.Clamp(x, p.Lower, p.Upper) : point[k];
        }

        var discounts = theory.Game.Discounts;
        foreach (var (player, value) in setting.Patience)
        {
            discounts = discounts.SetItem(PlayerIndex(player), value);
        }

        double[]? start;
        lock (_gate)
        {
            start = _start;
        }

        start = start?.Length == theory.Game.States.Count * theory.Game.Profiles.Size ? start : setting.IsAsFitted ? null : theory.Equilibrium.ActionValues;
        var e = theory.Solve(point, discounts, start, cancel, g => Edit(g, setting));
        if (e.Status == SolveStatus.NotConverged && start is not null)
        {
            e = theory.Solve(point, discounts, null, cancel, g => Edit(g, setting)); // a far start can fail where the λ = 0 point does not
        }

        cancel.ThrowIfCancellationRequested();
        if (e.Status == SolveStatus.Certified)
        {
            lock (_gate)
            {
                _start = e.ActionValues;
            }
        }

        var path = Path(e, Dirac(theory, setting), Horizon);
        return new WhatIfPath(e, path, clock.Elapsed.TotalMilliseconds);
    }

    /// <summary>Long run and leverage.</summary>
    public WhatIfDetail Detail(WhatIfPath path, Setting setting, CancellationToken cancel)
    {
        var theory = Theory(setting);
        var e = path.Equilibrium;
        var dynamics = new Dynamics(e.Game, e.Strategies);
        var (shares, settled) = dynamics.LongRun(Dirac(theory, setting), 3000);
        cancel.ThrowIfCancellationRequested();
        var marginals = Marginals(e);
        var moves = marginals.Select(m => m.Select(x => Dot(x, shares)).ToArray()).ToArray();
        var situations = e.Game.States.Situations;
        var levels = situations.Select((s, v) => Enumerable.Range(0, s.Levels.Length)
            .Select(l => Enumerable.Range(0, shares.Length).Where(i => e.Game.States.Level(i, v) == l).Sum(i => shares[i])).ToArray()).ToArray();
        LeverageIndex? leverage = null;
        var model = theory.Reduction.Model;
        if (path.Solved && model.Concession is not null && model.Threats is not null)
        {
            cancel.ThrowIfCancellationRequested();
            leverage = Leverage.Measure(model, e, RecordShares(theory, setting), split: false);
            leverage = leverage.Solved ? leverage : null;
        }

        return new WhatIfDetail(moves, levels, settled, leverage);
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
        var start = Dirac(Theory(setting), setting);
        var with = Path(path.Equilibrium, start, periods, (player, move));
        var without = Path(path.Equilibrium, start, periods, (player, instead));
        return [.. with.Select((p, i) => p.Select((m, a) => m.Select((x, t) => x - without[i][a][t]).ToArray()).ToArray())];
    }

    /// <summary>Index of a player.</summary>
    public int PlayerIndex(string name) => _fitted.Whole.Players.ToList().FindIndex(p => p.Name == name);

    private StochasticGame Edit(StochasticGame game, Setting setting)
    {
        int[] front = [.. setting.Front.Select(PlayerIndex)];
        if (front.Length > 1)
        {
            var sum = new double[game.Payoffs[0].Length];
            foreach (int i in front)
            {
                for (int c = 0; c < sum.Length; c++)
                {
                    sum[c] += game.Payoffs[i][c];
                }
            }

            game = game with { Payoffs = [.. game.Payoffs.Select((u, i) => front.Contains(i) ? sum : u)] };
        }

        for (int i = 0; i < game.PlayerCount; i++)
        {
            var player = game.Profiles.Players[i];
            int[] empty = Moves(setting.Empty, player), never = Moves(setting.Never, player);
            if (empty.Length > 0)
            {
                game = GameEdits.Defang(game, i, empty, Quiet(i));
            }

            if (never.Length > 0 && never.Length < player.Moves.Length)
            {
                game = GameEdits.Forbid(game, i, never);
            }
        }

        return game;
    }

    private static int[] Moves(ImmutableSortedSet<string> set, Player player) =>
        [.. set.Where(m => m.StartsWith(player.Name + ".", StringComparison.Ordinal)).Select(m => player.MoveIndex(m[(player.Name.Length + 1)..])).Where(m => m >= 0)];

    /// <summary>The move that an emptied one acts like.</summary>
    public int Quiet(int player)
    {
        var game = _fitted.Whole;
        return game.Threats is { } t && t.Player == player ? t.Quiet
            : game.Instruments is { } i && i.Player == player ? i.Quiet
            : Math.Max(0, Enumerable.Range(0, game.Players[player].Moves.Length).FirstOrDefault(m => MoveTones.IsQuiet(game, player, m), 0));
    }

    private double[] Dirac(SolvedTheory theory, Setting setting)
    {
        var u = _study.Records[0].Table.Units[0];
        int t = u.Periods.IndexOf(setting.From ?? LastKnown ?? "");
        var whole = theory.Whole;
        int[] levels = t >= 0 ? [.. u.Levels[t]] : [.. whole.Situations.Select(s => s.StartsAt ?? 0)];
        for (int v = 0; v < levels.Length; v++)
        {
            levels[v] = setting.Stays.TryGetValue(whole.Situations[v].Name, out string? level) ? whole.Situations[v].LevelIndex(level)
                : levels[v] < 0 ? whole.Situations[v].StartsAt ?? 0 : levels[v];
        }

        var start = new double[theory.Game.States.Count];
        start[theory.StateOf(levels)] = 1;
        return start;
    }

    private double[] RecordShares(SolvedTheory theory, Setting setting)
    {
        var weights = new double[theory.Game.States.Count];
        foreach (var u in _study.Records[0].Table.Units)
        {
            foreach (var row in u.Levels)
            {
                int[] levels = [.. row.Select((l, v) => setting.Stays.TryGetValue(theory.Whole.Situations[v].Name, out string? level) ? theory.Whole.Situations[v].LevelIndex(level) : l)];
                int s = theory.StateOf(levels);
                if (s >= 0)
                {
                    weights[s]++;
                }
            }
        }

        double total = weights.Sum();
        return total > 0 ? [.. weights.Select(w => w / total)] : [.. weights.Select(_ => 1.0 / weights.Length)];
    }

    private static double[][][] Path(LogitMarkovEquilibrium e, double[] start, int periods, (int Player, int Move)? forced = null)
    {
        var dynamics = new Dynamics(e.Game, e.Strategies);
        var marginals = Marginals(e);
        var path = marginals.Select(m => m.Select(_ => new double[periods]).ToArray()).ToArray();
        var now = start;
        for (int t = 0; t < periods; t++)
        {
            var (step, chances) = (dynamics, marginals);
            if (t == 0 && forced is { } f)
            {
                var bent = e with { Strategies = Force(e, f.Player, f.Move) };
                (step, chances) = (new Dynamics(e.Game, bent.Strategies), Marginals(bent));
            }

            for (int i = 0; i < path.Length; i++)
            {
                for (int a = 0; a < path[i].Length; a++)
                {
                    path[i][a][t] = Dot(chances[i][a], now);
                }
            }

            now = t + 1 < periods ? step.Step(now) : now;
        }

        return path;
    }

    private static double[] Force(LogitMarkovEquilibrium e, int player, int move)
    {
        var p = e.Game.Profiles;
        var sigma = (double[])e.Strategies.Clone();
        for (int s = 0; s < e.Game.StateCount; s++)
        {
            for (int h = 0; h < p.Histories[player]; h++)
            {
                for (int a = 0; a < p.Moves(player); a++)
                {
                    sigma[(s * p.Size) + p.Offsets[player] + (h * p.Moves(player)) + a] = a == move ? 1 : 0;
                }
            }
        }

        return sigma;
    }

    // Chance of every move in every state, averaged over what earlier movers do: [player][move][state].
    private static double[][][] Marginals(LogitMarkovEquilibrium e)
    {
        var game = e.Game;
        var p = game.Profiles;
        var dynamics = new Dynamics(game, e.Strategies);
        var result = Enumerable.Range(0, game.PlayerCount).Select(i => Enumerable.Range(0, p.Moves(i)).Select(_ => new double[game.StateCount]).ToArray()).ToArray();
        for (int s = 0; s < game.StateCount; s++)
        {
            var chances = dynamics.ProfileChances(s);
            for (int c = 0; c < chances.Length; c++)
            {
                for (int i = 0; i < result.Length; i++)
                {
                    result[i][p.Move(c, i)][s] += chances[c];
                }
            }
        }

        return result;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }
}
