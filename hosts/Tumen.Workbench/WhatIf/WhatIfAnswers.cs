using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Workbench.WhatIf;

/// <summary>What a setting leads to, quickly: the game solved and the chances of every move in the periods ahead.</summary>
/// <param name="Change">The change solved.</param>
/// <param name="Path">Chance of a move: [player][move][period ahead].</param>
/// <param name="Milliseconds">Time of the solve and of the path.</param>
public sealed record WhatIfPath(ChangedPlay Change, double[][][] Path, double Milliseconds)
{
    /// <summary>The equilibrium found.</summary>
    public LogitMarkovEquilibrium Equilibrium => Change.Equilibrium;

    /// <summary>Whether the answer can be trusted.</summary>
    public bool Solved => Equilibrium.Status == SolveStatus.Certified;
}

/// <summary>Leverage under a setting, averaged over the record's months.</summary>
/// <param name="Concessions">Concessions less punishments a month.</param>
/// <param name="Capacity">Λ.</param>
/// <param name="Exertion">X.</param>
/// <param name="Influence">I; null when the game declares no instruments.</param>
public sealed record WhatIfLeverage(double Concessions, double Capacity, double Exertion, double? Influence);

/// <summary>What takes longer: long-run shares, leverage, the answer to one move.</summary>
/// <param name="MoveShares">Long-run share of every move: [player][move].</param>
/// <param name="LevelShares">Long-run share of every level of the situations that matter: [situation][level].</param>
/// <param name="Leverage">Leverage, or null when the game declares none or a game in it was not solved.</param>
public sealed record WhatIfDetail(double[][] MoveShares, double[][] LevelShares, WhatIfLeverage? Leverage);
