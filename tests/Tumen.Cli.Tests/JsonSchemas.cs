using System.Text.Json;

namespace Tumen.Cli.Tests;

/// <summary>
/// Holds documents to the schemas in docs/schemas. A small validator of the words that these schemas use (2020-12): a word that it does not know is an error, so that no schema says what is not checked.
/// </summary>
internal static class JsonSchemas
{
    private static readonly Dictionary<string, JsonElement> Read = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    private static string Folder
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            {
                if (Directory.Exists(Path.Combine(at.FullName, "docs", "schemas")))
                {
                    return Path.Combine(at.FullName, "docs", "schemas");
                }
            }

            throw new DirectoryNotFoundException("docs/schemas is part of the sources and must be above the test's folder");
        }
    }

    /// <summary>What is wrong with a document, by the schema of its verb or of a name; empty when nothing is.</summary>
    public static List<string> Mistakes(JsonElement document, string? name = null)
    {
        name ??= document.GetProperty("verb").GetString()!;
        lock (Gate)
        {
            if (!Read.TryGetValue(name, out var schema))
            {
                using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".schema.json")));
                Read[name] = schema = file.RootElement.Clone();
            }

            List<string> mistakes = [];
            Check(document, schema, "", mistakes);
            return mistakes;
        }
    }

    private static void Check(JsonElement value, JsonElement schema, string at, List<string> mistakes)
    {
        foreach (var word in schema.EnumerateObject())
        {
            switch (word.Name)
            {
                case "$schema" or "title" or "description" or "properties":
                    break;
                case "type":
                    if (!(word.Value.ValueKind == JsonValueKind.Array ? word.Value.EnumerateArray() : Enumerable.Repeat(word.Value, 1)).Any(t => Is(value, t.GetString()!)))
                    {
                        mistakes.Add($"{at} is {value.ValueKind}, not {word.Value.GetRawText()}");
                    }

                    break;
                case "enum":
                    if (word.Value.EnumerateArray().All(w => w.GetRawText() != value.GetRawText()))
                    {
                        mistakes.Add($"{at} is {value.GetRawText()}, none of {word.Value.GetRawText()}");
                    }

                    break;
                case "const":
                    if (value.GetRawText() != word.Value.GetRawText())
                    {
                        mistakes.Add($"{at} is {value.GetRawText()}, not {word.Value.GetRawText()}");
                    }

                    break;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    mistakes.AddRange(word.Value.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{at} has no {r.GetString()}"));
                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                    foreach (var other in value.EnumerateObject())
                    {
                        if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(other.Name, out var own))
                        {
                            Check(other.Value, own, $"{at}/{other.Name}", mistakes);
                        }
                        else if (word.Value.ValueKind == JsonValueKind.False)
                        {
                            mistakes.Add($"{at} has {other.Name}, which the schema does not know");
                        }
                        else
                        {
                            Check(other.Value, word.Value, $"{at}/{other.Name}", mistakes);
                        }
                    }

                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    int k = 0;
                    foreach (var item in value.EnumerateArray())
                    {
                        Check(item, word.Value, $"{at}/{k++}", mistakes);
                    }

                    break;
                case "anyOf":
                    var tries = word.Value.EnumerateArray().Select(one =>
                    {
                        List<string> found = [];
                        Check(value, one, at, found);
                        return found;
                    }).OrderBy(f => f.Count).ToArray();
                    mistakes.AddRange(tries[0]);
                    break;
                case "required" or "additionalProperties" or "items":
                    break; // of another kind of value, which "type" decides
                default:
                    throw new NotSupportedException($"the schema says {word.Name}, which is not checked here");
            }
        }
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"the schema says type {type}"),
    };
}
