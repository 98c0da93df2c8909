using System.Collections.Immutable;

namespace Tumen.Report.Drawing;

/// <summary>A move as a timeline shows it.</summary>
/// <param name="Name">What to write beside its row.</param>
/// <param name="Tone">Its colour.</param>
public sealed record TimelineMove(string Name, Tone Tone);

/// <summary>One player's moves over the periods.</summary>
/// <param name="Player">Name of the player.</param>
/// <param name="Moves">The moves, top row first.</param>
/// <param name="Played">Per period, an index into <paramref name="Moves"/>; −1 if unknown.</param>
/// <param name="Events">Per period, lines about the events behind the move, of which three are shown; empty if there are none to show at all.</param>
public sealed record TimelineLane(
    string Player, ImmutableArray<TimelineMove> Moves, ImmutableArray<int> Played, ImmutableArray<ImmutableArray<string>> Events);
