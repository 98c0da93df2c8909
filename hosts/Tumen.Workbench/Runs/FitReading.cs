using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Workbench.Runs;

/// <summary>A parameter of a single fit.</summary>
/// <param name="Name">Name.</param>
/// <param name="IsWeight">Whether it is a weight; otherwise a chance.</param>
/// <param name="Label">In the author's words, or null.</param>
/// <param name="Value">Estimate.</param>
/// <param name="Hessian">Standard error by the curvature; null where there is none.</param>
/// <param name="Opg">By the outer product of the scores.</param>
/// <param name="Sandwich">By both.</param>
/// <param name="Bootstrap">Standard deviation over the redrawn records; null without a bootstrap.</param>
/// <param name="Spread">Middle 95 % of the redrawn records; null with fewer than 20.</param>
/// <param name="Bound">The bound it sits at, in words, or null.</param>
public sealed record FitEstimateReading(string Name, bool IsWeight, string? Label, double Value, double? Hessian, double? Opg, double? Sandwich, double? Bootstrap, (double Low, double High)? Spread, string? Bound);

/// <summary>One single fit, read back.</summary>
/// <param name="Theory">Theory.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Converged">Whether it converged.</param>
/// <param name="Remarks">What the reader should know, in words.</param>
/// <param name="LogLikelihood">Log-likelihood in nats; null without a fit.</param>
/// <param name="Moves">Moves that it explains.</param>
/// <param name="Estimates">Parameters.</param>
/// <param name="Redrawn">How records were redrawn, or null without a bootstrap.</param>
/// <param name="RefitsConverged">Redrawn records whose refit converged.</param>
/// <param name="Failures">Replications whose refit did not, with how they ended.</param>
public sealed record FitOf(
    string Theory, string Status, bool Converged, ImmutableArray<string> Remarks, double? LogLikelihood, int Moves, ImmutableArray<FitEstimateReading> Estimates,
    string? Redrawn, int RefitsConverged, ImmutableArray<(int Replication, string Status)> Failures);

/// <summary>The study's <c>fit.json</c>, whether the page or the command line wrote it.</summary>
/// <param name="Fits">Its fits.</param>
/// <param name="IsPresent">Whether it is of the present texts and seed.</param>
public sealed record FitReading(ImmutableArray<FitOf> Fits, bool IsPresent)
{
    /// <summary>Reads the file; null when there is none, and a reading without fits when it is not one of ours.</summary>
    public static FitReading? Read(StudyFolder study, string folder, ulong seed)
    {
        string path = Path.Combine(folder, FitJson.FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            bool present = root.GetProperty("seed").GetUInt64() == seed && root.GetProperty("tumen").GetString() == StudyRunner.Version
                && root.GetProperty("inputs").EnumerateObject().All(i => study.Inputs.Any(x => x.Name == i.Name && x.Hash == i.Value.GetString()));
            return new FitReading(root.TryGetProperty("fits", out var fits) ? [.. fits.EnumerateArray().Select(One)] : [One(root)], present);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException)
        {
            return new FitReading([], false); // torn, being written, or somebody else's
        }
    }

    private static FitOf One(JsonElement f)
    {
        string theory = f.GetProperty("theory").GetString()!, status = f.GetProperty("status").GetString()!;
        ImmutableArray<string> remarks = [.. f.GetProperty("remarks").EnumerateArray().Select(r => $"{r.GetProperty("says").GetString()}; {r.GetProperty("remedy").GetString()}")];
        if (!f.TryGetProperty("estimates", out var estimates))
        {
            return new FitOf(theory, status, false, remarks, null, 0, [], null, 0, []);
        }

        var bootstrap = f.TryGetProperty("bootstrap", out var b) ? b : (JsonElement?)null;
        return new FitOf(
            theory, status, f.GetProperty("converged").GetBoolean(), remarks, Number(f, "logLikelihood"), f.GetProperty("observations").GetProperty("moves").GetInt32(),
            [.. estimates.EnumerateArray().Select(Estimate)],
            bootstrap?.GetProperty("kind").GetString(), bootstrap?.GetProperty("converged").GetInt32() ?? 0,
            bootstrap is not { } x ? [] : [.. x.GetProperty("failed").EnumerateArray().Select((r, k) => (r.GetInt32(), x.TryGetProperty("ended", out var ended) ? ended[k].GetString()! : "failed"))]);
    }

    private static FitEstimateReading Estimate(JsonElement e)
    {
        var errors = e.GetProperty("standardError");
        return new FitEstimateReading(
            e.GetProperty("name").GetString()!, e.GetProperty("kind").GetString() == "weight", e.GetProperty("label").GetString(), e.GetProperty("estimate").GetDouble(),
            Number(errors, "hessian"), Number(errors, "opg"), Number(errors, "sandwich"), Number(errors, "bootstrap"),
            e.TryGetProperty("bootstrap", out var s) ? (s[0].GetDouble(), s[1].GetDouble()) : null, e.GetProperty("bound").GetString());
    }

    private static double? Number(JsonElement of, string name) => of.TryGetProperty(name, out var x) && x.ValueKind == JsonValueKind.Number ? x.GetDouble() : null;
}
