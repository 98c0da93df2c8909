using Tumen.Model;

namespace Tumen.Solve;

/// <summary>A polished Markov perfect equilibrium in normalised units.</summary>
internal sealed record PolishedPoint(double[] Sigma, double[] Values, double[] ActionValues);

/// <summary>Decides when a path is in its limit: polishes now and then, and believes the result only when the path runs into it.</summary>
internal sealed class LimitSearch
{
    private const double Near = 0.02;
    private readonly Polisher _polisher;
    private readonly double _goal;
    private double _nextTry = 20;
    private double _distance = double.NaN;
    private double _at;

    public LimitSearch(StochasticGame game, int denseLimit, double goal)
    {
        _polisher = new Polisher(game, denseLimit);
        _goal = goal;
    }

    public PolishedPoint? Found { get; private set; }

    public double[] Sigma => WithoutDust(_polisher.Sigma);

    public double[] Values => _polisher.Values;

    public double[] ActionValues => _polisher.ActionValues;

    public int Rounds { get; private set; }

    /// <summary>Looks at an accepted point; true when the limit is found.</summary>
    /// <param name="system">The point.</param>
    /// <param name="sharpness">λ, or what corresponds to it.</param>
    /// <param name="logSpeed">How fast strategies still move per unit of log sharpness.</param>
    /// <param name="rising">Whether sharpness rises.</param>
    /// <param name="lastChance">Whether the path is about to be given up.</param>
    public bool Try(PathSystem system, double sharpness, double logSpeed, bool rising, bool lastChance)
    {
        double t = sharpness;
        if (!rising || (!lastChance && (t < _nextTry || !(logSpeed <= 0.15))))
        {
            return false;
        }

        _nextTry = t * 1.6;
        bool good = _polisher.Polish(system.Sigma, system.Values, t, _goal);
        Rounds += _polisher.Rounds;
        double distance = 0;
        for (int k = 0; k < system.Sigma.Length; k++)
        {
            distance = Math.Max(distance, Math.Abs(system.Sigma[k] - _polisher.Sigma[k]));
        }

        if (!good || !(distance <= Near))
        {
            _distance = double.NaN;
            return false;
        }

        // A mixed limit is approached like 1/λ, a strict one faster.
        bool closing = distance <= 1e-9 || distance <= 1.15 * _distance * _at / t;
        (_distance, _at) = (distance, t);
        if (!closing)
        {
            return false;
        }

        Found = new PolishedPoint(WithoutDust(_polisher.Sigma), (double[])_polisher.Values.Clone(), (double[])_polisher.ActionValues.Clone());
        return true;
    }

    /// <summary>Polishes the last point without conditions.</summary>
    public void Last(PathSystem system, double sharpness)
    {
        _polisher.Polish(system.Sigma, system.Values, sharpness, _goal);
        Rounds += _polisher.Rounds;
    }

    private static double[] WithoutDust(double[] sigma) => [.. sigma.Select(x => x < Polisher.Vanished ? 0 : x > 1 - 1e-16 ? 1 : x)];
}
