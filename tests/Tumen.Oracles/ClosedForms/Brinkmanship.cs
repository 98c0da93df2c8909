using Tumen.Episodes;

namespace Tumen.Oracles;

/// <summary>E3: a client demands v and lets a disaster come with chance r if refused; the patron's loss B is private.</summary>
/// <remarks>B ~ U[0, B̄]; the client loses X in a disaster, less if rescued (chance π): X′ = (1 − π)X. Backing off costs a, so a risk is credible only up to a/X′. Source: design note theory.md, section 5, E3.</remarks>
/// <param name="ClientLoss">X.</param>
/// <param name="LargestPatronLoss">B̄.</param>
/// <param name="BackingOff">a.</param>
/// <param name="Rescue">π in [0, 1).</param>
public sealed record Brinkmanship(Rational ClientLoss, Rational LargestPatronLoss, Rational BackingOff, Rational Rescue)
{
    /// <summary>X′ = (1 − π)X.</summary>
    public Rational NetLoss => (Rational.One - Rescue) * ClientLoss;

    /// <summary>The largest credible risk, min(1, a/X′).</summary>
    public Rational Risk => Rational.Min(Rational.One, BackingOff / NetLoss);

    /// <summary>The best demand, r(B̄ − X′)/2.</summary>
    public Rational Demand => Risk * (LargestPatronLoss - NetLoss) / 2;

    /// <summary>Chance that the patron pays a demand under a risk.</summary>
    public Rational PayChance(Rational demand, Rational risk) => Rational.Max(Rational.Zero, Rational.One - demand / (risk * LargestPatronLoss));

    /// <summary>Chance that the patron pays the best demand, (B̄ + X′)/(2B̄).</summary>
    public Rational Pay => (LargestPatronLoss + NetLoss) / (2 * LargestPatronLoss);

    /// <summary>Chance of the crisis coming to a head, r(B̄ − X′)/(2B̄).</summary>
    public Rational Disaster => Risk * (LargestPatronLoss - NetLoss) / (2 * LargestPatronLoss);

    /// <summary>The client's expected payoff at a demand and a risk.</summary>
    public Rational ClientPayoff(Rational demand, Rational risk)
    {
        var pay = PayChance(demand, risk);
        return pay * demand - (Rational.One - pay) * risk * NetLoss;
    }

    /// <summary>The client's expected payoff at its best, r(B̄ − X′)²/(4B̄).</summary>
    public Rational BestPayoff => Risk * (LargestPatronLoss - NetLoss) * (LargestPatronLoss - NetLoss) / (4 * LargestPatronLoss);

    /// <summary>With B known, the most that can be extorted: B − X′, the excess stake.</summary>
    public Rational Extortable(Rational patronLoss) => Rational.Max(Rational.Zero, patronLoss - NetLoss);

    /// <summary>A finite twin: a few demands and risks, and patron losses at the middles of equal parts of [0, B̄].</summary>
    /// <param name="demands">Demands the client may make.</param>
    /// <param name="risks">Risks it may set.</param>
    /// <param name="parts">Number of patron types.</param>
    public ExtensiveGame ToGame(IReadOnlyList<Rational> demands, IReadOnlyList<Rational> risks, int parts)
    {
        var builder = new ExtensiveGameBuilder("Brinkmanship", ["client", "patron"],
            "E3: the client demands v under a risk r; the patron knows its loss and pays or refuses; refused, the client runs the risk or backs off.");
        var pairs = (from v in demands from r in risks select (v, r)).ToArray();
        int root = builder.AddDecision(ExtensiveGame.None, 0, builder.AddInformationSet(0, "demand", [.. pairs.Select(pair => $"{pair.v} at {pair.r}")]));
        for (int k = 0; k < pairs.Length; k++)
        {
            var (v, r) = pairs[k];
            var types = Enumerable.Range(0, parts).Select(j => LargestPatronLoss * new Rational(2 * j + 1, 2 * parts)).ToArray();
            int draw = builder.AddDecision(root, k, builder.AddChanceMove($"loss, {v} at {r}", [.. types.Select(type => $"loss {type}")], [.. types.Select(_ => new Rational(1, parts))]));
            for (int j = 0; j < parts; j++)
            {
                int patron = builder.AddDecision(draw, j, builder.AddInformationSet(1, $"loss {types[j]}, {v} at {r}", ["pay", "refuse"]));
                builder.AddEnd(patron, 0, "paid", v, -v);
                int brink = builder.AddDecision(patron, 1, builder.AddInformationSet(0, $"brink {types[j]}, {v} at {r}", ["run the risk", "back off"]));
                int fate = builder.AddDecision(brink, 0, builder.AddChanceMove($"fate {types[j]}, {v} at {r}", ["disaster", "survival"], [r, Rational.One - r]));
                builder.AddEnd(fate, 0, "disaster", -NetLoss, -types[j]);
                builder.AddEnd(fate, 1, "survival", Rational.Zero, Rational.Zero);
                builder.AddEnd(brink, 1, "backed off", -BackingOff, Rational.Zero);
            }
        }
        return builder.Build();
    }
}
