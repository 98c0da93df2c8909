namespace Tumen.Cli;

/// <summary>`tumen play` and `tumen cards`.</summary>
internal static class PlayCommand
{
    private static readonly VerbOption As = new("--as", "PLAYER", "the player whose part is meant");

    public static readonly Verb Play = new("play", "STUDY|GAME", "take one player's part against the others, month by month", PlayVerb.Run)
    {
        Own =
        [
            As, CommonOptions.Theory with { Says = "the theory by which the others play (the last that a study compares; base)" }, new("--months", "N", "months to play at most (12)"),
            new("--start", "PERIOD", "the month of a study's record to begin in (its last)"), CommonOptions.Set, CommonOptions.From,
            CommonOptions.Unit with { Says = "the unit of a study's record whose game is meant (the first)" },
        ],
        Accepts = [FileKind.Study, FileKind.Game],
        Notes = """
            Moves are read from standard input, one a line: a move, its number or the
            first letters of it; ? shows what each theory advises now; q stops.
            Afterwards: what each theory would have advised in each month, what the
            choices cost by it, and which theory describes the person best. --out keeps
            play.json and the game as record.csv. The same seed and moves give the
            same game.
            """,
        Examples = [("tumen play studies/china-dprk --as client --start 2017-08", "North Korea's part from August 2017"), ("printf 'hold\\nprovoke\\n' | tumen play relations.game --as client", "moves from a file or a program")],
    };

    public static readonly Verb Cards = new("cards", "STUDY|GAME", "a player's strategy as cards to print, for a war game or a class", CardsVerb.Run)
    {
        Own =
        [
            As, CommonOptions.Theory with { Says = "the theory whose strategy it is (the last that a study compares; base)" }, new("--most", "N", "cards to print, those drawn most in the long run first (27)"),
            CommonOptions.Set, CommonOptions.From, CommonOptions.Unit with { Says = "the unit of a study's record whose game is meant (the first)" },
        ],
        Accepts = [FileKind.Study, FileKind.Game],
        Notes = """
            One card for each situation that matters to the theory and each thing that
            the player may have seen this month, with the numbers of a throw from 1 to
            100 at which each move is made. --out writes cards.html: nine cards on a
            sheet.
            """,
        Examples = [("tumen cards relations.game --as patron --out cards", "cards/cards.html, to be printed")],
    };
}
