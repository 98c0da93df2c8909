using System.Globalization;
using System.Text;
using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>Files that nobody wrote: every clause form, put together at random. Each is read, laid out and read again, and means the same; laying out a second time changes nothing.</summary>
public sealed class GeneratedFilesTests
{
    private const int Each = 60;

    public static TheoryData<string> Kinds => ["game", "panel", "once", "private", "offer", "codebook", "study", "claims"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reading_laying_out_and_reading_again_is_the_same_model(string kind)
    {
        for (int seed = 0; seed < Each; seed++)
        {
            var w = new Writer(seed);
            string game = kind is "panel" ? w.Panel() : kind is "once" or "private" or "offer" ? w.Once(kind) : w.Game();
            string file = kind is "codebook" or "study" or "claims" ? $"x.{kind}" : "x.game";
            var model = GameFile.Parse(game, "x.game");
            Assert.True(model.IsGood, $"seed {seed}: {Diagnostics.Render(model.Diagnostics, game)}\n{game}");
            string study = file is "x.study" or "x.claims" ? w.Study(model.Required) : "";
            string text = kind switch { "codebook" => w.Codebook(model.Required), "study" => study, "claims" => w.Claims(model.Required, StudyFile.Parse(study, "x.study", model.Required).Required), _ => game };
            string meant = Means(file, text, model.Required, study, seed);
            string once = Formatter.Format(text, file).Required;
            Assert.True(once == Formatter.Format(once, file).Required, $"seed {seed}: a second layout differs from the first:\n{once}");
            Assert.True(meant == Means(file, once, model.Required, study, seed), $"seed {seed}: laid out it means something else:\n{text}\n{once}");
        }
    }

    private static string Means(string file, string text, GameModel game, string study, int seed)
    {
        (object? Model, IReadOnlyList<Diagnostic> Found) read = Path.GetExtension(file) switch
        {
            ".game" => (GameFile.Parse(text, file).Value, GameFile.Parse(text, file).Diagnostics),
            ".codebook" => (CodebookFile.Parse(text, file, game).Value, CodebookFile.Parse(text, file, game).Diagnostics),
            ".study" => (StudyFile.Parse(text, file, game).Value, StudyFile.Parse(text, file, game).Diagnostics),
            _ => (ClaimsFile.Parse(text, file, game, StudyFile.Parse(study, "x.study", game).Required).Value, ClaimsFile.Parse(text, file, game, StudyFile.Parse(study, "x.study", game).Required).Diagnostics),
        };
        Assert.True(read.Model is not null, $"seed {seed}: {Diagnostics.Render(read.Found, text)}\n{text}");
        return Dump.Of(read.Model);
    }

    /// <summary>Writes sound files at random: blanks, line breaks within clauses, comments and labels included.</summary>
    private sealed class Writer(int seed)
    {
        private readonly Random _r = new(seed);
        private int _n;

        private T One<T>(params T[] of) => of[_r.Next(of.Length)];

        private bool Maybe(double chance = 0.5) => _r.NextDouble() < chance;

        private string Gap() => One(" ", "  ", "   ", "\n    ", " # a remark\n  ", "\t");

        private string Label() => Maybe(0.3) ? $" \"label {_n++}, with ; and | in it\"" : "";

        private string Name(string stem) => stem + _n++.ToString(CultureInfo.InvariantCulture);

        private string Number() => One("0.5", "1", "2.25", "-0.75", ".125", "1e-3", "3");

        private string Chance() => One("0.1", "0.05", "1/8", "0.125", Name("chance_"));

        private string Lines(params string[] clauses) => string.Concat(clauses.Select(c => c + One("\n", "\n", "\n\n", "   # said\n")));

        private string Test(IReadOnlyList<(string Name, string[] Moves)> players, IReadOnlyList<(string Name, string[] Levels)> situations, int depth = 0)
        {
            if (depth < 3 && Maybe(0.4))
            {
                string a = Test(players, situations, depth + 1), b = Test(players, situations, depth + 1);
                return One($"{a} and {b}", $"({a} or {b})", $"not ({a})", $"({a}){Gap()}and not ({b})");
            }

            if (situations.Count > 0 && Maybe())
            {
                var (s, levels) = situations[_r.Next(situations.Count)];
                return One($"{s} is {One(levels)}", $"{s} is not {One(levels)}", $"{s} is {levels[0]} or {levels[^1]}", $"{s} at least {One(levels)}", $"{s} at most {One(levels)}", $"{s} below {levels[^1]}");
            }

            var (p, moves) = players[_r.Next(players.Count)];
            return One($"{p} plays {One(moves)}", $"{p} plays {moves[0]} or {moves[^1]}", $"{p} does not play {One(moves)}", $"number of {string.Join(", ", players.Select(x => x.Name))} that play {players[0].Moves[0]} at least 1");
        }

        private string Term(IReadOnlyList<(string Name, string[] Moves)> players, IReadOnlyList<(string Name, string[] Levels)> situations, string[] covariates, bool conditions = true)
        {
            string product = One(Name("w_"), "shared_weight", $"constant {One("0.5", "2")}");
            for (int k = _r.Next(3); k > 0 && situations.Count + covariates.Length > 0; k--)
            {
                product += " * " + (covariates.Length > 0 && (situations.Count == 0 || Maybe(0.3)) ? One(covariates) : One("", "lack of ") + situations[_r.Next(situations.Count)].Name);
            }

            return product + (conditions && Maybe(0.7) ? $" if {Test(players, situations)}" : "") + Label();
        }

        public string Game()
        {
            var players = Enumerable.Range(0, 1 + _r.Next(3)).Select(i => (Name: $"p{i}", Moves: new[] { "push", "wait", $"own{i}" })).ToList();
            var situations = Enumerable.Range(0, 1 + _r.Next(3)).Select(i => (Name: $"s{i}", Levels: new[] { "low", "mid", $"top{i}" })).ToList();
            bool ends = Maybe(0.2), first = players.Count > 1 && Maybe();
            string Moves(string[] m) => Maybe(0.2) ? string.Join(", ", m.Select((x, k) => $"{x} = {k + 1}")) : string.Join(", ", m);
            string payoffs = string.Concat(players.Select(p => $"{p.Name} {One("gains", "loses")}{Gap()}{Term(players, situations, [])}{(Maybe() ? $", {Term(players, situations, [])}" : "")}\n   {One("gains", "loses")} {Term(players, situations, [])}\n"));
            string theories = string.Concat(Enumerable.Range(0, _r.Next(3)).Select(k => $"theory \"t{k}\" [Author {k}; p. {k}]{Gap()}{(k > 0 ? $"builds on \"t{k - 1}\"{Gap()}" : "")}{players[0].Name} {One("gains", "loses")} {Term(players, situations, [])}\n"
                + (Maybe() ? $"    assume discount of {players[0].Name} 0.5\n" : "") + (Maybe() ? $"    predicts \"something {k}\"\n" : "")));
            return Lines($"game{Gap()}\"Game {seed}\", month by month{(ends ? ", for 12 months" : "")}")
                + string.Concat(players.Select(p => Lines($"player {p.Name}{Gap()}may {Moves(p.Moves)}{Label()}")))
                + (first ? Lines($"first p0 moves, then {string.Join(" and ", players.Skip(1).Select(p => p.Name))}") : Maybe() ? Lines("all move at once") : "")
                + string.Concat(situations.Select(s => Lines($"situation {s.Name}{Gap()}{string.Join(" | ", Maybe(0.3) ? s.Levels.Select((l, k) => $"{l} = {k - 1}") : s.Levels)}{Label()}{(Maybe(0.3) ? $" starts {s.Levels[1]}" : "")}")))
                + (Maybe(0.4) ? Lines("situation grid from -1 to 1 by 0.5 starts 0", $"next grid drawn normal, deviation 0.4, {(Maybe() ? "threshold 1e-8, " : "")}mean 0.1, 0.8 * grid, -0.3 if {Test(players, situations)}") : "")
                + string.Concat(situations.Select(s => Lines(Law(s, players, situations)))) + payoffs + theories
                + Lines(Maybe() ? "estimate every weight, prior normal(0, 1); every chance, prior beta(1, 1)" : "estimate every weight, prior flat")
                + Lines($"assume discount 0.9{(Maybe() ? $", discount of p0 0.5" : "")}{(Maybe() ? ", choice precision 1.5" : "")}{(Maybe() ? One(", values shocks", ", values errors") : "")}{(Maybe() ? " \"a remark\"" : "")}")
                + (players.Count > 1 && Maybe() ? Lines("concession of p0 to p1 +1 if p0 plays push, -1 if p0 plays wait", "compliance of p1 to p0 +1 if p1 plays wait", "threats of p0 push, own0 quiet wait", "instruments of p1 push quiet wait") : "");
        }

        private string Law((string Name, string[] Levels) s, IReadOnlyList<(string Name, string[] Moves)> players, IReadOnlyList<(string Name, string[] Levels)> situations) => "next " + s.Name + Gap() + _r.Next(5) switch
        {
            0 => "stays",
            1 => $"is {s.Levels[2]} if {Test(players, situations)}, else {s.Levels[1]} if {Test(players, situations)}, else {s.Levels[0]}",
            2 => $"becomes {s.Levels[1]} by any of: {Chance()} if {Test(players, situations)}, {Chance()} if {Test(players, situations)}",
            3 => $"rises {Chance()} if {Test(players, situations)}{Gap()}falls by 2 levels 0.1 if {Test(players, situations)}",
            _ => $"rises 0.1{One(",", "")} falls 0.2 if {Test(players, situations)}{Gap()}becomes {s.Levels[0]} 0.05",
        };

        public string Panel()
        {
            string group = One("country", "region");
            return Lines($"game \"Panel {seed}\", {One("month by month", "year by year")}", "for each dyad", $"player i, j{Gap()}may hold{One("", " = 1")}, press".Replace("hold = 1, press", "hold = 1, press = 2", StringComparison.Ordinal) + Label(),
                $"situation hit of each{Gap()}no | yes{Label()}", $"next hit of each is yes if {One("it", "other")} plays press, else no", "covariate wealth of each, distance by dyad", "group country of each, region")
                + Lines($"each gains taste if it plays press{Label()}\n   {One("gains", "loses")} revenge * distance if it plays press and their hit is yes, means * its wealth if number of others that play press at least 1\n   loses crowd * log(1 + number of others that play press) if it plays above other")
                + Lines($"theory \"pride\" [Somebody] each gains pride if it plays press and its hit is {One("yes", "no")}{(Maybe() ? "\n   assume discount of i 0.3" : "")}")
                + Lines($"weight taste \"a taste\" differs by {group}", One("weight revenge differs by era early until 1999-12 | late", "weight revenge differs by dyad", "weight crowd differs by player"))
                + Lines($"estimate every weight, prior normal(0, 1){One("", "; at least 0: taste", "; at most 3: means, taste")}", "assume discount 0.9");
        }

        public string Once(string kind)
        {
            if (kind == "offer")
            {
                return Lines($"game \"Offer {seed}\", once, errors logistic, private information", "player a \"who offers\"", "player b", $"move offer of a{Gap()}from 0 to {One("1", "100")}", "move answer of b may refuse, accept", "covariate x, y by unit",
                    $"a gains {Name("w_")} * x if answer is refuse{Label()}", $"b gains keep if answer is refuse, {Name("w_")} * y if answer is refuse", "estimate every weight, prior flat");
            }

            string errors = kind == "private" ? "normal, private information" : One("normal", "logistic");
            string third = Maybe() ? "last" : "";
            return Lines($"game{Gap()}\"Once {seed}\", once, errors {errors}", "for each dispute", $"player a{Label()}", "player b", $"move up of a{Gap()}may stay, rise", $"move back of b may yield, fight{Gap()}if up is rise")
                + (third.Length > 0 ? Lines("player c", "move last of c may end, join if back is fight") : "")
                + Lines("outcome calm if up is stay", $"outcome win if back is {One("yield", "not fight")}")
                + (third.Length > 0 ? Lines("outcome war if last is end", "outcome big if last is join") : Lines("outcome war if back is fight"))
                + Lines("covariate x, y by dispute", $"a gains calm_a if outcome is calm, slope * x if outcome is calm{Label()}\n   gains fight_a if outcome is war{One("", " or win")}", $"b loses cost * y if outcome is war{Label()}\n  gains resolve if not (outcome is win)")
                + (third.Length > 0 ? Lines("c gains spoils if outcome is big") : "")
                + Lines($"theory \"habit\" [Somebody] b gains habit * x if back is not yield{(Maybe() ? " and up is rise" : "")}", "estimate every weight, prior flat");
        }

        public string Codebook(GameModel game)
        {
            string Events() => One("kind is test or \"long name\", actor is A", "intensity at least -2", "not (kind is talk or else target is B, intensity above 1.5)", "source is not empty, kind is not test");
            var named = game.Situations.First(s => s.Levels.All(l => char.IsLetter(l[0])));
            string Month(int ago)
            {
                string when = One("", $" {ago + 1} months ago", $" in the last {ago + 2} months", $" in the last {ago + 2} months counting this month");
                return One($"any seta{when}", $"at least 2 setb{when}", $"sum of intensity of seta {One("below -3", "at least 2")}{when}", "from 1999-05", "until 2001-02", "between 1998-02 and 2008-02", $"not any setb{when}", $"(any seta{when} or any setb)",
                    $"{game.Players[0].Name} played {game.Players[0].Moves[0]} or {game.Players[0].Moves[1]} {ago + 1} months ago", $"{named.Name} was {named.Levels[0]} {ago + 1} month ago");
            }

            var b = new StringBuilder(Lines($"codebook \"Book {seed}\" for \"x.game\"", $"leave out {Events()}", $"events seta{Gap()}{Events()}", $"events setb {Events()} or else kind is other"));
            foreach (var p in game.Players)
            {
                b.Append(Lines($"{p.Name} plays {p.Moves[0]}{Gap()}in a month with {Month(1)} and {Month(2)}{One(",", "\n  ")} plays {p.Moves[1]} from 2000-01\n  otherwise {One(p.Moves[^1], "unknown", "same")}{(Maybe(0.3) ? $" starts {p.Moves[0]}" : "")}"));
            }

            foreach (var s in game.Situations)
            {
                b.Append(s.Levels.Length == 3 && Maybe(0.4) ? Lines($"situation {s.Name} by balance of seta +1, setb -1.5, half-life 6, cuts -1, 1.5, starts 0{(Maybe() ? ", counting this month" : "")}")
                    : s.Levels.All(l => char.IsLetter(l[0])) ? Lines($"situation {s.Name}{Gap()}is {s.Levels[^1]} if {Month(3)} or {Month(1)}, is {s.Levels[0]} if {Month(2)}\n   otherwise {One(s.Levels[0], "unknown", "same")}")
                    : Lines($"situation {s.Name} otherwise unknown"));
            }

            return b.ToString();
        }

        public string Study(GameModel game)
        {
            var (p, s) = (game.Players[0], game.Situations.Last(x => x.Levels.All(l => char.IsLetter(l[0]))));
            string compare = string.Join(", ", game.Theories.Select(t => $"\"{t.Name}\"").Prepend("base"));
            string weight = game.Weights.Length > 0 ? game.Weights[0].Name : "";
            string Edit() => One($"{p.Name} never plays {p.Moves[0]}", $"{p.Name} always plays {p.Moves[1]} or {p.Moves[0]}", $"freeze {p.Name}", $"{s.Name} stays {s.Levels[0]}", $"{s.Name} starts {s.Levels[^1]}", $"{s.Name} never reaches {s.Levels[^1]}", $"discount of {p.Name} .5",
                weight.Length > 0 ? $"weight {weight} {One("= 0", "times 2", "counts always", $"counts if {s.Name} is {s.Levels[0]}")}" : $"freeze {p.Name}", game.Chances.Length > 0 ? $"chance {game.Chances[0].Name} = 0.2" : $"freeze {p.Name}");
            return Lines($"study{Gap()}\"Question {seed}?\"", "game \"x.game\"", $"records \"e.csv\" coded by \"x.codebook\", 1990-01 to 2009-12{(Maybe(0.3) ? " as \"North\" and \"f.csv\" coded by \"y.codebook\", 1980-01 to 1989-12 as \"South\"" : "")}",
                $"records \"strict\" \"e.csv\" coded by \"z.codebook\", 1990-01 to 2009-12", $"compare {compare}{(Maybe() ? ", holding out the last 12 months" : "")}", $"family \"all\" {compare}",
                $"also assume \"eras\"{Gap()}weights of {p.Name} differ after 2000-12", $"also assume \"other\" discount 0.97, values errors, all move at once", "foretell \"the end\" 2005-01 to 2009-12", "leave out \"a crisis\" 1995-01 to 1995-12", $"break \"a change\" weights of {p.Name}, 1992-12 to 2007-12 every 12 months",
                "power 5 records of each theory", "placebo \"another\" \"e.csv\" coded by \"p.codebook\", 1990-01 to 2009-12")
                + Lines($"what if \"one\" {Edit()}{One("; ", ", ", "\n   ")}{Edit()}{(Maybe() ? ", from 2001-02 for 12 months" : "")}", $"what if \"two\" discount of {p.Name} 0.8, gradually over 24 months")
                + (game.Players.Length > 1 ? Lines($"what if \"three\" {p.Name} and {game.Players[1].Name} act as one{One("", ", moving last")}, weights 0.5, 0.5") : "")
                + Lines($"watch \"soon\" {p.Name} plays {p.Moves[0]} or {p.Moves[1]} within 3 months", $"episode \"crisis\" \"crisis.game\"{One("", " in 2000-03")}{One("", " going on", " going on under base")}", "claims \"x.claims\"", "predictions \"y.claims\"");
        }

        public string Claims(GameModel game, StudyModel study)
        {
            var (p, s) = (game.Players[0], game.Situations.Last(x => x.Levels.All(l => char.IsLetter(l[0]))));
            string Theory() => One([.. study.Compare.Select(t => t == "base" ? "base" : $"\"{t}\"")]);
            string Amount() => One($"share of {p.Name} {p.Moves[0]}", $"share of {s.Name} {s.Levels[0]}", $"return of {p.Name} {p.Moves[1]}", $"first of {p.Name} {p.Moves[0]}", $"leaving of {p.Name}", "concessions", "capacity", "price", "cycle", "rhythm");
            string Under() => Maybe(0.3) ? $" under {Theory()}" : "";
            string Months() => One($"when {s.Name} is {s.Levels[0]}", $"within 2 months after {p.Name} plays {p.Moves[0]}", "in 1995-01 to 1999-12", $"when {p.Name} plays {p.Moves[0]} or {p.Moves[1]} in 1995-01 to 1999-12");
            string Check() => One($"often {p.Name} plays {p.Moves[1]} {Months()} {One("more", "less")} than {One("otherwise", "in 2000-01 to 2004-12")}", $"theory {Theory()} favoured over {Theory()}", $"theory {Theory()} foretells \"the end\" better than {One("habit", Theory())}",
                $"scenario \"one\" {One("raises", "lowers")} {Amount()}{Under()}", $"theories imply {Amount()} {One("above", "below")} 3{Under()}", $"leverage {One("capacity", "exertion", "influence")} above 0.01{Under()}",
                $"episode \"crisis\" {One("some", "every")} {One("", "sequential ")}equilibrium has a play b above 0.1",
                game.Terms.FirstOrDefault(t => t.Weight is not null)?.Weight is { } w ? $"weight {w} of base {One("above 0", "below 1", "rises under \"eras\"", "stays under \"eras\"")}" : "theories imply cycle above 1");
            var b = new StringBuilder(Lines($"claims{Gap()}\"Text {seed}\""));
            for (int k = 0; k < 4; k++)
            {
                b.Append(Lines($"claim S{k} {One("theory", "mechanism", "prediction", "fact", "counterfactual", "assumption")} \"claim {k}\"{One("", " [¶3]")}\n    {(Maybe(0.2) ? "not observable \"nobody knows\"" : Check() + "\n    " + Check())}{(Maybe(0.3) ? "\n    remark \"a remark\"" : "")}"));
            }

            return b.ToString();
        }
    }
}
