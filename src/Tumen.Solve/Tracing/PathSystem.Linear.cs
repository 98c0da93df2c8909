using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>The linearisation: local elimination of every state, then one bordered system in values and t.</summary>
internal sealed partial class PathSystem
{
    /// <summary>Prepares the bordered system; the border row is ⟨row, (dq, dt)⟩.</summary>
    /// <param name="rowQ">Border row on dq, S × m; empty for the row (0, 1), which holds t fixed.</param>
    /// <param name="rowT">Border row on dt.</param>
    /// <returns>False when it is singular to working precision or not finite.</returns>
    public bool Linearise(ReadOnlySpan<double> rowQ, double rowT)
    {
        Factorisations++;
        int sign = 1;
        double share = _response.Share(T), shareSlope = _response.ShareSlope;
        double corner = rowT;
        Span<double> b = new double[_m * _m], local = new double[_m * _m], valueQ = new double[_m], slopes = new double[_n * _m], pull = new double[_n * _count];
        Span<int> pivot = stackalloc int[_m];
        Span<double> vt = stackalloc double[_n], pointT = stackalloc double[_shape.Points.Length];
        var points = _shape.Points;
        for (int s = 0; s < _states; s++)
        {
            int o = s * _m;
            var sg = Sigma.AsSpan(o, _m);
            var g = _g.AsSpan(o, _m);
            var st = _sigmaT.AsSpan(o, _m);
            var u = _pointValue.AsSpan(s * points.Length, points.Length);
            for (int d = 0; d < points.Length; d++)
            {
                var (a, z) = (points[d].Start, points[d].Moves);
                pointT[d] = _response.Slopes(o + a, T, Q.AsSpan(o + a, z), sg.Slice(a, z), u[d], g.Slice(a, z), st.Slice(a, z), valueQ.Slice(a, z));
            }

            var w = _w.AsSpan(s * _n * _count, _n * _count);
            _shape.Interaction(sg, w, b);
            var shift = _shift.AsSpan(o, _m);
            for (int r = 0; r < _m; r++)
            {
                shift[r] = share * FixedOrder.Dot(b.Slice(r * _m, _m), st);
            }

            if (shareSlope != 0)
            {
                _shape.Others(sg, pull);
                var prior = _priorPull.AsSpan(s * _n * _count, _n * _count);
                for (int k = 0; k < pull.Length; k++)
                {
                    pull[k] = (pull[k] - prior[k]) * shareSlope;
                }

                _shape.AddActionValues(pull, w, shift);
            }

            _shape.LocalMatrix(b, g, share, local);
            int localSign = SmallInverse.InPlace(local, _m, pivot);
            if (localSign == 0)
            {
                return false;
            }

            sign *= localSign;
            local.CopyTo(_inverse.AsSpan(o * _m, _m * _m));
            _shape.ValueSlopes(sg, g, st, u, valueQ, pointT, slopes, vt);
            var gain = _gain.AsSpan(s * (_n + 1) * _m, (_n + 1) * _m);
            gain.Clear();
            for (int i = 0; i <= _n; i++)
            {
                var row = gain.Slice(i * _m, _m);
                for (int k = 0; k < _m; k++)
                {
                    double c = i < _n ? slopes[(i * _m) + k] : rowQ.IsEmpty ? 0 : rowQ[o + k];
                    if (c != 0)
                    {
                        FixedOrder.AddScaled(row, local.Slice(k * _m, _m), c);
                    }
                }

                if (i < _n)
                {
                    _valueT[(i * _states) + s] = vt[i] + FixedOrder.Dot(row, shift);
                }
                else
                {
                    corner += FixedOrder.Dot(row, shift);
                }
            }
        }

        _corner = corner;
        if (Order + 1 > _denseLimit)
        {
            _factors = null;
            DeterminantSign = 0;
            return double.IsFinite(corner);
        }

        _factors = DenseLu.FactorInPlace(Assemble(), Order + 1);
        DeterminantSign = sign * _factors.DeterminantSign();
        return _factors.IsRegular;
    }

    /// <summary>Solves for the Newton correction of the residuals (border unchanged) and for the direction with border 1.</summary>
    public bool Solve(double[] dq, out double dt, double[]? tangent, out double tangentT)
    {
        int order = Order + 1;
        var rhs = new double[order];
        for (int s = 0; s < _states; s++)
        {
            var r = Residual.AsSpan(s * _m, _m);
            var gain = _gain.AsSpan(s * (_n + 1) * _m, (_n + 1) * _m);
            for (int i = 0; i < _n; i++)
            {
                int row = (i * _states) + s;
                rhs[row] = FixedOrder.Dot(gain.Slice(i * _m, _m), r) + ValueResidual[row];
            }

            rhs[Order] -= FixedOrder.Dot(gain.Slice(_n * _m, _m), r);
        }

        dt = tangentT = 0;
        if (!SolveBordered(rhs))
        {
            return false;
        }

        dt = rhs[Order];
        Recover(rhs, dt, true, dq);
        if (ValueStep is not null)
        {
            Array.Copy(rhs, ValueStep, Order);
        }

        if (tangent is not null)
        {
            Array.Clear(rhs);
            rhs[Order] = 1;
            if (!SolveBordered(rhs))
            {
                return false;
            }

            tangentT = rhs[Order];
            Recover(rhs, tangentT, false, tangent);
        }

        return double.IsFinite(dt) && double.IsFinite(FixedOrder.MaxAbs(dq));
    }

    /// <summary>When set, receives dV of the Newton correction.</summary>
    public double[]? ValueStep { get; set; }

    private void Recover(double[] dv, double dt, bool withResidual, double[] dq)
    {
        var pull = new double[_n * _count];
        Span<double> total = stackalloc double[_m];
        for (int s = 0; s < _states; s++)
        {
            Discounted(s, dv, pull);
            _shape.ActionValues(_others.AsSpan(s * _n * _count, _n * _count), pull, total);
            for (int k = 0; k < _m; k++)
            {
                int at = (s * _m) + k;
                total[k] += (withResidual ? Residual[at] : 0) + (dt * _shift[at]);
            }

            for (int k = 0; k < _m; k++)
            {
                dq[(s * _m) + k] = FixedOrder.Dot(_inverse.AsSpan(((s * _m) + k) * _m, _m), total);
            }
        }
    }

    private void Discounted(int s, ReadOnlySpan<double> x, Span<double> pull)
    {
        for (int j = 0; j < _n; j++)
        {
            var row = pull.Slice(j * _count, _count);
            Game.Kernel.Expect(s, x.Slice(j * _states, _states), row);
            double d = Game.Discount(j, s);
            for (int p = 0; p < _count; p++)
            {
                row[p] *= d;
            }
        }
    }
}
