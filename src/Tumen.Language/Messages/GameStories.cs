namespace Tumen.Language;

/// <summary>Stories of mistakes in games.</summary>
internal static class GameStories
{
    public static readonly DiagnosticStory[] All =
    [
        new("G201", "a player that does not exist", "Players are declared by `player NAME may …`. The nearest declared name is suggested."),
        new("G202", "a situation that does not exist", "Situations are declared by `situation NAME level | level`. What has no law of motion and is not public cannot be one."),
        new("G203", "a move that does not exist", "A move belongs to one player. If another player has a move of that name, the message says so: then the wrong player is named, or the wrong move."),
        new("G204", "a level that does not exist", "Conditions name levels, not numbers, so that a level added in the middle does not silently change what they mean."),
        new("G205", "a level of another situation", "The word is a level, but of another situation. Either the situation or the level is mistaken."),
        new("G206", "a name twice in one list", "Two moves (or levels) of the same name could never be told apart in a record."),
        new("G207", "a name is taken", "Players, situations, covariates, weights and chances share one set of names, and theories, scenarios, indicators and sets of events each another, so that a report can print a name alone."),
        new("G208", "a theory that does not exist", "Theories are named in quotes, and the name must be written the same way wherever it appears. The base game is called base, without quotes."),
        new("G209", "a weight or chance that does not exist", "A weight exists when a payoff term uses it, a chance when a law uses it. A bound or prior for a name that nothing uses would do nothing, so it is an error: usually the name is misspelt in one of the two places."),
        new("G210", "a theory builds on itself", "A theory takes over the clauses of those it builds on. Around a circle that never ends. Clauses that two theories share can stand in a third that both build on."),
        new("G211", "a chance outside 0 and 1", "A chance is a number from 0 to 1. A percentage is divided by 100; a rate of once in five years of months is 1/60."),
        new("G212", "a situation without a law", "Players look ahead, so they must know how every situation moves, even one that nobody can influence. `next NAME stays` says that it never changes."),
        new("G213", "two laws for one situation", "Lines under one `next` are alternatives whose chances add. In two clauses at different ends of a file nobody would see the sum."),
        new("G214", "chances that add up to more than 1", "Lines under one `next` are alternatives: in a given situation, after given moves, at most one of them happens, and their chances add. What is left over is the chance that nothing changes. Where two lines apply and their chances add up to more than 1, one of them cannot be meant.\n\nThere are two ways out, and they are two theories. If one thing comes first, the other line should say that it applies only when the first does not. If either alone can bring the change about, `by any of:` combines them as independent causes: 1 − (1 − p)(1 − q).\n\nA line that would lead where the situation already is (rising at the top, becoming what it is) changes nothing and does not count. The sum is never clipped silently."),
        new("G215", "chances to estimate that could add up to more than 1", "The same as G214, but with chances that are still to be estimated: for some values the sum would exceed 1. It is a remark, not an error, because estimation stays where the sum is at most 1; but a boundary that binds makes standard errors meaningless."),
        new("G216", "a game without players", "A situation that moves by itself is a Markov chain, not a game. At least one player has at least one move."),
        new("G217", "an order of moves that does not fit", "Each player moves once a period. `first client moves, then patron and rival` names every player once; later movers see the earlier moves of the same period."),
        new("G218", "a situation with one level", "What has one level never differs, so it can neither matter nor be learned."),
        new("G219", "numbers of levels that do not fit", "Levels count 0, 1, 2 … in payoffs unless every one of them is given a number, in rising order."),
        new("G220", "a payoff term without a weight", "A term is a weight to estimate times what it weighs. `loses pressure` names only what is weighed. Either give the weight a name, or say with `constant` that its size is known."),
        new("G221", "two weights multiplied", "Payoffs are linear in their weights. That is what makes a new set of weights cost one pass over the features, makes the likelihood smooth, and makes weak directions visible. A product of two weights can only be learned as one number anyway. Often one of the two is a misspelt situation: a name that is neither situation nor covariate is taken to be a weight."),
        new("G222", "a constant term with a weight", "`constant 0.5 * warmth` is a payoff whose size is assumed; every factor must be a number, a situation or a covariate."),
        new("G223", "a covariate that changes over time", "Players look ahead, and what changes over time changes what they expect. A covariate by month would have to be forecast by them; so it needs a law of motion and is declared as a situation. A covariate by unit (a dyad, a country) is constant where a game is played, and one game is solved for each distinct value."),
        new("G230", "a discount factor outside [0, 1)", "A discount factor is what next period is worth beside this one: 0 looks no further, 0.99 is very patient. At 1 sums over the future have no end. It is not an interest rate: r percent a period is the factor 1/(1 + r/100)."),
        new("G231", "a choice precision of 0 or less", "Choice precision scales payoffs against the noise of choice. At 0 all moves are equally likely whatever they pay, and below 0 worse moves would be likelier."),
        new("G232", "no discount factor", "How much the future counts decides most answers in a game that repeats, and a record of moves hardly identifies it. So it is assumed, in the open, and never by default."),
        new("G233", "a prior of the wrong kind", "A weight may be any number: normal. A chance lies between 0 and 1: beta."),
        new("G234", "a prior with numbers that cannot be", "A standard deviation and both numbers of a beta prior are above 0. To hold a parameter at a value, fix it."),
        new("G235", "bounds that leave no room", "The lower bound of a weight must lie below its upper bound. To hold a weight at one value, fix it."),
        new("G236", "a value outside the bounds", "A weight cannot be fixed, or assumed by a theory, where its bounds forbid it. One of the two statements is not meant."),
        new("G237", "a prior outside the bounds", "A normal prior is cut at the bounds. If its mean lies more than five standard deviations beyond one, less than a millionth of it is left, and the result is decided by the shape of its tail."),
        new("G238", "fixed and yet with a prior", "What is fixed is not estimated, so a prior for it says nothing."),
        new("G239", "eras that do not follow each other", "Eras cover all time in order: each but the last has a last month, and the last has none."),
        new("G240", "a game too large to solve", "The work grows with situations times joint moves: levels of all situations multiply, and so do moves of all players. The message names the factors, largest first. Take out what the question needs least; most power comes from few situations that the record visits often."),
        new("G241", "no quiet move", "What threats (or instruments) are worth is measured against a game where they stay in the menu but act like a quiet move. If exactly one move is left it is the quiet one; otherwise name it."),
        new("G242", "a quiet move among the loud", "The quiet move is what the others are made to act like; it cannot be one of them."),
        new("G243", "a flow that goes nowhere", "A concession or compliance goes from one player to another."),
        new("G244", "a law that reads too much", "Chances of one law are checked in every situation and after all moves that it reads. A law that reads too much at once cannot be checked, and hardly understood. Sum a part up in a situation of its own."),
    ];
}
