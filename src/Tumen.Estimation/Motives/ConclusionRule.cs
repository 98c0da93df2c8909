namespace Tumen.Estimation;

/// <summary>When an answer is called settled, and how often that would be wrong: a threshold on a probability, with rates from records whose truth is known.</summary>
/// <param name="Threshold">Probability from which the rule concludes.</param>
/// <param name="False">Of cases in which it was not so, those in which the rule would conclude that it was.</param>
/// <param name="True">Of cases in which it was so, those in which the rule would conclude it.</param>
/// <param name="Records">Simulated records behind the rates.</param>
public sealed record ConclusionRule(double Threshold, WilsonShare False, WilsonShare True, int Records)
{
    /// <summary>Share of wrong conclusions aimed at.</summary>
    public const double AimedAt = 0.05;

    /// <summary>No probability below this settles anything, however rarely it would be wrong.</summary>
    public const double LeastThreshold = 0.9;

    /// <summary>Fewer records than this say too little about a share of one in twenty.</summary>
    public const int FewestRecords = 30;

    /// <summary>Whether there are enough records for the rates to mean something.</summary>
    public bool IsKnown => Records >= FewestRecords && False.Of > 0;

    /// <summary>The smallest threshold, from <see cref="LeastThreshold"/> on, at which at most <see cref="AimedAt"/> of the false cases pass.</summary>
    /// <param name="cases">Probability told and whether it was so, one a case.</param>
    /// <param name="records">Records that the cases come from.</param>
    public static ConclusionRule Of(IReadOnlyList<(double Probability, bool IsSo)> cases, int records)
    {
        double[] wrong = [.. cases.Where(c => !c.IsSo).Select(c => c.Probability).OrderDescending()];
        int allowed = (int)Math.Floor(AimedAt * wrong.Length);

        // Above the first false case that may not pass; the next number up, so that this one does not.
        double threshold = wrong.Length > allowed && wrong[allowed] >= LeastThreshold ? Math.BitIncrement(wrong[allowed]) : LeastThreshold;
        WilsonShare Share(bool so) => WilsonShare.Make(cases.Count(c => c.IsSo == so && c.Probability >= threshold), cases.Count(c => c.IsSo == so));
        return new ConclusionRule(threshold, Share(false), Share(true), records);
    }
}
