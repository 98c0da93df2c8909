using Tumen.Estimation.Once;

namespace Tumen.Cli;

/// <summary>What one estimator found.</summary>
internal sealed record StrategicMethod(
    string Name, EstimateResult Fit, ProfileReport? Profile, BootstrapReport? Bootstrap, IReadOnlyList<string> Advice, IReadOnlyList<WeakDirection> Weak, double? SpectralRadius, CrisisCensusSummary? Census)
{
    /// <summary>Clusters behind clustered errors; null without any.</summary>
    public int? Clusters { get; init; }
}

/// <summary>Equilibria of the crisis games at an estimate.</summary>
internal sealed record CrisisCensusSummary(IReadOnlyDictionary<int, int> GamesByCount, double FoldDistance, double BestSelection)
{
    /// <summary>Row of the table, from 1, and its number of equilibria.</summary>
    public IReadOnlyList<(int Row, int Equilibria)> ByGame { get; init; } = [];
}

/// <summary>A rival formula and the tests against it.</summary>
internal sealed record StrategicVersus(string Formula, EstimateResult First, EstimateResult Fit, FormulaComparison Comparison);

/// <summary>Everything `tumen fit egame12` and its kin report.</summary>
internal sealed record StrategicResult(BuiltModel Built, IReadOnlyList<StrategicMethod> Methods)
{
    public IReadOnlyList<double> Predicted { get; init; } = [];

    public StrategicVersus? Versus { get; init; }

    public string File { get; init; } = "";

    public string Formula { get; init; } = "";

    /// <summary>Title of a game written in the language; null for a model named on the command line.</summary>
    public string? Title { get; init; }

    public StrategicOptions Options { get; init; } = new();

    public ulong Seed { get; init; }

    public double ReadSeconds { get; init; }

    public double FitSeconds { get; init; }

    public IReadOnlyList<int> DroppedLines { get; init; } = [];
}
