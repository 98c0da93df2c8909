using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>What can be said of a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>The number lies where the claim says, and its interval (or odds of ten to one) leaves no room for the opposite.</summary>
    Supported,

    /// <summary>It lies on the other side, and its interval leaves no room for the claim.</summary>
    Contradicted,

    /// <summary>The record leaves room for both.</summary>
    CannotSay,

    /// <summary>Nothing in this study could decide it.</summary>
    NotObservable,

    /// <summary>The part of the study it rests on has not been worked out yet.</summary>
    NotYet,

    /// <summary>True, or false, under nine in ten draws from the priors, and the record has not turned it: the assumptions say it, not the record.</summary>
    BuiltIn,
}

/// <summary>The outcome of one check.</summary>
/// <param name="Says">What was checked, in words.</param>
/// <param name="Value">The number.</param>
/// <param name="Low">Lower end of its interval; NaN when it has none.</param>
/// <param name="High">Upper end.</param>
/// <param name="Unit">What the number counts, for example "percentage points" or "nats".</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Why">One sentence on how the verdict was reached.</param>
/// <param name="Behind">The months and events behind the number, in words; empty when it rests on fitted theories.</param>
public sealed record CheckResult(
    string Says, double Value, double Low, double High, string Unit, ClaimVerdict Verdict, string Why, ImmutableArray<string> Behind)
{
    /// <summary>Share of posterior draws in which the statement holds; NaN where no draws decide.</summary>
    public double Posterior { get; init; } = double.NaN;

    /// <summary>Share of draws from the stated priors in which it holds; NaN where none were made.</summary>
    public double Prior { get; init; } = double.NaN;

    /// <summary>For checks by counting: chance of a difference at least this large, either way, when there is none; NaN otherwise.</summary>
    public double Chance { get; init; } = double.NaN;

    /// <summary>The chance adjusted for the number of checks by counting (Benjamini and Hochberg 1995); NaN where there is none.</summary>
    public double Adjusted { get; init; } = double.NaN;
}

/// <summary>A claim with its outcome under the main coding and under every other.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">Under the main coding: contradicted when any check is, supported when all are.</param>
/// <param name="Checks">Its checks under the main coding.</param>
/// <param name="ByCoding">The verdict under every coding, the main one first.</param>
public sealed record ClaimResult(Claim Claim, ClaimVerdict Verdict, ImmutableArray<CheckResult> Checks, ImmutableArray<(string Coding, ClaimVerdict Verdict)> ByCoding)
{
    /// <summary>The verdict in words.</summary>
    public static string Words(ClaimVerdict v) => v switch
    {
        ClaimVerdict.Supported => "supported",
        ClaimVerdict.Contradicted => "contradicted",
        ClaimVerdict.CannotSay => "cannot say",
        ClaimVerdict.NotObservable => "not observable",
        ClaimVerdict.BuiltIn => "built in",
        _ => "not worked out",
    };

    /// <summary>One verdict out of several checks.</summary>
    public static ClaimVerdict Together(IEnumerable<ClaimVerdict> checks)
    {
        var all = checks.ToArray();
        return all.Length == 0 ? ClaimVerdict.NotObservable
            : all.Contains(ClaimVerdict.Contradicted) ? ClaimVerdict.Contradicted
            : all.Contains(ClaimVerdict.NotYet) ? ClaimVerdict.NotYet
            : all.All(v => v == ClaimVerdict.Supported) ? ClaimVerdict.Supported
            : all.All(v => v is ClaimVerdict.Supported or ClaimVerdict.BuiltIn) ? ClaimVerdict.BuiltIn : ClaimVerdict.CannotSay;
    }
}
