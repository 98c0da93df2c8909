namespace Tumen.Episodes;

/// <summary>The long story of every code a game or episode file can draw.</summary>
public static class GameDiagnosticStories
{
    private static readonly Dictionary<string, string> Stories = new()
    {
        ["E100"] = "The file is larger than the reader accepts. It was refused by its size, before any of it was read, so that memory stays bounded. A tree of that size is out of reach of every exact method anyway.",
        ["E101"] = "Something else was expected here. The message says what, and what was found. Strings stand in double quotes; numbers are 3, -1/18, .25 or 1.5e-3.",
        ["E102"] = "A text in quotes never ends. Inside a text a quote is written \\\".",
        ["E103"] = "An .efg file lists its nodes in prefix order: each move is followed by the whole tree below its first action, then its second, and so on. The file ended before every action had its node.",
        ["E104"] = "Only EFG version 2 and NFG version 1 exist in practice; others are refused rather than guessed at.",
        ["E105"] = "The tree has more nodes than the limit. Reading uses no recursion, so depth is no obstacle, only memory.",
        ["E106"] = "A move names a player that the list in the header does not have. Players count from 1; nature moves with `c`, not `p 0`.",
        ["E107"] = "An information set needs at least one action.",
        ["E108"] = "An information set was declared twice with different actions or chances. Its later nodes may leave the list out.",
        ["E109"] = "A chance below zero.",
        ["E110"] = "The chances of a chance move must add up to exactly 1. They are read as exact fractions: three times .333 is 999/1000. Write 1/3.",
        ["E111"] = "An outcome needs one payoff per player.",
        ["E112"] = "Outcome 0 means that nothing is paid here; to pay something give the outcome a number from 1.",
        ["E113"] = "An outcome number was used twice with different payoffs.",
        ["E114"] = "An outcome is used before its payoffs are given. The first use carries them in braces.",
        ["E115"] = "More names than the limit allows.",
        ["E116"] = "The file is not UTF-8 text; perhaps it is a spreadsheet or an archive.",
        ["E120"] = "The table lists strategies for another number of players than the header names.",
        ["E121"] = "The table would have more payoffs than the limit, or a player has no strategy.",
        ["E122"] = "A cell of the table names an outcome that the list does not have.",
        ["E140"] = "Play data are a CSV with the columns set, action, count: the information set's name (or its player and number), the action, how often it was taken.",
        ["E200"] = "An episode is written by hand and small; a text beyond these limits is something else, or its tree would have no bounds.",
        ["E201"] = "A clause of an episode starts with a fixed word (game, player, let, first, all, move, chance, afterwards) or with a name followed by is, sees, gains or loses. Indented lines continue the clause above.",
        ["E202"] = "A text in quotes ends on the line on which it starts.",
        ["E203"] = "Priors and constants are numbers known before play; they cannot depend on what is drawn or done.",
        ["E204"] = "A name that nothing declares. Players, types, moves and constants are declared by `player`, `NAME is A | B, known to …`, `move` or `chance`, and `let`.",
        ["E205"] = "A type counts as a number only if every one of its levels is a number, as in `gain is 1 | 2 | 3`.",
        ["E206"] = "A division by zero.",
        ["E207"] = "A condition names a level or an action that its subject does not have.",
        ["E208"] = "Parentheses or `not` nested beyond reason.",
        ["E209"] = "A move was made to depend on one that comes after it. Moves happen in the order in which they are written; if each of two depends on the other there is no order of play at all.",
        ["E210"] = "A player cannot see what is decided after its last move, and two players cannot each see the other first: that circle has no order of play.",
        ["E211"] = "A name or a statement given twice.",
        ["E212"] = "Chances are numbers from 0 to 1 that add up to exactly 1; one of them may be left out and gets the rest. They are exact: write 1/3, not 0.333.",
        ["E213"] = "An amount uses the level of a move that is not made on some path. Condition the amount on the move.",
        ["E214"] = "Somebody must play, move and have a turn.",
        ["E215"] = "Every type and move multiplies the tree. This one would pass the limit, so it was not built.",
        ["E216"] = "The long game has no value for this sequel: a situation or level it does not have, situations left open, or a player it does not know.",
        ["W201"] = "Two actions of one information set share a name. They are told apart by position; results would read better with different names.",
        ["W202"] = "Imperfect recall: a player would have to forget what it did or knew. Behaviour and mixed strategies are then no longer equivalent (Kuhn 1953), and none of the methods here applies. The two paths are named; give the two nodes different information sets.",
        ["W203"] = "An information set lies wholly behind chances of zero. Play never comes there whatever players do, so what is done there is arbitrary.",
    };

    /// <summary>The story of a code such as <c>E110</c>, or null.</summary>
    public static string? Find(string code) => Stories.GetValueOrDefault(code.ToUpperInvariant());

    /// <summary>All codes, in order.</summary>
    public static IReadOnlyList<string> Codes => [.. Stories.Keys.Order(StringComparer.Ordinal)];
}
