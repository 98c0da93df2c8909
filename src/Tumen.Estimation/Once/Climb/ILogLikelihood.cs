namespace Tumen.Estimation.Once;

/// <summary>A log-likelihood that is a sum over rows, with exact first and second derivatives.</summary>
/// <remarks>Implementations are immutable and may be called from many threads at once; they never clamp a probability.</remarks>
public interface ILogLikelihood
{
    /// <summary>The weights' names, in the order of every vector below.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Number of rows.</summary>
    int Rows { get; }

    /// <summary>A start from which a search is sensible; same length as <see cref="Names"/>.</summary>
    IReadOnlyList<double> Start { get; }

    /// <summary>The scale of a sensible random start around <see cref="Start"/>, one standard deviation per weight, above 0.</summary>
    IReadOnlyList<double> Spread { get; }

    /// <summary>The log-likelihood and, where the spans are not empty, its gradient and Hessian.</summary>
    /// <param name="weights">Point of evaluation, length k.</param>
    /// <param name="rowWeights">Frequency of each row (0 leaves it out), or empty for one each.</param>
    /// <param name="gradient">Length k, or empty.</param>
    /// <param name="hessian">Row-major k × k, or empty; when given, <paramref name="gradient"/> must be too.</param>
    /// <returns>The sum of natural logs; −∞ or NaN where the record is impossible at this point, which a search treats as a wall.</returns>
    double Evaluate(ReadOnlySpan<double> weights, ReadOnlySpan<double> rowWeights, Span<double> gradient, Span<double> hessian);

    /// <summary>Each row's log-likelihood and score.</summary>
    /// <param name="weights">Point of evaluation, length k.</param>
    /// <param name="logs">Length <see cref="Rows"/>.</param>
    /// <param name="scores">Row-major <see cref="Rows"/> × k, or empty.</param>
    void RowTerms(ReadOnlySpan<double> weights, Span<double> logs, Span<double> scores);
}
