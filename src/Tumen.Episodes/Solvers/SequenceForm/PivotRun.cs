namespace Tumen.Episodes;

/// <summary>Weights of sequences at the end of a pivoting run.</summary>
internal sealed record PivotRun(Func<int, int, Rational> Weight, int Pivots);
