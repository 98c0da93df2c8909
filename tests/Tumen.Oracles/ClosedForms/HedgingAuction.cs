using Tumen.Episodes;

namespace Tumen.Oracles;

/// <summary>A patron in the hedging auction.</summary>
/// <param name="Name">Who.</param>
/// <param name="Worth">b, worth of the client's alignment.</param>
/// <param name="Strings">x, what its strings cost the client.</param>
public sealed record Bidder(string Name, Rational Worth, Rational Strings)
{
    /// <summary>s = b − x, the most it can leave the client.</summary>
    public Rational Surplus => Worth - Strings;
}

/// <summary>E5: patrons bid openly for a client's alignment; the client takes the best net offer or none.</summary>
/// <remarks>The largest surplus wins; the client nets the second largest, or nothing if that is negative. Source: design note theory.md, section 5, E5; Vickrey (1961).</remarks>
/// <param name="Bidders">At least one.</param>
public sealed record HedgingAuction(IReadOnlyList<Bidder> Bidders)
{
    private Bidder[] Ranked => [.. Bidders.OrderByDescending(bidder => bidder.Surplus)];

    /// <summary>Who wins; null if nobody can leave the client anything.</summary>
    public Bidder? Winner => Ranked[0].Surplus.Sign >= 0 ? Ranked[0] : null;

    /// <summary>What the client nets: max(0, second largest surplus).</summary>
    public Rational ClientNet => Bidders.Count < 2 ? Rational.Zero : Rational.Max(Rational.Zero, Ranked[1].Surplus);

    /// <summary>What the winner pays: its strings and the client's net.</summary>
    public Rational WinnerPays => Winner is { } winner ? winner.Strings + ClientNet : Rational.Zero;

    /// <summary>Mean net of the client with n bidders whose surpluses are independent U[0,1]: (n − 1)/(n + 1).</summary>
    public static Rational MeanNet(int bidders) => new(bidders - 1, bidders + 1);

    /// <summary>The auction as a table: each patron names the most it would leave, the best wins (the first declared on a tie) and leaves the second best.</summary>
    /// <param name="offers">Offers every patron may name, rising.</param>
    public StrategicGame ToTable(IReadOnlyList<Rational> offers)
    {
        int n = Bidders.Count, cells = (int)Math.Pow(offers.Count, n);
        var payoffs = new Rational[cells * n];
        for (int cell = 0; cell < cells; cell++)
        {
            var named = Enumerable.Range(0, n).Select(i => offers[cell / (int)Math.Pow(offers.Count, i) % offers.Count]).ToArray();
            int best = Enumerable.Range(0, n).MaxBy(i => named[i]);
            var second = Enumerable.Range(0, n).Where(i => i != best).Select(i => named[i]).DefaultIfEmpty(Rational.Zero).Max();
            payoffs[cell * n + best] = Bidders[best].Surplus - second;
        }
        string[] names = [.. offers.Select(offer => offer.ToString())];
        return new StrategicGame("Hedging auction", [.. Bidders.Select(bidder => bidder.Name)], [.. Bidders.Select(_ => (IReadOnlyList<string>)names)], payoffs,
            "E5: each patron names the most it would leave the client; the best wins and leaves the second best.");
    }
}
