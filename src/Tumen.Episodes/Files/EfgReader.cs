namespace Tumen.Episodes;

/// <summary>Reads .efg text without recursion, so that depth is bounded by memory alone.</summary>
internal sealed class EfgReader(GameScanner scanner, GameFileOptions options, List<(string Code, int Position, string Message)> remarks)
{
    private readonly record struct SetKey(int Player, int Number);

    private sealed record KnownSet(int Handle, string Label, string[] Actions, Rational[]? Chances);

    private readonly Dictionary<SetKey, KnownSet> _sets = [];
    private readonly Dictionary<int, (string Label, Rational[]? Payoffs, int Handle)> _outcomes = [];
    private ExtensiveGameBuilder _builder = null!;
    private string[] _players = [];

    public ExtensiveGame Read()
    {
        string title = scanner.TakeText("the game's title in quotes");
        _players = [.. LabelList("player", options.MaximumPlayers)];
        if (_players.Length == 0) throw scanner.Unexpected("at least one player name");
        if (_players.Distinct().Count() != _players.Length) remarks.Add(("W201", 0, "two players have one name; they are told apart by position"));
        _players = ToldApart.Names(_players);
        string comment = scanner.Token == GameToken.Text ? scanner.TakeText("a comment") : "";
        _builder = new ExtensiveGameBuilder(title, _players, comment);
        var open = new Stack<(int Node, int Next, int Count)>();
        var starts = new List<int>();
        int read = 0;
        int parent = ExtensiveGame.None, action = 0;
        do
        {
            if (++read > options.MaximumNodes)
                throw new GameSyntaxException("E105", scanner.Start, $"more than {options.MaximumNodes} nodes; raise MaximumNodes if the machine can hold them");
            starts.Add(scanner.Start);
            var (node, count) = ReadNode(parent, action, open.Count);
            if (count > 0) open.Push((node, 0, count));
            while (open.Count > 0 && open.Peek().Next == open.Peek().Count) open.Pop();
            if (open.Count == 0) break;
            var top = open.Pop();
            (parent, action) = (top.Node, top.Next);
            open.Push((top.Node, top.Next + 1, top.Count));
        }
        while (true);
        if (scanner.Token != GameToken.End) throw scanner.Unexpected("the end of the file: every branch has ended");
        var game = _builder.Build();
        Review(game, starts);
        return game;
    }

    /// <summary>What can be read but not be played as written: forgetting, and moves behind a chance of zero. Nodes of a file are numbered as those of its tree.</summary>
    private void Review(ExtensiveGame game, List<int> starts)
    {
        if (PerfectRecall.FindViolation(game) is { } violation) remarks.Add(("W202", starts[violation.SecondNode], $"imperfect recall: {violation.Message}"));
        var closed = new bool[game.NodeCount];
        for (int node = 1; node < game.NodeCount; node++)
        {
            var above = game.InformationSets[game.SetOf(game.Parent(node))];
            closed[node] = closed[game.Parent(node)] || (above.Chances is { } chances && chances[game.ActionInto(node)].IsZero);
        }
        foreach (var set in game.InformationSets)
            if (!set.IsChance && set.Members.All(node => closed[node]))
                remarks.Add(("W203", starts[set.Members[0]],
                    $"information set {set.FileNumber} '{set.Label}' of {game.Players[set.Player]} is never reached: every way there has a chance of zero ({game.PathTo(set.Members[0])})"));
    }

    private (int Node, int Children) ReadNode(int parent, int action, int depth)
    {
        int start = scanner.Start;
        if (scanner.Token == GameToken.End)
            throw new GameSyntaxException("E103", start, $"the file ends while {depth} moves still wait for their branches; expected a node: c, p or t");
        string kind = scanner.Token == GameToken.Word ? scanner.Raw.ToString() : "";
        if (kind is not ("c" or "p" or "t")) throw scanner.Unexpected("a node: c (chance), p (player) or t (end)");
        scanner.Advance();
        string label = scanner.Token == GameToken.Text ? scanner.TakeText("a node name") : "";
        if (kind == "t") return (_builder.AddEnd(parent, action, ReadOutcome(), label), 0);
        int player = kind == "c" ? ExtensiveGame.Chance : scanner.TakeInteger($"a player number from 1 to {_players.Length}") - 1;
        if (kind == "p" && (player < 0 || player >= _players.Length))
            throw new GameSyntaxException("E106", start, $"player {player + 1} does not exist; expected a number from 1 to {_players.Length}");
        var set = ReadSet(player);
        int outcome = ReadOutcome();
        return (_builder.AddDecision(parent, action, set.Handle, label, outcome), set.Actions.Length);
    }

    private KnownSet ReadSet(int player)
    {
        int at = scanner.Start;
        int number = scanner.TakeInteger("an information set number");
        string label = scanner.Token == GameToken.Text ? scanner.TakeText("a name") : "";
        var key = new SetKey(player, number);
        bool known = _sets.TryGetValue(key, out var set);
        if (known && label.Length > 0 && set!.Label.Length > 0 && label != set.Label)
            remarks.Add(("W204", at, $"information set {number} is called {set.Label} where it is declared and {label} here: the number may be used twice by mistake"));
        if (scanner.Token != GameToken.Open)
            return known ? set! : throw scanner.Unexpected($"the actions of information set {number} in braces, for this is its first node");
        scanner.Advance();
        var actions = new List<string>();
        var chances = new List<Rational>();
        while (!scanner.TryTake(GameToken.Close))
        {
            actions.Add(scanner.TakeText("an action name in quotes, or }"));
            if (player == ExtensiveGame.Chance) chances.Add(scanner.TakeNumber("the chance of this action"));
            scanner.TryTake(GameToken.Comma);
        }
        if (actions.Count == 0) throw new GameSyntaxException("E107", at, $"information set {number} has no actions; expected at least one");
        if (known)
        {
            if (!actions.SequenceEqual(set!.Actions) || (set.Chances is { } old && !old.SequenceEqual(chances)))
                throw new GameSyntaxException("E108", at, $"information set {number} was declared before with other actions or chances: {string.Join(", ", set.Actions)}");
            return set;
        }
        if (player == ExtensiveGame.Chance) CheckChances(at, number, chances);
        if (actions.Distinct().Count() != actions.Count) remarks.Add(("W201", at, $"information set {number} names an action twice; they are told apart by position"));
        string[] apart = ToldApart.Names(actions);
        var probabilities = player == ExtensiveGame.Chance ? chances.ToArray() : null;
        int handle = probabilities is null
            ? _builder.AddInformationSet(player, label, apart, number)
            : _builder.AddChanceMove(label, apart, probabilities, number);
        return _sets[key] = new KnownSet(handle, label, [.. actions], probabilities);
    }

    private static void CheckChances(int at, int number, List<Rational> chances)
    {
        var sum = Rational.Zero;
        foreach (var chance in chances)
        {
            if (chance.Sign < 0) throw new GameSyntaxException("E109", at, $"chance move {number} has the negative chance {chance}; expected numbers from 0 to 1");
            sum += chance;
        }
        if (sum != Rational.One)
            throw new GameSyntaxException("E110", at, $"the chances of chance move {number} add up to {sum}, not 1; fractions such as 1/3 are exact where .333 is not");
    }

    private int ReadOutcome()
    {
        int at = scanner.Start;
        int number = scanner.TakeInteger("an outcome number (0 for none)");
        string label = scanner.Token == GameToken.Text ? scanner.TakeText("a name") : "";
        Rational[]? payoffs = null;
        if (scanner.TryTake(GameToken.Open))
        {
            var list = new List<Rational>();
            while (!scanner.TryTake(GameToken.Close))
            {
                list.Add(scanner.TakePayoff("a payoff, or }"));
                scanner.TryTake(GameToken.Comma);
            }
            if (list.Count != _players.Length)
                throw new GameSyntaxException("E111", at, $"outcome {number} has {list.Count} payoffs; expected {_players.Length}, one per player");
            payoffs = [.. list];
        }
        if (number == 0)
            return payoffs is null || payoffs.All(value => value.IsZero) ? ExtensiveGame.None
                : throw new GameSyntaxException("E112", at, "outcome 0 means none and cannot carry payoffs; give it a number from 1");
        if (_outcomes.TryGetValue(number, out var known))
        {
            if (payoffs is not null && !payoffs.SequenceEqual(known.Payoffs!))
                throw new GameSyntaxException("E113", at, $"outcome {number} was declared before with payoffs {{ {string.Join(", ", known.Payoffs!)} }}");
            if (label.Length > 0 && known.Label.Length > 0 && label != known.Label)
                remarks.Add(("W204", at, $"outcome {number} is called {known.Label} where it is declared and {label} here: the number may be used twice by mistake"));
            return known.Handle;
        }
        if (payoffs is null) throw new GameSyntaxException("E114", at, $"outcome {number} is used here first; expected its payoffs in braces");
        int handle = _builder.AddNumberedOutcome(label, payoffs, number);
        _outcomes[number] = (label, payoffs, handle);
        return handle;
    }

    private IEnumerable<string> LabelList(string what, int limit)
    {
        scanner.Expect(GameToken.Open, $"{{ and the {what} names");
        var names = new List<string>();
        while (!scanner.TryTake(GameToken.Close))
        {
            names.Add(scanner.TakeText($"a {what} name in quotes, or }}"));
            if (names.Count > limit) throw new GameSyntaxException("E115", scanner.Start, $"more than {limit} {what}s");
        }
        return names;
    }
}
