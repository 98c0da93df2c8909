using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Scenarios;

/// <summary>Numbers of a theory: one draw, or an estimate.</summary>
/// <param name="Weights">One number per weight of the compiled theory.</param>
/// <param name="Chances">One number per chance.</param>
public sealed record TheoryPoint(double[] Weights, double[] Chances);

/// <summary>A theory's game as a scenario edits it: laws once, numbers and moves at every point.</summary>
internal sealed class ScenarioGames
{
    private readonly ParametricGame _game;
    private readonly ScenarioSpec _scenario;

    /// <summary>Prepares the game; laws are edited and compiled here.</summary>
    /// <param name="game">The theory, whole or without situations that cannot matter to it.</param>
    /// <param name="whole">The whole game, whose situations the scenario's conditions number.</param>
    /// <param name="scenario">The scenario.</param>
    public ScenarioGames(ParametricGame game, GameModel whole, ScenarioSpec scenario)
    {
        _scenario = scenario;
        _game = LawEdits.Any(scenario) || TermEdits.Any(scenario)
            ? ParametricGame.Compile(TermEdits.Apply(LawEdits.Apply(game.Model, scenario), whole, scenario), game.TheoryName) : game;
    }

    /// <summary>Whether a player or a chance of moving to another state is changed, beyond payoffs and patience.</summary>
    public bool ChangesTransitions => LawEdits.Any(_scenario) || _scenario.Edits.Any(e => e is ScenarioEdit.Defang || (e is ScenarioEdit.SetParameter p && _game.Chances.Any(c => c.Name == p.Name)));

    /// <summary>The game with the laws and terms that the scenario gives it.</summary>
    public GameModel Model => _game.Model;

    /// <summary>The coalitions, as edits.</summary>
    public IEnumerable<ScenarioEdit.Coalition> Coalitions => _scenario.Edits.OfType<ScenarioEdit.Coalition>();

    /// <summary>The quiet move that the game declares for a player, or −1.</summary>
    public static int QuietMove(GameModel game, int player) =>
        game.Threats is { } t && t.Player == player ? t.Quiet : game.Instruments is { } i && i.Player == player ? i.Quiet : -1;

    /// <summary>The edited game before anyone merges or is forbidden a move.</summary>
    /// <param name="at">The theory's numbers.</param>
    /// <param name="means">Long-run mean of every player's moves in the baseline, for players frozen at it.</param>
    /// <param name="precision">λ.</param>
    /// <param name="kernel">Transitions of the game without the scenario; used where it leaves them alone.</param>
    /// <param name="alsoDefang">Moves to defang besides, or null.</param>
    public StochasticGame Build(TheoryPoint at, double[][] means, double precision, TransitionKernel kernel, MoveSet? alsoDefang = null)
    {
        double[] weights = (double[])at.Weights.Clone();
        var discounts = _game.Discounts.ToBuilder();
        foreach (var edit in _scenario.Edits)
        {
            if (edit is ScenarioEdit.SetParameter p)
            {
                Set(weights, _game.Weights.Select(w => w.Name), p, double.PositiveInfinity);
            }
            else if (edit is ScenarioEdit.SetDiscount d)
            {
                discounts[PlayerOf(d.Player)] = d.Value;
            }
        }

        var game = Defang(_game.At(weights, Moved(at, kernel, true), discounts.ToImmutable()));

        if (alsoDefang is { } more)
        {
            game = GameEdits.Defang(game, more.Player, more.Moves, more.Quiet);
        }

        foreach (var f in _scenario.Edits.OfType<ScenarioEdit.Freeze>())
        {
            int player = PlayerOf(f.Player);
            game = Freeze(game, player, means[player], precision);
        }

        return game;
    }

    /// <summary>Takes a loss off every forbidden move's payoff.</summary>
    /// <param name="game">The game.</param>
    /// <param name="loss">The loss; <see cref="GameEdits.ForbiddenLoss"/> forbids for good.</param>
    public StochasticGame Forbid(StochasticGame game, double loss)
    {
        foreach (var f in _scenario.Edits.OfType<ScenarioEdit.Forbid>())
        {
            int player = PlayerOf(f.Player);
            var u = (double[])game.Payoffs[player].Clone();
            for (int c = 0; c < u.Length; c++)
            {
                string move = _game.Model.Players[player].Moves[game.Profiles.Move(c % game.Profiles.Count, player)];
                u[c] -= f.Moves.Contains(move) != f.Always ? loss : 0;
            }

            game = game with { Payoffs = game.Payoffs.SetItem(player, u) };
        }

        return game;
    }

    /// <summary>The transitions under the scenario.</summary>
    /// <param name="at">The theory's numbers.</param>
    /// <param name="kernel">Transitions of the game without the scenario.</param>
    public TransitionKernel Kernel(TheoryPoint at, TransitionKernel kernel) => Defang(new StochasticGame(_game.States, _game.Profiles, [], Moved(at, kernel, false), [])).Kernel;

    // Transitions with chances and laws as edited, before any move is defanged.
    private TransitionKernel Moved(TheoryPoint at, TransitionKernel kernel, bool asExpected)
    {
        var edits = _scenario.Edits.OfType<ScenarioEdit.SetParameter>().Where(p => _game.Chances.Any(c => c.Name == p.Name)).ToArray();
        if (edits.Length == 0 && !LawEdits.Any(_scenario))
        {
            return kernel;
        }

        var chances = (double[])at.Chances.Clone();
        foreach (var p in edits)
        {
            Set(chances, _game.Chances.Select(c => c.Name), p, 1);
        }

        return asExpected ? _game.ExpectedKernel(chances) : _game.Kernel(chances);
    }

    private StochasticGame Defang(StochasticGame game)
    {
        foreach (var d in _scenario.Edits.OfType<ScenarioEdit.Defang>())
        {
            int player = PlayerOf(d.Player);
            game = GameEdits.Defang(game, player, [.. d.Moves.Select(_game.Model.Players[player].MoveIndex)], QuietMove(_game.Model, player));
        }

        return game;
    }

    /// <summary>The start law under the scenario: situations put where it puts them.</summary>
    public double[] Start(double[] law)
    {
        foreach (var h in _scenario.Edits.OfType<ScenarioEdit.HoldSituation>())
        {
            int v = _game.Model.Situations.ToList().FindIndex(x => x.Name == h.Situation);
            law = v < 0 ? law : PlayPath.Put(_game.States, law, v, _game.Model.Situations[v].LevelIndex(h.Level));
        }

        foreach (var scale in _scenario.Edits.OfType<ScenarioEdit.ScaleSituation>())
        {
            int v = _game.Model.Situations.ToList().FindIndex(x => x.Name == scale.Situation);
            law = v < 0 ? law : Scaled(law, v, scale.Factor);
        }

        return law;
    }

    // Every level goes to the one whose number is nearest to the factor times its own; the lower of two that are as near.
    private double[] Scaled(double[] law, int situation, double factor)
    {
        var (states, what) = (_game.States, _game.States.Situations[situation]);
        int[] to = [.. Enumerable.Range(0, what.Levels.Length).Select(l => Enumerable.Range(0, what.Levels.Length).MinBy(k => Math.Abs(what.Value(k) - (factor * what.Value(l)))))];
        var moved = new double[law.Length];
        for (int s = 0; s < law.Length; s++)
        {
            int level = states.Level(s, situation);
            moved[s + ((to[level] - level) * states.Stride(situation))] += law[s];
        }

        return moved;
    }

    /// <summary>Index of a player.</summary>
    public int PlayerOf(string name) => _game.Model.Players.ToList().FindIndex(p => p.Name == name);

    private static void Set(double[] values, IEnumerable<string> names, ScenarioEdit.SetParameter p, double most)
    {
        int k = names.ToList().IndexOf(p.Name);
        if (k >= 0)
        {
            values[k] = Math.Min(most, p.Multiply ? values[k] * p.Value : p.Value);
        }
    }

    // A player whose payoff is log σ̄ / λ and who does not look ahead chooses σ̄ at every decision point, exactly.
    private static StochasticGame Freeze(StochasticGame game, int player, double[] mean, double precision)
    {
        var u = new double[game.Payoffs[player].Length];
        for (int c = 0; c < u.Length; c++)
        {
            double chance = mean[game.Profiles.Move(c % game.Profiles.Count, player)];
            u[c] = chance > 0 ? Elementary.Log(chance) / precision : -GameEdits.ForbiddenLoss;
        }

        return game with { Payoffs = game.Payoffs.SetItem(player, u), Discounts = game.Discounts.SetItem(player, 0) };
    }
}
