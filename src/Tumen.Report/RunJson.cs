using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tumen.Report;

/// <summary>How a run went on the machine that made it: what documents of results leave out, so that their bytes can be compared.</summary>
/// <param name="Format">Form of the file.</param>
/// <param name="Tumen">Version of the program.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Folder">Folder of results, as an absolute path.</param>
/// <param name="Machine">Name of the machine.</param>
/// <param name="System">Its operating system.</param>
/// <param name="Processors">Processors that it has.</param>
/// <param name="Threads">Threads that were asked for.</param>
/// <param name="Seconds">Wall time by part.</param>
/// <param name="ProcessorSeconds">Processor time of the process.</param>
public sealed record RunFacts(
    int Format, string Tumen, string Verb, string Folder, string Machine, string System, int Processors, int Threads, IReadOnlyDictionary<string, double> Seconds, double ProcessorSeconds);

/// <summary>Writes <c>run.json</c>, the file beside documents of results that tells clocks, folders and the machine.</summary>
public static class RunJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "run.json";

    /// <summary>The file's bytes.</summary>
    public static byte[] Document(RunFacts facts) => JsonSerializer.SerializeToUtf8Bytes(facts, RunJsonForm.Default.RunFacts);
}

/// <summary>Source-generated serialisation of facts of a run.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunFacts))]
internal sealed partial class RunJsonForm : JsonSerializerContext;
