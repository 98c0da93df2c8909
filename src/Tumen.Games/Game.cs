using System.Collections.Immutable;
using System.Text;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Record;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen;

/// <summary>A game written in the language: read it, solve it, fit it. The shortest way through the library; every part is public besides.</summary>
/// <example>
/// <code>
/// var game = Game.Parse(text);
/// var solution = game.Solve("leverage", new Dictionary&lt;string, double&gt; { ["aid"] = 2 });
/// Console.WriteLine(solution.Chance("client", "provoke", "warmth: cold"));
/// </code>
/// </example>
public sealed class Game
{
    private Game(GameModel model, ImmutableArray<string> remarks) => (Model, Remarks) = (model, remarks);

    /// <summary>The game as read: players, moves, situations, theories.</summary>
    public GameModel Model { get; }

    /// <summary>What the reader remarks on, in words; never an error.</summary>
    public ImmutableArray<string> Remarks { get; }

    /// <summary>Names of the theories, "base" (the game without any) first.</summary>
    public ImmutableArray<string> Theories => ["base", .. Model.Theories.Select(t => t.Name).Where(t => t != "base")];

    /// <summary>Reads a game that goes on, period by period.</summary>
    /// <param name="text">The text of a .game file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="BadInputException">It is wrong; the message names every place, with a way out.</exception>
    public static Game Parse(string text, string name = "text.game")
    {
        var parsed = GameFile.Parse(text, name);
        return new Game(parsed.Required, [.. parsed.Diagnostics.Select(d => Diagnostics.Render(d, text))]);
    }

    /// <summary>Finds the logit Markov equilibrium on the branch from random play, with its certificate.</summary>
    /// <param name="theory">A theory's name, or "base".</param>
    /// <param name="values">Weights, chances and covariates by name; a weight not named is at its prior mean.</param>
    /// <param name="precision">Precision of choice, above 0; the game's own when null.</param>
    /// <param name="cancel">Stops between steps; the solution is then not certified.</param>
    /// <exception cref="ArgumentException">No such theory, or no weight, chance or covariate of that name.</exception>
    public Solution Solve(string theory = "base", IReadOnlyDictionary<string, double>? values = null, double? precision = null, CancellationToken cancel = default)
    {
        values ??= new Dictionary<string, double>();
        var covariates = Model.Covariates.ToDictionary(c => c.Name, c => values.TryGetValue(c.Name, out double x) ? x : throw new ArgumentException($"`{c.Name}` is a covariate of this game and has no value", nameof(values)));
        var compiled = Compiled(theory, Model.Covariates.IsEmpty ? null : covariates);
        string[] known = [.. compiled.Weights.Select(w => w.Name), .. compiled.Chances.Select(c => c.Name), .. covariates.Keys];
        if (values.Keys.FirstOrDefault(k => !known.Contains(k)) is { } strange)
        {
            throw new ArgumentException($"\"{theory}\" has no `{strange}`; it has {string.Join(", ", known)}", nameof(values));
        }

        double[] weights = [.. compiled.Weights.Select(w => values.TryGetValue(w.Name, out double x) ? x : w.Fixed ?? Math.Clamp(w.Prior is Prior.Normal n ? n.Mean : 0, w.Lower, w.Upper))];
        double[] chances = [.. compiled.Chances.Select(c => values.TryGetValue(c.Name, out double x) ? x : c.Fixed ?? (c.Prior is Prior.Beta b ? b.A / (b.A + b.B) : 0.2))];
        var options = new SolveOptions { Precision = precision ?? Model.Precision, Convention = Model.Values };
        return new Solution(StationarySolver.Solve(compiled.At(weights, chances), options, new PathOptions(), null, cancel).Equilibrium);
    }

    /// <summary>Fits a theory to a record.</summary>
    /// <param name="csv">The record as text: a column of periods, one of each player's moves, one of each situation's levels; a column of units for panels.</param>
    /// <param name="theory">A theory's name, or "base".</param>
    /// <param name="priors">Whether the game's priors are part of what is maximised: the posterior mode rather than maximum likelihood.</param>
    /// <param name="starts">Points to climb from.</param>
    /// <param name="seed">Seed of the starts; the same seed gives the same bits.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <exception cref="BadInputException">The record is wrong; the message names line and way out.</exception>
    /// <exception cref="ArgumentException">No such theory, or one that cannot be put on this record.</exception>
    public FitResult Fit(string csv, string theory = "base", bool priors = false, int starts = 8, ulong seed = 1, CancellationToken cancel = default)
    {
        Compilable(theory);
        var record = RecordTable.Read(Encoding.UTF8.GetBytes(csv), "record.csv", Model);
        var likelihood = TheoryFit.Join(Model, theory, [.. record.Units.Select(u => new Sequence(u.Name, u.Periods, u.Moves, u.Levels) { Covariates = u.Covariates, Groups = u.Groups })]);
        return Estimators.Fit(likelihood, EstimatorKind.NestedFixedPoint, new FitOptions { Starts = starts, Seed = seed, UsePrior = priors }, cancel);
    }

    private ParametricGame Compiled(string theory, IReadOnlyDictionary<string, double>? covariates)
    {
        Compilable(theory);
        return ParametricGame.Compile(Model, theory, covariates);
    }

    private void Compilable(string theory)
    {
        if (!Theories.Contains(theory))
        {
            throw new ArgumentException($"the game has no theory \"{theory}\"; it has {string.Join(", ", Theories.Select(t => $"\"{t}\""))}", nameof(theory));
        }
    }
}
