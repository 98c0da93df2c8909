using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>A step of a study, for progress displays.</summary>
/// <param name="Done">Pieces finished.</param>
/// <param name="Of">Pieces in all.</param>
/// <param name="What">What has just happened, in words.</param>
/// <param name="Reused">Pieces taken from the store.</param>
public sealed record StudyProgress(int Done, int Of, string What, int Reused);

/// <summary>Runs a study: first every theory on every coding (the answer), then what the answer leans on: other assumptions, foresight, what-ifs, claims.</summary>
public static class StudyRunner
{
    /// <summary>Version of the methods; part of every store key, so that old numbers are never mixed with new ones.</summary>
    public const string Version = "0.2.0";

    private const string MethodKey = "methods-10";

    /// <summary>Posterior draws for leverage under other codings and other assumptions.</summary>
    private const int FewDraws = 20;

    /// <summary>Runs a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="store">Where finished pieces are kept and found.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="threads">Threads; results do not depend on it.</param>
    /// <param name="progress">Told of every step; may be called from several threads.</param>
    /// <param name="cancel">Stops; what is done stays in the store.</param>
    /// <param name="answered">Given the results as soon as the theories are compared, before the rest is done; null for no interest.</param>
    /// <param name="keptOnly">Take everything from the store and compute nothing.</param>
    /// <exception cref="NotKeptException">A piece is not in the store, and nothing is to be computed.</exception>
    public static StudyResults Run(
        StudyFolder study, ResultStore store, ulong seed, int threads, Action<StudyProgress>? progress, CancellationToken cancel, Action<StudyResults>? answered = null, bool keptOnly = false)
    {
        var model = study.Study;
        string game = study.Inputs.First(i => i.Name == model.GameFile).Hash;
        string Key(params string[] parts) => ResultStore.Key([Version, MethodKey, game, .. parts]);

        var theories = new List<Piece<TheoryWork>>();
        void Add(List<Piece<TheoryWork>> list, GameModel under, string change, StudyRecord record, TheoryOptions options, string? note)
        {
            foreach (string theory in model.Compare)
            {
                list.Add(new Piece<TheoryWork>(Key(theory, change, record.Table.Hash, options.Key), note is null ? theory : $"{theory} ({note})",
                    step => TheoryRunner.Run(under, theory, record.Sequences, options, step, cancel)));
            }
        }

        var light = new TheoryOptions { Full = false, Draws = FewDraws, ModeStarts = 2, Seed = seed };
        foreach (var (record, r) in study.Records.Select((x, r) => (x, r)))
        {
            Add(theories, study.Game, "", record, r == 0 ? new TheoryOptions { HoldOut = model.HoldOut, Seed = seed } : light, r == 0 ? null : record.Name);
        }

        var main = study.Records[0];
        var varied = new List<Piece<TheoryWork>>();
        foreach (var v in model.Variations)
        {
            Add(varied, Variations.Of(study.Game, v.Changes), string.Join("; ", v.Changes.Select(c => (c with { Place = default }).ToString())), main, light, v.Name);
        }

        var foresights = model.Foresights.SelectMany(f => model.Compare.Select(theory => new Piece<ForesightWork>(
            Key("foresight-2", theory, main.Table.Hash, f.From, f.To, f.Name, seed.ToString(CultureInfo.InvariantCulture)), $"{theory} foretells {f.Name}",
            _ => Foreteller.Run(study.Game, theory, main.Sequences, f, seed, cancel)))).ToList();

        var placebos = new List<Piece<TheoryWork>>();
        foreach (var p in study.Placebos)
        {
            Add(placebos, study.Game, "", p, light with { Draws = 0 }, p.Name);
        }

        // In a panel, every unit alone too: do the theories hold in each, and with the same weights?
        var alone = main.Sequences.Length < 2 ? [] : main.Sequences.SelectMany(unit => model.Compare.Select(theory => new Piece<TheoryWork>(
            Key("unit", theory, unit.Unit, main.Table.Hash, light.Key), $"{theory} ({unit.Unit} alone)", step => TheoryRunner.Run(study.Game, theory, [unit], light, step, cancel)))).ToList();

        // What each design could tell apart, before any theory is fitted: every coding with the turns as written, and the main coding with nobody seeing a move of the same month.
        var designs = study.Records.Select(r => (r.Name, Game: study.Game, Record: r)).ToList();
        if (study.Game.Turns.Length > 1)
        {
            designs.Insert(1, ($"{main.Name}, all at once", Variations.Of(study.Game, [new Variation.Together()]), main));
        }

        var before = model.Compare.Length < 2 ? [] : designs.Select(d => new Piece<BeforeWork>(
            Key("before", string.Join('|', model.Compare), d.Game.Turns.Length.ToString(CultureInfo.InvariantCulture), d.Record.Table.Hash, seed.ToString(CultureInfo.InvariantCulture)), $"what {d.Name} could tell apart",
            _ => PowerTable.Before(d.Game, d.Record.Sequences, model.Compare, seed, cancel))).ToList();

        int told = study.Episodes.Sum(e => e.Spec.GoesOn ? e.Spec.Theories.Length : 1);
        var asked = new CodingPieces(study);
        var shop = new Workshop(store, threads, ((study.Records.Length - 1) * asked.Count(model)) + before.Count + theories.Count + varied.Count + foresights.Count + alone.Count + placebos.Count + told
            + (((model.PowerRecords > 0 ? 1 : 0) + model.Omissions.Length + model.Breaks.Length + model.Scenarios.Length + (study.Game.Threats is null ? 0 : 1) + (model.Watch.IsEmpty ? 0 : 1)) * model.Compare.Length), progress, cancel, keptOnly);
        var power = shop.Do(before, WorkJson.Default.BeforeWork);
        var none = StudyExtras.None with { Designs = [.. power.Select((p, i) => new DesignPower(designs[i].Name, p))] };
        var works = Split(shop.Do(theories, WorkJson.Default.TheoryWork), model.Compare.Length);
        none = none with { LocalPower = LocalPowerOf(study, works[0], store, Key(["local power", main.Table.Hash, .. model.Compare.Select((_, i) => theories[i].Key)]), keptOnly, cancel) };
        answered?.Invoke(Assembly.Of(study, works, none, seed));
        var runner = new ScenarioPieces(study.Game, main.Sequences, seed);
        var scenarios = model.Scenarios.SelectMany(spec => works[0].Where(w => w.ModeStatus == "converged").Select(w => new Piece<ScenarioWork>(
            Key("scenario-4", w.Name, main.Table.Hash, spec.Name, ScenarioPieces.Describe(spec), seed.ToString(CultureInfo.InvariantCulture), theories[works[0].IndexOf(w)].Key), $"{spec.Name} ({w.Name})", _ => runner.Run(spec, w, cancel)))).ToList();
        var marginal = study.Game.Threats is null ? [] : works[0].Where(w => w.ModeStatus == "converged").Select(w => new Piece<MarginalWork>(
            Key("marginal", w.Name, main.Table.Hash, seed.ToString(CultureInfo.InvariantCulture), theories[works[0].IndexOf(w)].Key), $"where threats pay ({w.Name})", _ => runner.Marginal(w))).ToList();
        var watched = model.Watch.IsEmpty ? [] : works[0].Where(w => w.ModeStatus == "converged").Select(w => new Piece<WatchWork>(
            Key("watch", w.Name, main.Table.Hash, string.Join("; ", model.Watch.Select(x => $"{x.Player} {string.Join(",", x.Moves)} {x.Within}")), theories[works[0].IndexOf(w)].Key),
            $"indicators ({w.Name})", _ => Watcher.Run(study.Game, main.Sequences, model.Watch, w, seed, cancel))).ToList();
        var omitted = model.Omissions.SelectMany(o => works[0].Select((w, i) => new Piece<OmissionWork>(
            Key("without", w.Name, main.Table.Hash, o.From, o.To, o.Name, theories[i].Key), $"{w.Name} without {o.Name}", _ => Omissions.Run(study.Game, main.Sequences, o, w, seed, cancel)))).ToList();
        var broken = model.Breaks.SelectMany(x => works[0].Select((w, i) => new Piece<BreakWork>(
            Key("break", w.Name, main.Table.Hash, x.Player, x.From, x.To, x.Every.ToString(CultureInfo.InvariantCulture), x.Name, theories[i].Key), $"{w.Name}: {x.Name}", _ => Breaks.Run(study.Game, main.Sequences, x, w, seed, cancel)))).ToList();
        var sound = works[0].Where(w => w.ModeStatus == "converged").ToImmutableArray();
        var confused = model.PowerRecords == 0 || sound.Length < 2 ? [] : sound.Select((w, t) => new Piece<ConfusionWork>(
            Key(["confusion", w.Name, main.Table.Hash, model.PowerRecords.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture), .. sound.Select(x => theories[works[0].IndexOf(x)].Key)]),
            $"records of {w.Name}, refitted", _ => Confusion.Run(study.Game, main.Sequences, sound, t, model.PowerRecords, seed, cancel))).ToList();
        var episodes = study.Episodes.SelectMany(e => !e.Spec.GoesOn
            ? [new Piece<EpisodeWork>(Key("episode", e.Hash, e.Spec.Name), e.Spec.Name, _ => EpisodeRunner.Alone(e))]
            : works[0].Where(w => w.ModeStatus == "converged" && e.Spec.Theories.Contains(w.Name)).Select(w => new Piece<EpisodeWork>(
                Key("episode", e.Hash, e.Spec.Name, e.Spec.Period ?? "", w.Name, main.Table.Hash, seed.ToString(CultureInfo.InvariantCulture), theories[works[0].IndexOf(w)].Key),
                $"{e.Spec.Name} ({w.Name})", _ => EpisodeRunner.Run(e, w, study, seed, cancel)))).ToList();
        var coded = study.Records.Skip(1).Select((record, k) =>
        {
            var fitted = works[k + 1];
            var rerun = new ScenarioPieces(study.Game, record.Sequences, seed, CodingPieces.Draws, curves: false);
            string Of(string theory) => theories[((k + 1) * model.Compare.Length) + model.Compare.IndexOf(theory)].Key;
            TheoryWork Fit(string theory) => fitted[model.Compare.IndexOf(theory)];
            var again = shop.Do(asked.Scenarios(model).Where(x => Fit(x.Theory).ModeStatus == "converged").Select(x => new Piece<ScenarioWork>(
                Key("scenario-4 few", x.Theory, record.Table.Hash, x.Spec.Name, ScenarioPieces.Describe(x.Spec), seed.ToString(CultureInfo.InvariantCulture), Of(x.Theory)), $"{x.Spec.Name} ({x.Theory}, {record.Name})",
                _ => rerun.Run(x.Spec, Fit(x.Theory), cancel))).ToList(), WorkJson.Default.ScenarioWork);
            var foretold = shop.Do(asked.Foresights(model).Select(x => new Piece<ForesightWork>(
                Key("foresight", x.Theory, record.Table.Hash, x.Stretch.From, x.Stretch.To, x.Stretch.Name, seed.ToString(CultureInfo.InvariantCulture)), $"{x.Theory} foretells {x.Stretch.Name} ({record.Name})",
                _ => Foreteller.Run(study.Game, x.Theory, record.Sequences, x.Stretch, seed, cancel))).ToList(), WorkJson.Default.ForesightWork);
            var eras = asked.Eras(model).ToList();
            var split = shop.Do(eras.Select(x => new Piece<TheoryWork>(
                Key(x.Theory, string.Join("; ", x.Variation.Changes.Select(c => (c with { Place = default }).ToString())), record.Table.Hash, (light with { Draws = 0 }).Key), $"{x.Theory} ({x.Variation.Name}, {record.Name})",
                step => TheoryRunner.Run(Variations.Of(study.Game, x.Variation.Changes), x.Theory, record.Sequences, light with { Draws = 0 }, step, cancel))).ToList(), WorkJson.Default.TheoryWork);
            return new CodedExtras(again, foretold, [.. eras.Zip(split, (x, w) => (x.Variation.Name, w))]);
        }).ToImmutableArray();
        var extras = new StudyExtras(
            none.Designs,
            Split(shop.Do(varied, WorkJson.Default.TheoryWork), model.Compare.Length),
            Split(shop.Do(foresights, WorkJson.Default.ForesightWork), model.Compare.Length),
            Split(shop.Do(alone, WorkJson.Default.TheoryWork), model.Compare.Length),
            Split(shop.Do(omitted, WorkJson.Default.OmissionWork), model.Compare.Length),
            Split(shop.Do(placebos, WorkJson.Default.TheoryWork), model.Compare.Length),
            shop.Do(watched, WorkJson.Default.WatchWork),
            shop.Do(scenarios, WorkJson.Default.ScenarioWork)) { LocalPower = none.LocalPower, Coded = coded, Broken = Split(shop.Do(broken, WorkJson.Default.BreakWork), model.Compare.Length), Marginal = shop.Do(marginal, WorkJson.Default.MarginalWork), Episodes = shop.Do(episodes, WorkJson.Default.EpisodeWork), Confused = shop.Do(confused, WorkJson.Default.ConfusionWork) };
        return Assembly.Of(study, works, extras, seed);
    }

    // Kept beside the pieces, because whoever opens a finished study wants the answer at once; it is quick enough to be worked out again where it is not kept.
    private static ImmutableArray<ImmutableArray<double>> LocalPowerOf(StudyFolder study, ImmutableArray<TheoryWork> works, ResultStore store, string key, bool keptOnly, CancellationToken cancel)
    {
        var kept = store.Find(key, WorkJson.Default.LocalPowerWork);
        if (kept is null)
        {
            kept = new LocalPowerWork([.. PowerTable.Of(study.Game, study.Records[0].Sequences, works).Select(r => r.ToArray())]);
            cancel.ThrowIfCancellationRequested();
            if (!keptOnly)
            {
                store.Keep(key, kept, WorkJson.Default.LocalPowerWork);
            }
        }

        return [.. kept.Table.Select(r => r.ToImmutableArray())];
    }

    private static ImmutableArray<ImmutableArray<T>> Split<T>(ImmutableArray<T> all, int size) =>
        [.. Enumerable.Range(0, all.Length / Math.Max(1, size)).Select(i => all.Slice(i * size, size))];
}

/// <summary>What is computed after the theories are compared.</summary>
/// <param name="Designs">What each design could tell apart, before any fit.</param>
/// <param name="Varied">Per variation, every theory.</param>
/// <param name="Foresights">Per stretch, every theory.</param>
/// <param name="Units">Per unit of a panel, every theory fitted to it alone; empty for a single unit.</param>
/// <param name="Omitted">Per stretch left out, every theory.</param>
/// <param name="Placebos">Per placebo, every theory.</param>
/// <param name="Watched">What every theory says of the indicators.</param>
/// <param name="Scenarios">Every what-if under every theory.</param>
internal sealed record StudyExtras(
    ImmutableArray<DesignPower> Designs, ImmutableArray<ImmutableArray<TheoryWork>> Varied, ImmutableArray<ImmutableArray<ForesightWork>> Foresights, ImmutableArray<ImmutableArray<TheoryWork>> Units,
    ImmutableArray<ImmutableArray<OmissionWork>> Omitted, ImmutableArray<ImmutableArray<TheoryWork>> Placebos, ImmutableArray<WatchWork> Watched, ImmutableArray<ScenarioWork> Scenarios)
{
    /// <summary>Nothing yet.</summary>
    public static StudyExtras None { get; } = new([], [], [], [], [], [], [], []);

    /// <summary>What claims ask under every other coding, in the order of the study's records from the second on; empty until it is worked out.</summary>
    public ImmutableArray<CodedExtras> Coded { get; init; } = [];

    /// <summary>Per break, every theory.</summary>
    public ImmutableArray<ImmutableArray<BreakWork>> Broken { get; init; } = [];

    /// <summary>Per theory whose mode converged: where threats pay.</summary>
    public ImmutableArray<MarginalWork> Marginal { get; init; } = [];

    /// <summary>What the main record could tell apart, at the fitted theories; empty for none.</summary>
    public ImmutableArray<ImmutableArray<double>> LocalPower { get; init; } = [];

    /// <summary>Per theory whose mode converged: what wins when it is true; empty when not asked for.</summary>
    public ImmutableArray<ConfusionWork> Confused { get; init; } = [];

    /// <summary>Every episode, alone or under each theory under which it goes on.</summary>
    public ImmutableArray<EpisodeWork> Episodes { get; init; } = [];
}
