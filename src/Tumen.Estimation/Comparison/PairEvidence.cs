namespace Tumen.Estimation;

/// <summary>What a fit knows of its parameters, for tests between two theories.</summary>
/// <param name="Scores">Derivatives of the log-likelihood by period, row-major periods × parameters; empty when they were not kept.</param>
/// <param name="Inverse">Inverse information, row-major; rows of parameters at a bound are zero.</param>
/// <param name="Bounded">Per parameter, whether zero is a bound of it.</param>
public sealed record PairEvidence(double[] Scores, double[] Inverse, bool[] Bounded)
{
    /// <summary>Whether scores were kept, and all of it is finite.</summary>
    public bool HasScores => Scores.Length > 0 && Inverse.Length > 0 && Array.TrueForAll(Inverse, double.IsFinite) && Array.TrueForAll(Scores, double.IsFinite);

    /// <summary>Whether a parameter cannot lie on one side of zero.</summary>
    public bool IsBounded(int parameter) => parameter < Bounded.Length && Bounded[parameter];

    /// <summary>Correlation of two estimates; 0 where one of them is at its bound, and so has no variance.</summary>
    public double Correlation(int a, int b)
    {
        int k = Bounded.Length;
        if (Inverse.Length != k * k)
        {
            return 0;
        }

        double size = Math.Sqrt(Inverse[(a * k) + a] * Inverse[(b * k) + b]);
        return size > 0 ? Math.Clamp(Inverse[(a * k) + b] / size, -1, 1) : 0;
    }
}
