using System.Collections.Immutable;

namespace Tumen.Language;

/// <summary>Names that a file of claims gives itself.</summary>
/// <param name="Ids">Numbers of all its claims, those further down included.</param>
/// <param name="Dates">Named dates declared so far: months "yyyy-MM".</param>
internal sealed record ClaimNames(ImmutableArray<string> Ids, Dictionary<string, ImmutableArray<string>> Dates)
{
    /// <summary>The names of a file, before its clauses are read.</summary>
    public static ClaimNames Of(IEnumerable<Clause> clauses) =>
        new([.. clauses.Where(c => c.Head.Is("claim") && c.Tokens.Count > 1).Select(c => c.Tokens[1].Text).Distinct()], new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal));
}
