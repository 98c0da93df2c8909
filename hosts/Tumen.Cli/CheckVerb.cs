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

        var study = StudyFolder.Open(file);
        Output.Diagnostics(study.Remarks, study.Folder);
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
