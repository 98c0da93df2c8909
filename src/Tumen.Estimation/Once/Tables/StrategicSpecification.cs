
namespace Tumen.Estimation.Once;

/// <summary>The strategic models a user can fit to a table.</summary>
public enum StrategicModel
{
    /// <summary>Two players, one move each, the first may end the game: three outcomes.</summary>
    Egame12,

    /// <summary>Two players, the second moves after either move of the first: four outcomes.</summary>
    Egame122,

    /// <summary>Three players in a row, each may end the game: four outcomes.</summary>
    Egame123,

    /// <summary>An offer and an answer.</summary>
    Ultimatum,

    /// <summary>Crisis signalling: challenge, resistance, standing firm; counts of four outcomes per game.</summary>
    Crisis,
}

/// <summary>What a user may choose beside the formula.</summary>
/// <param name="Link">Probit or logit.</param>
/// <param name="Shocks">Agent error or private information.</param>
/// <param name="Levels">Names of the outcomes in the model's order when one text column holds them; null for alphabetical order.</param>
/// <param name="Most">The largest possible offer of an ultimatum game; null for the largest seen.</param>
/// <param name="Scales">Payoff-like sides joined by |, one log shock scale per player, or null for scale 1.</param>
public sealed record StrategicOptions(
    ChoiceLink Link = ChoiceLink.Probit, ShockSource Shocks = ShockSource.Agent, IReadOnlyList<string>? Levels = null, double? Most = null, string? Scales = null);

/// <summary>A model built from a formula and a table.</summary>
/// <param name="Model">Which.</param>
/// <param name="Likelihood">Its likelihood; null for the crisis game, whose estimators need <paramref name="Crisis"/>.</param>
/// <param name="Crisis">The crisis game's record, or null.</param>
/// <param name="Kept">Rows used, by index in the table.</param>
/// <param name="Dropped">Rows left out because a cell the formula needs is missing.</param>
/// <param name="Outcomes">Names of the outcomes, in the model's order.</param>
/// <param name="Seen">How often each was seen.</param>
/// <param name="Equations">The payoffs, with their evaluated columns on the kept rows.</param>
/// <param name="AsIf">The same model as if every row had ended in the given outcome (by index); null for the ultimatum and crisis games.</param>
/// <param name="Codes">Outcome index of each kept row; empty for the ultimatum and crisis games.</param>
public sealed record BuiltModel(
    StrategicModel Model, ILogLikelihood? Likelihood, CrisisRecord? Crisis, IReadOnlyList<int> Kept, IReadOnlyList<int> Dropped, IReadOnlyList<string> Outcomes,
    IReadOnlyList<double> Seen, IReadOnlyList<BuiltEquation> Equations, Func<int, ILogLikelihood>? AsIf, IReadOnlyList<int> Codes);

/// <summary>One payoff with its columns.</summary>
/// <param name="Name">Name of the payoff, such as "u1(2)".</param>
/// <param name="Player">Whose it is, from 1; 0 for scales.</param>
/// <param name="Columns">Its terms and their values on the kept rows.</param>
public sealed record BuiltEquation(string Name, int Player, IReadOnlyList<(string Name, double[] Values)> Columns);

/// <summary>Builds strategic models from a formula and a table, or says everything that is wrong with them.</summary>
public static class StrategicSpecification
{
    private static readonly Dictionary<StrategicModel, (string Name, int Player)[]> Payoffs = new()
    {
        [StrategicModel.Egame12] = [("u1(1)", 1), ("u1(2)", 1), ("u1(3)", 1), ("u2(3)", 2)],
        [StrategicModel.Egame122] = [("u1(1)", 1), ("u1(2)", 1), ("u1(3)", 1), ("u1(4)", 1), ("u2(2)", 2), ("u2(4)", 2)],
        [StrategicModel.Egame123] = [("u1(1)", 1), ("u1(2)", 1), ("u1(3)", 1), ("u1(4)", 1), ("u2(2)", 2), ("u2(3)", 2), ("u2(4)", 2), ("u3(4)", 3)],
        [StrategicModel.Ultimatum] = [("R1", 1), ("R2", 2)],
        [StrategicModel.Crisis] = [("SA", 1), ("VA", 1), ("CB", 2), ("WA", 1), ("WB", 2), ("a", 1), ("VB", 2)],
    };

    /// <summary>Names of a model's payoffs in the order its formula gives them; outcomes are numbered from 1.</summary>
    public static IReadOnlyList<string> PayoffNames(StrategicModel model) => [.. Payoffs[model].Select(p => p.Name)];

    /// <summary>Builds the model.</summary>
    /// <param name="model">Which.</param>
    /// <param name="formula">Outcomes and payoffs.</param>
    /// <param name="data">The table.</param>
    /// <param name="options">Link, shocks, order of outcomes, largest offer, scales.</param>
    /// <param name="only">Rows that may be used, or null for all; the others count as dropped.</param>
    /// <exception cref="SpecificationException">P100 to P119: the formula, the table or both cannot be used.</exception>
    public static BuiltModel Build(StrategicModel model, ModelFormula formula, DataColumns data, StrategicOptions options, IReadOnlySet<int>? only = null)
    {
        (string Name, int Player)[] payoffs = Payoffs[model];
        IReadOnlyList<FormulaSide> sides = formula.Sides;
        if (model == StrategicModel.Crisis && sides.Count == 6) sides = [.. sides, new FormulaSide([])];
        if (sides.Count != payoffs.Length)
            throw new SpecificationException("P106", $"the formula has {sides.Count} payoffs right of ~; {model} has {payoffs.Length}: {string.Join(" | ", payoffs.Select(p => p.Name))}", "write 0 for a payoff fixed at 0");
        if (options is { Shocks: ShockSource.PrivateInformation, Link: ChoiceLink.Logit })
            throw new SpecificationException("P107", "private information with a logit link has no closed form: sums of logistic shocks are not logistic", "use --link probit, or --shocks agent");
        if (data.Rows == 0) throw new SpecificationException("P108", "the table has no rows", "give at least as many rows as the formula has weights");
        IReadOnlyList<(string Name, double[] Values)>[] columns = [.. sides.Select(data.Evaluate)];
        IReadOnlyList<(string Name, double[] Values)>[] scales = Scales(model, data, options);
        OutcomeColumns outcomes = OutcomeColumns.Read(model, formula.Outcomes, data, options);
        var kept = new List<int>();
        var dropped = new List<int>();
        for (int row = 0; row < data.Rows; row++)
        {
            bool whole = only?.Contains(row) != false && !outcomes.Missing[row] && columns.Concat(scales).All(side => side.All(c => !double.IsNaN(c.Values[row])));
            (whole ? kept : dropped).Add(row);
        }
        if (kept.Count == 0)
            throw new SpecificationException("P109", $"none of the {data.Rows} rows is complete in the columns the formula uses", "drop the column that is most often missing from the formula", "fill its cells");
        BuiltEquation[] equations =
        [
            .. payoffs.Select((p, e) => new BuiltEquation(p.Name, p.Player, Narrow(columns[e], kept))),
            .. scales.Select((s, i) => new BuiltEquation($"log s{i + 1}", 0, Narrow(s, kept))),
        ];
        int[] codes = model is StrategicModel.Crisis or StrategicModel.Ultimatum ? [] : [.. kept.Select(row => outcomes.Codes[row])];
        double[] seen = outcomes.Seen(kept);
        SpecificationChecks.Run(model, equations, kept.Count, outcomes.Names, seen);
        DesignEquation[] designs = [.. equations.Select(e => e.Columns.Count == 0 ? DesignEquation.Zero(e.Name) : new DesignEquation(e.Name, [.. e.Columns.Select(c => c.Name)], [.. e.Columns.Select(c => c.Values)]))];
        CrisisRecord? crisis = model == StrategicModel.Crisis ? new CrisisRecord(designs, [.. kept.Select(row => outcomes.Counts(row))]) : null;
        ILogLikelihood? likelihood = model switch
        {
            StrategicModel.Crisis => null,
            StrategicModel.Ultimatum => new Ultimatum(designs[0], designs[1], [.. kept.Select(row => outcomes.Offers[row])], outcomes.Accepted is { } a ? [.. kept.Select(row => a[row])] : null, outcomes.Most),
            _ => Game(model, designs, codes, options),
        };
        Func<int, ILogLikelihood>? asIf = codes.Length == 0 ? null : outcome => Game(model, designs, [.. Enumerable.Repeat(outcome, codes.Length)], options);
        return new BuiltModel(model, likelihood, crisis, kept, dropped, outcomes.Names, seen, equations, asIf, codes);
    }

    /// <summary>The payoffs of a formula on other rows of the same table, as designs.</summary>
    internal static DesignEquation[] Designs(StrategicModel model, ModelFormula formula, DataColumns rows, StrategicOptions options)
    {
        IReadOnlyList<FormulaSide> sides = model == StrategicModel.Crisis && formula.Sides.Count == 6 ? [.. formula.Sides, new FormulaSide([])] : formula.Sides;
        DesignEquation One(string name, IReadOnlyList<(string Name, double[] Values)> c) => c.Count == 0 ? DesignEquation.Zero(name) : new DesignEquation(name, [.. c.Select(x => x.Name)], [.. c.Select(x => x.Values)]);
        return [.. sides.Select((s, e) => One(Payoffs[model][e].Name, rows.Evaluate(s))), .. Scales(model, rows, options).Select((s, i) => One($"log s{i + 1}", s))];
    }

    internal static StrategicGame Game(StrategicModel model, DesignEquation[] d, int[] codes, StrategicOptions options)
    {
        int payoffs = Payoffs[model].Length;
        DesignEquation[]? scales = d.Length > payoffs ? d[payoffs..] : null;
        return model switch
        {
            StrategicModel.Egame12 => new Egame12(d[0], d[1], d[2], d[3], [.. codes.Select(c => c + 1)], options.Link, options.Shocks, scales),
            StrategicModel.Egame122 => new Egame122(d[0], d[1], d[2], d[3], d[4], d[5], [.. codes.Select(c => c + 1)], options.Link, options.Shocks, scales),
            _ => new Egame123(d[..4], d[4..7], d[7], [.. codes.Select(c => c switch { 0 => 1, 1 => 3, 2 => 5, _ => 6 })], options.Link, options.Shocks, scales),
        };
    }

    private static IReadOnlyList<(string Name, double[] Values)>[] Scales(StrategicModel model, DataColumns data, StrategicOptions options)
    {
        if (options.Scales is not { } text) return [];
        int players = model switch { StrategicModel.Egame12 or StrategicModel.Egame122 => 2, StrategicModel.Egame123 => 3, _ => 0 };
        string[] parts = text.TrimStart('~').Split('|');
        if (players == 0 || parts.Length != players)
            throw new SpecificationException("P116", players == 0 ? $"{model} has no scales to model" : $"--scales has {parts.Length} parts; {model} has {players} players", "leave --scales out for shocks of scale 1");
        return [.. parts.Select(part => data.Evaluate(ModelFormula.Side(part)))];
    }

    private static IReadOnlyList<(string Name, double[] Values)> Narrow(IReadOnlyList<(string Name, double[] Values)> columns, List<int> kept) =>
        [.. columns.Select(c => (c.Name, kept.Select(row => c.Values[row]).ToArray()))];
}
