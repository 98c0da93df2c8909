using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>What `tumen fit` fits: a game with a record, or everything that a study compares to its main record.</summary>
/// <param name="Game">The game.</param>
/// <param name="Data">The record.</param>
/// <param name="Theories">Theories to fit, at least one.</param>
/// <param name="Files">Files read, with hashes.</param>
internal sealed record FitInput(GameModel Game, ImmutableArray<Sequence> Data, IReadOnlyList<string> Theories, IReadOnlyList<(string Name, string Hash)> Files)
{
    /// <summary>Reads a .game with --records CSV, or a study.</summary>
    public static FitInput Read(string file, Arguments a)
    {
        if (!file.EndsWith(".game", StringComparison.Ordinal))
        {
            var study = StudyFolder.Open(file);
            var compared = a.Text("--theory") is { } one ? FittedTheory.Named(study, one) : [.. study.Study.Compare];
            Output.Diagnostics(study.Remarks, study.Folder);

            return new FitInput(study.Game, study.Records[0].Sequences, compared, [.. study.Inputs.Select(i => (i.Name, i.Hash))]);
        }

        string csv = a.Text("--records") ?? throw new UsageException("name the record: --records FILE.csv");
        var (model, _) = Tumen.Cli.Files.Game(file);
        string theory = a.Text("--theory") ?? "base";
        string[] theories = theory == "all" ? ["base", .. model.Theories.Select(t => t.Name).Where(t => t != "base")] : [theory];
        if (theory is not ("base" or "all") && model.FindTheory(theory) is null)
        {
            throw Arguments.Unknown("the game", "theory", theory, model.Theories.Select(t => t.Name), ", and all");
        }

        var record = RecordTable.Read(StudyFolder.ReadBytes(csv, csv, CsvTable.SizeLimit), csv, model);
        if (!a.Quiet)
        {
            Output.Diagnostics(record.Remarks, null);
        }

        return new FitInput(model, [.. record.Units.Select(u => new Sequence(u.Name, u.Periods, u.Moves, u.Levels) { Covariates = u.Covariates, Groups = u.Groups })], theories, [(file, Tumen.Cli.Files.Hash(file)), (csv, Tumen.Cli.Files.Hash(csv))]);
    }
}
