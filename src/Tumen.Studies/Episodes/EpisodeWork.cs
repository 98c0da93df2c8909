namespace Tumen.Studies;

/// <summary>An episode solved, by itself or on the values of a fitted long game. Plain data: it is what the store keeps.</summary>
/// <param name="Episode">Its name.</param>
/// <param name="Theory">The theory whose values it goes on with; null when it stands alone.</param>
/// <param name="Status">"solved", or why not.</param>
/// <param name="Game">The tree as an .efg text, the long game's values in its payoffs, so that other programs can take it up.</param>
/// <param name="Players">Players.</param>
/// <param name="Complete">Whether every (extreme) equilibrium is listed.</param>
/// <param name="Notes">What stayed open.</param>
/// <param name="Equilibria">At most <see cref="EpisodeRunner.Listed"/> of them.</param>
/// <param name="Found">How many were found.</param>
/// <param name="Sequels">Where it goes on, and what that is worth; empty when it stands alone.</param>
/// <param name="Draws">The equilibria at posterior draws of the long game; one entry with all of them when it stands alone.</param>
/// <param name="Failed">Draws whose long game or episode was not solved.</param>
public sealed record EpisodeWork(
    string Episode, string? Theory, string Status, string Game, string[] Players, bool Complete, string[] Notes, EpisodeEquilibriumWork[] Equilibria, int Found,
    SequelWork[] Sequels, EpisodeDrawWork[] Draws, int Failed);

/// <summary>One equilibrium of an episode.</summary>
/// <param name="Status">What the certificate says.</param>
/// <param name="Regret">Largest gain from deviating.</param>
/// <param name="Payoffs">Per player, as fractions where known.</param>
/// <param name="Strategies">Per information set: who, where, and the chances of the actions in use.</param>
/// <param name="Beliefs">Beliefs where several nodes look alike.</param>
/// <param name="Refinements">Standards with verdict and reason.</param>
/// <param name="Acts">How likely each action is to be taken in the course of play.</param>
/// <param name="Tree">The tree with this equilibrium's chances on its branches, as SVG.</param>
public sealed record EpisodeEquilibriumWork(
    string Status, double Regret, string[] Payoffs, string[] Strategies, string[] Beliefs, RefinementWork[] Refinements, ActWork[] Acts, string Tree);

/// <summary>What a refinement says of an equilibrium.</summary>
/// <param name="Standard">Its name.</param>
/// <param name="Verdict">"kept", "dropped", "undecided" or "not applicable".</param>
/// <param name="Reason">Why.</param>
public sealed record RefinementWork(string Standard, string Verdict, string Reason)
{
    /// <summary>How a file of claims names the standard.</summary>
    public string Key { get; init; } = "";
}

/// <summary>How likely a player is to take an action at least once.</summary>
/// <param name="Player">Player.</param>
/// <param name="Action">Action.</param>
/// <param name="Chance">Chance.</param>
public sealed record ActWork(string Player, string Action, double Chance);

/// <summary>A situation in which the long game goes on.</summary>
/// <param name="Where">The situation in words.</param>
/// <param name="Values">Per player of the episode: discounted value added to the payoff.</param>
public sealed record SequelWork(string Where, double[] Values);

/// <summary>The equilibria of an episode at one posterior draw of the long game.</summary>
/// <param name="Equilibria">What is done in each, and which standards keep it.</param>
public sealed record EpisodeDrawWork(DrawnEquilibrium[] Equilibria);

/// <summary>An equilibrium at a draw.</summary>
/// <param name="Kept">Standards that keep it.</param>
/// <param name="Acts">What is done.</param>
public sealed record DrawnEquilibrium(string[] Kept, ActWork[] Acts);
