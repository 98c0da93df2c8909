using System.Globalization;

namespace Tumen.EpisodesBench;

/// <summary>One run of one tool on one game.</summary>
/// <param name="Side">gambit or ours.</param>
/// <param name="Tool">Gambit's name of the tool.</param>
/// <param name="Game">Path within the folder of games.</param>
/// <param name="Status">done, cap, refused or failed.</param>
/// <param name="Seconds">Processor seconds.</param>
/// <param name="Note">Why, if not done; or what stayed undecided.</param>
/// <param name="Profiles">Chances by player, information set, action.</param>
internal sealed record RunResult(string Side, string Tool, string Game, string Status, double Seconds, string Note, double[][] Profiles);

/// <summary>Results as text files that grow line by line.</summary>
internal sealed class ResultFolder
{
    private readonly string _folder;

    public ResultFolder(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    private string FileOf(string side) => Path.Combine(_folder, side + ".tsv");

    public void Add(RunResult run)
    {
        string profiles = string.Join(';', run.Profiles.Select(p => string.Join(',', p.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))));
        string note = run.Note.Replace('\t', ' ').Replace('\n', ' ');
        File.AppendAllText(FileOf(run.Side), string.Create(CultureInfo.InvariantCulture, $"{run.Tool}\t{run.Game}\t{run.Status}\t{run.Seconds:R}\t{note}\t{profiles}\n"));
    }

    public List<RunResult> Read(string side)
    {
        if (!File.Exists(FileOf(side))) return [];
        return [.. File.ReadLines(FileOf(side)).Select(line => line.Split('\t')).Where(parts => parts.Length == 6).Select(parts => new RunResult(side, parts[0], parts[1], parts[2],
            double.Parse(parts[3], CultureInfo.InvariantCulture), parts[4],
            parts[5].Length == 0 ? [] : [.. parts[5].Split(';').Select(p => p.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())]))
            .GroupBy(run => (run.Tool, run.Game)).Select(group => group.Last())];
    }
}
