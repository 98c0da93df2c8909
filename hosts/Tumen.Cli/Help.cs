namespace Tumen.Cli;

/// <summary>Help texts.</summary>
internal static class Help
{
    public static string Text(string verb) => verb switch
    {
        "check" => "tumen check FILE\n  Reads a .game, .codebook, .study (with everything it names), sgame.json, .efg, .nfg or .game played once and reports every mistake, with its place and ways out.",
        "explain" => "tumen explain CODE | FILE | FILE:LINE\n  The long story of a diagnostic code, or the equations of a game, in text and LaTeX.",
        "format" => "tumen format FILE\n  Prints the file in the one layout.",
        "lsp" => "tumen lsp\n  Speaks the Language Server Protocol on standard input and output: diagnostics, completion, hover, definition, rename, format. editors/ says how to use it.",
        "solve" => """
            tumen solve FILE [--theory NAME] [--precision X|inf] [--values shocks|errors] [--method auto|newton|branch|tracing|anderson|damped]
                             [--all [--starts N]] [--periods T] [--verify] [--resume checkpoint.json] [--tolerance X] [--json] [--out DIR]
              Solves a .game (weights at their prior means) or an sgame.json for its logit Markov equilibrium; --precision inf for a Markov perfect one.
              --all      looks for many equilibria; lists those found, each certified, and says what the list does not promise
              --periods  the game ends after T periods; solved backwards
              --verify   proves bounds on regret and residual by interval arithmetic
              --out      solve.json, path.svg (the path drawn) and checkpoint.json, from which --resume goes on after Ctrl-C
            tumen solve EPISODE [--all] [--method NAME] [--precision X|inf] [--records CSV] [--continuation GAME[:theory][@precision]] [--json] [--out DIR]
              EPISODE is an .efg, an .nfg or a .game played once. Finds every equilibrium with exact strategies, beliefs and refinements; --out also draws the trees.
              --precision gives quantal response; --records (set,action,count) estimates its precision
              --continuation adds the long game's equilibrium values where `afterwards …` says that it goes on
            """ + $"\n  Methods of episodes: {string.Join(", ", Tumen.Episodes.EpisodeMethods.Names)}.",
        "convert" => "tumen convert FROM TO\n  Between .efg and .nfg (a tree becomes its reduced strategic form), or to .svg, by the ending of TO.",
        "code" => "tumen code STUDY [--json] [--out DIR]\n  Codes events into months; prints coverage; --out writes record.csv and cells.csv with the events behind every cell.",
        "fit" => "tumen fit FILE.game --records CSV [--theory NAME] [--starts N] [--seed N] [--discount X] [--json]\n  Estimates one theory by maximum likelihood.",
        "study" or "compare" => "tumen study DIR|FILE [--out DIR] [--seed N] [--threads N] [--json] [--quiet]\n"
            + "  Runs everything; writes results.json and report.html. Finished pieces are kept, so a second run only does what changed.",
        "serve" => "tumen serve DIR|FILE [--port N] [--listen ADDRESS] [--out DIR] [--seed N] [--threads N]\n"
            + "  The workbench in a browser, for this machine only; open the address it prints. Ctrl-C stops it.",
        _ => """
            tumen: a laboratory for strategic relationships between unequal states

              tumen study DIR          everything: code, fit, compare, report
              tumen serve DIR          the workbench, in a browser
              tumen check FILE         parse and review
              tumen explain FILE|CODE  equations, or a diagnostic's story
              tumen format FILE        the one layout
              tumen lsp                the language for editors
              tumen solve FILE         equilibrium of a game, with its certificate
              tumen convert FROM TO    between .efg and .nfg, or to .svg
              tumen code STUDY         events to months
              tumen fit FILE           estimate one theory
              tumen compare STUDY      as study, printing the comparison only

            Options: --json --out DIR --seed N --threads N --quiet; `tumen VERB --help` for each verb.
            Exit: 0 done, 1 no trustworthy result, 2 wrong input, 130 cancelled.
            """,
    };
}
