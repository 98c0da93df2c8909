using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Many logit equilibria at one finite λ.</summary>
internal sealed class FixedHunt(StochasticGame game, SearchOptions options, CancellationToken cancel)
{
    private readonly MenuGame? _menus = MenuGame.Of(game, options.Precision, options.Convention);
    private readonly NormalisedGame _game = new(MenuGame.Of(game, options.Precision, options.Convention)?.Game ?? game);
    private readonly Collection _found = new(options);

    private double T => options.Precision * _game.Scale;

    public EquilibriumSet Go()
    {
        var branch = LogitPath.Follow(game, new PathOptions { Precision = options.Precision, Convention = options.Convention, KeepStrategies = false }, null, cancel);
        cancel.ThrowIfCancellationRequested();
        if (branch.Status == PathStatus.Certified)
        {
            _found.Add(branch.Equilibrium, "the branch from λ = 0", false, Index);
        }

        var ends = EquilibriumSearch.InOrder(options.Starts, options.Threads, cancel, k =>
        {
            var newton = new DeflatedNewton(_game.Game, options.Convention);
            return newton.Solve(T, Start(k), []) ? Certify(newton.Q, "Newton from a random start") : null;
        });
        int failures = 0;
        foreach (var e in ends)
        {
            if (e is null)
            {
                failures++;
            }
            else if (!_found.IsFull)
            {
                _found.Add(e, "a random start", true, Index);
            }
        }

        Deflate();
        return _found.Finish(options.Starts, failures, false);
    }

    // From every start, Newton is pushed away from everything found so far, until a whole round finds nothing new.
    private void Deflate()
    {
        var known = new List<double[]>();
        var newton = new DeflatedNewton(_game.Game, options.Convention);
        for (bool more = true; more && !_found.IsFull;)
        {
            more = false;
            for (int k = 0; k < Math.Min(options.Starts, 24) && !_found.IsFull; k++)
            {
                cancel.ThrowIfCancellationRequested();
                known.Clear();
                known.AddRange(_found.Finish(0, 0, false).Found.Select(f => f.Equilibrium.Strategies));
                if (newton.Solve(T, Start(k), known) && Certify(newton.Q, "Newton deflated from the others") is { } e)
                {
                    more |= _found.Add(e, "deflation", false, Index);
                }
            }
        }
    }

    private double[] Start(int k) => EquilibriumSearch.ActionValues(_game.Game, EquilibriumSearch.RandomProfile(game, options.Seed, k));

    private LogitMarkovEquilibrium? Certify(double[] q, string selection)
    {
        var raw = _game.ActionValues(q, options.Precision, options.Convention);
        raw = _menus?.ActionValues(raw, -1) ?? raw;
        var e = LogitMarkovSolver.Solve(game, new SolveOptions { Precision = options.Precision, Convention = options.Convention, Start = raw }, cancel);
        return e.Status == SolveStatus.Certified ? e with { Selection = selection } : null;
    }

    private int Index(LogitMarkovEquilibrium e)
    {
        var newton = new DeflatedNewton(_game.Game, options.Convention);
        return newton.Solve(T, EquilibriumSearch.ActionValues(_game.Game, e.Strategies), [], 12) && Collection.Distance(newton.Sigma, e.Strategies) <= options.Same ? newton.Index : 0;
    }
}
