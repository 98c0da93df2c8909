using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Import;

/// <summary>What to import and how.</summary>
/// <param name="Format">gdelt, icews, polecat, phoenix, keds, acled, ged, mid, gml or table.</param>
/// <param name="Pairs">Which pairs of countries are kept.</param>
/// <param name="From">First day kept, or null.</param>
/// <param name="To">Last day kept, or null.</param>
public sealed record ImportOptions(string Format, PairFilter Pairs, DateOnly? From, DateOnly? To)
{
    /// <summary>Roles and columns of a table.</summary>
    public ImmutableArray<(string Role, string Column)> Columns { get; init; } = [];

    /// <summary>Scheme of codes when it is said: CAMEO or WEIS.</summary>
    public CodeScheme? Scheme { get; init; }

    /// <summary>Whether actors of a table that are no countries stay as they are written.</summary>
    public bool KeepNames { get; init; }

    /// <summary>What dates such as 3/4/2017 mean in a table when nothing in it tells.</summary>
    public DayOrder Order { get; init; }

    /// <summary>The formats by name.</summary>
    public static ImmutableArray<string> Formats { get; } = ["gdelt", "icews", "polecat", "phoenix", "keds", "acled", "ged", "mid", "gml", "table"];

    /// <summary>Facts about a format.</summary>
    public static FormatFacts Facts(string format) => Create(new ImportOptions(format, PairFilter.All, null, null)).Facts;

    /// <summary>Reads pairs such as <c>CHN,PRK;USA>IRN</c>: any name of a country; <c>&gt;</c> keeps one direction only.</summary>
    /// <exception cref="BadInputException">R160: no such country or no pair.</exception>
    public static PairFilter ReadPairs(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pairs = new List<(string, string, bool)>();
        foreach (string pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            bool oneWay = pair.Contains('>', StringComparison.Ordinal);
            string[] names = pair.Split(oneWay ? '>' : ',', StringSplitOptions.TrimEntries);
            if (names.Length != 2)
            {
                throw Bad($"`{pair}` is not a pair of countries", "write two countries with a comma between, pairs with semicolons:   --dyad \"CHN,PRK;USA,PRK\"", "for acts of the first on the second alone:   --dyad \"USA>IRN\"");
            }

            string first = Find(names[0]), second = Find(names[1]);
            if (first == second)
            {
                throw Bad($"`{pair}` names one country twice", "name two different countries");
            }

            pairs.Add((first, second, oneWay));
        }

        return pairs.Count > 0 ? PairFilter.Of(pairs) : throw Bad("no pair of countries is named", "write   --dyad CHN,PRK");
    }

    internal static EventFormat Create(ImportOptions o) => o.Format switch
    {
        "gdelt" => new GdeltFormat(),
        "icews" => new IcewsFormat(),
        "polecat" => new PolecatFormat(),
        "phoenix" => new PhoenixFormat(),
        "keds" => new KedsFormat(o.Scheme),
        "acled" => new AcledFormat(),
        "ged" => new GedFormat(),
        "mid" => new MidFormat(),
        "gml" => new GmlFormat(),
        "table" => new TableFormat(o.Columns, o.Scheme, o.KeepNames, o.Order),
        _ => throw Bad($"there is no format called `{o.Format}`", $"known: {string.Join(", ", Formats)}", "for any other table say which column is what:   tumen import table FILE --columns date=When,actor=Who,target=Whom,kind=What"),
    };

    internal static BadInputException Bad(string message, params string[] helps) =>
        new([Diagnostic.Error("R160", message, null, Place.None, null, null, [.. helps])]);

    private static string Find(string name)
    {
        if (Countries.Named(name) is { } found)
        {
            return found.Id;
        }

        var near = Countries.All.FirstOrDefault(c => c.CowLetters.Equals(name, StringComparison.OrdinalIgnoreCase)
            || (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && c.Cow == number));
        throw Bad($"there is no country called `{name}`",
            near is not null ? $"in the Correlates of War that is {near.Name}: write {near.Id}" : "write three letters (ISO 3166) such as CHN, or a name such as \"North Korea\"");
    }
}
