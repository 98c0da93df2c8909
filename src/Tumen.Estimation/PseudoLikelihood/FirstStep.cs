using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>What can be estimated before any theory of the players: chances of the laws from the transitions, and choice chances from frequencies.</summary>
internal static class FirstStep
{
    // Visits that the player's overall frequencies are worth at a decision point; 1/2 for each move at the top as well.
    private const double PooledVisits = 1;

    /// <summary>Which parameters are the laws' chances.</summary>
    public static bool[] IsChance(ParameterSpace space) => [.. space.Free.Select(p => p.Kind == ParameterKind.Chance)];

    /// <summary>The laws' chances by maximum likelihood of the transitions alone, weights left at a start.</summary>
    public static double[] Chances(Likelihood likelihood, double[] start, bool usePrior)
    {
        var space = likelihood.Parameters;
        var weights = IsChance(space).Select(c => !c).ToArray();
        return Ascent.Run(space, start, x =>
        {
            double[] gradient = new double[space.Count], information = new double[space.Count * space.Count];
            double log = likelihood.Counts!.AddSteps(likelihood.Game, space, space.Chances(x), gradient, information);
            return new Evaluation(true, log, 0, gradient, information, [], [], [], 0);
        }, (e, x) => Estimator.WithPrior(likelihood, e, x, usePrior), weights, 1e-12, 100).Point;
    }

    /// <summary>Choice chances by smoothed frequencies, per block S × m: visits of the decision point and one more with the player's frequencies over all points.</summary>
    public static double[]?[] Frequencies(Likelihood likelihood)
    {
        var profiles = likelihood.Solved.Profiles;
        int m = profiles.Size, states = likelihood.Solved.States.Count;
        var result = new double[]?[likelihood.BlockCount];
        for (int b = 0; b < result.Length; b++)
        {
            if (!likelihood.IsPlayed(b))
            {
                continue;
            }

            var points = likelihood.Counts!.Points[b];
            var pooled = Enumerable.Range(0, profiles.Players.Length).Select(i => Enumerable.Repeat(0.5, profiles.Moves(i)).ToArray()).ToArray();
            foreach (var point in points)
            {
                FixedOrder.AddScaled(pooled[Player(profiles, point.Slot)], point.Moves, 1);
            }

            var p = result[b] = new double[states * m];
            for (int i = 0; i < pooled.Length; i++)
            {
                double sum = pooled[i].Sum();
                int a = profiles.Moves(i);
                for (int s = 0; s < states; s++)
                {
                    for (int r = 0; r < a * profiles.Histories[i]; r++)
                    {
                        p[(s * m) + profiles.Offsets[i] + r] = pooled[i][r % a] / sum;
                    }
                }
            }

            foreach (var point in points)
            {
                for (int r = 0; r < point.Moves.Length; r++)
                {
                    int at = (point.State * m) + point.Slot + r;
                    p[at] = (point.Moves[r] + (PooledVisits * p[at])) / (point.Total + PooledVisits);
                }
            }

            if (likelihood.Solved.Menus is { } menus)
            {
                Restrict(p, menus, profiles, states);
            }
        }

        return result;
    }

    // What may not be played has no chance, however often it was played elsewhere.
    private static void Restrict(double[] p, Menus menus, ProfileSpace profiles, int states)
    {
        for (int s = 0; s < states; s++)
        {
            for (int i = 0; i < profiles.Players.Length; i++)
            {
                int a = profiles.Moves(i);
                for (int h = 0; h < profiles.Histories[i]; h++)
                {
                    int at = (s * profiles.Size) + profiles.Offsets[i] + (h * a);
                    double sum = 0;
                    for (int r = 0; r < a; r++)
                    {
                        p[at + r] = menus.Allows(at + r) ? p[at + r] : 0;
                        sum += p[at + r];
                    }

                    for (int r = 0; r < a; r++)
                    {
                        p[at + r] /= sum;
                    }
                }
            }
        }
    }

    /// <summary>What a smoothed frequency weighs its visits by: 1 / (visits + pooled).</summary>
    public static double Influence(double visits) => 1 / (visits + PooledVisits);

    /// <summary>The player whose slot it is.</summary>
    public static int Player(ProfileSpace profiles, int slot)
    {
        int i = profiles.Players.Length - 1;
        while (profiles.Offsets[i] > slot)
        {
            i--;
        }

        return i;
    }
}
