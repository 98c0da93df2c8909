namespace Tumen.Language;

/// <summary>Stories of the reviewer's remarks.</summary>
internal static class ReviewStories
{
    public static readonly DiagnosticStory[] All =
    [
        new("R1", "a transition that plays a player's answer", "If warmth falls by itself after a provocation, the patron's answer has been written into the rules of nature. No payoff of the patron is needed to explain it, so none can be learned from it, and theories that say the patron would rather pay are ruled out by one line of coding. Let situations move by moves, and let payoffs give the motive to make them.",
            "falls 0.3 if provoked is yes",
            "next warmth  falls 0.3 if patron plays punish\npatron  gains answer if patron plays punish and provoked is yes"),
        new("R2", "a situation that nothing reads", "It multiplies the size of the game and changes no payoff. Perhaps the condition that should read it was forgotten. What remembers moves may still matter: players can answer to it (tit for tat), and `tumen solve --precision inf --all` looks for such equilibria; the branch from uniform play, which fits follow, leaves it aside.",
            "situation season  dry | wet   (no payoff, law or flow reads it)",
            "client  gains harvest * season if client plays hold\nor take the situation out"),
        new("R3", "a weight that cannot be learned", "A weight shows in a record only where its player's own moves change what it weighs: at once, through situations, or through others that answer to situations it moves. What stays the same whatever it plays adds the same amount to every move, and choices depend on differences only. Such a weight keeps its prior, whatever the record. (Whether a weight that can be learned is learned well is answered by the identification report of a fit.)",
            "gains aid * season   (nothing the client plays moves season)",
            "gains aid * season if client plays hold\nor   fix aid = 0"),
        new("R4", "two weights on the same thing", "Their sum shows, their difference never does. A fit would report both with huge errors in opposite directions.",
            "gains more * arsenal, much_more * arsenal",
            "gains more * arsenal"),
        new("R5", "two theories that are one", "After everything they build on is taken in, they have the same terms and assumptions. No record can prefer one; a comparison would list a tie as if it were evidence.",
            "theory \"a\"       patron loses buffer * warmth\ntheory \"b\" [Li]  patron loses buffer * warmth",
            "add the clause that sets one apart, or take it out"),
        new("R6", "moves that nothing tells apart", "If two moves have the same payoffs and effects, each is played equally often in every situation. A record where they differ in frequency will look badly explained by every theory.",
            "player client  may provoke, hold, wait   (hold and wait have the same payoffs and effects)",
            "client  loses boredom if client plays wait"),
        new("R7", "a theory without a source", "A theory that is somebody's carries a citation in brackets, so that its author can check whether it was put fairly.",
            "theory \"a\"       patron loses buffer * warmth",
            "theory \"a\" [Chen 2018]  patron loses buffer * warmth"),
        new("R8", "a weight that is never at work", "It is fixed at 0 in the base game and no theory assumes another value.",
            "gains never * warmth\nfix never = 0",
            "take its terms out, or let it be estimated"),
        new("R9", "priors that nobody wrote", "Without an `estimate` clause every weight takes the prior normal(0, 1), in units of choice noise. Comparisons between theories depend on priors; say which are meant.",
            "a game without   estimate …",
            "estimate every weight, prior normal(0, 1)"),
        new("R10", "a line that never happens", "Its condition is never true in a situation where it could change something: it contradicts itself, or leads where the situation already is.",
            "rises 0.1 if warmth is cold and warmth is close",
            "rises 0.1 if warmth is cold or close"),
        new("R11", "a level that is never reached", "No line leads there from where the situation starts, so forecasts and scenarios never see it.",
            "next arsenal   becomes some 0.1 if client plays provoke   (nothing leads to much)",
            "next arsenal   rises 0.1 if client plays provoke"),
        new("R12", "a player without payoffs", "It plays every move equally often in every situation, and others expect it to.",
            "player idle    may left, right   (and no clause   idle gains …)",
            "idle  loses cost if idle plays left"),
        new("R13", "a prior that contradicts its label", "A label such as \"cost of provoking\" promises a sign, and the prior leaves more than a quarter of its mass on the other side of zero. A fit may then report a cost that pays. If the sign is part of the theory, bound the weight; if it is open, choose a label that does not decide it.",
            "client  loses risk if client plays provoke   \"cost of provoking\"",
            "estimate every weight, prior normal(0, 1); at least 0: risk"),
    ];
}
