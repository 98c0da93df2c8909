using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>The pieces of a study that need no fit of another piece: what each is called, what goes into it (its key in the store), and how it is worked out.</summary>
internal sealed class StudyPieces
{
    private const string MethodKey = "methods-13";

    /// <summary>Posterior draws for leverage under other codings and other assumptions.</summary>
    private const int FewDraws = 20;

    private readonly string _game;

    /// <summary>Lists the pieces of a study.</summary>
    public StudyPieces(StudyFolder study, ulong seed, CancellationToken cancel)
    {
        (Study, SeedValue, Cancel) = (study, seed, cancel);
        _game = study.Inputs.First(i => i.Name == study.Study.GameFile).Hash;
        Light = new TheoryOptions { Full = false, Draws = FewDraws, PriorDraws = 0, ModeStarts = 2, Seed = seed };
        Theories = [.. study.Records.SelectMany((record, r) => r == 0
            ? Fits(study.Game, "", record, new TheoryOptions { HoldOut = Model.HoldOut, Seed = seed }, null)
            : Fits(study.Game, "", record, Light, record.Name))];
    }

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

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>Options of fits beside the main ones: the posterior mode alone.</summary>
    public TheoryOptions Light { get; }

    /// <summary>Every theory on every coding, the main coding first: what the answer stands on.</summary>
    public ImmutableArray<Piece<TheoryWork>> Theories { get; }

    /// <summary>Key of a piece.</summary>
    public string Key(params string[] parts) => ResultStore.Key([StudyRunner.Version, MethodKey, _game, .. parts]);

    /// <summary>A set of changed assumptions as keys have it; where it stands in the file does not matter.</summary>
    public static string Describe(VariationSpec v) => string.Join("; ", v.Changes.Select(c => (c with { Place = default }).ToString()));

    /// <summary>Every theory under every set of other assumptions.</summary>
    public List<Piece<TheoryWork>> Varied() => [.. Model.Variations.SelectMany(v => Fits(Variations.Of(Study.Game, v.Changes), Describe(v), Main, Light, v.Name))];

    /// <summary>Every stretch foretold by every theory.</summary>
    public List<Piece<ForesightWork>> Foresights() => [.. Model.Foresights.SelectMany(f => Model.Compare.Select(theory => new Piece<ForesightWork>(
        Key("foresight-2", theory, Main.Table.Hash, f.From, f.To, f.Name, Seed), $"{theory} foretells {f.Name}",
        _ => Foreteller.Run(Study.Game, theory, Main.Sequences, f, SeedValue, Cancel))))];

    /// <summary>Every theory with somebody else in a player's place.</summary>
    public List<Piece<TheoryWork>> Placebos() => [.. Study.Placebos.SelectMany(p => Fits(Study.Game, "", p, Light with { Draws = 0 }, p.Name))];

    /// <summary>In a panel, every theory in every unit alone: do the theories hold in each, and with the same weights?</summary>
    public List<Piece<TheoryWork>> Alone() => Main.Sequences.Length < 2 ? [] : [.. Main.Sequences.SelectMany(unit => Model.Compare.Select(theory => new Piece<TheoryWork>(
        Key("unit", theory, unit.Unit, Main.Table.Hash, Light.Key), $"{theory} ({unit.Unit} alone)", step => TheoryRunner.Run(Study.Game, theory, [unit], Light, step, Cancel))))];

    /// <summary>The designs weighed before any fit: every coding with the turns as written, and the main coding with nobody seeing a move of the same month.</summary>
    public List<(string Name, GameModel Game, StudyRecord Record)> Designs()
    {
        var designs = Study.Records.Select(r => (r.Name, Game: Study.Game, Record: r)).ToList();
        if (Study.Game.Turns.Length > 1)
        {
            designs.Insert(1, ($"{Main.Name}, all at once", Variations.Of(Study.Game, [new Variation.Together()]), Main));
        }

        return designs;
    }

    /// <summary>What each design could tell apart, before any theory is fitted.</summary>
    public List<Piece<BeforeWork>> Before() => Model.Compare.Length < 2 ? [] : [.. Designs().Select(d => new Piece<BeforeWork>(
        Key("before", string.Join('|', Model.Compare), d.Game.Turns.Length.ToString(CultureInfo.InvariantCulture), d.Record.Table.Hash, Seed), $"what {d.Name} could tell apart",
        _ => PowerTable.Before(d.Game, d.Record.Sequences, Model.Compare, SeedValue, Cancel)))];

    /// <summary>What each theory's weights could move, before any theory is fitted.</summary>
    public List<Piece<PriorReviewWork>> Identified() => [.. Model.Compare.Select(theory => new Piece<PriorReviewWork>(
        Key("identified before", theory, Main.Table.Hash, Seed), $"what the weights of {theory} move", _ => PriorReview.Of(Study.Game, theory, Main.Sequences, SeedValue, Cancel)))];

    private IEnumerable<Piece<TheoryWork>> Fits(GameModel under, string change, StudyRecord record, TheoryOptions options, string? note) =>
        Model.Compare.Select(theory => new Piece<TheoryWork>(
            Key(theory, change, record.Table.Hash, options.Key), note is null ? theory : $"{theory} ({note})", step => TheoryRunner.Run(under, theory, record.Sequences, options, step, Cancel)));
}
