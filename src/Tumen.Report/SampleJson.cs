using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tumen.Bayes;
using Tumen.Numerics;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>Draws from posteriors as a document: what <c>tumen sample --json</c> prints and sample.json holds. The draws themselves are in files of their own.</summary>
/// <param name="Format">Form of the document.</param>
/// <param name="Tumen">Version of the program.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Inputs">Files read, with their hashes.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Theories">The theories sampled.</param>
public sealed record SampleDocument(int Format, string Tumen, string Verb, IReadOnlyDictionary<string, string> Inputs, ulong Seed, ImmutableArray<SampledTheoryDocument> Theories);

/// <summary>One theory sampled.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Method">How, in words.</param>
/// <param name="Status">Whether the draws can be relied on.</param>
/// <param name="Warnings">What speaks against it.</param>
/// <param name="LogMarginalLikelihood">Nats; null from the no-U-turn sampler.</param>
/// <param name="Laplace">The same by Laplace's approximation; null where there is none.</param>
/// <param name="Chains">Chains, or 1 for particles.</param>
/// <param name="Draws">Draws of each.</param>
/// <param name="Divergences">Divergent trajectories among the draws.</param>
/// <param name="Evaluations">Likelihood evaluations.</param>
/// <param name="Unsolved">Of them, those without a certified equilibrium.</param>
/// <param name="Parameters">Each parameter.</param>
public sealed record SampledTheoryDocument(
    string Theory, string Method, SampleStatus Status, ImmutableArray<string> Warnings, double? LogMarginalLikelihood, double? Laplace, int Chains, int Draws, int Divergences, int Evaluations, int Unsolved,
    ImmutableArray<SampledParameterDocument> Parameters);

/// <summary>Draws of one parameter, summed up.</summary>
/// <param name="Name">Name.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="Median">Median.</param>
/// <param name="High">95 % quantile.</param>
/// <param name="RHat">R-hat; null for particles.</param>
/// <param name="BulkSize">Effective draws in the bulk; null for particles.</param>
/// <param name="TailSize">Effective draws in the tails; null for particles.</param>
public sealed record SampledParameterDocument(string Name, double? Mean, double? StandardDeviation, double? Low, double? Median, double? High, double? RHat, double? BulkSize, double? TailSize);

/// <summary>Makes the document.</summary>
public static class SampleJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "sample.json";

    /// <summary>The document's bytes.</summary>
    /// <param name="study">The study.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="theories">The theories with their draws.</param>
    public static byte[] Document(StudyFolder study, ulong seed, ImmutableArray<SampledTheory> theories) => JsonSerializer.SerializeToUtf8Bytes(
        new SampleDocument(ResultsJson.Format, StudyRunner.Version, "sample", study.Inputs.ToDictionary(i => i.Name, i => i.Hash), seed, [.. theories.Select(Of)]), SampleJsonForm.Default.SampleDocument);

    private static SampledTheoryDocument Of(SampledTheory t)
    {
        var s = t.Sample;
        return new SampledTheoryDocument(
            t.Name, s.Method, s.Status, s.Warnings, Finite(s.LogMarginalLikelihood), Finite(t.LogMarginalLikelihood), s.Chains.Length, s.Chains.Max(c => c.Length), s.Divergences, s.Evaluations, s.Unsolved,
            [.. s.Parameters.Select((name, j) => Parameter(s, name, j))]);
    }

    private static SampledParameterDocument Parameter(PosteriorSample s, string name, int j)
    {
        double[] draws = [.. s.All.Select(d => d[j])];
        var weighed = new WeightedSample(draws);
        double mean = draws.Average();
        var report = s.Reports.IsEmpty ? null : s.Reports[j];
        return new SampledParameterDocument(
            name, Finite(mean), Finite(Math.Sqrt(draws.Average(d => (d - mean) * (d - mean)))), Finite(weighed.Quantile(0.05)), Finite(weighed.Median), Finite(weighed.Quantile(0.95)), Finite(report?.RHat), Finite(report?.BulkSize), Finite(report?.TailSize));
    }

    private static double? Finite(double? x) => x is { } v && double.IsFinite(v) ? v : null;
}

/// <summary>Source-generated serialisation of samples.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SampleDocument))]
internal sealed partial class SampleJsonForm : JsonSerializerContext;
