
namespace Tumen.Estimation.Once;

/// <summary>The payoffs and outcomes of many crisis-signalling games.</summary>
/// <remarks>
/// Lewis and Schultz (2003), Political Analysis 11(4), 345–367; Crisman-Cox and Gibilisco (2021), PSRM 9(1). A keeps the status quo (S_A) or
/// challenges; B concedes (V_A to A, C_B to B) or resists; A then stands firm (W_A, W_B) or backs down (a to A, V_B to B).
/// A's two final payoffs and B's war payoff carry private standard normal shocks.
/// </remarks>
public sealed class CrisisRecord
{
    /// <summary>Builds the record.</summary>
    /// <param name="payoffs">S_A, V_A, C_B, W_A, W_B, a, V_B, in this order; an equation without terms is 0.</param>
    /// <param name="counts">Per game: status quo, concession, stood firm, backed down.</param>
    /// <exception cref="ArgumentException">Not seven payoffs, or a row without four counts.</exception>
    public CrisisRecord(IReadOnlyList<DesignEquation> payoffs, IReadOnlyList<IReadOnlyList<double>> counts)
    {
        if (payoffs.Count != 7) throw new ArgumentException($"Seven payoffs expected (S_A, V_A, C_B, W_A, W_B, a, V_B); {payoffs.Count} given.", nameof(payoffs));
        if (counts.Any(row => row.Count != 4 || row.Any(y => !(y >= 0)))) throw new ArgumentException("Each game needs four outcome counts, none negative.", nameof(counts));
        Payoffs = [.. payoffs];
        Games = counts.Count;
        Counts = [.. counts.SelectMany(row => row)];
    }

    /// <summary>Number of games.</summary>
    public int Games { get; }

    /// <summary>The seven payoff equations.</summary>
    public IReadOnlyList<DesignEquation> Payoffs { get; }

    /// <summary>Row-major games × 4 outcome counts.</summary>
    internal double[] Counts { get; }

    /// <summary>Chances that B resists and that A stands firm as seen in each game, drawn towards those of all games as if two more observations had been seen: the first stage where none is given.</summary>
    /// <returns>Per game, each strictly between 0 and 1.</returns>
    public (double[] Resist, double[] Firm) Shares()
    {
        const double Drawn = 2;
        double Seen(int outcome) => Enumerable.Range(0, Games).Sum(g => Counts[4 * g + outcome]);
        double concede = Seen(1), firm = Seen(2), back = Seen(3);
        double resistAll = (firm + back + 0.5) / (concede + firm + back + 1), firmAll = (firm + 0.5) / (firm + back + 1);
        static double Share(double yes, double all, double pooled) => (yes + Drawn * pooled) / (all + Drawn);
        double Count(int game, int outcome) => Counts[4 * game + outcome];
        return ([.. Enumerable.Range(0, Games).Select(g => Share(Count(g, 2) + Count(g, 3), Count(g, 1) + Count(g, 2) + Count(g, 3), resistAll))],
            [.. Enumerable.Range(0, Games).Select(g => Share(Count(g, 2), Count(g, 2) + Count(g, 3), firmAll))]);
    }

    /// <summary>The seven payoffs of one game at given weights.</summary>
    /// <param name="weights">All weights, in equation order.</param>
    /// <param name="game">Which game.</param>
    /// <param name="payoffs">Receives seven values.</param>
    public void PayoffsAt(ReadOnlySpan<double> weights, int game, Span<double> payoffs)
    {
        int at = 0;
        for (int e = 0; e < 7; e++)
        {
            int terms = Payoffs[e].Terms.Count;
            double sum = 0;
            for (int j = 0; j < terms; j++) sum += Payoffs[e].Values[game * terms + j] * weights[at + j];
            payoffs[e] = sum;
            at += terms;
        }
    }
}
