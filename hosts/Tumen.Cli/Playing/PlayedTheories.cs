using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Scenarios;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>Theories solved for a person who plays: of a study at the values fitted to its record, of a game at the values given.</summary>
/// <param name="Game">The game as the unit plays it.</param>
/// <param name="Advisers">The theories asked, in order.</param>
/// <param name="Leading">The theory by which others play.</param>
/// <param name="Record">The unit's record; null for a game alone.</param>
internal sealed record PlayedTheories(GameModel Game, ImmutableArray<Adviser> Advisers, Adviser Leading, Sequence? Record)
{
    /// <summary>Solves the theories that a command line names.</summary>
    /// <exception cref="UsageException">None of them can be solved.</exception>
    public static PlayedTheories Of(Arguments a, string file, bool all, CancellationToken cancel) =>
        file.EndsWith(".game", StringComparison.Ordinal) ? OfGame(a, file, all, cancel) : OfStudy(a, file, all, cancel);

    /// <summary>The player that a command line names.</summary>
    /// <exception cref="UsageException">None is named, or none has that name.</exception>
    public int Player(Arguments a)
    {
        string name = a.Text("--as") ?? throw new UsageException($"name the player whose part is meant: --as {string.Join("|", Game.Players.Select(p => p.Name))}");
        int player = Game.Players.ToList().FindIndex(p => p.Name == name || p.Display == name);
        return player >= 0 ? player : throw Arguments.Unknown("the game", "player", name, Game.Players.Select(p => p.Name));
    }

    private static PlayedTheories OfGame(Arguments a, string file, bool all, CancellationToken cancel)
    {
        if (a.Has("--unit"))
        {
            throw new UsageException("--unit names a unit of a study's record; a game alone has none");
        }

        var (model, _) = Files.Game(file);
        string leading = Checked(model, a.Text("--theory") ?? "base");
        var given = GivenValues.Read(a);
        var covariates = GivenValues.Covariates(model, given, null);
        var game = UnitModel.Of(model, covariates);
        Adviser Solve(string name)
        {
            var solver = new ScenarioSolver(game, name);
            var (weights, chances) = GivenValues.Apply(solver.Whole, given.RemoveRange(covariates.Keys), null);
            return Solved(solver, solver.Solve(new TheoryPoint(weights, chances), null, cancel), name);
        }

        ImmutableArray<Adviser> advisers = [.. (all ? (string[])["base", .. model.Theories.Select(t => t.Name)] : [leading]).Select(Solve)];
        return new PlayedTheories(game, advisers, advisers.First(x => x.Name == leading), null);
    }

    private static PlayedTheories OfStudy(Arguments a, string file, bool all, CancellationToken cancel)
    {
        foreach (string option in (string[])["--set", "--from"])
        {
            if (a.Has(option))
            {
                throw new UsageException($"{option} gives values of a .game; a study's theories stand at the values fitted to its record");
            }
        }

        var study = StudyFolder.Open(file);
        string leading = Checked(study.Game, a.Text("--theory") ?? study.Study.Compare[^1]);
        string[] names = all ? [.. study.Study.Compare.Append(leading).Distinct()] : [leading];
        var fitted = new FittedTheory?[names.Length];
        Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = a.Threads, CancellationToken = cancel }, k =>
        {
            fitted[k] = FittedTheory.Of(study, names[k], a.Seed, cancel, a.Text("--unit"));
            if (!a.Quiet)
            {
                Console.Error.WriteLine(fitted[k] is null ? $"{names[k]}: the record is impossible under it" : $"{names[k]}: fitted");
            }
        });
        if (fitted[Array.IndexOf(names, leading)] is not { } lead)
        {
            throw new UsageException($"the record is impossible under \"{leading}\"; name another theory: --theory {string.Join("|", names.Where((_, k) => fitted[k] is not null))}");
        }

        ImmutableArray<Adviser> advisers = [.. fitted.OfType<FittedTheory>().Select(f =>
        {
            var solver = new ScenarioSolver(f.Unit.Model, f.Name);
            return Solved(solver, solver.Solve(f.Point, f.Solved, cancel), f.Name);
        })];
        return new PlayedTheories(lead.Unit.Model, advisers, advisers.First(x => x.Name == leading), study.Records[0].Sequences[lead.Unit.Index]);
    }

    private static Adviser Solved(ScenarioSolver solver, SolvedTheory theory, string name) =>
        theory.Equilibrium.Status == SolveStatus.Certified ? new Adviser(solver, theory, name) : throw new UsageException($"\"{name}\" was not solved at these values, so that nothing can be played or advised by it");

    private static string Checked(GameModel game, string name) =>
        name == "base" || game.FindTheory(name) is not null ? name : throw Arguments.Unknown("the game", "theory", name, game.Theories.Select(t => t.Name));
}
