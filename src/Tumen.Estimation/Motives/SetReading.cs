using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>The posterior of a set's bounded weights as a quadratic over a box; plain data.</summary>
/// <param name="Names">Names of the weights.</param>
/// <param name="At">Where they are at the mode.</param>
/// <param name="Slope">Slope of the log posterior in them, once the other parameters follow.</param>
/// <param name="Curvature">Its curvature in them, row by row.</param>
/// <param name="Lower">Their lower bounds, seen from the mode.</param>
/// <param name="Upper">Their upper bounds.</param>
public sealed record SetBox(string[] Names, double[] At, double[] Slope, double[] Curvature, double[] Lower, double[] Upper)
{
    /// <summary>Integrates over the box; null where the curvature is not positive definite.</summary>
    internal BoxIntegral? Integral(int points) => BoxIntegral.Of(Slope, Curvature, Lower, Upper, points);
}

/// <summary>A set of motives as fitted or read off a surface; plain data.</summary>
/// <param name="Set">The set: bit j says whether motive j counts.</param>
/// <param name="Values">Its mode.</param>
/// <param name="LogMarginal">Log marginal likelihood, nats.</param>
/// <param name="Box">The posterior of its bounded weights.</param>
public sealed record SetReading(int Set, double[] Values, double LogMarginal, SetBox Box);

/// <summary>Sets of motives that were fitted or read together; plain data.</summary>
/// <param name="Names">Names of the parameters that modes are given in.</param>
/// <param name="Sets">Those for which a mode was found.</param>
public sealed record MotiveReadings(string[] Names, SetReading[] Sets);

/// <summary>Where the response surface of the game with all motives is made; plain data.</summary>
/// <param name="Point">The posterior mode with all motives; empty where no surface can be made.</param>
/// <param name="Steps">Steps of the surface, one a parameter.</param>
public sealed record MotiveCentre(double[] Point, double[] Steps)
{
    /// <summary>Whether sets can be read off a surface.</summary>
    public bool HasSurface => Point.Length > 0;
}
