using System.Collections.Immutable;
using System.Globalization;

namespace Tumen.Import;

/// <summary>A stretch of years, both ends included; a null end is open.</summary>
/// <param name="From">First year.</param>
/// <param name="To">Last year, or null.</param>
public readonly record struct YearSpan(int From, int? To)
{
    /// <summary>Whether a year lies within.</summary>
    public bool Holds(int year) => year >= From && (To is not { } to || year <= to);

    /// <summary>As 1949– or 1816–1945.</summary>
    public override string ToString() => To is { } to ? string.Create(CultureInfo.InvariantCulture, $"{From}–{to}") : string.Create(CultureInfo.InvariantCulture, $"{From}–");
}

/// <summary>A country under every name that event data give it.</summary>
/// <param name="Id">Three letters: ISO 3166-1, or for states that ended their last ISO or Correlates of War letters.</param>
/// <param name="CowLetters">Correlates of War letters; empty when it is no member of the system.</param>
/// <param name="Cow">Correlates of War number, or null.</param>
/// <param name="GleditschWard">Gleditsch–Ward number, or null.</param>
/// <param name="Years">Years of membership in the system by the Correlates of War; empty when it never was a member.</param>
/// <param name="Name">Its name.</param>
/// <param name="OtherNames">Other names and codes.</param>
public sealed record Country(
    string Id, string CowLetters, int? Cow, int? GleditschWard, ImmutableArray<YearSpan> Years, string Name, ImmutableArray<string> OtherNames)
{
    /// <summary>Whether it is a member of the system in a year; true for places that never were members.</summary>
    public bool Exists(int year) => Years.IsEmpty || Years.Any(y => y.Holds(year));
}

/// <summary>The one table of countries; every importer looks here.</summary>
public static class Countries
{
    // Letters of early CAMEO that are not ISO's.
    private const string CameoLetters = "PAL PSE, ROM ROU, USR RUS, SUN RUS, ZAR COD, TMP TLS, KSV XKX, KOS XKX, RKS XKX, GMW DEU, GME DDR, BUR MMR, UAE ARE, PSX PSE, SCG YUG, TAW TWN, LEB LBN";

    // Letters of KEDS's files by WEIS, near those of the Correlates of War; they come before ISO's, which mean other countries (AUS is Austria).
    private const string WeisLetters = """
        FRN FRA, GER DEU, GMW DEU, GME DDR, UK GBR, UKG GBR, JAP JPN, LEB LBN, KUW KWT, UAR EGY, UAE ARE, PAL PSE, BAH BHR, ALG DZA, MOR MAR, SUD SDN, SAF ZAF, SPN ESP, SWD SWE,
        SWZ CHE, SWI CHE, NTH NLD, AUL AUS, AUS AUT, PHI PHL, KON PRK, KOS KOR, BOS BIH, SER SRB, CRO HRV, SLO SVN, MAC MKD, BUL BGR, ROM ROU, RUM ROU, CZR CZE, DEN DNK, AZR AZE,
        TAJ TJK, KYR KGZ, IDO IDN, IDI IND, CEY LKA, USR RUS, FRY YUG, KSV XKX, TRK TKM, THI THA, POR PRT, MLD MDA, LAT LVA, LIT LTU, MAL MYS, LBR LBR, YMN YEM
        """;

    /// <summary>Every line of the table; a country that changed its number has two.</summary>
    public static ImmutableArray<Country> All { get; } = [.. CountryList.Lines.Split('\n').Where(l => l.Trim().Length > 0).Select(Read)];

    private static readonly Dictionary<int, string> ByLetters = Letters(CameoLetters, own: false);
    private static readonly Dictionary<int, string> ByWeisLetters = Letters(WeisLetters, own: true);
    private static readonly Dictionary<string, Country> ById = All.GroupBy(c => c.Id).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    private static readonly Dictionary<string, Country> ByName = Names();
    private static readonly ILookup<int, Country> ByCow = All.Where(c => c.Cow is not null).ToLookup(c => c.Cow!.Value);
    private static readonly ILookup<int, Country> ByWard = All.Where(c => c.GleditschWard is not null).ToLookup(c => c.GleditschWard!.Value);

    /// <summary>The country of these letters, or null.</summary>
    public static Country? WithId(string id) => ById.GetValueOrDefault(id);

    /// <summary>A country by its letters or any of its names, in any case; null when there is none.</summary>
    public static Country? Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ById.GetValueOrDefault(name.Trim()) ?? ByName.GetValueOrDefault(name.Trim());
    }

    /// <summary>A country by its Correlates of War number in a year: 345 is Yugoslavia, and Serbia from 2007.</summary>
    public static Country? OfCow(int number, int year) => ByCow[number].FirstOrDefault(c => c.Exists(year)) ?? ByCow[number].FirstOrDefault();

    /// <summary>A country by its Gleditsch–Ward number in a year.</summary>
    public static Country? OfGleditschWard(int number, int year) => ByWard[number].FirstOrDefault(c => c.Exists(year)) ?? ByWard[number].FirstOrDefault();

    /// <summary>The country that an actor's code of KEDS, CAMEO, GDELT or Phoenix begins with, or null: USAGOV is USA.</summary>
    /// <param name="code">The code in ASCII.</param>
    /// <param name="weis">Whether KEDS's letters for WEIS come before ISO's.</param>
    public static string? OfEventCode(ReadOnlySpan<byte> code, bool weis = false) => code.Length < 3 ? null : (weis ? ByWeisLetters : ByLetters).GetValueOrDefault(Pack(code));

    /// <summary>The years of a country as text, over all its lines.</summary>
    public static string YearsOf(string id) => string.Join(", ", All.Where(c => c.Id == id).SelectMany(c => c.Years).Order(Comparer<YearSpan>.Create((a, b) => a.From.CompareTo(b.From))));

    /// <summary>Whether any line of the country holds in a year.</summary>
    public static bool Exists(string id, int year) => All.Where(c => c.Id == id).Any(c => c.Exists(year));

    private static int Pack(ReadOnlySpan<byte> code) => (Upper(code[0]) << 16) | (Upper(code[1]) << 8) | Upper(code[2]);

    private static int Upper(byte b) => b is >= (byte)'a' and <= (byte)'z' ? b - 32 : b;

    private static Dictionary<int, string> Letters(string others, bool own)
    {
        var iso = All.Select(c => (Letters: c.Id, c.Id)).Distinct();
        var alias = others.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p.Split(' ')).Select(p => (Letters: p[0], Id: p[1]));
        var found = new Dictionary<int, string>();
        foreach (var (letters, id) in (own ? alias.Concat(iso) : iso.Concat(alias)).Where(e => e.Letters.Length == 3))
        {
            found.TryAdd(Pack([(byte)letters[0], (byte)letters[1], (byte)letters[2]]), id);
        }

        return found;
    }

    private static Dictionary<string, Country> Names()
    {
        var found = new Dictionary<string, Country>(StringComparer.OrdinalIgnoreCase);
        foreach (var country in All)
        {
            foreach (string name in country.OtherNames.Prepend(country.Name).Prepend(country.Id))
            {
                found.TryAdd(name, country);
            }
        }

        return found;
    }

    private static Country Read(string line)
    {
        string[] cells = [.. line.Split('|').Select(c => c.Trim())];
        string At(int k) => k < cells.Length ? cells[k] : "";
        return new Country(At(0), At(1), Number(At(2)), Number(At(3)), [.. At(4).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Span)], At(5),
            [.. At(6).Split(';', StringSplitOptions.RemoveEmptyEntries)]);
    }

    private static int? Number(string text) => text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture);

    private static YearSpan Span(string text)
    {
        string[] ends = text.Split('-');
        return new YearSpan(int.Parse(ends[0], CultureInfo.InvariantCulture), ends[1].Length == 0 ? null : int.Parse(ends[1], CultureInfo.InvariantCulture));
    }
}
