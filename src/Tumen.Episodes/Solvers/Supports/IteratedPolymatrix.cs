namespace Tumen.Episodes;

/// <summary>One equilibrium of a table with many players: replaces the game around the current profile by one with pairwise payoffs, solves that, moves there, repeats.</summary>
/// <remarks>
/// Method: Govindan and Wilson (2004), Journal of Economic Dynamics and Control 28; the pairwise game by Lemke's method (Howson 1972). Fast, and without guarantee: the answer is polished on its support and its
/// regret recomputed, and a run that circles is reported as not converged. Deterministic: starts are spread by a fixed sequence.
/// </remarks>
public static class IteratedPolymatrix
{
    internal const string Method = "iterated polymatrix approximation (Govindan and Wilson 2004), polished on its support";

    /// <summary>Solves a table.</summary>
    /// <param name="game">Two or more players.</param>
    /// <param name="starts">Starts tried in turn until one is certified.</param>
    /// <param name="iterations">Most approximations per start.</param>
    public static SolvedProfile Solve(StrategicGame game, int starts = 12, int iterations = 60) => Solve(TableView.Of(game), starts, iterations);

    internal static SolvedProfile Solve(TableView view, int starts = 12, int iterations = 60)
    {
        var game = view.Game;
        SolvedProfile? best = null;
        for (int start = 0; start < starts; start++)
        {
            double[][] x = Start(game, start);
            for (int k = 1; k <= iterations; k++)
            {
                if (Pairwise(game, x) is not { } y) break;
                // Full steps first; shorter ones if the approximations circle.
                double share = start % 3 == 2 ? 0.5 : k <= 10 ? 1 : 10.0 / k;
                double moved = 0;
                for (int i = 0; i < x.Length; i++)
                    for (int s = 0; s < x[i].Length; s++)
                    {
                        double next = (1 - share) * x[i][s] + share * y[i][s];
                        moved = Math.Max(moved, Math.Abs(next - x[i][s]));
                        x[i][s] = next;
                    }
                if (moved < 1e-9) break;
                // Half-way stations are often good enough to polish when the approximations circle around an equilibrium.
                if (k % 20 == 0 && LimitPolish.TryPolish(view.Profile(x), start + 1, 0.2) is { } near) return near with { Method = Method };
            }
            var profile = view.Profile(x);
            if (LimitPolish.TryPolish(profile, start + 1, 0.2) is { } polished) return polished with { Method = Method };
            var rough = SolvedProfile.Certify(profile, start + 1, Method);
            if (best is null || rough.Regret < best.Regret) best = rough;
        }
        // Its authors use it as a quick start for the global Newton method; where it circles, that method decides.
        if (best!.Status == SolveStatus.NotConverged && GlobalNewton.Solve(view, new GlobalNewtonOptions { Rays = 2 }) is { Count: > 0 } finished)
            return finished[0] with { Method = Method + "; it circled, and the global Newton method (Govindan and Wilson 2003) finished" };
        return best;
    }

    private static double[][] Start(StrategicGame game, int start) => [.. game.Strategies.Select((list, i) =>
    {
        double[] weights = [.. Enumerable.Range(0, list.Count).Select(s => 1 + start * ((start * 0.7548776662466927 + (i + 1) * 0.5698402909980532 + s * 0.6180339887498949) % 1))];
        double sum = weights.Sum();
        return weights.Select(weight => weight / sum).ToArray();
    })];

    private static double[][]? Pairwise(StrategicGame game, double[][] x)
    {
        int n = x.Length, total = x.Sum(weights => weights.Length);
        int[] offset = new int[n];
        for (int i = 1; i < n; i++) offset[i] = offset[i - 1] + x[i - 1].Length;
        var payoff = Derivatives(game, x, offset, total);
        double high = double.NegativeInfinity, low = double.PositiveInfinity;
        foreach (double value in payoff)
        {
            high = Math.Max(high, value);
            low = Math.Min(low, value);
        }
        double scale = Math.Max(high - low, 1e-300);
        int size = total + n;
        var tableau = new FloatingTableau(size, 2 * size + 1);
        var right = new int[size];
        for (int i = 0; i < n; i++)
        {
            right[total + i] = -1;
            for (int s = 0; s < x[i].Length; s++)
            {
                int row = offset[i] + s;
                // w = C x − v, C > 0 costs; w' = Σ x − 1.
                for (int j = 0; j < n; j++)
                    for (int t = 0; j != i && t < x[j].Length; t++)
                        tableau.Set(row, size + offset[j] + t, -(1 + (high - payoff[row, offset[j] + t]) / scale));
                tableau.Set(row, size + total + i, 1);
                tableau.Set(total + i, size + row, -1);
            }
        }
        for (int r = 0; r < size; r++)
        {
            tableau.Set(r, r, 1);
            tableau.Set(r, 2 * size, -1);
            tableau.Set(r, 2 * size + 1, right[r]);
        }
        if (!LemkeMethod.Run(tableau, size, right)) return null;
        return [.. x.Select((weights, i) =>
        {
            double[] y = [.. Enumerable.Range(0, weights.Length).Select(s => Math.Max(0, tableau.Value(size + offset[i] + s)))];
            double sum = y.Sum();
            return sum > 0 ? y.Select(value => value / sum).ToArray() : (double[])weights.Clone();
        })];
    }

    /// <summary>Pairwise payoffs: derivative of i's payoff of s by j's chance of t, with the constant of the expansion spread over the opponents.</summary>
    private static double[,] Derivatives(StrategicGame game, double[][] x, int[] offset, int total)
    {
        int n = x.Length;
        var payoff = new double[total, total];
        var values = new double[total];
        var table = game.PayoffArray;
        var s = new int[n];
        for (int cell = 0; cell < game.CellCount; cell++)
        {
            for (int i = 0; i < n; i++) s[i] = game.StrategyIn(cell, i);
            for (int i = 0; i < n; i++)
            {
                double u = table[cell * n + i];
                if (u == 0) continue;
                double others = 1;
                for (int k = 0; k < n; k++)
                    if (k != i) others *= x[k][s[k]];
                values[offset[i] + s[i]] += u * others;
                for (int j = 0; j < n; j++)
                {
                    if (j == i) continue;
                    double product = u;
                    for (int k = 0; k < n; k++)
                        if (k != i && k != j) product *= x[k][s[k]];
                    payoff[offset[i] + s[i], offset[j] + s[j]] += product;
                }
            }
        }
        for (int i = 0; i < n; i++)
            for (int a = 0; a < x[i].Length; a++)
                for (int j = 0; j < n; j++)
                    for (int t = 0; j != i && t < x[j].Length; t++)
                        payoff[offset[i] + a, offset[j] + t] -= (n - 2.0) / (n - 1.0) * values[offset[i] + a];
        return payoff;
    }
}
