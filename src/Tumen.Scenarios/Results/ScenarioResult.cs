using System.Collections.Immutable;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>What kind of change a scenario makes, and so what its answer leans on.</summary>
public enum ScenarioKind
{
    /// <summary>Weights, patience, menus: the laws of the situations stay as estimated.</summary>
    Payoffs,

    /// <summary>Laws or chances of the situations: the answer leans on the form of the payoffs away from what was seen (Kalouptsidi, Scott and Souza-Rodrigues 2021).</summary>
    Laws,

    /// <summary>Who decides: a coalition.</summary>
    Players,
}

/// <summary>One number before and after.</summary>
/// <param name="Group">What it belongs to, for example "long-run share of moves".</param>
/// <param name="Name">Its name, for example "client provoke".</param>
/// <param name="Baseline">Under the theory as it is.</param>
/// <param name="Scenario">Under the scenario.</param>
public sealed record ScenarioNumber(string Group, string Name, double Baseline, double Scenario)
{
    /// <summary>Scenario less baseline; NaN when either is infinite.</summary>
    public double Difference => double.IsFinite(Baseline) && double.IsFinite(Scenario) ? Scenario - Baseline : double.NaN;
}

/// <summary>Where strategies change most.</summary>
/// <param name="Situation">The state in words.</param>
/// <param name="Player">Player.</param>
/// <param name="Move">Move.</param>
/// <param name="Share">Long-run share of months in the state under the baseline.</param>
/// <param name="Baseline">Chance of the move there before.</param>
/// <param name="Scenario">Chance of the move there after.</param>
public sealed record StrategyChange(string Situation, string Player, string Move, double Share, double Baseline, double Scenario);

/// <summary>Responses to one impulse before and after: differences month by month against the same start without it.</summary>
/// <param name="What">The impulse in words.</param>
/// <param name="Baseline">Under the theory as it is.</param>
/// <param name="Scenario">Under the scenario; for a temporary change, while it lasts.</param>
public sealed record ImpulseWork(string What, PathShares Baseline, PathShares Scenario);

/// <summary>A scenario, solved: plain data.</summary>
public sealed record ScenarioResult
{
    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>Name of the theory.</summary>
    public required string Theory { get; init; }

    /// <summary>What it changes.</summary>
    public required ScenarioKind Kind { get; init; }

    /// <summary>Months it lasts; null for ever.</summary>
    public required int? Periods { get; init; }

    /// <summary>Whether the changed game is solved.</summary>
    public required SolveStatus Status { get; init; }

    /// <summary>Residual of the changed game's equilibrium (largest over months for a temporary change).</summary>
    public required double Residual { get; init; }

    /// <summary>Regret of the changed game's equilibrium; NaN when it was not worked out.</summary>
    public required double Regret { get; init; }

    /// <summary>How the equilibrium was reached from the baseline's.</summary>
    public required BranchStatus Branch { get; init; }

    /// <summary>Whether the branch from λ = 0 in the changed game agrees; null when not looked at.</summary>
    public required bool? PrincipalAgrees { get; init; }

    /// <summary>Branch and remarks in words.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>All numbers, in a fixed order.</summary>
    public required ImmutableArray<ScenarioNumber> Numbers { get; init; }

    /// <summary>Curves before and after; empty when not asked for.</summary>
    public ImmutableArray<ScenarioCurve> Curves { get; init; } = [];

    /// <summary>Expected course from the start under the baseline.</summary>
    public required PathShares BaselinePath { get; init; }

    /// <summary>Expected course from the start under the scenario (and after it, when temporary).</summary>
    public required PathShares ScenarioPath { get; init; }

    /// <summary>Responses to each threat, before and after; empty when not asked for.</summary>
    public required ImmutableArray<ImpulseWork> Impulses { get; init; }

    /// <summary>Where strategies change most, by long-run share times change; empty for coalitions' members and when not asked for.</summary>
    public required ImmutableArray<StrategyChange> Changes { get; init; }

    /// <summary>Partners' temptations; empty without a coalition.</summary>
    public required ImmutableArray<PartnerGain> Partners { get; init; }

    /// <summary>Action values of the solved game, to start draws from.</summary>
    public required double[] ActionValues { get; init; }

    /// <summary>The number of that group and name, or null.</summary>
    public ScenarioNumber? Number(string group, string name) => Numbers.FirstOrDefault(n => n.Group == group && n.Name == name);
}

/// <summary>An event to time: a condition on situation and moves.</summary>
/// <param name="Name">Its name.</param>
/// <param name="If">The condition, on the whole game.</param>
public sealed record TimedEvent(string Name, Model.Condition If);

/// <summary>What to work out, and from where.</summary>
public sealed record ScenarioOptions
{
    /// <summary>Law over the whole game's states in the first month; null for the game's own start.</summary>
    public double[]? Start { get; init; }

    /// <summary>Law over the whole game's states over which leverage and discounted concessions are averaged, for example the record's shares of months; null for the start.</summary>
    public double[]? Over { get; init; }

    /// <summary>Whether paths, impulse responses, spectra and first passages are worked out as curves.</summary>
    public bool Curves { get; init; }

    /// <summary>Months of the paths.</summary>
    public int Horizon { get; init; } = 60;

    /// <summary>States of the whole game that the record visited; null when there is no record.</summary>
    public bool[]? Visited { get; init; }

    /// <summary>Two events whose cycle is timed; null for the game's first two threats (or the first threat and its quiet move).</summary>
    public (TimedEvent First, TimedEvent Second)? Cycle { get; init; }

    /// <summary>Whether leverage is measured before and after.</summary>
    public bool Leverage { get; init; } = true;

    /// <summary>Whether paths of impulses, strategy changes, certificates with regret and the check against the branch from λ = 0 are wanted; draws do without.</summary>
    public bool Detail { get; init; } = true;
}
