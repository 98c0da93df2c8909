using Tumen.Episodes;

namespace Tumen.Oracles;

/// <summary>E7: A challenges or not; B concedes or resists; A fights or backs down at an audience cost. War payoffs are private.</summary>
/// <remarks>A: concession v, back-down −a, war w_A; B: concede −v, A backs down 0, war w_B; both war payoffs U[−1, 0]; for v + a ≤ 1. Source: Fearon (1994); Lewis and Schultz (2003); design note theory.md, section 5, E7.</remarks>
/// <param name="Prize">v.</param>
/// <param name="AudienceCost">a.</param>
public sealed record AudienceCostCrisis(Rational Prize, Rational AudienceCost)
{
    private Rational Sum => Prize + AudienceCost;

    /// <summary>Pr(fight | challenge and resisted) = v + a.</summary>
    public Rational Fight => Sum;

    /// <summary>Pr(resist) = v/(v + a).</summary>
    public Rational Resist => Prize / Sum;

    /// <summary>Pr(challenge) = a/(v + a).</summary>
    public Rational Challenge => AudienceCost / Sum;

    /// <summary>Chance that a dove bluffs.</summary>
    public Rational Bluff => AudienceCost * (Rational.One - Sum) / (Sum * (Rational.One - AudienceCost));

    /// <summary>Pr(war) = av/(v + a).</summary>
    public Rational War => AudienceCost * Prize / Sum;

    /// <summary>Pr(concession).</summary>
    public Rational Concession => Challenge * Challenge;

    /// <summary>Pr(back down).</summary>
    public Rational BackDown => AudienceCost * Prize * (Rational.One - Sum) / (Sum * Sum);

    /// <summary>The n-type twin: war payoffs at the middles of equal parts of [−1, 0].</summary>
    /// <param name="types">Types per side.</param>
    public ExtensiveGame ToGame(int types)
    {
        var builder = new ExtensiveGameBuilder("Crisis signalling with audience cost", ["A", "B"],
            "E7: A challenges or keeps the status quo; B concedes or resists; A fights or backs down and pays for it at home.");
        var war = Enumerable.Range(0, types).Select(k => new Rational(-2 * k - 1, 2 * types)).ToArray();
        var pairs = (from i in Enumerable.Range(0, types) from j in Enumerable.Range(0, types) select (i, j)).ToArray();
        int root = builder.AddDecision(ExtensiveGame.None, 0, builder.AddChanceMove("war payoffs",
            [.. pairs.Select(pair => $"{war[pair.i]} {war[pair.j]}")], [.. pairs.Select(_ => new Rational(1, pairs.Length))]));
        int[] challenge = [.. war.Select(w => builder.AddInformationSet(0, $"A {w}", ["challenge", "status quo"]))];
        int[] answer = [.. war.Select(w => builder.AddInformationSet(1, $"B {w}", ["resist", "concede"]))];
        int[] last = [.. war.Select(w => builder.AddInformationSet(0, $"A {w} resisted", ["fight", "back down"]))];
        int quo = builder.AddOutcome("status quo", Rational.Zero, Rational.Zero), gain = builder.AddOutcome("concession", Prize, -Prize), shame = builder.AddOutcome("back-down", -AudienceCost, Rational.Zero);
        for (int k = 0; k < pairs.Length; k++)
        {
            var (i, j) = pairs[k];
            int a = builder.AddDecision(root, k, challenge[i]);
            int b = builder.AddDecision(a, 0, answer[j]);
            int c = builder.AddDecision(b, 0, last[i]);
            builder.AddEnd(c, 0, "war", war[i], war[j]);
            builder.AddEnd(c, 1, shame);
            builder.AddEnd(b, 1, gain);
            builder.AddEnd(a, 1, quo);
        }
        return builder.Build();
    }
}
