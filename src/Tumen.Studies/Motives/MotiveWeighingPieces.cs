using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>
/// The pieces in which every set of motives is weighed: the fit with all motives, blocks of sets read off the surface there, exact fits one set a piece, first those that are always made and then the
/// most probable ones, batch by batch. Which sets a batch holds is known when the batches before it are there.
/// </summary>
internal sealed class MotiveWeighingPieces
{
    private readonly MotiveSpace _space;
    private readonly double _chance;
    private readonly MotiveOptions _options;
    private readonly Piece<MotiveCentre> _centre;
    private readonly ImmutableArray<Piece<MotiveReadings>> _read;
    private readonly ImmutableArray<(int Set, Piece<MotiveReadings> Piece)> _first;
    private readonly ImmutableArray<ImmutableArray<Piece<MotiveReadings>>> _batches;
    private readonly ConcurrentDictionary<int, Lazy<(MotiveWeighing Weighing, ImmutableArray<int> Next)>> _after = new();

    /// <param name="pieces">The study's other pieces.</param>
    /// <param name="space">The motives.</param>
    /// <param name="chance">Chance of each beforehand.</param>
    /// <param name="options">How much work to do.</param>
    /// <param name="key">Key of the whole.</param>
    public MotiveWeighingPieces(StudyPieces pieces, MotiveSpace space, double chance, MotiveOptions options, string key)
    {
        (_space, _chance, _options) = (space, chance, options);
        var data = pieces.Main.Sequences;
        string Key(string part, int k) => pieces.Key("motives", key, part, k.ToString(CultureInfo.InvariantCulture));
        _centre = new Piece<MotiveCentre>(Key("centre", 0), "all motives together", "motives", WorkJson.Default.MotiveCentre, [], how => MotiveFamily.Centre(space, data, options, how.Cancel)) { Guess = 3 };
        bool Surface() => _centre.Value is { HasSurface: true };
        _read = [.. Enumerable.Range(0, MotiveFamily.Blocks(space)).Select(block => new Piece<MotiveReadings>(
            Key("read", block), $"sets of motives, {(block * MotiveFamily.ReadBlock) + 1} to {Math.Min(space.Count, (block + 1) * MotiveFamily.ReadBlock)} of {space.Count}", "motives", WorkJson.Default.MotiveReadings, [_centre],
            how => MotiveFamily.Read(space, data, options, _centre.Value!, block, how.Cancel)) { Guess = 2, When = Surface })];
        _first = [.. MotiveWeighing.FirstOf(space, true).Select((set, k) => (set, new Piece<MotiveReadings>(
            Key("first", set), $"motives fitted exactly, {k + 1}", "motives", WorkJson.Default.MotiveReadings, [_centre, .. _read], how => MotiveFamily.Exact(space, data, options, set, After(0).Weighing.Near(set), how.Cancel)) { Guess = 1, When = Surface }))];
        var batches = ImmutableArray.CreateBuilder<ImmutableArray<Piece<MotiveReadings>>>();
        ImmutableArray<Piece> before = [_centre, .. _read, .. _first.Select(f => f.Piece)];
        for (int b = 0; b < MotiveWeighing.Batches(space, options); b++)
        {
            int round = b + 1;
            ImmutableArray<Piece> needs = before;
            ImmutableArray<Piece<MotiveReadings>> batch = [.. Enumerable.Range(0, MotiveWeighing.Batch).Select(j => new Piece<MotiveReadings>(
                Key($"batch {round}", j), $"motives fitted exactly, {_first.Length + ((round - 1) * MotiveWeighing.Batch) + j + 1}", "motives", WorkJson.Default.MotiveReadings, needs,
                how => MotiveFamily.Exact(space, data, options, After(round).Next[j], After(round).Weighing.Near(After(round).Next[j]), how.Cancel)) { Guess = 1, When = () => Surface() && j < After(round).Next.Length })];
            batches.Add(batch);
            before = [.. before, .. batch];
        }

        _batches = batches.ToImmutable();
        Family = new Piece<MotiveFit>(key, "motives switched on and off", "motives", WorkJson.Default.MotiveFit, before,
            how => Surface() ? After(_batches.Length + 1).Weighing.Result : MotiveFamily.Weigh(space, data, chance, options, how.Step, how.Cancel)) { Guess = 0.1 };
    }

    /// <summary>What the whole is put together from.</summary>
    public IEnumerable<Piece> Parts => _read.Concat<Piece>(_first.Select(f => f.Piece)).Concat(_batches.SelectMany(b => b)).Prepend(_centre);

    /// <summary>The whole.</summary>
    public Piece<MotiveFit> Family { get; }

    // What is known when everything before a batch is there: 0 what was read, 1 with the first fits and the sets of the first batch, and so on. What is settled does not change.
    private (MotiveWeighing Weighing, ImmutableArray<int> Next) After(int round) => _after.GetOrAdd(round, _ => new Lazy<(MotiveWeighing, ImmutableArray<int>)>(() =>
    {
        var weighing = new MotiveWeighing(_space, _chance, _options, true);
        foreach (var block in _read)
        {
            if (block.Value is { } read)
            {
                weighing.Take(read);
            }
        }

        if (round == 0)
        {
            return (weighing, []);
        }

        weighing.Take([.. _first.Select(f => f.Set)], [.. _first.Select(f => f.Piece.Value)]);
        for (int b = 0; b < round - 1; b++)
        {
            var sets = After(b + 1).Next;
            if (sets.IsEmpty)
            {
                break;
            }

            weighing.Take(sets, [.. sets.Select((_, j) => _batches[b][j].Value)]);
        }

        return (weighing, weighing.Next);
    })).Value;
}
