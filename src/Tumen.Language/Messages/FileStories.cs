namespace Tumen.Language;

/// <summary>Stories of mistakes in codebooks and studies.</summary>
internal static class FileStories
{
    public static readonly DiagnosticStory[] All =
    [
        new("C301", "a set of events that does not exist", "Sets are declared by `events NAME test`, anywhere in the codebook."),
        new("C302", "nothing decides when no line holds", "Lines are tried in order and the first that holds decides. When none does, the codebook must say what then: a move or level, `same` to carry the last value forward, or `unknown` to leave the cell empty. An empty cell is honest; a default nobody chose is not."),
        new("C303", "two ways to code one thing", "A situation is coded by lines or by a trailing balance, not by both: their order of precedence would be a guess."),
        new("C304", "a half-life of 0 or less", "After a half-life an event counts half. Without one a balance forgets nothing."),
        new("C305", "cuts that do not fit the levels", "A balance becomes a level by cuts in rising order: the level is the number of cuts at or below the balance. A situation of three levels needs two cuts."),
        new("C306", "a column that nothing codes", "Every player and every situation of the game is a column of the record. What no source tells is coded `otherwise unknown`, so that the gap is seen."),
        new("C310", "an interval that ends before it starts", "`between` names the first month and then the last; both belong to it."),
        new("S401", "a stretch of months that ends before it starts", "The first month comes first, in records, in what is to be foretold and in claims."),
        new("S402", "two records of one name", "One record without a name is the main one. Alternative codings carry names, so that a report can say which answer depends on them."),
        new("S403", "a theory compared with itself", "Every theory is named once."),
        new("S404", "no game", "A study names the game whose theories it compares, relative to its own folder."),
        new("S405", "no main record", "A study names one record without a name: the main one. Alternatives come beside it, never instead."),
        new("S406", "no comparison", "`compare base, \"theory\"` names what is fitted and compared; `base` is the game without any theory."),
        new("S407", "a scenario that changes nothing", "A scenario is one or more changes of the game, everything else kept. One that changes nothing is a forecast, which every study makes anyway."),
        new("S408", "defanged moves without a quiet one", "A defanged move stays in the menu at its own cost, but acts like the quiet move of `threats of` or `instruments of`. The game must say which that is."),
        new("S409", "a player left without moves", "A player always has at least one move. To freeze it, say what it always plays."),
        new("S410", "players that cannot act as one", "Two or more different players, with as many weights that are not negative and not all 0: together they maximise the weighted sum of their payoffs."),
        new("S411", "a family of theories that are not compared", "A family adds up the probabilities of theories, so each of them must be in `compare`."),
        new("S412", "a claim without a check", "Every claim comes down to something that the record or a fitted theory can decide, or says why nothing can. A claim that is neither would stand in the table as if it had been examined."),
        new("S413", "a name that the study does not know", "Checks of claims name theories that are compared, scenarios, stretches to foretell and assumptions of the study beside them."),
        new("S414", "a weight that a theory does not have", "A theory has the weights of the base game, of what it builds on, and its own. A check of another weight would be about a different theory."),
        new("S415", "joined records without names", "Records of several dyads are joined into one panel. Each needs a name, so that a report can say which months are whose."),
        new("S416", "an episode that goes on under a theory that is not compared", "Where an episode goes on in the long game, its last payoffs are the values of that game as fitted. A theory that is not compared is not fitted."),
    ];
}
