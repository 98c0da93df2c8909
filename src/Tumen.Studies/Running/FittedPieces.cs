using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>The pieces of a study that start from its fits: only fits on which something may rest are built on, which is known when they are there.</summary>
internal sealed class FittedPieces
{
    /// <summary>Simulated records in a piece.</summary>
    public const int Block = 25;

    private readonly StudyPieces _pieces;
    private readonly ScenarioPieces _scenarios;
    private readonly Dictionary<int, ScenarioPieces> _before;

    /// <param name="pieces">The study's other pieces.</param>
    /// <param name="refits">Whether records simulated at the fits are refitted by all: where no theories are sets of motives, which are weighed with less work.</param>
    public FittedPieces(StudyPieces pieces, bool refits)
    {
        _pieces = pieces;
        _scenarios = new ScenarioPieces(Study.Game, pieces.Main.Sequences, pieces.SeedValue);
        _before = new[] { CodingPieces.PriorDraws, CodingPieces.PriorDrawsOfMany }.ToDictionary(n => n, n => new ScenarioPieces(Study.Game, pieces.Main.Sequences, pieces.SeedValue, n, curves: false) { FromPriors = true });
        var (model, fits) = (pieces.Model, pieces.Fitted);
        Scenarios = [.. model.Scenarios.SelectMany(spec => fits.Select(f => Scenario(spec, f)))];
        Marginal = Study.Game.Threats is null ? [] : [.. fits.Select(f => OnFit(
            f, Key("marginal", Name(f), pieces.Seed, f.Key), $"where threats pay ({Name(f)})", "leverage", 0.2, WorkJson.Default.MarginalWork, (w, _) => _scenarios.Marginal(w)))];
        Watched = model.Watch.IsEmpty ? [] : [.. fits.Select(f => OnFit(
            f, Key("watch", Name(f), string.Join("; ", model.Watch.Select(x => $"{x.Player} {string.Join(",", x.Moves)} {x.Within}")), f.Key), $"indicators ({Name(f)})", "watch list", 0.1,
            WorkJson.Default.WatchWork, (w, how) => Watcher.Run(Study.Game, pieces.Main.Sequences, model.Watch, w, pieces.SeedValue, how.Cancel)))];
        Scrutinised = [.. fits.SelectMany(Scrutiny)];
        Omitted = [.. model.Omissions.SelectMany(o => fits.Select(f => Omission(o, f)))];
        Broken = [.. model.Breaks.SelectMany(x => fits.Select(f => Break(x, f)))];
        Confused = !refits || model.PowerRecords == 0 || fits.Length < 2 ? [] : [.. from truth in Enumerable.Range(0, fits.Length)
                                                                       from block in Enumerable.Range(0, (model.PowerRecords + Block - 1) / Block)
                                                                       from refitted in Enumerable.Range(0, fits.Length)
                                                                       select new PairOfFits(truth, block, refitted, Confusing(truth, block, refitted))];
        Episodes = [.. Study.Episodes.SelectMany(Episode)];
        var asked = CodingPieces.OfAll(Study);
        ScenariosBefore = [.. asked.Scenarios(model).Select(x => ScenarioBefore(x.Spec, fits[model.Compare.IndexOf(x.Theory)], asked.PriorDrawsOf(model, x.Spec, x.Theory), x.Leverage))];
        Coded = [.. Study.Records.Skip(1).Select((record, k) => CodedPieces.Of(pieces, record, k + 1))];
    }

    /// <summary>Every what-if under every theory.</summary>
    public ImmutableArray<Piece<ScenarioWork>> Scenarios { get; }

    /// <summary>Where threats pay, by theory.</summary>
    public ImmutableArray<Piece<MarginalWork>> Marginal { get; }

    /// <summary>What each indicator of the watch list would teach.</summary>
    public ImmutableArray<Piece<WatchWork>> Watched { get; }

    /// <summary>Every theory under scrutiny, in parts: each period foretold from all others, equilibria at the estimate, records that it makes, and the profile of each weight by itself.</summary>
    public ImmutableArray<Piece<ScrutinyWork>> Scrutinised { get; }

    /// <summary>The parts of every theory's scrutiny that are known, put together.</summary>
    public IEnumerable<ScrutinyWork> Scrutinies => _pieces.Fitted.Where(f => f.Known is not null)
        .Select(f => (Fit: f.Known!, Parts: Scrutinised.Where(p => p.Needs[0] == f).Known().ToArray())).Where(x => x.Parts.Length > 0).Select(x => ScrutinyWork.Joined(x.Fit, x.Parts));

    /// <summary>Every theory without one stretch of the record at a time.</summary>
    public ImmutableArray<Piece<OmissionWork>> Omitted { get; }

    /// <summary>Every theory with a change of a player's weights at each date tried.</summary>
    public ImmutableArray<Piece<BreakWork>> Broken { get; }

    /// <summary>Records simulated from every theory and refitted by every one, a few records and one refitted theory at a time; none where they are weighed without.</summary>
    public ImmutableArray<PairOfFits> Confused { get; }

    /// <summary>The same, per true theory and block the refits of all sound theories side by side; a refit whose piece failed counts as failed.</summary>
    public IEnumerable<ConfusionWork> Confusions
    {
        get
        {
            string[] sound = [.. Sound.Select(w => w.Name)];
            return sound.Length < 2 ? [] : Confused.Where(c => sound.Contains(Name(_pieces.Fitted[c.Truth])))
                .GroupBy(c => (c.Truth, c.Block)).Where(g => g.Any(c => c.Piece.Value is not null))
                .Select(g => Confusion.SideBySide(Name(_pieces.Fitted[g.Key.Truth]), sound, [.. g.Select(c => c.Piece.Value).OfType<ConfusionWork>()]));
        }
    }

    /// <summary>Episodes, alone or on the fitted values of every theory under which they go on.</summary>
    public ImmutableArray<Piece<EpisodeWork>> Episodes { get; }

    /// <summary>What-ifs that claims name, at draws from the priors: what the assumptions say of them before the record does.</summary>
    public ImmutableArray<Piece<ScenarioWork>> ScenariosBefore { get; }

    /// <summary>What claims need under every coding but the main one.</summary>
    public ImmutableArray<CodedPieces> Coded { get; }

    /// <summary>All of them.</summary>
    public IEnumerable<Piece> All => Scrutinised.Concat<Piece>(Coded.SelectMany(c => c.All)).Concat(Omitted).Concat(Broken).Concat(Watched).Concat(Scenarios).Concat(ScenariosBefore).Concat(Marginal).Concat(Episodes).Concat(Confused.Select(c => c.Piece));

    private StudyFolder Study => _pieces.Study;

    // Theories on whose fit under the main coding something may rest.
    private ImmutableArray<TheoryWork> Sound => [.. _pieces.Fitted.Known().Where(w => Standing.NoProbability(w) is null)];

    private string Name(Piece<TheoryWork> fit) => _pieces.Model.Compare[_pieces.Theories.IndexOf(fit) % _pieces.Model.Compare.Length];

    private string Key(string what, string theory, params string[] rest) => _pieces.Key([what, theory, _pieces.Main.Table.Hash, .. rest]);

    private static bool IsSound(Piece<TheoryWork> fit) => fit.Known is { } w && Standing.NoProbability(w) is null;

    private static Piece<T> OnFit<T>(
        Piece<TheoryWork> fit, string key, string label, string kind, double guess, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<TheoryWork, PieceWork, T> work)
        where T : class => new(key, label, kind, type, [fit], how => work(fit.Known!, how)) { Guess = guess, When = () => IsSound(fit) };

    private Piece<ScenarioWork> Scenario(ScenarioSpec spec, Piece<TheoryWork> fit) => OnFit(
        fit, Key("what-if", Name(fit), spec.Name, ScenarioPieces.Describe(spec), _pieces.Seed, fit.Key), $"{spec.Name} ({Name(fit)})", "what-ifs", 0.5, WorkJson.Default.ScenarioWork,
        (w, how) => _scenarios.Run(spec, w, how.Cancel));

    private Piece<ScenarioWork> ScenarioBefore(ScenarioSpec spec, Piece<TheoryWork> fit, int draws, bool leverage) => OnFit(
        fit, Key("what-if before", Name(fit), spec.Name, ScenarioPieces.Describe(spec), draws.ToString(CultureInfo.InvariantCulture), leverage ? "with leverage" : "", _pieces.Seed, fit.Key),
        $"{spec.Name} before the record ({Name(fit)})", "claims before the record", 0.5, WorkJson.Default.ScenarioWork, (w, how) => _before[draws].Run(spec, w, how.Cancel, leverage));

    private Piece<OmissionWork> Omission(OmissionSpec o, Piece<TheoryWork> fit) => new(
        Key("without", Name(fit), o.From, o.To, o.Name, fit.Key), $"{Name(fit)} without {o.Name}", "left out", WorkJson.Default.OmissionWork, [fit],
        how => Omissions.Run(Study.Game, _pieces.Main.Sequences, o, fit.Known!, _pieces.SeedValue, how.Cancel))
    {
        Guess = 0.4, Otherwise = why => new OmissionWork(Name(fit), o.Name, $"failed: {why}", double.NaN),
    };

    private Piece<BreakWork> Break(BreakSpec x, Piece<TheoryWork> fit) => new(
        Key("break", Name(fit), x.Player, x.From, x.To, x.Every.ToString(CultureInfo.InvariantCulture), x.Name, fit.Key), $"{Name(fit)}: {x.Name}", "breaks", WorkJson.Default.BreakWork, [fit],
        how => Breaks.Run(Study.Game, _pieces.Main.Sequences, x, fit.Known!, how.Cancel))
    {
        Guess = 1.2, Otherwise = _ => new BreakWork(Name(fit), x.Name, [.. Breaks.Dates(_pieces.Main.Sequences, x).Select(_ => double.NaN)]),
    };

    // Leave-one-out takes longest; the profile of a weight is about as long as a fit from a good start.
    private IEnumerable<Piece<ScrutinyWork>> Scrutiny(Piece<TheoryWork> fit)
    {
        string name = Name(fit);
        Piece<ScrutinyWork> Part(string part, string label, double guess, Func<TheoryWork, PieceWork, ScrutinyWork> work) =>
            OnFit(fit, Key("scrutiny", name, part, _pieces.Seed, fit.Key), label, "scrutiny", guess, WorkJson.Default.ScrutinyWork, work);
        var (game, data, seed) = (Study.Game, _pieces.Main.Sequences, _pieces.SeedValue);
        yield return Part("each from all others", $"{name}: each period from all others", 0.8, (w, how) => Scrutineer.Foretelling(game, data, w, seed, how.Cancel));
        yield return Part("census", $"{name}: census of equilibria", 0.2, (w, how) => Scrutineer.Counting(game, data, w, seed, how.Cancel));
        yield return Part("simulated", $"{name}: records that it makes", 0.2, (w, how) => Scrutineer.Simulating(game, data, w, seed, how.Cancel));
        foreach (string weight in LeverWeights.Names(game, name))
        {
            yield return Part($"profile of {weight}", $"{name}: how far {weight} may go", 0.2, (w, how) => Scrutineer.Profiling(game, data, w, weight, how.Cancel));
        }
    }

    private Piece<ConfusionWork> Confusing(int truth, int block, int refitted)
    {
        var (fit, other) = (_pieces.Fitted[truth], _pieces.Fitted[refitted]);
        int first = block * Block, count = Math.Min(Block, _pieces.Model.PowerRecords - first);
        return new Piece<ConfusionWork>(
            Key("confusion", Name(fit), Name(other), truth.ToString(CultureInfo.InvariantCulture), first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture), _pieces.Seed, fit.Key, other.Key),
            $"records {first + 1} to {first + count} of {Name(fit)}, refitted by {Name(other)}", "simulated records", WorkJson.Default.ConfusionWork, truth == refitted ? [fit] : [fit, other], how =>
                Confusion.Run(Study.Game, _pieces.Main.Sequences, fit.Known!, truth, other.Known!, first, count, _pieces.SeedValue, how.Cancel))
        {
            Guess = 0.1 + (0.005 * count), When = () => IsSound(fit) && IsSound(other),
        };
    }

    private IEnumerable<Piece<EpisodeWork>> Episode(StudyEpisode e) => !e.Spec.GoesOn
        ? [new Piece<EpisodeWork>(_pieces.Key("episode", e.Hash, e.Spec.Name), e.Spec.Name, "episodes", WorkJson.Default.EpisodeWork, [], _ => EpisodeRunner.Alone(e)) { Guess = 0.3 }]
        : _pieces.Fitted.Where(f => e.Spec.Theories.Contains(Name(f))).Select(f => OnFit(
            f, _pieces.Key("episode", e.Hash, e.Spec.Name, e.Spec.Period ?? "", Name(f), _pieces.Main.Table.Hash, _pieces.Seed, f.Key), $"{e.Spec.Name} ({Name(f)})", "episodes", 0.3,
            WorkJson.Default.EpisodeWork, (w, how) => EpisodeRunner.Run(e, w, Study, _pieces.SeedValue, how.Cancel)));
}

/// <summary>A few records of a true theory, refitted by one.</summary>
/// <param name="Truth">Index of the true theory.</param>
/// <param name="Block">Which of its records.</param>
/// <param name="Refitted">Index of the theory refitted to them.</param>
/// <param name="Piece">The piece.</param>
internal sealed record PairOfFits(int Truth, int Block, int Refitted, Piece<ConfusionWork> Piece);
