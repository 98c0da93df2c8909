namespace Tumen.Cli;

/// <summary>`tumen pack` and `tumen verify`.</summary>
internal static class PackCommand
{
    public static readonly Verb Pack = new("pack", "STUDY", "one archive with everything that another needs to run the study again", PackVerb.Run)
    {
        Own = [CommonOptions.Out with { Value = "FILE|DIR", Says = "the archive (NAME.zip of the study), or the folder for it" }],
        OutIsFile = true,
        KeepsPieces = true,
        Accepts = [FileKind.Study],
        Notes = """
            Runs what is not done yet, then packs texts, events, results.json, report.html,
            hashes, versions, CITATION.cff and a README. The same study gives the same
            bytes.
            """,
        Examples = [("tumen pack . --out article.zip", "an archive to hand in with an article")],
    };

    public static readonly Verb Verify = new("verify", "ZIP", "run a packed study again and compare", VerifyVerb.Run)
    {
        Notes = """
            Unpacks into a folder of its own, compares every hash, runs the study from
            nothing and compares the results sign by sign. Exit 0: they agree.
            """,
        Examples = [("tumen verify article.zip", "whether its results follow from its texts")],
    };
}
