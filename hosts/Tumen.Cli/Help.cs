namespace Tumen.Cli;

/// <summary>Help texts.</summary>
internal static class Help
{
    private const string Strategic = """
        tumen fit egame12|egame122|egame123|ultimatum|crisis --records CSV --formula "OUTCOMES ~ PAYOFF | PAYOFF | …"
              [--link probit|logit] [--shocks agent|private] [--levels A,B,C] [--most Q] [--scales "PART | PART"] [--starts N] [--seed N]
              [--bootstrap N] [--cluster COLUMN] [--profile] [--versus "FORMULA"] [--method pl|npl|cmle|all] [--first-stage PR,PF] [--json] [--out DIR]
          A strategic model of your own table; formulas as in R's games and sigInt. Outcomes are numbered in this order:
            egame12    1: player 1 stops; 2: player 2 stops; 3: both go on          y ~ u1(1) | u1(2) | u1(3) | u2(3)
            egame122   1: left, left; 2: left, right; 3: right, left; 4: right, right   y ~ u1(1) | u1(2) | u1(3) | u1(4) | u2(2) | u2(4)
            egame123   1, 2, 3: that player stops; 4: nobody does        y ~ u1(1) | u1(2) | u1(3) | u1(4) | u2(2) | u2(3) | u2(4) | u3(4)
            ultimatum  offer + accept ~ R1 | R2, with --most Q the size of the prize
            crisis     sq + cd + sf + bd ~ SA | VA | CB | WA | WB | a | VB, counts of four outcomes per game
          Left of ~: one column of outcomes (numbers ascending, names alphabetical, or --levels), a 0/1 column per move, or a 0/1 column per outcome.
          A payoff is x + z with a constant unless 0 or -1 is among its terms; 0 alone fixes it at 0. Terms: columns, sqrt(x), log(x), log1p(x), exp(x),
          abs(x), x^2, factor(x), x:z, x*z; columns of names become indicators. Rows with a missing cell are left out and counted.
          --profile adds profile intervals, --bootstrap N resamples rows (or whole --cluster groups), --versus compares by Vuong's and Clarke's tests.
        """;

    public static string Text(string verb) => verb switch
    {
        "check" => "tumen check FILE\n  Reads a .game, .codebook, .study (with everything it names), .claims (with the study beside it), sgame.json, .efg, .nfg or .game played once and reports every mistake, with its place and ways out.",
        "explain" => "tumen explain CODE | FILE | FILE:LINE\n  The long story of a diagnostic code, or the equations of a game, in text and LaTeX.",
        "format" => "tumen format FILE\n  Prints the file in the one layout.",
        "lsp" => "tumen lsp\n  Speaks the Language Server Protocol on standard input and output: diagnostics, completion, hover, definition, rename, format. editors/ says how to use it.",
        "solve" => """
            tumen solve FILE [--theory NAME] [--precision X|inf] [--values shocks|errors] [--method auto|newton|branch|tracing|anderson|damped]
                             [--all [--starts N]] [--periods T] [--verify] [--resume checkpoint.json] [--tolerance X] [--json] [--out DIR]
              Solves a .game (weights at their prior means) or an sgame.json for its logit Markov equilibrium; --precision inf for a Markov perfect one.
              --all      looks for many equilibria; lists those found, each certified, and says what the list does not promise
              --periods  the game ends after T periods; solved backwards
              --verify   proves bounds on regret and residual by interval arithmetic; with --precision inf also encloses the exact equilibrium where it can
              --out      solve.json, path.svg (the path drawn) and checkpoint.json, from which --resume goes on after Ctrl-C
            tumen solve EPISODE [--all] [--method NAME] [--precision X|inf] [--records CSV] [--continuation GAME[:theory][@precision]] [--json] [--out DIR]
              EPISODE is an .efg, an .nfg or a .game played once. Finds every equilibrium with exact strategies, beliefs and refinements; --out also draws the trees.
              --precision gives quantal response; --records (set,action,count) estimates its precision
              --continuation adds the long game's equilibrium values where `afterwards …` says that it goes on
            """ + $"\n  Methods of episodes: {string.Join(", ", Tumen.Episodes.EpisodeMethods.Names)}.",
        "convert" => "tumen convert FROM TO\n  Between .efg and .nfg (a tree becomes its reduced strategic form), or to .svg, by the ending of TO.",
        "code" => "tumen code STUDY [--json] [--out DIR]\n  Codes events into months; prints coverage; --out writes record.csv and cells.csv with the events behind every cell.",
        "fit" => "tumen fit FILE.game --records CSV [--theory NAME|all] [--estimator nfxp|cmle|epl|npl|ccp|two-step] [--starts N] [--seed N] [--discount X]\n"
            + "              [--path discount,grid,frequencies [--path-from X] [--pooling A,B]] [--from CSV] [--set NAME=X] [--selection CSV] [--profile] [--bootstrap N] [--json] [--out DIR]\n"
            + "  Estimates theories; says first what is wrong with theory and record together, and what to do. nfxp, cmle and epl are maximum likelihood; npl, ccp and two-step\n"
            + "  estimate the laws' chances first and carry that into the standard errors. --profile adds profile intervals; --bootstrap N refits simulated records (or whole units).\n"
            + "  --path says how to come near an optimum from nothing (ordinary starts are then climbed only when --starts is given); every optimum found is listed:\n"
            + "    discount     fits at short sight (--path-from, 0.5) and follows the optimum and its equilibria as discount factors rise to the declared ones\n"
            + "    grid         fits numeric situations with a normal law on a coarse grid from --starts starts, and carries every optimum to finer and finer ones\n"
            + "    frequencies  climbs in parameters and action values together from frequencies pooled over units (--pooling, 0.2 and 20 observations); for panels with several equilibria a unit\n"
            + "  --from gives starting values (columns parameter, value), --selection the equilibrium that each unit plays (columns unit, situation, player, move, value).\n\n" + Strategic,
        "power" => "tumen power STUDY [--replications N] [--times 1,2,5,10] [--theories \"A,B\"] [--out DIR] [--seed N] [--threads N] [--json]\n"
            + "  Simulates records from each fitted theory, refits all, prints who wins. Finished replications are kept: a stopped run goes on where it was.",
        "watch" => "tumen watch STUDY [--draws N] [--seed N] [--threads N] [--json]\n  The study's indicators: each theory's chance, what happens to the theories' odds if it comes and if not, expected information.",
        "sample" => "tumen sample STUDY [--theory NAME|all] [--method nuts|smc] [--draws N] [--warmup N] [--chains N] [--particles N] [--out DIR] [--seed N] [--threads N]\n"
            + "  Posterior draws with their diagnostics; writes draws-NAME.posterior.parquet and .sample_stats.parquet (ArviZ's groups) and draws-NAME.csv.\n"
            + "  smc also gives marginal likelihoods; of all theories, their posterior probabilities beside Laplace's.",
        "study" or "compare" => "tumen study DIR|FILE [--out DIR] [--seed N] [--threads N] [--json] [--quiet]\n"
            + "  Runs everything; writes results.json and report.html. Finished pieces are kept, so a second run only does what changed.",
        "serve" => "tumen serve DIR|FILE [--port N] [--listen ADDRESS] [--out DIR] [--seed N] [--threads N]\n"
            + "  The workbench in a browser, for this machine only; open the address it prints. Ctrl-C stops it.",
        "whatif" => "tumen whatif STUDY [--scenario NAME] [--theory NAME] [--draws N] [--threads N] [--seed N] [--json] [--out DIR]\n"
            + "  Solves the study's what-ifs again under its theories, fitted to the main record (posterior mode), with intervals over N posterior draws (20).\n"
            + "  Prints what changes most; --json has every number, path and impulse. How each answer was reached from the baseline is said; a lost branch too.",
        "simulate" => "tumen simulate STUDY | FILE.game [--theory NAME] [--units N] [--months N] [--seed N] [--threads N] [--json] [--out DIR]\n"
            + "  Plays months by chance: a study's theory fitted to its record, or a game at its prior means; sets frequencies beside the exact long run.\n"
            + "  Unit k draws from its own stream: the same seed gives the same counts whatever the threads.",
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
              tumen power STUDY        what such a record could tell apart
              tumen watch STUDY        what to look at next
              tumen sample STUDY       posterior draws of a theory
              tumen compare STUDY      as study, printing the comparison only
              tumen whatif STUDY       what-ifs solved again, with intervals
              tumen simulate FILE      months played by chance, beside the exact long run

            Options: --json --out DIR --seed N --threads N --quiet; `tumen VERB --help` for each verb.
            Exit: 0 done, 1 no trustworthy result, 2 wrong input, 130 cancelled.
            """,
    };
}
