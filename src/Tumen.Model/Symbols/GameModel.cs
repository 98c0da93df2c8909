using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>A part of a declared flow: an amount when a condition holds.</summary>
/// <param name="Amount">The amount per period.</param>
/// <param name="If">When it flows.</param>
public sealed record FlowPart(double Amount, Condition If);

/// <summary>A declared flow between two players, such as concessions of a patron or compliance of a client, in units per period.</summary>
/// <param name="From">Index of the player that gives.</param>
/// <param name="To">Index of the player that receives.</param>
/// <param name="Parts">The parts, added.</param>
/// <param name="Place">Where it was written.</param>
public sealed record Flow(int From, int To, ImmutableArray<FlowPart> Parts, Place Place = default);

/// <summary>A declared set of a player's moves: its threats or its instruments.</summary>
/// <param name="Player">Index of the player.</param>
/// <param name="Moves">Indices of the moves.</param>
/// <param name="Quiet">Index of the move that a defanged move is made to act like.</param>
/// <param name="Place">Where it was written.</param>
public sealed record MoveSet(int Player, ImmutableArray<int> Moves, int Quiet, Place Place = default);

/// <summary>A covariate read from the record, constant within a unit.</summary>
/// <param name="Name">Its column.</param>
/// <param name="Place">Where it was declared.</param>
public sealed record CovariateSpec(string Name, Place Place = default);

/// <summary>A name that the record gives to every unit, or to every player of a unit, such as the country that a player is.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="OfEachPlayer">Whether every player has an entry of its own, in a column <c>NAME_PLAYER</c>.</param>
/// <param name="Place">Where it was declared.</param>
public sealed record GroupSpec(string Name, bool OfEachPlayer, Place Place = default)
{
    /// <summary>Columns of the record that hold its entries: one, or one a player.</summary>
    /// <param name="players">Players of the game.</param>
    public IEnumerable<string> Columns(IEnumerable<Player> players) => OfEachPlayer ? players.Select(p => $"{Name}_{p.Name}") : [Name];
}

/// <summary>
/// A relationship as written: players, situations, laws, payoffs, theories and what is assumed or to be estimated.
/// Immutable. Compile it with <see cref="ParametricGame"/> to solve it.
/// </summary>
public sealed record GameModel
{
    /// <summary>Title.</summary>
    public required string Name { get; init; }

    /// <summary>Length of a period in words, for example "month".</summary>
    public string Period { get; init; } = "month";

    /// <summary>Players in declaration order.</summary>
    public required ImmutableArray<Player> Players { get; init; }

    /// <summary>An ordered partition of the players: each turn sees the moves of earlier turns of the same period. One turn: simultaneous.</summary>
    public required ImmutableArray<ImmutableArray<int>> Turns { get; init; }

    /// <summary>Situations in declaration order; empty for a repeated game.</summary>
    public ImmutableArray<Situation> Situations { get; init; } = [];

    /// <summary>One law per situation, in the same order.</summary>
    public ImmutableArray<SituationLaw> Laws { get; init; } = [];

    /// <summary>Payoff terms of the base game.</summary>
    public ImmutableArray<PayoffTerm> Terms { get; init; } = [];

    /// <summary>Theories in declaration order.</summary>
    public ImmutableArray<Theory> Theories { get; init; } = [];

    /// <summary>Every weight of the base and of all theories, in order of appearance.</summary>
    public ImmutableArray<WeightSpec> Weights { get; init; } = [];

    /// <summary>Every named chance, in order of appearance.</summary>
    public ImmutableArray<ChanceSpec> Chances { get; init; } = [];

    /// <summary>Index of the situation that counts the periods of a game that ends, its last level meaning that it is over; null for a game that goes on.</summary>
    public int? Clock { get; init; }

    /// <summary>Discount factor of each player per period, in [0,1); 1 is allowed where the game ends.</summary>
    public required ImmutableArray<double> Discounts { get; init; }

    /// <summary>Choice precision λ &gt; 0; 1 when payoffs are estimated.</summary>
    public double Precision { get; init; } = 1;

    /// <summary>Value convention the game assumes.</summary>
    public ValueConvention Values { get; init; } = ValueConvention.TasteShocks;

    /// <summary>Concession flow of the patron, if declared.</summary>
    public Flow? Concession { get; init; }

    /// <summary>Compliance flow of the client, if declared.</summary>
    public Flow? Compliance { get; init; }

    /// <summary>The client's threat moves, if declared.</summary>
    public MoveSet? Threats { get; init; }

    /// <summary>The patron's instruments, if declared.</summary>
    public MoveSet? Instruments { get; init; }

    /// <summary>Declared covariates.</summary>
    public ImmutableArray<CovariateSpec> Covariates { get; init; } = [];

    /// <summary>What a unit of the record is, for example "dyad"; also the record's column of units.</summary>
    public string Unit { get; init; } = "unit";

    /// <summary>Whether the game says that it is played by many units, <c>for each dyad</c>.</summary>
    public bool IsPanel { get; init; }

    /// <summary>What the game says of a panel with learnt pooling.</summary>
    public PanelTerms Panel { get; init; } = PanelTerms.None;

    /// <summary>Regimes between which weights differ, already written into weights and payoffs; null for none.</summary>
    public RegimeSpec? Regimes { get; init; }

    /// <summary>Situations that a record shows: all but the regimes.</summary>
    public IEnumerable<Situation> Shown => Situations.Where(s => !IsHidden(s));

    /// <summary>Whether no record shows a situation.</summary>
    public bool IsHidden(Situation situation) => Regimes is not null && situation.Name == RegimeSpec.Situation;

    /// <summary>Declared groups of units and players.</summary>
    public ImmutableArray<GroupSpec> Groups { get; init; } = [];

    /// <summary>Columns of the record that hold entries of groups.</summary>
    public IEnumerable<string> GroupColumns => Groups.SelectMany(g => g.Columns(Players));

    /// <summary>Rules of a game played once by moves in turns; null for a game that repeats. Then <see cref="Players"/> are its moves.</summary>
    public OnceRules? Once { get; init; }

    /// <summary>The theory of that name, or null.</summary>
    public Theory? FindTheory(string name) => Theories.FirstOrDefault(t => t.Name == name);
}

/// <summary>How a period's private choice shocks enter the value of a situation.</summary>
public enum ValueConvention
{
    /// <summary>Structural taste shocks: V = (1/λ) log Σ exp(λ Q); Euler's constant dropped (Rust 1987).</summary>
    TasteShocks,

    /// <summary>Errors in choosing: V = Σ σ Q (agent quantal response, McKelvey and Palfrey 1998).</summary>
    ChoiceErrors,
}
