using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>The pieces of a study that switch motives, and those that make records of known truth to judge its rules by.</summary>
internal sealed class MotivePieces
{
    // Points of the integrals over bounds in records of known truth, where thousands of sets are weighed on each of many records.
    private const int FewPoints = 16;

    private const int TheoryPoints = 96;

    // Records of known truth in a piece.
    private const int RuleBlock = 5;

    // Streams of random numbers, so that no two kinds of records share one.
    private const ulong RuleStream = 1UL << 52, PriorStream = 2UL << 52, EffectStream = 3UL << 52, ModeStream = 4UL << 52;

    private readonly StudyPieces _pieces;
    private readonly MotiveWeighingPieces? _weighing;

    /// <param name="pieces">The study's other pieces.</param>
    public MotivePieces(StudyPieces pieces)
    {
        _pieces = pieces;
        if (pieces.Model.Motives is { } spec)
        {
            var options = new MotiveOptions { Seed = pieces.SeedValue };
            _weighing = new MotiveWeighingPieces(pieces, Space(spec), spec.Chance, options, FamilyKey(spec, options));
            var family = _weighing.Family;
            Family = [family];
            Rule = [.. Enumerable.Range(0, (spec.Records + RuleBlock - 1) / RuleBlock).Select(block =>
            {
                int first = block * RuleBlock, count = Math.Min(RuleBlock, spec.Records - first);
                return new Piece<MotiveRuleWork>(
                    pieces.Key("motive rule", family.Key, first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)), $"the rule for motives, judged by records {first + 1} to {first + count} of known truth", "motives",
                    WorkJson.Default.MotiveRuleWork, [family], how => JudgedRule(spec, family.Value!, first, count, how.Cancel)) { Guess = 0.05 * count, When = () => family.Value is { Problem: null } };
            })];
        }

        FromPriors = pieces.Model.PowerRecords == 0 ? [] : Power("power from priors", "records {1} to {2} of {0} from the stated priors", TruthSizes.FromPriors, PriorStream);
        FromModes = pieces.Model.PowerRecords == 0 ? [] : Power("power at modes", "records {1} to {2} of {0} at the fitted sizes", TruthSizes.Known, ModeStream);
        FromEffect = pieces.Model.PowerRecords == 0 || pieces.Model.SmallestEffect is not { } effect ? [] : Power("power from effect", "records {1} to {2} of {0} with the smallest effect of interest", TruthSizes.Each(effect), EffectStream);
    }

    /// <summary>Every set of motives weighed on the main record; one piece that puts others together, or none when the study does not ask.</summary>
    public ImmutableArray<Piece<MotiveFit>> Family { get; } = [];

    /// <summary>Records of motives drawn from the priors, a few a piece, once the family is weighed.</summary>
    public ImmutableArray<Piece<MotiveRuleWork>> Rule { get; } = [];

    /// <summary>The same together; null until every piece is there.</summary>
    public MotiveRuleWork? Judged => Rule.IsEmpty || Rule.Any(p => p.Value is null) ? null
        : new MotiveRuleWork([.. Rule.SelectMany(p => p.Value!.Truths)], [.. Rule.SelectMany(p => p.Value!.Inclusions)], Rule.Sum(p => p.Value!.Unsolved));

    /// <summary>Records of every theory, its motives drawn from their priors, a few at a time.</summary>
    public ImmutableArray<Piece<ConfusionWork>> FromPriors { get; }

    /// <summary>Records of every theory, its motives as small as the smallest effect of interest, a few at a time.</summary>
    public ImmutableArray<Piece<ConfusionWork>> FromEffect { get; }

    /// <summary>Records of every theory at its fitted sizes, a few at a time; none where fewer than two theories are sets of motives.</summary>
    public ImmutableArray<Piece<ConfusionWork>> FromModes { get; }

    /// <summary>All of them.</summary>
    public IEnumerable<Piece> All => (_weighing?.Parts ?? []).Concat(Family).Concat(Rule).Concat(FromPriors).Concat(FromEffect).Concat(FromModes);

    private StudyFolder Study => _pieces.Study;

    private string MainHash => _pieces.Main.Table.Hash;

    private MotiveSpace Space(MotiveSpec spec) => MotiveSpace.Of(Study.Game, _pieces.Model.Compare, spec);

    private string FamilyKey(MotiveSpec spec, MotiveOptions options) =>
        _pieces.Key("motives", string.Join('|', Space(spec).Motives.Select(m => m.Name)), string.Join('|', _pieces.Model.Compare), spec.Chance.ToString("R", CultureInfo.InvariantCulture), MainHash, options.Key);

    private MotiveRuleWork JudgedRule(MotiveSpec spec, MotiveFit fit, int first, int count, CancellationToken cancel)
    {
        var space = Space(spec);
        var truths = new PriorTruths(space, _pieces.Main.Sequences);
        int[] sets = [.. Enumerable.Range(0, space.Count)];
        var (made, told) = (new List<int>(), new List<double[]>());
        int unsolved = 0;
        for (int r = first; r < first + count; r++)
        {
            var random = new Philox(_pieces.SeedValue, RuleStream + (ulong)r);
            int truth = Enumerable.Range(0, space.Motives.Length).Sum(j => random.NextDouble() < spec.Chance ? 1 << j : 0);
            var (logs, solved) = truths.Weigh(truth, fit.Mode, TruthSizes.FromPriors, random, sets, FewPoints, cancel);
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
    private ImmutableArray<Piece<ConfusionWork>> Power(string what, string label, TruthSizes sizes, ulong stream)
    {
        const int MostMotives = 24;
        if (MotiveSpace.Of(Study.Game, _pieces.Model.Compare).Length is 0 or > MostMotives)
        {
            return [];
        }

        var space = MotiveSpace.Of(Study.Game, _pieces.Model.Compare, new MotiveSpec([], MotiveSpec.EvenChance), MostMotives);
        var sets = _pieces.Model.Compare.Select((name, i) => (Name: name, Index: i, Set: space.SetOf(name))).Where(x => x.Set is not null).ToArray();
        if (sets.Length < 2)
        {
            return [];
        }

        bool Sound(int index) => _pieces.Fitted[index].Known is { } w && Standing.NoProbability(w) is null;
        Piece<ConfusionWork> Block(int index, int set, int first, int count) => new(
            _pieces.Key([what, _pieces.Model.Compare[index], MainHash, first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture), sizes.All?.ToString("R", CultureInfo.InvariantCulture) ?? "",
                _pieces.Seed, .. sets.Select(p => _pieces.Fitted[p.Index].Key)]),
            string.Format(CultureInfo.InvariantCulture, label, _pieces.Model.Compare[index], first + 1, first + count), "simulated records", WorkJson.Default.ConfusionWork, _pieces.Fitted, how =>
            {
                var parts = sets.Where(x => Sound(x.Index)).ToArray();
                return Made(space, _pieces.Fitted[index].Known!, set, [.. parts.Select(p => p.Name)], [.. parts.Select(p => p.Set!.Value)], sizes, stream + ((ulong)index << 32), first, count, how.Cancel);
            })
        {
            Guess = 1 + (0.05 * count), When = () => Sound(index) && sets.Count(x => Sound(x.Index)) > 1,
        };
        return [.. from x in sets
                   from b in Enumerable.Range(0, (_pieces.Model.PowerRecords + FittedPieces.Block - 1) / FittedPieces.Block)
                   let first = b * FittedPieces.Block
                   select Block(x.Index, x.Set!.Value, first, Math.Min(FittedPieces.Block, _pieces.Model.PowerRecords - first))];
    }

    private ConfusionWork Made(MotiveSpace space, TheoryWork truth, int set, string[] names, int[] sets, TruthSizes sizes, ulong stream, int first, int count, CancellationToken cancel)
    {
        var truths = new PriorTruths(space, _pieces.Main.Sequences);
        var known = truth.Parameters.ToDictionary(p => p.Name, p => p.Mode, StringComparer.Ordinal);
        var rows = new List<double[]>();
        int failed = 0;
        for (int r = first; r < first + count; r++)
        {
            var (logs, solved) = truths.Weigh(set, known, sizes, new Philox(_pieces.SeedValue, stream + (ulong)r), sets, TheoryPoints, cancel);
            failed += solved ? logs.Count(l => !double.IsFinite(l)) : sets.Length;
            rows.Add([.. logs.Select(l => double.IsFinite(l) ? l : double.NegativeInfinity)]);
        }

        return new ConfusionWork(truth.Name, names, [.. rows], failed) { Local = true };
    }
}
