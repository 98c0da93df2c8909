using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>Habits left out of a base game, and terms inherited twice.</summary>
public sealed class HabitTests
{
    private const string Text = """
        game "g", month by month
        player client  may provoke, hold, rebuff
        player patron  may maintain, reward
        first client moves, then patron
        situation provoked  no | yes
        situation warmth    cold | close
        next provoked  is yes if client plays provoke, else no
        next warmth    becomes cold 1 if client plays rebuff
                       becomes close 0.5 if patron plays reward and client does not play rebuff
        client  loses risk if client plays provoke
                loses defiance if client plays rebuff
                gains spree if client plays provoke and provoked is yes
        patron  loses price if patron plays reward
                gains routine if patron plays reward and warmth is close
        theory "one" [A]  client gains aid * warmth
        theory "two" [B]  client gains aid * warmth
                          patron gains kin * warmth
        theory "both" [C] builds on "one", "two"
        threats of client   provoke   quiet hold
        concession of patron to client   +1 if patron plays reward
        estimate every weight, prior normal(0, 1)
        assume discount 0.9
        """;

    private static GameModel Game => GameFile.Parse(Text, "g").Required;

    [Fact]
    public void The_move_without_a_habit_is_named_with_its_term()
    {
        var missing = Assert.Single(Habits.Missing(Game));
        Assert.Equal((0, 2), (missing.Player, missing.Move));
        Assert.Equal("client gains rebuff_habit if client plays rebuff and warmth is cold", missing.Says);
        Assert.Contains(Reviewer.Review(Game), r => r.Code == "R15" && r.Helps.Any(h => h.Contains(missing.Says, StringComparison.Ordinal)));
        var added = Habits.AddTo(Game);
        Assert.Empty(Habits.Missing(added));
        Assert.Contains(ParametricGame.Compile(added, "base").Weights, w => w.Name == "rebuff_habit");
    }

    [Fact]
    public void A_term_inherited_twice_counts_once()
    {
        ParametricGame one = ParametricGame.Compile(Game, "one"), both = ParametricGame.Compile(Game, "both");
        double[] Aid(ParametricGame g) => g.Feature(g.Weights.Select((w, k) => (w.Name, k)).Single(x => x.Name == "aid").k, 0)!;
        Assert.Equal(Aid(one), Aid(both));
        Assert.Contains(both.Weights, w => w.Name == "kin");
        var remark = Assert.Single(Reviewer.Review(Game), r => r.Code == "R14");
        Assert.Contains("client gains aid * warmth", remark.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_study_leaves_no_habit_out() => Assert.Empty(Habits.Missing(GameFile.Parse(File.ReadAllText(Path.Combine(Root, "studies", "china-dprk", "china-dprk.game")), "g").Required));

    private static string Root
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(at!.FullName, "Tumen.slnx")))
            {
                at = at.Parent;
            }

            return at.FullName;
        }
    }
}
