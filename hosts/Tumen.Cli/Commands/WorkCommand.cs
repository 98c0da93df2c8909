namespace Tumen.Cli;

/// <summary>`tumen work`, `tumen pieces`, `tumen merge` and `tumen clean`.</summary>
internal static class WorkCommand
{
    public static readonly Verb Work = new("work", "STUDY", "one of many workers on a study's pieces", WorkVerb.Run)
    {
        Own =
        [
            new("--until", "done|empty", "wait for what others hold, or end when nothing is left to begin (done)") { Words = ["done", "empty"] },
            new("--share", "I/N", "a fixed share of the pieces, where files cannot be created exclusively"),
            new("--slurm", "N", "print a script that starts N workers and then the report"), new("--kubernetes", "N", "print a manifest of N workers and the report"),
        ],
        KeepsPieces = true,
        Accepts = [FileKind.Study],
        Notes = """
            Any number of workers on any number of machines share the store in --out; each
            takes what most waits for. One that is killed loses what it held, which another
            takes over. `tumen study` works too, and puts the report together.
            """,
        Examples = [("tumen work /shared/study --threads 8", "one worker"), ("tumen work /shared/study --slurm 64 --threads 1 | sh", "64 on a cluster, then the report")],
    };

    public static readonly Verb Pieces = new("pieces", "STUDY", "what a study is made of, and how far it is", PiecesVerb.Run)
    {
        Accepts = [FileKind.Study],
        Notes = """
            Pieces with what they need, the seconds they took or are guessed to take, and
            their state; and how long the study would take on 1 to 64 workers, replayed
            from those times (simulated).
            """,
        Examples = [("tumen pieces . --json", "every piece with its key")],
    };

    public static readonly Verb Merge = new("merge", "DIR…", "join the pieces of several folders", StoreVerbs.Merge)
    {
        Own = [new("--into", "DIR", "the folder that gets them")],
        Notes = """
            Copies whole pieces that are not there yet, by key; says which were not whole
            and which differ (then the one there is kept, and the exit code is 1).
            """,
        Examples = [("tumen merge a b --into c", "the pieces of a and b, in c")],
    };

    public static readonly Verb Clean = new("clean", "STUDY", "take away pieces of earlier texts", StoreVerbs.Clean)
    {
        Accepts = [FileKind.Study],
        Notes = """
            Pieces that the study no longer asks for as it is written now, pieces that are
            not whole, and what ended runs left. Pieces of other studies stay.
            """,
        Examples = [("tumen clean .", "a smaller store")],
    };
}
