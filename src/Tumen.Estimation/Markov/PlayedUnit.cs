using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>The game that one unit of a record plays: its covariates written in, and whose weights are its own.</summary>
/// <param name="Index">Index of the unit in the record.</param>
/// <param name="Name">Its name.</param>
/// <param name="Model">The whole game as this unit plays it, without covariates.</param>
/// <param name="Kind">Kind of unit, for <see cref="ParameterSpace.Weights"/>.</param>
/// <param name="Alike">Units of the record that play the same game, this one among them.</param>
/// <param name="Games">How many different games the units of the record play.</param>
public sealed record PlayedUnit(int Index, string Name, GameModel Model, int Kind, ImmutableArray<Sequence> Alike, int Games)
{
    /// <summary>The game of a unit.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="unit">Name of the unit; null for the first of the record.</param>
    /// <exception cref="ArgumentException">The record has no such unit.</exception>
    public static PlayedUnit Of(Likelihood likelihood, string? unit = null)
    {
        var data = likelihood.Data;
        int at = unit is null ? 0 : data.ToList().FindIndex(d => d.Unit == unit);
        if (at < 0)
        {
            throw new ArgumentException($"the record has no unit \"{unit}\"; it has {string.Join(", ", data.Take(12).Select(d => $"\"{d.Unit}\""))}{(data.Length > 12 ? ", …" : "")}", nameof(unit));
        }

        int group = likelihood.Group(at);
        return new PlayedUnit(
            at, data[at].Unit, UnitModel.Of(likelihood.Game.Model, data[at].Covariates), likelihood.KindOfUnit(at), [.. data.Where((_, d) => likelihood.Group(d) == group)], likelihood.GroupCount);
    }

    /// <summary>For whom numbers were worked out, in words; null when all units play one game.</summary>
    public string? Says => Games == 1 ? null : $"worked out for {Name}: the units of this record play {Games} different games";
}
