using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation.Once;

/// <summary>How a game played once is estimated.</summary>
public enum OnceKind
{
    /// <summary>Backward induction on the tree.</summary>
    Recursive,

    /// <summary>Crisis signalling: a player moves, another answers, the first moves again, under private information. Perfect Bayesian equilibrium.</summary>
    Signalling,

    /// <summary>An offer of any size, accepted or refused.</summary>
    Ultimatum,
}

/// <summary>A game played once joined to a table of plays: what an estimator needs.</summary>
public sealed class OnceEstimation
{
    private OnceEstimation(PlayTable table, PayoffColumns columns, OnceKind kind, ILogLikelihood? likelihood, CrisisRecord? crisis, ImmutableArray<string> names, ImmutableArray<int> order)
    {
        Table = table;
        Columns = columns;
        Kind = kind;
        Likelihood = likelihood;
        Crisis = crisis;
        Names = names;
        OutcomeOrder = order;
    }

    /// <summary>The table.</summary>
    public PlayTable Table { get; }

    /// <summary>Payoffs row by row.</summary>
    public PayoffColumns Columns { get; }

    /// <summary>Which kind of game it is.</summary>
    public OnceKind Kind { get; }

    /// <summary>The likelihood; null for signalling, whose estimators need <see cref="Crisis"/>.</summary>
    public ILogLikelihood? Likelihood { get; }

    /// <summary>The signalling game's record, or null.</summary>
    public CrisisRecord? Crisis { get; }

    /// <summary>Names of the estimates, in the order of every vector.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The game's priors of the estimates, in the order of <see cref="Names"/>: normal ones as written, infinitely wide ones where the prior is flat or the estimate has none.</summary>
    public ImmutableArray<NormalPrior> Priors => [.. Names.Select(name =>
        Table.Game.Weights.FirstOrDefault(w => w.Name == name || (w.By is not null && name.StartsWith($"{w.Shared ?? w.Name} (", StringComparison.Ordinal)))?.Prior is Prior.Normal prior
            ? new NormalPrior(prior.Mean, prior.StandardDeviation) : new NormalPrior(0, double.PositiveInfinity))];

    /// <summary>Outcome of the table behind each outcome of the estimator: for signalling status quo, concession, standing firm, backing down.</summary>
    public ImmutableArray<int> OutcomeOrder { get; }

    /// <summary>Joins a theory of a game to a table.</summary>
    /// <param name="table">The table; it knows its game.</param>
    /// <param name="theory">"base" or a theory.</param>
    /// <exception cref="BadInputException">P120 to P122: a game for which no estimator is known, in words.</exception>
    public static OnceEstimation Of(PlayTable table, string theory)
    {
        var rules = table.Game.Once!;
        PayoffColumns columns;
        try
        {
            columns = PayoffColumns.Of(table, theory);
        }
        catch (ArgumentException e)
        {
            throw Refused("P122", e.Message, "write   estimate every weight, prior flat");
        }

        if (rules.Offer >= 0)
        {
            return UltimatumOf(table, columns);
        }

        return rules.PrivateInformation && MovesTwice(table.Game, columns) ? SignallingOf(table, columns) : TreeOf(table, columns);
    }

    internal static BadInputException Refused(string code, string message, params string[] ways) => new([Diagnostic.Error(code, message, null, Place.None, null, null, ways)]);

    private static bool MovesTwice(GameModel game, PayoffColumns columns) =>
        columns.Paths.Any(p => Enumerable.Range(0, p.Length).Where(i => p[i] >= 0).GroupBy(i => game.Once!.Owner[i]).Any(g => g.Count() > 1));

    private static OnceEstimation TreeOf(PlayTable table, PayoffColumns columns)
    {
        var rules = table.Game.Once!;
        var (link, shocks) = (rules.Errors == ErrorLaw.Normal ? ChoiceLink.Probit : ChoiceLink.Logit, rules.PrivateInformation ? ShockSource.PrivateInformation : ShockSource.Agent);
        ImmutableArray<TreeMove> moves = Tree(table.Game, columns.Paths);
        if (moves.IsEmpty)
        {
            throw Refused("P120", "nobody has a choice in this game", "give a move at least two choices");
        }

        var likelihood = new TreeGame(columns.Names, moves, columns.Paths.Length, rules.Deciders.Length,
            [.. columns.Columns.Select(c => new TreePayoff(c.Player, c.Leaf, c.Weight, c.Values))], [.. table.Leaves.Select(l => (IReadOnlyList<int>)l)], [.. table.Counts.Select(c => (IReadOnlyList<double>)c)], link, shocks);
        return new OnceEstimation(table, columns, OnceKind.Recursive, likelihood, null, columns.Names, [.. Enumerable.Range(0, table.Outcomes.Length)]);
    }

    /// <summary>The tree of the ways through a game: where paths part, the move at which they do.</summary>
    internal static ImmutableArray<TreeMove> Tree(GameModel game, ImmutableArray<int[]> paths)
    {
        var nodes = new List<(int Owner, List<int> Children)>();
        int Node(List<int> here, int move)
        {
            while (here.Count > 1 && here.Select(k => paths[k][move]).Distinct().Count() == 1)
            {
                move++;
            }

            if (here.Count == 1)
            {
                return ~here[0];
            }

            int index = nodes.Count;
            nodes.Add((game.Once!.Owner[move], []));
            int at = move;
            foreach (var branch in here.GroupBy(k => paths[k][at]).OrderBy(g => g.Key))
            {
                nodes[index].Children.Add(Node([.. branch], at + 1));
            }

            return index;
        }

        Node([.. Enumerable.Range(0, paths.Length)], 0);
        return [.. nodes.Select(n => new TreeMove(n.Owner, n.Children))];
    }

    private static OnceEstimation UltimatumOf(PlayTable table, PayoffColumns columns)
    {
        var rules = table.Game.Once!;
        var game = table.Game;
        if (game.Players.Length != 2 || rules.Offer != 0 || rules.Owner[0] == rules.Owner[1] || game.Players[1].Moves.Length != 2 || columns.Paths.Length != 2 || rules.Errors != ErrorLaw.Logistic)
        {
            throw Refused("P120", "a game with an offer has one form: an offer, then another player's answer, the second choice of which accepts; errors logistic, private information",
                "move offer of proposer from 0 to 100", "move answer of responder may refuse, accept");
        }

        var wrong = columns.Columns.FirstOrDefault(c => columns.Paths[c.Leaf][1] == 1 || c.Weight < 0);
        if (wrong is not null)
        {
            throw Refused("P121", wrong.Weight < 0 ? "a known amount has no place in the reservation values of an ultimatum game" : "an offer that is accepted is divided: the one who answers gets the offer, the other the rest; nothing can be added to that",
                "write payoffs for the case that the offer is refused: they are the reservation values");
        }

        var equations = rules.Deciders.Select((_, i) => Equation(columns, rules.Deciders[i], c => c.Player == i)).ToArray();
        int first = rules.Owner[0], second = rules.Owner[1];
        var likelihood = new Ultimatum(equations[first], equations[second], table.Offers, [.. table.Counts.Select(c => c[1] > 0)], rules.LargestOffer);
        return new OnceEstimation(table, columns, OnceKind.Ultimatum, likelihood, null,
            [.. equations[first].Terms, .. equations[second].Terms, $"log error scale of {rules.Deciders[first]}", $"log error scale of {rules.Deciders[second]}"], [0, 1]);
    }

    /// <summary>S_A, V_A, C_B, W_A, W_B, a, V_B of the crisis-signalling game, read off the ends.</summary>
    private static OnceEstimation SignallingOf(PlayTable table, PayoffColumns columns)
    {
        var rules = table.Game.Once!;
        var tree = Tree(table.Game, columns.Paths);
        bool chain = tree.Length == 3 && columns.Paths.Length == 4 && tree.All(n => n.Children.Count == 2) && tree[0].Owner == tree[2].Owner && tree[1].Owner != tree[0].Owner
            && tree[0].Children.Contains(1) && tree[1].Children.Contains(2) && table.Leaves.All(l => l.Length == 1);
        if (!chain)
        {
            throw Refused("P120", "under private information a player may move twice in one form only: one moves, another answers, the first moves again, and everything else ends the game",
                "see catalog/journals/psrm/crisman-cox-gibilisco-2021/sanctions.game", "or leave `private information` out, for an error of every choice");
        }

        int quo = ~tree[0].Children.Single(c => c < 0), concede = ~tree[1].Children.Single(c => c < 0), firm = ~tree[2].Children[0], back = ~tree[2].Children[1];
        int a = tree[0].Owner, b = tree[1].Owner;
        if (columns.Columns.FirstOrDefault(c => c.Player == b && c.Leaf == quo || c.Weight < 0) is { } odd)
        {
            throw Refused("P121", odd.Weight < 0 ? "a known amount has no place in a signalling game; its scale is set by the errors" : $"{rules.Deciders[b]} has a payoff where nothing is asked of it: it compares only what follows a challenge", "take the term out");
        }

        (string Name, int Player, int Leaf)[] ends = [("S_A", a, quo), ("V_A", a, concede), ("C_B", b, concede), ("W_A", a, firm), ("W_B", b, firm), ("a", a, back), ("V_B", b, back)];
        var used = columns.Columns.GroupBy(c => c.Weight).FirstOrDefault(g => g.Count() > 1);
        if (used is not null)
        {
            throw Refused("P121", $"`{columns.Names[used.Key]}` enters more than one payoff; in a signalling game every weight belongs to one player at one end", "give each payoff a weight of its own");
        }

        DesignEquation[] equations = [.. ends.Select(e => Equation(columns, e.Name, c => c.Player == e.Player && c.Leaf == e.Leaf))];
        int[] order = [.. ((int[])[quo, concede, firm, back]).Select(leaf => table.Leaves.ToList().FindIndex(l => l[0] == leaf))];
        var crisis = new CrisisRecord(equations, [.. table.Counts.Select(c => (IReadOnlyList<double>)order.Select(o => c[o]).ToArray())]);
        return new OnceEstimation(table, columns, OnceKind.Signalling, null, crisis, [.. equations.SelectMany(e => e.Terms)], [.. order]);
    }

    private static DesignEquation Equation(PayoffColumns columns, string name, Func<PayoffColumn, bool> mine)
    {
        var own = columns.Columns.Where(c => c.Weight >= 0 && mine(c)).OrderBy(c => c.Weight).ToArray();
        return own.Length == 0 ? DesignEquation.Zero(name) : new DesignEquation(name, [.. own.Select(c => columns.Names[c.Weight])], [.. own.Select(c => (IReadOnlyList<double>)c.Values)]);
    }
}
