namespace Tumen.Language;

/// <summary>Stories of mistakes in text and grammar.</summary>
internal static class TextStories
{
    public static readonly DiagnosticStory[] All =
    [
        new("T101", "the file is too large", "Games, codebooks and studies are texts that people read. One of more than 5 MB is nearly always a data file given by mistake. Events and records are CSV files and are named in a study, not read as one."),
        new("T102", "the file is not text", "A NUL or another control character never stands in a text. The file is an archive, a picture or a document of a word processor; save it as plain text."),
        new("T103", "the file is not UTF-8", "Only UTF-8 is read, so that a name means the same on every machine. Guessing another encoding would silently change names with accents. Most editors offer \"save with encoding\"."),
        new("T104", "a line ends with a carriage return alone", "Very old tools end lines that way. If such a file were read as one line, a comment would swallow everything after it; so it is refused rather than guessed at."),
        new("T105", "a line is too long", "A line of more than 10,000 characters cannot be shown in a message or compared in a review. Indented lines continue a clause: break it after a comma."),
        new("T106", "a quoted text is not closed", "A text in quotes is a title, a label, a question or a file name. It closes on its own line, so that one missing quote spoils one line and not the rest of the file."),
        new("T107", "a citation is not closed", "A citation stands in square brackets, like [Chen 2018], and closes on its own line."),
        new("T108", "a number that cannot be used", "Numbers are written like 3, 0.25, .25 or 1e-3. Values that are not finite (nan, inf, 1e999) are refused everywhere: one of them would spread through every result without a trace. A name cannot start with a digit."),
        new("T109", "a month that does not exist", "A month is written yyyy-MM with a month from 01 to 12."),
        new("T110", "a character that means nothing", "Outside quotes and comments only words, numbers and a few marks are read. Curly quotes, typographic dashes and signs such as ≥ often come from a word processor; each has a plain way to be written."),
        new("T111", "an indented line continues nothing", "A clause starts at the margin, and indented lines continue it. An indented first line would continue a clause that is not there."),
        new("T112", "a count that cannot be used", "Counts of periods and of events are whole numbers within the stated range."),
        new("T113", "a condition is too large", "A condition of hundreds of tests, or nested fifty deep, cannot be checked by a reader. A situation that remembers a part of it makes both the game and its report readable."),
        new("T114", "the file is empty", "There is nothing to read: perhaps the wrong file was given, or it was not saved."),
        new("T115", "too many clauses", "A file of more than 10,000 clauses, or a clause of more than 10,000 words, is not written by a person. Data belong in CSV files; large games may come as arrays, in sgame.json."),
        new("T120", "no clause starts with this word", "Every clause starts with a fixed word, or with the name of a player. Nothing unrecognised is ever skipped: a misspelt clause that was silently left out would change the game."),
        new("T121", "something else was expected here", "The clause was understood up to this point. The message says what can follow; docs/language.md shows every form with an example."),
        new("T122", "words after the end of a clause", "Everything before this point makes a whole clause, and the clause knows no word like this one. It is reported, not ignored, because it was surely meant to do something. Often a comma or an `and` is missing."),
        new("T123", "a word with a fixed meaning is used as a name", "Words such as `if`, `is` and `plays` carry the grammar. A move called `if` would make clauses ambiguous. Pick another word, or join two: `if_asked`."),
        new("T124", "something is said twice", "Of two statements about the same thing one would have to win silently. Keep the one that is meant."),
        new("T125", "the first clause is missing", "Every file says what it is: a game has a title and a period, a codebook a title, a study a question."),
        new("T126", "a game played once", "A game that starts with   game \"…\", once   is an episode: it has types, turns and what everybody sees, and no months. docs/episodes.md shows how to write one; tumen check, solve, convert, explain and format take it. As the game of a study, where months follow each other, it cannot serve; a study names its episodes in clauses of their own:   episode \"name\" \"file.game\"."),
    ];
}
