using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>The clients that leverage compares: a steadied one, a muted one, and a steadied one whose threats have the odds of a client that believes its patron blind to them.</summary>
/// <remarks>
/// Steadied: every move that is neither a threat nor quiet is played as often as on average where the situations that threats cannot move are as they are; threats and the quiet move share the rest in the
/// proportions of the solved game. Muted: the same with the threats' share given to the quiet move. Moves with the quiet move's laws and payoffs to others count as quiet. One principle: a threat trades
/// places with the quiet move only.
/// </remarks>
internal sealed class LeverageClient
{
    private readonly LeverageQuestion _question;
    private readonly LogitMarkovEquilibrium _e;
    private readonly ProfileSpace _profiles;
    private readonly bool[] _quiet; // moves that act like the quiet move
    private readonly bool[] _threat;
    private readonly int[] _seen; // per history of the client: the patron's move it has seen, or 0

    /// <summary>Works out the steadied client.</summary>
    /// <param name="question">Whose leverage.</param>
    /// <param name="e">The solved game.</param>
    /// <param name="law">μ: discounted share of every state.</param>
    public LeverageClient(LeverageQuestion question, LogitMarkovEquilibrium e, double[] law)
    {
        (_question, _e, _profiles) = (question, e, e.Game.Profiles);
        int moves = _profiles.Moves(question.Client);
        _threat = [.. Enumerable.Range(0, moves).Select(a => question.Threats.Contains(a))];
        _quiet = [.. Enumerable.Range(0, moves).Select(a => a == question.Quiet || (!_threat[a] && ActsLike(e.Game, question.Client, a, question.Quiet)))];
        _seen = new int[_profiles.Histories[question.Client]];
        if (_profiles.Earlier[question.Client].Contains(question.Patron))
        {
            for (int p = 0; p < _profiles.Count; p++)
            {
                _seen[_profiles.History(p, question.Client)] = _profiles.Move(p, question.Patron);
            }
        }

        Steadied = Steady(law);
    }

    /// <summary>The steadied client's strategies, in an array of everybody's (the others' places are not used).</summary>
    public double[] Steadied { get; }

    /// <summary>Whether the steadied client is the client of the solved game.</summary>
    public bool IsSteady => Points().All(at => Enumerable.Range(at, Moves).All(k => Math.Abs(Steadied[k] - _e.Strategies[k]) < 1e-13));

    private int Moves => _threat.Length;

    /// <summary>The steadied client with some threats' share given to the quiet move.</summary>
    /// <param name="mute">Per threat, in order, whether it is muted, as a bit mask.</param>
    public double[] Muted(int mute)
    {
        var c = (double[])Steadied.Clone();
        foreach (int at in Points())
        {
            for (int k = 0; k < _question.Threats.Length; k++)
            {
                if (((mute >> k) & 1) == 1)
                {
                    c[at + _question.Quiet] += c[at + _question.Threats[k]];
                    c[at + _question.Threats[k]] = 0;
                }
            }
        }

        return c;
    }

    /// <summary>The steadied client in which some threats have another strategy's odds against the quiet moves.</summary>
    /// <param name="other">The other strategy, in an array of everybody's.</param>
    /// <param name="threats">Per threat, in order, whether its odds are taken, as a bit mask.</param>
    public double[] WithOdds(double[] other, int threats)
    {
        if (threats == 0)
        {
            return Steadied;
        }

        var c = (double[])Steadied.Clone();
        bool all = threats == (1 << _question.Threats.Length) - 1;
        var own = _e.Strategies;
        foreach (int at in Points())
        {
            double share = Share(c, at, quiet: true) + Share(c, at, quiet: false), q = Share(own, at, quiet: true), r = Share(other, at, quiet: true);
            double[] weight = [.. _question.Threats.Select((b, k) => ((threats >> k) & 1) == 1 ? other[at + b] * (all ? 1 : q) : own[at + b] * r)];
            double still = all ? r : q * r, sum = weight.Sum() + still;
            if (sum <= 0)
            {
                // Both are certain of threats: the odds against the quiet moves are infinite either way, and what is left are the threats' own proportions.
                weight = [.. _question.Threats.Select((b, k) => ((threats >> k) & 1) == 1 ? other[at + b] : own[at + b])];
                (still, sum) = (0, weight.Sum());
            }

            Fill(c, at, own, share, still / sum, [.. weight.Select(w => w / sum)], q);
        }

        return c;
    }

    // Threats and quiet moves share what is left; the quiet moves among themselves as in the solved game.
    private void Fill(double[] c, int at, double[] own, double share, double still, double[] threats, double quiet)
    {
        for (int a = 0; a < Moves; a++)
        {
            c[at + a] = _quiet[a] ? share * still * (quiet > 0 ? own[at + a] / quiet : a == _question.Quiet ? 1 : 0) : c[at + a];
        }

        for (int k = 0; k < threats.Length; k++)
        {
            c[at + _question.Threats[k]] = share * threats[k];
        }
    }

    private double[] Steady(double[] law)
    {
        int client = _question.Client, histories = _profiles.Histories[client], seen = _seen.Max() + 1, cells = _question.Cell.Max() + 1;
        double[] mass = new double[cells * seen], count = new double[cells * seen], weighted = new double[cells * seen * Moves], plain = new double[cells * seen * Moves];
        var stage = new Stage(_profiles);
        for (int s = 0; s < law.Length; s++)
        {
            for (int h = 0; h < histories; h++)
            {
                int at = Point(s, h), cell = (_question.Cell[s] * seen) + _seen[h];
                double m = law[s] * stage.HistoryChance(client, h, _e.At(s), -1);
                mass[cell] += m;
                count[cell]++;
                for (int a = 0; a < Moves; a++)
                {
                    weighted[(cell * Moves) + a] += m * _e.Strategies[at + a];
                    plain[(cell * Moves) + a] += _e.Strategies[at + a];
                }
            }
        }

        var c = new double[_e.Strategies.Length];
        for (int s = 0; s < law.Length; s++)
        {
            for (int h = 0; h < histories; h++)
            {
                int cell = (_question.Cell[s] * seen) + _seen[h];
                SteadyAt(c, s, Point(s, h), a => mass[cell] > 0 ? weighted[(cell * Moves) + a] / mass[cell] : plain[(cell * Moves) + a] / count[cell]);
            }
        }

        return c;
    }

    private void SteadyAt(double[] c, int state, int at, Func<int, double> mean)
    {
        var own = _e.Strategies;
        double left = 1, forbidden = 0, trading = 0;
        for (int a = 0; a < Moves; a++)
        {
            if (_quiet[a] || _threat[a])
            {
                trading += own[at + a];
                continue;
            }

            double r = mean(a);
            left -= r;
            bool allowed = own[at + a] > 0 || !Forbidden(state, a);
            c[at + a] = allowed ? r : 0;
            forbidden += allowed ? 0 : r;
        }

        left = Math.Max(0, left);
        for (int a = 0; a < Moves; a++)
        {
            if (_quiet[a] || _threat[a])
            {
                c[at + a] = trading > 0 ? left * own[at + a] / trading : a == _question.Quiet ? left : 0;
            }
        }

        c[at + _question.Quiet] += forbidden;
    }

    private double Share(double[] sigma, int at, bool quiet) => Enumerable.Range(0, Moves).Where(a => quiet ? _quiet[a] : _threat[a]).Sum(a => sigma[at + a]);

    private int Point(int state, int history) => (state * _profiles.Size) + _profiles.Offsets[_question.Client] + (history * Moves);

    // Starts of the client's decision points.
    private IEnumerable<int> Points()
    {
        for (int s = 0; s < _e.Game.StateCount; s++)
        {
            for (int h = 0; h < _seen.Length; h++)
            {
                yield return Point(s, h);
            }
        }
    }

    // A move that may not be chosen, or whose payoff is beyond anything that choice noise overcomes, whatever the others do.
    private bool Forbidden(int state, int move)
    {
        if (_e.Game.Menus?.Allows(state, _question.Client, move) == false)
        {
            return true;
        }

        var u = _e.Game.Payoffs[_question.Client];
        double best = double.NegativeInfinity, own = double.NegativeInfinity;
        for (int p = 0; p < _profiles.Count; p++)
        {
            double x = u[(state * _profiles.Count) + p];
            best = Math.Max(best, x);
            own = _profiles.Move(p, _question.Client) == move ? Math.Max(own, x) : own;
        }

        return own < best - (GameEdits.ForbiddenLoss / 2);
    }

    private static bool ActsLike(StochasticGame game, int player, int move, int other)
    {
        int count = game.Profiles.Count, step = (other - move) * game.Profiles.Stride(player);
        var k = game.Kernel;
        double[] a = new double[k.MaximumBases], b = new double[k.MaximumBases];
        for (int s = 0; s < game.StateCount; s++)
        {
            for (int p = 0; p < count; p++)
            {
                if (game.Profiles.Move(p, player) != move)
                {
                    continue;
                }

                int cell = (s * count) + p;
                if (game.Payoffs.Where((u, i) => i != player && u[cell] != u[cell + step]).Any())
                {
                    return false;
                }

                Array.Clear(a);
                Array.Clear(b);
                for (int e = k.RowStart[cell]; e < k.RowStart[cell + 1]; e++)
                {
                    a[k.Column[e]] += k.Chance[e];
                }

                for (int e = k.RowStart[cell + step]; e < k.RowStart[cell + step + 1]; e++)
                {
                    b[k.Column[e]] += k.Chance[e];
                }

                if (!a.AsSpan().SequenceEqual(b))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
