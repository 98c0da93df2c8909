namespace Tumen.Studies;

/// <summary>A number before and after a what-if.</summary>
/// <param name="Name">For example "share client provoke", "share presence reinforced", "concessions", "capacity", "return client provoke", "whole cycle".</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Before">At the posterior mode, without the change.</param>
/// <param name="After">With it.</param>
/// <param name="Changes">After less before at every posterior draw that was solved.</param>
/// <param name="Befores">Without it, at the same draws.</param>
public sealed record QuantityWork(string Name, string Unit, double Before, double After, double[] Changes, double[] Befores)
{
    /// <summary>After less before at the mode.</summary>
    public double Change => After - Before;
}

/// <summary>A curve before and after a what-if, with the 5 % and 95 % quantiles of the posterior draws.</summary>
/// <param name="Group">Kind of curve: month by month, response to a move made now, spectrum, has happened by.</param>
/// <param name="Name">Its name, for example "patron reward".</param>
/// <param name="At">Months from now, or periods in months.</param>
/// <param name="Before">At the mode, without the change.</param>
/// <param name="BeforeLow">5 % of draws.</param>
/// <param name="BeforeHigh">95 % of draws.</param>
/// <param name="After">At the mode, with it.</param>
/// <param name="AfterLow">5 % of draws.</param>
/// <param name="AfterHigh">95 % of draws.</param>
public sealed record CurveWork(
    string Group, string Name, double[] At, double[] Before, double[] BeforeLow, double[] BeforeHigh, double[] After, double[] AfterLow, double[] AfterHigh);

/// <summary>What a partner of a coalition would gain by leaving it, in units of its own choice noise, discounted sums.</summary>
/// <param name="Player">The partner.</param>
/// <param name="OneShot">By one month's move of its own, the plan being kept ever after.</param>
/// <param name="ForGood">By one month's move of its own after which the coalition is over.</param>
/// <param name="Dissolving">If the coalition were over at once.</param>
public sealed record PartnerWork(string Player, IntervalWork OneShot, IntervalWork ForGood, IntervalWork Dissolving);

/// <summary>What a what-if does under one theory.</summary>
/// <param name="Scenario">Name of the what-if.</param>
/// <param name="Theory">Name of the theory.</param>
/// <param name="Status">"solved", or why not, in words.</param>
/// <param name="Notes">What a reader must know: a lost branch, a fold passed, which inputs it leans on.</param>
/// <param name="Quantities">Numbers before and after.</param>
/// <param name="Failed">Draws dropped because a game was not certified.</param>
/// <param name="Lost">Draws whose branch from the unchanged game was lost.</param>
/// <param name="Unseen">Long-run share of months in situations that the record never visited.</param>
/// <param name="Curves">Month by month, responses to moves, spectra and first times, with bands.</param>
/// <param name="Partners">Partners' gains from leaving; empty without a coalition.</param>
public sealed record ScenarioWork(
    string Scenario, string Theory, string Status, string[] Notes, QuantityWork[] Quantities, int Failed, int Lost, double Unseen, CurveWork[] Curves, PartnerWork[] Partners);
