using Tumen.Model;
using Tumen.Record;
using Tumen.Estimation.Once;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>The table of plays that a study names.</summary>
internal static class StudyTable
{
    /// <summary>Reads it.</summary>
    public static PlayTable Plays(string folder, RecordSource source, GameModel game) =>
        PlayTable.From(CsvTable.Read(StudyFolder.ReadBytes(Path.Combine(folder, source.EventsFile), source.EventsFile, CsvTable.SizeLimit), source.EventsFile), game);
}
