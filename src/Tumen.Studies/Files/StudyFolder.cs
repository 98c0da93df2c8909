using System.Collections.Immutable;
using System.Security.Cryptography;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Record;
using Tumen.Scenarios;

namespace Tumen.Studies;

/// <summary>A text that a study reads, with its hash.</summary>
/// <param name="Name">Name relative to the study's folder.</param>
/// <param name="Text">Its text; empty for events, which are kept as bytes only.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
public sealed record InputFile(string Name, string Text, string Hash);

/// <summary>One coding of the record.</summary>
/// <param name="Name">"main" or the name given in the study.</param>
/// <param name="Source">As written.</param>
/// <param name="Coded">Cells with their events; null when the record was given already coded.</param>
/// <param name="Table">The record.</param>
/// <param name="Codebook">Title of the codebook, or the file's name.</param>
public sealed record StudyRecord(string Name, RecordSource Source, CodedRecord? Coded, RecordTable Table, string Codebook)
{
    /// <summary>Per unit of <see cref="Table"/>, the coded cells with their events; null where the record was given already coded.</summary>
    public ImmutableArray<CodedRecord?> Parts { get; init; } = [Coded];

    /// <summary>The record as the likelihood takes it.</summary>
    public ImmutableArray<Sequence> Sequences => [.. Table.Units.Select(u => new Sequence(u.Name, u.Periods, u.Moves, u.Levels) { Covariates = u.Covariates, Groups = u.Groups, Sources = [.. u.Sources.Select(Reports)] })];

    private static SourceReports Reports(ReportedMoves told) => new(
        told.Name, told.Players, told.Right, told.Wrong, told.Moves, told.Volume.IsDefaultOrEmpty ? [] : [.. told.Volume.Select(n => double.IsNaN(n) ? n : Numerics.Elementary.Log(1 + n))]);
}

/// <summary>A study read from disk: its texts, its models, its coded records.</summary>
public sealed class StudyFolder
{
    /// <summary>Largest language file read: 5 MB.</summary>
    public const int TextLimit = 5_000_000;

    private StudyFolder(
        string folder, InputFile file, StudyModel study, GameModel game, ClaimsModel? claims, ImmutableArray<StudyRecord> records, ImmutableArray<InputFile> inputs,
        ImmutableArray<Diagnostic> remarks)
    {
        Claims = claims;
        Folder = folder;
        File = file;
        Study = study;
        Game = game;
        Records = records;
        Inputs = inputs;
        Remarks = remarks;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Where its results go unless told otherwise: <c>out</c>, or <c>out/NAME</c> for a study that is not the folder's own, so that two studies of a folder do not overwrite each other.</summary>
    public string OutFolder => OutOf(Folder, File.Name);

    /// <summary>The .study file.</summary>
    public InputFile File { get; }

    /// <summary>The study.</summary>
    public StudyModel Study { get; }

    /// <summary>The game.</summary>
    public GameModel Game { get; }

    /// <summary>The claims of the text that the study examines; null when it has none.</summary>
    public ClaimsModel? Claims { get; }

    /// <summary>Claims about what is to come, told theory by theory; null when the study has none.</summary>
    public ClaimsModel? Predictions { get; private init; }

    /// <summary>Tables of dated facts that claims rest on, by file.</summary>
    public ImmutableDictionary<string, ImmutableArray<Fact>> Facts { get; private init; } = ImmutableDictionary<string, ImmutableArray<Fact>>.Empty;

    /// <summary>Codings, the main one first.</summary>
    public ImmutableArray<StudyRecord> Records { get; }

    /// <summary>Records in which somebody else stands in for a player.</summary>
    public ImmutableArray<StudyRecord> Placebos { get; private init; } = [];

    /// <summary>One-shot crises, in the order of the study.</summary>
    public ImmutableArray<StudyEpisode> Episodes { get; private init; } = [];

    /// <summary>Everything read, with hashes.</summary>
    public ImmutableArray<InputFile> Inputs { get; }

    /// <summary>Reviewer's remarks.</summary>
    public ImmutableArray<Diagnostic> Remarks { get; }

    /// <summary><see cref="OutFolder"/> of a study that may not be readable yet: the folder's own <c>out</c> when there is no telling which study is meant.</summary>
    /// <param name="path">A .study file, or a folder.</param>
    public static string OutFor(string path)
    {
        string full = Path.GetFullPath(path), folder = System.IO.File.Exists(full) ? Path.GetDirectoryName(full)! : Path.TrimEndingDirectorySeparator(full);
        return Path.GetExtension(full) == ".study" && System.IO.File.Exists(full) ? OutOf(folder, Path.GetFileName(full)) : Path.Combine(folder, "out");
    }

    private static string OutOf(string folder, string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        bool own = name == Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) || Directory.GetFiles(folder, "*.study").Length == 1;
        return own ? Path.Combine(folder, "out") : Path.Combine(folder, "out", name);
    }

    /// <summary>Reads a study.</summary>
    /// <param name="path">A .study file, or a folder: its only .study, or the one that carries the folder's name.</param>
    /// <exception cref="BadInputException">With everything that is wrong in one file.</exception>
    public static StudyFolder Open(string path)
    {
        string file = FindStudy(path), folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var inputs = new List<InputFile>();
        var remarks = new List<Diagnostic>();
        byte[] Bytes(string name, int limit)
        {
            try
            {
                return ReadBytes(Inside(folder, name), name, limit);
            }
            catch (BadInputException e) when (inputs.Count > 0 && Named(inputs[0].Text, name) is { } place)
            {
                throw new BadInputException(e.Diagnostics.Select(d => d with { File = inputs[0].Name, Place = place }));
            }
        }

        InputFile Read(string name)
        {
            var bytes = Bytes(name, TextLimit);
            var input = new InputFile(name, SourceText.Decode(bytes, name).Required, Hash(bytes));
            inputs.Add(input);
            return input;
        }

        var studyFile = Read(Path.GetFileName(file));
        var outline = Need(StudyFile.Parse(studyFile.Text, studyFile.Name), remarks);
        var gameFile = Read(outline.GameFile);
        var game = Need(GameFile.Parse(gameFile.Text, gameFile.Name), remarks);
        if (game.Once is not null)
        {
            throw new BadInputException([Diagnostic.Error("S524", $"{gameFile.Name} is played once: its table of plays has no months to look ahead from", studyFile.Name, new Place(1, 1, 1), null, null, ["estimate it with   tumen fit STUDY"])]);
        }

        var study = Need(StudyFile.Parse(studyFile.Text, studyFile.Name, game), remarks);
        var events = new Dictionary<string, EventTable>();
        void Input(string name, byte[] bytes)
        {
            if (inputs.All(i => i.Name != name))
            {
                inputs.Add(new InputFile(name, "", Hash(bytes)));
            }
        }

        EventTable Events(RecordSource source, byte[] first)
        {
            string key = string.Join('\n', source.MoreEvents.Prepend(source.EventsFile));
            if (!events.TryGetValue(key, out var table))
            {
                var more = source.MoreEvents.Select(name => (Name: name, Bytes: Bytes(name, EventFile.SizeLimit))).ToArray();
                foreach (var (name, bytes) in more)
                {
                    Input(name, bytes);
                }

                events[key] = table = EventTable.Join([EventTable.Read(first, source.EventsFile), .. more.Select(m => EventTable.Read(m.Bytes, m.Name))]);
                remarks.AddRange(table.Remarks);
            }

            return table;
        }

        (CodedRecord? Coded, RecordTable Table, string Codebook) Code(RecordSource source)
        {
            var bytes = Bytes(source.EventsFile, source.CodebookFile is null ? CsvTable.SizeLimit : EventFile.SizeLimit);
            Input(source.EventsFile, bytes);

            if (source.CodebookFile is null)
            {
                var read = RecordTable.Read(bytes, source.EventsFile, game);
                remarks.AddRange(read.Remarks.Where(r => !remarks.Contains(r)));
                return (null, read, source.EventsFile);
            }

            var bookFile = Read(source.CodebookFile);
            var book = Need(CodebookFile.Parse(bookFile.Text, bookFile.Name, game), remarks);
            var table = Events(source, bytes);
            if (source.From is null || source.To is null)
            {
                throw new BadInputException([Diagnostic.Error("S510", "events need a first and a last month", studyFile.Name, source.Place, null, null,
                    [$"records \"{source.EventsFile}\" coded by \"{source.CodebookFile}\", 1990-01 to 2025-12"])]);
            }

            var series = new Dictionary<string, SeriesFile>(StringComparer.Ordinal);
            foreach (string name in book.Rules.Select(r => r.Series?.File).OfType<string>().Distinct())
            {
                var numbers = Bytes(name, CsvTable.SizeLimit);
                Input(name, numbers);
                series[name] = SeriesFile.Read(numbers, name);
            }

            var coded = Coder.Code(table, book, game, source.From, source.To, bookFile.Name, series);
            remarks.AddRange(coded.Remarks.Select(r => r with { File = bookFile.Name }));
            return (coded, coded.Table, book.Name);
        }

        StudyRecord Join(RecordSource source)
        {
            string name = source.Name ?? "main";
            var parts = new[] { source }.Concat(source.Joined).Select(s => (Source: s, Part: Code(s))).ToArray();
            var first = parts[0].Part;
            bool named = parts.Length > 1 || source.Unit is not null;
            var whole = named
                ? new RecordTable(game, [.. parts.SelectMany(x => x.Part.Table.Units.Select(u => u with { Groups = u.Groups.SetItems(x.Source.Groups), Name = u.Name.Length > 0 ? $"{x.Source.Unit} {u.Name}" : x.Source.Unit! }))])
                : first.Table;
            foreach (var c in game.Covariates.Where(c => whole.Units.Any(u => !u.Covariates.ContainsKey(c.Name))).Take(1))
            {
                throw new BadInputException([Diagnostic.Error("R121", $"the game has the covariate `{c.Name}`, and a record coded from events holds none", studyFile.Name, source.Place, null, null,
                    [$"write the coded record to a table (tumen code), give it a column {c.Name}, and name that table as the record"])]);
            }

            return new StudyRecord(name, source, first.Coded, whole, string.Join("; ", parts.Select(x => x.Part.Codebook))) { Parts = [.. parts.SelectMany(x => x.Part.Table.Units.Select(_ => x.Part.Coded))] };
        }

        StudyRecord Sourced(StudyRecord record)
        {
            if (study.Sources.IsEmpty)
            {
                return record;
            }

            if (record.Table.Units.Length != 1)
            {
                throw new BadInputException([Diagnostic.Error("S542", $"sources that may be wrong are read beside the record of one unit; this record has {record.Table.Units.Length}", studyFile.Name, study.Sources[0].Place, null, null, ["study the units one by one", "or take the `source` clauses out"])]);
            }

            var unit = record.Table.Units[0];
            ReportedMoves Told(ReportSource source)
            {
                var like = ReportedMoves.OfRecord(source.Name, [.. source.Players.Select(p => game.Players.ToList().FindIndex(q => q.Name == p)).Order()], source.Right, source.Wrong);
                if (source.File is not { } name)
                {
                    return like;
                }

                var bytes = Bytes(name, source.CodebookFile is null ? CsvTable.SizeLimit : EventFile.SizeLimit);
                Input(name, bytes);
                if (source.CodebookFile is null)
                {
                    return ReportedMoves.Read(CsvTable.Read(bytes, name), game, unit, like);
                }

                var bookFile = Read(source.CodebookFile);
                return ReportedMoves.Of(Coder.Code(EventTable.Read(bytes, name), Need(CodebookFile.Parse(bookFile.Text, bookFile.Name, game), remarks), game, unit.Periods[0], unit.Periods[^1], bookFile.Name), unit, like);
            }

            return record with { Table = new RecordTable(game, [unit with { Sources = [.. study.Sources.Select(Told)] }]) };
        }

        StudyRecord[] records = [.. study.Records.Select(Join).Select(Sourced)], placebos = [.. study.Placebos.Select(Join)];

        ClaimsModel? claims = null;
        if (study.ClaimsFile is { } claimsName)
        {
            var claimsFile = Read(claimsName);
            claims = Need(ClaimsFile.Parse(claimsFile.Text, claimsFile.Name, game, study), remarks);
        }

        ClaimsModel? predictions = null;
        if (study.PredictionsFile is { } predictionsName)
        {
            var predictionsFile = Read(predictionsName);
            predictions = Need(ClaimsFile.Parse(predictionsFile.Text, predictionsFile.Name, game, study), remarks);
        }

        var facts = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Fact>>();
        foreach (var (model, source) in new[] { (claims, study.ClaimsFile), (predictions, study.PredictionsFile) })
        {
            foreach (var asked in (model?.Claims ?? []).SelectMany(c => c.Checks).OfType<ClaimCheck.FactAt>().GroupBy(c => c.File))
            {
                var bytes = Bytes(asked.Key, CsvTable.SizeLimit);
                Input(asked.Key, bytes);
                facts[asked.Key] = FactTable.Read(bytes, asked.Key, [.. asked], source!);
            }
        }

        var months = records[0].Table.Units.SelectMany(u => u.Periods).Order(StringComparer.Ordinal).ToArray();
        foreach (var f in study.Foresights.Where(f => string.CompareOrdinal(f.From, months[0]) <= 0 || string.CompareOrdinal(f.To, months[^1]) > 0))
        {
            throw new BadInputException([Diagnostic.Error("S516", $"\"{f.Name}\" ({f.From} to {f.To}) does not lie inside the record with months before it ({months[0]} to {months[^1]})", studyFile.Name, f.Place, null, null,
                ["foretell months that the record holds, after some that it also holds"])]);
        }

        var span = new RecordSpan(records[0].Table.Units[0].Periods[0], records[0].Table.Units[0].Periods[^1]);
        if (study.Scenarios.SelectMany(w => ScenarioCheck.Find(game, w, span, studyFile.Name)).ToArray() is { Length: > 0 } wrong)
        {
            throw new BadInputException(wrong);
        }

        foreach (var o in study.Omissions.Where(o => months.Count(m => string.CompareOrdinal(m, o.From) >= 0 && string.CompareOrdinal(m, o.To) <= 0) is var n && (n == 0 || n == months.Length)))
        {
            throw new BadInputException([Diagnostic.Error("S518", $"leaving out \"{o.Name}\" ({o.From} to {o.To}) would leave {(string.CompareOrdinal(o.To, months[0]) < 0 || string.CompareOrdinal(o.From, months[^1]) > 0 ? "the whole record" : "nothing of the record")} ({months[0]} to {months[^1]})",
                studyFile.Name, o.Place, null, null, ["leave out months that the record holds, but not all of them"])]);
        }

        foreach (var (player, place) in study.Breaks.Select(b => (b.Player, b.Place)).Concat(study.Variations.SelectMany(v => v.Changes).OfType<Variation.Eras>().Select(e => (e.Player, e.Place)))
            .Where(x => Variations.DiffersByRegime(game, x.Player)))
        {
            throw new BadInputException([Diagnostic.Error("S543", $"weights of {player} differ by regime already: a change at a date could not be told from it", studyFile.Name, place, null, null, ["take the clause out", "or take the regimes out of the game"])]);
        }

        foreach (var b in study.Breaks.Where(b => Breaks.Dates(records[0].Sequences, b).Length < 2))
        {
            throw new BadInputException([Diagnostic.Error("S526", $"\"{b.Name}\" ({b.From} to {b.To}, every {b.Every}) tries {Breaks.Dates(records[0].Sequences, b).Length} date that lies in the record with months after it ({months[0]} to {months[^1]})", studyFile.Name, b.Place, null, null,
                ["try at least two months that the record holds", $"a known date is asked for by   also assume \"{b.Name}\" weights of {b.Player} differ after {b.From}"])]);
        }

        remarks.AddRange(Reviewer.Review(game, gameFile.Name).Concat(RecordReview.Of(game, records[0].Table, gameFile.Name, records[0].Parts.All(p => p is not null))).Where(r => !remarks.Contains(r)));
        int shortest = records[0].Table.Units.Min(u => u.Periods.Length);
        if (study.HoldOut >= shortest)
        {
            throw new BadInputException([Diagnostic.Error("S511", $"{study.HoldOut} months are held out of a record of {shortest}", studyFile.Name, new Place(1, 1, 1), null, null, ["hold out fewer"])]);
        }

        var episodes = study.Episodes.Select(spec => StudyEpisode.Read(spec, Read(spec.File), game, records[0], studyFile.Name)).ToImmutableArray();
        EpisodeChecks.Known(claims, episodes, study.ClaimsFile);
        return new StudyFolder(folder, studyFile, study, game, claims, [.. records], [.. inputs], [.. remarks]) { Predictions = predictions, Placebos = [.. placebos], Episodes = episodes, Facts = facts.ToImmutable() };
    }

    /// <summary>Reads a text of the language, with a diagnostic when it is missing, too large or no text.</summary>
    public static string ReadText(string path, string name) => SourceText.Decode(ReadBytes(path, name, TextLimit), name).Required;

    /// <summary>Reads a file's bytes, with a diagnostic when it is missing, too large or unreadable.</summary>
    public static byte[] ReadBytes(string path, string name, int limit)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists && Directory.Exists(path))
            {
                throw new BadInputException([Diagnostic.Error("S512", $"{name} is a folder, not a file", name, Place.None, null, null, ["name a file in it"])]);
            }

            if (!info.Exists)
            {
                throw new BadInputException([Diagnostic.Error("S512", $"there is no file {name}", name, Place.None, null, [$"looked for {Path.GetFullPath(path)}"], [Beside(path)])]);
            }

            return BoundedFile.Read(path, limit) ?? throw new BadInputException([Diagnostic.Error("R100", info.Length > limit
                ? $"the file has {info.Length / 1_000_000.0:0.#} MB; at most {limit / 1_000_000} MB are read"
                : $"the file gives more than {limit / 1_000_000} MB, and may have no end; at most so much is read", name, Place.None)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException([Diagnostic.Error("S513", $"{name} cannot be read: {e.Message}", name, Place.None)]);
        }
    }

    private static string Beside(string path)
    {
        string name = Path.GetFileName(path), folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] there = Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];
        return there.FirstOrDefault(f => string.Equals(f, name, StringComparison.OrdinalIgnoreCase)) is { } other ? $"did you mean {other}?"
            : there.Where(f => Path.GetExtension(f) == Path.GetExtension(name)).ToArray() is { Length: > 0 and <= 12 } alike ? $"the folder has {string.Join(", ", alike)}"
            : "check the name; names in a study are relative to its own folder";
    }

    /// <summary>Where a study names a file; null when it does not.</summary>
    private static Place? Named(string text, string name)
    {
        string[] lines = text.Split('\n');
        int line = Array.FindIndex(lines, l => l.Contains($"\"{name}\"", StringComparison.Ordinal));
        return line < 0 ? null : new Place(line + 1, lines[line].IndexOf($"\"{name}\"", StringComparison.Ordinal) + 1, name.Length + 2);
    }

    private static string FindStudy(string path)
    {
        if (System.IO.File.Exists(path))
        {
            return path;
        }

        if (!Directory.Exists(path))
        {
            throw new BadInputException([Diagnostic.Error("S512", $"there is no study at {path}", path, Place.None, null, null, ["give a .study file, or a folder that holds one"])]);
        }

        string[] found = [.. Directory.GetFiles(path, "*.study").Order(StringComparer.Ordinal)];
        string own = Path.Combine(path, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) + ".study");
        return found.Length == 1 ? found[0] : found.Contains(own) ? own : throw new BadInputException([Diagnostic.Error(
            "S514", found.Length == 0 ? $"the folder {path} holds no .study file" : $"the folder {path} holds {found.Length} .study files", path, Place.None,
            null, null, found.Length == 0 ? ["write one: see docs/language.md"] : [$"name one: {string.Join(", ", found.Select(Path.GetFileName))}"])]);
    }

    private static FileSystemInfo? LinkOf(string file) => System.IO.File.Exists(file) ? System.IO.File.ResolveLinkTarget(Path.GetFullPath(file), returnFinalTarget: true) : null;

    // A study reads nothing outside its own folder, also not through a link.
    private static string Inside(string folder, string name)
    {
        string full = Path.GetFullPath(Path.Combine(folder, name));
        return full.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal) && RealPath.IsInside(folder, full)
            ? full
            : throw new BadInputException([LinkOf(full) is { } target
                ? Diagnostic.Error("S515", $"{name} is a symbolic link to {target.FullName}, outside the study's folder", name, Place.None, null, null, ["name the study by its own path", "put a copy of the file into the folder"])
                : Diagnostic.Error("S515", $"{name} lies outside the study's folder", name, Place.None, null, null, ["put the file into the folder"])]);
    }

    private static T Need<T>(Parsed<T> parsed, List<Diagnostic> remarks)
        where T : class
    {
        remarks.AddRange(parsed.Diagnostics.Where(d => d.Severity == Severity.Review && !remarks.Contains(d)));
        return parsed.Value is not null ? parsed.Value! : throw new BadInputException(parsed.Diagnostics.Where(d => d.Severity == Severity.Error));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
