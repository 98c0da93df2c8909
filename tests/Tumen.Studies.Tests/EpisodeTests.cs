using Tumen.Episodes;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Studies.Tests;

/// <summary>A crisis inside a small study: its last payoffs are the fitted long game's values, and claims rest on it.</summary>
public sealed class EpisodeTests : IDisposable
{
    private const string Game = """
        game "Small", month by month
        player client   may provoke, hold
        player patron   may maintain, reward
        first client moves, then patron
        situation warmth  cold | close
        situation season  dry | wet
        next warmth  becomes close warming if patron plays reward
                     becomes cold cooling if patron plays maintain
        next season  becomes wet 0.3, becomes dry 0.3
        client  loses risk if client plays provoke
                gains aid * warmth
        patron  loses price if patron plays reward
        theory "kin"  patron gains kin * warmth
        estimate every weight, prior normal(0, 1); at least 0: kin, aid
        assume discount 0.9
        concession of patron to client  +1 if patron plays reward
        threats of client  provoke  quiet hold
        """;

    private const string Crisis = """
        game "Crisis", once
        player client may flirt, quiet as signal
        player patron may pay, not
        client is wavering | loyal, known to client, prior 1/5 wavering
        first client moves, then patron
        patron sees signal
        client gains 4 if patron plays pay
               gains 2 if client is wavering and patron plays not
               loses 1 if client is loyal and signal is flirt
        patron loses 4 if patron plays pay
               loses 10 if client is wavering and patron plays not
        afterwards warmth is close if patron plays pay
        afterwards warmth is cold if client is wavering
        """;

    private const string Study = """
        study "Does it pay?"
        game "small.game"
        records "record.csv"
        compare base, "kin"
        episode "alone" "crisis.game"
        episode "inside" "crisis.game" in 2000-02 going on under "kin"
        claims "small.claims"
        """;

    private const string Claims = """
        claims "nobody"
        claim A mechanism "a signal is used"
              episode "alone" some sequential equilibrium has client play flirt above 0.4
        claim B mechanism "babbling is an equilibrium too"
              episode "alone" some sequential equilibrium has client play flirt below 0.1
        claim C mechanism "it is always used"
              episode "alone" every equilibrium has client play flirt above 0.4
        claim D mechanism "in the long game"
              episode "inside" every divine equilibrium has patron play pay above 0.05 under "kin"
        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "tumen-" + Path.GetRandomFileName());

    public EpisodeTests()
    {
        Directory.CreateDirectory(_folder);
        Write("small.game", Game);
        Write("crisis.game", Crisis);
        Write("small.study", Study);
        Write("small.claims", Claims);
        var rng = new Tumen.Numerics.Philox(3, 0);
        var rows = new System.Text.StringBuilder("period,client,patron,warmth,season\n");
        int warmth = 0;
        for (int t = 0; t < 80; t++)
        {
            bool reward = rng.NextDouble() < (warmth == 0 ? 0.5 : 0.3);
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{1 + (t % 12):00},{(rng.NextDouble() < 0.4 ? "provoke" : "hold")},{(reward ? "reward" : "maintain")},{(warmth == 1 ? "close" : "cold")},{(t == 1 ? "wet" : rng.NextDouble() < 0.5 ? "dry" : "wet")}\n");
            warmth = reward && rng.NextDouble() < 0.7 ? 1 : !reward && rng.NextDouble() < 0.6 ? 0 : warmth;
        }

        Write("record.csv", rows.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private StudyResults Run() => StudyRunner.Run(StudyFolder.Open(_folder), new ResultStore(Path.Combine(_folder, "store")), 1, 2, null, CancellationToken.None);

    // The values are worked out here on the whole game, by another way than the study's: its likelihood solves the game with what does not matter to the theory taken out.
    [Fact]
    public void What_going_on_is_worth_is_in_the_last_payoffs()
    {
        var r = Run();
        var kin = r.Theories.Single(t => t.Name == "kin");
        var inside = r.Episodes.Single(e => e.Episode == "inside");
        var whole = ParametricGame.Compile(r.Study.Game, "kin");
        var space = new Likelihood(whole, r.Study.Records[0].Sequences).Parameters;
        var game = whole.At(space.Weights(0, kin.ModePoint), space.Chances(kin.ModePoint));
        var solved = StationarySolver.Solve(game, new SolveOptions { Precision = 1, Convention = ValueConvention.TasteShocks }, cancel: TestContext.Current.CancellationToken).Equilibrium;
        foreach (var (level, at) in new[] { ("cold", 0), ("close", 1) })
        {
            var sequel = inside.Sequels.Single(s => s.Where == $"warmth {level}");
            int wet = game.States.Index([at, 1]);
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(0.9 * solved.Values[i][wet], sequel.Values[i], 1e-8);
            }
        }

        var with = GameFiles.Read(inside.Game, "inside").Extensive!;
        var without = GameFiles.Read(r.Episodes.Single(e => e.Episode == "alone").Game, "alone").Extensive!;
        int paid = Enumerable.Range(0, with.NodeCount).First(n => with.IsTerminal(n) && with.PathTo(n).Contains("pay", StringComparison.Ordinal));
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(inside.Sequels.Single(s => s.Where == "warmth close").Values[i], with.ExactPayoffs[(paid * 2) + i].ToDouble() - without.ExactPayoffs[(paid * 2) + i].ToDouble(), 1e-6);
        }

        Assert.Equal(EpisodeRunner.Draws, inside.Draws.Length + inside.Failed);
    }

    [Fact]
    public void Claims_rest_on_episodes()
    {
        var verdicts = Run().Claims.ToDictionary(c => c.Claim.Id, c => c.Verdict);
        Assert.Equal(ClaimVerdict.Supported, verdicts["A"]);
        Assert.Equal(ClaimVerdict.Supported, verdicts["B"]);
        Assert.Equal(ClaimVerdict.Contradicted, verdicts["C"]);
        Assert.Contains(verdicts["D"], new[] { ClaimVerdict.Supported, ClaimVerdict.Contradicted, ClaimVerdict.CannotSay });
    }

    [Fact]
    public void Alone_it_is_the_closed_form_and_is_drawn()
    {
        var alone = Run().Episodes.Single(e => e.Episode == "alone");
        Assert.True(alone.Complete);
        var informative = alone.Equilibria.Single(e => e.Refinements.Any(x => x is { Key: "divine", Verdict: "kept" }));
        Assert.Equal(0.5, informative.Acts.Single(a => a.Action == "flirt").Chance, 1e-12);
        Assert.Contains("3/8", informative.Tree, StringComparison.Ordinal);
        Assert.Contains("1/4", informative.Tree, StringComparison.Ordinal);
        Assert.Contains(alone.Equilibria, e => e.Acts.Single(a => a.Action == "flirt").Chance < 1e-12 && e.Refinements.Any(x => x is { Key: "divine", Verdict: "dropped" }));
    }

    [Theory]
    [InlineData("small.study", "under \"kin\"", "under \"fear\"", "S416")]
    [InlineData("small.study", "in 2000-02", "in 1999-02", "S522")]
    [InlineData("small.study", " in 2000-02", "", "E216")]
    [InlineData("small.study", "\"inside\"", "\"alone\"", "G207")]
    [InlineData("small.study", "\"alone\" \"crisis.game\"", "\"alone\" \"none.game\"", "S512")]
    [InlineData("small.claims", "\"inside\"", "\"outside\"", "S413")]
    [InlineData("small.claims", "client play flirt above 0.4\nclaim B", "client play shout above 0.4\nclaim B", "S521")]
    [InlineData("small.claims", "patron play pay", "rival play pay", "S521")]
    [InlineData("crisis.game", "warmth is close", "warmth is tepid", "E216")]
    [InlineData("crisis.game", "loses 10", "loses ten", "E204")]
    public void Mistakes_are_named_before_anything_is_fitted(string file, string from, string to, string code)
    {
        string text = File.ReadAllText(Path.Combine(_folder, file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Write(file, text.Replace(from, to, StringComparison.Ordinal));
        var thrown = Assert.Throws<BadInputException>(() => StudyFolder.Open(_folder));
        Assert.Contains(thrown.Diagnostics, d => d.Code == code);
        Assert.All(thrown.Diagnostics, d => Assert.True(d.Place.Line > 0 || d.Code == "S512"));
    }

    [Fact]
    public void An_episode_that_does_not_say_where_it_goes_on_is_refused()
    {
        Write("crisis.game", Crisis.Replace("afterwards", "#", StringComparison.Ordinal));
        Assert.Contains(Assert.Throws<BadInputException>(() => StudyFolder.Open(_folder)).Diagnostics, d => d.Code == "S523");
    }
}
