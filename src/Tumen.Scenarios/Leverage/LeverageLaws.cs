using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Scenarios;

/// <summary>
/// What a client's threats cannot move except through its patron, read off the laws of motion alone: the situations by which moves that are no threats may be told apart in a steadied client.
/// </summary>
/// <remarks>
/// Left out are the situations whose law differs between some threat and the quiet move, or reads a move of anybody but client and patron; and, again and again, those whose law depends on one left out.
/// Laws are compared as distributions at two irregular points of the named chances, so that two ways of writing one law are one law.
/// </remarks>
public static class LeverageLaws
{
    /// <summary>Indices of the situations that threats cannot move except through the patron.</summary>
    /// <param name="model">The game; situations, moves and laws are read.</param>
    /// <param name="client">Index of the player who threatens.</param>
    /// <param name="patrons">Index of the player who concedes, or of everybody it acts as one with.</param>
    /// <param name="threats">The threats.</param>
    /// <param name="quiet">The quiet move.</param>
    public static ImmutableArray<int> Unmoved(GameModel model, int client, IReadOnlyCollection<int> patrons, IReadOnlyCollection<int> threats, int quiet)
    {
        var laws = new Laws(model);
        var moved = new bool[model.Situations.Length];
        for (int v = 0; v < moved.Length; v++)
        {
            moved[v] = threats.Any(b => laws.Differ(v, client, b, quiet))
                || Enumerable.Range(0, model.Players.Length).Any(j => j != client && !patrons.Contains(j) && Enumerable.Range(1, model.Players[j].Moves.Length - 1).Any(a => laws.Differ(v, j, a, 0)));
        }

        for (bool more = true; more;)
        {
            more = false;
            for (int v = 0; v < moved.Length; v++)
            {
                if (!moved[v] && Enumerable.Range(0, moved.Length).Any(d => d != v && moved[d] && laws.Reads(v, d)))
                {
                    moved[v] = more = true;
                }
            }
        }

        return [.. Enumerable.Range(0, moved.Length).Where(v => !moved[v])];
    }

    /// <summary>States that agree in some situations have one number.</summary>
    /// <param name="states">States.</param>
    /// <param name="kept">The situations.</param>
    public static int[] Cells(StateSpace states, ImmutableArray<int> kept)
    {
        var cell = new int[states.Count];
        for (int s = 0; s < cell.Length; s++)
        {
            foreach (int v in kept)
            {
                cell[s] = (cell[s] * states.Situations[v].Levels.Length) + states.Level(s, v);
            }
        }

        return cell;
    }

    private sealed class Laws
    {
        private readonly ParametricGame _game;
        private readonly Dictionary<(int Situation, int Case), double[]> _known = [];
        private readonly double[][] _points;

        public Laws(GameModel model)
        {
            // Payoffs do not matter here, and covariates enter payoffs only.
            _game = ParametricGame.Compile(model with { Terms = [], Theories = [], Covariates = [] }, "base");
            _points = [.. new[] { 0.41, 0.83 }.Select(step => _game.Chances.Select((c, k) => c.Fixed ?? (0.001 + (0.05 * Fraction((k + 1) * step * 1.618034)))).ToArray())];
        }

        public bool Differ(int situation, int player, int move, int other)
        {
            var p = _game.Profiles;
            for (int s = 0; s < _game.States.Count; s++)
            {
                for (int x = 0; x < p.Count; x++)
                {
                    if (p.Move(x, player) == move && !Same(situation, s, x, s, x + ((other - move) * p.Stride(player))))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        public bool Reads(int situation, int read)
        {
            var states = _game.States;
            for (int s = 0; s < states.Count; s++)
            {
                int level = states.Level(s, read), lowest = s - (level * states.Stride(read));
                for (int x = 0; level > 0 && x < _game.Profiles.Count; x++)
                {
                    if (!Same(situation, s, x, lowest, x))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        private bool Same(int situation, int state, int profile, int otherState, int otherProfile)
        {
            int a = _game.LawCase(situation, state, profile), b = _game.LawCase(situation, otherState, otherProfile);
            return a == b || Distribution(situation, a).Zip(Distribution(situation, b)).All(x => Math.Abs(x.First - x.Second) < 1e-12);
        }

        private double[] Distribution(int situation, int law)
        {
            if (!_known.TryGetValue((situation, law), out double[]? all))
            {
                int levels = _game.States.Situations[situation].Levels.Length;
                _known[(situation, law)] = all = [.. _points.SelectMany(x => Enumerable.Range(0, levels).Select(l => _game.CaseChance(situation, law, l, x, [])))];
            }

            return all;
        }

        private static double Fraction(double x) => x - Math.Floor(x);
    }
}
