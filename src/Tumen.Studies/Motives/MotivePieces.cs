using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>The pieces of a study that switch motives, and those that make records of known truth to judge its rules by.</summary>
/// <param name="pieces">The study's other pieces.</param>
/// <param name="works">The theories as fitted to the main record.</param>
internal sealed class MotivePieces(StudyPieces pieces, ImmutableArray<TheoryWork> works)
{
    // Points of the integrals over bounds in records of known truth, where thousands of sets are weighed on each of many records.
    private const int FewPoints = 16;

    private const int TheoryPoints = 96;

    // Streams of random numbers, so that no two kinds of records share one.
    private const ulong RuleStream = 1UL << 52, PriorStream = 2UL << 52, EffectStream = 3UL << 52;

    private StudyFolder Study => pieces.Study;

    private string MainHash => pieces.Main.Table.Hash;

    /// <summary>Every set of motives weighed on the main record; one piece, or none when the study does not ask.</summary>
    public List<Piece<MotiveFit>> Family()
    {
        var options = new MotiveOptions { Seed = pieces.SeedValue };
        return pieces.Model.Motives is not { } spec ? [] : [new Piece<MotiveFit>(FamilyKey(spec, options), "motives switched on and off",
            step => MotiveFamily.Weigh(Space(spec), pieces.Main.Sequences, spec.Chance, options, step, pieces.Cancel))];
    }

    /// <summary>Records of motives drawn from the priors; one piece once the family is weighed.</summary>
    public List<Piece<MotiveRuleWork>> Rule(ImmutableArray<MotiveFit> family) => pieces.Model.Motives is not { } spec || family is not [{ Problem: null } fit] ? []
        : [new Piece<MotiveRuleWork>(
            pieces.Key("motive rule", FamilyKey(spec, new MotiveOptions { Seed = pieces.SeedValue }), spec.Records.ToString(CultureInfo.InvariantCulture)), "the rule for motives, judged by records of known truth",
            _ => JudgedRule(spec, fit))];

    /// <summary>Records of every theory, its motives drawn from their priors.</summary>
    public List<Piece<ConfusionWork>> FromPriors() => pieces.Model.PowerRecords == 0 ? [] : Power("power from priors", "records of {0} from the stated priors", null, PriorStream);

    /// <summary>Records of every theory, its motives as small as the smallest effect of interest.</summary>
    public List<Piece<ConfusionWork>> FromEffect() => pieces.Model.PowerRecords == 0 || pieces.Model.SmallestEffect is not { } effect ? [] : Power("power from effect", "records of {0} with the smallest effect of interest", effect, EffectStream);

    private MotiveSpace Space(MotiveSpec spec) => MotiveSpace.Of(Study.Game, pieces.Model.Compare, spec);

    private string FamilyKey(MotiveSpec spec, MotiveOptions options) =>
        pieces.Key("motives", string.Join('|', Space(spec).Motives.Select(m => m.Name)), string.Join('|', pieces.Model.Compare), spec.Chance.ToString("R", CultureInfo.InvariantCulture), MainHash, options.Key);

    private MotiveRuleWork JudgedRule(MotiveSpec spec, MotiveFit fit)
    {
        var space = Space(spec);
        var truths = new PriorTruths(space, pieces.Main.Sequences);
        int[] sets = [.. Enumerable.Range(0, space.Count)];
        var (made, told) = (new List<int>(), new List<double[]>());
        int unsolved = 0;
        for (int r = 0; r < spec.Records; r++)
        {
            var random = new Philox(pieces.SeedValue, RuleStream + (ulong)r);
            int truth = Enumerable.Range(0, space.Motives.Length).Sum(j => random.NextDouble() < spec.Chance ? 1 << j : 0);
            var (logs, solved) = truths.Weigh(truth, fit.Mode, null, random, sets, FewPoints, pieces.Cancel);
            if (!solved)
            {
                unsolved++;
                continue;
            }

            made.Add(truth);
            told.Add((fit with { LogMarginal = logs }).Inclusions());
        }

        return new MotiveRuleWork([.. made], [.. told], unsolved);
    }

    // A theory is a set of motives; one that assumes something besides cannot be told from its set here and takes no part.
    private List<Piece<ConfusionWork>> Power(string what, string label, double? size, ulong stream)
    {
        const int MostMotives = 24;
        if (MotiveSpace.Of(Study.Game, pieces.Model.Compare).Length is 0 or > MostMotives)
        {
            return [];
        }

        var space = MotiveSpace.Of(Study.Game, pieces.Model.Compare, new MotiveSpec([], MotiveSpec.EvenChance), MostMotives);
        var parts = works.Select((w, i) => (Work: w, Index: i, Set: space.SetOf(w.Name))).Where(x => x.Set is not null && Standing.NoProbability(x.Work) is null).ToArray();
        return parts.Length < 2 ? [] : [.. parts.Select(x => new Piece<ConfusionWork>(
            pieces.Key([what, x.Work.Name, MainHash, pieces.Model.PowerRecords.ToString(CultureInfo.InvariantCulture), size?.ToString("R", CultureInfo.InvariantCulture) ?? "", pieces.Seed, .. parts.Select(p => pieces.Theories[p.Index].Key)]),
            string.Format(CultureInfo.InvariantCulture, label, x.Work.Name),
            _ => Made(space, x.Work, x.Set!.Value, [.. parts.Select(p => p.Work.Name)], [.. parts.Select(p => p.Set!.Value)], size, stream + ((ulong)x.Index << 32))))];
    }

    private ConfusionWork Made(MotiveSpace space, TheoryWork truth, int set, string[] names, int[] sets, double? size, ulong stream)
    {
        var truths = new PriorTruths(space, pieces.Main.Sequences);
        var known = truth.Parameters.ToDictionary(p => p.Name, p => p.Mode, StringComparer.Ordinal);
        var rows = new List<double[]>();
        int failed = 0;
        for (int r = 0; r < pieces.Model.PowerRecords; r++)
        {
            var (logs, solved) = truths.Weigh(set, known, size, new Philox(pieces.SeedValue, stream + (ulong)r), sets, TheoryPoints, pieces.Cancel);
            failed += solved ? logs.Count(l => !double.IsFinite(l)) : sets.Length;
            rows.Add([.. logs.Select(l => double.IsFinite(l) ? l : double.NegativeInfinity)]);
        }

        return new ConfusionWork(truth.Name, names, [.. rows], failed);
    }
}
