namespace Tumen.Language;

/// <summary>Stories of mistakes in games given as arrays, sgame.json.</summary>
internal static class ArrayStories
{
    private const string Arrays = "sgame.json holds players, actions, states, discount, payoffs[player][state][a1][a2]… and transitions[state][a1][a2]…[next state].";

    public static readonly DiagnosticStory[] All =
    [
        new("S300", "arrays that are not JSON", "The file is not well-formed JSON: a bracket, comma or quote is missing at the place named. " + Arrays,
            "{\"players\": [\"a\" \"b\"]}",
            "{\"players\": [\"a\", \"b\"]}"),
        new("S301", "arrays that are not UTF-8", "JSON is text in UTF-8. " + Arrays,
            "a file saved as UTF-16",
            "save it as UTF-8"),
        new("S302", "arrays that are not one object", "The file holds one object in braces. " + Arrays,
            "[1, 2, 3]",
            "{\"players\": […], \"actions\": […], …}"),
        new("S303", "a part of an unknown name", "Nothing unrecognised is skipped: a misspelt part would otherwise be a missing one. " + Arrays,
            "\"discounts\": [0.9, 0.9]",
            "\"discount\": [0.9, 0.9]"),
        new("S304", "a part given twice", "JSON leaves open which of two would count. " + Arrays,
            "\"discount\": […], \"discount\": […]",
            "keep one"),
        new("S305", "a part that is missing", "Every part is needed; a discount factor is never a default. " + Arrays,
            "{\"players\": […], \"actions\": […]}   (no payoffs)",
            "add the part named"),
        new("S306", "a part of the wrong form", "A list was expected where a number stands, or the other way round. " + Arrays,
            "\"discount\": \"0.9\"",
            "\"discount\": [0.9, 0.9]"),
        new("S307", "two of one name", "Players, states and the actions of one player differ in name, so that results can print a name alone. " + Arrays,
            "\"players\": [\"a\", \"a\"]",
            "\"players\": [\"a\", \"b\"]"),
        new("S308", "lists of the wrong length", "Actions, discounts and payoffs have one entry a player, in the order of the players. " + Arrays,
            "two players, but \"discount\": [0.9]",
            "\"discount\": [0.9, 0.9]"),
        new("S310", "arrays over the limit", "A game too large is refused before memory is spent. " + Arrays,
            "payoffs of 10,000 states and 8 players",
            "write it as a .game, whose laws are products of small ones, or merge states"),
        new("S320", "a discount factor outside [0, 1)", "At 1 sums over the future have no end. " + Arrays,
            "\"discount\": [1.0, 0.9]",
            "\"discount\": [0.99, 0.9]"),
        new("S330", "a payoff that cannot be used", "Payoffs are finite numbers. " + Arrays,
            "\"payoffs\": [[[1e999, …]]]",
            "give a number of moderate size; only differences and ratios matter"),
        new("S331", "arrays that are not nested as they should be", "Each level is complete: player, state, then one level for every player's action. " + Arrays,
            "payoffs[0][0] has 3 rows where the player has 2 actions",
            "give every cell, in the order of the actions"),
        new("S340", "chances that do not add up to 1", "Each row of transition chances sums to 1 within 1e-9; nothing is scaled silently. " + Arrays,
            "[0.3, 0.6]",
            "[0.4, 0.6]"),
        new("S341", "a chance outside 0 and 1", "A chance of moving from one state to another lies in [0, 1]. " + Arrays,
            "[1.2, -0.2]",
            "[1, 0]"),
        new("S360", "a checkpoint of another game", "A computation can be resumed from the file it left, but only for the same game, options and version: otherwise the first half of an answer would belong to another question.",
            "tumen solve b.game --resume a.checkpoint",
            "leave --resume out to start from the beginning"),
    ];
}
