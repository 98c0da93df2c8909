using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>A number of one of the client's threats.</summary>
/// <param name="Move">The threat's name.</param>
/// <param name="Share">The number.</param>
public readonly record struct MoveShare(string Move, double Share);

/// <summary>The leverage index of a solved theory, from a start law over its states. Amounts are concessions a period, discounted by the patron's δ.</summary>
public sealed record LeverageIndex
{
    /// <summary>G: concessions as the theory is solved.</summary>
    public required double Concessions { get; init; }

    /// <summary>Concessions to the steadied client, whose other moves listen only to what threats cannot move.</summary>
    public required double Steadied { get; init; }

    /// <summary>Λ: concessions to the steadied client less those to the same client with its threats muted, everybody else solved again both times.</summary>
    public required double Capacity { get; init; }

    /// <summary>Λ from every state alone, for strategies that are the same everywhere.</summary>
    public required double[] CapacityByState { get; init; }

    /// <summary>Shapley shares of Λ by threat; they add up to it. Empty when not asked for.</summary>
    public required ImmutableArray<MoveShare> ByMove { get; init; }

    /// <summary>X: concessions to the steadied client less those to one whose threats have the odds of a client that believes its patron blind to them.</summary>
    public required double Exertion { get; init; }

    /// <summary>Shapley shares of X by threat. Empty when not asked for.</summary>
    public required ImmutableArray<MoveShare> ExertionByMove { get; init; }

    /// <summary>What the threats bring that would be made anyway, the others' rules held: Λ = X + this + <see cref="OthersAdapt"/>.</summary>
    public required double MadeAnyway { get; init; }

    /// <summary>What the others' rules bring by being made for a client that threatens.</summary>
    public required double OthersAdapt { get; init; }

    /// <summary>Per threat: its discounted share of periods less its share for a client that believes its patron blind; positive where the threat is made because it pays.</summary>
    public required ImmutableArray<MoveShare> Twin { get; init; }

    /// <summary>Per threat: its discounted share of periods in the solved game.</summary>
    public required ImmutableArray<MoveShare> Frequency { get; init; }

    /// <summary>What the patron would pay to be rid of the threats, per period, in its units of choice noise.</summary>
    public required double Price { get; init; }

    /// <summary>Concessions less those in a world in which the threats have no effect on anything (defanged), averaged over the states given; NaN when not asked for.</summary>
    public required double WithoutThreats { get; init; }

    /// <summary>I: compliance owed to the patron's instruments; null when none are declared or it was not asked for.</summary>
    public required double? Influence { get; init; }

    /// <summary>Action values of the worlds compared, from which the same question is answered faster nearby; null where no world but the solved game was needed.</summary>
    public LeverageStarts? Starts { get; init; }

    /// <summary>Whether every game involved was solved; if not, only <see cref="Concessions"/> may be used.</summary>
    public required bool Solved { get; init; }

    /// <summary>Whether the client's threats are made because they pay: X is above a threshold, and a threat that adds to Λ is made more often than its twin. Needs the split.</summary>
    /// <param name="threshold">Smallest X that counts.</param>
    public bool IsExerted(double threshold) => Exertion > threshold && ByMove.Zip(Twin).Any(x => x.First.Share > 0 && x.Second.Share > 0);
}

/// <summary>What of the index to work out.</summary>
/// <param name="Split">Capacity and exertion by threat (2^threats solves).</param>
/// <param name="ByState">Capacity from every state.</param>
/// <param name="WithoutThreats">The world without threats, and influence.</param>
/// <param name="Reasoned">Where a game has no lever by its payoffs (see <see cref="LeverageQuestion.HasNoLever"/>), whether zeros are given without solving anything; then <see cref="LeverageIndex.Steadied"/> is NaN.</param>
/// <param name="Tolerance">Residual to which the worlds compared are solved: a choice chance is wrong by no more.</param>
public readonly record struct LeverageParts(bool Split, bool ByState, bool WithoutThreats, bool Reasoned = false, double Tolerance = LeverageParts.Exact)
{
    /// <summary>The solver's own tolerance.</summary>
    public const double Exact = 1e-10;

    /// <summary>Everything.</summary>
    public static LeverageParts All { get; } = new(true, true, true);

    /// <summary>Λ, X, what Λ consists of, and the price.</summary>
    public static LeverageParts Least { get; } = new(false, false, false, true);
}

/// <summary>
/// Leverage as a comparison of clients: what concessions are owed to moves that the client could leave for the quiet move (capacity), and to making them because they pay (exertion).
/// </summary>
/// <remarks>
/// Where the patron's payoff, its own moves apart, depends only on what threats cannot move, its programme is the same in every world compared, and capacity and exertion are exactly 0.
/// </remarks>
public static class Leverage
{
    /// <summary>Measures the index.</summary>
    /// <param name="model">The game that is solved: concession, threats, and if declared compliance and instruments.</param>
    /// <param name="equilibrium">The solved theory.</param>
    /// <param name="start">Start law over states (sums to 1), for example shares of the record's periods.</param>
    /// <param name="split">Whether to split capacity and exertion over moves (2^threats solves).</param>
    /// <exception cref="InvalidOperationException">The game declares no concession or no threats.</exception>
    public static LeverageIndex Measure(GameModel model, LogitMarkovEquilibrium equilibrium, double[] start, bool split) =>
        Measure(Question(model, equilibrium.Game), model, equilibrium, start, LeverageParts.All with { Split = split });

    /// <summary>The question that a game asks.</summary>
    /// <exception cref="InvalidOperationException">The game declares no concession or no threats.</exception>
    public static LeverageQuestion Question(GameModel model, StochasticGame game) =>
        LeverageQuestion.For(model, game.Discounts) ?? throw new InvalidOperationException(model.Concession is null ? "the game declares no concession" : "the game declares no threats");

    /// <summary>Measures the index for a question that was put before, or for merged players.</summary>
    /// <param name="question">Whose leverage.</param>
    /// <param name="model">The game, for names, compliance and instruments.</param>
    /// <param name="equilibrium">The solved theory.</param>
    /// <param name="start">Start law over states (sums to 1).</param>
    /// <param name="parts">What to work out.</param>
    /// <param name="near">The worlds of the same question at a nearby point, to start from; null to start from this one.</param>
    public static LeverageIndex Measure(LeverageQuestion question, GameModel model, LogitMarkovEquilibrium equilibrium, double[] start, LeverageParts parts, LeverageStarts? near = null)
    {
        var worlds = new LeverageWorlds(question, equilibrium, start, parts.Tolerance);
        var solved = worlds.AsSolved();
        if (parts.Reasoned && equilibrium.Status == SolveStatus.Certified && question.HasNoLever(equilibrium.Game))
        {
            return NoLever(question, model, equilibrium, start, parts, solved);
        }

        var move = model.Players[model.Threats!.Player].Moves;
        MoveShare Named(int k, double x) => new(move[question.Threats[k]], x);
        ImmutableArray<MoveShare> frequency = [.. question.Threats.Select((b, k) => Named(k, worlds.Share(solved, b)))];
        if (equilibrium.Status != SolveStatus.Certified)
        {
            return Unsolved(solved.Concessions, frequency); // no world can be compared with one that is not there
        }

        var client = new LeverageClient(question, equilibrium, solved.Law);
        int all = (1 << question.Threats.Length) - 1;
        var steady = client.IsSteady ? solved : worlds.Solve(client.Steadied, solved, equilibrium.Strategies, near?.ToSteadied(equilibrium.ActionValues));
        double[] silent = client.Muted(all);
        var muted = steady is null ? null : worlds.Solve(silent, steady, client.Steadied, near?.ToMuted(steady.Equilibrium.ActionValues));
        if (steady is null || muted is null)
        {
            return Unsolved(solved.Concessions, frequency);
        }

        double[] believes = BlindReply(question, equilibrium, solved.Law);
        double[] Odds(int set) => client.WithOdds(believes, set);
        LeverageWorld blind = worlds.Held(steady, Odds(all)), quiet = worlds.Held(steady, silent);
        bool certified = true;
        ImmutableArray<MoveShare> capacity = [], exertion = [];
        if (parts.Split)
        {
            double Muted(int set)
            {
                var world = set == 0 ? steady : set == all ? muted : worlds.Solve(client.Muted(set), steady, client.Steadied);
                certified &= world is not null;
                return world?.Concessions ?? double.NaN;
            }

            capacity = [.. LeverageShapley.Split(question.Threats.Length, Muted).Select((x, k) => Named(k, x))];
            exertion = [.. LeverageShapley.Split(question.Threats.Length, set => set == 0 ? steady.Concessions : set == all ? blind.Concessions : worlds.Held(steady, Odds(set)).Concessions)
                .Select((x, k) => Named(k, x))];
        }

        var (without, influence) = parts.WithoutThreats ? Defanged(question, model, equilibrium, start, solved) : (double.NaN, null);
        return new LeverageIndex
        {
            Concessions = solved.Concessions,
            Steadied = steady.Concessions,
            Capacity = steady.Concessions - muted.Concessions,
            CapacityByState = parts.ByState ? [.. Averages(question, steady).Zip(Averages(question, muted), (a, b) => a - b)] : [],
            ByMove = capacity,
            Exertion = steady.Concessions - blind.Concessions,
            ExertionByMove = exertion,
            MadeAnyway = blind.Concessions - quiet.Concessions,
            OthersAdapt = quiet.Concessions - muted.Concessions,
            Twin = [.. question.Threats.Select((b, k) => Named(k, worlds.Share(steady, b) - worlds.Share(blind, b)))],
            Frequency = frequency,
            Price = muted.Play.FirstWeight(question.Discount) * (FixedOrder.Dot(start, muted.Equilibrium.Values[question.Patron]) - FixedOrder.Dot(start, steady.Equilibrium.Values[question.Patron])),
            WithoutThreats = without,
            Influence = influence,
            Starts = new LeverageStarts(equilibrium.ActionValues, steady.Equilibrium.ActionValues, muted.Equilibrium.ActionValues),
            Solved = certified && !(parts.WithoutThreats && double.IsNaN(without)),
        };
    }

    /// <summary>Long-run mean of concessions a period to the steadied client, less the same for the muted one; NaN when a game was not solved.</summary>
    /// <param name="question">Whose leverage.</param>
    /// <param name="equilibrium">The solved theory.</param>
    /// <param name="start">Start law over states.</param>
    public static double LongRunCapacity(LeverageQuestion question, LogitMarkovEquilibrium equilibrium, double[] start)
    {
        var worlds = new LeverageWorlds(question, equilibrium, start);
        var solved = worlds.AsSolved();
        var client = new LeverageClient(question, equilibrium, solved.Law);
        var steady = client.IsSteady ? solved : worlds.Solve(client.Steadied, solved, equilibrium.Strategies);
        var muted = steady is null ? null : worlds.Solve(client.Muted((1 << question.Threats.Length) - 1), steady, client.Steadied);
        double Mean(LeverageWorld w) => FixedOrder.Dot(LongRun.Of(w.Play.Chain, start).Shares, w.Play.Expected(question.Concession));
        return steady is null || muted is null ? double.NaN : Mean(steady) - Mean(muted);
    }

    /// <summary>Levels of situations, in words, at which a player's moves differ for nobody: what it plays there is a coin's toss, and counts as a belief about it all the same.</summary>
    /// <param name="game">The game.</param>
    /// <param name="player">Index of the player.</param>
    /// <returns>States at which its moves change neither anybody's payoff nor what comes next.</returns>
    public static ImmutableArray<int> Placeholders(StochasticGame game, int player)
    {
        int count = game.Profiles.Count, stride = game.Profiles.Stride(player), moves = game.Profiles.Moves(player);
        bool Idle(int s) => Enumerable.Range(0, count).Where(p => game.Profiles.Move(p, player) == 0).All(p => Enumerable.Range(1, moves - 1).All(a =>
            game.Payoffs.All(u => u[(s * count) + p] == u[(s * count) + p + (a * stride)]) && SameRow(game.Kernel, (s * count) + p, (s * count) + p + (a * stride))));
        return [.. Enumerable.Range(0, game.StateCount).Where(Idle)];
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

    private static double[] Averages(LeverageQuestion question, LeverageWorld world) =>
        world.Play.DiscountedAverage(world.Play.Expected(question.Concession), question.Discount);

    // What the solved game's concessions are less those without threats that act, and compliance less that without instruments that act.
    private static (double Without, double? Influence) Defanged(LeverageQuestion question, GameModel model, LogitMarkovEquilibrium e, double[] start, LeverageWorld solved)
    {
        var bare = Resolve(GameEdits.Defang(e.Game, question.Client, question.Threats, question.Quiet), e);
        double without = bare.Status == SolveStatus.Certified ? solved.Concessions - Average(bare, start, question.Concession, question.Discount) : double.NaN;
        if (model.Compliance is not { } compliance || model.Instruments is not { } instruments)
        {
            return (without, null);
        }

        var flow = Amounts(e.Game, compliance);
        double d = e.Game.Discounts[compliance.From];
        var tame = Resolve(GameEdits.Defang(e.Game, instruments.Player, instruments.Moves, instruments.Quiet), e);
        return tame.Status == SolveStatus.Certified ? (without, Average(e, start, flow, d) - Average(tame, start, flow, d)) : (double.NaN, null);
    }

    private static double Average(LogitMarkovEquilibrium e, double[] start, Func<int, int, double> flow, double discount)
    {
        var play = Play.Of(e.Game, e.Strategies);
        return FixedOrder.Dot(LeverageWorlds.DiscountedLaw(play, start, discount), play.Expected(flow));
    }

    // The client's own programme when it believes that the patron plays, where what threats cannot move is as it is, its average strategy there.
    private static double[] BlindReply(LeverageQuestion question, LogitMarkovEquilibrium e, double[] law)
    {
        var p = e.Game.Profiles;
        int patron = question.Patron, moves = p.Moves(patron), cells = question.Cell.Max() + 1;
        double[] mass = new double[cells], count = new double[cells], weighted = new double[cells * moves], plain = new double[cells * moves];
        var stage = new Stage(p);
        for (int s = 0; s < law.Length; s++)
        {
            int cell = question.Cell[s];
            mass[cell] += law[s];
            count[cell]++;
            for (int a = 0; a < moves; a++)
            {
                double chance = e.MarginalProbability(stage, s, patron, a);
                weighted[(cell * moves) + a] += law[s] * chance;
                plain[(cell * moves) + a] += chance;
            }
        }

        var believed = (double[])e.Strategies.Clone();
        for (int s = 0; s < law.Length; s++)
        {
            int cell = question.Cell[s];
            for (int h = 0; h < p.Histories[patron]; h++)
            {
                for (int a = 0; a < moves; a++)
                {
                    believed[(s * p.Size) + p.Offsets[patron] + (h * moves) + a] = mass[cell] > 0 ? weighted[(cell * moves) + a] / mass[cell] : plain[(cell * moves) + a] / count[cell];
                }

                Restrict(e.Game, (s * p.Size) + p.Offsets[patron] + (h * moves), moves, believed, e.Strategies);
            }
        }

        return BestReply.Of(e.Game, question.Client, e.Precision, e.Convention, believed);
    }

    // What is believed of the patron is what it may do; where it may do none of it, it does what it does.
    private static void Restrict(StochasticGame game, int at, int moves, double[] believed, double[] own)
    {
        if (game.Menus is not { } menus)
        {
            return;
        }

        double sum = 0;
        for (int k = at; k < at + moves; k++)
        {
            believed[k] = menus.Allows(k) ? believed[k] : 0;
            sum += believed[k];
        }

        for (int k = at; k < at + moves; k++)
        {
            believed[k] = sum > 0 ? believed[k] / sum : own[k];
        }
    }

    private static bool SameRow(TransitionKernel k, int a, int b) =>
        k.Column.AsSpan(k.RowStart[a], k.RowStart[a + 1] - k.RowStart[a]).SequenceEqual(k.Column.AsSpan(k.RowStart[b], k.RowStart[b + 1] - k.RowStart[b]))
        && k.Chance.AsSpan(k.RowStart[a], k.RowStart[a + 1] - k.RowStart[a]).SequenceEqual(k.Chance.AsSpan(k.RowStart[b], k.RowStart[b + 1] - k.RowStart[b]));

    /// <summary>The index of a game without a lever by its payoffs (<see cref="LeverageQuestion.HasNoLever"/>), whatever is played in it: capacity, exertion and price are 0; what only a solved game tells is NaN.</summary>
    public static LeverageIndex None { get; } = Unsolved(double.NaN, []) with { Capacity = 0, Exertion = 0, MadeAnyway = 0, OthersAdapt = 0, Price = 0, Solved = true };

    private static LeverageIndex NoLever(LeverageQuestion question, GameModel model, LogitMarkovEquilibrium e, double[] start, LeverageParts parts, LeverageWorld solved)
    {
        var (without, influence) = parts.WithoutThreats ? Defanged(question, model, e, start, solved) : (double.NaN, null);
        return Unsolved(solved.Concessions, []) with
        {
            Capacity = 0,
            Exertion = 0,
            MadeAnyway = 0,
            OthersAdapt = 0,
            Price = 0,
            WithoutThreats = without,
            Influence = influence,
            Solved = !(parts.WithoutThreats && double.IsNaN(without)),
        };
    }

    private static LeverageIndex Unsolved(double concessions, ImmutableArray<MoveShare> frequency) => new()
    {
        Concessions = concessions,
        Steadied = double.NaN,
        Capacity = double.NaN,
        CapacityByState = [],
        ByMove = [],
        Exertion = double.NaN,
        ExertionByMove = [],
        MadeAnyway = double.NaN,
        OthersAdapt = double.NaN,
        Twin = [],
        Frequency = frequency,
        Price = double.NaN,
        WithoutThreats = double.NaN,
        Influence = null,
        Solved = false,
    };
}
