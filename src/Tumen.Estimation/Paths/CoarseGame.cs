using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>A game whose numeric situations under a normal law keep every so manieth level only, with the record on that grid.</summary>
internal sealed class CoarseGame
{
    private readonly int[] _offset; // per situation: first level kept
    private readonly int[] _factor; // per situation: 1 where it is as it was

    private CoarseGame(GameModel model, int[] offset, int[] factor) => (Model, _offset, _factor) = (model, offset, factor);

    /// <summary>The game on the coarse grid.</summary>
    public GameModel Model { get; }

    /// <summary>Levels of the largest situation that can be coarsened; 0 where there is none.</summary>
    public static int Largest(GameModel model) => model.Situations.Select((s, v) => model.Laws[v].Normal is null ? 0 : s.Levels.Length).DefaultIfEmpty(0).Max();

    /// <summary>Keeps every <paramref name="factor"/>-th level of situations that stay above 4 levels.</summary>
    public static CoarseGame Of(GameModel model, int factor)
    {
        int[] factors = [.. model.Situations.Select((s, v) => model.Laws[v].Normal is not null && s.Levels.Length / factor >= 4 ? factor : 1)];
        int[] offsets = [.. model.Situations.Select((s, v) => (s.Levels.Length - 1) % factors[v] / 2)];
        int[] Kept(int v) => [.. Enumerable.Range(0, (model.Situations[v].Levels.Length - 1 - offsets[v]) / factors[v] + 1).Select(k => offsets[v] + (k * factors[v]))];
        Condition Map(Condition c) => c switch
        {
            Condition.LevelIn l when factors[l.Situation] > 1 => l with { Levels = [.. Kept(l.Situation).Select((fine, coarse) => (fine, coarse)).Where(x => l.Levels.Contains(x.fine)).Select(x => x.coarse)] },
            Condition.And a => new Condition.And(Map(a.Left), Map(a.Right)),
            Condition.Or o => new Condition.Or(Map(o.Left), Map(o.Right)),
            Condition.Not n => new Condition.Not(Map(n.Inner)),
            _ => c,
        };
        Flow? MapFlow(Flow? f) => f is null ? null : f with { Parts = [.. f.Parts.Select(p => p with { If = Map(p.If) })] };
        ImmutableArray<PayoffTerm> MapTerms(ImmutableArray<PayoffTerm> terms) => [.. terms.Select(t => t with { If = Map(t.If) })];
        var coarse = model with
        {
            Situations = [.. model.Situations.Select((s, v) => factors[v] == 1 ? s : s with
            {
                Levels = [.. Kept(v).Select(l => s.Levels[l])],
                Values = [.. Kept(v).Select(s.Value)],
                StartsAt = s.StartsAt is { } l ? Nearest(l, offsets[v], factors[v], Kept(v).Length) : null,
            })],
            Laws = [.. model.Laws.Select(law => law with
            {
                Lines = [.. law.Lines.Select(l => l with { Parts = [.. l.Parts.Select(p => p with { If = Map(p.If) })] })],
                Normal = law.Normal is { } n ? n with { Mean = [.. n.Mean.Select(t => t with { If = Map(t.If) })] } : null,
            })],
            Terms = MapTerms(model.Terms),
            Theories = [.. model.Theories.Select(t => t with { Terms = MapTerms(t.Terms) })],
            Concession = MapFlow(model.Concession),
            Compliance = MapFlow(model.Compliance),
        };
        return new CoarseGame(coarse, offsets, factors);
    }

    /// <summary>The record with every level replaced by the nearest one kept.</summary>
    public ImmutableArray<Sequence> Record(ImmutableArray<Sequence> data) =>
        [.. data.Select(d => d with { Levels = [.. d.Levels.Select(row => row.Select((l, v) => l < 0 ? l : Nearest(l, _offset[v], _factor[v], Model.Situations[v].Levels.Length)).ToImmutableArray())] })];

    /// <summary>Action values of one game on a finer grid, by linear interpolation between the kept levels around each level.</summary>
    /// <param name="q">S × m on this grid.</param>
    /// <param name="own">States of this grid's solved game.</param>
    /// <param name="finer">The finer grid; null for the original one.</param>
    /// <param name="states">States of the finer solved game.</param>
    /// <param name="kept">Situations, in the whole game, of the solved one.</param>
    /// <param name="m">Action values of one state.</param>
    public double[] Refine(double[] q, StateSpace own, CoarseGame? finer, StateSpace states, ImmutableArray<int> kept, int m)
    {
        var result = new double[states.Count * m];
        int[] levels = new int[kept.Length], corner = new int[kept.Length];
        for (int s = 0; s < states.Count; s++)
        {
            states.Levels(s, levels);
            double[] place = [.. kept.Select((v, i) =>
            {
                int original = finer is null ? levels[i] : finer._offset[v] + (levels[i] * finer._factor[v]);
                return Math.Clamp((original - _offset[v]) / (double)_factor[v], 0, own.Situations[i].Levels.Length - 1);
            })];
            for (int mask = 0; mask < 1 << kept.Length; mask++)
            {
                double weight = 1;
                for (int i = 0; i < kept.Length; i++)
                {
                    double low = Math.Floor(place[i]), share = place[i] - low;
                    bool up = (mask >> i & 1) == 1;
                    weight *= up ? share : 1 - share;
                    corner[i] = (int)low + (up && share > 0 ? 1 : 0);
                }

                if (weight > 0)
                {
                    Numerics.FixedOrder.AddScaled(result.AsSpan(s * m, m), q.AsSpan(own.Index(corner) * m, m), weight);
                }
            }
        }

        return result;
    }

    private static int Nearest(int level, int offset, int factor, int count) => Math.Clamp((int)Math.Round((level - offset) / (double)factor), 0, count - 1);
}
