using Tumen.Episodes;

namespace Tumen.Oracles;

/// <summary>E4: a patron offers protection with a demand y on the client's autonomy, or nothing; the client knows how much it minds.</summary>
/// <remarks>The client accepts iff α y ≤ z, z = s − α₀ − o, with α ~ U[0, ᾱ]. An accepted offer is worth G − E + Hy to the patron. Source: design note theory.md, section 5, E4.</remarks>
/// <param name="Shelter">s, worth of the umbrella to the client.</param>
/// <param name="Principle">α₀, cost of having a suzerain at all.</param>
/// <param name="OwnDeterrent">o, worth of its own deterrent.</param>
/// <param name="LargestAversion">ᾱ.</param>
/// <param name="Gain">G.</param>
/// <param name="EntrapmentCost">E.</param>
/// <param name="ControlWorth">H.</param>
public sealed record UmbrellaOffer(Rational Shelter, Rational Principle, Rational OwnDeterrent, Rational LargestAversion, Rational Gain, Rational EntrapmentCost, Rational ControlWorth)
{
    /// <summary>z = s − α₀ − o: what the umbrella is worth before any terms.</summary>
    public Rational Surplus => Shelter - Principle - OwnDeterrent;

    /// <summary>Chance that an offer is accepted.</summary>
    public Rational Acceptance(Rational demand) => Surplus.Sign <= 0 ? Rational.Zero
        : demand.IsZero ? Rational.One : Rational.Min(Rational.One, Surplus / (demand * LargestAversion));

    /// <summary>What an offer is worth to the patron.</summary>
    public Rational Worth(Rational demand) => Acceptance(demand) * (Gain - EntrapmentCost + ControlWorth * demand);

    /// <summary>The best demand, or null when no offer is best (or none is ever accepted).</summary>
    public Rational? BestDemand
    {
        get
        {
            if (Surplus.Sign <= 0 || Gain + ControlWorth <= EntrapmentCost) return null;
            return Gain > EntrapmentCost ? Rational.Min(Rational.One, Surplus / LargestAversion) : Rational.One;
        }
    }

    /// <summary>The patron's payoff at its best, 0 without an offer.</summary>
    public Rational BestWorth => BestDemand is { } demand ? Worth(demand) : Rational.Zero;

    /// <summary>A finite twin: a few demands, and aversions at the middles of equal parts of [0, ᾱ].</summary>
    public ExtensiveGame ToGame(IReadOnlyList<Rational> demands, int parts)
    {
        var builder = new ExtensiveGameBuilder("Umbrella offer", ["patron", "client"],
            "E4: the patron offers protection on terms y, or nothing; the client, who knows how much it minds, accepts or refuses.");
        int root = builder.AddDecision(ExtensiveGame.None, 0, builder.AddInformationSet(0, "offer", ["no offer", .. demands.Select(y => $"offer {y}")]));
        builder.AddEnd(root, 0, "no offer", Rational.Zero, OwnDeterrent);
        for (int k = 0; k < demands.Count; k++)
        {
            var types = Enumerable.Range(0, parts).Select(j => LargestAversion * new Rational(2 * j + 1, 2 * parts)).ToArray();
            int draw = builder.AddDecision(root, k + 1, builder.AddChanceMove($"aversion, {demands[k]}", [.. types.Select(type => $"aversion {type}")], [.. types.Select(_ => new Rational(1, parts))]));
            for (int j = 0; j < parts; j++)
            {
                int client = builder.AddDecision(draw, j, builder.AddInformationSet(1, $"aversion {types[j]}, {demands[k]}", ["accept", "refuse"]));
                builder.AddEnd(client, 0, "accepted", Gain - EntrapmentCost + ControlWorth * demands[k], Shelter - Principle - types[j] * demands[k]);
                builder.AddEnd(client, 1, "refused", Rational.Zero, OwnDeterrent);
            }
        }
        return builder.Build();
    }
}
