using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>The details of an unexpected failure, kept in a file so that the terminal shows one line.</summary>
internal static class FaultReport
{
    /// <summary>Writes them to the system's folder for temporary files.</summary>
    /// <returns>The end of a sentence that says where they are, or why they could not be written.</returns>
    public static string Write(Exception e, IReadOnlyList<string> words)
    {
        string path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"tumen-fault-{Environment.ProcessId}.txt"));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"tumen {StudyRunner.Version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}\n")
            .Append("tumen ").AppendJoin(' ', words.Select(w => w.Contains(' ', StringComparison.Ordinal) ? $"'{w}'" : w)).Append("\n\n").Append(e).Append('\n');
        try
        {
            File.WriteAllText(path, text.ToString());
            return $"details are in {path}";
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            return $"details could not be written ({full.Message.ReplaceLineEndings(" ")})";
        }
    }
}
