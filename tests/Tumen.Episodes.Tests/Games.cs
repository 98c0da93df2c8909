using System.Text;

namespace Tumen.Episodes.Tests;

/// <summary>Games built here for the tests.</summary>
internal static class Games
{
    public static StrategicGame Table(int rows, int columns, Func<int, int, (int, int)> payoff)
    {
        var list = new List<Rational>();
        for (int j = 0; j < columns; j++)
            for (int i = 0; i < rows; i++)
            {
                var (a, b) = payoff(i, j);
                list.Add(a);
                list.Add(b);
            }
        return new StrategicGame("table", ["row", "column"], [Names(rows), Names(columns)], list);
    }

    public static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(k => k.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>A seeded table of payoffs 0 to range − 1 from a linear congruential sequence, the same on every machine.</summary>
    public static StrategicGame Random(int players, int strategies, uint seed, uint range = 100)
    {
        var list = new List<Rational>();
        for (int k = 0; k < players * (int)Math.Pow(strategies, players); k++)
        {
            seed = seed * 1664525u + 1013904223u;
            list.Add((int)((seed >> 8) % range));
        }
        return new StrategicGame("random", Names(players), [.. Enumerable.Repeat((IReadOnlyList<string>)Names(strategies), players)], list);
    }

    /// <summary>Kuhn's poker with n cards: ante 1, bet 1 (Kuhn 1950).</summary>
    public static ExtensiveGame KuhnPoker(int cards)
    {
        var builder = new ExtensiveGameBuilder($"Kuhn poker, {cards} cards", ["first", "second"]);
        var deals = (from a in Enumerable.Range(0, cards) from b in Enumerable.Range(0, cards) where a != b select (a, b)).ToArray();
        int chance = builder.AddChanceMove("deal", [.. deals.Select(deal => $"{deal.a}-{deal.b}")], [.. deals.Select(_ => new Rational(1, deals.Length))]);
        int[] Sets(int player, string what, string yes, string no) =>
            [.. Enumerable.Range(0, cards).Select(card => builder.AddInformationSet(player, $"{what}{card}", [yes, no]))];
        int[] open = Sets(0, "open", "bet", "check"), facing = Sets(1, "facing", "call", "fold"), after = Sets(1, "after", "bet", "check"), last = Sets(0, "last", "call", "fold");
        int[] outcomes = [.. new[] { -2, -1, 1, 2 }.Select(value => builder.AddOutcome(value.ToString(System.Globalization.CultureInfo.InvariantCulture), value, -value))];
        int Outcome(int value) => outcomes[value < 0 ? value + 2 : value + 1];
        int root = builder.AddDecision(-1, 0, chance);
        for (int k = 0; k < deals.Length; k++)
        {
            var (a, b) = deals[k];
            int sign = a > b ? 1 : -1;
            int first = builder.AddDecision(root, k, open[a]);
            int faced = builder.AddDecision(first, 0, facing[b]);
            builder.AddEnd(faced, 0, Outcome(2 * sign));
            builder.AddEnd(faced, 1, Outcome(1));
            int second = builder.AddDecision(first, 1, after[b]);
            int again = builder.AddDecision(second, 0, last[a]);
            builder.AddEnd(again, 0, Outcome(2 * sign));
            builder.AddEnd(again, 1, Outcome(-1));
            builder.AddEnd(second, 1, Outcome(sign));
        }
        return builder.Build();
    }

    /// <summary>A centipede as text: take k, or pass and the other may take k + 1 for two more.</summary>
    public static string CentipedeText(int moves)
    {
        var text = new StringBuilder("EFG 2 R \"centipede\" { \"A\" \"B\" }\n");
        for (int k = 0; k < moves; k++)
        {
            int own = k + 2, other = k;
            text.Append($"p \"\" {k % 2 + 1} {k / 2 + 1} \"\" {{ \"take\" \"pass\" }} 0\nt \"\" {k + 1} \"\" {{ {(k % 2 == 0 ? own : other)}, {(k % 2 == 0 ? other : own)} }}\n");
        }
        return text.Append($"t \"\" {moves + 1} \"\" {{ {moves}, {moves} }}\n").ToString();
    }
}
