using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>What of a unit's record is seen as it was: levels that follow from doubted moves are set aside, and doubted moves are known by reports only.</summary>
internal sealed class HiddenView
{
    private readonly Sequence _unit;
    private readonly bool[] _doubted; // players
    private readonly bool[] _following; // situations
    private readonly int[] _moves; // of every player

    private HiddenView(Sequence unit, bool[] doubted, bool[] following, int[] moves) => (_unit, _doubted, _following, _moves) = (unit, doubted, following, moves);

    /// <summary>Looks at a unit.</summary>
    public static HiddenView Of(GameModel model, Sequence unit) => new(unit, SourceReports.Doubted(model, unit.Sources), SourceReports.Following(model, unit.Sources), [.. model.Players.Select(p => p.Moves.Length)]);

    /// <summary>Level of a situation where it is seen, or −1; the first month's are believed, because the record has to start somewhere.</summary>
    public int Level(int period, int situation) => period > 0 && _following[situation] ? -1 : _unit.Levels[period][situation];

    /// <summary>All levels of a period.</summary>
    public ImmutableArray<int> Levels(int period) => [.. _unit.Levels[period].Select((_, v) => Level(period, v))];

    /// <summary>Move of a player where it is seen as it was, or −1.</summary>
    public int Move(int period, int player) => _doubted[player] ? -1 : _unit.Moves[period][player];

    /// <summary>Whether a state agrees with the levels seen.</summary>
    public bool Agrees(StateSpace states, int state, int period)
    {
        for (int v = 0; v < states.Situations.Length; v++)
        {
            int seen = Level(period, v);
            if (seen >= 0 && states.Level(state, v) != seen)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is told of every player's move in a period.</summary>
    public MonthTold Told(ReportTables reports, int period, bool derivatives)
    {
        var chances = new double[_doubted.Length][];
        var slopes = new List<(int, double)>[_doubted.Length][];
        for (int i = 0; i < chances.Length; i++)
        {
            int moves = _moves[i], seen = Move(period, i);
            chances[i] = new double[moves];
            slopes[i] = new List<(int, double)>[moves];
            for (int a = 0; a < moves; a++)
            {
                slopes[i][a] = [];
                chances[i][a] = seen >= 0 && seen != a ? 0 : reports.Chance(period, i, a, derivatives ? slopes[i][a] : null);
            }
        }

        return new MonthTold(chances, slopes);
    }
}

/// <summary>What is told of the moves of one month: chances of it for every move that may have been made, and slopes of their logs.</summary>
/// <param name="chances">By player and move.</param>
/// <param name="slopes">By player and move.</param>
internal sealed class MonthTold(double[][] chances, List<(int Parameter, double Slope)>[][] slopes)
{
    /// <summary>Chance of all that is told if these moves were made.</summary>
    public double Chance(ProfileSpace profiles, int profile)
    {
        double c = 1;
        for (int i = 0; i < chances.Length; i++)
        {
            c *= chances[i][profiles.Move(profile, i)];
        }

        return c;
    }

    /// <summary>Slopes of the log of a player's part.</summary>
    public List<(int Parameter, double Slope)> Slopes(int player, int move) => slopes[player][move];
}
