namespace Tumen.Cli;

/// <summary>`tumen whatif`.</summary>
internal static class WhatIfCommand
{
    public static readonly Verb Verb = new("whatif", "STUDY", "what-ifs solved again, with intervals", WhatIfVerb.Run)
    {
        Own = [new("--scenario", "NAME", "one what-if of the study (all)"), CommonOptions.Theory with { Says = "one theory (all compared)" }, CommonOptions.Draws, CommonOptions.Unit with { Says = "the unit of the record whose game is meant (the first)" }],
        Accepts = [FileKind.Study],
        Notes = """
            Solves the study's what-ifs again under its theories, fitted to the main record
            (posterior mode). Prints what changes most; --json has every number, path and
            impulse. How each answer was reached is said; a lost branch too.
            """,
        Examples = [("tumen whatif . --scenario \"no threats\" --theory buffer", "one question, one theory"), ("tumen whatif . --draws 100 --json", "every number, for a program")],
    };
}
