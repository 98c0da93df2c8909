using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>What one source tells of some players' moves, and may tell wrongly: y ~ C[a, ·] for the move a that was made, each row of C under a Dirichlet prior.</summary>
/// <param name="Name">Name of the source.</param>
/// <param name="Players">Indices of the players it tells of.</param>
/// <param name="Right">Prior weight of telling a move right, the diagonal of the Dirichlet prior.</param>
/// <param name="Wrong">Prior weight of each wrong move.</param>
/// <param name="Moves">Per period, what it tells of every player of the game, or −1 where it is silent or tells of nothing; default for the record's own moves.</param>
/// <param name="Volume">Per period, log(1 + number of reports), NaN where the source does not reach; empty where nothing is known of it.</param>
public sealed record SourceReports(
    string Name, ImmutableArray<int> Players, double Right, double Wrong, ImmutableArray<ImmutableArray<int>> Moves, ImmutableArray<double> Volume)
{
    /// <summary>Whether it is the record itself.</summary>
    public bool IsRecord => Moves.IsDefault;

    /// <summary>Whether its silence is modelled: the chance of being silent falls or rises with the volume of reports.</summary>
    public bool HasVolume => !Volume.IsDefaultOrEmpty;

    /// <summary>What it tells of a player in a period, or −1.</summary>
    /// <param name="unit">The record it belongs to.</param>
    /// <param name="period">Period.</param>
    /// <param name="player">Player.</param>
    public int Told(Sequence unit, int period, int player) => !Players.Contains(player) ? -1 : IsRecord ? unit.Moves[period][player] : Moves[period][player];

    /// <summary>The periods from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive).</summary>
    public SourceReports Slice(int from, int to) => this with { Moves = IsRecord ? default : Moves[from..to], Volume = HasVolume ? Volume[from..to] : Volume };

    /// <summary>One period more, of which nothing is told.</summary>
    internal SourceReports AndSilence() => this with { Moves = IsRecord ? default : Moves.Add([.. Moves[^1].Select(_ => -1)]), Volume = HasVolume ? Volume.Add(double.NaN) : Volume };

    /// <summary>Situations that follow from moves which are not seen as they were: some line of their law leads on for certain after a move of such a player.</summary>
    /// <param name="model">The whole game.</param>
    /// <param name="sources">Sources.</param>
    /// <returns>Per situation, whether its levels in the record are set aside.</returns>
    public static bool[] Following(GameModel model, ImmutableArray<SourceReports> sources)
    {
        var doubted = Doubted(model, sources);
        return [.. model.Laws.Select(law => law.Lines.Any(line => line.Parts.Any(p => p.Chance is { IsNamed: false, Number: 1 } && Reads(p.If, doubted))))];
    }

    /// <summary>Players whose moves in the record are a source's word.</summary>
    public static bool[] Doubted(GameModel model, ImmutableArray<SourceReports> sources) =>
        [.. model.Players.Select((_, i) => !sources.IsDefaultOrEmpty && sources.Any(s => s.IsRecord && s.Players.Contains(i)))];

    private static bool Reads(Condition condition, bool[] players) => condition switch
    {
        Condition.Plays p => players[p.Player],
        Condition.And a => Reads(a.Left, players) || Reads(a.Right, players),
        Condition.Or o => Reads(o.Left, players) || Reads(o.Right, players),
        Condition.Not n => Reads(n.Inner, players),
        _ => false,
    };
}
