namespace Tumen.Cli;

/// <summary>`tumen whatif`.</summary>
internal static class WhatIfCommand
{
    public static readonly Verb Verb = new("whatif", "STUDY", "what-ifs solved again, with intervals", WhatIfVerb.Run)
    {
        Own = [new("--scenario", "NAME", "one what-if of the study (all)"), CommonOptions.Theory with { Says = "one theory (all compared)" }, CommonOptions.Draws with { Says = "posterior draws behind every interval (16, as in a study)" }, CommonOptions.Unit with { Says = "the unit of the record whose game is meant (the first)" }],
        Accepts = [FileKind.Study],
        Notes = """
            Solves the study's what-ifs under its theories at their posterior modes, taken
            from the folder out beside the study where they are kept, else fitted as the
            study would: the numbers are the study's own. Prints what changes most; --json
            has every number, path and impulse. How each answer was reached is said; a lost
            branch too.
            """,
        Examples = [("tumen whatif . --scenario \"no threats\" --theory buffer", "one question, one theory"), ("tumen whatif . --draws 100 --json", "every number, for a program")],
    };
}
