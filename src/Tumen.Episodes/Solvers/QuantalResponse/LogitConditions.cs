using Tumen.Numerics;

namespace Tumen.Episodes;

/// <summary>The logit response conditions of a tree in log-chances, their derivatives, and what they say about values and beliefs.</summary>
/// <remarks>
/// Unknowns: y = log of the chance of every action of players' sets, and λ. Equations per set: chances sum to 1; y_a − y_0 = λ (v_a − v_0), with v the mover's expected payoff under
/// Bayes beliefs, everyone else and its own later selves playing the profile. Source: McKelvey and Palfrey (1998), Experimental Economics 1, agent form; Turocy (2010) for tracing.
/// </remarks>
internal sealed class LogitConditions
{
    private readonly ExtensiveGame _game;
    private readonly int[] _end;
    private readonly double[] _payoffs, _chance, _logReach, _value, _relative;

    public LogitConditions(ExtensiveGame game)
    {
        _game = game;
        int nodes = game.NodeCount, n = game.Players.Count;
        Unknown = new int[game.ActionCount];
        Array.Fill(Unknown, -1);
        _chance = new double[game.ActionCount];
        foreach (var set in game.InformationSets)
            for (int a = 0; a < set.Actions.Count; a++)
            {
                if (set.Chances is { } chances) _chance[set.FirstAction + a] = chances[a].ToDouble();
                else Unknown[set.FirstAction + a] = Count++;
            }
        Scale = Enumerable.Range(0, n).Max(i => game.PayoffRange(i).ToDouble());
        if (Scale == 0) Scale = 1;
        _payoffs = [.. game.PayoffArray.Select(value => value / Scale)];
        _end = new int[nodes];
        for (int node = nodes - 1; node >= 0; node--)
        {
            if (_end[node] == 0) _end[node] = node + 1;
            if (node > 0) _end[game.Parent(node)] = Math.Max(_end[game.Parent(node)], _end[node]);
        }
        _logReach = new double[nodes];
        _relative = new double[nodes];
        _value = new double[nodes * n];
    }

    /// <summary>Number of log-chances; λ (times <see cref="Scale"/>) comes last.</summary>
    public int Count { get; }

    /// <summary>Largest payoff range; λ is measured in its inverse inside.</summary>
    public double Scale { get; }

    /// <summary>Per action of the game its unknown, −1 for nature.</summary>
    public int[] Unknown { get; }

    public double[] Start()
    {
        var z = new double[Count + 1];
        foreach (var set in _game.InformationSets)
            for (int a = 0; !set.IsChance && a < set.Actions.Count; a++) z[Unknown[set.FirstAction + a]] = -Elementary.Log(set.Actions.Count);
        return z;
    }

    public StrategyProfile Profile(double[] z)
    {
        var values = new double[_game.ActionCount];
        for (int k = 0; k < values.Length; k++) values[k] = Unknown[k] < 0 ? _chance[k] : Elementary.Exp(z[Unknown[k]]);
        return StrategyProfile.FromDoubles(_game, values);
    }

    /// <summary>Residuals, and the Jacobian [Count, Count + 1] if wanted.</summary>
    public double[] Evaluate(double[] z, double[,]? jacobian)
    {
        int n = _game.Players.Count;
        double lambda = z[Count];
        for (int node = 1; node < _game.NodeCount; node++)
        {
            int k = ActionAt(node);
            _logReach[node] = _logReach[_game.Parent(node)] + (Unknown[k] < 0 ? Elementary.Log(_chance[k]) : z[Unknown[k]]);
        }
        Array.Clear(_value);
        for (int node = _game.NodeCount - 1; node >= 0; node--)
        {
            if (_game.IsTerminal(node)) Array.Copy(_payoffs, node * n, _value, node * n, n);
            if (node == 0) continue;
            double chance = Chance(node, z);
            for (int i = 0; chance > 0 && i < n; i++) _value[_game.Parent(node) * n + i] += chance * _value[node * n + i];
        }
        if (jacobian is not null) Array.Clear(jacobian);
        var residual = new double[Count];
        foreach (var set in _game.InformationSets)
            if (!set.IsChance) AddSet(set, z, lambda, residual, jacobian);
        return residual;
    }

    private void AddSet(InformationSet set, double[] z, double lambda, double[] residual, double[,]? jacobian)
    {
        int n = _game.Players.Count, count = set.Actions.Count, row = Unknown[set.FirstAction];
        double[] beliefs = Beliefs(set);
        var v = new double[count];
        for (int m = 0; m < beliefs.Length; m++)
            for (int a = 0; beliefs[m] > 0 && a < count; a++) v[a] += beliefs[m] * _value[_game.Children(set.Members[m])[a] * n + set.Player];
        residual[row] = -1;
        for (int a = 0; a < count; a++)
        {
            double chance = Elementary.Exp(z[row + a]);
            residual[row] += chance;
            if (jacobian is not null) jacobian[row, row + a] = chance;
            if (a == 0) continue;
            residual[row + a] = z[row + a] - z[row] - lambda * (v[a] - v[0]);
            if (jacobian is null) continue;
            jacobian[row + a, row + a] += 1;
            jacobian[row + a, row] -= 1;
            jacobian[row + a, Count] = -(v[a] - v[0]);
        }
        if (jacobian is null || lambda == 0) return;
        var slope = new double[Count];
        for (int a = 0; a < count; a++)
        {
            Array.Clear(slope);
            ActionSlope(set, a, v[a], beliefs, z, slope);
            for (int b = 1; b < count; b++)
            {
                double weight = a == 0 ? lambda : a == b ? -lambda : 0;
                if (weight == 0) continue;
                for (int k = 0; k < Count; k++) jacobian[row + b, k] += weight * slope[k];
            }
        }
    }

    private void ActionSlope(InformationSet set, int action, double value, double[] beliefs, double[] z, double[] slope)
    {
        int n = _game.Players.Count;
        for (int m = 0; m < beliefs.Length; m++)
        {
            if (beliefs[m] == 0) continue;
            int child = _game.Children(set.Members[m])[action];
            double shift = beliefs[m] * (_value[child * n + set.Player] - value);
            for (int at = set.Members[m]; _game.Parent(at) >= 0; at = _game.Parent(at))
                if (Unknown[ActionAt(at)] is >= 0 and var k) slope[k] += shift;
            _relative[child] = beliefs[m];
            for (int at = child + 1; at < _end[child]; at++)
            {
                _relative[at] = _relative[_game.Parent(at)] * Chance(at, z);
                if (Unknown[ActionAt(at)] is >= 0 and var k) slope[k] += _relative[at] * _value[at * n + set.Player];
            }
        }
    }

    private double[] Beliefs(InformationSet set)
    {
        var beliefs = new double[set.Members.Count];
        double most = double.NegativeInfinity, sum = 0;
        foreach (int node in set.Members) most = Math.Max(most, _logReach[node]);
        for (int m = 0; m < beliefs.Length; m++)
            sum += beliefs[m] = double.IsNegativeInfinity(most) ? 1 : Elementary.Exp(_logReach[set.Members[m]] - most);
        for (int m = 0; m < beliefs.Length; m++) beliefs[m] /= sum;
        return beliefs;
    }

    private int ActionAt(int node) => _game.InformationSets[_game.SetOf(_game.Parent(node))].FirstAction + _game.ActionInto(node);

    private double Chance(int node, double[] z)
    {
        int k = ActionAt(node);
        return Unknown[k] < 0 ? _chance[k] : Elementary.Exp(z[Unknown[k]]);
    }
}
