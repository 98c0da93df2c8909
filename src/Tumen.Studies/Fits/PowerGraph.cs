using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>The pieces of a power study: every theory's mode, then records of every true theory and length, a few at a time.</summary>
internal sealed class PowerGraph
{
    // A block that takes long is kept as it grows, so that whoever is killed loses little.
    private static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(2);

    private readonly StudyFolder _study;
    private readonly PowerAsk _ask;
    private readonly Action<PowerOutcome, string, int, int>? _step;
    private readonly TimeProvider _clock;
    private readonly string _of;
    private readonly ImmutableArray<string> _names;
    private readonly ImmutableArray<Piece<ModeWork>> _modes;
    private readonly ImmutableArray<(Piece<PowerWork> Piece, int Theory, int Multiple, int First, int Count)> _blocks;
    private readonly Lazy<PowerTheory[]> _theories;
    private readonly Dictionary<int, Lazy<PowerTruth?>> _truths;
    private readonly HashSet<(int Theory, int Multiple, int Replication)> _seen = [];
    private readonly Lock _gate = new();

    /// <summary>Lists the pieces.</summary>
    public PowerGraph(StudyFolder study, PowerAsk ask, Action<string>? say, Action<PowerOutcome, string, int, int>? step, TimeProvider clock)
    {
        (_study, _ask, _step, _clock) = (study, ask, step, clock);
        _names = ask.Theories.IsEmpty ? study.Study.Compare : [.. ask.Theories.Distinct()];
        _of = PowerStudy.Key(study, _names, ask.Seed);
        _modes = [.. _names.Select(name => ModeWork.Piece(_of, study, name, ask.Seed, "power", say))];
        _theories = new Lazy<PowerTheory[]>(() => [.. Usable.Select(m => new PowerTheory(
            m.Theory, new Likelihood(ParametricGame.Compile(study.Game, m.Theory, study.Records[0].Sequences[0].Covariates), study.Records[0].Sequences), m.Point))]);
        _truths = Enumerable.Range(0, _names.Length).ToDictionary(t => t, t => new Lazy<PowerTruth?>(() => PowerTruth.Prepare(_theories.Value, Index(t), new PowerOptions { Seed = ask.Seed })));
        _blocks = [.. from m in ask.Times
                      from t in Enumerable.Range(0, _names.Length)
                      from b in Enumerable.Range(0, (ask.Replications + PowerStudy.Block - 1) / PowerStudy.Block)
                      let first = b * PowerStudy.Block
                      let count = Math.Min(PowerStudy.Block, ask.Replications - first)
                      select (Block(t, m, first, count), t, m, first, count)];
    }

    /// <summary>All pieces.</summary>
    public ImmutableArray<Piece> All => [.. _modes, .. _blocks.Select(b => b.Piece)];

    /// <summary>The first piece that failed.</summary>
    public PieceFailure? Failure => All.Select(p => p.Failure).FirstOrDefault(f => f is not null);

    private IEnumerable<ModeWork> Usable => _modes.Select(m => m.Value).OfType<ModeWork>().Where(m => m.Usable);

    /// <summary>What a piece's file says of it.</summary>
    public PieceHead Head(Piece piece, double seconds) => new("", _study.File.Name, _ask.Seed, piece.Label, seconds);

    /// <summary>Whether a piece of a power study belongs to the present game and record.</summary>
    public static bool IsPresent(StudyFolder study, PieceHead head, byte[] body)
    {
        if (head.Kind != nameof(PowerWork))
        {
            return true; // a mode is small, and its key does not say what it belongs to
        }

        var work = System.Text.Json.JsonSerializer.Deserialize(body, WorkJson.Default.PowerWork);
        return work is not null && work.Of == PowerStudy.Key(study, work.Asked, head.Seed);
    }

    /// <summary>Counts what is kept of what is asked.</summary>
    public int Count(ResultStore store)
    {
        foreach (var b in _blocks)
        {
            foreach (var o in store.Find(b.Piece.Key, WorkJson.Default.PowerWork)?.Outcomes ?? [])
            {
                if (o.Replication < b.First + b.Count)
                {
                    _seen.Add((b.Theory, b.Multiple, o.Replication));
                }
            }
        }

        return _seen.Count;
    }

    /// <summary>What has been found; null when fewer than two theories can be fitted.</summary>
    public PowerResult? Result()
    {
        ImmutableArray<string> names = [.. Usable.Select(m => m.Theory)];
        if (names.Length < 2)
        {
            return null;
        }

        var outcomes = from b in _blocks
                       where b.Piece.Value is { Solved: true }
                       from o in b.Piece.Value!.Outcomes
                       where o.Replication < b.First + b.Count
                       orderby b.Multiple, Index(b.Theory), o.Replication
                       select o.At(Index(b.Theory), b.Multiple);
        return new PowerResult(names, [.. outcomes], names.Length * _ask.Times.Length * _ask.Replications, [.. _blocks.Where(b => b.Piece.Value is { Solved: false }).Select(b => Index(b.Theory)).Distinct().Order()]);
    }

    private int Index(int theory) => Usable.Select(m => m.Theory).ToList().IndexOf(_names[theory]);

    private Piece<PowerWork> Block(int theory, int multiple, int first, int count) => new(
        ResultStore.Key([_of, "records", _names[theory], multiple.ToString(CultureInfo.InvariantCulture), first.ToString(CultureInfo.InvariantCulture)]),
        $"records {first + 1} to {first + count} of {_names[theory]}, {multiple} times the length", "power", WorkJson.Default.PowerWork, _modes,
        (how, before, keep) => Records(theory, multiple, first, count, how.Cancel, before, keep))
    {
        Guess = multiple * count * 0.05,
        When = () => Index(theory) >= 0 && Usable.Count() > 1,
        Enough = w => !w.Solved || Enumerable.Range(first, count).All(r => w.Outcomes.Any(o => o.Replication == r)),
    };

    private PowerWork Records(int theory, int multiple, int first, int count, CancellationToken cancel, PowerWork? before, Action<PowerWork> keep)
    {
        string[] names = [.. Usable.Select(m => m.Theory)];
        var done = (before?.Outcomes ?? []).ToList();
        PowerWork Now(bool solved = true) => new(_of, [.. _names], names, _names[theory], multiple, solved, [.. done.OrderBy(o => o.Replication)]);
        if (_truths[theory].Value is not { } truth)
        {
            return Now(false);
        }

        long kept = _clock.GetTimestamp();
        foreach (int r in Enumerable.Range(first, count).Where(r => done.All(o => o.Replication != r)).ToArray())
        {
            if (truth.Replicate(multiple, r, cancel) is not { } o)
            {
                keep(Now());
                throw new OperationCanceledException(cancel);
            }

            done.Add(new PowerOutcomeWork(r, [.. o.LogMarginal], [.. o.LogLikelihood], [.. o.Failed]));
            Tell(theory, o);
            if (_clock.GetElapsedTime(kept) >= KeepEvery)
            {
                keep(Now());
                kept = _clock.GetTimestamp();
            }
        }

        return Now();
    }

    private void Tell(int theory, PowerOutcome o)
    {
        lock (_gate)
        {
            foreach (var b in _blocks.Where(b => b.Piece.Value is not null))
            {
                _seen.UnionWith(b.Piece.Value!.Outcomes.Where(x => x.Replication < b.First + b.Count).Select(x => (b.Theory, b.Multiple, x.Replication)));
            }

            _seen.Add((theory, o.Multiple, o.Replication));
            _step?.Invoke(o, _names[theory], _seen.Count, Usable.Count() * _ask.Times.Length * _ask.Replications);
        }
    }
}
