using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
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
            var table = CsvTable.Read(StudyFolder.ReadBytes(file, file, CsvTable.SizeLimit), file);
            int name = table.Column("parameter"), value = table.Column("value");
            if (name < 0 || value < 0)
            {
                throw new UsageException($"{file} has the columns {string.Join(", ", table.Columns)}; --from needs `parameter` and `value`");
            }

            foreach (var row in table.Rows)
            {
                values[row.Cells[name]] = Number(row.Cells[value], $"{file}, line {row.Line}");
            }
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

    /// <summary>The game with given numbers held: weights and chances by their names, covariates returned. Where a weight differs across units, the unit's entry decides.</summary>
    /// <exception cref="UsageException">A name that the theory does not know, or a covariate without a value.</exception>
    public static (double[] Weights, double[] Chances) Apply(ParametricGame game, ImmutableDictionary<string, double> given, Sequence? unit)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        double? Given(string name) => given.TryGetValue(name, out double x) && (used.Add(name) || true) ? x : null;
        double[] weights = [.. game.Weights.Select(w => (w.By is { } by && unit is not null ? Given($"{w.Shared} ({unit.Entry(game.Model, by)})") : null) ?? Given(w.Name) ?? w.Fixed ?? (w.Prior is Prior.Normal n ? Math.Clamp(n.Mean, w.Lower, w.Upper) : Math.Clamp(0, w.Lower, w.Upper)))];
        double[] chances = [.. game.Chances.Select(c => Given(c.Name) ?? c.Fixed ?? (c.Prior is Prior.Beta b ? b.A / (b.A + b.B) : 0.2))];
        string[] known = [.. game.Weights.Select(w => w.Name), .. game.Chances.Select(c => c.Name), .. game.Model.Covariates.Select(c => c.Name)];
        bool Shared(string name) => game.Weights.Any(w => w.By is not null && name.StartsWith($"{w.Shared} (", StringComparison.Ordinal));
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
