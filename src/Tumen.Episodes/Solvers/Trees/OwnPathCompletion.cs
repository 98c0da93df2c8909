namespace Tumen.Episodes;

/// <summary>Gives a player's best action where only its own earlier moves keep play away: the reduced form leaves these open, and any choice there is Nash.</summary>
internal static class OwnPathCompletion
{
    /// <summary>An exact profile with the same play and the same regret, but sensible after the player's own slips.</summary>
    public static StrategyProfile Improve(StrategyProfile profile)
    {
        var game = profile.Game;
        var chances = (Rational[])profile.Fractions!.Clone();
        int n = game.Players.Count;
        for (int player = 0; player < n; player++)
        {
            var others = new Rational[game.NodeCount];
            var own = new Rational[game.NodeCount];
            (others[0], own[0]) = (Rational.One, Rational.One);
            for (int node = 1; node < game.NodeCount; node++)
            {
                int above = game.Parent(node);
                var set = game.InformationSets[game.SetOf(above)];
                var step = chances[set.FirstAction + game.ActionInto(node)];
                (others[node], own[node]) = set.Player == player ? (others[above], own[above] * step) : (others[above] * step, own[above]);
            }
            var value = new Rational[game.NodeCount];
            void Back(int node)
            {
                if (game.IsTerminal(node))
                {
                    value[node] = game.ExactPayoffArray[node * n + player];
                    return;
                }
                var set = game.InformationSets[game.SetOf(node)];
                var sum = Rational.Zero;
                for (int a = 0; a < set.Actions.Count; a++)
                    if (!chances[set.FirstAction + a].IsZero) sum += chances[set.FirstAction + a] * value[game.Children(node)[a]];
                value[node] = sum;
            }
            bool changed = false;
            for (int node = game.NodeCount - 1; node >= 0; node--) Back(node);
            for (int h = game.InformationSets.Count - 1; h >= 0; h--)
            {
                var set = game.InformationSets[h];
                if (set.Player != player || !own[set.Members[0]].IsZero || set.Members.All(node => others[node].IsZero)) continue;
                if (changed)
                    for (int node = game.NodeCount - 1; node >= set.Members[0]; node--) Back(node);
                var sums = new Rational[set.Actions.Count];
                foreach (int node in set.Members)
                    for (int a = 0; a < sums.Length; a++) sums[a] += others[node] * value[game.Children(node)[a]];
                int best = 0;
                for (int a = 1; a < sums.Length; a++)
                    if (sums[a] > sums[best]) best = a;
                for (int a = 0; a < sums.Length; a++) chances[set.FirstAction + a] = a == best ? Rational.One : Rational.Zero;
                changed = true;
            }
        }
        return StrategyProfile.FromExact(game, chances);
    }
}
