using System.Globalization;
using System.Text.Json;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen pieces`: what a study is made of, and how far it is.</summary>
internal static class PiecesVerb
{
    private static readonly int[] Workers = [1, 2, 4, 8, 16, 32, 64];

    public static int Run(Arguments a, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var study = StudyFolder.Open(a.OneFile("a study folder or .study file"));
        var pieces = StudyRunner.Pieces(study, StudyVerb.OpenStore(a.Text("--out") ?? study.OutFolder), a.Seed);
        var spans = Workers.Select(n => (Workers: n, Seconds: StudyRunner.Replay(pieces, n))).ToArray();
        if (a.Json)
        {
            Output.Json(Json(a, study, pieces, spans));
            return 0;
        }

        foreach (var kind in pieces.GroupBy(p => p.Kind))
        {
            string states = string.Join(", ", kind.GroupBy(p => p.State).Select(g => $"{g.Count()} {g.Key}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Key,-30} {kind.Sum(p => p.Seconds),8:0.0} s   {states}"));
        }

        Console.WriteLine();
        Console.WriteLine(pieces.All(p => p.Measured || p.State == "not called for") ? "Replayed from the times of the pieces (simulated, not measured):" : "Replayed from guessed times, where none is measured (simulated):");
        foreach (var (workers, seconds) in spans)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {workers,3} worker{(workers == 1 ? " " : "s")} {seconds,8:0.0} s   {spans[0].Seconds / seconds,5:0.0} times as fast as one"));
        }

        return 0;
    }

    private static byte[] Json(Arguments a, StudyFolder study, IReadOnlyList<PieceReport> pieces, (int Workers, double Seconds)[] spans)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "pieces", study.Inputs.Select(i => (i.Name, i.Hash)), a.Seed, StudyRunner.Version);
            w.WriteStartArray("pieces");
            foreach (var p in pieces)
            {
                w.WriteStartObject();
                w.WriteString("key", p.Key);
                w.WriteString("kind", p.Kind);
                w.WriteString("label", p.Label);
                w.WriteStartArray("needs");
                foreach (string need in p.Needs)
                {
                    w.WriteStringValue(need);
                }

                w.WriteEndArray();
                ResultsJson.Number(w, "seconds", p.Seconds);
                w.WriteBoolean("measured", p.Measured);
                w.WriteString("state", p.State);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteStartArray("replayed");
            foreach (var (workers, seconds) in spans)
            {
                w.WriteStartObject();
                w.WriteNumber("workers", workers);
                ResultsJson.Number(w, "seconds", seconds);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }
}
