using Tumen.Numerics;
using Tumen.Estimation.Once;

namespace Tumen.Oracles;

/// <summary>One equilibrium of a game of a panel.</summary>
/// <param name="Values">Action values v.</param>
/// <param name="Hits">Starts that led to it.</param>
/// <param name="Residual">Largest |Φ(v) − v|.</param>
/// <param name="SpectralRadius">Of the map in which each player re-solves its own programme against the other's last strategy: below 1 such play returns to it.</param>
/// <param name="FoldDistance">Smallest singular value of ∂Φ/∂v − I.</param>
/// <param name="LogLikelihood">Of the unit's moves under it.</param>
/// <param name="Selected">Whether it is the one the estimate uses.</param>
public sealed record DyadicEquilibrium(double[] Values, int Hits, double Residual, double SpectralRadius, double FoldDistance, double LogLikelihood, bool Selected);

/// <summary>Equilibria of every game of a panel at an estimate, from many starts. That no other was found is no proof that there is none.</summary>
public static class DyadicCensus
{
    // Two equilibria are one when no choice chance differs by more.
    private const double Same = 1e-6;

    /// <summary>Takes the census of one unit.</summary>
    /// <param name="unit">The game and its moves.</param>
    /// <param name="weights">The game's own weights, in its order.</param>
    /// <param name="selected">Action values that the estimate uses.</param>
    /// <param name="starts">Random starts, besides the selected one and the one found by continuation in δ.</param>
    /// <param name="seed">Seed.</param>
    /// <returns>Certified equilibria, the selected one first, then by hits; and how many starts ended without a certificate.</returns>
    public static (IReadOnlyList<DyadicEquilibrium> Found, int Failed) Take(DyadicUnit unit, ReadOnlySpan<double> weights, ReadOnlySpan<double> selected, int starts, ulong seed)
    {
        var game = unit.Game;
        var work = new DyadicGame.Work(game);
        double[] own = weights.ToArray(), chances = new double[game.Size], inclusive = new double[2 * game.States];
        var found = new List<(double[] V, double[] Chances, int Hits, double Residual, bool Selected)>();
        int failed = 0;

        // What is selected, what short sight leads to, then players who lean at random to one action in each state, as strongly as values ever differ or more mildly.
        double span = 1;
        for (int block = 0; block < 2 * game.States; block++)
            for (int a = 0; a < game.Actions; a++) span = Math.Max(span, Math.Abs(selected[(block * game.Actions) + a] - selected[block * game.Actions]));
        for (int start = 0; start < starts + 2; start++)
        {
            double[] v = selected.ToArray();
            bool converged;
            double residual;
            if (start == 1)
            {
                SolveCertificate cold = DyadicSolver.Cold(game, own, v);
                (converged, residual) = (cold.Converged, cold.Residual);
            }
            else
            {
                if (start > 1)
                {
                    var random = new Philox(seed, (ulong)start);
                    double strength = span * Math.Pow(10, (2 * random.NextDouble()) - 1.5);
                    double level = random.NextDouble() < 0.5 ? 1 : 0;
                    for (int k = 0; k < v.Length; k++) v[k] = (level * v[k]) + (strength * random.NextNormal());
                }

                SolveCertificate certificate = DyadicSolver.Newton(game, own, v, work, 200);
                (converged, residual) = (certificate.Converged, certificate.Residual);
            }

            if (!converged)
            {
                failed++;
                continue;
            }

            game.Strategies(v, chances, inclusive);
            int at = found.FindIndex(f => Distance(f.Chances, chances) < Same);
            if (at >= 0) found[at] = found[at] with { Hits = found[at].Hits + 1 };
            else found.Add((v, (double[])chances.Clone(), 1, residual, start == 0));
        }

        return ([.. found.OrderByDescending(f => f.Selected).ThenByDescending(f => f.Hits).Select(f => new DyadicEquilibrium(
            f.V, f.Hits, f.Residual, SpectralRadius(game, own, f.V, work), FoldDistance(game, own, f.V, work), LogLikelihood(unit, f.Chances), f.Selected))], failed);
    }

    private static double LogLikelihood(DyadicUnit unit, double[] chances)
    {
        double sum = 0;
        for (int k = 0; k < chances.Length; k++) sum += unit.Counts[k] > 0 ? unit.Counts[k] * Math.Log(chances[k]) : 0;
        return sum;
    }

    private static double[] Jacobian(DyadicGame game, double[] weights, double[] v, DyadicGame.Work work)
    {
        game.Equations(weights, v, work.Gap, work.Jacobian, [], work);
        int n = game.Size;
        var dense = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = Math.Max(0, i - game.Lower); j <= Math.Min(n - 1, i + game.Upper); j++) dense[(i * n) + j] = work.Jacobian[i, j];
        return dense;
    }

    // √ of the smallest eigenvalue of JᵀJ.
    private static double FoldDistance(DyadicGame game, double[] weights, double[] v, DyadicGame.Work work)
    {
        int n = game.Size;
        double[] j = Jacobian(game, weights, v, work);
        DenseLu lu = DenseLu.FactorInPlace((double[])j.Clone(), n);
        if (!lu.IsRegular) return 0;
        var inverse = new double[n * n];
        lu.Invert(inverse);
        var square = new double[n * n];
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++) square[(a * n) + b] = FixedOrder.Dot(inverse.AsSpan(a * n, n), inverse.AsSpan(b * n, n));
        return 1 / Math.Sqrt(SymmetricEigen.Of(square, n).Values.Max());
    }

    // v_i answers v_j by dv_i = (I − D_i)⁻¹ C_ij dv_j, with D_i the player's own rows and columns of ∂Φ/∂v. The radius is the growth of the alternation, by power iteration.
    private static double SpectralRadius(DyadicGame game, double[] weights, double[] v, DyadicGame.Work work)
    {
        int n = game.Size, half = n / 2;
        double[] j = Jacobian(game, weights, v, work);
        int[][] places = [new int[half], new int[half]];
        for (int i = 0; i < 2; i++)
        {
            int at = 0;
            for (int s = 0; s < game.States; s++)
                for (int a = 0; a < game.Actions; a++) places[i][at++] = game.Index(i, a, s);
        }

        var reply = new double[2][];
        for (int i = 0; i < 2; i++)
        {
            var block = new double[half * half];
            var cross = new double[half * half];
            for (int r = 0; r < half; r++)
                for (int c = 0; c < half; c++)
                {
                    block[(r * half) + c] = -j[(places[i][r] * n) + places[i][c]];
                    cross[(r * half) + c] = j[(places[i][r] * n) + places[1 - i][c]];
                }
            DenseLu lu = DenseLu.FactorInPlace(block, half);
            if (!lu.IsRegular) return double.PositiveInfinity;
            lu.Solve(cross, half);
            reply[i] = cross;
        }

        // Both move at once: the square of that map acts on each player alone, as reply₁ reply₂. Growth of a constant v (which moves no chance) is nil.
        var random = new Philox(5, 0);
        double[] x = [.. Enumerable.Range(0, half).Select(_ => random.NextNormal())];
        const int Rounds = 80;
        double log = 0;
        for (int round = 0; round < Rounds; round++)
        {
            double norm = FixedOrder.Norm(x);
            if (!(norm > 1e-280)) return 0;
            double[] y = Times(reply[1], [.. x.Select(value => value / norm)], half);
            x = Times(reply[0], y, half);
            log += round >= Rounds / 2 ? Math.Log(Math.Max(FixedOrder.Norm(x), 1e-300)) : 0;
        }

        return Math.Sqrt(Math.Exp(log / (Rounds / 2.0)));
    }

    private static double[] Times(double[] a, double[] x, int n)
    {
        var y = new double[n];
        for (int i = 0; i < n; i++) y[i] = FixedOrder.Dot(a.AsSpan(i * n, n), x);
        return y;
    }

    private static double Distance(double[] a, double[] b)
    {
        double most = 0;
        for (int k = 0; k < a.Length; k++) most = Math.Max(most, Math.Abs(a[k] - b[k]));
        return most;
    }
}
