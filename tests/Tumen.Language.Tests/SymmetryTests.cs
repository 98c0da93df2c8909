using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>What is said once for each player is what would be written for every one.</summary>
public sealed class SymmetryTests
{
    private const string Once = """
        game "Twice", month by month
        player i, j   may rest = 0, push = 2
        situation tired of each   no | yes
        next tired of each   becomes yes fatigue if it plays push   becomes no 0.5 if it plays rest and their tired is yes
        each   loses effort if it plays push and its tired is yes
               gains lead if it plays above other
        theory "pride" [Somebody]   each gains pride if other plays push   assume discount of i 0.5
        weight lead differs by player
        estimate every weight, prior normal(0, 1); at least 0: lead
        prior of lead normal(1, 2)
        assume discount 0.9
        """;

    private const string Written = """
        game "Twice", month by month
        player i   may rest = 0, push = 2
        player j   may rest = 0, push = 2
        situation tired_i   no | yes
        situation tired_j   no | yes
        next tired_i   becomes yes fatigue if i plays push   becomes no 0.5 if i plays rest and tired_j is yes
        next tired_j   becomes yes fatigue if j plays push   becomes no 0.5 if j plays rest and tired_i is yes
        i   loses effort if i plays push and tired_i is yes
            gains lead_i if i plays push and j plays rest
        j   loses effort if j plays push and tired_j is yes
            gains lead_j if j plays push and i plays rest
        theory "pride" [Somebody]   i gains pride if j plays push
                                    j gains pride if i plays push   assume discount of i 0.5
        estimate every weight, prior normal(0, 1); at least 0: lead_i, lead_j
        prior of lead_i, lead_j normal(1, 2)
        assume discount 0.9
        """;

    [Fact]
    public void Each_writes_out_every_player()
    {
        GameModel once = GameFile.Parse(Once, "g").Required, written = GameFile.Parse(Written, "g").Required;
        Assert.Equal(Dump.Of(written with { Terms = [], Weights = [] }), Dump.Of(once with { Terms = [], Weights = [] }));
        Assert.Equal(written.Weights.Select(w => (w.Name, w.Prior, w.Lower)).Order(), once.Weights.Select(w => (w.Name, w.Prior, w.Lower)).Order());
        foreach (string theory in new[] { "base", "pride" })
        {
            ParametricGame a = ParametricGame.Compile(once, theory), b = ParametricGame.Compile(written, theory);
            foreach (var w in a.Weights)
            {
                int ka = a.Weights.IndexOf(w), kb = b.Weights.Select(x => x.Name).ToList().IndexOf(w.Name);
                for (int p = 0; p < 2; p++)
                {
                    Assert.Equal(b.Feature(kb, p) ?? [], a.Feature(ka, p) ?? []);
                }
            }
        }
    }

    [Fact]
    public void Numbers_moves_and_situations_compare_by_value()
    {
        var game = GameFile.Parse(TestFiles.Read("good/numbers.game"), "g").Required;
        var compiled = ParametricGame.Compile(game, "base");
        int audience = compiled.Weights.Select(w => w.Name).ToList().IndexOf("audience_i");
        double[] feature = compiled.Feature(audience, 0)!;
        int[] levels = new int[game.Situations.Length];
        for (int s = 0; s < compiled.States.Count; s++)
        {
            compiled.States.Levels(s, levels);
            for (int p = 0; p < compiled.Profiles.Count; p++)
            {
                bool lasts = levels[0] < 6, stands = compiled.Profiles.Move(p, 1) >= levels[1], yields = compiled.Profiles.Move(p, 0) < levels[1];
                Assert.Equal(lasts && stands && yields ? -1 : 0, feature[(s * compiled.Profiles.Count) + p]);
            }
        }
    }

    // Chances of a normal with mean 0.1 + 0.8·x - 0.3 (both at war), deviation 0.4, between points halfway to the neighbours, steps of 0.5.
    [Fact]
    public void A_normal_law_cuts_the_normal_between_levels()
    {
        var game = GameFile.Parse(TestFiles.Read("good/numbers.game"), "g").Required;
        var compiled = ParametricGame.Compile(game, "base");
        int support = game.Situations.ToList().FindIndex(s => s.Name == "support");
        int state = compiled.States.Index([0, 0, game.Situations[support].LevelIndex("1"), 0, 0]), war = compiled.Profiles.Index([2, 2]);
        double sum = 0;
        for (int k = 0; k < 9; k++)
        {
            double low = k == 0 ? 0 : Numerics.Special.Normal.Cdf((-2.25 + (0.5 * k) - 0.6) / 0.4), high = k == 8 ? 1 : Numerics.Special.Normal.Cdf((-1.75 + (0.5 * k) - 0.6) / 0.4);
            double chance = compiled.LevelChance(support, state, war, k, [], []);
            Assert.Equal(high - low < 1e-9 ? 0 : high - low, chance, 1e-8);
            sum += chance;
        }

        Assert.Equal(1, sum, 1e-12);
    }
}
