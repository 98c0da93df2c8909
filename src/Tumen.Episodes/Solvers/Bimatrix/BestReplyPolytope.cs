using System.Numerics;

namespace Tumen.Episodes;

/// <summary>A vertex of a best-reply polytope.</summary>
/// <param name="Weights">Mixed strategy of the polytope's owner, exact.</param>
/// <param name="Labels">Bit k: own strategy k unused (k below the owner's count), or the other's strategy k − count a best reply.</param>
internal sealed record ReplyVertex(Rational[] Weights, UInt128 Labels);

/// <summary>Lists all vertices of { x ≥ 0, C x ≤ 1 } by adding one inequality at a time to a cone and keeping its rays.</summary>
/// <remarks>
/// Method: double description (Motzkin, Raiffa, Thompson and Thrall 1953; Fukuda and Prodon 1996). A ray is kept as its slacks, so its sign on every inequality is
/// at hand. While the cone is simple, adjacent rays are found by hashing their shared facets; otherwise by the combinatorial test. Exact: 128-bit
/// integers, and integers of any size when those overflow. At most 126 labels.
/// </remarks>
internal static class BestReplyPolytope
{
    public const int MaximumLabels = 126;

    /// <param name="own">Number of the owner's strategies.</param>
    /// <param name="other">Number of the opponent's strategies.</param>
    /// <param name="payoff">Opponent's positive payoff of its strategy j against the owner's i: (i, j).</param>
    /// <param name="limit">Most rays allowed at any time.</param>
    /// <returns>All vertices but the origin, or null when <paramref name="limit"/> is passed.</returns>
    public static List<ReplyVertex>? Vertices(int own, int other, Func<int, int, BigInteger> payoff, int limit)
    {
        try
        {
            return new Cone<Int128>(own, other, (i, j) => checked((Int128)payoff(i, j)), value => (BigInteger)value, limit).Run();
        }
        catch (OverflowException)
        {
            return new Cone<BigInteger>(own, other, payoff, value => value, limit).Run();
        }
    }

    private sealed class Cone<T>(int own, int other, Func<int, int, T> payoff, Func<T, BigInteger> big, int limit) where T : struct, IBinaryInteger<T>
    {
        // Slack k: k < own is x_k, own ≤ k < own + other is t − Σ x_i C_ij, the last is t itself.
        private readonly int _width = own + other + 1;

        private sealed record Ray(T[] Slack, UInt128 Zeros);

        public List<ReplyVertex>? Run()
        {
            var rays = new List<Ray>();
            var entered = UInt128.Zero;
            for (int k = 0; k < own; k++) entered |= UInt128.One << k;
            entered |= UInt128.One << (_width - 1);
            for (int r = 0; r <= own; r++)
            {
                var slack = new T[_width];
                slack[r < own ? r : _width - 1] = T.One;
                for (int j = 0; j < other; j++) slack[own + j] = r < own ? -payoff(r, j) : T.One;
                rays.Add(new Ray(slack, ZerosOf(slack, entered)));
            }
            while (NextInequality(rays, entered) is { } next)
            {
                entered |= UInt128.One << next;
                if (Cut(rays, next, entered) is not { } cut || cut.Count > limit) return null;
                rays = cut;
            }
            return Finish(rays);
        }

        private static UInt128 ZerosOf(T[] slack, UInt128 entered)
        {
            var zeros = UInt128.Zero;
            for (int k = 0; k < slack.Length; k++)
                if (T.IsZero(slack[k])) zeros |= UInt128.One << k;
            return zeros & entered;
        }

        private int? NextInequality(List<Ray> rays, UInt128 entered)
        {
            int? best = null;
            long least = long.MaxValue;
            for (int k = own; k < own + other; k++)
            {
                if ((entered >> k & UInt128.One) != UInt128.Zero) continue;
                long positive = 0, negative = 0;
                foreach (var ray in rays)
                {
                    int sign = T.Sign(ray.Slack[k]);
                    if (sign > 0) positive++;
                    else if (sign < 0) negative++;
                }
                if (positive * negative >= least) continue;
                (least, best) = (positive * negative, k);
            }
            return best;
        }

        private List<Ray>? Cut(List<Ray> rays, int k, UInt128 entered)
        {
            var kept = new List<Ray>();
            List<Ray> above = [], below = [];
            bool simple = true;
            foreach (var ray in rays)
            {
                int sign = T.Sign(ray.Slack[k]);
                if (sign > 0) above.Add(ray);
                if (sign < 0) below.Add(ray);
                else kept.Add(sign == 0 ? new Ray(ray.Slack, ray.Zeros | UInt128.One << k) : ray);
                if (int.CreateTruncating(UInt128.PopCount(ray.Zeros)) != own) simple = false;
            }
            if (simple) JoinSimple(above, below, k, entered, kept);
            else JoinGeneral(rays, above, below, k, entered, kept);
            return kept.Count > limit ? null : kept;
        }

        private void JoinSimple(List<Ray> above, List<Ray> below, int k, UInt128 entered, List<Ray> kept)
        {
            var edges = new Dictionary<UInt128, Ray>();
            foreach (var ray in below)
                for (var rest = ray.Zeros; rest != UInt128.Zero; rest &= rest - UInt128.One)
                    edges[ray.Zeros & ~(rest & (~rest + UInt128.One))] = ray;
            foreach (var ray in above)
                for (var rest = ray.Zeros; rest != UInt128.Zero; rest &= rest - UInt128.One)
                    if (edges.TryGetValue(ray.Zeros & ~(rest & (~rest + UInt128.One)), out var partner)) kept.Add(Join(ray, partner, k, entered));
        }

        private void JoinGeneral(List<Ray> rays, List<Ray> above, List<Ray> below, int k, UInt128 entered, List<Ray> kept)
        {
            foreach (var up in above)
                foreach (var down in below)
                {
                    var common = up.Zeros & down.Zeros;
                    if (int.CreateTruncating(UInt128.PopCount(common)) < own - 1) continue;
                    bool adjacent = true;
                    foreach (var ray in rays)
                        if ((ray.Zeros & common) == common && !ReferenceEquals(ray, up) && !ReferenceEquals(ray, down))
                        {
                            adjacent = false;
                            break;
                        }
                    if (adjacent) kept.Add(Join(up, down, k, entered));
                    if (kept.Count > limit) return;
                }
        }

        private Ray Join(Ray up, Ray down, int k, UInt128 entered)
        {
            var slack = new T[_width];
            T a = -down.Slack[k], b = up.Slack[k], divisor = T.Zero;
            var scale = Divisor(a, b);
            (a, b) = (a / scale, b / scale);
            for (int j = 0; j < _width; j++)
            {
                slack[j] = checked(a * up.Slack[j] + b * down.Slack[j]);
                if (divisor != T.One) divisor = Divisor(divisor, T.Abs(slack[j]));
            }
            if (divisor != T.One)
                for (int j = 0; j < _width; j++) slack[j] /= divisor;
            return new Ray(slack, ZerosOf(slack, entered));
        }

        private static T Divisor(T a, T b)
        {
            while (!T.IsZero(b)) (a, b) = (b, a % b);
            return a;
        }

        private List<ReplyVertex> Finish(List<Ray> rays)
        {
            var vertices = new List<ReplyVertex>();
            var mask = (UInt128.One << (own + other)) - UInt128.One;
            foreach (var ray in rays)
            {
                var sum = BigInteger.Zero;
                for (int i = 0; i < own; i++) sum += big(ray.Slack[i]);
                if (sum.IsZero) continue;
                var weights = new Rational[own];
                for (int i = 0; i < own; i++) weights[i] = new Rational(big(ray.Slack[i]), sum);
                vertices.Add(new ReplyVertex(weights, ray.Zeros & mask));
            }
            return vertices;
        }
    }
}
