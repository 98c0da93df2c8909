namespace Tumen.Episodes;

/// <summary>Solves games of perfect information from the ends to the root.</summary>
/// <remarks>Method: Zermelo (1913), Kuhn (1953). Cost: one pass, linear in the number of nodes. A tie goes to the action declared first and is counted.</remarks>
public static class BackwardInduction
{
    /// <summary>A subgame-perfect equilibrium in pure strategies.</summary>
    /// <param name="Profile">The exact profile.</param>
    /// <param name="Payoffs">Expected payoff per player.</param>
    /// <param name="Ties">Nodes where another action was as good; 0 means the equilibrium is the only one that backward induction allows.</param>
    public sealed record Result(StrategyProfile Profile, IReadOnlyList<Rational> Payoffs, int Ties);

    /// <summary>Solves the game.</summary>
    /// <exception cref="ArgumentException">Someone moves without knowing where it is; the message names the set.</exception>
    public static Result Solve(ExtensiveGame game)
    {
        var hidden = game.InformationSets.FirstOrDefault(set => !set.IsChance && set.Members.Count > 1);
        if (hidden is not null)
            throw new ArgumentException($"Backward induction needs perfect information; set {hidden.FileNumber} '{hidden.Label}' of '{game.Players[hidden.Player]}' has {hidden.Members.Count} nodes.", nameof(game));
        int n = game.Players.Count;
        var values = (Rational[])game.ExactPayoffArray.Clone();
        var choice = new int[game.InformationSets.Count];
        int ties = 0;
        for (int node = game.NodeCount - 1; node >= 0; node--)
        {
            if (game.IsTerminal(node)) continue;
            var set = game.InformationSets[game.SetOf(node)];
            var children = game.Children(node);
            if (set.Chances is { } chances)
            {
                for (int i = 0; i < n; i++)
                {
                    var sum = Rational.Zero;
                    for (int a = 0; a < children.Length; a++) sum += chances[a] * values[children[a] * n + i];
                    values[node * n + i] = sum;
                }
                continue;
            }
            int best = 0;
            bool tied = false;
            for (int a = 1; a < children.Length; a++)
            {
                int order = values[children[a] * n + set.Player].CompareTo(values[children[best] * n + set.Player]);
                if (order > 0) (best, tied) = (a, false);
                else if (order == 0) tied = true;
            }
            if (tied) ties++;
            choice[set.Index] = best;
            Array.Copy(values, children[best] * n, values, node * n, n);
        }
        return new Result(StrategyProfile.Pure(game, choice), values[..n], ties);
    }
}
