using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>A log density on the real line to the power <see cref="Dimension"/>, with its gradient. One instance serves one thread.</summary>
public interface ILogDensity
{
    /// <summary>Number of coordinates.</summary>
    int Dimension { get; }

    /// <summary>Log density up to a constant that does not change; −∞ outside the support or where it cannot be computed.</summary>
    /// <param name="z">Coordinates.</param>
    /// <param name="gradient">Receives the gradient; empty when it is not wanted.</param>
    double Value(ReadOnlySpan<double> z, Span<double> gradient);

    /// <summary>Forgets everything kept from earlier evaluations, so that what follows depends on its input alone.</summary>
    void Forget();
}

/// <summary>A target with a normalised reference density to start from: the path from one to the other gives the marginal likelihood.</summary>
public interface ITemperedDensity : ILogDensity
{
    /// <summary>Draws from the reference.</summary>
    double[] DrawReference(Philox random);

    /// <summary>Log density of the reference, normalised, with gradient as in <see cref="ILogDensity.Value"/>.</summary>
    double Reference(ReadOnlySpan<double> z, Span<double> gradient);
}
