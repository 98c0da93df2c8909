using Tumen.Model;

namespace Tumen.Solve;

/// <content>How values and action values respond to small changes.</content>
public sealed partial class Stage
{
    /// <summary>∂V/∂q at fixed λ: n × m.</summary>
    public void ValueSlopes(ReadOnlySpan<double> sigma, ReadOnlySpan<double> q, double precision, ValueConvention convention, Span<double> slopes)
    {
        int m = Space.Size;
        slopes.Clear();
        for (int i = 0; i < PlayerCount; i++)
        {
            int a = Space.Moves(i);
            var row = slopes.Slice(i * m, m);
            for (int h = 0; h < Space.Histories[i]; h++)
            {
                double chance = HistoryChance(i, h, sigma, -1), value = PointValue(i, h, sigma, q, precision, convention);
                int at = Space.Offsets[i] + (h * a);
                for (int k = 0; k < a; k++)
                {
                    double s = sigma[at + k];
                    row[at + k] += chance * (convention == ValueConvention.TasteShocks ? s : s + (precision * s * (q[at + k] - value)));
                }

                foreach (int j in Space.Earlier[i])
                {
                    // P(h) moves with σ_j at j's own decision point: ∂P/∂σ_j times the logit slope.
                    double rest = HistoryChance(i, h, sigma, j) * value;
                    int slot = Space.Slot(_representative[i][h], j), moves = Space.Moves(j);
                    int point = slot - ((slot - Space.Offsets[j]) % moves);
                    for (int k = 0; k < moves; k++)
                    {
                        row[point + k] += rest * precision * sigma[slot] * ((point + k == slot ? 1 : 0) - sigma[point + k]);
                    }
                }
            }
        }
    }

    /// <summary>I − ∂q/∂q through everyone's logit responses at fixed w: m × m, row-major, after <see cref="Weigh"/>.</summary>
    public void LocalJacobian(ReadOnlySpan<double> sigma, ReadOnlySpan<double> w, double precision, Span<double> jacobian)
    {
        int m = Space.Size, count = Space.Count;
        jacobian.Clear();
        for (int i = 0; i < PlayerCount; i++)
        {
            var own = Space.Slots(i);
            for (int j = 0; j < PlayerCount; j++)
            {
                if (j == i || _conditions[i, j])
                {
                    continue;
                }

                var their = Space.Slots(j);
                var rest = _rest[i, j];
                var at = w.Slice(i * count, count);
                if (rest.Length == 0)
                {
                    for (int p = 0; p < at.Length; p++)
                    {
                        jacobian[(own[p] * m) + their[p]] += at[p];
                    }

                    continue;
                }

                var first = Space.Slots(rest[0]);
                for (int p = 0; p < at.Length; p++)
                {
                    double x = at[p] * sigma[first[p]];
                    for (int k = 1; k < rest.Length; k++)
                    {
                        x *= sigma[Space.Slot(p, rest[k])];
                    }

                    jacobian[(own[p] * m) + their[p]] += x;
                }
            }
        }

        for (int r = 0; r < m; r++)
        {
            var row = jacobian.Slice(r * m, m);
            foreach (int at in _coupled[r])
            {
                int a = _width[at];
                double mean = 0;
                for (int k = at; k < at + a; k++)
                {
                    mean += sigma[k] * row[k];
                }

                for (int k = at; k < at + a; k++)
                {
                    row[k] = -precision * sigma[k] * (row[k] - mean);
                }
            }

            row[r] += 1;
        }
    }
}
