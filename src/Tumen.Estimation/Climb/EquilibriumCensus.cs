using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>One equilibrium found at a parameter vector.</summary>
/// <param name="Equilibrium">It, with its certificate.</param>
/// <param name="Hits">Starts that ended at it.</param>
/// <param name="SpectralRadius">
/// Growth rate per round when everyone re-solves its own programme against the others' last strategies: below 1 the equilibrium is stable under such play.
/// </param>
/// <param name="SmallestSingularValue">Of I − M, the linearised value system: the distance to a fold, where equilibria merge and vanish.</param>
/// <param name="LogLikelihood">Of the record under it.</param>
/// <param name="Selected">Whether it is the one that the fit uses.</param>
public sealed record CensusEntry(LogitMarkovEquilibrium Equilibrium, int Hits, double SpectralRadius, double SmallestSingularValue, double LogLikelihood, bool Selected)
{
    /// <summary>The part of the log-likelihood owed to moves.</summary>
    public double MoveLogLikelihood { get; init; }
}

/// <summary>All equilibria that many starts found.</summary>
/// <param name="Era">Index of the era.</param>
/// <param name="Starts">Starts tried.</param>
/// <param name="Failed">Starts that ended without a certificate.</param>
/// <param name="Entries">Distinct certified equilibria, the selected one first, then by hits.</param>
public sealed record Census(int Era, int Starts, int Failed, ImmutableArray<CensusEntry> Entries)
{
    /// <summary>Units that play the game counted, where several games were; empty otherwise.</summary>
    public ImmutableArray<string> Units { get; init; } = [];

    /// <summary>In one sentence. That no other was found is not proof that there is none.</summary>
    public string Says => Entries.Length switch
    {
        0 => $"no start of {Starts} reached an equilibrium",
        1 => $"{Starts - Failed} of {Starts} starts reached the same equilibrium; no other was found",
        _ => $"{Entries.Length} equilibria were found from {Starts} starts; log-likelihoods {string.Join(", ", Entries.Select(e => e.LogLikelihood.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)))}",
    };
}

/// <summary>Counts equilibria at an estimate from many starts. Multiplicity is reported, never averaged away.</summary>
public static class EquilibriumCensus
{
    // Two equilibria are one when no chance differs by more.
    private const double Same = 1e-6;

    /// <summary>Takes a census.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="x">Parameter vector.</param>
    /// <param name="era">Era whose game is solved.</param>
    /// <param name="starts">Starts besides the one at λ = 0: pure strategies, then wild action values.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <param name="group">Group of units whose game is solved: 0 to <see cref="Likelihood.GroupCount"/> less one.</param>
    public static Census Take(Likelihood likelihood, double[] x, int era = 0, int starts = 30, ulong seed = 1, CancellationToken cancel = default, int group = 0)
    {
        var own = likelihood.Equilibrium(group, era, x, cancel);
        var game = own.Game;
        var found = new List<(LogitMarkovEquilibrium At, int Hits)>();
        if (own.Status == SolveStatus.Certified)
        {
            found.Add((own, 0));
        }

        int failed = 0, tried = 0;
        double scale = Math.Max(1, Enumerable.Range(0, own.ActionValues.Length).Select(i => Math.Abs(own.ActionValues[i] - own.ActionValues[i - (i % game.Profiles.Size)])).DefaultIfEmpty(1).Max());
        for (int start = 0; start <= starts && !cancel.IsCancellationRequested; start++)
        {
            tried++;
            var e = LogitMarkovSolver.Solve(game, likelihood.Options with { Certify = true, Start = Start(game, start, scale, seed) }, cancel);
            if (e.Status != SolveStatus.Certified)
            {
                failed++;
                continue;
            }

            int at = found.FindIndex(f => Distance(f.At.Strategies, e.Strategies) < Same);
            if (at >= 0)
            {
                found[at] = (found[at].At, found[at].Hits + 1);
            }
            else
            {
                found.Add((e, 1));
            }
        }

        var entries = found.Select((f, i) =>
        {
            var (log, moves) = likelihood.At(x, era, f.At, cancel, group);
            return new CensusEntry(f.At, f.Hits, SpectralRadius(f.At), SmallestSingularValue(f.At), log, i == 0 && ReferenceEquals(f.At, own)) { MoveLogLikelihood = moves };
        }).ToList();
        return new Census(era, tried, failed, [.. entries.OrderByDescending(e => e.Selected).ThenByDescending(e => e.Hits)]);
    }

    /// <summary>Smallest singular value of I − M at an equilibrium, by inverse iteration; 0 when singular.</summary>
    public static double SmallestSingularValue(LogitMarkovEquilibrium e)
    {
        var g = e.Game;
        int n = g.PlayerCount, count = g.Profiles.Count;
        void Continuation(int s, double[] w)
        {
            for (int j = 0; j < n; j++)
            {
                var row = w.AsSpan(j * count, count);
                g.Kernel.Expect(s, e.Values[j], row);
                for (int p = 0; p < count; p++)
                {
                    row[p] = g.Payoffs[j][(s * count) + p] + (g.Discounts[j] * row[p]);
                }
            }
        }

        var system = ValueSystem.Linearise(g, e.Precision, e.Convention, e.Strategies, e.ActionValues, Continuation);
        if (system is null || !system.Factor())
        {
            return 0;
        }

        var random = new Philox(7, 0);
        var v = Enumerable.Range(0, system.Order).Select(_ => random.NextNormal()).ToArray();
        double growth = 0;
        for (int round = 0; round < 60; round++)
        {
            double norm = FixedOrder.Norm(v);
            for (int i = 0; i < v.Length; i++)
            {
                v[i] /= norm;
            }

            system.SolveTransposed(v);
            system.Solve(v, 1);
            double before = growth;
            growth = FixedOrder.Norm(v);
            if (Math.Abs(growth - before) < 1e-9 * growth)
            {
                break;
            }
        }

        return growth > 0 ? 1 / Math.Sqrt(growth) : 0;
    }

    /// <summary>Spectral radius of the map "everyone re-solves its own programme against the others' strategies", by differences along a growing direction.</summary>
    /// <remarks>The mean growth of the later half of 30 rounds; conjugate pairs of eigenvalues make single rounds swing, not the mean.</remarks>
    public static double SpectralRadius(LogitMarkovEquilibrium e)
    {
        const int Rounds = 30;
        const double Step = 1e-5;
        var random = new Philox(11, 0);
        int size = e.Strategies.Length;
        var fixedPoint = Reply(e, e.Strategies);
        var v = Centre(e, [.. Enumerable.Range(0, size).Select(i => random.NextNormal() * e.Strategies[i])]);
        double log = 0;
        for (int round = 0; round < Rounds; round++)
        {
            double top = FixedOrder.MaxAbs(v);
            if (!(top > 1e-14))
            {
                return 0;
            }

            var moved = (double[])e.Strategies.Clone();
            double room = Step;
            for (int i = 0; i < size; i++)
            {
                double d = v[i] / top;
                room = d < 0 ? Math.Min(room, 0.5 * e.Strategies[i] / -d) : room;
            }

            room = Math.Max(room, 1e-9);
            FixedOrder.AddScaled(moved, v, room / top);
            for (int i = 0; i < size; i++)
            {
                moved[i] = Math.Max(moved[i], 0);
            }

            var next = Reply(e, moved);
            for (int i = 0; i < size; i++)
            {
                v[i] = (next[i] - fixedPoint[i]) / room;
            }

            double norm = FixedOrder.MaxAbs(v);
            if (norm < 1e-6)
            {
                return round < Rounds / 2 ? 0 : Elementary.Exp(log / Math.Max(1, round - (Rounds / 2)));
            }

            log += round >= Rounds / 2 ? Elementary.Log(norm) : 0;
        }

        return Elementary.Exp(log / (Rounds - (Rounds / 2)));
    }

    private static double[] Reply(LogitMarkovEquilibrium e, double[] sigma)
    {
        var p = e.Game.Profiles;
        var result = new double[sigma.Length];
        for (int i = 0; i < p.Players.Length; i++)
        {
            var own = BestReply.Of(e.Game, i, e.Precision, e.Convention, sigma);
            int length = p.Histories[i] * p.Moves(i);
            for (int s = 0; s < e.Game.StateCount; s++)
            {
                own.AsSpan((s * p.Size) + p.Offsets[i], length).CopyTo(result.AsSpan((s * p.Size) + p.Offsets[i]));
            }
        }

        return result;
    }

    // Changes of strategies that keep each decision point's chances summing to one.
    private static double[] Centre(LogitMarkovEquilibrium e, double[] v)
    {
        var p = e.Game.Profiles;
        for (int s = 0; s < e.Game.StateCount; s++)
        {
            for (int i = 0; i < p.Players.Length; i++)
            {
                for (int h = 0; h < p.Histories[i]; h++)
                {
                    var part = v.AsSpan((s * p.Size) + p.Offsets[i] + (h * p.Moves(i)), p.Moves(i));
                    double sum = 0;
                    foreach (double d in part)
                    {
                        sum += d;
                    }

                    for (int a = 0; a < part.Length; a++)
                    {
                        part[a] -= sum * e.Strategies[(s * p.Size) + p.Offsets[i] + (h * p.Moves(i)) + a];
                    }
                }
            }
        }

        return v;
    }

    private static double[]? Start(StochasticGame game, int start, double scale, ulong seed)
    {
        if (start == 0)
        {
            return null;
        }

        int m = game.Profiles.Size;
        var random = new Philox(seed, (ulong)start);
        var q = new double[game.StateCount * m];
        bool everywhere = start % 3 == 1; // one leaning for all states, or one each
        var lean = Enumerable.Range(0, m).Select(_ => 3 * scale * random.NextNormal()).ToArray();
        for (int i = 0; i < q.Length; i++)
        {
            q[i] = everywhere ? lean[i % m] : (start % 3 == 2 ? 1 : 3) * scale * random.NextNormal();
        }

        return q;
    }

    private static double Distance(double[] a, double[] b)
    {
        double most = 0;
        for (int i = 0; i < a.Length; i++)
        {
            most = Math.Max(most, Math.Abs(a[i] - b[i]));
        }

        return most;
    }
}
