namespace Tumen.Episodes;

/// <summary>Looks for equilibria of slightly perturbed games that converge to a profile: every agent plays its unused actions with small forced chances.</summary>
/// <remarks>
/// The certificate is a sequence: for ε = 1e-3, 1e-4, 1e-5 an exact-to-round-off equilibrium of the perturbed agent form whose distance to the profile shrinks with ε. Mixed chances are
/// re-solved by Newton so that used actions stay indifferent. A profile that is not perfect Bayesian is not trembling-hand perfect either. Source: Selten (1975).
/// </remarks>
public static class TremblingHand
{
    /// <summary>Checks a profile, with the verdict on sequential rationality as a first filter.</summary>
    public static RefinementResult Check(StrategyProfile profile, Assessment assessment)
    {
        if (assessment.Bayesian.Verdict == Verdict.Dropped) return new(Refinement.TremblingHand, Verdict.Dropped, "not even perfect Bayesian: " + assessment.Bayesian.Reason);
        if (profile.Game.NodeCount > 5_000) return new(Refinement.TremblingHand, Verdict.Undecided, "perturbed games are tried on trees up to 5,000 nodes");
        foreach (double[] weights in Weights(profile, assessment))
        {
            double last = double.PositiveInfinity;
            bool held = true;
            foreach (double epsilon in new[] { 1e-3, 1e-4, 1e-5 })
            {
                double distance = Perturbed(profile, weights, epsilon);
                if (!(distance < 0.5 * last) && !(distance < 1e-9)) held = false;
                last = distance;
                if (!held) break;
            }
            if (held) return new(Refinement.TremblingHand, Verdict.Kept, $"equilibria of games with trembles 1e-3, 1e-4, 1e-5 come within {last:g2} of it");
        }
        return new(Refinement.TremblingHand, Verdict.Undecided, "no converging equilibria of perturbed games were found among the trembles tried");
    }

    private static IEnumerable<double[]> Weights(StrategyProfile profile, Assessment assessment)
    {
        var game = profile.Game;
        var equal = new double[game.ActionCount];
        Array.Fill(equal, 1);
        yield return equal;
        // Trembles in proportion to the beliefs found, so that they point the same way.
        var aimed = new double[game.ActionCount];
        Array.Fill(aimed, 1);
        foreach (var belief in assessment.Beliefs ?? [])
        {
            if (belief.OnPath) continue;
            var set = game.InformationSets[belief.InformationSet];
            for (int m = 0; m < set.Members.Count; m++)
            {
                double product = 1;
                int entry = -1;
                for (int at = set.Members[m]; game.Parent(at) >= 0; at = game.Parent(at))
                {
                    var mover = game.InformationSets[game.SetOf(game.Parent(at))];
                    int k = mover.FirstAction + game.ActionInto(at);
                    if (profile.Values[k] > 0) product *= profile.Values[k];
                    else if (entry < 0) entry = k;
                }
                if (entry >= 0) aimed[entry] = Math.Max(belief.Chances[m].ToDouble() / product, 1e-4);
            }
        }
        yield return aimed;
    }

    /// <returns>Distance of the perturbed equilibrium from the profile; NaN if there is none nearby.</returns>
    private static double Perturbed(StrategyProfile profile, double[] weights, double epsilon)
    {
        var game = profile.Game;
        var free = new List<int>();
        var values = new double[game.ActionCount];
        foreach (var set in game.InformationSets)
        {
            double trembled = 0;
            for (int a = 0; a < set.Actions.Count; a++)
                if (!set.IsChance && profile.Values[set.FirstAction + a] == 0) trembled += values[set.FirstAction + a] = epsilon * weights[set.FirstAction + a];
            int used = 0;
            for (int a = 0; a < set.Actions.Count; a++)
            {
                int k = set.FirstAction + a;
                if (!set.IsChance && profile.Values[k] == 0) continue;
                values[k] = set.IsChance ? profile.Values[k] : profile.Values[k] * (1 - trembled);
                if (!set.IsChance && used++ > 0) free.Add(k);
            }
        }
        for (int round = 0; round < 20; round++)
        {
            var residual = Residual(game, profile, values, free, out double gain);
            double size = residual.Select(Math.Abs).DefaultIfEmpty(0).Max();
            if (size < 1e-10)
            {
                if (gain > 1e-10) return double.NaN;
                double distance = 0;
                for (int k = 0; k < values.Length; k++) distance = Math.Max(distance, Math.Abs(values[k] - profile.Values[k]));
                return distance;
            }
            if (!NewtonStep(game, profile, values, free, residual)) return double.NaN;
        }
        return double.NaN;
    }

    private static bool NewtonStep(ExtensiveGame game, StrategyProfile profile, double[] values, List<int> free, double[] residual)
    {
        int n = free.Count;
        var jacobian = new double[n, n];
        var right = new double[n, 1];
        for (int c = 0; c < n; c++)
        {
            const double h = 1e-7;
            var moved = (double[])values.Clone();
            Move(game, profile, moved, free[c], h);
            var changed = Residual(game, profile, moved, free, out _);
            for (int r = 0; r < n; r++) jacobian[r, c] = (changed[r] - residual[r]) / h;
        }
        for (int r = 0; r < n; r++) right[r, 0] = residual[r];
        if (!DenseSolve.TrySolve(jacobian, right)) return false;
        for (int c = 0; c < n; c++) Move(game, profile, values, free[c], -right[c, 0]);
        return values.All(value => double.IsFinite(value) && value >= -1e-12);
    }

    /// <summary>Shifts chance to one used action from the first used action of its set.</summary>
    private static void Move(ExtensiveGame game, StrategyProfile profile, double[] values, int action, double amount)
    {
        var set = game.InformationSets.First(set => set.FirstAction <= action && action < set.FirstAction + set.Actions.Count);
        int first = set.FirstAction;
        while (profile.Values[first] == 0) first++;
        values[action] += amount;
        values[first] -= amount;
    }

    private static double[] Residual(ExtensiveGame game, StrategyProfile profile, double[] values, List<int> free, out double gain)
    {
        var trembled = new GameValues<double>(game, values, game.PayoffArray);
        var residual = new double[free.Count];
        gain = 0;
        int next = 0;
        foreach (var set in game.InformationSets)
        {
            if (set.IsChance) continue;
            var beliefs = trembled.Beliefs(set);
            if (beliefs is null) continue;
            var actions = trembled.ActionValues(set, beliefs);
            int first = 0;
            while (profile.Values[set.FirstAction + first] == 0) first++;
            for (int a = 0; a < actions.Length; a++)
            {
                if (profile.Values[set.FirstAction + a] == 0) gain = Math.Max(gain, actions[a] - actions[first]);
                else if (a != first && next < free.Count && free[next] == set.FirstAction + a) residual[next++] = actions[a] - actions[first];
            }
        }
        return residual;
    }
}
