using System.Diagnostics;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Record;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen solve`: one equilibrium, many of them, or a game that ends.</summary>
internal static class SolveVerb
{
    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a .game or an sgame.json to solve");
        if (IsGame(file) && Files.Game(file).Model is { Once: not null } once)
        {
            return OnceVerb.Solve(file, once, a);
        }

        var clock = Stopwatch.StartNew();
        var convention = a.Text("--values") switch
        {
            null => (ValueConvention?)null,
            "shocks" => ValueConvention.TasteShocks,
            "errors" => ValueConvention.ChoiceErrors,
            var other => throw new UsageException($"--values is `{other}`; expected shocks or errors"),
        };
        var method = a.Text("--method") switch
        {
            null or "auto" => SolveMethod.Automatic,
            "newton" => SolveMethod.Newton,
            "branch" => SolveMethod.Branch,
            "tracing" => SolveMethod.Tracing,
            "anderson" => SolveMethod.Anderson,
            "damped" => SolveMethod.Damped,
            var other => throw new UsageException($"--method is `{other}`; expected auto, newton, branch, tracing, anderson or damped"),
        };
        double? precision = a.Number("--precision");
        if (precision < 0)
        {
            throw new UsageException("--precision must be 0 or more");
        }

        double tolerance = a.Number("--tolerance") ?? 1e-10;
        if (!(tolerance > 0 && tolerance < 1))
        {
            throw new UsageException("--tolerance must be between 0 and 1");
        }

        double periods = a.Number("--periods") ?? 0;
        if (periods != Math.Floor(periods) || periods < 0 || periods > 1e6 || (a.Has("--periods") && periods == 0))
        {
            throw new UsageException("--periods must be a whole number from 1 to a million");
        }

        var game = Game(a, file, ref convention, ref precision);
        var options = new SolveOptions { Precision = precision ?? 1, Convention = convention ?? ValueConvention.TasteShocks, Tolerance = tolerance, Method = method };
        Refuse(options);
        double read = clock.Elapsed.TotalSeconds;
        if (periods > 0)
        {
            return SolveManyVerb.Periods(a, file, game, (int)periods, options, clock, cancel);
        }

        if (a.Has("--all"))
        {
            return SolveManyVerb.All(a, file, game, options, clock, cancel);
        }

        var path = new PathOptions { KeepStrategies = a.Has("--out"), Resume = SolveCheckpoint.Read(a.Text("--resume"), game) };
        var follower = new PathFollower(!a.Quiet, a.Text("--out"));
        using var leaves = cancel.Register(follower.Leave);
        var report = StationarySolver.Solve(game, options, path, follower, cancel);
        var e = report.Equilibrium;
        double solved = clock.Elapsed.TotalSeconds - read;
        var proved = a.Has("--verify") ? Verifier.Prove(e) : null;
        var enclosed = proved is not null && double.IsInfinity(e.Precision) && e.Status == SolveStatus.Certified ? Encloser.Enclose(e) : null;
        byte[] json = SolveJson.One(a, file, e, report, proved, enclosed);
        if (a.Json)
        {
            Output.Json(json);
        }
        else
        {
            SolveTables.Equilibrium(e);
            if (e.Status != SolveStatus.Certified)
            {
                Console.WriteLine("not an equilibrium: " + string.Join("; ", report.Tried));
            }

            if (proved is not null)
            {
                Console.WriteLine(SolveTables.Proof(proved));
            }

            if (enclosed is not null)
            {
                Console.WriteLine((enclosed.Proved ? "proved: " : "") + enclosed.Explanation);
            }
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "solve.json", json);
            RunFile.Write(folder, a, ("read", read), ("solve", solved));
            if (report.Path is { } followed)
            {
                Output.WriteFile(folder, "path.svg", Output.Utf8(SolveTables.Chart(e.Game, followed, e.Method)));
                Output.WriteFile(folder, "checkpoint.json", SolveCheckpoint.Write(followed.Checkpoint));
            }
        }

        bool proves = proved is null || (double.IsInfinity(e.Precision) ? proved.Share <= 1e-8 : proved.Residual <= 100 * tolerance);
        return e.Status == SolveStatus.Certified ? proves ? 0 : 1 : e.Status == SolveStatus.Cancelled ? 130 : 1;
    }

    /// <summary>Whether a file is a text of the language; told by its words where its ending does not tell.</summary>
    private static bool IsGame(string file) => FileKinds.Of(file) is FileKind.Game or FileKind.Plays || file.EndsWith(".game", StringComparison.OrdinalIgnoreCase);

    /// <summary>A .game at its prior means, with its own conventions, or the arrays of an sgame.json, which has none.</summary>
    public static (StochasticGame Game, ValueConvention? Convention, double? Precision) Compile(string file, string? theory, Arguments? a = null)
    {
        if (!IsGame(file))
        {
            return (SGameFile.Read((ReadOnlySpan<byte>)StudyFolder.ReadBytes(file, file, CsvTable.SizeLimit), file, a?.Has("--periods") == true), null, null);
        }

        var (model, _) = Files.Game(file);
        theory ??= "base";
        if (theory != "base" && model.FindTheory(theory) is null)
        {
            throw Arguments.Unknown("the game", "theory", theory, model.Theories.Select(t => t.Name));
        }

        var given = a is null ? [] : GivenValues.Read(a);
        Sequence? unit = a?.Text("--records") is { } csv ? Unit(model, csv, a.Text("--unit")) : null;
        var parametric = ParametricGame.Compile(model, theory, model.Covariates.IsEmpty ? null : GivenValues.Covariates(model, given, unit));
        var (weights, chances) = GivenValues.Apply(parametric, given, unit, a?.Text("--era"));
        return (parametric.At(weights, chances), model.Values, model.Precision);
    }

    // The unit of a record whose covariates and entries are meant: the named one, or the only one.
    private static Sequence Unit(GameModel model, string csv, string? name)
    {
        var units = RecordTable.Read(StudyFolder.ReadBytes(csv, csv, CsvTable.SizeLimit), csv, model).Units;
        var unit = name is null && units.Length == 1 ? units[0] : units.FirstOrDefault(u => u.Name == name);
        return unit is null
            ? throw new UsageException(name is null ? $"{csv} holds {units.Length} units; name one with --unit, for instance {units[0].Name}" : $"{csv} has no {model.Unit} called `{name}`; it has {string.Join(", ", units.Take(8).Select(u => u.Name))}{(units.Length > 8 ? ", …" : "")}")
            : new Sequence(unit.Name, unit.Periods, unit.Moves, unit.Levels) { Covariates = unit.Covariates, Groups = unit.Groups };
    }

    private static void Refuse(SolveOptions options)
    {
        if (double.IsInfinity(options.Precision) ? options.Method is SolveMethod.Newton or SolveMethod.Anderson or SolveMethod.Damped : options.Method == SolveMethod.Tracing)
        {
            throw new UsageException(double.IsInfinity(options.Precision)
                ? $"--method {options.Method.ToString().ToLowerInvariant()} needs a finite --precision; in the limit use branch or tracing"
                : "--method tracing ends at a Markov perfect equilibrium; add --precision inf");
        }
    }

    private static StochasticGame Game(Arguments a, string file, ref ValueConvention? convention, ref double? precision)
    {
        var (game, ownConvention, ownPrecision) = Compile(file, a.Text("--theory"), a);
        convention ??= ownConvention;
        precision ??= ownPrecision;
        if (ownPrecision is not null && !a.Quiet)
        {
            Console.Error.WriteLine(a.Has("--set") || a.Has("--from") ? "weights and chances as given, otherwise at their fixed values or prior means" : "weights and chances at their fixed values or prior means; --set NAME=X,… gives others");
        }

        return game;
    }
}
