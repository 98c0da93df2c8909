namespace Tumen.Cli;

/// <summary>`tumen fit`.</summary>
internal static class FitCommand
{
    /// <summary>Options of strategic models and games played once only.</summary>
    public static readonly IReadOnlyList<VerbOption> Strategic =
    [
        new("--formula", "\"Y ~ P | P\"", "payoffs of a strategic model; a column whose name has blanks stands in `…`"),
        new("--link", "probit|logit", "law of the errors (probit)") { Words = ["probit", "logit"] },
        new("--shocks", "agent|private", "errors of agents, or private information") { Words = ["agent", "private"] },
        new("--levels", "A,B,C", "outcomes in the order of the model, in place of ascending or alphabetical order"),
        new("--most", "Q", "size of the prize of an ultimatum"),
        new("--scales", "\"P | P\"", "regressors of the errors' scales"),
        new("--cluster", "COLUMN", "standard errors and resamples by groups"),
        new("--versus", "\"FORMULA\"", "compare with another formula on the same rows"),
        new("--prior", "\"normal(M, S)\"", "posterior mode of a model of a table, with this prior on every weight"),
        new("--method", "pl|npl|cmle|all", "estimators of a crisis model (all)"),
        new("--first-stage", "PR,PF", "columns with the chances that B resists and that A stands firm"),
    ];

    /// <summary>Options of games that go on only.</summary>
    public static readonly IReadOnlyList<VerbOption> Dynamic =
    [
        new("--estimator", "NAME", "nfxp, cmle, epl (maximum likelihood), npl, ccp or two-step (nfxp)") { Words = ["nfxp", "cmle", "epl", "npl", "ccp", "two-step"] },
        new("--discount", "X", "discount factor of every player in place of the game's"),
        new("--path", "NAME,…", "ways to an optimum from nothing: discount, grid, frequencies"),
        new("--path-from", "X", "first discount factor of --path discount (0.5)"),
        new("--pooling", "A,B", "weights of pooled frequencies in --path frequencies (0.2,20)"),
        new("--selection", "CSV", "the equilibrium each unit plays: columns unit, situation, player, move, value"),
    ];

    /// <summary>Posterior mode in place of maximum likelihood.</summary>
    public static readonly VerbOption Posterior = new("--posterior", null, "the posterior mode: the game's priors are part of what is maximised");

    public static readonly Verb Verb = new("fit", "FILE", "estimate a theory, or a model of a table", FitVerb.Run)
    {
        Own =
        [
            CommonOptions.Records, CommonOptions.Theory with { Says = "the theory (base), or all" }, CommonOptions.Starts, CommonOptions.Set, CommonOptions.From, new("--at", "FILE", "evaluate the likelihood and its gradient at values given as for --from"),
            CommonOptions.Profile, CommonOptions.Bootstrap, Posterior, Publishing.Table, Publishing.Errors, Publishing.Stars,
            new("--census", "on|off|units", "count equilibria at the estimate (on); of every unit's game with units; off looks for none, nor for a likelier one") { Words = ["on", "off", "units"], Alone = "on" }, .. Dynamic, .. Strategic,
        ],
        Accepts = [FileKind.Game, FileKind.Plays, FileKind.Study],
        Words = ["egame12", "egame122", "egame123", "ultimatum", "crisis"],
        Notes = """
            --out writes fit.json, tidy.csv and glance.csv (in the names of R's broom),
            covariance.csv, bootstrap.csv and references.bib.
            FILE is a .game with --records, a study, or a strategic model: egame12,
            egame122, egame123, ultimatum, crisis, with --records and --formula.
            What is wrong with theory and record together is said first, with what to do.
            nfxp, cmle and epl are maximum likelihood; npl, ccp and two-step estimate the
            laws' chances first and carry that into the standard errors.
            --from and --set give starting values. --path says how to come near an optimum
            from nothing (ordinary starts are then climbed only with --starts); every
            optimum found is listed, and a single path is held against one other that fits
            (where the path asked for ends lower the run says so; exit 0 when the higher one
            converged, otherwise 1):
              discount     fits at short sight and follows the optimum and its equilibria
                           as discount factors rise to the declared ones
              grid         fits numeric situations with a normal law on a coarse grid, and
                           carries every optimum to finer and finer ones
              frequencies  climbs in parameters and action values together from pooled
                           frequencies; for panels with several equilibria a unit
            Strategic models number their outcomes in this order:
              egame12    1: player 1 stops; 2: player 2 stops; 3: both go on
                         y ~ u1(1) | u1(2) | u1(3) | u2(3)
              egame122   1: left, left; 2: left, right; 3: right, left; 4: right, right
                         y ~ u1(1) | u1(2) | u1(3) | u1(4) | u2(2) | u2(4)
              egame123   1, 2, 3: that player stops; 4: nobody does
                         y ~ u1(1) | u1(2) | u1(3) | u1(4) | u2(2) | u2(3) | u2(4) | u3(4)
              ultimatum  offer + accept ~ R1 | R2, with --most the size of the prize
              crisis     sq + cd + sf + bd ~ SA | VA | CB | WA | WB | a | VB, counts of
                         four outcomes per game
            Left of ~: one column of outcomes (numbers ascending, names alphabetical, or in
            the order of --levels), a 0/1 column per move, or a 0/1 column per outcome.
            A payoff is x + z with a constant unless 0 or -1 is among its terms; 0 alone
            fixes it at 0. Terms: columns, sqrt(x), log(x), log1p(x), exp(x), abs(x), x^2,
            factor(x), x:z, x*z; columns of names become indicators. Rows with a missing
            cell are left out and counted.
            """,
        Examples =
        [
            ("tumen fit relations.game --records record.csv --theory buffer", "one theory of a game"),
            ("tumen fit . --profile --bootstrap 200", "everything that the study compares"),
            ("tumen fit egame12 --records war.csv --formula \"outcome ~ 1 | 0 | x | z\" --levels peace,yield,war", "a strategic model of a table"),
        ],
    };
}
