using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Report.Drawing;
using Tumen.Scenarios;
using Tumen.Studies;
using Tumen.Workbench.WhatIf;
using CalibrationBin = Tumen.Report.Drawing.CalibrationBin;
using SolvedTheory = Tumen.Workbench.WhatIf.SolvedTheory;

namespace Tumen.Workbench.Study;

/// <summary>What fitted theories foretell: calibration on the record, and the study's watch list.</summary>
public static class Foretelling
{
    /// <summary>Forecasts of a player's moves, month by month, in ten bins of chance.</summary>
    /// <remarks>The theory's parameters were fitted to these months, so this flatters it; the held-out score beside it does not.</remarks>
    public static IReadOnlyList<CalibrationBin> Calibrate(StudyFolder study, SolvedTheory theory, int player)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(theory);
        var cases = new List<(double Chance, bool Happened)>();
        foreach (var u in study.Records[0].Table.Units)
        {
            for (int t = 0; t < u.Length; t++)
            {
                if (u.Move(t, player) >= 0)
                {
                    cases.AddRange(theory.Expected(u.Levels[t], u.Moves[t], player).Select((p, a) => (p, u.Move(t, player) == a)));
                }
            }
        }

        return [.. cases.GroupBy(c => Math.Min(9, (int)(c.Chance * 10))).OrderBy(g => g.Key)
            .Select(g => new CalibrationBin(g.Average(c => c.Chance), g.Average(c => c.Happened ? 1.0 : 0), g.Count()))];
    }

    /// <summary>Chance that a player makes one of some moves within some periods of a month, by one theory; NaN when the month's situation is unknown.</summary>
    public static double Within(SolvedTheory theory, IReadOnlyList<int> levels, int player, IReadOnlyCollection<int> moves, int periods)
    {
        ArgumentNullException.ThrowIfNull(theory);
        int start = theory.StateOf(levels);
        if (start < 0)
        {
            return double.NaN;
        }

        // Step with the moves forbidden in the bookkeeping, not in the game: mass that makes the move leaves.
        var e = theory.Equilibrium;
        var dynamics = new Dynamics(e.Game, e.Strategies);
        var p = e.Game.Profiles;
        var now = new double[e.Game.StateCount];
        now[start] = 1;
        double not = 1;
        for (int t = 0; t < periods; t++)
        {
            (now, double left) = Survive(dynamics, e, p, now, player, moves);
            not = left;
        }

        return 1 - not;
    }

    private static (double[] Next, double Left) Survive(Dynamics dynamics, Solve.LogitMarkovEquilibrium e, ProfileSpace p, double[] now, int player, IReadOnlyCollection<int> moves)
    {
        var next = new double[now.Length];
        var k = e.Game.Kernel;
        for (int s = 0; s < now.Length; s++)
        {
            if (now[s] == 0)
            {
                continue;
            }

            var chances = dynamics.ProfileChances(s);
            for (int c = 0; c < chances.Length; c++)
            {
                if (moves.Contains(p.Move(c, player)))
                {
                    continue;
                }

                int row = (s * p.Count) + c;
                for (int b = k.RowStart[row]; b < k.RowStart[row + 1]; b++)
                {
                    double mass = now[s] * chances[c] * k.Chance[b];
                    for (int f = k.FreeStart[s]; f < k.FreeStart[s + 1]; f++)
                    {
                        next[k.Bases[k.BaseStart[s] + k.Column[b]] + k.FreeOffset[f]] += mass * k.FreeChance[f];
                    }
                }
            }
        }

        return (next, next.Sum());
    }

    /// <summary>Posterior correlations of a theory's weights by Laplace's approximation; null when it cannot be had.</summary>
    public static WeightPosterior? Correlate(StudyFolder study, SolvedTheory theory)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(theory);
        var likelihood = new Likelihood(ParametricGame.Compile(study.Game, theory.Name, study.Records[0].Sequences[0].Covariates), study.Records[0].Sequences);
        var space = likelihood.Parameters;
        int n = space.Count;
        var at = likelihood.Evaluate(theory.Point, true);
        if (!at.Solved || n != theory.Point.Length)
        {
            return null;
        }

        var curvature = new double[n];
        space.LogPrior(theory.Point, new double[n], curvature);
        // Weights that sit on a bound have no ellipse.
        int[] free = [.. Enumerable.Range(0, n).Where(k => space.Free[k].Kind == ParameterKind.Weight && theory.Point[k] > space.Free[k].Lower + 1e-6 && theory.Point[k] < space.Free[k].Upper - 1e-6)];
        var matrix = new double[free.Length * free.Length];
        for (int i = 0; i < free.Length; i++)
        {
            for (int j = 0; j < free.Length; j++)
            {
                matrix[(i * free.Length) + j] = at.Information[(free[i] * n) + free[j]] + (i == j ? curvature[free[i]] : 0);
            }
        }

        var lu = DenseLu.FactorInPlace(matrix, free.Length);
        if (!lu.IsRegular)
        {
            return null;
        }

        var inverse = new double[matrix.Length];
        lu.Invert(inverse);
        double Cov(int i, int j) => inverse[(i * free.Length) + j];
        return new WeightPosterior([.. free.Select(k => Wording.Plain(space.Free[k].Name))], [.. free.Select(k => theory.Point[k])], [.. free.Select((_, i) => Math.Sqrt(Cov(i, i)))],
            [.. free.Select((_, i) => free.Select((_, j) => i == j ? double.NaN : Cov(i, j) / Math.Sqrt(Cov(i, i) * Cov(j, j))).ToArray())]);
    }
}

/// <summary>Joint posterior of a theory's weights by Laplace's approximation.</summary>
/// <param name="Names">Weights that do not sit on a bound.</param>
/// <param name="Modes">Most probable values.</param>
/// <param name="Errors">Posterior standard deviations.</param>
/// <param name="Correlations">Shape [weight, weight]; NaN on the diagonal.</param>
public sealed record WeightPosterior(string[] Names, double[] Modes, double[] Errors, double[][] Correlations);
