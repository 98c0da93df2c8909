using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>The leverage index of a solved theory, averaged over given states.</summary>
/// <param name="Concessions">G: discounted average concession flow, per period.</param>
/// <param name="Capacity">Λ = G − G with the threats defanged and everything re-solved.</param>
/// <param name="ByMove">Shapley shares of Λ by threat move; they add up to it. Empty when not asked for.</param>
/// <param name="Exertion">X: G less what a client would get that believes the patron blind to what it does.</param>
/// <param name="Influence">I: compliance owed to the patron's instruments; null when none are declared.</param>
/// <param name="Price">What the patron would pay to be rid of the threats, per period, in its units of choice noise.</param>
/// <param name="CapacityByState">Λ from every state.</param>
/// <param name="Solved">Whether every game involved was certified.</param>
public sealed record LeverageIndex(
    double Concessions, double Capacity, ImmutableArray<(string Move, double Share)> ByMove, double Exertion, double? Influence, double Price,
    double[] CapacityByState, bool Solved);

/// <summary>
/// Leverage as a comparison of games: what concessions are owed to moves that the client could make (capacity), and to making them because they pay (exertion).
/// </summary>
public static class Leverage
{
    /// <summary>Measures the index.</summary>
    /// <param name="model">The game as written: concession, threats, and if declared compliance and instruments.</param>
    /// <param name="equilibrium">The solved theory.</param>
    /// <param name="weights">How much each state counts (sums to 1), for example its share of the record's months.</param>
    /// <param name="split">Whether to split Λ over moves (2^threats solves).</param>
    /// <exception cref="InvalidOperationException">The game declares no concession or no threats.</exception>
    public static LeverageIndex Measure(GameModel model, LogitMarkovEquilibrium equilibrium, double[] weights, bool split)
    {
        var concession = model.Concession ?? throw new InvalidOperationException("the game declares no concession");
        var threats = model.Threats ?? throw new InvalidOperationException("the game declares no threats");
        var game = equilibrium.Game;
        double discount = game.Discounts[concession.From];
        var g = Amounts(game, concession);
        bool solved = equilibrium.Status == SolveStatus.Certified;
        double[] with = Average(game, equilibrium.Strategies, g, discount);

        double[] Without(IReadOnlyCollection<int> moves, out LogitMarkovEquilibrium e)
        {
            e = Resolve(GameEdits.Defang(game, threats.Player, moves, threats.Quiet), equilibrium);
            solved &= e.Status == SolveStatus.Certified;
            return Average(e.Game, e.Strategies, g, discount);
        }

        var without = Without(threats.Moves, out var bare);
        var byState = with.Zip(without, (a, b) => a - b).ToArray();
        double exertion = Exertion(model, equilibrium, weights, discount);
        double price = (1 - discount) * Enumerable.Range(0, weights.Length).Sum(s => weights[s] * (bare.Values[concession.From][s] - equilibrium.Values[concession.From][s]));
        ImmutableArray<(string, double)> shares = [];
        if (split)
        {
            shares = Shapley(threats.Moves, moves => moves.Count == 0 ? Weigh(weights, with) : Weigh(weights, Without(moves, out _)),
                m => model.Players[threats.Player].Moves[m]);
        }

        double? influence = null;
        if (model.Compliance is { } compliance && model.Instruments is { } instruments)
        {
            var h = Amounts(game, compliance);
            double d = game.Discounts[compliance.From];
            var e = Resolve(GameEdits.Defang(game, instruments.Player, instruments.Moves, instruments.Quiet), equilibrium);
            solved &= e.Status == SolveStatus.Certified;
            influence = Weigh(weights, Average(game, equilibrium.Strategies, h, d)) - Weigh(weights, Average(e.Game, e.Strategies, h, d));
        }

        return new LeverageIndex(Weigh(weights, with), Weigh(weights, byState), shares, exertion, influence, price, byState, solved);
    }

    /// <summary>X: the concession flow less what a client would get that believes the patron blind to what it does, per period.</summary>
    /// <param name="model">The game as written: concession and threats.</param>
    /// <param name="equilibrium">The solved theory.</param>
    /// <param name="weights">How much each state counts (sums to 1).</param>
    /// <param name="discount">δ of the discounted average.</param>
    /// <exception cref="InvalidOperationException">The game declares no concession or no threats.</exception>
    public static double Exertion(GameModel model, LogitMarkovEquilibrium equilibrium, double[] weights, double discount)
    {
        var concession = model.Concession ?? throw new InvalidOperationException("the game declares no concession");
        var threats = model.Threats ?? throw new InvalidOperationException("the game declares no threats");
        return Exertion(equilibrium, threats.Player, concession.From, Amounts(equilibrium.Game, concession), weights, discount);
    }

    /// <summary>X of a client against the player (or merged players) whose answers it may believe in or not, per period.</summary>
    /// <param name="equilibrium">The solved game.</param>
    /// <param name="client">Index of the client.</param>
    /// <param name="patron">Index of the player who concedes.</param>
    /// <param name="concession">Amount conceded per (state, joint move).</param>
    /// <param name="weights">How much each state counts (sums to 1).</param>
    /// <param name="discount">δ of the discounted average.</param>
    public static double Exertion(LogitMarkovEquilibrium equilibrium, int client, int patron, Func<int, int, double> concession, double[] weights, double discount)
    {
        var blind = BlindClient(equilibrium, client, patron, weights);
        return Weigh(weights, Average(equilibrium.Game, equilibrium.Strategies, concession, discount)) - Weigh(weights, Average(equilibrium.Game, blind, concession, discount));
    }

    /// <summary>Amount of a flow for every (state, profile).</summary>
    public static Func<int, int, double> Amounts(StochasticGame game, Flow flow) => Amounts(game.States, game.Profiles, flow);

    /// <summary>Amount of a flow for every (state, profile).</summary>
    public static Func<int, int, double> Amounts(StateSpace states, ProfileSpace profiles, Flow flow)
    {
        int count = profiles.Count, n = profiles.Players.Length;
        var table = new double[states.Count * count];
        int[] levels = new int[states.Situations.Length], moves = new int[n];
        for (int s = 0; s < states.Count; s++)
        {
            states.Levels(s, levels);
            for (int p = 0; p < count; p++)
            {
                for (int i = 0; i < n; i++)
                {
                    moves[i] = profiles.Move(p, i);
                }

                table[(s * count) + p] = flow.Parts.Where(x => x.If.Holds(levels, moves)).Sum(x => x.Amount);
            }
        }

        return (s, p) => table[(s * count) + p];
    }

    private static double[] Average(StochasticGame game, double[] sigma, Func<int, int, double> flow, double discount)
    {
        var dynamics = new Dynamics(game, sigma);
        return dynamics.DiscountedAverage(dynamics.Expected(flow), discount);
    }

    /// <summary>Solves an edited game from the equilibrium of the game it was made from; when that fails, or at infinite precision, along the branch from λ = 0.</summary>
    public static LogitMarkovEquilibrium Resolve(StochasticGame game, LogitMarkovEquilibrium from)
    {
        var options = new SolveOptions { Precision = from.Precision, Convention = from.Convention, Certify = false };
        if (double.IsInfinity(from.Precision))
        {
            return PrincipalBranch.Solve(game, options);
        }

        var near = LogitMarkovSolver.Solve(game, options with { Start = from.ActionValues });
        return near.Status == SolveStatus.Certified ? near : PrincipalBranch.Solve(game, options);
    }

    // The client's own programme when it believes that the patron plays its average strategy whatever the situation.
    private static double[] BlindClient(LogitMarkovEquilibrium e, int client, int patron, double[] weights)
    {
        var p = e.Game.Profiles;
        int m = p.Size, moves = p.Moves(patron);
        var believed = (double[])e.Strategies.Clone();
        var average = new double[moves];
        var stage = new Stage(p);
        for (int s = 0; s < weights.Length; s++)
        {
            for (int a = 0; a < moves && weights[s] > 0; a++)
            {
                average[a] += weights[s] * e.MarginalProbability(stage, s, patron, a);
            }
        }

        for (int s = 0; s < e.Game.StateCount; s++)
        {
            for (int h = 0; h < p.Histories[patron]; h++)
            {
                average.CopyTo(believed, (s * m) + p.Offsets[patron] + (h * moves));
            }
        }

        var reply = BestReply.Of(e.Game, client, e.Precision, e.Convention, believed);
        var actual = (double[])e.Strategies.Clone();
        int length = p.Histories[client] * p.Moves(client);
        for (int s = 0; s < e.Game.StateCount; s++)
        {
            Array.Copy(reply, (s * m) + p.Offsets[client], actual, (s * m) + p.Offsets[client], length);
        }

        return actual;
    }

    // Shapley (1953): mean marginal effect of defanging a move over all orders; `value` is G with a set defanged.
    private static ImmutableArray<(string, double)> Shapley(ImmutableArray<int> moves, Func<IReadOnlyCollection<int>, double> value, Func<int, string> name)
    {
        int n = moves.Length;
        var g = new double[1 << n];
        for (int set = 0; set < g.Length; set++)
        {
            g[set] = value([.. moves.Where((_, i) => ((set >> i) & 1) == 1)]);
        }

        var result = ImmutableArray.CreateBuilder<(string, double)>(n);
        for (int i = 0; i < n; i++)
        {
            double share = 0;
            for (int set = 0; set < g.Length; set++)
            {
                if (((set >> i) & 1) == 0)
                {
                    int size = System.Numerics.BitOperations.PopCount((uint)set);
                    share += (g[set] - g[set | (1 << i)]) * Factorial(size) * Factorial(n - size - 1) / Factorial(n);
                }
            }

            result.Add((name(moves[i]), share));
        }

        return result.ToImmutable();
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (x, k) => x * k);

    private static double Weigh(double[] weights, double[] values)
    {
        double sum = 0;
        for (int s = 0; s < weights.Length; s++)
        {
            sum += weights[s] * values[s];
        }

        return sum;
    }
}
