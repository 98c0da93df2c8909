using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>How far two codings of one record agree on a column.</summary>
/// <param name="Record">The coding set beside the main one.</param>
/// <param name="Column">Player or situation.</param>
/// <param name="IsMove">True for a player.</param>
/// <param name="Cells">Periods in which both codings have a value.</param>
/// <param name="Agreement">Share of them on which they agree.</param>
/// <param name="Kappa">Cohen's (1960) kappa: agreement beyond what the two codings' own frequencies would give by luck, 1 when perfect; NaN when both are constant.</param>
public sealed record CodingAgreement(string Record, string Column, bool IsMove, int Cells, double Agreement, double Kappa)
{
    /// <summary>Sets two codings of the same units and periods side by side, one row for each player and situation.</summary>
    internal static IEnumerable<CodingAgreement> Between(GameModel game, StudyRecord main, StudyRecord other)
    {
        var cells = main.Table.Units.Join(other.Table.Units, a => a.Name, b => b.Name, (a, b) => (A: a, B: b))
            .SelectMany(x => x.A.Periods.Select((p, t) => (x.A, T: t, x.B, U: x.B.Periods.IndexOf(p)))).Where(x => x.U >= 0).ToArray();
        for (int i = 0; i < game.Players.Length; i++)
        {
            int at = i;
            yield return Of(other.Name, game.Players[i].Name, true, game.Players[i].Moves.Length, cells.Select(x => (x.A.Moves[x.T][at], x.B.Moves[x.U][at])));
        }

        for (int v = 0; v < game.Situations.Length; v++)
        {
            int at = v;
            yield return Of(other.Name, game.Situations[v].Name, false, game.Situations[v].Levels.Length, cells.Select(x => (x.A.Levels[x.T][at], x.B.Levels[x.U][at])));
        }
    }

    private static CodingAgreement Of(string record, string column, bool isMove, int values, IEnumerable<(int First, int Second)> cells)
    {
        var known = cells.Where(c => c.First >= 0 && c.Second >= 0).ToArray();
        double n = known.Length, agree = known.Count(c => c.First == c.Second) / n;
        double luck = Enumerable.Range(0, values).Sum(v => known.Count(c => c.First == v) / n * (known.Count(c => c.Second == v) / n));
        return new CodingAgreement(record, column, isMove, known.Length, agree, luck < 1 ? (agree - luck) / (1 - luck) : double.NaN);
    }
}
