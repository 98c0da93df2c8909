using System.Collections.Immutable;

namespace Tumen.Language;

/// <summary>How a clause is written.</summary>
/// <param name="Starts">The words it starts with.</param>
/// <param name="Form">The whole of it, names in capitals.</param>
/// <param name="Says">What it says.</param>
public sealed record ClauseForm(string Starts, string Form, string Says);

/// <summary>Every clause of every kind of file, for editors.</summary>
public static class ClauseForms
{
    /// <summary>Clauses of games that repeat.</summary>
    public static ImmutableArray<ClauseForm> Game { get; } =
    [
        new("game", "game \"TITLE\", month by month [, for 24 months]", "the title and the period"),
        new("for each", "for each dyad", "what a unit of the record is: a panel"),
        new("player", "player NAME may MOVE if SITUATION is LEVEL, MOVE = 2 \"label\"", "a player, its moves, and where it may choose them"),
        new("each", "each gains WEIGHT * SITUATION if it plays MOVE and their SITUATION is LEVEL", "payoffs said once for every player"),
        new("all move at once", "all move at once", "the order of moves"),
        new("first", "first PLAYER moves, then PLAYER and PLAYER", "the order of moves"),
        new("situation", "situation NAME LEVEL | LEVEL \"label\" starts LEVEL   or   situation NAME from -2 to 2 by 0.25", "what players see and what moves"),
        new("covariate", "covariate NAME, NAME of each by unit", "constant within a unit, read from the record"),
        new("covariate", "covariate NAME by month from 0 to 8 by 0.5, expected to stay   or   expected to be drawn normal, deviation 0.4, mean 0.3, 0.9 * NAME", "what changes from outside, and what players expect of it"),
        new("group", "group NAME, NAME of each", "what a weight may differ by"),
        new("next", "next SITUATION rises CHANCE if …, falls CHANCE, becomes LEVEL CHANCE, is LEVEL if …, else LEVEL, stays, drawn normal, deviation 0.3, mean …", "how a situation moves"),
        new("theory", "theory \"NAME\" [Author year] builds on \"NAME\" PLAYER gains … assume … predicts \"…\"", "a theory beside the base game"),
        new("estimate every weight, prior", "estimate every weight, prior normal(0, 1); every chance, prior beta(1, 1); at least 0: WEIGHT", "what is estimated"),
        new("prior of", "prior of NAME normal(0.5, 1)", "the prior of one weight or chance"),
        new("fix", "fix NAME = 0.1", "holds a weight or chance at a value"),
        new("weight", "weight NAME \"label\" differs by GROUP | player | era early until 2011-12 | late", "a label, or what a weight differs by"),
        new("weight", "weight NAME, NAME varies by UNIT, spread halfnormal(0.5) [, present with chance beta(1, 1)]", "a size that varies by unit under a law that is learnt"),
        new("foresight of", "foresight of PLAYER, PLAYER present with chance beta(1, 1)", "players that look ahead in some units only"),
        new("noise varies by", "noise varies by UNIT, spread 0.3", "choice noise that differs by unit"),
        new("clusters by", "clusters by GROUP", "units that share acts"),
        new("regimes", "regimes 2 of PLAYER, WEIGHT, stay 96 months [, spread 0.5] [, in order | ordered by WEIGHT], unforeseen | foreseen", "stretches of unknown dates between which weights differ"),
        new("assume discount", "assume discount 0.95, discount of PLAYER 0.9, choice precision 1, values shocks", "what is assumed of all"),
        new("concession of", "concession of PLAYER to PLAYER +1 if …, -1 if …", "a flow for the leverage index"),
        new("compliance of", "compliance of PLAYER to PLAYER +1 if …, -1 if …", "a flow for the leverage index"),
        new("threats of", "threats of PLAYER MOVE, MOVE quiet MOVE", "moves that a scenario can defang"),
        new("instruments of", "instruments of PLAYER MOVE, MOVE quiet MOVE", "moves that a scenario can defang"),
    ];

    /// <summary>Clauses of games played once, with errors.</summary>
    public static ImmutableArray<ClauseForm> Once { get; } =
    [
        new("game", "game \"TITLE\", once, errors normal | logistic [, private information]", "the title and whose errors are what"),
        new("for each", "for each dispute", "what a row of the table is"),
        new("player", "player NAME \"label\"", "who decides"),
        new("move", "move NAME of PLAYER may CHOICE, CHOICE if …   or   move offer of PLAYER from 0 to 100", "a move, in turn"),
        new("outcome", "outcome NAME if MOVE is CHOICE", "a name for ends of the game"),
        .. Game.Where(f => f.Starts is "covariate" or "group" or "theory" or "fix" or "weight"),
        new("estimate every weight, prior flat", "estimate every weight, prior flat", "estimated by maximum likelihood"),
    ];

    /// <summary>Clauses of episodes.</summary>
    public static ImmutableArray<ClauseForm> Episode { get; } =
    [
        new("game", "game \"TITLE\", once", "the title"),
        new("player", "player NAME may ACTION, ACTION as MOVE", "a player and what it may do"),
        new("let", "let NAME = 10, NAME = 1/3", "numbers with names"),
        new("first", "first PLAYER moves, then PLAYER", "the order of moves"),
        new("all move at once", "all move at once", "the order of moves"),
        new("move", "move NAME of PLAYER may ACTION, ACTION if …", "a move of a longer story"),
        new("chance", "chance NAME is ACTION 1/4 | ACTION if …", "what nature does on the way"),
        new("afterwards", "afterwards SITUATION is LEVEL, SITUATION is LEVEL if …", "where the long game goes on"),
    ];

    /// <summary>Clauses of codebooks.</summary>
    public static ImmutableArray<ClauseForm> Codebook { get; } =
    [
        new("codebook", "codebook \"TITLE\" for \"FILE.game\"", "the title and the game"),
        new("leave out", "leave out COLUMN is VALUE", "events that do not count"),
        new("one a day", "one a day for each COLUMN, COLUMN", "of a day's events that agree in these columns the first counts"),
        new("each event counts once", "each event counts once", "an event that decides one player's move is not seen by the moves of players whose rules come later"),
        new("events", "events SET COLUMN is VALUE or VALUE, COLUMN at least 3 or else not (…)", "a set of events"),
        new("situation", "situation NAME is LEVEL if any SET in the last 3 months, otherwise LEVEL   or   by balance of SET +1, half-life 6, cuts -1, 1.5", "how a situation is coded"),
    ];

    /// <summary>Clauses of studies.</summary>
    public static ImmutableArray<ClauseForm> Study { get; } =
    [
        new("study", "study \"QUESTION\"", "the question"),
        new("game", "game \"FILE.game\"", "the game whose theories are compared"),
        new("records", "records [\"NAME\"] \"FILE.csv\" [and \"FILE.csv\"] coded by \"FILE.codebook\", 1990-01 to 2025-12 [as \"UNIT\" [with GROUP \"ENTRY\"] and …]", "the record, or an alternative coding of it"),
        new("source", "source \"NAME\" [\"FILE.csv\" [coded by \"FILE.codebook\"]] of PLAYER, PLAYER misreports with chances dirichlet(10, 1)", "a source that may tell moves wrongly; without a file, the record itself"),
        new("compare base", "compare base, \"THEORY\", holding out the last 36 months", "what is fitted and compared"),
        new("family", "family \"NAME\" \"THEORY\", \"THEORY\"", "theories whose probabilities are added up"),
        new("also assume", "also assume \"NAME\" discount 0.98, values errors, all move at once, weights of PLAYER differ after 2017-12", "fits everything again under other assumptions"),
        new("foretell", "foretell \"NAME\" 2018-11 to 2025-12", "foretells a stretch from the months before it"),
        new("leave out", "leave out \"NAME\" 1993-03 to 1994-10", "fits everything to the rest"),
        new("break", "break \"NAME\" weights of PLAYER, 1992-12 to 2021-12 every 12 months", "looks for the month after which a player's weights changed"),
        new("placebo", "placebo \"NAME\" \"FILE.csv\" coded by \"FILE.codebook\", 1990-01 to 2025-12", "somebody else stands in for a player"),
        new("motives", "motives every theory term, included with chance 0.5, judged by 60 records   or   motives WEIGHT, WEIGHT", "switches every motive on and off, in all combinations"),
        new("power", "power 20 records of each theory, smallest effect 0.3", "what would win if what were true"),
        new("what if", "what if \"NAME\" PLAYER never plays MOVE; weight NAME = 0, from 2026-01 for 60 months", "a scenario"),
        new("watch", "watch \"NAME\" PLAYER plays MOVE or MOVE within 3 months", "a chance to keep an eye on"),
        new("episode", "episode \"NAME\" \"FILE.game\" in 2018-03 going on under \"THEORY\"", "a crisis inside the long game"),
        new("claims", "claims \"FILE.claims\"", "what a text claims"),
        new("predictions", "predictions \"FILE.claims\"", "what is foretold, told theory by theory"),
    ];

    /// <summary>Clauses of files of claims.</summary>
    public static ImmutableArray<ClauseForm> Claims { get; } =
    [
        new("claims", "claims \"AUTHOR, TITLE (YEAR)\"", "whose claims these are"),
        new("dates", "dates NAME 2000-06, 2007-10", "months with a name, for checks such as   within 2 months after NAME"),
        new("claim", "claim S1 fact \"WORDS\" [¶1] CHECK", "a claim and the checks it comes down to, one a line"),
    ];

    /// <summary>Clauses of the kind of file that an outline is of.</summary>
    public static ImmutableArray<ClauseForm> Of(Outline outline) => outline.IsEpisode ? Episode : outline.IsCodebook ? Codebook : outline.IsStudy ? Study : outline.IsClaims ? Claims
        : outline.Things.Any(t => t.Kind == NameKind.Decision) || outline.Tokens is [_, _, _, var once, ..] && once.Is("once") ? Once : Game;
}
