namespace Tumen.Cli;

/// <summary>`tumen panel`.</summary>
internal static class PanelCommand
{
    public static readonly Verb Verb = new("panel", "STUDY", "many units: laws of their sizes, who has which motive", PanelVerb.Run)
    {
        Own = [new("--draws", "N", "draws of the main coding (1000)"), new("--before", null, "only what such records can teach, before any fit")],
        KeepsPieces = true,
        Accepts = [FileKind.Study],
        Notes = """
            For games whose weights vary by unit. Writes panel.json and panel.html to
            --out (out beside the study). Every coding and every placebo is kept when it
            is done: a stopped run goes on with the next.
            """,
        Examples = [("tumen panel studies/triads", "fifteen triads; open out/panel.html"), ("tumen panel studies/triads --before", "what is out of reach")],
    };
}
