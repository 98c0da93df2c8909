using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>Where a chain ends up.</summary>
/// <param name="Shares">Long-run share of periods in each state; sums to 1.</param>
/// <param name="Classes">How many closed classes (sets of states that are never left) there are.</param>
/// <param name="Reached">Chance of ending in each closed class.</param>
/// <param name="Residual">max |π − π P|, recomputed: a pure number.</param>
public sealed record LongRunLaw(double[] Shares, int Classes, double[] Reached, double Residual);

/// <summary>
/// Stationary shares, exactly: closed classes by Tarjan's algorithm, each class by the subtraction-free elimination of Grassmann, Taksar and Heyman, and
/// the chance of each class from the start by one linear system. Cost: n³/3 for a class of n states; beyond <see cref="DenseLimit"/>, iteration.
/// </summary>
/// <remarks>Sources: Tarjan (1972), SIAM J. Comput. 1:146-160; Grassmann, Taksar and Heyman (1985), Operations Research 33:1107-1116.</remarks>
public static class LongRun
{
    /// <summary>Largest class that is eliminated densely.</summary>
    public const int DenseLimit = 3000;

    /// <summary>The long run from a start law.</summary>
    /// <param name="chain">Chances of going from state to state; rows sum to 1.</param>
    /// <param name="start">Start law; sums to 1.</param>
    public static LongRunLaw Of(SparseRows chain, ReadOnlySpan<double> start)
    {
        var component = Components(chain, out int components);
        var closed = new bool[components];
        Array.Fill(closed, true);
        for (int s = 0; s < chain.Count; s++)
        {
            for (int k = chain.RowStart[s]; k < chain.RowStart[s + 1]; k++)
            {
                closed[component[s]] &= component[chain.Column[k]] == component[s];
            }
        }

        int[] classes = [.. Enumerable.Range(0, components).Where(c => closed[c])];
        var visits = Visits(chain, start, component, closed);
        double[] into = new double[chain.Count], reached = new double[classes.Length], shares = new double[chain.Count];
        chain.Left(visits, into);
        for (int c = 0; c < classes.Length; c++)
        {
            int[] members = [.. Enumerable.Range(0, chain.Count).Where(s => component[s] == classes[c])];
            foreach (int s in members)
            {
                reached[c] += into[s] + start[s];
            }
        }

        double total = reached.Sum();
        for (int c = 0; c < classes.Length; c++)
        {
            reached[c] /= total;
            if (reached[c] == 0)
            {
                continue;
            }

            int[] members = [.. Enumerable.Range(0, chain.Count).Where(s => component[s] == classes[c])];
            var law = members.Length <= DenseLimit ? Eliminate(chain, members) : Iterate(chain, members);
            for (int i = 0; i < members.Length; i++)
            {
                shares[members[i]] = reached[c] * law[i];
            }
        }

        var after = new double[chain.Count];
        chain.Left(shares, after);
        double residual = 0;
        for (int s = 0; s < after.Length; s++)
        {
            residual = Math.Max(residual, Math.Abs(after[s] - shares[s]));
        }

        return new LongRunLaw(shares, classes.Length, reached, residual);
    }

    // Expected visits to states outside closed classes: v = start + v Q.
    private static double[] Visits(SparseRows chain, ReadOnlySpan<double> start, int[] component, bool[] closed)
    {
        int n = chain.Count;
        var b = new double[n];
        bool any = false;
        for (int s = 0; s < n; s++)
        {
            b[s] = closed[component[s]] ? 0 : start[s];
            any |= b[s] != 0;
        }

        var v = (double[])b.Clone();
        if (any)
        {
            void Product(ReadOnlySpan<double> x, Span<double> y)
            {
                chain.Left(x, y);
                for (int s = 0; s < n; s++)
                {
                    y[s] = closed[component[s]] ? x[s] : x[s] - y[s];
                }
            }

            Gmres.Solve(Product, b, v, 1e-14, 8000);
            for (int s = 0; s < n; s++)
            {
                v[s] = closed[component[s]] ? 0 : Math.Max(0, v[s]);
            }
        }

        return v;
    }

    private static double[] Eliminate(SparseRows chain, int[] members)
    {
        int n = members.Length;
        var at = new int[chain.Count];
        for (int i = 0; i < n; i++)
        {
            at[members[i]] = i;
        }

        var a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int k = chain.RowStart[members[i]]; k < chain.RowStart[members[i] + 1]; k++)
            {
                a[(i * n) + at[chain.Column[k]]] += chain.Value[k];
            }
        }

        for (int k = n - 1; k > 0; k--)
        {
            double leaving = 0;
            for (int j = 0; j < k; j++)
            {
                leaving += a[(k * n) + j];
            }

            for (int i = 0; i < k; i++)
            {
                double share = a[(i * n) + k] / leaving;
                a[(i * n) + k] = share;
                if (share != 0)
                {
                    FixedOrder.AddScaled(a.AsSpan(i * n, k), a.AsSpan(k * n, k), share);
                }
            }
        }

        var law = new double[n];
        law[0] = 1;
        double total = 1;
        for (int k = 1; k < n; k++)
        {
            for (int j = 0; j < k; j++)
            {
                law[k] += law[j] * a[(j * n) + k];
            }

            total += law[k];
        }

        for (int k = 0; k < n; k++)
        {
            law[k] /= total;
        }

        return law;
    }

    private static double[] Iterate(SparseRows chain, int[] members)
    {
        double[] now = new double[chain.Count], next = new double[chain.Count];
        foreach (int s in members)
        {
            now[s] = 1.0 / members.Length;
        }

        for (int t = 0; t < 100_000; t++)
        {
            chain.Left(now, next);
            double moved = 0;
            for (int s = 0; s < now.Length; s++)
            {
                moved += Math.Abs(next[s] - now[s]);
                now[s] = 0.5 * (now[s] + next[s]);
            }

            if (moved < 1e-13)
            {
                break;
            }
        }

        return [.. members.Select(s => now[s])];
    }

    // Tarjan's strongly connected components, without recursion.
    private static int[] Components(SparseRows chain, out int components)
    {
        int n = chain.Count, index = 0;
        components = 0;
        int[] order = new int[n], low = new int[n], component = new int[n], next = new int[n];
        Array.Fill(order, -1);
        Array.Fill(component, -1);
        Stack<int> path = new(), open = new();
        for (int root = 0; root < n; root++)
        {
            if (order[root] >= 0)
            {
                continue;
            }

            path.Push(root);
            while (path.Count > 0)
            {
                int s = path.Peek();
                if (order[s] < 0)
                {
                    order[s] = low[s] = index++;
                    next[s] = chain.RowStart[s];
                    open.Push(s);
                }

                if (next[s] < chain.RowStart[s + 1])
                {
                    int to = chain.Column[next[s]++];
                    if (order[to] < 0)
                    {
                        path.Push(to);
                    }
                    else if (component[to] < 0)
                    {
                        low[s] = Math.Min(low[s], order[to]);
                    }

                    continue;
                }

                path.Pop();
                if (path.Count > 0)
                {
                    low[path.Peek()] = Math.Min(low[path.Peek()], low[s]);
                }

                if (low[s] == order[s])
                {
                    int member;
                    do
                    {
                        member = open.Pop();
                        component[member] = components;
                    }
                    while (member != s);
                    components++;
                }
            }
        }

        return component;
    }
}
