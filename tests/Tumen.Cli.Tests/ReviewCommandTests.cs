using System.Globalization;

namespace Tumen.Cli.Tests;

/// <summary>What `tumen check` prints over a writer's shoulder: every remark with its code, place, excerpt, witness and way out, on a small study that deserves it and not on its neighbour that does not.</summary>
public sealed class ReviewCommandTests : IDisposable
{
    private const string Game = """
        game "Patron and client", month by month
        player client   may provoke, hold
        player patron   may punish, maintain, reward
        situation warmth   cold | close
        situation talks    off | on
        next warmth   becomes close warming if patron plays reward
                      becomes cold 0.3 if patron plays punish
        next talks    becomes on 0.3 if client plays hold   becomes off 0.3 if client plays provoke
        client   loses risk if client plays provoke
                 gains aid * warmth if client plays hold
        patron   loses discipline if patron plays punish
                 loses price if patron plays reward
        theory "kin" [Somebody]        patron gains kin * warmth if patron plays reward
        theory "calm" [Another]        patron gains calm * lack of talks if patron plays reward
        estimate every weight, prior normal(0, 1)
        assume discount 0.9
        """;

    private const string Study = """
        study "Who gives?"
        game "pair.game"
        records "months.csv"
        compare base, "kin", "calm"
        """;

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    /// <summary>Sixty months that show everything: every move, every level, every pair of levels.</summary>
    private static string Months(Func<int, string>? warmth = null, Func<int, string>? patron = null) => "period,client,patron,warmth,talks\n" + string.Concat(Enumerable.Range(0, 60).Select(t =>
        string.Create(CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{1 + (t % 12):00},{(t * 7 % 5 < 2 ? "provoke" : "hold")},{(patron ?? (x => x % 4 == 0 ? "punish" : x % 4 == 2 ? "maintain" : "reward"))(t)},{(warmth ?? (x => x * 5 % 7 < 3 ? "cold" : "close"))(t)},{(t * 3 % 11 < 5 ? "off" : "on")}\n")));

    private string Said(string game, string months, string? study = null)
    {
        _cli.Write("pair.game", game);
        _cli.Write("months.csv", months);
        var (exit, text, error) = _cli.Run("check", _cli.Write("pair.study", study ?? Study));
        Assert.True(exit == 0, error);
        Assert.EndsWith("sound\n", text, StringComparison.Ordinal);
        return error;
    }

    /// <summary>One remark as printed, from its code to the next empty line; null when it is not made.</summary>
    private static string? Remark(string said, string code) => said.ReplaceLineEndings("\n").Split("\n\n").FirstOrDefault(r => r.StartsWith($"review {code}:", StringComparison.Ordinal))?.TrimEnd();

    /// <summary>The remark is made, shows its line with a caret under the words meant, and gives a witness and a way out.</summary>
    private static void Is(string said, string code, string message, string place, string excerpt, string witness, string way)
    {
        string remark = Assert.IsType<string>(Remark(said, code));
        Assert.Equal($"review {code}: {message}", remark.Split('\n')[0]);
        Assert.Equal($"  --> pair.game:{place}", remark.Split('\n')[1]);
        string[] lines = remark.Split('\n');
        int caret = Array.FindIndex(lines, l => l.Contains('^', StringComparison.Ordinal));
        Assert.Equal(excerpt, lines[caret - 1].Substring(lines[caret].IndexOf('^', StringComparison.Ordinal), lines[caret].Count(c => c == '^')));
        Assert.Contains($"= {witness}", remark, StringComparison.Ordinal);
        Assert.Contains($"help: {way}", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_that_shows_everything_draws_no_remark() => Assert.Equal("", Said(Game, Months()));

    [Fact]
    public void A_weight_that_no_record_can_teach()
    {
        string said = Said(Game.Replace("gains aid * warmth if client plays hold", "gains aid * warmth", StringComparison.Ordinal).Replace("theory \"kin\" [Somebody]        patron gains kin * warmth if patron plays reward", "theory \"kin\" [Somebody]   patron gains kin if patron plays reward and talks is on", StringComparison.Ordinal), Months());
        Is(said, "R3", "`aid` cannot be learned in the base game: nothing client plays moves warmth", "10:16", "aid",
            "neither client's own moves nor anybody who answers to them changes it, so it adds the same to every move", "fix it:   fix aid = 0");
        Assert.Contains("= it can be learned under \"kin\" and \"calm\"", Remark(said, "R3"), StringComparison.Ordinal); // there the patron heeds talks, which the client moves
        Assert.Null(Remark(Said(Game, Months()), "R3"));
    }

    [Fact]
    public void A_weight_that_no_month_of_this_record_brings_to_bear()
    {
        string game = Game.Replace("loses risk if client plays provoke", "loses risk if client plays provoke, shame if client plays provoke and warmth is close and talks is on", StringComparison.Ordinal);
        string months = Months().Replace(",close,on", ",close,off", StringComparison.Ordinal);
        Is(Said(game, months), "R214", "in no month of this record does `shame` make a difference between moves of client", "9:46", "shame",
            "in each of its 3 situations the condition fails, or what the weight multiplies is 0", "hold it fixed:   fix shame = 0");
        Assert.Null(Remark(Said(game, Months()), "R214"));
    }

    [Fact]
    public void Terms_that_move_together_in_this_record()
    {
        string game = Game.Replace("loses risk if client plays provoke", "loses risk if client plays provoke, shame if client plays provoke and talks is on", StringComparison.Ordinal);
        string said = Said(game, Months().Replace(",off", ",on", StringComparison.Ordinal));
        Is(said, "R212", "`risk` and `shame` move together in this record (correlation 1.000)", "9:46", "shame",
            "between the moves of client their payoffs differ in the same proportion month after month; only what follows from looking ahead tells them apart", "keep one of them, or fix one");
        Assert.Null(Remark(Said(game, Months()), "R212"));
    }

    [Fact]
    public void Terms_that_are_one_in_every_record()
    {
        Is(Said(Game.Replace("loses risk if client plays provoke", "loses risk if client plays provoke, shame if client plays provoke", StringComparison.Ordinal), Months()), "R4",
            "`risk` and `shame` weigh exactly the same thing in the base game: only their sum can be learned", "9:46", "shame", "the terms stand on line 9", "keep one of them, or fix one");
    }

    [Fact]
    public void Situations_that_the_record_never_visits()
    {
        string game = Game.Replace("gains aid * warmth if client plays hold", "gains aid * warmth * talks if client plays hold", StringComparison.Ordinal);
        string corner = Said(game, Months().Replace(",close,on", ",close,off", StringComparison.Ordinal));
        Is(corner, "R210", "no month shows `warmth` close with `talks` on", "10:16", "aid * warmth * talks",
            "payoffs read the two situations together; what players would do there rests on the form of the payoff alone", "say in the report that this corner is extrapolated");
        string level = Said(game, Months(warmth: _ => "cold"));
        Is(level, "R206", "no month has `warmth` at `close`", "4:11", "warmth", "what depends on this level alone keeps its prior", "take the level out, join it with another, or find months that show it");
        string full = Said(game, Months());
        Assert.Null(Remark(full, "R210"));
        Assert.Null(Remark(full, "R206"));
    }

    [Fact]
    public void Moves_that_are_never_played()
    {
        Is(Said(Game, Months(patron: t => t % 2 == 0 ? "punish" : "reward")), "R206", "no month has `patron` at `maintain`", "3:8", "patron",
            "what depends on this move alone keeps its prior", "take the move out, join it with another, or find months that show it");
    }

    [Fact]
    public void Moves_that_a_codebook_never_codes()
    {
        _cli.Write("pair.game", Game);
        _cli.Write("events.csv", "event_id,date,kind\n" + string.Concat(Enumerable.Range(0, 24).Select(t => string.Create(CultureInfo.InvariantCulture, $"e{t},{2000 + (t / 12)}-{1 + (t % 12):00}-05,{(t % 3 == 0 ? "aid" : "test")}\n"))));
        _cli.Write("pair.codebook", """
            codebook "Pair" for "pair.game"
            events tests   kind is test
            events gifts   kind is aid
            client plays provoke   in a month with any tests
                   otherwise hold
            patron plays reward    in a month with any gifts
                   otherwise maintain
            situation warmth   is close if any gifts in the last 3 months, otherwise cold
            situation talks    is on if any tests 1 month ago, otherwise off
            """);
        string study = _cli.Write("pair.study", Study.Replace("records \"months.csv\"", "records \"events.csv\" coded by \"pair.codebook\", 2000-01 to 2001-12", StringComparison.Ordinal));
        var (exit, _, said) = _cli.Run("check", study);
        Assert.True(exit == 0, said);
        string remark = Assert.IsType<string>(Remark(said, "R206"));
        Assert.StartsWith("review R206: no month has `patron` at `punish`\n  --> pair.codebook:6:1\n", remark, StringComparison.Ordinal);
        Assert.Contains("6 | patron plays reward    in a month with any gifts\n", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Theories_that_are_observationally_equivalent_on_this_record()
    {
        // Warmth is always close and never moves: `kin` then is a plain gain of rewarding, as `price` is a loss of it.
        string game = Game.Replace("becomes close warming if patron plays reward\n              becomes cold 0.3 if patron plays punish", "stays", StringComparison.Ordinal);
        string said = Said(game, Months(warmth: _ => "close"));
        Is(said, "R213", "on this record \"kin\" is observationally equivalent to the base game", "12:8", "\"kin\"", "in this record `warmth` is always close", "look for months, or for another dyad, in which they say different things");
        Assert.Contains("= one unit of `kin` moves the choices of patron as -1 price does", Remark(said, "R213"), StringComparison.Ordinal);
        Assert.Contains("= only priors and bounds tell them apart", Remark(said, "R213"), StringComparison.Ordinal);
        Assert.Equal(2, said.Split("review R213").Length); // not `calm`: talks vary

        // Where warmth could move although it never did, what players expect still tells the two apart, and the remark says so.
        Assert.Contains("= only priors, bounds, and what players expect of levels that the record never shows tell them apart", Remark(Said(Game, Months(warmth: _ => "close")), "R213"), StringComparison.Ordinal);
        Assert.Null(Remark(Said(Game, Months()), "R213"));

        // A theory that differs in its assumptions is another theory.
        Assert.Null(Remark(Said(game.Replace("patron gains kin * warmth", "assume discount of patron 0.5   patron gains kin * warmth", StringComparison.Ordinal), Months(warmth: _ => "close")), "R213"));
    }

    [Fact]
    public void Theories_that_are_one_in_every_record()
    {
        Is(Said(Game.Replace("patron gains calm * lack of talks if patron plays reward", "patron gains kin * warmth if patron plays reward", StringComparison.Ordinal), Months()), "R5",
            "\"calm\" is the same game as \"kin\"", "14:8", "\"calm\"", "after everything they build on is taken in, terms and assumptions are equal: no record can tell them apart", "add the clause that sets it apart, or take it out");
    }

    [Fact]
    public void Chances_that_fewer_than_ten_months_speak_about()
    {
        string few = Said(Game, Months(patron: t => t % 12 == 1 ? "reward" : t % 3 == 0 ? "punish" : "maintain", warmth: t => t % 12 < 6 ? "cold" : "close"));
        Is(few, "R211", "5 months of the record speak about the chance `warming`", "6:29", "warming", "a month speaks where a line with this chance applies and could change something", "lean on a prior that you can defend:   prior of warming beta(2, 8)");
        Assert.Null(Remark(Said(Game, Months()), "R211"));
    }

    [Fact]
    public void A_prior_against_its_label()
    {
        string game = Game.Replace("loses risk if client plays provoke", "loses risk if client plays provoke   \"cost of provoking\"", StringComparison.Ordinal);
        string remark = Assert.IsType<string>(Remark(Said(game, Months()), "R13"));
        Assert.StartsWith("review R13: the prior of `risk` leaves 50 % of its mass below 0, where \"cost of provoking\" would be the opposite\n  --> pair.game:9:16\n", remark, StringComparison.Ordinal);
        Assert.Contains("help: if the sign is part of the theory:   at least 0: risk", remark, StringComparison.Ordinal);
        Assert.Null(Remark(Said(game.Replace("prior normal(0, 1)", "prior normal(0, 1); at least 0: risk", StringComparison.Ordinal), Months()), "R13"));
        Assert.Null(Remark(Said(game + "\nprior of risk normal(2, 1)", Months()), "R13"));
    }
}
