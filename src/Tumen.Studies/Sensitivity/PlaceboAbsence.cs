using System.Collections.Immutable;
using System.Globalization;

namespace Tumen.Studies;

/// <summary>What a placebo cannot test: moves that the main record has and the placebo never sees.</summary>
/// <param name="Moves">The moves, each with its player.</param>
/// <param name="Share">Share of the leader's gain over the base game, in nats of moves, that comes from the months of those moves; NaN where it gains nothing.</param>
public sealed record PlaceboAbsence(ImmutableArray<string> Moves, double Share)
{
    /// <summary>From this share on what is left of a gain tests nothing.</summary>
    public const double Carries = 0.5;

    /// <summary>Whether the result rests on moves that nobody makes in the placebo.</summary>
    public bool TestsNothing => !Moves.IsEmpty && Share >= Carries;

    /// <summary>In words.</summary>
    public string Says => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(", ", Moves)} {(Moves.Length == 1 ? "is" : "are")} never made in it{(double.IsNaN(Share) ? "" : $", and the months of {(Moves.Length == 1 ? "that move" : "those moves")} carry {100 * Share:0} % of what the leading theory gains")}");

    /// <summary>Looks for them; null when the placebo has every move.</summary>
    /// <param name="study">The study.</param>
    /// <param name="placebo">The placebo's record.</param>
    /// <param name="main">Theories on the main record.</param>
    /// <param name="posterior">Their probabilities.</param>
    internal static PlaceboAbsence? Of(StudyFolder study, StudyRecord placebo, ImmutableArray<TheoryWork> main, ImmutableArray<double> posterior)
    {
        var game = study.Game;
        var data = study.Records[0].Sequences;
        bool Made(ImmutableArray<Estimation.Sequence> of, int i, int a) => of.Any(s => s.Moves.Any(m => m[i] == a));
        var absent = game.Players.SelectMany((p, i) => p.Moves.Select((_, a) => (Player: i, Move: a))).Where(x => Made(data, x.Player, x.Move) && !Made(placebo.Sequences, x.Player, x.Move)).ToArray();
        if (absent.Length == 0)
        {
            return null;
        }

        int leader = Standing.Leader(posterior), home = main.ToList().FindIndex(w => w.Name == "base");
        double share = double.NaN;
        if (leader >= 0 && home >= 0 && leader != home && main[leader].MovesByPeriod.Length == main[home].MovesByPeriod.Length)
        {
            double[] gain = [.. main[leader].MovesByPeriod.Zip(main[home].MovesByPeriod, (x, y) => x - y)];
            bool[] theirs = [.. data.SelectMany(s => s.Moves.Select(m => absent.Any(x => m[x.Player] == x.Move)))];
            double all = gain.Sum();
            share = all > 0 && gain.Length == theirs.Length ? gain.Where((_, t) => theirs[t]).Sum() / all : double.NaN;
        }

        return new PlaceboAbsence([.. absent.Select(x => $"{game.Players[x.Player].Display} {game.Players[x.Player].Moves[x.Move]}")], share);
    }
}
