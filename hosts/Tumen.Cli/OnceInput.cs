using Tumen.Language;
using Tumen.Model;
using Tumen.Record;
using Tumen.Estimation.Once;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>A game played once with its table of plays, named on the command line or by a study.</summary>
/// <param name="Game">The game.</param>
/// <param name="Theories">Theories to fit.</param>
/// <param name="Csv">The table's file.</param>
/// <param name="Table">Reads the table.</param>
/// <param name="Remarks">What the reviewer says of the files.</param>
internal sealed record OnceInput(GameModel Game, IReadOnlyList<string> Theories, string Csv, Func<PlayTable> Table, IReadOnlyList<Diagnostic> Remarks)
{
    /// <summary>Null when the file is neither a game played once nor a study of one.</summary>
    public static OnceInput? Read(string file, Arguments a)
    {
        if (file.EndsWith(".game", StringComparison.Ordinal))
        {
            var (game, parsed) = Files.Game(file);
            if (game.Once is null)
            {
                return null;
            }

            string csv = a.Text("--records") ?? throw new UsageException("name the table of plays: --records FILE.csv");
            string theory = a.Text("--theory") ?? "base";
            if (theory != "base" && game.FindTheory(theory) is null)
            {
                throw Arguments.Unknown("the game", "theory", theory, game.Theories.Select(t => t.Name));
            }

            return new OnceInput(game, [theory], csv, () => PlayTable.Read(StudyFolder.ReadBytes(csv, csv, CsvTable.SizeLimit), csv, game), parsed.Diagnostics);
        }

        if (!file.EndsWith(".study", StringComparison.Ordinal) || !File.Exists(file))
        {
            return null;
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string text = StudyFolder.ReadText(file, file);
        if (StudyFile.Parse(text, file).Value is not { } outline || !File.Exists(Path.Combine(folder, outline.GameFile)))
        {
            return null; // whatever is wrong is reported where studies are read
        }

        var model = GameFile.Parse(StudyFolder.ReadText(Path.Combine(folder, outline.GameFile), outline.GameFile), outline.GameFile);
        if (model.Value?.Once is null)
        {
            return null;
        }

        var checkedStudy = StudyFile.Parse(text, file, model.Value);
        var study = checkedStudy.Value ?? throw new BadInputException(checkedStudy.Diagnostics.Where(d => d.Severity == Severity.Error));
        string record = Path.Combine(folder, study.Records[0].EventsFile);
        return new OnceInput(model.Value, a.Text("--theory") is { } one ? [one] : [.. study.Compare], record, () => StudyTable.Plays(folder, study.Records[0], model.Value), [.. model.Diagnostics, .. checkedStudy.Diagnostics]);
    }
}
