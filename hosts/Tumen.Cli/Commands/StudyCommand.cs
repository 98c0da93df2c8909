namespace Tumen.Cli;

/// <summary>`tumen study` and `tumen compare`.</summary>
internal static class StudyCommand
{
    public static readonly Verb Study = new("study", "STUDY", "everything: code, fit, compare, report", (a, cancel) => StudyVerb.Run("study", a, cancel))
    {
        Own = [Publishing.Table, Publishing.Errors, Publishing.Stars],
        KeepsPieces = true,
        Accepts = [FileKind.Study],
        Notes = """
            STUDY is a .study file, or a folder that holds one. Writes results.json and
            report.html to --out (out beside the study). Finished pieces are kept: a
            second run does only what changed, and a stopped run goes on where it was.
            tidy.csv, glance.csv (in the names of R's broom) and references.bib are beside
            them; --table makes a table of the theories to publish.
            """,
        Examples =
        [
            ("tumen study studies/china-dprk", "the whole study; open out/report.html"),
            ("tumen study . --table theories.tex --stars", "the theories as a LaTeX table"),
            ("tumen study . --out /tmp/try --seed 7 --threads 2", "elsewhere, with other random draws, on two threads"),
        ],
    };

    public static readonly Verb Compare = Study with
    {
        Name = "compare", Says = "as study; prints the comparison of theories", Run = (a, cancel) => StudyVerb.Run("compare", a, cancel),
        Examples = [("tumen compare studies/china-dprk", "which theory the record speaks for")],
    };
}
