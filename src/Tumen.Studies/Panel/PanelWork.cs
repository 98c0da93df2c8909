namespace Tumen.Studies;

/// <summary>A number with the middle nine tenths of its posterior.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="High">95 % quantile.</param>
public sealed record PanelNumber(double Mean, double Low, double High);

/// <summary>The law of one weight.</summary>
/// <param name="Name">Name.</param>
/// <param name="Label">What reports print.</param>
/// <param name="Switched">Whether a unit may lack it.</param>
/// <param name="ByLogarithm">Whether middle and spread are those of the logarithm.</param>
/// <param name="Middle">μ.</param>
/// <param name="Spread">τ.</param>
/// <param name="Share">π, the chance that a unit has it; null where it always does.</param>
/// <param name="Convergence">Largest R-hat of the three.</param>
public sealed record PanelLawWork(string Name, string Label, bool Switched, bool ByLogarithm, PanelNumber Middle, PanelNumber Spread, PanelNumber? Share, double Convergence);

/// <summary>A weight in a unit.</summary>
/// <param name="Present">Chance that the unit has it; 1 where it always does.</param>
/// <param name="Alone">The same from the unit's record alone.</param>
/// <param name="Size">Size where it is there, in units of the first unit's choice noise; null where no draw has it.</param>
/// <param name="AloneSize">Size that the unit's record alone gives (mode under the stated prior); NaN for a weight that may be absent.</param>
/// <param name="Silent">Whether the record is silent on it: information × prior variance below 1.</param>
public sealed record PanelCell(double Present, double Alone, PanelNumber? Size, double AloneSize, bool Silent);

/// <summary>One unit.</summary>
/// <param name="Name">Name.</param>
/// <param name="Cluster">Cluster, or null.</param>
/// <param name="Months">Months counted.</param>
/// <param name="Unknown">Months left out because something is unknown.</param>
/// <param name="Never">Moves that it never makes, in words.</param>
/// <param name="Cells">In the order of the laws.</param>
/// <param name="Ahead">Chance that each player looks ahead, in the order of the panel.</param>
/// <param name="AheadAlone">The same from the unit's record alone.</param>
/// <param name="Noise">Choice noise beside the first unit's.</param>
/// <param name="Foretold">Log score a month of its moves from the other units alone: everything, without motives, and with nobody looking ahead.</param>
/// <param name="Shape">Pareto k of its draws.</param>
public sealed record PanelUnitWork(
    string Name, string? Cluster, int Months, int Unknown, string[] Never, PanelCell[] Cells, double[] Ahead, double[] AheadAlone, PanelNumber Noise, double[] Foretold, double Shape);

/// <summary>What the records could teach about a motive, before any fit.</summary>
/// <param name="Weight">Name.</param>
/// <param name="AMonth">Expected information a month.</param>
/// <param name="Months">Months that one unit needs for a size of 0.1 and of 0.2.</param>
/// <param name="Units">Units that a mean of 0.1 and of 0.2 needs.</param>
/// <param name="OutOfReach">Whether 0.2 needs more units than can be had.</param>
public sealed record PanelDesignWork(string Weight, double AMonth, double[] Months, double[] Units, bool OutOfReach);

/// <summary>A panel with learnt pooling under one coding.</summary>
/// <param name="Record">Name of the coding (or of the placebo).</param>
/// <param name="Theory">The theory that holds the motives.</param>
/// <param name="Players">Players whose foresight is switched.</param>
/// <param name="Design">Before any fit.</param>
/// <param name="Laws">Weights.</param>
/// <param name="Ahead">Share of units in which each of the players looks ahead.</param>
/// <param name="Units">Units.</param>
/// <param name="Draws">Draws.</param>
/// <param name="Checked">Draws checked on the likelihood itself.</param>
/// <param name="Shape">Pareto k over whole draws.</param>
/// <param name="Moved">Largest change of a chance of presence or of foresight when the checked draws are reweighted; NaN where they cannot be.</param>
/// <param name="Remarks">What a reader must know, with ways out.</param>
public sealed record PanelWork(
    string Record, string Theory, string[] Players, PanelDesignWork[] Design, PanelLawWork[] Laws, PanelNumber[] Ahead, PanelUnitWork[] Units, int Draws, int Checked, double Shape, double Moved, string[] Remarks);
