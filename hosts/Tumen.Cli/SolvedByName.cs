using Tumen.Model;
using Tumen.Scenarios;

namespace Tumen.Cli;

/// <summary>Theories solved for verbs that go on from a command line: of a game at the values given, of a study at the values fitted to its record.</summary>
internal static class SolvedByName
{
    /// <summary>The name, where the game has such a theory or it is base.</summary>
    /// <exception cref="UsageException">The game has none of that name.</exception>
    public static string Checked(GameModel game, string name) =>
        name == "base" || game.FindTheory(name) is not null ? name : throw Arguments.Unknown("the game", "theory", name, game.Theories.Select(t => t.Name));

    /// <summary>A theory of a game alone, at the values given and prior means otherwise.</summary>
    /// <exception cref="UsageException">A value that is none, or a covariate without one.</exception>
    public static (ScenarioSolver Solver, SolvedTheory Theory) OfGame(Arguments a, GameModel model, string name, CancellationToken cancel)
    {
        var given = GivenValues.Read(a);
        var covariates = GivenValues.Covariates(model, given, null);
        var solver = new ScenarioSolver(UnitModel.Of(model, covariates), name);
        var (weights, chances) = GivenValues.Apply(solver.Whole, given.RemoveRange(covariates.Keys), null);
        return (solver, solver.Solve(new TheoryPoint(weights, chances), null, cancel));
    }

    /// <summary>A theory of a study, as fitted.</summary>
    public static (ScenarioSolver Solver, SolvedTheory Theory) OfFit(FittedTheory fitted, CancellationToken cancel)
    {
        var solver = new ScenarioSolver(fitted.Unit.Model, fitted.Name);
        return (solver, solver.Solve(fitted.Point, fitted.Solved, cancel));
    }
}
