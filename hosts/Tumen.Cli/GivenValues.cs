using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>Numbers that the user gives for weights, chances and covariates: <c>--from FILE.csv</c> with columns parameter and value, then <c>--set NAME=VALUE,…</c>.</summary>
internal static class GivenValues
{
    /// <summary>All given numbers by name; later ones win.</summary>
    public static ImmutableDictionary<string, double> Read(Arguments a)
    {
        var values = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        if (a.Text("--from") is { } file)
        {
            values.AddRange(FromFile(file, a.Text("--theory")));
        }

        foreach (string part in a.Text("--set")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            int equals = part.LastIndexOf('=');
            if (equals < 1)
            {
                throw new UsageException($"--set has `{part}`; expected NAME=VALUE,NAME=VALUE");
            }

            values[part[..equals].Trim()] = Number(part[(equals + 1)..], $"--set {part[..equals].Trim()}");
        }

        return values.ToImmutable();
    }

    /// <summary>The numbers of a table with the columns parameter and value, or the estimates of a document that `fit` wrote.</summary>
    /// <param name="file">The file.</param>
    /// <param name="theory">Whose estimates are meant, where a document has several; null for the first.</param>
    /// <exception cref="UsageException">Other columns, a cell that is no number, or a document without estimates.</exception>
    public static IReadOnlyDictionary<string, double> FromFile(string file, string? theory)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        byte[] bytes = StudyFolder.ReadBytes(file, file, CsvTable.SizeLimit);
        if (FileKinds.Of(file) == FileKind.Arrays)
        {
            using var document = Parsed(bytes, file);
            var estimates = Estimates(document.RootElement, theory) ?? Estimates(document.RootElement, null) ?? throw new UsageException($"{file} holds no estimates; expected a document that `tumen fit --json` wrote, or a table with the columns parameter and value");
            foreach (var e in estimates.EnumerateArray().Where(e => e.TryGetProperty("name", out _) && e.TryGetProperty("estimate", out var x) && x.ValueKind == JsonValueKind.Number))
            {
                values[e.GetProperty("name").GetString()!] = e.GetProperty("estimate").GetDouble();
            }

            return values;
        }

        var table = CsvTable.Read(bytes, file);
        int name = table.Column("parameter"), value = table.Column("value");
        if (name < 0 || value < 0)
        {
            throw new UsageException($"{file} has the columns {string.Join(", ", table.Columns)}; expected `parameter` and `value`");
        }

        foreach (var row in table.Rows)
        {
            values[row.Cells[name]] = Number(row.Cells[value], $"{file}, line {row.Line}");
        }

        return values;
    }

    private static JsonDocument Parsed(byte[] bytes, string file)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file} is not well-formed JSON: {e.Message}");
        }
    }

    // The first list of estimates, of a theory when one is named.
    private static JsonElement? Estimates(JsonElement at, string? theory) => at.ValueKind switch
    {
        JsonValueKind.Object when at.TryGetProperty("estimates", out var own) && own.ValueKind == JsonValueKind.Array && (theory is null || (at.TryGetProperty("theory", out var name) && name.GetString() == theory)) => own,
        JsonValueKind.Object => at.EnumerateObject().Select(p => Estimates(p.Value, theory)).FirstOrDefault(e => e is not null),
        JsonValueKind.Array => at.EnumerateArray().Select(e => Estimates(e, theory)).FirstOrDefault(e => e is not null),
        _ => null,
    };

    /// <summary>The game with given numbers held: weights and chances by their names, covariates returned. Where a weight differs across units, the unit's entry decides.</summary>
    /// <exception cref="UsageException">A name that the theory does not know, or a covariate without a value.</exception>
    public static (double[] Weights, double[] Chances) Apply(ParametricGame game, ImmutableDictionary<string, double> given, Sequence? unit, string? era = null)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        string[] eras = [.. game.Weights.SelectMany(w => w.Eras.IsDefaultOrEmpty ? [] : w.Eras.Select(e => e.Name)).Distinct()];
        if (era is not null && !eras.Contains(era))
        {
            throw new UsageException(eras.Length == 0 ? $"no weight of the game differs by era, so --era {era} means nothing" : $"the game has no era `{era}`; it has {string.Join(", ", eras)}{Suggestion.Ask(era, eras)}");
        }

        // As fits name them: the unit's entry, then the era; the last era where none is chosen.
        string? Entry(WeightSpec w)
        {
            string?[] differs = [w.By is { } by && unit is not null ? unit.Entry(game.Model, by) : null, w.Eras.IsDefaultOrEmpty ? null : (w.Eras.FirstOrDefault(e => e.Name == era) ?? w.Eras[^1]).Name];
            return differs.All(d => d is null) ? null : $"{w.Shared ?? w.Name} ({string.Join(", ", differs.Where(d => d is not null))})";
        }

        double? Given(string name) => given.TryGetValue(name, out double x) && (used.Add(name) || true) ? x : null;
        double[] weights = [.. game.Weights.Select(w => (Entry(w) is { } entry ? Given(entry) : null) ?? Given(w.Name) ?? w.Fixed ?? (w.Prior is Prior.Normal n ? Math.Clamp(n.Mean, w.Lower, w.Upper) : Math.Clamp(0, w.Lower, w.Upper)))];
        double[] chances = [.. game.Chances.Select(c => Given(c.Name) ?? c.Fixed ?? (c.Prior is Prior.Beta b ? b.A / (b.A + b.B) : 0.2))];
        string[] known = [.. game.Weights.Select(w => w.Name), .. game.Chances.Select(c => c.Name), .. game.Model.Covariates.Select(c => c.Name)];
        bool Shared(string name) => game.Weights.Any(w => (w.By is not null || !w.Eras.IsDefaultOrEmpty) && name.StartsWith($"{w.Shared ?? w.Name} (", StringComparison.Ordinal));
        return given.Keys.FirstOrDefault(k => !used.Contains(k) && !known.Contains(k) && !Shared(k)) is not { } strange ? (weights, chances)
            : throw new UsageException($"the theory has no weight, chance or covariate `{strange}`; it has {string.Join(", ", known)}");
    }

    /// <summary>The start that the given numbers make; none without any.</summary>
    public static ImmutableArray<double[]> Start(Arguments a, ParameterSpace space)
    {
        var given = Read(a);
        if (given.IsEmpty)
        {
            return [];
        }

        var x = space.PlainStart();
        foreach (var (name, value) in given)
        {
            int k = space.IndexOf(name);
            x[k >= 0 ? k : throw new UsageException($"the theory has no free parameter `{name}`; it has {string.Join(", ", space.Free.Take(20).Select(p => p.Name))}{(space.Count > 20 ? ", …" : "")}")] = Math.Clamp(value, space.Free[k].Lower, space.Free[k].Upper);
        }

        return [x];
    }

    /// <summary>A start with the given numbers in their places; null when none are given.</summary>
    /// <exception cref="UsageException">A name that is not among those to estimate.</exception>
    public static double[]? Over(Arguments a, IReadOnlyList<string> names, IReadOnlyList<double> start)
    {
        var given = Read(a);
        if (given.IsEmpty)
        {
            return null;
        }

        double[] from = [.. start];
        foreach (var (name, value) in given)
        {
            int k = names.ToList().IndexOf(name);
            from[k >= 0 ? k : throw new UsageException($"there is no weight `{name}` to estimate; there are {string.Join(", ", names)}{Suggestion.Ask(name, names)}")] = value;
        }

        return from;
    }

    /// <summary>Values of the game's covariates from <c>--set</c>, or those of a unit of a record.</summary>
    public static IReadOnlyDictionary<string, double> Covariates(GameModel model, ImmutableDictionary<string, double> given, Sequence? unit)
    {
        var values = model.Covariates.Select(c => (c.Name, Value: given.TryGetValue(c.Name, out double x) ? x : unit is not null && unit.Covariates.TryGetValue(c.Name, out double y) ? y : (double?)null)).ToArray();
        return values.FirstOrDefault(v => v.Value is null).Name is not { } missing ? values.ToDictionary(v => v.Name, v => v.Value!.Value)
            : throw new UsageException($"the game has covariates, and nothing says what `{missing}` is: give --set {missing}=1 for each, or a record with --records CSV --unit NAME");
    }

    private static double Number(string text, string where) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.IsFinite(x)
        ? x : throw new UsageException($"{where}: `{text}` is no number");
}
