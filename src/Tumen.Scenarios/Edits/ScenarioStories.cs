namespace Tumen.Scenarios;

/// <summary>The long story of every diagnostic of scenarios.</summary>
public static class ScenarioStories
{
    private static readonly Dictionary<string, string> Stories = new(StringComparer.Ordinal)
    {
        ["W101"] = "A scenario changes weights and chances that the game uses; the name is not one of them. A weight that only another theory uses may be named: it then changes nothing under this one, and the result says so.",
        ["W102"] = "A scenario names players as the game does.",
        ["W103"] = "A scenario names moves as the game does; each move belongs to one player.",
        ["W104"] = "A scenario names situations as the game does.",
        ["W105"] = "A level belongs to its situation; the situation has no level of this name.",
        ["W106"] = "A player without moves cannot play: at least one move must stay.",
        ["W107"] = "A coalition is two or more different players who decide as one; each player is in at most one.",
        ["W108"] = "A coalition has one weight for each member, none negative and not all zero: rival and patron act as one, weights 0.5, 0.5.",
        ["W109"] = "A scenario begins in a month of the record or in the month after its last: there the situation is known. Later starts would be forecasts of the start, not scenarios.",
        ["W110"] = "A chance lies in [0, 1], a discount factor in [0, 1), a weight is a finite number.",
        ["W111"] = "Defanging needs moves to defang and a quiet move that they are made to act like; the game's clauses `threats of PLAYER … quiet MOVE` and `instruments of PLAYER … quiet MOVE` say which.",
        ["W112"] = "A temporary scenario lasts one month or more, and at most 1200.",
        ["W113"] = "A scenario says at least one thing that changes; without a change it is the baseline.",
        ["W114"] = "The study has no what-if of this name.",
        ["W115"] = "Closing every way to a level leaves no way out of it shut: a situation that can never reach a level must not be held or started there.",
        ["W117"] = "A gradual change moves weights, chances or discount factors along a straight line and stays when it is complete; moves, players and laws change at once or not at all.",
        ["W116"] = "Ways to a level can be closed where a law says what it becomes; a normal law gives every level a chance, and there is no way to close.",
    };

    /// <summary>The story of a code, or null when the code is not one of scenarios.</summary>
    public static string? Find(string code) => Stories.GetValueOrDefault(code);

    /// <summary>All codes.</summary>
    public static IEnumerable<string> Codes => Stories.Keys;
}
