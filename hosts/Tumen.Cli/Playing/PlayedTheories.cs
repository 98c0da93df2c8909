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
        string leading = SolvedByName.Checked(model, a.Text("--theory") ?? "base");
        ImmutableArray<Adviser> advisers = [.. (all ? (string[])["base", .. model.Theories.Select(t => t.Name)] : [leading]).Select(name => Solved(SolvedByName.OfGame(a, model, name, cancel), name))];
        return new PlayedTheories(UnitModel.Of(model, GivenValues.Covariates(model, GivenValues.Read(a), null)), advisers, advisers.First(x => x.Name == leading), null);
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
        string leading = SolvedByName.Checked(study.Game, a.Text("--theory") ?? study.Study.Compare[^1]);
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

        ImmutableArray<Adviser> advisers = [.. fitted.OfType<FittedTheory>().Select(f => Solved(SolvedByName.OfFit(f, cancel), f.Name))];
        return new PlayedTheories(lead.Unit.Model, advisers, advisers.First(x => x.Name == leading), study.Records[0].Sequences[lead.Unit.Index]);
    }

    private static Adviser Solved((ScenarioSolver Solver, SolvedTheory Theory) solved, string name) => solved.Theory.Equilibrium.Status == SolveStatus.Certified
        ? new Adviser(solved.Solver, solved.Theory, name) : throw new UsageException($"\"{name}\" was not solved at these values, so that nothing can be played or advised by it");
}
