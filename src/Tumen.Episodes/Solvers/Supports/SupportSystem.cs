namespace Tumen.Episodes;

/// <summary>Writes the indifference conditions of a support as polynomials in the chances of its mixed actions.</summary>
internal static class SupportSystem
{
    private sealed class Polynomial
    {
        public Dictionary<string, (int[] Variables, Rational Coefficient)> Terms { get; } = [];

        public void Add(List<int> variables, Rational coefficient)
        {
            if (coefficient.IsZero) return;
            int[] sorted = [.. variables.Order()];
            ref var term = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Terms, string.Join(',', sorted), out bool known);
            term = (sorted, known ? term.Coefficient + coefficient : coefficient);
        }
    }

    /// <param name="game">The tree.</param>
    /// <param name="support">Actions used per set; null where play does not come.</param>
    /// <param name="interior">Whether only roots with every chance above zero count; otherwise a chance may vanish on the way.</param>
    /// <returns>The system and, per action, the variable that stands for its chance (−1 if it is played surely or never).</returns>
    public static (PolynomialSystem System, int[] VariableOf) Build(ExtensiveGame game, int[]?[] support, bool interior)
    {
        var variableOf = new int[game.ActionCount];
        Array.Fill(variableOf, -1);
        int count = 0;
        foreach (var set in game.InformationSets)
            if (support[set.Index] is { Length: > 1 } mixed)
                foreach (int a in mixed) variableOf[set.FirstAction + a] = count++;
        var system = new PolynomialSystem(count, interior);
        foreach (var set in game.InformationSets)
        {
            if (set.IsChance || support[set.Index] is not { } used) continue;
            for (int b = 0; b < set.Actions.Count; b++)
            {
                var gain = new Polynomial();
                if (Array.IndexOf(used, b) < 0 && AddActionValue(game, support, variableOf, set, b, 1, gain) && AddActionValue(game, support, variableOf, set, used[0], -1, gain))
                    system.AddGain(gain.Terms);
            }
            if (used is not { Length: > 1 } mixed) continue;
            var sum = new Polynomial();
            foreach (int a in mixed) sum.Add([variableOf[set.FirstAction + a]], Rational.One);
            sum.Add([], -1);
            system.Add(sum.Terms);
            system.Group(system.Equations - 1, system.Equations, mixed.Length - 1);
            foreach (int a in mixed.Skip(1))
            {
                var difference = new Polynomial();
                AddActionValue(game, support, variableOf, set, a, 1, difference);
                AddActionValue(game, support, variableOf, set, mixed[0], -1, difference);
                system.Add(difference.Terms);
            }
        }
        return (system, variableOf);
    }

    /// <returns>False if the action leads where the support says nothing.</returns>
    private static bool AddActionValue(ExtensiveGame game, int[]?[] support, int[] variableOf, InformationSet set, int action, int sign, Polynomial into)
    {
        foreach (int node in set.Members)
        {
            if (Arrival(game, support, variableOf, node, set.Player) is not { } arrival) continue;
            var stack = new Stack<(int Node, Rational Weight, List<int> Variables)>();
            stack.Push((game.Children(node)[action], arrival.Weight * sign, arrival.Variables));
            while (stack.TryPop(out var at))
            {
                if (game.IsTerminal(at.Node))
                {
                    into.Add(at.Variables, at.Weight * game.ExactPayoffArray[at.Node * game.Players.Count + set.Player]);
                    continue;
                }
                var here = game.InformationSets[game.SetOf(at.Node)];
                if (!here.IsChance && support[here.Index] is null) return false;
                for (int a = 0; a < here.Actions.Count; a++)
                {
                    int child = game.Children(at.Node)[a];
                    if (here.Chances is { } chances)
                    {
                        if (!chances[a].IsZero) stack.Push((child, at.Weight * chances[a], at.Variables));
                    }
                    else if (support[here.Index] is { } allowed && Array.IndexOf(allowed, a) >= 0)
                    {
                        int variable = variableOf[here.FirstAction + a];
                        stack.Push((child, at.Weight, variable < 0 ? at.Variables : [.. at.Variables, variable]));
                    }
                }
            }
        }
        return true;
    }

    /// <summary>Chance weight and others' mixed actions on the way to a node; null if it cannot be reached. The owner's own earlier moves are common to the set and left out.</summary>
    private static (Rational Weight, List<int> Variables)? Arrival(ExtensiveGame game, int[]?[] support, int[] variableOf, int node, int owner)
    {
        var weight = Rational.One;
        var variables = new List<int>();
        while (game.Parent(node) >= 0)
        {
            int action = game.ActionInto(node);
            node = game.Parent(node);
            var set = game.InformationSets[game.SetOf(node)];
            if (set.Chances is { } chances)
            {
                weight *= chances[action];
                if (weight.IsZero) return null;
                continue;
            }
            if (support[set.Index] is not { } allowed || Array.IndexOf(allowed, action) < 0) return null;
            int variable = variableOf[set.FirstAction + action];
            if (variable >= 0 && set.Player != owner) variables.Add(variable);
        }
        return (weight, variables);
    }
}
