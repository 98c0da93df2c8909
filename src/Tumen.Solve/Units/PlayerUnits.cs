using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>
/// A game as solvers should see it: payoffs of moves that are set aside (<see cref="SurvivingMoves"/>) no longer dwarf the others and, in the limit, each player's payoffs
/// count from their middle in units of their own range. Strategies are the same; answers go back to the game as written, with a certificate in its units.
/// </summary>
/// <remarks>At a finite λ every player's payoffs have the same unit, 1/λ, and only what is dwarfing is taken away.</remarks>
internal sealed class PlayerUnits
{
    /// <summary>A player's payoffs are dwarfed when they range so many times further with what is set aside than without.</summary>
    public const double Dwarfing = 1_000;

    private readonly StochasticGame _original;
    private readonly SurvivingMoves _survivors;
    private readonly double _precision;

    private PlayerUnits(StochasticGame original, StochasticGame game, SurvivingMoves survivors, double precision, double unit) =>
        (_original, Game, _survivors, _precision, Unit) = (original, game, survivors, precision, unit);

    /// <summary>The game to solve.</summary>
    public StochasticGame Game { get; }

    /// <summary>Whether it is the game as written.</summary>
    public bool Same => ReferenceEquals(Game, _original);

    /// <summary>Payoff units of a unit of <see cref="Game"/>: the largest of any player.</summary>
    public double Unit { get; }

    /// <summary>Prepares a game for a precision.</summary>
    public static PlayerUnits Of(StochasticGame game, double precision)
    {
        var survivors = SurvivingMoves.Of(game, precision);
        int n = game.PlayerCount;
        bool limit = double.IsInfinity(precision);
        var ranges = Enumerable.Range(0, n).Select(survivors.Range).ToArray();
        double[] full = [.. Enumerable.Range(0, n).Select(i => FullRange(game, i))], own = [.. Enumerable.Range(0, n).Select(survivors.Matters)];
        bool[] dwarfed = [.. own.Select((r, i) => survivors.Any && r > 0 && full[i] > Dwarfing * r)]; // a player to whom nothing is left to choose needs no unit
        double[] moving = [.. own.Where((r, i) => (dwarfed[i] ? r : full[i]) > 0).DefaultIfEmpty(1)];
        bool unlike = limit && Enumerable.Range(0, n).Any(i => Unlike(dwarfed[i] ? own[i] : full[i], full, own, dwarfed));
        if (!unlike && !Array.Exists(dwarfed, x => x))
        {
            return new PlayerUnits(game, game, survivors, precision, 1);
        }

        var payoffs = ImmutableArray.CreateBuilder<double[]>(n);
        double unit = limit ? moving.Max() : 1;
        for (int i = 0; i < n; i++)
        {
            double scale = !limit ? 1 : dwarfed[i] ? own[i] : full[i] > 0 ? full[i] : 1;
            double centre = limit ? ranges[i].Low + ((ranges[i].High - ranges[i].Low) / 2) : 0;
            double margin = dwarfed[i] ? (survivors.Any && !limit ? 2 * 750 / precision : 0) + (own[i] * (1.5 + (game.Discounts[i] * game.LongestAnnuity(i)))) : 0;
            payoffs.Add(Payoffs(game, survivors, i, dwarfed[i] ? (ranges[i].Low - margin, ranges[i].Low - own[i], ranges[i].High + own[i]) : null, centre, scale));
        }

        return new PlayerUnits(game, game with { Payoffs = payoffs.MoveToImmutable() }, survivors, precision, unit);
    }

    /// <summary>An answer in the game as written: strategies as found, values and certificate worked out anew.</summary>
    public LogitMarkovEquilibrium Back(LogitMarkovEquilibrium found, double tolerance)
    {
        if (Same)
        {
            return found;
        }

        if (!double.IsInfinity(_precision))
        {
            // The tamed payoffs of moves that are set aside are no good start: a step from there to the written ones would cost the others their digits.
            double[] start = new ProfileCheck(_original, found.Precision, found.Convention).ActionValues(found.Strategies, [.. found.Values]);
            var again = LogitMarkovSolver.Solve(_original, new SolveOptions { Precision = found.Precision, Convention = found.Convention, Start = start, Tolerance = tolerance, MaximumIterations = 3 });
            return again with { Method = found.Method, Selection = found.Selection, Iterations = found.Iterations };
        }

        double[] sigma = WithoutDust(found.Strategies);
        var (values, q) = EquilibriumSearch.Evaluate(_original, sigma);
        var certificate = Certifier.Check(_original, double.PositiveInfinity, ValueConvention.ChoiceErrors, sigma, [.. values.SelectMany(v => v)], true);
        var status = found.Status != SolveStatus.Certified ? found.Status : certificate.Share <= tolerance ? SolveStatus.Certified : SolveStatus.NotConverged;
        return found with { Game = _original, Strategies = sigma, ActionValues = q, Values = [.. values], Certificate = certificate, Status = status };
    }

    /// <summary>The same for the end of a path, its points in the game's units.</summary>
    public PathResult Back(PathResult found, double tolerance)
    {
        if (Same)
        {
            return found;
        }

        var end = Back(found.Equilibrium, tolerance);
        bool logit = double.IsInfinity(_precision) && found.Equilibrium.Method.StartsWith("logit path", StringComparison.Ordinal);
        bool lost = found.Status == PathStatus.Certified && end.Status != SolveStatus.Certified;
        return found with
        {
            Equilibrium = end,
            Points = [.. found.Points.Select(point => point with { Parameter = logit ? point.Parameter / Unit : point.Parameter, Gain = point.Gain * Unit })],
            Status = lost ? PathStatus.NotCertified : found.Status,
            Explanation = lost ? FormattableString.Invariant($"the regret {end.Certificate.Regret:0.0e+0} is too large beside the payoffs that matter") : found.Explanation,
        };
    }

    /// <summary>A player's payoff range over all joint moves while play goes on.</summary>
    public static double FullRange(StochasticGame game, int player)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        var u = game.Payoffs[player];
        for (int k = 0; k < u.Length; k++)
        {
            if (!game.IsOver(k / game.Profiles.Count))
            {
                low = Math.Min(low, u[k]);
                high = Math.Max(high, u[k]);
            }
        }

        return low <= high ? high - low : 0;
    }

    private static bool Unlike(double range, double[] full, double[] own, bool[] dwarfed)
    {
        double most = Enumerable.Range(0, full.Length).Max(j => dwarfed[j] ? own[j] : full[j]);
        return range > 0 && Math.Abs(range - most) > 1e-12 * most;
    }

    private static double[] Payoffs(StochasticGame game, SurvivingMoves survivors, int player, (double Gone, double Low, double High)? tame, double centre, double scale)
    {
        int count = game.Profiles.Count;
        double[] from = game.Payoffs[player], to = new double[from.Length];
        for (int k = 0; k < to.Length; k++)
        {
            int s = k / count, p = k % count;
            if (game.IsOver(s))
            {
                continue;
            }

            double u = from[k];
            if (tame is { } limits && u > limits.High | u < limits.Low)
            {
                bool gone = survivors.IsGone(s, p, player), beside = Enumerable.Range(0, game.PlayerCount).Any(j => survivors.IsGone(s, p, j));
                u = gone ? limits.Gone : beside ? Math.Clamp(u, limits.Low, limits.High) : u;
            }

            to[k] = (u - centre) / scale;
        }

        return to;
    }

    private double[] WithoutDust(double[] sigma)
    {
        var clean = (double[])sigma.Clone();
        foreach (var point in new StageShape(_original.Profiles).Points)
        {
            for (int s = 0; s < _original.StateCount; s++)
            {
                int start = (s * _original.Profiles.Size) + point.Start;
                double dust = 0;
                for (int k = start; k < start + point.Moves; k++)
                {
                    dust += _survivors.IsGone(k) ? clean[k] : 0;
                }

                if (dust is 0 or > 1e-6)
                {
                    continue;
                }

                for (int k = start; k < start + point.Moves; k++)
                {
                    clean[k] = _survivors.IsGone(k) ? 0 : clean[k] / (1 - dust);
                }
            }
        }

        return clean;
    }
}
