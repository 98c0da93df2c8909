namespace Tumen.Estimation.Once;

/// <summary>What can be known to fail before anything is fitted: too few rows, outcomes that never happen, terms that cannot be told apart.</summary>
internal static class SpecificationChecks
{
    public static void Run(StrategicModel model, IReadOnlyList<BuiltEquation> equations, int rows, IReadOnlyList<string> outcomes, IReadOnlyList<double> seen)
    {
        var problems = new List<SpecificationProblem>();
        int weights = equations.Sum(e => e.Columns.Count) + (model == StrategicModel.Ultimatum ? 2 : 0);
        if (equations.All(e => e.Columns.Count == 0))
            Add(problems, "P115", "no weight is free: every payoff is fixed at 0", "add a term to at least one payoff, such as 1 for a constant");
        double evidence = model == StrategicModel.Crisis ? seen.Sum() : rows;
        if (evidence < weights)
            Add(problems, "P110", $"{evidence:0} complete {(model == StrategicModel.Crisis ? "months" : evidence == 1 ? "row" : "rows")} for {weights} weights; expected more rows than weights, and better ten times as many",
                "collect more rows", "drop terms from the formula");
        else
            for (int k = 0; k < outcomes.Count; k++)
                if (seen[k] == 0)
                    Add(problems, "P111", $"the outcome `{outcomes[k]}` never happens in the {rows} complete rows: the weights of the player who could bring it about would run off to infinity",
                        "use a game without that branch", "collect rows in which it happens");
        foreach (BuiltEquation e in equations) Columns(e, problems, rows);
        foreach (var player in equations.Where(e => e.Player > 0).GroupBy(e => e.Player))
        {
            // A term in every payoff of a player shifts them all alike and changes no choice. A player with one payoff has the other at 0.
            bool other = model switch
            {
                StrategicModel.Ultimatum => true,
                StrategicModel.Crisis => false,
                StrategicModel.Egame12 => player.Key == 2,
                StrategicModel.Egame122 => player.Key == 2,
                _ => player.Key == 3,
            };
            if (other) continue;
            foreach (string term in player.Select(e => e.Columns.Select(c => c.Name)).Aggregate((a, b) => a.Intersect(b)))
                Add(problems, "P114", $"{(term == "1" ? "a constant" : $"`{term}`")} stands in every payoff of player {player.Key} ({string.Join(", ", player.Select(e => e.Name))}): only differences of payoffs move choices, so its weights cannot be learned",
                    $"fix one of these payoffs at 0, or leave {(term == "1" ? "the constant" : term)} out of one");
        }
        if (problems.Count > 0) throw new SpecificationException(problems);
    }

    private static void Columns(BuiltEquation e, List<SpecificationProblem> problems, int rows)
    {
        var basis = new List<double[]>();
        foreach ((string name, double[] values) in e.Columns)
        {
            bool still = values.All(x => x == values[0]);
            if (still && name != "1" && rows > 1)
                Add(problems, "P112", FormattableString.Invariant($"`{name}` in {e.Name} is {values[0]} in every complete row; expected a term that varies"), $"drop {name}", "the constant already stands for it");
            double length = Math.Sqrt(values.Sum(x => x * x));
            double[] rest = [.. values.Select(x => length > 0 ? x / length : 0)];
            for (int pass = 0; pass < 2; pass++)
                foreach (double[] b in basis)
                {
                    double dot = rest.Zip(b, (x, y) => x * y).Sum();
                    for (int i = 0; i < rest.Length; i++) rest[i] -= dot * b[i];
                }
            double left = Math.Sqrt(rest.Sum(x => x * x));
            if (left < 1e-9 && !(still && name != "1") && rows > basis.Count)
                Add(problems, "P113", $"`{name}` in {e.Name} is a sum of the terms before it ({string.Join(", ", e.Columns.TakeWhile(c => c.Name != name).Select(c => c.Name))}): their weights cannot be told apart", $"drop {name}");
            else if (left > 0) basis.Add([.. rest.Select(x => x / left)]);
        }
    }

    private static void Add(List<SpecificationProblem> problems, string code, string message, params string[] ways) => problems.Add(new SpecificationProblem(code, message, -1, null, ways));
}
