namespace Tumen.Model;

/// <summary>Where a clause stands in its source text, so that a later finding can point at it.</summary>
/// <param name="Line">Line, counted from 1; 0 when the clause has no source text.</param>
/// <param name="Column">Column, counted from 1 in UTF-16 code units.</param>
/// <param name="Length">Length in UTF-16 code units.</param>
public readonly record struct Place(int Line, int Column, int Length)
{
    /// <summary>The place of a clause that was built in code.</summary>
    public static Place None => default;
}
