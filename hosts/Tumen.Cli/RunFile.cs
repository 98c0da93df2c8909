using System.Runtime.InteropServices;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>Writes run.json beside the documents of a run: how long it took, and where.</summary>
internal static class RunFile
{
    /// <summary>Writes it into a folder of results.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="a">The words of the run.</param>
    /// <param name="seconds">Wall time by part.</param>
    public static void Write(string folder, Arguments a, params (string Part, double Seconds)[] seconds) => Output.WriteFile(folder, RunJson.FileName, RunJson.Document(new RunFacts(
        ResultsJson.Format, StudyRunner.Version, a.Verb.Name, Path.GetFullPath(folder), Environment.MachineName, RuntimeInformation.OSDescription, Environment.ProcessorCount, a.Threads,
        seconds.ToDictionary(s => s.Part, s => Math.Round(s.Seconds, 3)), Math.Round(Environment.CpuUsage.TotalTime.TotalSeconds, 3))));
}
