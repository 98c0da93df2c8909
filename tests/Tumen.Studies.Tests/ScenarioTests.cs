using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Studies.Tests;

/// <summary>What-ifs whose outcome is known beforehand.</summary>
public sealed class ScenarioTests
{
    private static readonly GameModel Game = GameFile.Parse("""
        game "Small", month by month
        player client   may provoke, hold
        player rival    may press, leave
        player patron   may maintain, reward, punish
        first client moves, then rival, then patron
        situation warmth    cold | close
        situation presence  low | high
        next warmth    becomes close 0.4 if patron plays reward
                       becomes cold 0.3 if patron plays maintain or punish
        next presence  rises 0.5 if rival plays press    falls 0.2 if rival plays leave
        client  loses risk if client plays provoke
                gains aid * warmth
        rival   loses burden if rival plays press
                gains pretext if rival plays press and client plays provoke
        patron  loses price if patron plays reward
                loses anger if patron plays punish
                loses buffer * presence * lack of warmth
        estimate every weight, prior normal(0, 1)
        assume discount 0.9, choice precision 1
        concession of patron to client   +1 if patron plays reward, -1 if patron plays punish
        compliance of client to patron   -1 if client plays provoke
        threats of client                provoke     quiet hold
        instruments of patron            reward, punish     quiet maintain
        """, "small.game").Required;

    private static readonly double[] Weights = [0.7, 1.2, 0.9, 1.1, 0.8, 1.0, 0.9];

    private static readonly ImmutableArray<Sequence> Data = [new Sequence(
        "", [.. Enumerable.Range(0, 24).Select(t => $"20{t / 12:00}-{(t % 12) + 1:00}")],
        [.. Enumerable.Range(0, 24).Select(t => ImmutableArray.Create(t % 2, t % 3 == 0 ? 0 : 1, t % 3))],
        [.. Enumerable.Range(0, 24).Select(t => ImmutableArray.Create(t % 2, t / 2 % 2))])];

    private static readonly TheoryWork Work = new()
    {
        Name = "base",
        Status = "converged",
        ModeStatus = "converged",
        LogLikelihood = 0,
        MoveLogLikelihood = 0,
        Aic = 0,
        Bic = 0,
        LogMarginalLikelihood = 0,
        Periods = 24,
        Moves = 72,
        Starts = 1,
        Optima = [],
        Parameters = [],
        Eigenvalues = [],
        Weak = [],
        ByPeriod = [],
        MovesByPeriod = [],
        HoldOutScore = null,
        HoldOutByPeriod = [],
        Residual = 0,
        Regret = 0,
        Leverage = null,
        Responses = [],
        ModePoint = Weights,
        ModeCovariance = [.. Enumerable.Range(0, Weights.Length * Weights.Length).Select(c => c % (Weights.Length + 1) == 0 ? 0.01 : 0)],
    };

    private static ScenarioWork Run(params ScenarioEdit[] edits) => new ScenarioPieces(Game, Data, 7).Run(new ScenarioSpec("s", [.. edits], null, null), Work, CancellationToken.None);

    private static QuantityWork Of(ScenarioWork w, string name) => w.Quantities.Single(q => q.Name == name);

    [Fact]
    public void No_change_changes_no_bit()
    {
        var w = Run(new ScenarioEdit.SetParameter("aid", 1, true));
        Assert.Equal("solved", w.Status);
        Assert.All(w.Quantities, q => Assert.Equal(q.Before, q.After));
        Assert.All(w.Quantities.SelectMany(q => q.Changes), c => Assert.Equal(0, BitConverter.DoubleToInt64Bits(c)));
        Assert.True(w.Curves.Length > 10);
        Assert.All(w.Curves, c => Assert.Equal(c.Before, c.After));
        Assert.All(w.Curves, c => Assert.Equal(c.BeforeHigh, c.AfterHigh));
    }

    [Fact]
    public void A_move_that_is_never_played_has_no_share()
    {
        var w = Run(new ScenarioEdit.Forbid("client", ["provoke"], false));
        Assert.Equal(0, Of(w, "share client provoke").After, 1e-12);
        Assert.Equal(1, Of(w, "share client hold").After, 1e-12);
        Assert.Equal(0, Of(w, "capacity").After, 1e-9);
        Assert.Equal(ScenarioPieces.Draws, Of(w, "share client provoke").Changes.Length);
    }

    [Fact]
    public void Always_leaves_one_move()
    {
        var w = Run(new ScenarioEdit.Forbid("patron", ["reward"], true));
        Assert.Equal(1, Of(w, "share patron reward").After, 1e-9);
        Assert.Equal(1, Of(w, "concessions").After, 1e-9);
    }

    [Fact]
    public void Defanged_threats_leave_no_capacity()
    {
        Assert.NotEqual(0, Of(Run(new ScenarioEdit.SetParameter("aid", 1, true)), "capacity").Before, 1e-4);
        Assert.Equal(0, Of(Run(new ScenarioEdit.Defang("client", ["provoke"])), "capacity").After, 1e-9);
    }

    [Fact]
    public void A_situation_that_stays_stays()
    {
        var w = Run(new ScenarioEdit.HoldSituation("presence", "low", true));
        Assert.Equal(1, Of(w, "share presence low").After, 1e-9);
        Assert.Equal(0, Of(w, "capacity").After, 1e-6); // the patron's only fear is gone, so nothing can be staked
    }

    [Fact]
    public void A_start_changes_paths_but_not_the_long_run()
    {
        var w = Run(new ScenarioEdit.HoldSituation("warmth", "cold", false));
        Assert.Equal(Of(w, "share patron reward").Before, Of(w, "share patron reward").After, 1e-9);
        var path = w.Curves.Single(c => c.Group == "month by month" && c.Name == "patron reward");
        Assert.NotEqual(path.Before[0], path.After[0], 1e-4);
        Assert.Equal(path.Before[^1], path.After[^1], 1e-4);
    }

    [Fact]
    public void Return_times_are_one_over_shares()
    {
        var w = Run(new ScenarioEdit.SetParameter("aid", 2, true));
        Assert.Equal(1 / Of(w, "share client provoke").After, Of(w, "return client provoke").After, 1e-9);
    }

    [Fact]
    public void A_weight_the_game_lacks_is_refused_in_words()
    {
        var e = Assert.Throws<BadInputException>(() => Run(new ScenarioEdit.SetParameter("elsewhere", 0, false)));
        Assert.Contains(e.Diagnostics, d => d.Code == "W101");
    }

    [Fact]
    public void Partners_in_a_coalition_keep_their_moves_and_say_what_leaving_is_worth()
    {
        var w = Run(new ScenarioEdit.Coalition(["rival", "patron"], [0.5, 0.5]));
        Assert.Equal("solved", w.Status);
        Assert.Equal(1, Of(w, "share patron maintain").After + Of(w, "share patron reward").After + Of(w, "share patron punish").After, 1e-9);
        Assert.Equal(1, Of(w, "share rival press").After + Of(w, "share rival leave").After, 1e-9);
        Assert.Equal(2, w.Notes.Count(n => n.Contains("would gain by leaving", StringComparison.Ordinal)));
        Assert.Equal(["rival", "patron"], w.Partners.Select(p => p.Player));
        Assert.All(w.Partners, p => Assert.True(p.OneShot.Value >= -1e-12 && p.OneShot.Low <= p.OneShot.High));
        Assert.NotEqual(Of(w, "concessions").Before, Of(w, "concessions").After, 1e-4);
    }

    // The partner's moves are taken from it before it joins: its part of the joint move cannot be the forbidden one.
    [Fact]
    public void A_partner_of_a_coalition_can_lose_a_move()
    {
        var w = Run(new ScenarioEdit.Coalition(["rival", "patron"], [1, 1]), new ScenarioEdit.Forbid("patron", ["reward"], false));
        Assert.Equal("solved", w.Status);
        Assert.Equal(0, Of(w, "share patron reward").After, 1e-12);
        Assert.True(Of(w, "share patron reward").Before > 0.01);
    }

    [Fact]
    public void What_ifs_do_not_depend_on_the_order_or_the_threads_they_are_run_in()
    {
        ScenarioSpec[] specs = [.. new ScenarioEdit[] { new ScenarioEdit.SetParameter("aid", 2, true), new ScenarioEdit.Freeze("patron"), new ScenarioEdit.HoldSituation("presence", "high", true) }
            .Select((e, k) => new ScenarioSpec($"s{k}", [e], null, k == 1 ? 6 : null))];
        var shared = new ScenarioPieces(Game, Data, 7);
        var together = new ScenarioWork[specs.Length];
        Parallel.For(0, specs.Length, k => together[specs.Length - 1 - k] = shared.Run(specs[specs.Length - 1 - k], Work, CancellationToken.None));
        foreach (var (spec, k) in specs.Select((s, k) => (s, k)))
        {
            var alone = new ScenarioPieces(Game, Data, 7).Run(spec, Work, CancellationToken.None);
            Assert.Equal(alone.Quantities.SelectMany(q => q.Changes), together[k].Quantities.SelectMany(q => q.Changes));
            Assert.Equal(alone.Curves.SelectMany(c => c.AfterHigh), together[k].Curves.SelectMany(c => c.AfterHigh));
        }
    }
}
