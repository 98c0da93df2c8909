namespace Tumen.Estimation.Once;

/// <summary>Shared pieces of the recursive strategic models of Signorino (1999, APSR 93) as catalogued by Kenkel and Signorino (2014, JSS 58(8)).</summary>
public abstract class StrategicGame : RecursiveModel
{
    private protected const double RootTwo = 1.4142135623730950488;

    private readonly int[] _scaleOf;

    /// <summary>Checks the link and shock source.</summary>
    /// <param name="equations">Payoff indices, then one log-scale index per player.</param>
    /// <param name="players">How many players, and so how many log-scale indices end the list.</param>
    /// <param name="outcomes">The outcome of each row.</param>
    /// <param name="scratch">Scratch slots.</param>
    /// <param name="link">Probit or logit.</param>
    /// <param name="shocks">Agent error or private information.</param>
    /// <exception cref="ArgumentException">Private information with a logit link, which has no closed form.</exception>
    protected StrategicGame(IReadOnlyList<DesignEquation> equations, int players, IReadOnlyList<int> outcomes, int scratch, ChoiceLink link, ShockSource shocks)
        : base(equations, outcomes.Count, scratch + 2)
    {
        if (shocks == ShockSource.PrivateInformation && link == ChoiceLink.Logit)
            throw new ArgumentException("Private information needs the probit link: sums of logistic shocks have no logistic distribution.", nameof(link));
        Outcomes = [.. outcomes];
        Link = link;
        Shocks = shocks;
        _scaleOf = [.. Enumerable.Range(equations.Count - players, players)];
    }

    /// <summary>Outcome of each row.</summary>
    protected int[] Outcomes { get; }

    /// <summary>Distribution of the shocks.</summary>
    protected ChoiceLink Link { get; }

    /// <summary>Where the shocks sit.</summary>
    protected ShockSource Shocks { get; }

    /// <summary>gain := gain / e^(log scale of the player), where that scale is modelled.</summary>
    private protected void Rescale(in JetPad pad, int gain, int player)
    {
        int scale = _scaleOf[player];
        if (IsFixed(scale)) return;
        int work = Scratch + 0;
        pad.Affine(work, scale, -1, 0);
        pad.Exp(work, work);
        pad.Multiply(gain, gain, work);
    }

    /// <summary>gain := gain / √(1·constant + Σ squared slots); with agent error, gain / √2.</summary>
    private protected void Standardise(in JetPad pad, int gain, int sumOfSquares)
    {
        if (Shocks == ShockSource.Agent)
        {
            pad.Affine(gain, gain, 1 / RootTwo, 0);
            return;
        }
        double v = pad[sumOfSquares][0], root = 1 / Math.Sqrt(v);
        pad.Chain(sumOfSquares, sumOfSquares, root, -0.5 * root / v, 0.75 * root / (v * v));
        pad.Multiply(gain, gain, sumOfSquares);
    }

    private protected static DesignEquation[] WithScales(IEnumerable<DesignEquation> payoffs, int players, IReadOnlyList<DesignEquation>? scales)
    {
        if (scales is not null && scales.Count != players) throw new ArgumentException($"Give one log-scale equation per player ({players}), or none.", nameof(scales));
        return [.. payoffs, .. scales ?? [.. Enumerable.Range(1, players).Select(i => DesignEquation.Zero($"log s{i}"))]];
    }
}
