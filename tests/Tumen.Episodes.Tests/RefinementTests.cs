namespace Tumen.Episodes.Tests;

public class RefinementTests
{
    // Beer and quiche (Cho and Kreps 1987): surly (1/10) or tough; breakfast; the bully fights or not. Pooling on quiche is sequential but not intuitive.
    private static ExtensiveGame BeerQuiche()
    {
        var builder = new ExtensiveGameBuilder("beer and quiche", ["sender", "bully"]);
        int type = builder.AddChanceMove("type", ["weak", "tough"], [new(1, 10), new(9, 10)]);
        int[] sender = [builder.AddInformationSet(0, "weak", ["beer", "quiche"]), builder.AddInformationSet(0, "tough", ["beer", "quiche"])];
        int[] bully = [builder.AddInformationSet(1, "after beer", ["fight", "not"]), builder.AddInformationSet(1, "after quiche", ["fight", "not"])];
        int root = builder.AddDecision(-1, 0, type);
        for (int t = 0; t < 2; t++)
        {
            int node = builder.AddDecision(root, t, sender[t]);
            for (int m = 0; m < 2; m++)
            {
                int liked = (t == 0) == (m == 1) ? 1 : 0;
                int reply = builder.AddDecision(node, m, bully[m]);
                builder.AddEnd(reply, 0, "", liked, t == 0 ? 1 : 0);
                builder.AddEnd(reply, 1, "", liked + 2, t == 0 ? 0 : 1);
            }
        }
        return builder.Build();
    }

    [Fact]
    public void Beer_survives_and_quiche_does_not()
    {
        var solution = EpisodeSolver.Solve(BeerQuiche());
        var beer = solution.Equilibria.First(e => e.Profile.ExactProbability("weak", "beer") == 1 && e.Profile.ExactProbability("tough", "beer") == 1);
        var quiche = solution.Equilibria.First(e => e.Profile.ExactProbability("weak", "quiche") == 1 && e.Profile.ExactProbability("tough", "quiche") == 1);
        Assert.Equal((Verdict.Kept, Verdict.Kept), (beer[Refinement.Sequential]!.Value, beer[Refinement.Intuitive]!.Value));
        Assert.Equal((Verdict.Kept, Verdict.Dropped), (quiche[Refinement.Sequential]!.Value, quiche[Refinement.Intuitive]!.Value));
        Assert.Contains("'tough'", quiche.Refinements.Single(r => r.Refinement == Refinement.Intuitive).Reason, StringComparison.Ordinal);
        var belief = beer.Beliefs!.Single(b => solution.Game.InformationSets[b.InformationSet].Label == "after beer");
        Assert.True(belief.OnPath);
        Assert.Equal([new Rational(1, 10), new Rational(9, 10)], belief.Chances);
        Assert.Contains(beer.Beliefs!, b => !b.OnPath);
    }

    // Entry deterrence: staying out under the threat of a fight is Nash but the threat is empty.
    [Fact]
    public void An_empty_threat_is_dropped_by_subgame_perfection()
    {
        var builder = new ExtensiveGameBuilder("entry", ["entrant", "incumbent"]);
        int enter = builder.AddInformationSet(0, "market", ["out", "in"]), answer = builder.AddInformationSet(1, "answer", ["fight", "share"]);
        int root = builder.AddDecision(-1, 0, enter);
        builder.AddEnd(root, 0, "out", 0, 2);
        int node = builder.AddDecision(root, 1, answer);
        builder.AddEnd(node, 0, "war", -1, -1);
        builder.AddEnd(node, 1, "shared", 1, 1);
        var solution = EpisodeSolver.Solve(builder.Build());
        var threat = solution.Equilibria.First(e => e.Profile.ExactProbability("market", "out") == 1);
        var entry = solution.Equilibria.First(e => e.Profile.ExactProbability("market", "in") == 1);
        Assert.Equal(Verdict.Dropped, threat[Refinement.SubgamePerfect]);
        Assert.Contains("incumbent", threat.Refinements[0].Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Dropped, threat[Refinement.TremblingHand]);
        Assert.All(entry.Refinements.Where(r => r.Refinement < Refinement.Intuitive), r => Assert.Equal(Verdict.Kept, r.Verdict));
    }

    // Selten's horse (1975, figure 1): (1 down, 2 across, 3 left...) is Nash in the only subgame and yet not sequential; the other family is.
    [Fact]
    public void Seltens_horse_separates_nash_from_sequential()
    {
        var builder = new ExtensiveGameBuilder("horse", ["1", "2", "3"]);
        int one = builder.AddInformationSet(0, "one", ["across", "down"]), two = builder.AddInformationSet(1, "two", ["across", "down"]), three = builder.AddInformationSet(2, "three", ["left", "right"]);
        int root = builder.AddDecision(-1, 0, one);
        int second = builder.AddDecision(root, 0, two);
        builder.AddEnd(second, 0, "", 1, 1, 1);
        int right = builder.AddDecision(second, 1, three);
        builder.AddEnd(right, 0, "", 4, 4, 0);
        builder.AddEnd(right, 1, "", 0, 0, 1);
        int left = builder.AddDecision(root, 1, three);
        builder.AddEnd(left, 0, "", 3, 3, 2);
        builder.AddEnd(left, 1, "", 0, 0, 0);
        var solution = EpisodeSolver.Solve(builder.Build());
        var bad = solution.Equilibria.First(e => e.Profile.ExactProbability("one", "down") == 1 && e.Profile.ExactProbability("three", "left") == 1 && e.Profile.ExactProbability("two", "across") == 1);
        Assert.Equal((Verdict.Kept, Verdict.Dropped), (bad[Refinement.SubgamePerfect]!.Value, bad[Refinement.Sequential]!.Value));
        var good = solution.Equilibria.First(e => e.Profile.ExactProbability("one", "across") == 1 && e.Profile.ExactProbability("two", "across") == 1 && e.Profile.ExactProbability("three", "right") == 1);
        Assert.Equal((Verdict.Kept, Verdict.Kept), (good[Refinement.Sequential]!.Value, good[Refinement.TremblingHand]!.Value));
    }

    [Theory]
    [InlineData("tests/test_games/subgames.efg")]
    [InlineData("tests/test_games/subgame-8-roots.efg")]
    public void Subgames_are_found(string file)
    {
        var roots = SubgamePerfection.Roots(Corpus.Tree(Corpus.Root(), file));
        Assert.Equal(0, roots[0]);
        if (file.Contains("8-roots", StringComparison.Ordinal)) Assert.Equal(8, roots.Count);
        else Assert.True(roots.Count > 1);
    }

    [Fact]
    public void Forgetful_games_are_refused_in_words()
    {
        var game = Corpus.Tree(Corpus.Root(), "tests/test_games/not_perfect_recall.efg");
        var solution = EpisodeSolver.Solve(game);
        Assert.NotNull(solution.Refused);
        Assert.Contains("forget", solution.Refused, StringComparison.Ordinal);
        Assert.Empty(solution.Equilibria);
    }

    [Fact]
    public void Drawings_are_complete_and_safe()
    {
        var game = BeerQuiche();
        string svg = GameTreeSvg.Draw(game, EpisodeSolver.Solve(game).Equilibria[0].Profile);
        var parsed = System.Xml.Linq.XDocument.Parse(svg);
        Assert.Equal(game.NodeCount - 1, parsed.Descendants().Count(e => e.Name.LocalName == "line"));
        Assert.Equal(2, parsed.Descendants().Count(e => e.Name.LocalName == "path"));
        Assert.Contains("9/10", svg, StringComparison.Ordinal);
        var nasty = new ExtensiveGameBuilder("<script>&\u0001", ["\"a\""]);
        nasty.AddEnd(nasty.AddDecision(-1, 0, nasty.AddInformationSet(0, "", ["<b>"])), 0, "x", 1);
        Assert.DoesNotContain("<script>", GameTreeSvg.Draw(nasty.Build()), StringComparison.Ordinal);
        System.Xml.Linq.XDocument.Parse(GameTreeSvg.Draw(nasty.Build()));
    }

    [Fact]
    public void A_large_perfect_information_tree_goes_through_the_front_door()
    {
        var game = GameFiles.Read(Games.CentipedeText(20_000), "centipede").Extensive!;
        var solution = EpisodeSolver.Solve(game);
        Assert.Equal([(Rational)2, (Rational)0], solution.Equilibria[0].ExactPayoffs!);
        Assert.Equal(SolveStatus.Exact, solution.Equilibria[0].Status);
        Assert.NotEmpty(GameTreeSvg.Draw(game));
    }

    [Fact]
    public void Every_public_game_gets_an_answer_or_a_sentence()
    {
        string root = Corpus.Root();
        var options = new EpisodeOptions { MaximumCells = 300, MaximumVertices = 3_000, MaximumRefined = 10, MaximumQuantalActions = 40, Supports = new SupportOptions { MaximumSupports = 500, MaximumTotalBoxes = 2_000, MaximumBoxes = 200 } };
        var silent = new List<string>();
        int answered = 0;
        foreach (string path in Corpus.Files(root, "efg").Concat(Corpus.Files(root, "nfg")))
        {
            var read = Corpus.Read(path);
            var solution = read.Extensive is { } tree ? EpisodeSolver.Solve(tree, options) : EpisodeSolver.Solve(read.Strategic!, options);
            if (solution.Equilibria.Count > 0) answered++;
            else if (solution.Refused is null && solution.Notes.Count == 0) silent.Add(Path.GetFileName(path));
            foreach (var equilibrium in solution.Equilibria)
                if (equilibrium.Status == SolveStatus.Exact) Assert.True(GameValues.Exact(equilibrium.Profile).Regret.IsZero, path);
        }
        Assert.True(silent.Count == 0, string.Join(", ", silent));
        Assert.True(answered > 190, $"{answered}");
    }
}
