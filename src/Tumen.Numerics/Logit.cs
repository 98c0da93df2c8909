namespace Tumen.Numerics;

/// <summary>Logit choice in log space: no overflow, no clamped probability.</summary>
public static class Logit
{
    /// <summary>(1/λ) log Σ exp(λ q), and the choice probabilities exp(λ q)/Σ.</summary>
    /// <param name="q">Action values, at least one.</param>
    /// <param name="precision">λ ≥ 0; at 0 the choice is uniform and the value returned is the mean of <paramref name="q"/>.</param>
    /// <param name="probabilities">Receives the probabilities; same length as <paramref name="q"/>.</param>
    public static double Choose(ReadOnlySpan<double> q, double precision, Span<double> probabilities)
    {
        int n = q.Length;
        if (precision == 0)
        {
            double mean = 0;
            foreach (double v in q)
            {
                mean += v / n;
            }

            probabilities[..n].Fill(1.0 / n);
            return mean;
        }

        double top = q[0];
        for (int a = 1; a < n; a++)
        {
            top = Math.Max(top, q[a]);
        }

        double sum = 0;
        for (int a = 0; a < n; a++)
        {
            double e = Elementary.Exp(precision * (q[a] - top));
            probabilities[a] = e;
            sum += e;
        }

        double inverse = 1 / sum;
        for (int a = 0; a < n; a++)
        {
            probabilities[a] *= inverse;
        }

        return top + (Elementary.Log(sum) / precision);
    }

    /// <summary>The same over a menu: what is not on it has chance exactly 0 and is worth nothing.</summary>
    /// <param name="q">Action values.</param>
    /// <param name="precision">λ ≥ 0.</param>
    /// <param name="probabilities">Receives the probabilities.</param>
    /// <param name="menu">Which actions may be chosen, at least one; empty when all may.</param>
    public static double Choose(ReadOnlySpan<double> q, double precision, Span<double> probabilities, ReadOnlySpan<bool> menu)
    {
        if (!menu.Contains(false))
        {
            return Choose(q, precision, probabilities);
        }

        Span<double> own = stackalloc double[q.Length], chosen = stackalloc double[q.Length];
        int count = Gather(q, menu, own);
        double value = Choose(own[..count], precision, chosen[..count]);
        Scatter(chosen, menu, probabilities);
        return value;
    }

    /// <summary>Takes what is on a menu.</summary>
    /// <param name="from">One number an action.</param>
    /// <param name="menu">Which actions count; same length.</param>
    /// <param name="to">Receives them in order.</param>
    /// <returns>How many there are.</returns>
    public static int Gather(ReadOnlySpan<double> from, ReadOnlySpan<bool> menu, Span<double> to)
    {
        int count = 0;
        for (int a = 0; a < from.Length; a++)
        {
            if (menu[a])
            {
                to[count++] = from[a];
            }
        }

        return count;
    }

    /// <summary>Puts numbers back where a menu took them from, 0 elsewhere.</summary>
    /// <param name="from">One number per action on the menu.</param>
    /// <param name="menu">Which actions are on it.</param>
    /// <param name="to">Receives one number an action.</param>
    public static void Scatter(ReadOnlySpan<double> from, ReadOnlySpan<bool> menu, Span<double> to)
    {
        int count = 0;
        for (int a = 0; a < menu.Length; a++)
        {
            to[a] = menu[a] ? from[count++] : 0;
        }
    }

    /// <summary>log Σ exp(x).</summary>
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double top = double.NegativeInfinity;
        foreach (double v in x)
        {
            top = Math.Max(top, v);
        }

        if (double.IsInfinity(top))
        {
            return top;
        }

        double sum = 0;
        foreach (double v in x)
        {
            sum += Elementary.Exp(v - top);
        }

        return top + Elementary.Log(sum);
    }
}
