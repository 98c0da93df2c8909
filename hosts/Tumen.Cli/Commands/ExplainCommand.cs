namespace Tumen.Cli;

/// <summary>`tumen explain`.</summary>
internal static class ExplainCommand
{
    public static readonly Verb Verb = new("explain", "CODE|FILE[:LINE]", "equations of a game, or the story of a diagnostic", (a, _) => ExplainVerb.Run(a))
    {
        Notes = "Equations are printed as text and as LaTeX.",
        Examples = [("tumen explain G214", "what the code means and how to get rid of it"), ("tumen explain relations.game:12", "the clause on line 12 as an equation")],
    };
}
