using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>A weight that differs by regime.</summary>
/// <param name="Weight">Its name.</param>
/// <param name="Sizes">Its size in each regime, at the posterior mode.</param>
public sealed record RegimeSizeWork(string Weight, double[] Sizes);

/// <summary>How a source tells one move.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Player">The player.</param>
/// <param name="Made">The move made.</param>
/// <param name="Told">Chance of each move being told, in the order of the player's moves; at the posterior mode.</param>
/// <param name="Expected">How often the move was made in months of which the source tells, by smoothed chances.</param>
public sealed record TellingWork(string Source, string Player, string Made, double[] Told, double Expected);

/// <summary>A month whose recorded move is doubted.</summary>
/// <param name="Unit">The unit; empty when there is one.</param>
/// <param name="Period">The month.</param>
/// <param name="Player">The player.</param>
/// <param name="Recorded">The move in the record; null where it is unknown.</param>
/// <param name="Chance">Chance that it was made.</param>
/// <param name="Likelier">The likeliest move.</param>
/// <param name="LikelierChance">Its chance.</param>
/// <param name="Told">What each source told: "SOURCE: move".</param>
public sealed record DoubtedMonth(string Unit, string Period, string Player, string? Recorded, double Chance, string Likelier, double LikelierChance, string[] Told);

/// <summary>What is hidden in a record under one theory, at its posterior mode.</summary>
/// <param name="Periods">Months, unit after unit.</param>
/// <param name="Regimes">Per regime, its chance in each of these months given the whole record.</param>
/// <param name="Sizes">Weights that differ.</param>
/// <param name="Tellings">How sources tell moves.</param>
/// <param name="Doubted">Months whose recorded move was made with a chance below one half, most doubtful first.</param>
public sealed record HiddenWork(string[] Periods, double[][] Regimes, RegimeSizeWork[] Sizes, TellingWork[] Tellings, DoubtedMonth[] Doubted)
{
    /// <summary>Chance below which a recorded move is doubted.</summary>
    public const double Doubt = 0.5;

    /// <summary>Reads it off; null where nothing is hidden, or a game is not certified.</summary>
    public static HiddenWork? Of(Likelihood likelihood, double[] mode, CancellationToken cancel)
    {
        if (!likelihood.HasHidden)
        {
            return null;
        }

        var units = likelihood.Data.Select((_, u) => likelihood.Smooth(u, mode, cancel)).ToArray();
        if (units.Any(u => u is null))
        {
            return null;
        }

        MonthChances[] months = [.. units.SelectMany(u => u!.Value)];
        int regimes = likelihood.Game.Model.Regimes?.Count ?? 0;
        return new HiddenWork(
            [.. months.Select(m => m.Period)], [.. Enumerable.Range(0, regimes).Select(r => months.Select(m => m.Regimes[r]).ToArray())],
            [.. likelihood.RegimeSizes(mode).Select(s => new RegimeSizeWork(s.Weight, [.. s.Sizes]))], Telling(likelihood, mode, units), Doubts(likelihood, units));
    }

    private static TellingWork[] Telling(Likelihood likelihood, double[] mode, ImmutableArray<MonthChances>?[] units)
    {
        var players = likelihood.Game.Model.Players;
        return [.. likelihood.Parameters.Sources.SelectMany(table => players[table.Player].Moves.Select((made, a) => new TellingWork(
            table.Source, players[table.Player].Name, made, [.. Enumerable.Range(0, table.Moves).Select(y => table.Chance(mode, a, y))],
            likelihood.Data.Select((d, u) => Enumerable.Range(0, d.Length).Where(t => d.Sources.Any(s => s.Name == table.Source && s.Told(d, t, table.Player) >= 0)).Sum(t => units[u]!.Value[t].Moves[table.Player][a])).Sum())))];
    }

    private static DoubtedMonth[] Doubts(Likelihood likelihood, ImmutableArray<MonthChances>?[] units)
    {
        var players = likelihood.Game.Model.Players;
        var list = new List<DoubtedMonth>();
        for (int u = 0; u < units.Length; u++)
        {
            var d = likelihood.Data[u];
            foreach (int i in d.Sources.SelectMany(s => s.Players).Distinct().Order())
            {
                for (int t = 0; t < d.Length; t++)
                {
                    var chances = units[u]!.Value[t].Moves[i];
                    int likeliest = chances.IndexOf(chances.Max()), recorded = d.Moves[t][i];
                    if (recorded >= 0 && chances[recorded] < Doubt)
                    {
                        list.Add(new DoubtedMonth(d.Unit, d.Periods[t], players[i].Name, players[i].Moves[recorded], chances[recorded], players[i].Moves[likeliest], chances[likeliest],
                            [.. d.Sources.Where(s => s.Told(d, t, i) >= 0).Select(s => $"{s.Name}: {players[i].Moves[s.Told(d, t, i)]}")]));
                    }
                }
            }
        }

        return [.. list.OrderBy(m => m.Chance)];
    }
}
