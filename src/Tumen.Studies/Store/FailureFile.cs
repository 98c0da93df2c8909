using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tumen.Studies;

/// <summary>A failure as it lies in the store, so that every process that shares it knows.</summary>
/// <param name="Label">What failed.</param>
/// <param name="Why">In a sentence.</param>
/// <param name="Details">Kind of exception, message and where it arose.</param>
internal sealed record FailureWork(string Label, string Why, string Details);

/// <summary>Failures beside the pieces.</summary>
internal static class FailureFile
{
    /// <summary>Ending of the file.</summary>
    public const string Ending = ".failed";

    /// <summary>Keeps a failure.</summary>
    public static PieceFailure Keep(ResultStore store, Piece piece, Exception e)
    {
        var inner = e is AggregateException { InnerExceptions: [var only] } ? only : e;
        string why = inner is Tumen.Model.BadInputException bad && !bad.Diagnostics.IsEmpty ? bad.Diagnostics[0].Message : inner.Message;
        why = why.Split(" (Parameter '", 2)[0].ReplaceLineEndings(" ").Trim();
        store.Files.Put(store.PathOf(piece.Key, Ending), JsonSerializer.SerializeToUtf8Bytes(new FailureWork(piece.Label, why.Length > 0 ? why : inner.GetType().Name, inner.ToString()), FailureJson.Default.FailureWork));
        return Of(piece, why.Length > 0 ? why : inner.GetType().Name);
    }

    /// <summary>The failure that is kept of a piece; null when there is none.</summary>
    public static PieceFailure? Read(ResultStore store, Piece piece)
    {
        if (store.Files.Read(store.PathOf(piece.Key, Ending)) is not { } bytes)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(Encoding.UTF8.GetString(bytes), FailureJson.Default.FailureWork) is { Why: { } why } ? Of(piece, why) : null;
        }
        catch (JsonException)
        {
            return null; // not whole: the piece is tried again
        }
    }

    private static PieceFailure Of(Piece piece, string why) => new(piece.Key, piece.Label, why, $"store/{piece.Key}{Ending}");
}

/// <summary>Source-generated serialisation of failures.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(FailureWork))]
internal sealed partial class FailureJson : JsonSerializerContext;
