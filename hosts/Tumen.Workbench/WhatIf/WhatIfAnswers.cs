using System.Collections.Immutable;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Workbench.WhatIf;

/// <summary>What a setting leads to, quickly: the game solved and the chances of every move in the periods ahead.</summary>
/// <param name="Change">A change for good, solved; null for one that passes or comes gradually.</param>
/// <param name="Course">The course of a change that passes or comes gradually; null for one for good.</param>
/// <param name="Path">Chance of a move: [player][move][period ahead].</param>
/// <param name="Situations">Situations of the game that was solved.</param>
/// <param name="Milliseconds">Time of the solve and of the path.</param>
public sealed record WhatIfPath(ChangedPlay? Change, ScenarioResult? Course, double[][][] Path, int Situations, double Milliseconds)
{
    /// <summary>Whether the answer can be trusted.</summary>
    public bool Solved => (Change?.Equilibrium.Status ?? Course!.Status) == SolveStatus.Certified;

    /// <summary>Distance from the defining equations.</summary>
    public double Residual => Change?.Equilibrium.Certificate.Residual ?? Course!.Residual;

    /// <summary>How the answer was reached and what it leans on, in words.</summary>
    public ImmutableArray<string> Notes => Change?.Notes ?? Course!.Notes;
}

/// <summary>Leverage under a setting, averaged over the record's months; NaN where it is not defined.</summary>
/// <param name="Concessions">Concessions less punishments a month.</param>
/// <param name="Capacity">Λ.</param>
/// <param name="Exertion">X; NaN for a change that passes.</param>
/// <param name="Influence">I; NaN when the game declares no instruments, or for a change that passes.</param>
public sealed record WhatIfLeverage(double Concessions, double Capacity, double Exertion, double Influence);

/// <summary>What takes longer: shares and leverage.</summary>
/// <param name="MoveShares">Share of every move: [player][move].</param>
/// <param name="LevelShares">Share of every level of the situations named: [situation][level].</param>
/// <param name="Situations">Indices, in the whole game, of the situations.</param>
/// <param name="Over">Months that the shares are of; null for the long run.</param>
/// <param name="Leverage">Leverage, or null when the game declares none or a game in it was not solved.</param>
public sealed record WhatIfDetail(double[][] MoveShares, double[][] LevelShares, ImmutableArray<int> Situations, int? Over, WhatIfLeverage? Leverage);
