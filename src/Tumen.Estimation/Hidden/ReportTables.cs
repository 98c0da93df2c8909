using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>Where a source's parameters stand: for each player it tells of, rows of a table by sticks; then, where the volume of reports is known, two of its silence.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Player">Index of the player.</param>
/// <param name="Moves">Number of the player's moves A.</param>
/// <param name="First">Index of the first stick; row a has A − 1, the first for telling right, the others for wrong moves in the order of declaration.</param>
/// <param name="Silence">Index of the source's silence, followed by that of the volume of reports; −1 when not modelled.</param>
public sealed record SourceTable(string Source, int Player, int Moves, int First, int Silence)
{
    /// <summary>Place of a told move among the sticks of a row: 0 when right.</summary>
    public static int Place(int made, int told) => told == made ? 0 : told < made ? told + 1 : told;

    /// <summary>Chance of telling a move when another (or the same) was made.</summary>
    /// <param name="x">Parameters.</param>
    /// <param name="made">The move made.</param>
    /// <param name="told">The move told.</param>
    public double Chance(ReadOnlySpan<double> x, int made, int told)
    {
        int place = Place(made, told), row = First + (made * (Moves - 1));
        double c = place < Moves - 1 ? x[row + place] : 1;
        for (int j = 0; j < place; j++)
        {
            c *= 1 - x[row + j];
        }

        return c;
    }

    /// <summary>Adds the derivatives of the log of <see cref="Chance"/>.</summary>
    /// <param name="x">Parameters.</param>
    /// <param name="made">The move made.</param>
    /// <param name="told">The move told.</param>
    /// <param name="into">Receives parameter and slope.</param>
    public void LogSlopes(ReadOnlySpan<double> x, int made, int told, List<(int Parameter, double Slope)> into)
    {
        int place = Place(made, told), row = First + (made * (Moves - 1));
        for (int j = 0; j < place; j++)
        {
            into.Add((row + j, -1 / (1 - x[row + j])));
        }

        if (place < Moves - 1)
        {
            into.Add((row + place, 1 / x[row + place]));
        }
    }

    /// <summary>Parameters of all sources, and where they stand.</summary>
    /// <param name="model">The game.</param>
    /// <param name="sources">Sources, one for each name.</param>
    /// <param name="from">Index of the first parameter.</param>
    /// <remarks>A Dirichlet row is a product of independent beta sticks: v₁ ~ beta(α₁, Σ_{j&gt;1} α_j), and so on with what is left.</remarks>
    internal static (ImmutableArray<SourceTable> Tables, ImmutableArray<Parameter> Parameters) Of(GameModel model, IEnumerable<SourceReports> sources, int from)
    {
        const double Guard = 1e-5;
        var tables = ImmutableArray.CreateBuilder<SourceTable>();
        var list = ImmutableArray.CreateBuilder<Parameter>();
        foreach (var source in sources)
        {
            int silence = -1;
            if (source.HasVolume)
            {
                silence = from + list.Count;
                list.Add(new Parameter($"{source.Name}: silence", ParameterKind.Weight, -ParameterSpace.WeightGuard, ParameterSpace.WeightGuard, new Prior.Normal(0, 2), "log odds of silence without any report") { OfSource = true });
                list.Add(new Parameter($"{source.Name}: silence by volume", ParameterKind.Weight, -ParameterSpace.WeightGuard, ParameterSpace.WeightGuard, new Prior.Normal(0, 1), "change of these log odds with log(1 + reports)") { OfSource = true });
            }

            foreach (int i in source.Players.Order())
            {
                var moves = model.Players[i].Moves;
                tables.Add(new SourceTable(source.Name, i, moves.Length, from + list.Count, silence));
                for (int a = 0; a < moves.Length; a++)
                {
                    string[] others = [.. moves.Where((_, b) => b != a)];
                    list.Add(new Parameter($"{source.Name}: {moves[a]} of {model.Players[i].Name} told right", ParameterKind.Chance, Guard, 1 - Guard, new Prior.Beta(source.Right, source.Wrong * others.Length), null));
                    for (int j = 0; j + 1 < others.Length; j++)
                    {
                        list.Add(new Parameter($"{source.Name}: {moves[a]} of {model.Players[i].Name} told as {others[j]}{(j == 0 ? ", if wrong" : ", if neither")}", ParameterKind.Chance, Guard, 1 - Guard,
                            new Prior.Beta(source.Wrong, source.Wrong * (others.Length - 1 - j)), null));
                    }
                }
            }
        }

        return (tables.ToImmutable(), list.ToImmutable());
    }
}

/// <summary>What the sources say of one unit's months at one point: chances of what they told, for every move that may have been made.</summary>
internal sealed class ReportTables
{
    private readonly ImmutableArray<SourceTable> _tables;
    private readonly double[] _x;
    private readonly Sequence _unit;

    public ReportTables(ImmutableArray<SourceTable> tables, double[] x, Sequence unit) => (_tables, _x, _unit) = (tables, x, unit);

    /// <summary>A record of moves that were made as its sources would tell them: silent where they were, and wrong by their tables.</summary>
    public static Sequence Garble(ImmutableArray<SourceTable> tables, double[] x, Sequence made, Philox random)
    {
        if (made.Sources.IsEmpty)
        {
            return made;
        }

        var first = made.Moves;
        var sources = ImmutableArray.CreateBuilder<SourceReports>();
        var recorded = made.Moves;
        foreach (var source in made.Sources)
        {
            var told = first.Select((row, t) => row.Select((a, i) =>
            {
                if (a < 0 || source.Told(made, t, i) < 0)
                {
                    return source.IsRecord ? a : -1;
                }

                var table = tables.Single(s => s.Source == source.Name && s.Player == i);
                return random.NextIndex([.. Enumerable.Range(0, table.Moves).Select(y => table.Chance(x, a, y))]);
            }).ToImmutableArray()).ToImmutableArray();
            recorded = source.IsRecord ? told : recorded;
            sources.Add(source.IsRecord ? source : source with { Moves = told });
        }

        return made with { Moves = recorded, Sources = sources.ToImmutable() };
    }

    /// <summary>Chance of all that was told of a player in a period if it made a move, with the derivatives of its log.</summary>
    public double Chance(int period, int player, int made, List<(int Parameter, double Slope)>? slopes)
    {
        double c = 1;
        foreach (var source in _unit.Sources)
        {
            int told = source.Told(_unit, period, player);
            if (told < 0)
            {
                continue;
            }

            var table = Table(source.Name, player);
            c *= table.Chance(_x, made, told);
            if (slopes is not null)
            {
                table.LogSlopes(_x, made, told, slopes);
            }
        }

        return c;
    }

    /// <summary>Log chance that sources spoke or were silent in a period, where the volume of reports is known; silence depends on nothing hidden.</summary>
    public double Silence(int period, List<(int Parameter, double Slope)>? slopes)
    {
        double log = 0;
        foreach (var source in _unit.Sources)
        {
            if (!source.HasVolume || double.IsNaN(source.Volume[period]))
            {
                continue;
            }

            double volume = source.Volume[period];
            int at = Table(source.Name, source.Players[0]).Silence;
            double odds = _x[at] + (_x[at + 1] * volume), silent = 1 / (1 + Elementary.Exp(-odds));
            foreach (int i in source.Players)
            {
                bool said = source.Told(_unit, period, i) >= 0;
                log -= Elementary.Log(1 + Elementary.Exp(said ? odds : -odds));
                double slope = (said ? 0 : 1) - silent;
                slopes?.Add((at, slope));
                slopes?.Add((at + 1, slope * volume));
            }
        }

        return log;
    }

    private SourceTable Table(string source, int player)
    {
        foreach (var table in _tables)
        {
            if (table.Player == player && table.Source == source)
            {
                return table;
            }
        }

        throw new ArgumentException($"the sources have no table for {source} and player {player}", nameof(source));
    }
}
