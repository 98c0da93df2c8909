namespace Tumen.Studies;

/// <summary>A number before and after a what-if.</summary>
/// <param name="Name">For example "share client provoke", "share presence reinforced", "concessions", "capacity", "return client provoke".</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Before">At the posterior mode, without the change.</param>
/// <param name="After">With it.</param>
/// <param name="Changes">After less before at every posterior draw that was solved.</param>
public sealed record QuantityWork(string Name, string Unit, double Before, double After, double[] Changes)
{
    /// <summary>After less before at the mode.</summary>
    public double Change => After - Before;
}

/// <summary>What a what-if does under one theory.</summary>
/// <param name="Scenario">Name of the what-if.</param>
/// <param name="Theory">Name of the theory.</param>
/// <param name="Status">"solved", or why not, in words.</param>
/// <param name="Notes">What a reader must know: a lost branch, a fold passed, which inputs it leans on.</param>
/// <param name="Quantities">Numbers before and after.</param>
/// <param name="Failed">Draws dropped because a game was not certified.</param>
/// <param name="Unseen">Long-run share of months in situations that the record never visited.</param>
/// <param name="Paths">Month by month after the change, at the mode: for each quantity its expected value without and with it.</param>
public sealed record ScenarioWork(
    string Scenario, string Theory, string Status, string[] Notes, QuantityWork[] Quantities, int Failed, double Unseen, PathWork[] Paths);

/// <summary>An expected path, without and with a change.</summary>
/// <param name="Name">What is followed, for example "client plays provoke".</param>
/// <param name="Without">Expected value by period without the change.</param>
/// <param name="With">With it.</param>
public sealed record PathWork(string Name, double[] Without, double[] With);
