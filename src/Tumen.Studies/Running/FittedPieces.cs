using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>The pieces of a study that start from its fits: only fits on which something may rest are built on.</summary>
/// <param name="pieces">The study's other pieces.</param>
/// <param name="works">The fits: by coding, then by theory in the order of the study.</param>
internal sealed class FittedPieces(StudyPieces pieces, ImmutableArray<ImmutableArray<TheoryWork>> works)
{
    private readonly ScenarioPieces _scenarios = new(pieces.Study.Game, pieces.Main.Sequences, pieces.SeedValue);

    private StudyFolder Study => pieces.Study;

    private string MainHash => pieces.Main.Table.Hash;

    // Theories on whose fit under the main coding something may rest.
    private ImmutableArray<TheoryWork> Sound => [.. works[0].Where(w => Standing.NoProbability(w) is null)];

    /// <summary>Pieces of work on a study whose fits all converge, for progress displays.</summary>
    public static int MostOf(StudyPieces pieces)
    {
        var model = pieces.Model;
        int told = pieces.Study.Episodes.Sum(e => e.Spec.GoesOn ? e.Spec.Theories.Length : 1);
        int perTheory = 1 + (model.PowerRecords > 0 ? model.SmallestEffect is null ? 2 : 3 : 0) + model.Omissions.Length + model.Breaks.Length + model.Scenarios.Length + (pieces.Study.Game.Threats is null ? 0 : 1) + (model.Watch.IsEmpty ? 0 : 1);
        return told + (model.Motives is null ? 0 : 2) + (perTheory * model.Compare.Length) + ((pieces.Study.Records.Length - 1) * new CodingPieces(pieces.Study).Count(model));
    }

    /// <summary>Every what-if under every theory.</summary>
    public List<Piece<ScenarioWork>> Scenarios() => [.. pieces.Model.Scenarios.SelectMany(spec => Sound.Select(w => new Piece<ScenarioWork>(
        pieces.Key("scenario-4", w.Name, MainHash, spec.Name, ScenarioPieces.Describe(spec), pieces.Seed, KeyOf(w)), $"{spec.Name} ({w.Name})", _ => _scenarios.Run(spec, w, pieces.Cancel))))];

    /// <summary>Where threats pay, by theory.</summary>
    public List<Piece<MarginalWork>> Marginal() => Study.Game.Threats is null ? [] : [.. Sound.Select(w => new Piece<MarginalWork>(
        pieces.Key("marginal", w.Name, MainHash, pieces.Seed, KeyOf(w)), $"where threats pay ({w.Name})", _ => _scenarios.Marginal(w)))];

    /// <summary>What each indicator of the watch list would teach.</summary>
    public List<Piece<WatchWork>> Watched() => pieces.Model.Watch.IsEmpty ? [] : [.. Sound.Select(w => new Piece<WatchWork>(
        pieces.Key("watch", w.Name, MainHash, string.Join("; ", pieces.Model.Watch.Select(x => $"{x.Player} {string.Join(",", x.Moves)} {x.Within}")), KeyOf(w)),
        $"indicators ({w.Name})", _ => Watcher.Run(Study.Game, pieces.Main.Sequences, pieces.Model.Watch, w, pieces.SeedValue, pieces.Cancel)))];

    /// <summary>Every theory under scrutiny: each period foretold from all others, equilibria at the estimate, profiles of weights.</summary>
    public List<Piece<ScrutinyWork>> Scrutinised() => [.. Sound.Select(w => new Piece<ScrutinyWork>(
        pieces.Key("scrutiny", w.Name, MainHash, pieces.Seed, KeyOf(w)), $"{w.Name} under scrutiny", step => Scrutineer.Run(Study.Game, pieces.Main.Sequences, w, pieces.SeedValue, step, pieces.Cancel)))];

    /// <summary>Every theory without one stretch of the record at a time.</summary>
    public List<Piece<OmissionWork>> Omitted() => [.. pieces.Model.Omissions.SelectMany(o => works[0].Select((w, i) => new Piece<OmissionWork>(
        pieces.Key("without", w.Name, MainHash, o.From, o.To, o.Name, pieces.Theories[i].Key), $"{w.Name} without {o.Name}", _ => Omissions.Run(Study.Game, pieces.Main.Sequences, o, w, pieces.SeedValue, pieces.Cancel))))];

    /// <summary>Every theory with a change of a player's weights at each date tried.</summary>
    public List<Piece<BreakWork>> Broken() => [.. pieces.Model.Breaks.SelectMany(x => works[0].Select((w, i) => new Piece<BreakWork>(
        pieces.Key("break", w.Name, MainHash, x.Player, x.From, x.To, x.Every.ToString(CultureInfo.InvariantCulture), x.Name, pieces.Theories[i].Key), $"{w.Name}: {x.Name}",
        _ => Breaks.Run(Study.Game, pieces.Main.Sequences, x, w, pieces.Cancel))))];

    /// <summary>Records simulated from every theory and refitted by all.</summary>
    public List<Piece<ConfusionWork>> Confused()
    {
        var sound = Sound;
        return pieces.Model.PowerRecords == 0 || sound.Length < 2 ? [] : [.. sound.Select((w, t) => new Piece<ConfusionWork>(
            pieces.Key(["confusion", w.Name, MainHash, pieces.Model.PowerRecords.ToString(CultureInfo.InvariantCulture), pieces.Seed, .. sound.Select(KeyOf)]),
            $"records of {w.Name}, refitted", _ => Confusion.Run(Study.Game, pieces.Main.Sequences, sound, t, pieces.Model.PowerRecords, pieces.SeedValue, pieces.Cancel)))];
    }

    /// <summary>Episodes, alone or on the fitted values of every theory under which they go on.</summary>
    public List<Piece<EpisodeWork>> Episodes() => [.. Study.Episodes.SelectMany(e => !e.Spec.GoesOn
        ? [new Piece<EpisodeWork>(pieces.Key("episode", e.Hash, e.Spec.Name), e.Spec.Name, _ => EpisodeRunner.Alone(e))]
        : Sound.Where(w => e.Spec.Theories.Contains(w.Name)).Select(w => new Piece<EpisodeWork>(
            pieces.Key("episode", e.Hash, e.Spec.Name, e.Spec.Period ?? "", w.Name, MainHash, pieces.Seed, KeyOf(w)), $"{e.Spec.Name} ({w.Name})", _ => EpisodeRunner.Run(e, w, Study, pieces.SeedValue, pieces.Cancel))))];

    /// <summary>What claims need under every coding but the main one.</summary>
    public ImmutableArray<CodedExtras> Coded(Workshop shop)
    {
        var asked = new CodingPieces(Study);
        return [.. Study.Records.Skip(1).Select((record, k) => new CodedExtras(
            shop.Do(Again(asked, record, k + 1), WorkJson.Default.ScenarioWork), shop.Do(Foretold(asked, record), WorkJson.Default.ForesightWork),
            [.. asked.Eras(pieces.Model).Select(x => x.Variation.Name).Zip(shop.Do(Eras(asked, record), WorkJson.Default.TheoryWork))]))];
    }

    private List<Piece<ScenarioWork>> Again(CodingPieces asked, StudyRecord record, int coding)
    {
        var rerun = new ScenarioPieces(Study.Game, record.Sequences, pieces.SeedValue, CodingPieces.Draws, curves: false);
        int At(string theory) => pieces.Model.Compare.IndexOf(theory);
        return [.. asked.Scenarios(pieces.Model).Select(x => (x.Spec, Fit: works[coding][At(x.Theory)], KeyOfFit: pieces.Theories[(coding * pieces.Model.Compare.Length) + At(x.Theory)].Key))
            .Where(x => Standing.NoProbability(x.Fit) is null).Select(x => new Piece<ScenarioWork>(
                pieces.Key("scenario-4 few", x.Fit.Name, record.Table.Hash, x.Spec.Name, ScenarioPieces.Describe(x.Spec), pieces.Seed, x.KeyOfFit), $"{x.Spec.Name} ({x.Fit.Name}, {record.Name})",
                _ => rerun.Run(x.Spec, x.Fit, pieces.Cancel)))];
    }

    private List<Piece<ForesightWork>> Foretold(CodingPieces asked, StudyRecord record) => [.. asked.Foresights(pieces.Model).Select(x => new Piece<ForesightWork>(
        pieces.Key("foresight", x.Theory, record.Table.Hash, x.Stretch.From, x.Stretch.To, x.Stretch.Name, pieces.Seed), $"{x.Theory} foretells {x.Stretch.Name} ({record.Name})",
        _ => Foreteller.Run(Study.Game, x.Theory, record.Sequences, x.Stretch, pieces.SeedValue, pieces.Cancel)))];

    private List<Piece<TheoryWork>> Eras(CodingPieces asked, StudyRecord record)
    {
        var light = pieces.Light with { Draws = 0 };
        return [.. asked.Eras(pieces.Model).Select(x => new Piece<TheoryWork>(
            pieces.Key(x.Theory, StudyPieces.Describe(x.Variation), record.Table.Hash, light.Key), $"{x.Theory} ({x.Variation.Name}, {record.Name})",
            step => TheoryRunner.Run(Variations.Of(Study.Game, x.Variation.Changes), x.Theory, record.Sequences, light, step, pieces.Cancel)))];
    }

    private string KeyOf(TheoryWork w) => pieces.Theories[works[0].IndexOf(w)].Key;
}
