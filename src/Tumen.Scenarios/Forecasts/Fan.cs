using System.Collections.Immutable;

namespace Tumen.Scenarios;

/// <summary>A fan: predictive chance of a move (or of a level) by month, with its spread over draws.</summary>
/// <param name="Name">For example "client provoke".</param>
/// <param name="Mean">Predictive chance by month: the mean over draws.</param>
/// <param name="Months">Median and 5–95 % over draws by month.</param>
public sealed record FanBand(string Name, double[] Mean, ImmutableArray<DrawInterval> Months);

/// <summary>A fan chart's numbers.</summary>
/// <param name="Periods">Months, in order.</param>
/// <param name="Moves">One band per player and move.</param>
/// <param name="Situations">One band per situation and level, at the start of the month.</param>
/// <param name="Concessions">Expected concession by month; null when the game declares none.</param>
/// <param name="Draws">Draws used.</param>
public sealed record FanChart(ImmutableArray<string> Periods, ImmutableArray<FanBand> Moves, ImmutableArray<FanBand> Situations, FanBand? Concessions, int Draws);

/// <summary>Forecasts many months ahead, from a law over situations and draws of a theory.</summary>
public static class Fan
{
    /// <summary>Works out a fan.</summary>
    /// <param name="runner">The theory.</param>
    /// <param name="draws">The theory solved at each draw.</param>
    /// <param name="starts">Law over the whole game's states in the first month, per draw.</param>
    /// <param name="first">First month, "yyyy-MM".</param>
    /// <param name="months">Number of months.</param>
    public static FanChart Of(ScenarioSolver runner, IReadOnlyList<SolvedTheory> draws, IReadOnlyList<double[]> starts, string first, int months)
    {
        var model = runner.Whole.Model;
        var periods = new List<string> { first };
        while (periods.Count < months)
        {
            periods.Add(ScenarioCheck.NextMonth(periods[^1]));
        }

        PathShares[] paths = [.. draws.Select((d, k) => PlayPath.Of([d.Play], starts[k], months, model.Concession is { } flow ? Leverage.Amounts(Empty(d), flow) : null))];
        FanBand Band(string name, Func<PathShares, double[]> of) => new(
            name, [.. Enumerable.Range(0, months).Select(t => paths.Average(p => of(p)[t]))], [.. Enumerable.Range(0, months).Select(t => DrawInterval.Of(paths.Select(p => of(p)[t])))]);
        return new FanChart(
            [.. periods],
            [.. model.Players.SelectMany((player, i) => player.Moves.Select((move, a) => Band($"{player.Name} {move}", p => p.Moves[i][a])))],
            [.. model.Situations.SelectMany((v, k) => v.Levels.Select((level, l) => Band($"{v.Name} {level}", p => p.Situations[k][l])))],
            model.Concession is null ? null : Band("concessions", p => p.Flow), draws.Count);
    }

    private static Model.StochasticGame Empty(SolvedTheory d) => new(d.Play.States, d.Play.Profiles, [], d.Play.Kernel, []);
}
