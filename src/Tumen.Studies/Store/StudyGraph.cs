using System.Collections.Immutable;

namespace Tumen.Studies;

/// <summary>All pieces of a study with what they need, and what they come to together.</summary>
internal sealed class StudyGraph
{
    private readonly StudyPieces _pieces;
    private readonly FittedPieces _fitted;
    private readonly MotivePieces _motives;

    /// <summary>Lists the pieces of a study.</summary>
    public StudyGraph(StudyFolder study, ulong seed)
    {
        _pieces = new StudyPieces(study, seed);
        _motives = new MotivePieces(_pieces);
        _fitted = new FittedPieces(_pieces, _motives.FromModes.IsEmpty);
        All = [.. _pieces.All, .. _motives.All, .. _fitted.All];
        Compared = [.. _pieces.Theories, .. _pieces.Blind, .. _pieces.WithHabits, .. _pieces.Before, .. _pieces.Identified, _pieces.LocalPower];
    }

    /// <summary>All pieces; what a piece needs stands before it.</summary>
    public ImmutableArray<Piece> All { get; }

    /// <summary>The pieces that the answer stands on.</summary>
    public ImmutableArray<Piece> Compared { get; }

    /// <summary>Pieces that failed.</summary>
    public ImmutableArray<PieceFailure> Failures => [.. All.Select(p => p.Failure).OfType<PieceFailure>()];

    /// <summary>What a piece's file says of it.</summary>
    public PieceHead Head(Piece piece, double seconds) => new("", _pieces.Study.File.Name, _pieces.SeedValue, piece.Label, seconds);

    /// <summary>The results as soon as the theories are compared.</summary>
    public StudyResults Answer() => Assembly.Of(_pieces.Study, Works(), First(), _pieces.SeedValue);

    /// <summary>The results.</summary>
    public StudyResults Results()
    {
        int theories = _pieces.Model.Compare.Length;
        return Assembly.Of(_pieces.Study, Works(), First() with
        {
            BlindForesights = [.. _pieces.BlindForesights.Known()],
            Scrutinised = [.. _fitted.Scrutinies],
            ScenariosBefore = [.. _fitted.ScenariosBefore.Known()],
            Coded = [.. _fitted.Coded.Select(c => c.Extras)],
            Varied = Split(_pieces.Varied, theories),
            Foresights = Split(_pieces.Foresights, theories),
            Units = Split(_pieces.Alone, theories),
            Omitted = Split(_fitted.Omitted, theories),
            Broken = Split(_fitted.Broken, theories),
            Placebos = Split(_pieces.Placebos, theories),
            Watched = [.. _fitted.Watched.Known()],
            Scenarios = [.. _fitted.Scenarios.Known()],
            Marginal = [.. _fitted.Marginal.Known()],
            Episodes = [.. _fitted.Episodes.Known()],
            Confused = [.. _motives.FromModes.Known(), .. _fitted.Confusions],
            MadeFromPriors = [.. _motives.FromPriors.Known()],
            MadeFromEffect = [.. _motives.FromEffect.Known()],
            Family = [.. _motives.Family.Known()],
            FamilyRule = _motives.Judged is { } judged ? [judged] : [],
        }, _pieces.SeedValue);
    }

    /// <summary>The pieces with what is kept of them.</summary>
    public ImmutableArray<PieceReport> Report(ResultStore store)
    {
        var measured = new Dictionary<Piece, double>();
        foreach (var p in All)
        {
            if (p.When is { } asked && p.Needs.All(n => n.IsSettled) && !asked())
            {
                p.Settle(PieceState.NotCalledFor);
            }
            else if (p.Load(store))
            {
                p.Settle(PieceState.Done);
                measured[p] = store.Head(p.Key)?.Seconds ?? 0;
            }
            else if (FailureFile.Read(store, p) is { } failure)
            {
                p.Settle(PieceState.Failed, failure);
            }
        }

        // A guess is in units of a plain fit, until some are measured.
        double unit = measured.Count == 0 ? 1 : measured.Values.Sum() / measured.Keys.Sum(p => p.Guess);
        string State(Piece p) => p.State switch
        {
            PieceState.Done => "done",
            PieceState.Failed => "failed",
            PieceState.NotCalledFor => "not called for",
            _ => store.Files.Read(store.PathOf(p.Key, Claims.Ending)) is not null ? "at work" : p.Needs.All(n => n.IsSettled) ? "ready" : "waiting",
        };
        return [.. All.Select(p => new PieceReport(
            p.Key, p.Kind, p.Label, [.. p.Needs.Select(n => n.Key)], p.State == PieceState.NotCalledFor ? 0 : measured.TryGetValue(p, out double s) ? s : p.Guess * unit, measured.ContainsKey(p), State(p)))];
    }

    private ImmutableArray<ImmutableArray<TheoryWork>> Works() => Split(_pieces.Theories, _pieces.Model.Compare.Length);

    private StudyExtras First() => StudyExtras.None with
    {
        Designs = [.. _pieces.Before.Zip(_pieces.Designs).Where(x => x.First.Known is not null).Select(x => new DesignPower(x.Second.Name, x.First.Known!))],
        Identified = [.. _pieces.Identified.Known()],
        Blind = [.. _pieces.Blind.Known()],
        WithHabits = [.. _pieces.WithHabits.Known()],
        LocalPower = _pieces.LocalPower.Known is { } power ? [.. power.Table.Select(r => r.ToImmutableArray())]
            : [.. _pieces.Fitted.Select(_ => _pieces.Fitted.Select(_ => double.NaN).ToImmutableArray())],
        Failures = Failures,
    };

    // Every list of this kind says of a piece that failed that it did, so that none is shorter than it should be.
    private static ImmutableArray<ImmutableArray<T>> Split<T>(ImmutableArray<Piece<T>> all, int size)
        where T : class => [.. all.Chunk(Math.Max(1, size)).Select(c => c.Known().ToImmutableArray())];
}
