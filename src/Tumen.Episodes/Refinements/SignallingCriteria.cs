namespace Tumen.Episodes;

/// <summary>A game where nature picks a sender's type, the sender a message, and a receiver sees only the message before it acts.</summary>
internal sealed class SignallingGame
{
    private SignallingGame(ExtensiveGame game, InformationSet[] senders) => (Game, Senders) = (game, senders);

    public ExtensiveGame Game { get; }

    /// <summary>The sender's set for each type, in nature's order.</summary>
    public InformationSet[] Senders { get; }

    public static SignallingGame? TryRecognise(ExtensiveGame game)
    {
        if (game.IsTerminal(0) || !game.InformationSets[game.SetOf(0)].IsChance) return null;
        var senders = new List<InformationSet>();
        foreach (int node in game.Children(0))
        {
            if (game.IsTerminal(node)) return null;
            var set = game.InformationSets[game.SetOf(node)];
            if (set.IsChance || set.Members.Count != 1 || (senders.Count > 0 && (set.Player != senders[0].Player || set.Actions.Count != senders[0].Actions.Count))) return null;
            senders.Add(set);
        }
        for (int m = 0; m < senders[0].Actions.Count; m++)
        {
            int? shared = null;
            foreach (var sender in senders)
            {
                int node = game.Children(sender.Members[0])[m];
                if (game.IsTerminal(node)) return null;
                var set = game.InformationSets[game.SetOf(node)];
                if (set.IsChance || set.Player == sender.Player || set.Members.Count != senders.Count || (shared ?? set.Index) != set.Index) return null;
                foreach (int end in game.Children(node))
                    if (!game.IsTerminal(end)) return null;
                shared = set.Index;
            }
        }
        return new SignallingGame(game, [.. senders]);
    }

    public int Types => Senders.Length;

    public InformationSet Receiver(int message) => Game.InformationSets[Game.SetOf(Game.Children(Senders[0].Members[0])[message])];

    public int End(int type, int message, int response) => Game.Children(Game.Children(Senders[type].Members[0])[message])[response];

    public Rational SenderPayoff(int type, int message, int response) => Game.ExactPayoffArray[End(type, message, response) * Game.Players.Count + Senders[0].Player];

    public Rational ReceiverPayoff(int type, int message, int response) => Game.ExactPayoffArray[End(type, message, response) * Game.Players.Count + Receiver(message).Player];

    /// <summary>Responses that are best for some beliefs over some types.</summary>
    public int[] BestReplies(int message, int[] types)
    {
        int count = Receiver(message).Actions.Count;
        return [.. Enumerable.Range(0, count).Where(response =>
        {
            var corners = Enumerable.Range(0, types.Length).Select(k => Enumerable.Range(0, types.Length).Select(j => j == k ? Rational.One : Rational.Zero).ToArray()).ToList();
            for (int other = 0; other < count; other++)
            {
                if (other == response) continue;
                Rational[] row = [.. types.Select(t => ReceiverPayoff(t, message, response) - ReceiverPayoff(t, message, other))];
                Rational Mark(Rational[] corner) => row.Zip(corner, (a, b) => a * b).Aggregate(Rational.Zero, (a, b) => a + b);
                var marks = corners.Select(corner => (corner, Mark: Mark(corner))).ToList();
                corners = [.. marks.Where(item => item.Mark.Sign >= 0).Select(item => item.corner)];
                foreach (var up in marks.Where(item => item.Mark.Sign > 0))
                    foreach (var down in marks.Where(item => item.Mark.Sign < 0))
                        if (corners.Count < 500) corners.Add([.. up.corner.Zip(down.corner, (a, b) => a + up.Mark / (up.Mark - down.Mark) * (b - a))]);
            }
            return corners.Count > 0;
        })];
    }
}

/// <summary>The intuitive criterion and D1 for signalling games. Source: Cho and Kreps (1987), Quarterly Journal of Economics 102.</summary>
public static class SignallingCriteria
{
    /// <summary>Whether an equilibrium blames an unexpected message on types that could gain from it.</summary>
    public static RefinementResult Intuitive(StrategyProfile profile)
    {
        if (SignallingGame.TryRecognise(profile.Game) is not { } game) return new(Refinement.Intuitive, Verdict.NotApplicable, "not a signalling game");
        var values = GameValues.Exact(profile);
        int[] all = [.. Enumerable.Range(0, game.Types)];
        foreach (int message in Unsent(game, values))
        {
            var replies = game.BestReplies(message, all);
            int[] able = [.. all.Where(t => replies.Max(response => game.SenderPayoff(t, message, response)) >= Payoff(game, values, t))];
            if (able.Length == 0 || able.Length == all.Length) continue;
            var after = game.BestReplies(message, able);
            foreach (int t in able)
                if (after.Min(response => game.SenderPayoff(t, message, response)) > Payoff(game, values, t))
                    return new(Refinement.Intuitive, Verdict.Dropped,
                        $"only {string.Join(", ", able.Select(k => TypeName(game, k)))} could gain from '{game.Senders[0].Actions[message]}'; believed to be so, {TypeName(game, t)} would send it");
        }
        return new(Refinement.Intuitive, Verdict.Kept, "no unsent message would be sent by a type that alone could gain");
    }

    /// <summary>Whether an equilibrium survives blaming an unexpected message on the type that gains from it under the largest set of responses (two responses only).</summary>
    public static RefinementResult DivinityOne(StrategyProfile profile)
    {
        if (SignallingGame.TryRecognise(profile.Game) is not { } game) return new(Refinement.DivinityOne, Verdict.NotApplicable, "not a signalling game");
        var values = GameValues.Exact(profile);
        foreach (int message in Unsent(game, values))
        {
            if (game.Receiver(message).Actions.Count != 2) return new(Refinement.DivinityOne, Verdict.Undecided, "D1 is checked for receivers with two responses");
            // Only responses that are best for some beliefs count.
            var possible = game.BestReplies(message, [.. Enumerable.Range(0, game.Types)]);
            var gains = Enumerable.Range(0, game.Types).Select(t => new GainRange(
                game.SenderPayoff(t, message, possible[0]) - Payoff(game, values, t), game.SenderPayoff(t, message, possible[^1]) - Payoff(game, values, t))).ToArray();
            int[] blamed = [.. Enumerable.Range(0, game.Types).Where(t => !Enumerable.Range(0, game.Types).Any(other => other != t && gains[other].StrictlyCovers(gains[t])))];
            if (blamed.Length == 0) continue;
            var replies = game.BestReplies(message, blamed);
            foreach (int t in blamed)
                if (replies.Min(response => game.SenderPayoff(t, message, response)) > Payoff(game, values, t))
                    return new(Refinement.DivinityOne, Verdict.Dropped,
                        $"'{game.Senders[0].Actions[message]}' is blamed on {string.Join(", ", blamed.Select(k => TypeName(game, k)))}, who gain from it under more responses; so believed, {TypeName(game, t)} would send it");
        }
        return new(Refinement.DivinityOne, Verdict.Kept, "no unsent message would be sent by the types it is blamed on");
    }

    /// <summary>Gain from a message when the receiver gives its first response with chance 1 − q and its second with chance q.</summary>
    private readonly record struct GainRange(Rational AtFirst, Rational AtSecond)
    {
        private Rational At(Rational q) => AtFirst + q * (AtSecond - AtFirst);

        /// <summary>Every response from which the other gains or breaks even makes this one gain strictly.</summary>
        public bool StrictlyCovers(GainRange other)
        {
            var ends = new List<Rational>();
            if (other.AtFirst.Sign >= 0) ends.Add(Rational.Zero);
            if (other.AtSecond.Sign >= 0) ends.Add(Rational.One);
            if (other.AtFirst.Sign * other.AtSecond.Sign < 0) ends.Add(other.AtFirst / (other.AtFirst - other.AtSecond));
            var self = this;
            return ends.Count > 0 ? ends.All(q => self.At(q).Sign > 0) : AtFirst.Sign > 0 || AtSecond.Sign > 0;
        }
    }

    private static IEnumerable<int> Unsent(SignallingGame game, GameValues<Rational> values) =>
        Enumerable.Range(0, game.Senders[0].Actions.Count).Where(message => values.ReachOfSet(game.Receiver(message)).IsZero);

    private static Rational Payoff(SignallingGame game, GameValues<Rational> values, int type) => values.ValueAt(game.Senders[type].Members[0], game.Senders[0].Player);

    private static string TypeName(SignallingGame game, int type) => $"'{game.Game.InformationSets[game.Game.SetOf(0)].Actions[type]}'";
}
