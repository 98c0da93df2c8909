namespace Tumen.Cli;

/// <summary>Help texts.</summary>
internal static class Help
{
    public static string Text(string verb) => verb switch
    {
        "check" => "tumen check FILE\n  Reads a .game, .study (with everything it names) or sgame.json and reports every mistake, with its place and ways out.",
        "explain" => "tumen explain CODE | FILE | FILE:LINE\n  The long story of a diagnostic code, or the equations of a game, in text and LaTeX.",
        "format" => "tumen format FILE\n  Prints the file in the one layout.",
        "solve" => "tumen solve FILE [--theory NAME] [--precision X|inf] [--values shocks|errors] [--tolerance X] [--json] [--out DIR]\n"
            + "  Solves a .game (weights at their prior means) or an sgame.json for its logit Markov equilibrium.",
        "code" => "tumen code STUDY [--json] [--out DIR]\n  Codes events into months; prints coverage; --out writes record.csv and cells.csv with the events behind every cell.",
        "fit" => "tumen fit FILE.game --records CSV [--theory NAME] [--starts N] [--seed N] [--discount X] [--json]\n  Estimates one theory by maximum likelihood.",
        "power" => "tumen power STUDY [--replications N] [--times 1,2,5,10] [--out DIR] [--seed N] [--threads N] [--json]\n"
            + "  Simulates records from each fitted theory, refits all, prints who wins. Finished replications are kept: a stopped run goes on where it was.",
        "watch" => "tumen watch STUDY [--draws N] [--seed N] [--threads N] [--json]\n  The study's indicators: each theory's chance, what happens to the theories' odds if it comes and if not, expected information.",
        "sample" => "tumen sample STUDY [--theory NAME] [--method nuts|smc] [--draws N] [--warmup N] [--chains N] [--particles N] [--out DIR] [--seed N] [--threads N]\n"
            + "  Posterior draws of one theory with their diagnostics; writes draws-NAME.csv (chain, draw, parameters, lp, diverging, energy).",
        "study" or "compare" => "tumen study DIR|FILE [--out DIR] [--seed N] [--threads N] [--json] [--quiet]\n"
            + "  Runs everything; writes results.json and report.html. Finished pieces are kept, so a second run only does what changed.",
        _ => """
            tumen: a laboratory for strategic relationships between unequal states

              tumen study DIR          everything: code, fit, compare, report
              tumen check FILE         parse and review
              tumen explain FILE|CODE  equations, or a diagnostic's story
              tumen format FILE        the one layout
              tumen solve FILE         equilibrium of a game, with its certificate
              tumen code STUDY         events to months
              tumen fit FILE           estimate one theory
              tumen power STUDY        what such a record could tell apart
              tumen watch STUDY        what to look at next
              tumen sample STUDY       posterior draws of a theory
              tumen compare STUDY      as study, printing the comparison only

            Options: --json --out DIR --seed N --threads N --quiet; `tumen VERB --help` for each verb.
            Exit: 0 done, 1 no trustworthy result, 2 wrong input, 130 cancelled.
            """,
    };
}
