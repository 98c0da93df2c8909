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
        string file = a.OneFile("a .game, .codebook, .study, .claims or sgame.json to check");
        if (file.EndsWith(".game", StringComparison.Ordinal))
        {
            var (model, parsed) = Files.Game(file);
            Output.Diagnostics(parsed.Diagnostics.Concat(Reviewer.Review(model, file)).Distinct(), null);
            if (model.Once is { } once)
            {
                Console.WriteLine($"{file}: {once.Deciders.Length} players, {model.Players.Length} moves, {OncePaths.Of(model.Players, once).Count()} ends, played once, {model.Weights.Length} weights, {model.Theories.Length} theories: sound");
                return 0;
            }

            int states = new StateSpace(model.Situations).Count, profiles = new ProfileSpace(model.Players, model.Turns).Count;
            Console.WriteLine($"{file}: {model.Players.Length} players, {states} situations, {profiles} joint moves, {model.Weights.Length} weights, {model.Chances.Length} chances, {model.Theories.Length} theories: sound");
            return 0;
        }

        if (file.EndsWith(".json", StringComparison.Ordinal))
        {
            var game = SGameFile.Read((ReadOnlySpan<byte>)StudyFolder.ReadBytes(file, file, CsvTable.SizeLimit), file);
            Console.WriteLine($"{file}: {game.PlayerCount} players, {game.StateCount} states, {game.Profiles.Count} joint actions: sound");
            return 0;
        }

        if (file.EndsWith(".codebook", StringComparison.Ordinal))
        {
            return Codebook(file);
        }

        if (file.EndsWith(".claims", StringComparison.Ordinal))
        {
            return Claims(file);
        }

        if (OnceInput.Read(file, a) is { } plays)
        {
            var table = plays.Table();
            Output.Diagnostics(plays.Remarks.Where(d => d.Severity == Severity.Review).Concat(table.Remarks), Path.GetDirectoryName(file));
            Console.WriteLine($"{file}: {plays.Theories.Count} theories, {table.Rows} plays{(table.Dropped.Length > 0 ? $", {table.Dropped.Length} left out for missing cells" : "")}: sound");
            return 0;
        }

        var study = StudyFolder.Open(file);
        Output.Diagnostics([.. study.Remarks, .. PriorReview.Remarks(study, a.Seed)], study.Folder);
        Console.WriteLine($"{file}: {study.Study.Compare.Length} theories, {study.Records.Length} coding(s) of {study.Records[0].Table.Units.Sum(u => u.Periods.Length)} periods, {study.Study.Scenarios.Length} scenarios: sound");
        return 0;
    }

    /// <summary>Compares a codebook with the game it is for, when that lies beside it.</summary>
    private static int Codebook(string file)
    {
        string text = StudyFolder.ReadText(file, file);
        var alone = CodebookFile.Parse(text, file);
        string? named = alone.Value?.GameFile is { } game ? Path.Combine(Path.GetDirectoryName(file) ?? "", game) : null;
        bool beside = named is not null && File.Exists(named);
        var book = beside ? CodebookFile.Parse(text, file, Files.Game(named!).Model) : alone;
        Output.Diagnostics(book.Diagnostics, null);
        if (book.Value is not { } b)
        {
            return 2;
        }

        Console.WriteLine($"{file}: {b.Sets.Length} sets of events, {b.Rules.Length} columns: sound {(beside ? $"beside {named}" : "in itself; its names are compared with the game that it is   for \"FILE.game\"   when that lies beside it")}");
        return 0;
    }

    /// <summary>Reads claims with the study beside them that names them, which gives their names a meaning.</summary>
    private static int Claims(string file)
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
            Output.Diagnostics(claims.Diagnostics, null);
            if (claims.Value is not { } c)
            {
                return 2;
            }

            Console.WriteLine($"{file}: {c.Claims.Length} claims, {c.Claims.Sum(x => x.Checks.Length)} checks: sound beside {Path.GetFileName(path)}");
            return 0;
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
