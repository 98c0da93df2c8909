using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Many stationary Markov perfect equilibria.</summary>
internal sealed class LimitHunt
{
    /// <summary>Largest regret of an equilibrium, as a share of what is at stake.</summary>
    public const double Accepted = 1e-11;

    private const double Tolerance = 1e-12;
    private static readonly double[] Rungs = [3, 10, 30]; // λ × payoff range at which branches are hunted
    private readonly StochasticGame _original;
    private readonly SearchOptions _options;
    private readonly CancellationToken _cancel;
    private readonly NormalisedGame _game;
    private readonly Collection _found;
    private readonly Polisher _polisher;

    public LimitHunt(StochasticGame game, SearchOptions options, CancellationToken cancel)
    {
        _original = game;
        _options = options;
        _cancel = cancel;
        _game = new NormalisedGame(game);
        _found = new Collection(options);
        _polisher = new Polisher(_game.Game, 3000);
    }

    public EquilibriumSet Go()
    {
        var path = new PathOptions { Convention = _options.Convention, KeepStrategies = false };
        Take(LogitPath.Follow(_original, path, null, _cancel), "the limit of the branch from λ = 0", false);
        var pure = PureEquilibria.Find(_original, _options.MaximumPureProfiles, Tolerance, _cancel);
        foreach (var sigma in pure ?? [])
        {
            if (!_found.IsFull)
            {
                _found.Add(Certify(sigma), "exhaustive search of pure profiles", false, Index);
            }
        }

        var ends = EquilibriumSearch.InOrder(_options.Starts, _options.Threads, _cancel, k => TracingPath.Follow(
            _original, new TracingOptions { Prior = EquilibriumSearch.RandomProfile(_original, _options.Seed, k), KeepStrategies = false, MaximumSteps = 5000 }, null, _cancel));
        _cancel.ThrowIfCancellationRequested();
        int failures = ends.Count(e => !Take(e, "tracing from a random prior", true));
        foreach (double rung in Rungs)
        {
            Hunt(rung);
        }

        return _found.Finish(_options.Starts, failures, pure is not null);
    }

    private bool Take(PathResult end, string way, bool random)
    {
        _cancel.ThrowIfCancellationRequested();
        if (end.Status != PathStatus.Certified)
        {
            return false;
        }

        if (!_found.IsFull)
        {
            _found.Add(end.Equilibrium with { Selection = way }, way, random, Index);
        }

        return true;
    }

    // All logit equilibria that deflation finds at one λ, each followed up and down its branch.
    private void Hunt(double t)
    {
        var newton = new DeflatedNewton(_game.Game, _options.Convention);
        var known = new List<double[]>();
        var points = new List<double[]>();
        int idle = 0;
        for (int k = 0; k < _options.Starts && idle < 12 && points.Count < 60; k++)
        {
            _cancel.ThrowIfCancellationRequested();
            double[] start = EquilibriumSearch.ActionValues(_game.Game, EquilibriumSearch.RandomProfile(_original, _options.Seed, k));
            if (newton.Solve(t, start, known) && known.TrueForAll(x => Collection.Distance(x, newton.Sigma) > _options.Same))
            {
                known.Add((double[])newton.Sigma.Clone());
                points.Add((double[])newton.Q.Clone());
                idle = 0;
                k = -1; // every start again: what was in the way has been deflated
            }
            else
            {
                idle++;
            }
        }

        var ends = EquilibriumSearch.InOrder(points.Count * 2, _options.Threads, _cancel, k => LogitPath.Follow(_original, new PathOptions
        {
            Convention = _options.Convention,
            KeepStrategies = false,
            MaximumSteps = 3000,
            Resume = new PathCheckpoint(t, points[k / 2], 0.05, k % 2 == 0, 0),
        }, null, _cancel));
        foreach (var end in ends)
        {
            Take(end, "a branch found by deflation", false);
        }
    }

    private LogitMarkovEquilibrium Certify(double[] sigma)
    {
        const ValueConvention Plain = ValueConvention.ChoiceErrors;
        var (values, q) = EquilibriumSearch.Evaluate(_original, sigma);
        var certificate = Certifier.Check(_original, double.PositiveInfinity, Plain, sigma, [.. values.SelectMany(v => v)], true);
        bool good = certificate.Share <= Accepted;
        return new LogitMarkovEquilibrium(
            _original, double.PositiveInfinity, Plain, good ? SolveStatus.Certified : SolveStatus.NotConverged, sigma, q, [.. values], certificate,
            "exhaustive search of pure profiles", "a pure equilibrium", 0);
    }

    private int Index(LogitMarkovEquilibrium e) => _polisher.Index(e.Strategies, [.. EquilibriumSearch.Evaluate(_game.Game, e.Strategies).Values.SelectMany(v => v)]);
}
