using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <content>Solving the games of an evaluation, and following their equilibria.</content>
public sealed partial class Likelihood
{
    /// <summary>Equilibria (and their derivatives) of every group and era; null when one is not certified.</summary>
    internal EraResponse?[][]? Respond(ReadOnlySpan<double> x, bool derivatives, bool everywhere, out double residual, CancellationToken cancel, bool actionValues = false)
    {
        residual = 0;
        double[] at = x.ToArray(), chances = Parameters.Chances(x), residuals = new double[_warm.Length];
        int eraCount = Parameters.Eras.Length;
        var eras = new EraResponse?[_groups.Length][];
        for (int g = 0; g < eras.Length; g++)
        {
            eras[g] = new EraResponse?[eraCount];
        }

        var solved = new bool[_warm.Length];
        bool many = _groups.Length >= ManyGroups && Counts is not null;
        void Block(int b) => solved[b] = (!everywhere && !EraUsed(b % eraCount, b / eraCount)) || Solve(b, at, chances, derivatives, everywhere, actionValues, cancel, out eras[b / eraCount][b % eraCount], out residuals[b]);
        if (many)
        {
            // Games of different units have nothing to do with each other, so who solves which changes no bit.
            Parallel.For(0, _warm.Length, ThreadBudget.Options, Block);
        }
        else
        {
            for (int b = 0; b < _warm.Length && (b == 0 || solved[b - 1]); b++)
            {
                Block(b);
            }
        }

        residual = residuals.Max();
        return Array.IndexOf(solved, false) < 0 ? eras : null;
    }

    // From this many games on they are solved side by side.
    private const int ManyGroups = 16;

    // The equilibrium of one block from where it was last found; false when none is certified or its derivative is singular.
    private bool Solve(int block, double[] x, double[] chances, bool derivatives, bool everywhere, bool actionValues, CancellationToken cancel, out EraResponse? response, out double residual)
    {
        var (g, e) = (block / Parameters.Eras.Length, block % Parameters.Eras.Length);
        bool follows = _selected.ContainsKey(block);
        var game = _groups[g].At(Parameters.Weights(e, x, _kinds[g]), chances, _discounts);
        var solved = LogitMarkovSolver.Solve(game, _options with { Start = follows && _tangents[block] is { } tangent ? tangent.At(x) : _warm[block] }, cancel);
        if (solved.Status != SolveStatus.Certified && _warm[block] is not null)
        {
            // Where an equilibrium was selected, another one would be another model: only the tangent may have overshot.
            solved = LogitMarkovSolver.Solve(game, _options with { Start = follows ? _warm[block] : null }, cancel);
        }

        residual = solved.Certificate.Residual;
        response = null;
        if (solved.Status != SolveStatus.Certified)
        {
            return false;
        }

        _warm[block] = solved.ActionValues;
        response = new EraResponse(_groups[g], Reduction, Parameters, e, _kinds[g], solved, chances);
        if (derivatives && !response.Differentiate(everywhere || follows ? Everywhere(Solved.States.Count) : NeededStates(e, g), actionValues || follows))
        {
            return false;
        }

        _tangents[block] = follows && derivatives ? new Tangent(x, response) : follows ? _tangents[block] : null;
        return true;
    }
}
