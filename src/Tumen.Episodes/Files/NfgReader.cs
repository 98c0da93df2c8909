namespace Tumen.Episodes;

/// <summary>Reads .nfg text, by payoffs or by outcomes.</summary>
internal sealed class NfgReader(GameScanner scanner, GameFileOptions options, List<(string Code, int Position, string Message)> remarks)
{
    public StrategicGame Read()
    {
        string title = scanner.TakeText("the game's title in quotes");
        var players = Names("player");
        if (players.Count == 0 || players.Count > options.MaximumPlayers) throw scanner.Unexpected($"1 to {options.MaximumPlayers} player names");
        int at = scanner.Start;
        var strategies = Strategies(players.Count);
        if (strategies.Count != players.Count)
            throw new GameSyntaxException("E120", at, $"{players.Count} players but {strategies.Count} lists of strategies; expected one each");
        long cells = 1;
        foreach (var list in strategies)
        {
            cells *= list.Count;
            if (list.Count == 0 || cells * players.Count > options.MaximumPayoffs)
                throw new GameSyntaxException("E121", at, $"every player needs a strategy and the table at most {options.MaximumPayoffs} payoffs");
        }
        string comment = scanner.Token == GameToken.Text ? scanner.TakeText("a comment") : "";
        return scanner.Token == GameToken.Open
            ? ByOutcome(title, comment, players, strategies, (int)cells)
            : ByPayoff(title, comment, players, strategies, (int)cells);
    }

    private List<string> Names(string what)
    {
        scanner.Expect(GameToken.Open, $"{{ and the {what} names");
        var names = new List<string>();
        int at = scanner.Start;
        while (!scanner.TryTake(GameToken.Close)) names.Add(scanner.TakeText($"a {what} name in quotes, or }}"));
        if (names.Distinct().Count() != names.Count) remarks.Add(("W201", at, $"two of the {(what == "player" ? "players" : "strategies of a player")} have one name; they are told apart by position"));
        return [.. ToldApart.Names(names)];
    }

    private List<IReadOnlyList<string>> Strategies(int players)
    {
        scanner.Expect(GameToken.Open, "{ and the strategies: names in braces per player, or one count per player");
        var lists = new List<IReadOnlyList<string>>();
        while (!scanner.TryTake(GameToken.Close))
        {
            if (lists.Count > players) throw scanner.Unexpected($"}} after {players} lists of strategies");
            if (scanner.Token == GameToken.Open)
            {
                lists.Add(Names("strategy"));
                continue;
            }
            int at = scanner.Start;
            int count = scanner.TakeInteger("a number of strategies, or their names in braces");
            if (count < 1 || count > options.MaximumPayoffs)
                throw new GameSyntaxException("E121", at, $"a player cannot have {count} strategies; expected 1 to {options.MaximumPayoffs}");
            lists.Add([.. Enumerable.Range(1, count).Select(k => k.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        }
        return lists;
    }

    private StrategicGame ByPayoff(string title, string comment, List<string> players, List<IReadOnlyList<string>> strategies, int cells)
    {
        int n = players.Count;
        var payoffs = new List<Rational>();
        for (int k = 0; k < cells * n; k++)
        {
            payoffs.Add(scanner.TakePayoff($"payoff {k % n + 1} of cell {k / n + 1} of {cells}"));
            scanner.TryTake(GameToken.Comma);
        }
        if (scanner.Token != GameToken.End) throw scanner.Unexpected($"the end of the file after {cells} cells of {n} payoffs");
        return new StrategicGame(title, players, strategies, payoffs, comment);
    }

    private StrategicGame ByOutcome(string title, string comment, List<string> players, List<IReadOnlyList<string>> strategies, int cells)
    {
        int n = players.Count;
        scanner.Advance();
        var outcomes = new List<Outcome>();
        while (!scanner.TryTake(GameToken.Close))
        {
            scanner.Expect(GameToken.Open, "{ \"name\" payoffs }, or } after the last outcome");
            string label = scanner.Token == GameToken.Text ? scanner.TakeText("a name") : "";
            var row = new List<Rational>();
            int at = scanner.Start;
            while (!scanner.TryTake(GameToken.Close))
            {
                row.Add(scanner.TakePayoff("a payoff, or }"));
                scanner.TryTake(GameToken.Comma);
            }
            if (row.Count != n) throw new GameSyntaxException("E111", at, $"outcome {outcomes.Count + 1} has {row.Count} payoffs; expected {n}, one per player");
            outcomes.Add(new Outcome(label, row, outcomes.Count + 1));
        }
        var map = new int[cells];
        var payoffs = new Rational[cells * n];
        for (int cell = 0; cell < cells; cell++)
        {
            int at = scanner.Start;
            int number = scanner.TakeInteger($"the outcome number of cell {cell + 1} of {cells}");
            scanner.TryTake(GameToken.Comma);
            if (number < 0 || number > outcomes.Count)
                throw new GameSyntaxException("E122", at, $"outcome {number} does not exist; expected 0 (none) to {outcomes.Count}");
            map[cell] = number - 1;
            for (int i = 0; i < n && number > 0; i++) payoffs[cell * n + i] = outcomes[number - 1].Payoffs[i];
        }
        if (scanner.Token != GameToken.End) throw scanner.Unexpected($"the end of the file after {cells} outcome numbers");
        return new StrategicGame(title, players, strategies, payoffs, comment, outcomes, map);
    }
}
