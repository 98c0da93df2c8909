using System.Text;

namespace Tumen.Crossing.Tests;

/// <summary>A feature of the language with the smallest files that have it: a game, a record and a study that asks everything.</summary>
/// <param name="Name">The feature in words.</param>
/// <param name="Game">Text of <c>tiny.game</c>.</param>
/// <param name="Record">Text of <c>record.csv</c>.</param>
/// <param name="Refused">Verbs that make no sense with it: one sentence and exit 2.</param>
internal sealed record Feature(string Name, string Game, string Record, params string[] Refused)
{
    private const string Second = "kin";

    /// <summary>Moves that the study and the codebook speak of.</summary>
    private (string Client, string Patron) Players { get; init; } = ("client", "patron");

    /// <summary>Whether weights of the client may change at a date, and the whole situation of a month is known, so that an episode can go on in it.</summary>
    private bool Breaks { get; init; } = true;

    /// <summary>Clauses of sources that may be wrong.</summary>
    private string Sources { get; init; } = "";

    private string WhatIf { get; init; } = "what if \"quiet\" client never plays provoke";

    /// <summary>A situation at a level, as conditions say it.</summary>
    private string Close { get; init; } = "warmth is close";

    private string Reward { get; init; } = "reward";

    /// <summary>More of the codebook.</summary>
    private string Coded { get; init; } = "";

    /// <summary>Whether `--path grid` is not refused; everywhere else the games are too small for it.</summary>
    public bool TakesGrid { get; init; }

    /// <summary>Options that name a unit of the record, and the values of covariates.</summary>
    public string[] Unit { get; init; } = [];


    /// <summary>All features.</summary>
    public static IReadOnlyList<Feature> All { get; } = [.. Make()];

    /// <summary>Writes the files into a folder.</summary>
    public void WriteTo(string folder)
    {
        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
        Write("tiny.game", Game);
        Write("record.csv", Record);
        Write("tiny.study", Study(false));
        Write("coded.study", Study(true));
        Write("crisis.game", Episode);
        Write("inner.game", Episode.Replace("client", Players.Client, StringComparison.Ordinal).Replace("patron", Players.Patron, StringComparison.Ordinal) + $"\nafterwards {Close.Replace(" at least ", " is ", StringComparison.Ordinal)} if {Players.Patron} plays pay\n");
        Write("tiny.codebook", $"""
            codebook "Tiny" for "tiny.game"
            events tests   actor is N
            events visits  actor is C
            {Players.Client} plays provoke in a month with any tests   otherwise hold
            {Players.Patron} plays {Reward} in a month with any visits   otherwise {(Reward == "reward" ? "maintain" : "hold")}
            situation {Close.Replace(" at least ", " is ", StringComparison.Ordinal)} if any visits in the last 2 months   otherwise {(Close.StartsWith("hit", StringComparison.Ordinal) ? "no" : Close.EndsWith('1') ? "0" : "cold")}
            {(Close.StartsWith("hit", StringComparison.Ordinal) ? "situation hit_j is yes if any tests in the last 2 months   otherwise no" : "")}
            {Coded}
            """);
        Write("series.csv", "series,date,value\n" + string.Concat(Enumerable.Range(0, 36).Select(t => $"trade,{2000 + (t / 12)}-{1 + (t % 12):00},{t % 5 * 0.5}\n")));
        Write("events.csv", "event_id,date,actor\n" + string.Concat(Enumerable.Range(0, 30).Select(t => $"E{t},{2001 + (t / 12)}-{1 + (t % 12):00},{(t * 7 % 3 == 0 ? "N" : "C")}\n")));
        Write("other.csv", "period,client,volume\n" + string.Concat(Enumerable.Range(3, 18).Select(t => $"{2001 + (t / 12)}-{1 + (t % 12):00},{(t % 5 == 0 ? "" : t % 3 == 0 ? "provoke" : "hold")},{t % 5}\n")));
        Write("text.claims", $"""
            claims "A text (2001)"
            claim S1 counterfactual "less without threats" [1]
                  scenario "quiet" lowers share of {Players.Client} provoke
            claim S2 theory "kin pays" [2]
                  theory "{Second}" favoured over base
                  often {Players.Patron} plays {Reward} when {Close} more than otherwise
            """);
    }

    private string Study(bool coded) => $"""
        study "Does anything pay?"
        game "tiny.game"
        records {(coded ? "\"events.csv\" coded by \"tiny.codebook\", 2001-01 to 2002-12" : "\"record.csv\"")}
        compare base, "{Second}"
        {Sources}
        {(coded ? "" : Asked)}
        """;

    // A record of one period has nothing to leave out, to break or to foretell.
    private string Asked => !Record.Contains("2001-02", StringComparison.Ordinal) ? $"""
        {WhatIf}
        watch "soon" {Players.Patron} plays {Reward} within 2 months
        power 2 records of each theory
        """ : $"""
        also assume "patient" discount 0.9
        foretell "the end" 2002-06 to 2002-08
        leave out "the middle" 2001-10 to 2001-12
        {(Breaks ? $"break \"it changed\" weights of {Players.Client}, 2001-06 to 2002-03 every 6 months" : "")}
        power 2 records of each theory
        {WhatIf}
        watch "soon" {Players.Patron} plays {Reward} within 2 months
        episode "a crisis" "crisis.game"
        {(Breaks ? $"episode \"inside\" \"inner.game\" in 2001-10 going on under \"{Second}\"" : "")}
        claims "text.claims"
        """;

    private const string Episode = """
        game "Signal", once
        player client   may flirt, wait   as signal
        player patron   may pay, hold
        client is wavering | loyal, known to client, prior 1/5 wavering
        first client moves, then patron
        patron sees signal
        let B = 10, r = 4
        client   gains r if patron plays pay
        patron   loses r if patron plays pay
                 loses B if client is wavering and patron plays hold
        """;

    private static string Base(string title = "", string before = "", string declared = "", string payoffs = "", string after = "", string estimate = "estimate every weight, prior normal(0, 1)", string theory = "") => $"""
        game "Tiny", month by month{title}
        {before}
        player client   may provoke, hold
        player patron   may reward, maintain
        all move at once
        situation warmth   cold | close   starts cold
        next warmth   becomes close warming if patron plays reward
                      becomes cold 0.3 if patron plays maintain
        {declared}
        client   loses risk if client plays provoke
                 gains aid * warmth if client plays hold
        patron   loses price if patron plays reward
        {payoffs}
        theory "kin" [Somebody 2001]   patron gains kin * warmth if patron plays reward{theory}
        {estimate}
        {after}
        assume discount 0.8
        concession of patron to client   +1 if patron plays reward
        threats of client   provoke   quiet hold
        """;

    // A record in which nothing is certain: moves from a small generator, the situation follows the law.
    private static string Rows(string columns, int periods, string[] units, Func<int, string> tail, string[]? moves = null, int seed = 7)
    {
        moves ??= ["provoke", "hold", "reward", "maintain"];
        var text = new StringBuilder($"{columns}\n");
        uint state = (uint)seed;
        double Next() => (state = (state * 1664525u) + 1013904223u) / 4294967296.0;
        for (int u = 0; u < units.Length; u++)
        {
            bool close = false;
            for (int t = 0; t < periods; t++)
            {
                bool provoke = Next() < 0.4, reward = Next() < (close ? 0.6 : 0.4);
                string unit = units[u].Length > 0 ? $",{units[u]}" : "";
                text.Append($"{2001 + (t / 12)}-{1 + (t % 12):00}{unit},{(close ? "close" : "cold")},{(provoke ? moves[0] : moves[1])},{(reward ? moves[2] : moves[3])}{tail(u)}\n");
                close = reward ? close || Next() < 0.6 : close && Next() < 0.7;
            }
        }

        return text.ToString();
    }

    private const string Plain = "period,warmth,client,patron", Panel = "period,dyad,warmth,client,patron";

    private static IEnumerable<Feature> Make()
    {
        string[] three = ["A", "B", "C"], Some = ["--unit", "B"], Alone = ["code", "solve alone", "simulate game"];
        const string Dyads = "for each dyad";
        yield return new("plain", Base(), Rows(Plain, 24, [""], _ => ""));
        yield return new("covariate", Base(before: Dyads, declared: "covariate trade by dyad", payoffs: "client gains spoils * trade if client plays provoke"), Rows($"{Panel},trade", 24, three, u => $",{u + 1}"), Alone) { Unit = Some };
        yield return new("covariate of one unit", Base(before: Dyads, declared: "covariate trade by dyad", payoffs: "client gains spoils * trade if client plays provoke"), Rows($"{Panel},trade", 24, ["A"], _ => ",2"), Alone) { Unit = ["--unit", "A"] };
        yield return new("each", Each, Rows("period,hit_i,i,j", 24, [""], _ => "").Replace("hit_i,i,j\n", "hit_i,i,j,hit_j\n", StringComparison.Ordinal).Replace("cold", "no", StringComparison.Ordinal).Replace("close", "yes", StringComparison.Ordinal)
            .Replace("maintain\n", "hold,no\n", StringComparison.Ordinal).Replace("reward\n", "provoke,yes\n", StringComparison.Ordinal)) { Players = ("i", "j"), WhatIf = "what if \"quiet\" i never plays provoke", Close = "hit_i is yes", Reward = "provoke" };
        yield return new("group", Base(before: Dyads, declared: "group region", after: "weight risk differs by region"), Rows($"{Panel},region", 24, three, u => u == 1 ? ",S" : ",N")) { Unit = Some };
        yield return new("era", Base(after: "weight risk differs by era early until 2001-12 | late"), Rows(Plain, 24, [""], _ => ""));
        yield return new("unit of one period", Base(before: Dyads, declared: "covariate trade by dyad", payoffs: "client gains spoils * trade if client plays provoke"),
            Rows($"{Panel},trade", 24, ["A", "B"], u => $",{u + 1}") + "2001-01,C,cold,hold,reward,9\n", Alone) { Unit = Some };
        yield return new("units of one period only", Base(before: Dyads), Rows(Panel, 1, [.. Enumerable.Range(0, 24).Select(u => $"U{u}")], _ => "")) { Unit = ["--unit", "U3"] };
        yield return new("several units", Base(before: Dyads), Rows(Panel, 24, three, _ => "")) { Unit = Some };
        yield return new("game that ends", Base(title: ", for 24 months"), string.Concat(Rows(Plain, 24, [""], _ => "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((l, k) => $"{l},{(k == 0 ? "month" : k.ToString(System.Globalization.CultureInfo.InvariantCulture))}\n")), "code");
        yield return new("numeric situation", Numeric, Rows(Plain, 24, [""], _ => "").Replace("cold", "0", StringComparison.Ordinal).Replace("close", "1", StringComparison.Ordinal), "code") { Close = "warmth at least 1" };
        yield return new("theory with fixed values", Base(theory: "\n   assume discount of client 0\n   assume weight aid = 0.5\n   assume chance warming = 0.5"), Rows(Plain, 24, [""], _ => ""));
        yield return new("weights all assumed", Base(estimate: "", after: "fix risk = 0.5\nfix aid = 0.4\nfix price = 0.3\nfix kin = 0.2\nfix warming = 0.5"), Rows(Plain, 24, [""], _ => ""));
        yield return new("menu", Base().Replace("may provoke, hold", "may provoke if warmth is cold, hold", StringComparison.Ordinal),
            Rows(Plain, 24, [""], _ => "").Replace("close,provoke", "close,hold", StringComparison.Ordinal));
        string[] counted = ["fit cmle", "fit epl", "fit npl", "fit ccp", "fit two-step"];
        yield return new("regimes, unforeseen", Base(after: "regimes 2 of client, stay 12 months, unforeseen"), Rows(Plain, 24, [""], _ => ""), counted) { Breaks = false };
        yield return new("regimes, foreseen, in order", Base(after: "regimes 2 of client, price, stay 12 months, in order, foreseen"), Rows(Plain, 24, [""], _ => ""), counted) { Breaks = false };
        yield return new("sources", Base(), Rows(Plain, 24, [""], _ => ""))
        {
            Sources = "source \"by hand\" of client, patron misreports with chances dirichlet(10, 1)\nsource \"other\" \"other.csv\" of client misreports with chances dirichlet(8, 1)",
        };
        yield return new("covariate by month", Base(declared: "covariate trade by month from 0 to 2 by 1, expected to stay", payoffs: "client gains spoils * trade if client plays provoke"), ByMonth()) { WhatIf = "what if \"quiet\" trade halves; client never plays provoke", Coded = "situation trade from series \"trade\" in \"series.csv\", 3 months earlier" };
        yield return new("covariate by month with a law", Base(declared: "covariate trade by month from 0 to 2 by 1, expected to be drawn normal, deviation 0.8, mean 0.3, 0.7 * trade", payoffs: "client gains spoils * trade if client plays provoke"), ByMonth()) { WhatIf = "what if \"quiet\" trade times 1.5; client never plays provoke", Coded = "situation trade from series \"trade\" in \"series.csv\", cuts at its 0.3, 0.7 quantile in 2000-01 to 2001-12" };
        string[] months = ["check study", "code", "solve", "fit study", "compare", "study", "simulate game", "simulate study", "simulate record", "whatif", "whatif of a unit", "power", "sample", "sample smc", "watch", "pieces"];
        yield return new("once", Episode, "signal,action,count\nclient,flirt,3\n",
            [.. months, "fit nfxp", "fit cmle", "fit epl", "fit npl", "fit ccp", "fit two-step", "fit bootstrap", "fit profile", "fit path"]);
        yield return new("once with errors", WithErrors, Plays(),
            [.. months, "solve alone", "fit nfxp", "fit cmle", "fit epl", "fit npl", "fit ccp", "fit two-step", "fit path"]);
    }

    // A record with a column of numbers that change.
    private static string ByMonth() => string.Concat(Rows(Plain, 24, [""], _ => "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((l, k) => $"{l},{(k == 0 ? "trade" : (k * 7 % 5 * 0.5).ToString(System.Globalization.CultureInfo.InvariantCulture))}\n"));

    private const string Each = """
        game "Tiny", month by month
        player i, j   may provoke, hold
        all move at once
        situation hit of each   no | yes
        next hit of each   becomes yes 0.7 if other plays provoke   becomes yes 0.2 if other plays hold
                           becomes no 0.2 if other plays provoke   becomes no 0.5 if other plays hold
        each   loses burden if it plays provoke
               gains revenge if it plays provoke and its hit is yes
        theory "kin" [Somebody 2001]   each gains pride if it plays provoke and their hit is yes
        weight burden differs by player
        estimate every weight, prior normal(0, 1)
        assume discount 0.8
        """;

    private const string Numeric = """
        game "Tiny", month by month
        player client   may provoke = 1, hold = 0
        player patron   may reward, maintain
        all move at once
        situation warmth   from 0 to 2 by 0.5   starts 0
        next warmth   drawn normal, deviation 0.5, threshold 1e-8, mean 0.2, 0.6 * warmth, 0.3 if patron plays reward
        client   loses risk if client plays provoke
                 gains aid * warmth if client plays hold
        patron   loses price if patron plays reward
        theory "kin" [Somebody 2001]   patron gains kin * warmth if patron plays reward
        estimate every weight, prior normal(0, 1)
        assume discount 0.8
        concession of patron to client   +1 if patron plays reward
        threats of client   provoke   quiet hold
        """;

    private const string WithErrors = """
        game "Tiny", once, errors normal
        for each dispute
        player client
        player patron
        move escalation of client   may accept, escalate
        move reply of patron        may give_in, fight   if escalation is escalate
        outcome calm        if escalation is accept
        outcome surrender   if reply is give_in
        outcome war         if reply is fight
        covariate balance by dispute
        client   gains peace if outcome is calm
                 gains fighting if outcome is war
        patron   gains resolve if outcome is war, strength * balance if outcome is war
        theory "kin" [Somebody 2001]   patron gains habit if reply is give_in
        estimate every weight, prior flat
        """;

    private static string Plays()
    {
        var text = new StringBuilder("dispute,balance,outcome\n");
        uint state = 5;
        double Next() => (state = (state * 1664525u) + 1013904223u) / 4294967296.0;
        for (int n = 0; n < 60; n++)
        {
            text.Append($"{n},{Math.Round(Next() - 0.5, 3).ToString(System.Globalization.CultureInfo.InvariantCulture)},{(Next() < 0.4 ? "calm" : Next() < 0.5 ? "surrender" : "war")}\n");
        }

        return text.ToString();
    }
}
