using System.Collections.Immutable;

namespace Tumen.Scenarios;

/// <summary>What a player does in one joint situation after what it has seen this period: a card for a war game or a class.</summary>
/// <param name="Levels">(situation, level) for every situation that the theory tells apart, by their places in the whole game.</param>
/// <param name="Seen">What the player has seen this period, in words; empty for nothing.</param>
/// <param name="Chances">Chance of each move.</param>
/// <param name="Upto">For a throw of two ten-sided dice read as 1 to 100: the last number at which each move is made; a move with the same number as the one before it is not made.</param>
/// <param name="Share">Share of periods in which the card is drawn: in the long run, or until the end of a game that ends.</param>
public sealed record MoveCard(ImmutableArray<(int Situation, int Level)> Levels, string Seen, ImmutableArray<double> Chances, ImmutableArray<int> Upto, double Share);

/// <summary>Writes a player's strategy as cards.</summary>
public static class MoveCards
{
    private const int LongestGame = 100_000;

    /// <summary>All cards of a player, most often drawn first; ties in the order of situations.</summary>
    /// <param name="adviser">The theory.</param>
    /// <param name="player">The player.</param>
    public static ImmutableArray<MoveCard> Of(Adviser adviser, int player)
    {
        var (states, profiles) = (adviser.States, adviser.Profiles);
        int histories = profiles.Histories[player];
        var shares = new Dictionary<(int Told, int History), double>();
        var first = new SortedDictionary<int, int>();
        double[] periods = Periods(adviser);
        for (int s = 0; s < states.Count; s++)
        {
            if (adviser.IsOver(s))
            {
                continue; // nobody moves
            }

            int told = adviser.Told(s);
            first.TryAdd(told, s);
            var chances = adviser.Theory.Play.ProfileChances(s);
            for (int p = 0; p < chances.Length; p++)
            {
                var key = (told, profiles.History(p, player));
                shares[key] = shares.GetValueOrDefault(key) + (periods[s] * chances[p]);
            }
        }

        return [.. first.SelectMany(f => Enumerable.Range(0, histories).Select(h => Card(adviser, player, f.Value, h, shares.GetValueOrDefault((f.Key, h))))).OrderByDescending(c => c.Share)];
    }

    /// <summary>Hundredths that sum to 100, by largest remainders; the first of equal remainders is rounded up.</summary>
    /// <param name="chances">Chances that sum to 1.</param>
    public static ImmutableArray<int> Hundredths(ReadOnlySpan<double> chances)
    {
        double[] exact = [.. chances.ToArray().Select(c => 100 * c)];
        int[] whole = [.. exact.Select(x => (int)Math.Floor(x))];
        foreach (int k in Enumerable.Range(0, whole.Length).OrderByDescending(k => exact[k] - whole[k]).Take(100 - whole.Sum()))
        {
            whole[k]++;
        }

        return [.. whole];
    }

    // Share of periods in each joint situation: in the long run, or, where the game ends, from its start until then.
    private static double[] Periods(Adviser adviser)
    {
        int n = adviser.States.Count;
        if (!Enumerable.Range(0, n).Any(adviser.IsOver))
        {
            return adviser.Theory.LongRun.Shares;
        }

        var sum = new double[n];
        double[] law = ScenarioSolver.OwnStart(adviser.States);
        double left = 1;
        for (int t = 0; t < LongestGame && left > 1e-9; t++)
        {
            for (int s = 0; s < n; s++)
            {
                sum[s] += adviser.IsOver(s) ? 0 : law[s];
            }

            law = adviser.Theory.Play.Step(law);
            left = Enumerable.Range(0, n).Where(s => !adviser.IsOver(s)).Sum(s => law[s]);
        }

        double total = sum.Sum();
        return total > 0 ? [.. sum.Select(x => x / total)] : sum;
    }

    private static MoveCard Card(Adviser adviser, int player, int state, int history, double share)
    {
        var chances = adviser.Chances(state, player, history);
        int sum = 0;
        return new MoveCard([.. adviser.Kept.Select(v => (v, adviser.States.Level(state, v)))], adviser.Profiles.HistoryName(player, history), [.. chances],
            [.. Hundredths(chances).Select(n => sum += n)], share);
    }
}
