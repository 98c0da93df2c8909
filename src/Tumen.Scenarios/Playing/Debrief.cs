using System.Collections.Immutable;
using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>What a theory says of one period's choice.</summary>
/// <param name="Chance">Chance that it gave to the move made.</param>
/// <param name="Advice">The move that it held to be worth most.</param>
/// <param name="Cost">What the move made cost beside that one, payoff units.</param>
public readonly record struct Judged(double Chance, int Advice, double Cost);

/// <summary>What a theory says of a person's play.</summary>
/// <param name="Name">The theory.</param>
/// <param name="Periods">Its judgement of every period.</param>
/// <param name="LogChance">Log chance of all the person's moves, nats: how well the theory describes the person.</param>
/// <param name="Cost">What the choices cost in all, payoff units; each as if play were as the theory says from the next period on.</param>
/// <param name="Agreed">Periods in which the person made the move that it held to be worth most.</param>
public sealed record Debriefed(string Name, ImmutableArray<Judged> Periods, double LogChance, double Cost, int Agreed);

/// <summary>Tells after a match what theories would have advised.</summary>
public static class Debrief
{
    /// <summary>One line a theory, in the order given.</summary>
    /// <param name="match">The match.</param>
    /// <param name="advisers">Theories of the same game.</param>
    public static ImmutableArray<Debriefed> Of(Match match, IEnumerable<Adviser> advisers) => [.. advisers.Select(a =>
    {
        ImmutableArray<Judged> periods = [.. match.Played.Select(p => new Judged(
            a.Chances(p.State, match.Player, p.History)[p.Move], a.Best(p.State, match.Player, p.History), a.Cost(p.State, match.Player, p.History, p.Move)))];
        return new Debriefed(a.Name, periods, periods.Sum(p => Elementary.Log(p.Chance)), periods.Sum(p => p.Cost), match.Played.Zip(periods).Count(x => x.First.Move == x.Second.Advice));
    })];
}
