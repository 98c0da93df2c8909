namespace Tumen.Episodes;

/// <summary>Turns a profile near a Nash equilibrium into one to the last digit: guesses which actions are used, solves their indifference by Newton, recomputes regret.</summary>
internal static class LimitPolish
{
    private const string Method = "agent quantal response traced to its limit (McKelvey and Palfrey 1998), polished on its support";

    private const double Rare = 0.05, WorseThan = 1e-4;

    /// <summary>A Nash equilibrium near a profile; where play does not come it is left as it is.</summary>
    public static SolvedProfile? TryPolish(StrategyProfile near, int steps, double reach = 0.05, params ReadOnlySpan<double> cuts) => Try(near, false, steps, reach, cuts);

    /// <summary>The same for a point of a path of quantal responses, whose small chances say what its limit believes and does where play does not come.</summary>
    public static SolvedProfile? TryPolishEverywhere(StrategyProfile near, int steps) => Try(near, true, steps, 0.05, []);

    private static SolvedProfile? Try(StrategyProfile near, bool everywhere, int steps, double reach, ReadOnlySpan<double> cuts)
    {
        foreach (double cut in cuts.Length > 0 ? cuts : [1e-4, 1e-3, 1e-2, 3e-2])
        {
            if (Polish(near, cut) is not { } onPath || (everywhere ? OffPath(near, onPath) : onPath) is not { } profile || profile.Distance(near) > reach) continue;
            var certified = SolvedProfile.Certify(profile, steps, Method, 1e-10);
            if (certified.Status is SolveStatus.Exact or SolveStatus.Certified) return certified;
        }
        return null;
    }

    /// <summary>Where play does not come, takes away what is worse under the beliefs of the traced profile, in which every set is reached: rare there, it would be gone further along the path.</summary>
    /// <returns>Null if something worse is not rare yet: the path has to be followed further.</returns>
    private static StrategyProfile? OffPath(StrategyProfile near, StrategyProfile onPath)
    {
        var game = near.Game;
        if (near.Values.Any(value => value <= 0)) return onPath;
        var traced = GameValues.Floating(near);
        var profile = onPath;
        var played = GameValues.Floating(onPath);
        InformationSet[] open = [.. game.InformationSets.Where(set => !set.IsChance && played.ReachOfSet(set) <= 0)];
        for (int round = 0; round <= open.Length; round++)
        {
            var now = GameValues.Floating(profile);
            var values = profile.Values.ToArray();
            bool changed = false;
            foreach (var set in open)
            {
                if (traced.Beliefs(set) is not { } beliefs || beliefs.Any(double.IsNaN)) continue;
                double[] worth = now.ActionValues(set, beliefs);
                double best = worth.Max(), slack = WorseThan * Math.Max(game.LargestRange, 1e-300);
                for (int a = 0; a < worth.Length; a++)
                {
                    if (values[set.FirstAction + a] <= 0 || worth[a] >= best - slack) continue;
                    if (near.Probability(set, a) > Rare) return null;
                    values[set.FirstAction + a] = 0;
                    changed = true;
                }
            }
            if (!changed) return profile;
            profile = StrategyProfile.FromDoubles(game, values);
        }
        return profile;
    }

    private static bool Solves(PolynomialSystem system, double[] x) => x.All(double.IsFinite) && system.Values(x).All(value => Math.Abs(value) < 1e-13);

    // On a continuum the Jacobian is singular: steps of least squares lead to a point of it near the start (Levenberg 1944).
    private static double[] Nearest(PolynomialSystem system, double[] from)
    {
        double[] x = (double[])from.Clone();
        int n = x.Length;
        for (int round = 0; round < 60 && !Solves(system, x); round++)
        {
            var jacobian = system.Jacobian(x);
            var residual = system.Values(x);
            double damping = 1e-10 * residual.Max(Math.Abs);
            var square = new double[n, n];
            var right = new double[n, 1];
            for (int e = 0; e < n; e++)
            {
                for (int f = 0; f < n; f++)
                    for (int v = 0; v < n; v++) square[e, f] += jacobian[e, v] * jacobian[f, v];
                square[e, e] += damping + 1e-15;
                right[e, 0] = residual[e];
            }
            if (!DenseSolve.TrySolve(square, right)) break;
            for (int v = 0; v < n; v++)
                for (int e = 0; e < n; e++) x[v] -= jacobian[e, v] * right[e, 0];
        }
        return x;
    }

    private static StrategyProfile? Polish(StrategyProfile near, double cut)
    {
        var game = near.Game;
        var values = near.Values.ToArray();
        foreach (var set in game.InformationSets)
        {
            if (set.IsChance) continue;
            double largest = 0;
            for (int a = 0; a < set.Actions.Count; a++) largest = Math.Max(largest, values[set.FirstAction + a]);
            for (int a = 0; a < set.Actions.Count; a++)
                if (values[set.FirstAction + a] < Math.Min(cut, largest)) values[set.FirstAction + a] = 0;
        }
        var trimmed = StrategyProfile.FromDoubles(game, values);
        var reach = GameValues.Floating(trimmed);
        var support = new int[]?[game.InformationSets.Count];
        foreach (var set in game.InformationSets)
            if (!set.IsChance && reach.ReachOfSet(set) > 0)
                support[set.Index] = [.. Enumerable.Range(0, set.Actions.Count).Where(a => values[set.FirstAction + a] > 0)];
        var (system, variableOf) = SupportSystem.Build(game, support, interior: false);
        values = [.. trimmed.Values];
        if (system.Variables > 0)
        {
            var x = new double[system.Variables];
            for (int k = 0; k < variableOf.Length; k++)
                if (variableOf[k] >= 0) x[variableOf[k]] = values[k];
            double[] from = (double[])x.Clone();
            for (int round = 0; round < 12; round++)
            {
                var right = new double[x.Length, 1];
                var residual = system.Values(x);
                for (int e = 0; e < x.Length; e++) right[e, 0] = residual[e];
                if (!DenseSolve.TrySolve(system.Jacobian(x), right)) break;
                for (int v = 0; v < x.Length; v++) x[v] -= right[v, 0];
            }
            if (!Solves(system, x)) x = Nearest(system, from);
            if (x.Any(value => !double.IsFinite(value) || value < -1e-9)) return null;
            for (int k = 0; k < variableOf.Length; k++)
                if (variableOf[k] >= 0) values[k] = x[variableOf[k]];
        }
        return StrategyProfile.FromDoubles(game, values);
    }
}
