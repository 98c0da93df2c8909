using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>A move whose habit the base game leaves out.</summary>
/// <param name="Player">Index of the player.</param>
/// <param name="Move">Index of the move.</param>
/// <param name="Term">The term that would give it one, or null where no situation remembers the move.</param>
/// <param name="Says">The term in the words of the language, or that a situation is missing.</param>
public sealed record MissingHabit(int Player, int Move, PayoffTerm? Term, string Says);

/// <summary>Which moves of a base game may go on by habit, and which may not.</summary>
/// <remarks>
/// A habit is a term of the base game by which a move of its player gains or loses with a situation that the move itself moves. One move of every player is measured against, and needs none: its declared
/// quiet move, or the first for which the base game writes nothing.
/// </remarks>
public static class Habits
{
    // Situations times joint moves times levels: what a survey looks at.
    private const double MostLooks = 400_000;

    /// <summary>Moves that have a habit.</summary>
    /// <param name="game">The game.</param>
    public static ImmutableArray<(int Player, int Move)> Had(GameModel game) => Survey.Of(game)?.Had ?? [];

    /// <summary>Moves without one, in a base game in which some have one; empty where none has, or all do.</summary>
    /// <param name="game">The game.</param>
    public static ImmutableArray<MissingHabit> Missing(GameModel game)
    {
        if (Survey.Of(game) is not { } survey || survey.Had.IsEmpty)
        {
            return [];
        }

        var list = ImmutableArray.CreateBuilder<MissingHabit>();
        for (int i = 0; i < game.Players.Length; i++)
        {
            int still = survey.MeasuredAgainst(i);
            int lacking = Enumerable.Range(0, game.Players[i].Moves.Length).Count(a => !survey.Had.Contains((i, a)));
            if (still < 0 && lacking <= 1)
            {
                continue; // the one move left is what the others are measured against
            }

            for (int a = 0; a < game.Players[i].Moves.Length; a++)
            {
                if (a != still && !survey.Had.Contains((i, a)))
                {
                    list.Add(survey.Propose(i, a));
                }
            }
        }

        return list.ToImmutable();
    }

    /// <summary>The game with every habit that it leaves out and that a situation can carry, each with the prior normal(0, 1).</summary>
    /// <param name="game">The game.</param>
    public static GameModel AddTo(GameModel game)
    {
        PayoffTerm[] terms = [.. Missing(game).Select(m => m.Term).OfType<PayoffTerm>()];
        return game with
        {
            Terms = game.Terms.AddRange(terms),
            Weights = game.Weights.AddRange(terms.Select(t => new WeightSpec(t.Weight!, new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, [], t.Label))),
        };
    }

    private sealed class Survey
    {
        private readonly GameModel _game;
        private readonly ParametricGame _laws;
        private readonly double[] _chances;
        private readonly Dictionary<(int Situation, int Level), double[][]> _means = [];

        private Survey(GameModel game)
        {
            _game = game;
            _laws = ParametricGame.Compile(game with { Terms = [], Theories = [], Covariates = [] }, "base");
            _chances = [.. _laws.Chances.Select((c, k) => c.Fixed ?? (0.02 + (0.013 * (k % 5))))];
            Had = [.. game.Players.SelectMany((p, i) => p.Moves.Select((_, a) => (i, a))).Where(x => game.Terms.Any(t => IsHabit(t, x.i, x.a)))];
        }

        public ImmutableArray<(int Player, int Move)> Had { get; }

        public static Survey? Of(GameModel game)
        {
            double looks = game.Situations.Aggregate(1.0, (n, v) => n * v.Levels.Length) * game.Players.Aggregate(1.0, (n, p) => n * p.Moves.Length) * game.Situations.Sum(v => v.Levels.Length);
            return game.Once is not null || game.Situations.IsEmpty || looks > MostLooks ? null : new Survey(game);
        }

        /// <summary>The move that a player's others are measured against.</summary>
        public int MeasuredAgainst(int player)
        {
            int quiet = _game.Threats is { } t && t.Player == player ? t.Quiet : _game.Instruments is { } i && i.Player == player ? i.Quiet : -1;
            return quiet >= 0 ? quiet : Enumerable.Range(0, _game.Players[player].Moves.Length).FirstOrDefault(a => !_game.Terms.Any(x => SinglesOut(x, player, a)), -1);
        }

        public MissingHabit Propose(int player, int move)
        {
            var best = (Situation: -1, Level: -1, Rise: 1e-6);
            for (int v = 0; v < _game.Situations.Length; v++)
            {
                for (int l = 0; l < _game.Situations[v].Levels.Length; l++)
                {
                    double rise = Rise(v, l, player, move);
                    best = rise > best.Rise + 1e-9 ? (v, l, rise) : best;
                }
            }

            string name = _game.Players[player].Moves[move];
            if (best.Situation < 0)
            {
                return new MissingHabit(player, move, null, $"no situation remembers that {_game.Players[player].Name} played {name}: add one that becomes likelier by it");
            }

            string weight = $"{name}_habit";
            for (int k = 2; _game.Weights.Any(w => w.Name == weight) || _game.Chances.Any(c => c.Name == weight); k++)
            {
                weight = $"{name}_habit_{k}";
            }

            var term = new PayoffTerm(player, true, weight, [], new Condition.And(new Condition.Plays(player, [move]), new Condition.LevelIn(best.Situation, [best.Level])), $"{name} goes on");
            return new MissingHabit(player, move, term, ConditionText.Term(_game, term));
        }

        // A term that pays or costs this move otherwise than the player's others, by a situation whose law the move enters.
        private bool IsHabit(PayoffTerm term, int player, int move) => SinglesOut(term, player, move) && TheorySet.ReadBy(term).Situations.Any(v => Moves(v, player, move));

        private static bool SinglesOut(PayoffTerm term, int player, int move)
        {
            if (term.Player != player)
            {
                return false;
            }

            var reads = TheorySet.ReadBy(term);
            return reads.Players.Contains(player) && Needs(term.If, player, move);
        }

        // Whether the condition can hold with the move and names it, so that it is about the move.
        private static bool Needs(Condition c, int player, int move) => c switch
        {
            Condition.Plays p => p.Player == player && p.Moves.Contains(move),
            Condition.And a => Needs(a.Left, player, move) || Needs(a.Right, player, move),
            Condition.Or o => Needs(o.Left, player, move) || Needs(o.Right, player, move),
            Condition.Not n => n.Inner is Condition.Plays p && p.Player == player && !p.Moves.Contains(move),
            _ => false,
        };

        private bool Moves(int situation, int player, int move) => Enumerable.Range(0, _game.Situations[situation].Levels.Length).Any(l => Math.Abs(Rise(situation, l, player, move)) > 1e-9);

        // Chance of a level after the move, less the mean over the player's other moves; averaged over situations and the others' moves.
        private double Rise(int situation, int level, int player, int move)
        {
            if (!_means.TryGetValue((situation, level), out double[][]? means))
            {
                _means[(situation, level)] = means = Means(situation, level);
            }

            double[] own = means[player];
            return own[move] - (own.Length > 1 ? (own.Sum() - own[move]) / (own.Length - 1) : 0);
        }

        // The mean chance of a level after every move of every player, in one pass over situations and joint moves.
        private double[][] Means(int situation, int level)
        {
            var p = _laws.Profiles;
            double[][] sums = [.. _game.Players.Select((_, i) => new double[p.Moves(i)])];
            for (int s = 0; s < _laws.States.Count; s++)
            {
                for (int x = 0; x < p.Count; x++)
                {
                    double chance = _laws.LevelChance(situation, s, x, level, _chances, []);
                    for (int i = 0; i < sums.Length; i++)
                    {
                        sums[i][p.Move(x, i)] += chance;
                    }
                }
            }

            double cells = (double)_laws.States.Count * p.Count;
            return [.. sums.Select(own => own.Select(v => v * own.Length / cells).ToArray())];
        }
    }
}
