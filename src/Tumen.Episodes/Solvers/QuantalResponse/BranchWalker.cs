namespace Tumen.Episodes;

/// <summary>Walks along the logit branch one corrected step at a time.</summary>
internal sealed class BranchWalker
{
    private readonly LogitConditions _conditions;
    private readonly double[,] _jacobian;
    private double[] _direction;
    private double _step = 0.05;
    private int _orientation;
    private (double[] Point, double[] Direction, int Orientation)? _calm;

    public BranchWalker(LogitConditions conditions)
    {
        _conditions = conditions;
        _jacobian = new double[conditions.Count, conditions.Count + 1];
        Current = conditions.Start();
        _direction = new double[conditions.Count + 1];
        _direction[^1] = 1;
        conditions.Evaluate(Current, _jacobian);
        Tangent();
    }

    /// <summary>Log-chances and scaled λ; a new array each step.</summary>
    public double[] Current { get; private set; }

    public int Steps { get; private set; }

    /// <summary>Longest arc of a step while λ is small; later steps may grow with λ.</summary>
    public double LargestStep { get; init; } = 2;

    private const double ShortStep = 0.01;

    public List<double> Folds { get; } = [];

    public List<double> Bifurcations { get; } = [];

    /// <returns>False when no step, however short, converges.</returns>
    public bool Step()
    {
        while (_step > 1e-11)
        {
            double step = Math.Min(_step, LargestStep + 0.5 * Math.Abs(Current[^1]));
            double[] trial = [.. Current.Zip(_direction, (value, slope) => value + step * slope)];
            int rounds = Correct(trial);
            if (rounds < 0)
            {
                _step = step * 0.4;
                continue;
            }
            double[] old = _direction, from = Current;
            int orientation = _orientation;
            Current = trial;
            if (!Tangent())
            {
                Current = from;
                _step = step * 0.77;
                continue;
            }
            double cosine = 0;
            for (int k = 0; k < old.Length; k++) cosine += old[k] * _direction[k];
            // A change of orientation is a bifurcation, or a long step that landed on another stretch of the branch: a short one tells.
            bool turned = orientation != 0 && orientation != _orientation && old[^1] * _direction[^1] > 0;
            if ((cosine < 0.9 && step > 1e-6) || (turned && step > ShortStep))
            {
                (Current, _direction, _orientation) = (from, old, orientation);
                _step = step * 0.4;
                continue;
            }
            if (old[^1] * _direction[^1] < 0) Folds.Add(Current[^1]);
            else if (orientation != 0 && orientation != _orientation) Bifurcations.Add(0.5 * (from[^1] + Current[^1]));
            _step = rounds <= 3 && cosine > 0.995 ? step * 1.6 : rounds <= 5 ? step * 1.1 : step * 0.7;
            Steps++;
            if (rounds <= 3 && step >= ShortStep) _calm = (from, old, orientation);
            return true;
        }
        return Leap();
    }

    // Where several branches cross at once no short step converges; a long one from the last calm stretch goes straight on behind the crossing.
    private bool Leap()
    {
        if (_calm is not { } calm) return false;
        _calm = null;
        var (stuck, way, turn) = (Current, _direction, _orientation);
        foreach (double length in new[] { 0.05, 0.1, 0.2, 0.4, 0.8, 1.6 })
        {
            (Current, _direction, _orientation) = calm;
            double[] trial = [.. Current.Zip(_direction, (value, slope) => value + length * slope)];
            if (Correct(trial) < 0) continue;
            double ahead = 0, cosine = 0;
            for (int k = 0; k < trial.Length; k++) ahead += (trial[k] - stuck[k]) * calm.Direction[k];
            if (ahead < 1e-3) continue;
            double[] from = Current;
            Current = trial;
            if (!Tangent()) continue;
            for (int k = 0; k < trial.Length; k++) cosine += calm.Direction[k] * _direction[k];
            if (cosine < 0.8) continue;
            Bifurcations.Add(0.5 * (from[^1] + Current[^1]));
            _step = 0.05;
            Steps++;
            return true;
        }
        (Current, _direction, _orientation) = (stuck, way, turn);
        return false;
    }

    private int Correct(double[] z)
    {
        int n = _conditions.Count;
        double last = double.PositiveInfinity;
        for (int round = 1; round <= 9; round++)
        {
            var residual = _conditions.Evaluate(z, _jacobian);
            var (matrix, right) = Bordered();
            for (int r = 0; r < n; r++) right[r, 0] = residual[r];
            right[n, 0] = 0;
            if (!DenseSolve.TrySolve(matrix, right)) return -1;
            double change = 0;
            for (int k = 0; k <= n; k++)
            {
                z[k] -= right[k, 0];
                change = Math.Max(change, Math.Abs(right[k, 0]) / (1 + Math.Abs(z[k])));
            }
            if (!double.IsFinite(change) || change > 3 || (round > 2 && change > 0.8 * last && change > 1e-9) || z[n] < -1e-9) return -1;
            last = change;
            if (change < 1e-11) return round;
        }
        return last < 1e-7 ? 9 : -1;
    }

    private (double[,] Matrix, double[,] Right) Bordered()
    {
        int n = _conditions.Count;
        var matrix = new double[n + 1, n + 1];
        Array.Copy(_jacobian, matrix, n * (n + 1));
        for (int c = 0; c <= n; c++) matrix[n, c] = _direction[c];
        return (matrix, new double[n + 1, 1]);
    }

    private bool Tangent()
    {
        int n = _conditions.Count;
        _conditions.Evaluate(Current, _jacobian);
        var (matrix, right) = Bordered();
        right[n, 0] = 1;
        if (!DenseSolve.LogDeterminant(matrix, right, out int sign, out _)) return false;
        double norm = 0;
        for (int k = 0; k <= n; k++) norm += right[k, 0] * right[k, 0];
        norm = Math.Sqrt(norm);
        if (!double.IsFinite(norm)) return false;
        var direction = new double[n + 1];
        for (int k = 0; k <= n; k++) direction[k] = right[k, 0] / norm;
        (_direction, _orientation) = (direction, sign);
        return true;
    }
}
