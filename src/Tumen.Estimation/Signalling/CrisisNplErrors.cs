using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Estimation.Once;

/// <summary>Covariances of nested pseudo-likelihood, V = A⁻¹ B A⁻ᵀ, summed game by game.</summary>
/// <remarks>
/// With p(θ) the fixed point of the belief map, ∂p/∂θ = (I − J_p)⁻¹ J_θ, the estimating equation's slope is A = −H_θθ − H_θp ∂p/∂θ exactly. B is −H_θθ when
/// the months are independent as the model says, and the games' outer product O when they need not be. The published formula (Aguirregabiria and Mira 2007,
/// proposition 2) puts outer products in A too, which holds only under the information equality. J_p is 2 × 2 per game: nothing larger is inverted.
/// </remarks>
internal static class CrisisNplErrors
{
    /// <summary>The three covariances; null where A is singular.</summary>
    internal sealed record Set(double[]? Model, double[]? Robust, double[]? Published, double SpectralRadius);

    public static Set Of(CrisisRecord record, CrisisPseudoLikelihood model, double[] weights, double[] resist, double[] firm)
    {
        int k = weights.Length, games = record.Games;
        var scores = new double[games * k];
        model.RowTerms(weights, new double[games], scores);
        double[] outer = new double[k * k], published = new double[k * k], slope = new double[k * k], information = new double[k * k], map = new double[2 * k], mixed = new double[2 * k];
        model.Evaluate(weights, [], new double[k], information);
        for (int i = 0; i < information.Length; i++) slope[i] = information[i] = -information[i];
        double radius = 0;
        Span<double> u = stackalloc double[7];
        Span<double> cells = stackalloc double[24 * JetPad.Stride(9)];
        for (int g = 0; g < games; g++)
        {
            record.PayoffsAt(weights, g, u);
            (double sr, double sf, double jrf, double jfr) = Beliefs(record, g, u, resist[g], firm[g], cells, map, mixed, k);
            ReadOnlySpan<double> score = scores.AsSpan(g * k, k);
            // J_p = [[0, jrf], [jfr, 0]]: resistance answers firmness and firmness answers resistance.
            double det = 1 - jrf * jfr;
            radius = Math.Max(radius, Math.Sqrt(Math.Abs(jrf * jfr)));
            for (int j = 0; j < k; j++)
            {
                double dr = (map[j] + jrf * map[k + j]) / det, df = (jfr * map[j] + map[k + j]) / det;
                for (int i = 0; i < k; i++)
                {
                    outer[i * k + j] += score[i] * score[j];
                    published[i * k + j] += score[i] * (score[j] + sr * dr + sf * df);
                    slope[i * k + j] -= mixed[i] * dr + mixed[k + i] * df;
                }
            }
        }
        return new Set(Form(slope, information, k), Form(slope, outer, k), Form(published, outer, k), radius);
    }

    private static double[]? Form(double[] slope, double[] meat, int k) => DenseLu.InverseOf(slope, k) is { } inverse
        ? DenseMatrix.Multiply(DenseMatrix.Multiply(inverse, meat, k, k, k), DenseMatrix.Transpose(inverse, k, k), k, k, k) : null;

    /// <summary>One game's score in (pR, pF), the two off-diagonal entries of J_p, and the rows of J_θ (resist, then firm) in map and of H_θp in mixed.</summary>
    private static (double ScoreResist, double ScoreFirm, double ResistToFirm, double FirmToResist) Beliefs(
        CrisisRecord record, int game, ReadOnlySpan<double> u, double resist, double firm, Span<double> cells, double[] map, double[] mixed, int k)
    {
        // Variables 0..6: the payoffs; 7: pR; 8: pF.
        var pad = new JetPad(cells, 9);
        for (int e = 0; e < 7; e++) pad.Variable(e, e, u[e]);
        pad.Variable(7, 7, resist);
        pad.Variable(8, 8, firm);
        (int inverse, int cutoff, int z, int yes, int no, int sum, int first) = (9, 10, 11, 12, 13, 14, 15);
        pad.Chain(inverse, 7, 1 / resist, -1 / (resist * resist), 2 / (resist * resist * resist));
        pad.Combine(cutoff, 1, 0, -1, 1);
        pad.Multiply(cutoff, cutoff, inverse);
        pad.Combine(cutoff, 1, cutoff, 1, 1);
        pad.Chain(inverse, 8, 1 / firm - 1, -1 / (firm * firm), 2 / (firm * firm * firm));
        pad.Combine(z, 1, 6, -1, 2);
        pad.Multiply(z, z, inverse);
        pad.Combine(z, 1, z, 1, 4);
        pad.Combine(z, 1, z, -1, 2);
        CrisisMoves.LogCdf(pad, yes, z, 1);
        CrisisMoves.LogCdf(pad, no, z, -1);
        var logs = CrisisMoves.Set(pad, cutoff, 3, 5, first);
        CrisisOutcomes.Sum(pad, record.Counts.AsSpan(4 * game, 4), sum, logs, yes, no);
        double density = Normal.Pdf(pad[z][0]), p = Logistic.Cdf(-pad[logs.Odds][0]), slope = -p * (1 - p);
        int at = 0;
        for (int e = 0; e < 7; e++)
        {
            int terms = record.Payoffs[e].Terms.Count;
            for (int j = 0; j < terms; j++)
            {
                double x = record.Payoffs[e].Values[game * terms + j];
                mixed[at + j] = pad[sum][Second(e, 7)] * x;
                mixed[k + at + j] = pad[sum][Second(e, 8)] * x;
                map[at + j] = density * pad[z][1 + e] * x;
                map[k + at + j] = slope * pad[logs.Odds][1 + e] * x;
            }
            at += terms;
        }
        static int Second(int i, int j) => 10 + i * 9 - i * (i - 1) / 2 + (j - i);
        return (pad[sum][8], pad[sum][9], density * pad[z][9], slope * pad[logs.Odds][8]);
    }
}
