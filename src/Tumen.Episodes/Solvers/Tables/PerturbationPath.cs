namespace Tumen.Episodes;

/// <summary>The path of equilibria of a table whose strategies get a bonus λg, from λ = ∞ down to λ = −∞, support by support.</summary>
internal sealed class PerturbationPath
{
    private readonly TablePayoffs _payoffs;
    private readonly double[] _bonus;
    private readonly int _players;
    private readonly bool[] _used;
    private readonly int[] _owner;
    private int[] _support = [];
    private double[] _x, _best;
    private double _lambda, _step = 0.05;

    public PerturbationPath(TablePayoffs payoffs, double[] bonus)
    {
        (_payoffs, _bonus, _players) = (payoffs, bonus, payoffs.Players);
        (_x, _best, _used, _owner) = (new double[payoffs.Total], new double[_players], new bool[payoffs.Total], new int[payoffs.Total]);
        for (int i = 0; i < _players; i++)
        {
            int top = payoffs.Offset[i];
            for (int s = payoffs.Offset[i]; s < payoffs.Offset[i + 1]; s++)
            {
                _owner[s] = i;
                if (bonus[s] > bonus[top]) top = s;
            }
            (_x[top], _used[top]) = (1, true);
        }
    }

    public int Steps { get; private set; }

    private readonly record struct Point(double[] X, double[] Best, double Lambda, double[] Slack);

    /// <summary>Walks the whole path; calls back with the mixed strategies wherever λ passes 0.</summary>
    public void Follow(int maximumSteps, Action<double[]> found)
    {
        Begin();
        int entered = -1;
        bool enters = true;
        double[]? direction = null;
        while (Steps++ < maximumSteps)
        {
            var here = At(_x, _best, _lambda);
            if (Tangent(here, direction, entered, enters) is not { } tangent) return;
            bool linear = _players <= 2 || _support.Length == _players;
            var (next, exit) = linear ? Straight(here, tangent) : Curved(here, tangent);
            if (next is not { } there)
            {
                if (linear && tangent[^1] != 0 && here.Lambda * tangent[^1] < 0) Report(here, here with { Lambda = -here.Lambda }, tangent, found);
                return;
            }
            if ((here.Lambda > 0) != (there.Lambda > 0)) Report(here, there, tangent, found);
            (_x, _best, _lambda) = (there.X, there.Best, there.Lambda);
            (direction, entered) = (tangent, -1);
            if (exit < 0) continue;
            enters = !_used[exit];
            _used[exit] = enters;
            if (!enters) _x[exit] = 0;
            _support = Used();
            (direction, entered) = (null, exit);
        }
    }

    private int[] Used() => [.. Enumerable.Range(0, _used.Length).Where(s => _used[s])];

    private void Begin()
    {
        var values = new double[_payoffs.Total];
        _payoffs.Values(_x, values);
        _support = Used();
        double start = 1;
        foreach (int top in _support)
            for (int s = _payoffs.Offset[_owner[top]]; s < _payoffs.Offset[_owner[top] + 1]; s++)
                if (s != top) start = Math.Max(start, (values[s] - values[top]) / (_bonus[top] - _bonus[s]) + 1);
        _lambda = start;
        foreach (int top in _support) _best[_owner[top]] = values[top] + _lambda * _bonus[top];
    }

    /// <summary>Slack per strategy: best − (payoff + bonus), 0 on the support up to round-off.</summary>
    private Point At(double[] x, double[] best, double lambda)
    {
        var slack = new double[_payoffs.Total];
        _payoffs.Values(x, slack);
        for (int s = 0; s < slack.Length; s++) slack[s] = best[_owner[s]] - slack[s] - lambda * _bonus[s];
        return new Point(x, best, lambda, slack);
    }

    // Unknowns: chances of the support, best payoffs, λ. Rows: payoff + λ bonus − best = 0 on the support; chances sum to 1.
    private double[,] Jacobian(double[] x)
    {
        int k = _support.Length;
        var slopes = new double[k, k];
        _payoffs.Slopes(x, _support, _support, slopes);
        var jacobian = new double[k + _players, k + _players + 1];
        for (int r = 0; r < k; r++)
        {
            for (int c = 0; c < k; c++) jacobian[r, c] = slopes[r, c];
            jacobian[r, k + _owner[_support[r]]] = -1;
            jacobian[r, k + _players] = _bonus[_support[r]];
            jacobian[k + _owner[_support[r]], r] = 1;
        }
        return jacobian;
    }

    private static double[]? Bordered(double[,] jacobian, double[] border, double[] right)
    {
        int n = border.Length;
        var matrix = new double[n, n];
        Array.Copy(jacobian, matrix, jacobian.Length);
        for (int c = 0; c < n; c++) matrix[n - 1, c] = border[c];
        var column = new double[n, 1];
        for (int r = 0; r < n; r++) column[r, 0] = right[r];
        if (!DenseSolve.TrySolve(matrix, column)) return null;
        double[] solution = [.. Enumerable.Range(0, n).Select(r => column[r, 0])];
        return solution.All(double.IsFinite) ? solution : null;
    }

    private double[]? Tangent(Point here, double[]? direction, int entered, bool enters)
    {
        var jacobian = Jacobian(here.X);
        int n = jacobian.GetLength(1);
        var right = new double[n];
        right[n - 1] = 1;
        double[]? tangent = null;
        if (direction is not null && direction.Length == n) tangent = Bordered(jacobian, direction, right);
        for (int attempt = 0; attempt < 4 && tangent is null; attempt++)
        {
            // Any border that is not orthogonal to the tangent will do; a fixed spread of weights almost surely is not.
            double[] border = [.. Enumerable.Range(0, n).Select(k => 0.5 + (k * 0.6180339887498949 + attempt * 0.7548776662466927) % 1)];
            tangent = Bordered(jacobian, border, right);
        }
        if (tangent is null) return null;
        double norm = Math.Sqrt(tangent.Sum(t => t * t));
        double sign;
        if (direction is not null) sign = 1;
        else if (entered < 0) sign = -Math.Sign(tangent[^1]);
        else if (enters) sign = Math.Sign(tangent[Array.IndexOf(_support, entered)]);
        else sign = Math.Sign(SlackSlope(here, tangent)[entered]);
        if (sign == 0) return null;
        for (int k = 0; k < n; k++) tangent[k] *= sign / norm;
        return tangent;
    }

    private double[] SlackSlope(Point here, double[] tangent)
    {
        int k = _support.Length;
        var slope = new double[_payoffs.Total];
        double[,] slopes = new double[_payoffs.Total, k];
        _payoffs.Slopes(here.X, [.. Enumerable.Range(0, slope.Length)], _support, slopes);
        for (int s = 0; s < slope.Length; s++)
        {
            double change = tangent[k + _owner[s]] - tangent[^1] * _bonus[s];
            for (int c = 0; c < k; c++) change -= slopes[s, c] * tangent[c];
            slope[s] = change;
        }
        return slope;
    }

    private Point Moved(Point here, double[] tangent, double step)
    {
        var x = (double[])here.X.Clone();
        var best = (double[])here.Best.Clone();
        for (int c = 0; c < _support.Length; c++) x[_support[c]] += step * tangent[c];
        for (int i = 0; i < _players; i++) best[i] += step * tangent[_support.Length + i];
        return new Point(x, best, here.Lambda + step * tangent[^1], here.Slack);
    }

    private (Point? Next, int Exit) Straight(Point here, double[] tangent)
    {
        var slope = SlackSlope(here, tangent);
        double least = double.PositiveInfinity;
        int exit = -1;
        for (int c = 0; c < _support.Length; c++)
            if (tangent[c] < -1e-13) Candidate(_support[c], here.X[_support[c]] / -tangent[c]);
        for (int s = 0; s < slope.Length; s++)
            if (!_used[s] && slope[s] < -1e-13) Candidate(s, here.Slack[s] / -slope[s]);
        if (exit < 0) return (null, -1);
        var moved = Moved(here, tangent, least);
        return (At(moved.X, moved.Best, moved.Lambda), exit);

        void Candidate(int s, double ratio)
        {
            ratio = Math.Max(0, ratio);
            if (ratio < least) (least, exit) = (ratio, s);
        }
    }

    private (Point? Next, int Exit) Curved(Point here, double[] tangent)
    {
        double most = 0.5 + 0.3 * Math.Abs(here.Lambda);
        while (_step > 1e-10)
        {
            double step = Math.Min(_step, most);
            if (Corrected(Moved(here, tangent, step), tangent, out int rounds) is not { } there)
            {
                _step = step * 0.4;
                continue;
            }
            var (worst, exit) = Worst(there);
            if (worst >= -1e-11)
            {
                _step = rounds <= 3 ? step * 1.7 : step;
                return (there, -1);
            }
            // Some strategy enters or leaves before this: close in on the place.
            double low = 0, high = step, lowValue = 1e-12, highValue = worst;
            var at = there;
            for (int k = 0; k < 60 && Math.Abs(highValue) > 1e-12 && high - low > 1e-15; k++)
            {
                double middle = k % 3 == 2 ? 0.5 * (low + high) : Math.Clamp(low + (high - low) * lowValue / (lowValue - highValue), low + 1e-3 * (high - low), high - 1e-9 * (high - low));
                if (Corrected(Moved(here, tangent, middle), tangent, out _) is not { } between) break;
                var (value, who) = Worst(between);
                if (value >= 0) (low, lowValue) = (middle, Math.Max(value, 1e-15));
                else (high, highValue, exit, at) = (middle, value, who, between);
            }
            _step = Math.Max(step, 1e-4);
            return (at, exit);
        }
        return (null, -1);
    }

    private (double Value, int Who) Worst(Point point)
    {
        double worst = double.PositiveInfinity;
        int who = -1;
        for (int s = 0; s < _used.Length; s++)
        {
            double value = _used[s] ? point.X[s] : point.Slack[s];
            if (value < worst) (worst, who) = (value, s);
        }
        return (worst, who);
    }

    private Point? Corrected(Point start, double[] border, out int rounds)
    {
        int k = _support.Length, n = border.Length;
        var (x, best, lambda) = (start.X, start.Best, start.Lambda);
        double last = double.PositiveInfinity;
        for (rounds = 1; rounds <= 8; rounds++)
        {
            var point = At(x, best, lambda);
            var right = new double[n];
            for (int r = 0; r < k; r++) right[r] = -point.Slack[_support[r]];
            for (int i = 0; i < _players; i++) right[k + i] = -1;
            for (int r = 0; r < k; r++) right[k + _owner[_support[r]]] += x[_support[r]];
            if (Bordered(Jacobian(x), border, right) is not { } change) return null;
            double size = change.Max(Math.Abs);
            if (size > 0.3 || (rounds > 2 && size > 0.5 * last && size > 1e-12)) return null;
            var moved = Moved(new Point(x, best, lambda, point.Slack), change, -1);
            (x, best, lambda, last) = (moved.X, moved.Best, moved.Lambda, size);
            if (size < 1e-13) break;
        }
        return last < 1e-9 ? At(x, best, lambda) : null;
    }

    private void Report(Point before, Point after, double[] tangent, Action<double[]> found)
    {
        double share = before.Lambda == after.Lambda ? 0 : before.Lambda / (before.Lambda - after.Lambda);
        bool same = ReferenceEquals(before.X, after.X);
        double[] x = same ? before.X : [.. before.X.Zip(after.X, (a, b) => a + share * (b - a))];
        double[] best = [.. before.Best.Zip(after.Best, (a, b) => a + share * (b - a))];
        var border = new double[tangent.Length];
        border[^1] = 1;
        var exact = same ? null : Corrected(new Point(x, best, 0, before.Slack), border, out _);
        found([.. (exact?.X ?? x).Select(value => Math.Max(0, value))]);
    }
}
