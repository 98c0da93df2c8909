using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>The pieces of a study that need no fit of another piece: what each is called, what goes into it (its key in the store), and how it is worked out.</summary>
internal sealed class StudyPieces
{
    /// <summary>Posterior draws for leverage under other codings and other assumptions.</summary>
    private const int FewDraws = 20;

    private readonly string _game;

    /// <summary>Lists the pieces of a study.</summary>
    public StudyPieces(StudyFolder study, ulong seed)
    {
        (Study, SeedValue) = (study, seed);
        _game = Methods.Game(study);
        Light = new TheoryOptions { Full = false, Draws = FewDraws, PriorDraws = 0, ModeStarts = 2, Seed = seed };
        Fitted = [.. Fits("fit", study.Game, "", Main, MainOptions(study, seed), null)];
        Theories = [.. Fitted, .. study.Records.Skip(1).SelectMany(record => Fits("fit under another coding", study.Game, "", record, Light, record.Name, Fitted))];
        Varied = [.. Model.Variations.SelectMany(v => Fits("other assumptions", Variations.Of(Study.Game, v.Changes), Describe(v), Main, Light, v.Name, Fitted))];
        Placebos = [.. Study.Placebos.SelectMany(p => Fits("placebo", Study.Game, "", p, Light with { Draws = 0 }, p.Name, Fitted))];
        Foresights = [.. Model.Foresights.SelectMany(f => Model.Compare.Select((theory, i) => Foresight("foresight", theory, Main, f, known: Fitted[i])))];
        if (Foresightless.Game(Study.Game) is { } blind)
        {
            var options = new TheoryOptions { HoldOut = Model.HoldOut, Draws = 0, PriorDraws = 0, Seed = seed };
            Blind = [Fit("baseline", Key("blind", Main.Table.Hash, options.Key), $"base, {Foresightless.Name}", blind, "base", Main.Sequences, options)];
            BlindForesights = [.. Model.Foresights.Select(f => Foresight("blind foresight", "base", Main, f, blind, Blind[0]))];
        }

        WithHabits = Language.Habits.Missing(Study.Game).All(m => m.Term is null) || !Model.Compare.Contains("base") ? []
            : [.. Fits("habits added", Language.Habits.AddTo(Study.Game), "habits added", Main, Light with { Draws = 0 }, "habits added", Fitted)];
        Alone = Main.Sequences.Length < 2 ? [] : [.. Main.Sequences.SelectMany(unit => Model.Compare.Select((theory, i) => Fit(
            "one unit alone", Key("unit", theory, unit.Unit, Main.Table.Hash, Light.Key, Fitted[i].Key), $"{theory} ({unit.Unit} alone)", Study.Game, theory, [unit], Light, Fitted[i])))];
        Designs = [.. DesignsOf()];
        Before = Model.Compare.Length < 2 ? [] : [.. Designs.Select(d => new Piece<BeforeWork>(
            Key("before", string.Join('|', Model.Compare), d.Game.Turns.Length.ToString(CultureInfo.InvariantCulture), d.Record.Table.Hash, Seed), $"what {d.Name} could tell apart", "before any fit",
            WorkJson.Default.BeforeWork, [], w => PowerTable.Before(d.Game, d.Record.Sequences, Model.Compare, SeedValue, w.Cancel)))];
        Identified = [.. Model.Compare.Select(theory => new Piece<PriorReviewWork>(
            Key("identified before", theory, Main.Table.Hash, Seed), $"what the weights of {theory} move", "before any fit",
            WorkJson.Default.PriorReviewWork, [], w => PriorReview.Of(Study.Game, theory, Main.Sequences, SeedValue, w.Cancel))
        {
            Guess = 0.2, Otherwise = why => new PriorReviewWork(theory, 0, 0, 0, null, [], [], 0, [], [], null, double.NaN, why),
        })];
        LocalPower = new Piece<LocalPowerWork>(
            Key(["local power", Main.Table.Hash, .. Fitted.Select(f => f.Key)]), "what the record could tell apart, at the fits", "comparison", WorkJson.Default.LocalPowerWork, Fitted,
            _ => new LocalPowerWork([.. PowerTable.Of(Study.Game, Main.Sequences, [.. Fitted.Known()]).Select(r => r.ToArray())])) { Guess = 0.2 };
    }

    /// <summary>How theories are fitted to the main record.</summary>
    public static TheoryOptions MainOptions(StudyFolder study, ulong seed) => new() { HoldOut = study.Study.HoldOut, Seed = seed };

    /// <summary>The study.</summary>
    public StudyFolder Study { get; }

    /// <summary>What the study asks for.</summary>
    public StudyModel Model => Study.Study;

    /// <summary>The record in its main coding.</summary>
    public StudyRecord Main => Study.Records[0];

    /// <summary>Seed of all random draws.</summary>
    public ulong SeedValue { get; }

    /// <summary>The seed as keys have it.</summary>
    public string Seed => SeedValue.ToString(CultureInfo.InvariantCulture);

    /// <summary>Options of fits beside the main ones: the posterior mode alone.</summary>
    public TheoryOptions Light { get; }

    /// <summary>Every theory on every coding, the main coding first.</summary>
    public ImmutableArray<Piece<TheoryWork>> Theories { get; }

    /// <summary>Every theory on the main coding: what the answer stands on.</summary>
    public ImmutableArray<Piece<TheoryWork>> Fitted { get; }

    /// <summary>Every theory under every set of other assumptions.</summary>
    public ImmutableArray<Piece<TheoryWork>> Varied { get; }

    /// <summary>Every stretch foretold by every theory.</summary>
    public ImmutableArray<Piece<ForesightWork>> Foresights { get; }

    /// <summary>Every theory with somebody else in a player's place.</summary>
    public ImmutableArray<Piece<TheoryWork>> Placebos { get; }

    /// <summary>The base game in which nobody looks ahead: one piece, or none where it is written so.</summary>
    public ImmutableArray<Piece<TheoryWork>> Blind { get; } = [];

    /// <summary>The same foretelling every stretch.</summary>
    public ImmutableArray<Piece<ForesightWork>> BlindForesights { get; } = [];

    /// <summary>Every theory with the habits that the base game leaves out; none where it leaves out none.</summary>
    public ImmutableArray<Piece<TheoryWork>> WithHabits { get; }

    /// <summary>In a panel, every theory in every unit alone: do the theories hold in each, and with the same weights?</summary>
    public ImmutableArray<Piece<TheoryWork>> Alone { get; }

    /// <summary>The designs weighed before any fit: every coding with the turns as written, and the main coding with nobody seeing a move of the same month.</summary>
    public ImmutableArray<(string Name, GameModel Game, StudyRecord Record)> Designs { get; }

    /// <summary>What each design could tell apart, before any theory is fitted.</summary>
    public ImmutableArray<Piece<BeforeWork>> Before { get; }

    /// <summary>What each theory's weights could move, before any theory is fitted.</summary>
    public ImmutableArray<Piece<PriorReviewWork>> Identified { get; }

    /// <summary>What the main record could tell apart, at the fitted theories.</summary>
    public Piece<LocalPowerWork> LocalPower { get; }

    /// <summary>All of them.</summary>
    public IEnumerable<Piece> All => Theories.Concat<Piece>(Before).Concat(Identified).Append(LocalPower).Concat(Blind).Concat(BlindForesights).Concat(WithHabits).Concat(Varied).Concat(Foresights).Concat(Alone).Concat(Placebos);

    /// <summary>Key of a piece.</summary>
    public string Key(params string[] parts) => ResultStore.Key([Methods.Key, _game, .. parts]);

    /// <summary>A set of changed assumptions as keys have it; where it stands in the file does not matter.</summary>
    public static string Describe(VariationSpec v) => string.Join("; ", v.Changes.Select(c => (c with { Place = default }).ToString()));

    /// <summary>A stretch foretold by a theory on a coding; from the mode of a fit where one is given.</summary>
    public Piece<ForesightWork> Foresight(string method, string theory, StudyRecord record, ForesightSpec f, GameModel? under = null, Piece<TheoryWork>? known = null) => new(
        Key(method, theory, record.Table.Hash, f.From, f.To, f.Name, Seed, known?.Key ?? ""), $"{theory}{(under is null ? "" : $", {Foresightless.Name},")} foretells {f.Name}{(record == Main ? "" : $" ({record.Name})")}", "foresight",
        WorkJson.Default.ForesightWork, known is null ? [] : [known], w => Foreteller.Run(under ?? Study.Game, theory, record.Sequences, f, SeedValue, w.Cancel, known?.Known))
    {
        Guess = 0.4, Otherwise = why => new ForesightWork(theory, f.Name, $"failed: {why}", double.NaN, []),
    };

    /// <summary>A theory fitted to a record; from the mode of another fit where one is given, whose key is then part of this one's.</summary>
    public Piece<TheoryWork> Fit(string kind, string key, string label, GameModel under, string theory, ImmutableArray<Sequence> data, TheoryOptions options, Piece<TheoryWork>? known = null) => new(
        key, label, kind, WorkJson.Default.TheoryWork, known is null ? [] : [known], w => TheoryRunner.Run(under, theory, data, options, w.Step, w.Cancel, known?.Known))
    {
        Guess = options.Full ? 1 : options.Draws > 0 ? 0.5 : 0.3, Otherwise = why => TheoryWork.Failed(theory, data, why),
    };

    private List<(string Name, GameModel Game, StudyRecord Record)> DesignsOf()
    {
        var designs = Study.Records.Select(r => (r.Name, Game: Study.Game, Record: r)).ToList();
        if (Study.Game.Turns.Length > 1)
        {
            designs.Insert(1, ($"{Main.Name}, all at once", Variations.Of(Study.Game, [new Variation.Together()]), Main));
        }

        return designs;
    }

    private IEnumerable<Piece<TheoryWork>> Fits(string kind, GameModel under, string change, StudyRecord record, TheoryOptions options, string? note, ImmutableArray<Piece<TheoryWork>> known = default) =>
        Model.Compare.Select((theory, i) => Fit(
            kind, Key(theory, change, record.Table.Hash, options.Key, known.IsDefault ? "" : known[i].Key), note is null ? theory : $"{theory} ({note})", under, theory, record.Sequences, options,
            known.IsDefault ? null : known[i]));
}
