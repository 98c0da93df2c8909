namespace Tumen.Published.Specification;

/// <summary>The long story of every code that a table and a formula can draw.</summary>
public static class SpecificationStories
{
    private static readonly Dictionary<string, string> Stories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["P100"] = "A formula is outcomes, a tilde, and one payoff after another between bars: `y ~ x + z | 1 | 0 | w`. What stands in the message could not be read as that. A payoff is a sum of terms; 0 alone fixes it at 0, `- 1` leaves its constant out.",
        ["P101"] = "A term names a column that the table does not have. Column names are compared letter by letter, capitals included.",
        ["P102"] = "A column holds numbers in some rows and words in others. A missing cell is empty or NA and its row is left out and counted; any other word among numbers is more likely a slip than a missing value, so it is not passed over.",
        ["P103"] = "A formula knows a few functions only: sqrt, log, log1p, exp, abs, factor and powers. Anything else is made in the table, where a reader can see it.",
        ["P104"] = "A function gave no number for a cell: a logarithm or root of a negative number, or something too large to hold. The row would otherwise vanish from the estimate without anybody having decided that.",
        ["P105"] = "A column of names becomes one indicator for every name but the first. With very many names that is nearly a weight for every row; usually the column holds numbers written with a stray sign, or an identifier.",
        ["P106"] = "Every payoff of the model needs a place in the formula, in the model's order. A payoff that is 0 is written 0.",
        ["P107"] = "With private information a player weighs the other's chances against a sum of shocks. A sum of normal shocks is normal; a sum of logistic ones has no such form. Use the probit link, or shocks that belong to actions.",
        ["P108"] = "A table with a header and nothing below it.",
        ["P109"] = "Rows with a missing cell in a column that the formula uses are left out. Here none remains.",
        ["P110"] = "As many weights as rows, or more, can fit anything exactly; then standard errors mean nothing.",
        ["P111"] = "The outcomes must be as many as the model has, and each must happen. If an outcome never happens, the weights of the player who could bring it about have no maximum: the larger they are, the better they fit.",
        ["P112"] = "A term with the same value in every row cannot be told from the constant of its payoff.",
        ["P113"] = "Within one payoff a term is an exact sum of others: their weights move the payoff in the same way, and infinitely many combinations fit equally well.",
        ["P114"] = "Only differences of a player's payoffs move its choices. What is added to every payoff of one player changes nothing, so its weights can have any value. Leave the term out of one of the payoffs.",
        ["P115"] = "All payoffs are fixed at 0: nothing is left to estimate.",
        ["P116"] = "Scales of shocks are modelled per player, in the order of the players; the model says how many it has.",
        ["P117"] = "Left of the tilde stand the outcomes, in one of the forms that the model takes: one column with numbers or names, one 0/1 column per move, or one 0/1 column per outcome.",
        ["P118"] = "An outcome cell holds something else than the outcomes announced. The line is given; a wrong outcome is never dropped in silence.",
        ["P119"] = "An ultimatum game divides a prize. An offer outside it, or a prize of no size, contradicts the model.",
    };

    /// <summary>The story of a code, whatever its case; null when there is no such code.</summary>
    public static string? Find(string code) => Stories.GetValueOrDefault(code.Trim());
}
