namespace Tumen.Numerics.Special;

/// <summary>The standard logistic distribution in plain and log form; no clamp anywhere.</summary>
public static class Logistic
{
    /// <summary>L(z) = 1/(1 + e^(−z)).</summary>
    public static double Cdf(double z)
    {
        if (z >= 0) return 1 / (1 + Elementary.Exp(-z));
        double e = Elementary.Exp(z);
        return e / (1 + e);
    }

    /// <summary>ln L(z); −∞ only at −∞.</summary>
    public static double LogCdf(double z) => -SoftPlus(-z);

    /// <summary>ln(1 + e^z), without overflow.</summary>
    public static double SoftPlus(double z) => z > 0 ? z + Normal.LogOnePlus(Elementary.Exp(-z)) : Normal.LogOnePlus(Elementary.Exp(z));
}
