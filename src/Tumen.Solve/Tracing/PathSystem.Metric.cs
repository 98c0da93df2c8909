namespace Tumen.Solve;

/// <summary>Lengths along the path, in the Fisher metric of the strategies.</summary>
internal sealed partial class PathSystem
{
    /// <summary>Rates of log σ along a direction, S × m, and its largest length over decision points in the Fisher metric.
    /// With <paramref name="finite"/>, an action that has no chance now but would get one counts with the chance it would get.</summary>
    public double LogRates(double[] dq, double dt, double[]? rates, out double total, bool finite = false)
    {
        double worst = 0;
        total = 0;
        Span<double> rate = stackalloc double[_m];
        foreach (var pt in _shape.Points)
        {
            for (int s = 0; s < _states; s++)
            {
                int at = (s * _m) + pt.Start;
                var part = rate[..pt.Moves];
                var sg = Sigma.AsSpan(at, pt.Moves);
                _response.LogRate(at, T, Q.AsSpan(at, pt.Moves), sg, _g.AsSpan(at, pt.Moves), _sigmaT.AsSpan(at, pt.Moves), dq.AsSpan(at, pt.Moves), dt, part);
                double length = 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    length += Math.Max(sg[k], finite && part[k] > 1 ? _response.ChanceAfter(at, T, Q.AsSpan(at, pt.Moves), k, part[k]) : 0) * part[k] * part[k];
                    if (rates is not null)
                    {
                        rates[at + k] = part[k];
                    }
                }

                total += length;
                worst = Math.Max(worst, length);
            }
        }

        return Math.Sqrt(worst);
    }

    /// <summary>The border row that measures moves along a direction: its log rates pulled back to (dq, dt) in the Fisher metric.</summary>
    public double Covector(double[] rates, double dt, double[] rowQ)
    {
        double span = _response.Span(T), rowT = dt / (span * span);
        foreach (var pt in _shape.Points)
        {
            for (int s = 0; s < _states; s++)
            {
                int at = (s * _m) + pt.Start;
                double total = 0, mean = 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    total += _g[at + k];
                    mean += _g[at + k] * rates[at + k];
                    rowT += rates[at + k] * _sigmaT[at + k];
                }

                mean = total > 0 ? mean / total : 0;
                for (int k = 0; k < pt.Moves; k++)
                {
                    rowQ[at + k] = _g[at + k] * (rates[at + k] - mean);
                }
            }
        }

        return rowT;
    }
}
