namespace Tumen.Episodes;

/// <summary>Two-player trees by sequence form: linear programming when payoffs sum to a constant, complementary pivoting otherwise.</summary>
/// <remarks>
/// A floating run comes first; its corner is rounded to simple fractions whose regret is checked exactly. Only if that fails is the exact table run (integer pivoting).
/// Sources: Koller, Megiddo and von Stengel (1994, STOC; 1996, GEB 14); Lemke (1965); lexicographic rule of Dantzig, Orden and Wolfe (1955).
/// </remarks>
public static class SequenceFormSolver
{
    private const int LargestExactTable = 160;

    /// <summary>An equilibrium of a constant-sum game by linear programming.</summary>
    /// <param name="game">Two players, perfect recall, constant sum.</param>
    /// <param name="alwaysExact">Run the exact table at once.</param>
    /// <exception cref="ArgumentException">The game is not of this kind.</exception>
    public static SolvedProfile SolveZeroSum(ExtensiveGame game, bool alwaysExact = false)
    {
        if (game.Players.Count != 2 || !game.IsConstantSum) throw new ArgumentException("Linear programming needs two players whose payoffs sum to a constant.", nameof(game));
        var form = new SequenceForm(game);
        if (!alwaysExact)
        {
            var floating = Finish(form, ZeroSumProgram.Floating(form), "linear programme on the sequence form (Koller, Megiddo and von Stengel 1994)");
            if (floating.Status == SolveStatus.Exact || form.Count[0] + form.Count[1] > LargestExactTable) return floating;
        }
        return FinishExact(form, ZeroSumProgram.Exact(form), "exact linear programme on the sequence form (Koller, Megiddo and von Stengel 1994)");
    }

    /// <summary>One equilibrium of any two-player tree by Lemke's method.</summary>
    /// <param name="game">Two players, perfect recall.</param>
    /// <param name="alwaysExact">Run the exact table at once.</param>
    /// <exception cref="ArgumentException">The game is not of this kind.</exception>
    public static SolvedProfile SolveComplementarity(ExtensiveGame game, bool alwaysExact = false)
    {
        var form = new SequenceForm(game);
        if (!alwaysExact && ComplementarityProgram.Floating(form) is { } run)
        {
            var floating = Finish(form, run, "Lemke's method on the sequence form (Koller, Megiddo and von Stengel 1996)");
            if (floating.Status == SolveStatus.Exact || (floating.Status == SolveStatus.Certified && form.Count[0] + form.Count[1] > LargestExactTable)) return floating;
        }
        return FinishExact(form, ComplementarityProgram.Exact(form), "Lemke's method, exact, on the sequence form (Koller, Megiddo and von Stengel 1996)");
    }

    private static SolvedProfile Finish(SequenceForm form, PivotRun run, string method) =>
        SolvedProfile.Certify(form.Profile((player, s) => run.Weight(player, s).ToDouble()), run.Pivots, method);

    private static SolvedProfile FinishExact(SequenceForm form, PivotRun run, string method) =>
        SolvedProfile.Certify(form.ExactProfile(run.Weight), run.Pivots, method);
}
