using Tumen.Language;
using Tumen.Model;
using Tumen.Record;
using Tumen.Solve;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen check`.</summary>
internal static class CheckVerb
{
    public static int Run(Arguments a)
    {
        string file = a.OneFile("a .game, .codebook, .study, .claims, sgame.json, .efg or .nfg to check");
        var kind = FileKinds.Of(file);
        try
        {
            return kind switch
            {
                FileKind.Episode or FileKind.Efg or FileKind.Nfg => EpisodeVerbs.Check(a, file),
                FileKind.Game or FileKind.Plays => Game(a, file),
                FileKind.Arrays => Arrays(a, file),
                FileKind.Codebook => Codebook(a, file),
                FileKind.Claims => Claims(a, file),
                FileKind.Csv => throw new UsageException($"{a.Shown(file)} is a table, which is checked with the study or the game that reads it: tumen check STUDY, or tumen fit GAME --records {a.Shown(file)}"),
                _ when file.EndsWith(".game", StringComparison.Ordinal) => Game(a, file),
                _ => Study(a, file),
            };
        }
        catch (BadInputException e) when (a.Json || a.Has("--out"))
        {
            return CheckReport.Tell(a, file, null, e.Diagnostics, kind == FileKind.Study ? a.Folder : null);
        }
    }

    private static int Game(Arguments a, string file)
    {
        var (model, parsed) = Files.Game(file);
        var remarks = parsed.Diagnostics.Concat(Reviewer.Review(model, file));
        if (model.Once is { } once)
        {
            return CheckReport.Tell(a, file, $"{Words.Count(once.Deciders.Length, "player")}, {Words.Count(model.Players.Length, "move")}, {Words.Count(OncePaths.Of(model.Players, once).Count(), "end")}, played once, {Words.Count(model.Weights.Length, "weight")}, {Words.Count(model.Theories.Length, "theory", "theories")}", remarks, null);
        }

        int states = new StateSpace(model.Situations).Count, profiles = new ProfileSpace(model.Players, model.Turns).Count;
        return CheckReport.Tell(a, file, $"{Words.Count(model.Players.Length, "player")}, {Words.Count(states, "situation")}, {Words.Count(profiles, "joint move")}, {Words.Count(model.Weights.Length, "weight")}, {Words.Count(model.Chances.Length, "chance")}, {Words.Count(model.Theories.Length, "theory", "theories")}", remarks, null);
    }

    private static int Arrays(Arguments a, string file)
    {
        var game = SGameFile.Read((ReadOnlySpan<byte>)StudyFolder.ReadBytes(file, file, CsvTable.SizeLimit), file);
        return CheckReport.Tell(a, file, $"{Words.Count(game.PlayerCount, "player")}, {Words.Count(game.StateCount, "state")}, {Words.Count(game.Profiles.Count, "joint action")}", [], null);
    }

    private static int Study(Arguments a, string file)
    {
        if (OnceInput.Read(file, a) is { } plays)
        {
            var table = plays.Table();
            return CheckReport.Tell(a, file, $"{Words.Count(plays.Theories.Count, "theory", "theories")}, {Words.Count(table.Rows, "play")}{(table.Dropped.Length > 0 ? $", {table.Dropped.Length} left out for missing cells" : "")}", plays.Remarks.Where(d => d.Severity == Severity.Review).Concat(table.Remarks), Path.GetDirectoryName(file));
        }

        var study = StudyFolder.Open(file);
        return CheckReport.Tell(a, file, $"{Words.Count(study.Study.Compare.Length, "theory", "theories")}, {Words.Count(study.Records.Length, "coding")} of {Words.Count(study.Records[0].Table.Units.Sum(u => u.Periods.Length), "period")}, {Words.Count(study.Study.Scenarios.Length, "what-if")}",
            [.. study.Remarks, .. StepsForbidden.Of(study), .. PriorReview.Remarks(study, a.Seed)], study.Folder);
    }

    /// <summary>Compares a codebook with the game it is for, when that lies beside it.</summary>
    private static int Codebook(Arguments a, string file)
    {
        string text = StudyFolder.ReadText(file, file);
        var alone = CodebookFile.Parse(text, file);
        string? named = alone.Value?.GameFile is { } game ? Path.Combine(Path.GetDirectoryName(file) ?? "", game) : null;
        bool beside = named is not null && File.Exists(named);
        var book = beside ? CodebookFile.Parse(text, file, Files.Game(named!).Model) : alone;
        string? says = book.Value is not { } b ? null
            : $"{Words.Count(b.Sets.Length, "set")} of events, {Words.Count(b.Rules.Length, "column")}{(beside ? $", beside {named}" : "; in itself, for its names are compared with the game that it is   for \"FILE.game\"   when that lies beside it")}";
        return CheckReport.Tell(a, file, says, book.Diagnostics, null);
    }

    /// <summary>Reads claims with the study beside them that names them, which gives their names a meaning.</summary>
    private static int Claims(Arguments a, string file)
    {
        string text = StudyFolder.ReadText(file, file), folder = Path.GetDirectoryName(Path.GetFullPath(file))!, name = Path.GetFileName(file);
        foreach (string path in Directory.GetFiles(folder, "*.study").Order(StringComparer.Ordinal))
        {
            if (StudyFile.Parse(StudyFolder.ReadText(path, Path.GetFileName(path)), path).Value is not { } outline || (outline.ClaimsFile != name && outline.PredictionsFile != name))
            {
                continue;
            }

            var model = Files.Game(Path.Combine(folder, outline.GameFile)).Model;
            var study = StudyFile.Parse(StudyFolder.ReadText(path, Path.GetFileName(path)), path, model).Required;
            var claims = ClaimsFile.Parse(text, file, model, study);
            return CheckReport.Tell(a, file, claims.Value is not { } c ? null : $"{Words.Count(c.Claims.Length, "claim")}, {Words.Count(c.Claims.Sum(x => x.Checks.Length), "check")}, beside {Path.GetFileName(path)}", claims.Diagnostics, null);
        }

        throw new UsageException($"no study beside {file} names it; claims are read with their study:   claims \"{name}\"");
    }
}

/// <summary>Reads language files for verbs that take one.</summary>
internal static class Files
{
    public static (GameModel Model, Parsed<GameModel> Parsed) Game(string file)
    {
        var parsed = GameFile.Parse(StudyFolder.ReadText(file, file), file);
        return parsed.Value is not null ? (parsed.Value!, parsed) : throw new BadInputException(parsed.Diagnostics.Where(d => d.Severity == Severity.Error));
    }

    public static string Hash(string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
}
