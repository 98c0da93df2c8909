namespace Tumen.Cli;

/// <summary>`tumen solve`.</summary>
internal static class SolveCommand
{
    public static readonly Verb Verb = new("solve", "FILE", "equilibrium of a game, with its certificate",
        (a, cancel) => FileKinds.Of(a.OneFile("a game to solve")) is FileKind.Episode or FileKind.Efg or FileKind.Nfg ? EpisodeSolveVerb.Run(a, cancel) : SolveVerb.Run(a, cancel))
    {
        Own =
        [
            CommonOptions.Theory, CommonOptions.Set, CommonOptions.From, CommonOptions.Records, CommonOptions.Unit,
            new("--era", "NAME", "the era whose weights are meant, where some differ by era (the last)"),
            new("--precision", "X|inf", "precision of choice (the game's own, or 1); inf for a Markov perfect equilibrium"),
            new("--values", "shocks|errors", "what values count: taste shocks, or choice errors that nobody enjoys") { Words = ["shocks", "errors"] },
            new("--method", "NAME", "auto, newton, branch, tracing, anderson or damped; of episodes see below"),
            new("--all", null, "look for many equilibria; each certified, and what the list does not promise"),
            CommonOptions.Starts with { Says = "random starts of --all (40)" },
            new("--periods", "T", "the game ends after T periods; solved backwards"),
            new("--verify", null, "prove bounds by interval arithmetic; with --precision inf also enclose the equilibrium"),
            new("--tolerance", "X", "residual at which a solution counts (1e-10)"),
            new("--resume", "FILE", "go on from a checkpoint.json that --out wrote before Ctrl-C"),
            new("--continuation", "GAME[:theory][@X]", "for episodes: the long game whose values stand where `afterwards …` goes on"),
        ],
        Accepts = [FileKind.Game, FileKind.Plays, FileKind.Episode, FileKind.Efg, FileKind.Nfg, FileKind.Arrays],
        Notes = $"""
            FILE is a .game (weights as given, otherwise at their fixed values or prior
            means), an sgame.json, or an episode: .efg, .nfg or a .game played once.
            --out writes solve.json, the path drawn and checkpoint.json.
            Of an episode every equilibrium is found, with exact strategies, beliefs and
            refinements; --out also draws the trees, --precision gives quantal response,
            --records (columns set, action, count) estimates its precision.
            Methods of episodes: {string.Join(", ", Tumen.Episodes.EpisodeMethods.Names)}.
            """,
        Examples =
        [
            ("tumen solve relations.game --set aid=1.5,fear=0.4", "at weights of one's own"),
            ("tumen solve relations.game --theory buffer --precision inf --verify", "a Markov perfect equilibrium, with proof"),
            ("tumen solve crisis.efg --all", "every equilibrium of a tree"),
        ],
    };
}
