using Tumen.Episodes;

namespace Tumen.Oracles;

/// <summary>E2: how firmly a patron commits to defend a client that may provoke a war.</summary>
/// <remarks>
/// The patron sets κ in [0, 1]. Unprovoked attack comes with chance d₀(1 − κ). The client's gain from provoking is G·U[0,1], the war chance q, its war loss w₀ − κΔ. A war costs the patron κK + (1 − κ)B, K &lt; B.
/// Loss(κ) = (a + bκ)(B − hκ) while the chance of provoking is interior. Source: design note theory.md, section 5, E2.
/// </remarks>
/// <param name="WarChance">q in (0, 1).</param>
/// <param name="AloneLoss">w₀, the client's war loss undefended.</param>
/// <param name="DefendedLoss">w₁, its war loss defended.</param>
/// <param name="LargestGain">G.</param>
/// <param name="DefenceCost">K, patron's cost of a war it joins.</param>
/// <param name="AbandonCost">B, patron's cost of a war it stays out of.</param>
/// <param name="AttackChance">d₀.</param>
public sealed record Entrapment(Rational WarChance, Rational AloneLoss, Rational DefendedLoss, Rational LargestGain, Rational DefenceCost, Rational AbandonCost, Rational AttackChance)
{
    private Rational Peace => Rational.One - WarChance;

    /// <summary>m = q²Δ/((1 − q)G): war chance that full commitment adds by moral hazard.</summary>
    public Rational MoralHazard => WarChance * WarChance * (AloneLoss - DefendedLoss) / (Peace * LargestGain);

    /// <summary>a: chance of war without commitment.</summary>
    public Rational BaseWar => AttackChance + WarChance - WarChance * WarChance * AloneLoss / (Peace * LargestGain);

    /// <summary>b = m − d₀: what commitment adds to the chance of war.</summary>
    public Rational WarSlope => MoralHazard - AttackChance;

    /// <summary>h = B − K.</summary>
    public Rational Saving => AbandonCost - DefenceCost;

    /// <summary>Chance that the client provokes, between 0 and 1.</summary>
    public Rational Provocation(Rational commitment) => Rational.Max(Rational.Zero, Rational.Min(Rational.One,
        Rational.One - WarChance * (AloneLoss - commitment * (AloneLoss - DefendedLoss)) / (Peace * LargestGain)));

    /// <summary>The patron's expected loss.</summary>
    public Rational Loss(Rational commitment) =>
        (AttackChance * (Rational.One - commitment) + WarChance * Provocation(commitment)) * (commitment * DefenceCost + (Rational.One - commitment) * AbandonCost);

    /// <summary>The commitment that loses least: 0 or 1, whichever (a + b)/a &lt; B/K says.</summary>
    public Rational BestCommitment => (BaseWar + WarSlope) / BaseWar < AbandonCost / DefenceCost ? Rational.One : Rational.Zero;

    /// <summary>The commitment that loses most when b &gt; 0: the top of the concave loss, cut to [0, 1].</summary>
    public Rational WorstCommitment => WarSlope.Sign <= 0 ? Rational.Zero
        : Rational.Max(Rational.Zero, Rational.Min(Rational.One, (WarSlope * AbandonCost - BaseWar * Saving) / (2 * WarSlope * Saving)));

    /// <summary>The finite twin: the patron commits fully or not; the client's gain is one of a few equally likely numbers.</summary>
    /// <param name="gains">The client's possible gains.</param>
    public ExtensiveGame ToGame(params IReadOnlyList<Rational> gains)
    {
        var builder = new ExtensiveGameBuilder("Commitment and entrapment", ["patron", "client"],
            "E2: the patron commits to defend or not; the client learns its gain and provokes or not; war may come either way.");
        int treaty = builder.AddInformationSet(0, "treaty", ["commit", "abstain"]);
        int root = builder.AddDecision(ExtensiveGame.None, 0, treaty);
        for (int c = 0; c < 2; c++)
        {
            bool committed = c == 0;
            var cost = committed ? DefenceCost : AbandonCost;
            var loss = committed ? DefendedLoss : AloneLoss;
            var attack = committed ? Rational.Zero : AttackChance;
            string when = committed ? "committed" : "alone";
            int draw = builder.AddDecision(root, c, builder.AddChanceMove($"gain, {when}", [.. gains.Select(gain => $"gain {gain}")], [.. gains.Select(_ => new Rational(1, gains.Count))]));
            for (int g = 0; g < gains.Count; g++)
            {
                int client = builder.AddDecision(draw, g, builder.AddInformationSet(1, $"gain {gains[g]}, {when}", ["provoke", "refrain"]));
                int after = builder.AddDecision(client, 0, builder.AddChanceMove($"provoked {gains[g]}, {when}", ["success", "war", "attack"], [Peace - attack, WarChance, attack]));
                builder.AddEnd(after, 0, "success", Rational.Zero, gains[g]);
                builder.AddEnd(after, 1, "provoked war", -cost, -loss);
                builder.AddEnd(after, 2, "attacked", -cost, gains[g] - loss);
                int quiet = builder.AddDecision(client, 1, builder.AddChanceMove($"quiet {gains[g]}, {when}", ["peace", "attack"], [Rational.One - attack, attack]));
                builder.AddEnd(quiet, 0, "peace", Rational.Zero, Rational.Zero);
                builder.AddEnd(quiet, 1, "attacked", -cost, -loss);
            }
        }
        return builder.Build();
    }
}
