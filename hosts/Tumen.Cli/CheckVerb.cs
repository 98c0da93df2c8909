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
        string file = a.OneFile("a .game, .study or sgame.json to check");
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
            var book = CodebookFile.Parse(CsvTable.Decode(StudyFolder.ReadBytes(file, file, StudyFolder.TextLimit), file), file);
            Output.Diagnostics(book.Diagnostics, null);
            Console.WriteLine(book.Value is { } b
                ? $"{file}: {b.Sets.Length} sets of events, {b.Rules.Length} columns: sound in itself; `tumen check STUDY` compares its names with a game"
                : $"{file}: not sound");
            return book.Value is null ? 2 : 0;
        }

        if (OnceInput.Read(file, a) is { } plays)
        {
            var table = plays.Table();
            Output.Diagnostics(plays.Remarks.Where(d => d.Severity == Severity.Review), Path.GetDirectoryName(file));
            Console.WriteLine($"{file}: {plays.Theories.Count} theories, {table.Rows} plays{(table.Dropped.Length > 0 ? $", {table.Dropped.Length} left out for missing cells" : "")}: sound");
            return 0;
        }

        var study = StudyFolder.Open(file);
        Output.Diagnostics([.. study.Remarks, .. PriorReview.Remarks(study, a.Seed)], study.Folder);
        Console.WriteLine($"{file}: {study.Study.Compare.Length} theories, {study.Records.Length} coding(s) of {study.Records[0].Table.Units.Sum(u => u.Periods.Length)} periods, {study.Study.Scenarios.Length} scenarios: sound");
        return 0;
    }
}

/// <summary>Reads language files for verbs that take one.</summary>
internal static class Files
{
    public static (GameModel Model, Parsed<GameModel> Parsed) Game(string file)
    {
        var bytes = StudyFolder.ReadBytes(file, file, StudyFolder.TextLimit);
        var parsed = GameFile.Parse(CsvTable.Decode(bytes, file), file);
        return parsed.Value is not null ? (parsed.Value!, parsed) : throw new BadInputException(parsed.Diagnostics.Where(d => d.Severity == Severity.Error));
    }

    public static string Hash(string file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
}
