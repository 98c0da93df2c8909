using Tumen.Oracles;

namespace Tumen.Episodes.Tests;

/// <summary>Episodes written in the language: the crises are the games their classes build, and mistakes are named with their place.</summary>
public class EpisodeTextTests
{
    private static Rational R(string text) => Rational.Parse(text);

    private static string Text(string name) => File.ReadAllText(Path.Combine(CatalogTests.Folder, name, name + ".game"));

    private static ExtensiveGame Tree(string text, Continuation? continuation = null)
    {
        Assert.True(EpisodeFile.IsEpisode(text));
        var read = EpisodeFile.Read(text, "episode.game");
        Assert.Empty(read.Diagnostics);
        var compiled = EpisodeCompiler.Compile(read.Model!, continuation);
        Assert.Empty(compiled.Diagnostics);
        Assert.Null(PerfectRecall.FindViolation(compiled.Game!));
        return compiled.Game!;
    }

    private static IReadOnlyList<Rational> Table(ExtensiveGame game) => ReducedForm.TryBuild(game)!.Game.Payoffs;

    // The same reduced strategic form, cell by cell, is the same game.
    [Fact]
    public void E1_is_the_game_of_its_closed_form()
    {
        var signal = new RealignmentSignal(R("1/5"), 10, 4, 1, 0, 2);
        var game = Tree(Text("e1-realignment-signal"));
        Assert.Equal(Table(signal.ToGame()), Table(game));
        var solution = EpisodeSolver.Solve(game);
        Assert.True(solution.Complete);
        var told = Assert.Single(solution.Equilibria, e => e[Refinement.DivinityOne] == Verdict.Kept);
        Assert.Equal(signal.Bluff, told.Profile.ExactProbability("signal knowing loyal", "flirt"));
        Assert.Equal(signal.PayAfterFlirt, told.Profile.ExactProbability("patron knowing flirt", "pay"));
        Assert.Equal(signal.PatronPayoff, told.ExactPayoffs![1]);
        Assert.Contains(solution.Equilibria, e => e[Refinement.DivinityOne] == Verdict.Dropped && e[Refinement.Sequential] == Verdict.Kept);
    }

    // The same cells, payoff by payoff: nature's draw may come at another time, so strategies are listed in another order.
    [Theory]
    [InlineData("e1-realignment-signal")]
    [InlineData("e1-realignment-signal-separating")]
    [InlineData("e5-hedging-auction-sunshine")]
    [InlineData("e5-hedging-auction-hardline")]
    public void The_language_says_what_the_file_says(string name)
    {
        var read = Corpus.Read(Directory.EnumerateFiles(Path.Combine(CatalogTests.Folder, name), "*.?fg").Single());
        var there = read.Strategic?.Payoffs ?? Table(read.Extensive!);
        Assert.Equal(there, Table(Tree(Text(name))));
    }

    // (G,E,H) and α0 of the four cells, and what the patron gets in every sequential equilibrium: the demand that is best on the grid 1/4, 1/2, 1 with four types.
    [Theory]
    [InlineData("e4-umbrella-accepted", "3")]
    [InlineData("e4-umbrella-hard", "3/2")]
    [InlineData("e4-umbrella-none", "0")]
    [InlineData("e4-umbrella-refused", "0")]
    public void E4_pays_the_patron_what_the_formula_says(string name, string value)
    {
        var solution = EpisodeSolver.Solve(Tree(Text(name)));
        var sequential = solution.Equilibria.Where(e => e[Refinement.Sequential] == Verdict.Kept && e.ExactPayoffs is not null).ToArray();
        Assert.NotEmpty(sequential);
        Assert.All(sequential, e => Assert.Equal(R(value), e.ExactPayoffs![0]));
    }

    // Everybody names its worth, line by line of Seoul: the client nets 4 or 2, 3 on average, and China, worth 8, keeps 5.
    [Fact]
    public void E5_with_natures_draw_has_the_truthful_equilibrium()
    {
        var game = Tree(Text("e5-hedging-auction"));
        var found = PureEquilibria.Nash(game, 4_096)!.Where(p => p.ExactProbability("China_offer knowing sunshine", "8") == 1 && p.ExactProbability("China_offer knowing hardline", "8") == 1
            && p.ExactProbability("Russia_offer knowing sunshine", "2") == 1 && p.ExactProbability("Russia_offer knowing hardline", "2") == 1
            && p.ExactProbability("Seoul_offer knowing sunshine", "4") == 1 && p.ExactProbability("Seoul_offer knowing hardline", "0") == 1).ToArray();
        var truthful = Assert.Single(found);
        Assert.Equal(new Rational[] { 5, 0, 0, 3 }, Enumerable.Range(0, 4).Select(i => GameValues.Exact(truthful).ValueAt(0, i)));
    }

    [Theory]
    [InlineData("a gains max(2, 1 + 2, m)", "3")]
    [InlineData("a gains min(2, 1 + 2) * 2", "4")]
    [InlineData("a gains 1 if m at least 1\n  gains 10 if m more than 1\n  gains 100 if m at most 1 and not m less than 1", "101")]
    public void Amounts_compare(string clause, string value)
    {
        var game = Tree($"game \"T\", once\nplayer a may 1 as m\n{clause}\n");
        Assert.Equal(R(value), game.ExactPayoffs[1]);
    }

    // Nature draws the gain first here and after the treaty there, so strategies are listed in another order; the cells are the same.
    [Fact]
    public void E2_is_the_game_of_its_closed_form()
    {
        var entrapment = new Entrapment(R("1/4"), 10, 2, 4, 6, 8, R("1/10"));
        var game = Tree(Text("e2-entrapment-three-types"));
        static IEnumerable<string> Cells(ExtensiveGame tree) => Table(tree).Chunk(2).Select(pair => $"{pair[0]} {pair[1]}").Order(StringComparer.Ordinal);
        Assert.Equal(Cells(entrapment.ToGame(1, 2, 3)), Cells(game));
        var solution = EpisodeSolver.Solve(game);
        var perfect = solution.Equilibria.Where(e => e[Refinement.SubgamePerfect] == Verdict.Kept && e[Refinement.Sequential] == Verdict.Kept).ToArray();
        Assert.NotEmpty(perfect);
        Assert.All(perfect, e => Assert.Equal(R("-4/5"), e.ExactPayoffs![0]));
        Assert.All(perfect, e => Assert.Equal(Rational.One, e.Profile.ExactProbability("treaty", "abstain")));
    }

    [Fact]
    public void E7_is_the_game_of_its_closed_form()
    {
        var crisis = new AudienceCostCrisis(R("1/4"), R("1/4"));
        var game = Tree(Text("e7-audience-cost"));
        Assert.Equal(Table(crisis.ToGame(4)), Table(game));
    }

    [Fact]
    public void E3_and_E4_reach_their_closed_forms_on_the_grid()
    {
        var closed = new Brinkmanship(2, 10, 1, 0);
        var game = Tree(Text("e3-brinkmanship"));
        // Demand 2 at risk 1/2; the patron pays when its expected loss is at least the demand and the risk would be run, which it is while it costs no more than backing off.
        var chances = new Rational[game.ActionCount];
        foreach (var set in game.InformationSets.Where(set => !set.IsChance))
        {
            string[] known = set.Label.Contains(" knowing ", StringComparison.Ordinal) ? set.Label.Split(" knowing ")[1].Split(", ") : [];
            string action = set.Label.Split(' ')[0] switch
            {
                "demand" => "2",
                "risk" => "1/2",
                "reply" => R(known[2]) * 2 <= 1 && R(known[0]) * R(known[2]) >= R(known[1]) ? "pay" : "refuse",
                _ => R(known[1]) * 2 <= 1 ? "run" : "back_off",
            };
            chances[set.FirstAction + set.Actions.ToList().IndexOf(action)] = Rational.One;
        }
        var values = GameValues.Exact(StrategyProfile.FromExact(game, chances));
        Assert.Equal(Rational.Zero, values.Regret);
        Assert.Equal(closed.BestPayoff, values.Payoff(0));
        var umbrella = EpisodeMethods.Solve(Tree(Text("e4-umbrella-accepted")), EpisodeMethod.QuantalLimit).Profiles[0];
        Assert.Equal(new UmbrellaOffer(5, 1, 2, 4, 3, 2, 4).BestWorth.ToDouble(), GameValues.Floating(umbrella.Profile).Payoff(0), 1e-9);
    }

    [Fact]
    public void E6_hands_over_what_the_formula_says()
    {
        var game = Tree(Text("e6-autonomy-security"));
        var best = BackwardInduction.Solve(game).Profile;
        foreach (int own in new[] { 1, 2, 4 })
        {
            var trade = new AutonomySecurity(R("1/2"), own, 4);
            var share = trade.Conceded;
            Assert.Equal(Rational.One, best.ExactProbability($"given knowing {own}", share.ToString()));
            // The decimals in the file are the logarithms they stand for.
            int node = Enumerable.Range(0, game.NodeCount).Single(k => game.IsTerminal(k) && game.Outcomes[game.OutcomeOf(k)].Label == $"{own}, {share}");
            Assert.Equal(trade.Utility(share.ToDouble()), game.ExactPayoffs[node].ToDouble(), 1e-14);
        }
    }

    private const string Head = "game \"T\", once\nplayer a may x, y\nplayer b may u, v\nfirst a moves, then b\n";

    [Theory]
    [InlineData("game \"T\", month by month", "E201", 1, 11, "expected `once`")]
    [InlineData("game \"T, once", "E202", 1, 6, "never ends")]
    [InlineData("", "E201", 1, 1, "end of the file")]
    [InlineData("game \"T\", once\nplayer a may x, x", "E211", 2, 17, "named twice")]
    [InlineData("game \"T\", once\nplayer a may x, y\nplayer b may u, v", "E214", 1, 1, "who moves first")]
    [InlineData("game \"T\", once\nplayer a may x, y\nplayer b may u, v\nfirst a moves", "E214", 4, 1, "b has moves but no turn")]
    [InlineData("game \"T\", once\nplayer a may x, y\nplayer b may u, v\nfirst a moves, then c", "E204", 4, 21, "not a player; the players are a, b")]
    [InlineData("game \"T\", once", "E214", 1, 1, "nobody plays")]
    [InlineData(Head + "a is k | l, known to a, prior 0.3 k, 0.3 l", "E212", 5, 1, "add up to 3/5")]
    [InlineData(Head + "a is k | l, known to a, prior 1.3 k", "E212", 5, 31, "13/10")]
    [InlineData(Head + "a is k | l, known to a, prior 0.3 m", "E207", 5, 31, "expected k or l")]
    [InlineData(Head + "a gains 1 if b plays w", "E207", 5, 22, "expected u or v")]
    [InlineData(Head + "a gains wealth", "E204", 5, 9, "neither a constant")]
    [InlineData(Head + "let wealht = 3\na gains wealth", "E204", 6, 9, "did you mean `wealht`?")]
    [InlineData(Head + "a is k | l, known to a, prior equal\na gains a if b plays u", "E205", 6, 9, "level `k` is not a number")]
    [InlineData(Head + "let z = 1/0", "E206", 5, 12, "division by zero")]
    [InlineData(Head + "a sees b", "E210", 5, 8, "cannot see it")]
    [InlineData("game \"T\", once\nplayer a may x, y\nplayer b may u, v\nall move at once\na sees b\nb sees a", "E210", 5, 8, "when `b` is made, so it cannot see it")]
    [InlineData(Head + "frobnicate everything", "E201", 5, 1, "starts no clause")]
    [InlineData(Head + "move m of a may p, q if n is r\nmove n of b may r, s if m is p", "E209", 5, 25, "are a circle")]
    [InlineData(Head + "b is low | high, known to b", "E201", 5, 28, "expected `,`")]
    public void Mistakes_are_named_with_their_place(string text, string code, int line, int column, string part)
    {
        var read = EpisodeFile.Read(text, "bad.game");
        Assert.Null(read.Model);
        var error = Assert.Single(read.Diagnostics, d => d.Message.Contains(part, StringComparison.Ordinal));
        Assert.Equal((code, line, column), (error.Code, error.Line, error.Column));
    }

    [Fact]
    public void A_circle_of_seeing_is_called_one()
    {
        var read = EpisodeFile.Read("game \"T\", once\nplayer a may x, y as m\nplayer b may u, v as n\nfirst a moves, then b\nb sees m\na sees n", "bad.game");
        Assert.Contains("a circle: a is to see `n` of b", Assert.Single(read.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_come_in_one_pass()
    {
        var read = EpisodeFile.Read(Head + "a gains q1\nb gains q2\nlet z = 1/0\nc sees a", "bad.game");
        Assert.Equal([5, 6, 7, 8], read.Diagnostics.Select(d => d.Line));
    }

    [Theory]
    [InlineData("chance luck is won 0.7 | lost 0.7", "E212", "add up to 7/5 when a is x, b is u")]
    [InlineData("move wage of a may 1, 2 if b plays u\nb gains wage", "E213", "`wage` counts here but was not made when a is x, b is v")]
    [InlineData("chance luck is won | lost a / 0", "E205", "level `x` is not a number")]
    public void What_fails_in_play_has_a_witness(string clause, string code, string part)
    {
        var read = EpisodeFile.Read(Head + clause, "bad.game");
        var diagnostics = read.Model is { } model ? EpisodeCompiler.Compile(model).Diagnostics : read.Diagnostics;
        var error = Assert.Single(diagnostics);
        Assert.Equal(code, error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Monsters_are_refused_quickly()
    {
        string deep = Head + "a gains 1 if " + new string('(', 100_000) + "b plays u" + new string(')', 100_000);
        Assert.Equal("E208", Assert.Single(EpisodeFile.Read(deep, "deep.game").Diagnostics).Code);
        string wide = Head + string.Concat(Enumerable.Range(0, 300).Select(k => $"move m{k} of a may p, q\n"));
        Assert.Contains(EpisodeFile.Read(wide, "wide.game").Diagnostics, d => d.Code == "E200");
        string broad = Head + string.Concat(Enumerable.Range(0, 40).Select(k => $"move m{k} of a may p, q\n"));
        Assert.Equal("E215", Assert.Single(EpisodeCompiler.Compile(EpisodeFile.Read(broad, "broad.game").Model!).Diagnostics).Code);
        Assert.Equal("E200", Assert.Single(EpisodeFile.Read(new string('x', 6_000_000), "long.game").Diagnostics).Code);
    }

    // Seeing decides who can tell what apart: blind, b has one information set; seeing, two; knowing its own type besides, four.
    [Theory]
    [InlineData("b sees nothing", 1)]
    [InlineData("b sees a", 2)]
    [InlineData("", 2)]
    [InlineData("b is l | h, known to b, prior equal", 4)]
    [InlineData("w is l | h, known to nobody, prior equal", 2)]
    [InlineData("w is l | h, known to a and b, prior equal\nb sees nothing", 2)]
    public void Knowledge_makes_information_sets(string clause, int sets) =>
        Assert.Equal(sets, Tree(Head + clause).InformationSets.Count(set => set.Player == 1));

    [Fact]
    public void The_long_game_is_worth_something_only_when_asked()
    {
        string text = Head + "a gains 1 if a plays x\nafterwards mood is good if b plays u\nafterwards mood is bad";
        Assert.All(Table(Tree(text)).Where((_, k) => k % 2 == 1), value => Assert.Equal(Rational.Zero, value));
        var worth = new Continuation("test", (situations, player) => (player == "b" ? situations["mood"] == "good" ? 5 : -2 : 0, null));
        var game = Tree(text, worth);
        var solved = BackwardInduction.Solve(game).Profile;
        Assert.Equal(Rational.One, solved.ExactProbability("b knowing x", "u"));
        Assert.Equal([1, 5], new[] { GameValues.Exact(solved).Payoff(0), GameValues.Exact(solved).Payoff(1) });
        var unknown = EpisodeCompiler.Compile(EpisodeFile.Read(text, "e.game").Model!, new Continuation("test", (_, _) => (null, "there is no situation `mood`")));
        Assert.Equal(("E216", 6), (unknown.Diagnostics[0].Code, unknown.Diagnostics[0].Line));
    }
}
