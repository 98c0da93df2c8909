using System.Runtime.CompilerServices;
using System.Text;

namespace Tumen.Import.Tests;

/// <summary>The table of countries and the scales, against what they were written from and against real files where these are at hand.</summary>
public class CountryTests
{
    private static string Shared([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "shared"));

    [Fact]
    public void Numbers_and_letters_are_unambiguous_in_any_year()
    {
        Assert.True(Countries.All.Length > 190);
        Assert.All(Countries.All, c => Assert.Matches("^[A-Z]{3}$", c.Id));
        foreach (int year in new[] { 1830, 1900, 1938, 1955, 1975, 1989, 1995, 2010, 2020 })
        {
            var there = Countries.All.Where(c => c.Cow is not null && c.Exists(year)).ToArray();
            Assert.Equal(there.Length, there.Select(c => c.Cow).Distinct().Count());
            Assert.Equal(there.Length, there.Select(c => c.Id).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(345, 1995, "YUG")]
    [InlineData(345, 2010, "SRB")]
    [InlineData(260, 1960, "DEU")]
    [InlineData(255, 2000, "DEU")]
    [InlineData(265, 1960, "DDR")]
    [InlineData(678, 1980, "YEM")]
    [InlineData(731, 1950, "PRK")]
    [InlineData(732, 1950, "KOR")]
    [InlineData(305, 1960, "AUT")]
    [InlineData(900, 1960, "AUS")]
    public void A_number_means_a_country_in_a_year(int number, int year, string id) => Assert.Equal(id, Countries.OfCow(number, year)?.Id);

    [Theory]
    [InlineData("USAGOV", "USA")]
    [InlineData("PALINSHAM", "PSE")]
    [InlineData("USR", "RUS")]
    [InlineData("IGOUNO", null)]
    [InlineData("US", null)]
    public void An_actors_code_begins_with_its_country(string code, string? id) => Assert.Equal(id, Countries.OfEventCode(Encoding.ASCII.GetBytes(code)));

    [Theory]
    [InlineData("AUS", "AUT")]
    [InlineData("KON", "PRK")]
    [InlineData("UAR", "EGY")]
    [InlineData("CHN", "CHN")]
    public void Keds_by_WEIS_has_letters_of_its_own(string code, string id) => Assert.Equal(id, Countries.OfEventCode(Encoding.ASCII.GetBytes(code), weis: true));

    [Fact]
    public void The_CAMEO_scale_agrees_with_the_published_table_code_by_code()
    {
        string file = Path.Combine(Shared(), "import", "cameo-goldstein.csv");
        Assert.SkipUnless(File.Exists(file), "the published table is not at hand");
        foreach (string[] row in File.ReadLines(file).Skip(1).Select(l => l.Split(',')))
        {
            Assert.Equal(double.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture), CodeScheme.Cameo.Weight(row[0]));
            Assert.Equal(int.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture), CodeScheme.Cameo.Root(Encoding.ASCII.GetBytes(row[0])));
        }
    }

    [Fact]
    public void Every_country_of_real_files_is_known()
    {
        string folder = Path.Combine(Shared(), "import");
        Assert.SkipUnless(Directory.Exists(folder), "the files are not at hand");
        var names = File.ReadLines(Path.Combine(folder, "icews-2018-sample.tab")).Skip(1).Select(l => l.Split('\t')).SelectMany(r => new[] { r[4], r[10] }).Distinct().Where(n => n is not ("NA" or ""));
        Assert.All(names, n => Assert.True(Countries.Named(n) is not null, n));
        var numbers = File.ReadLines(Path.Combine(folder, "gml-ddy.csv")).Skip(1).Select(l => l.Split(',')).SelectMany(r => new[] { (r[1], r[3]), (r[2], r[3]) }).Distinct();
        Assert.All(numbers, n => Assert.True(Countries.OfCow(int.Parse(n.Item1, System.Globalization.CultureInfo.InvariantCulture), int.Parse(n.Item2, System.Globalization.CultureInfo.InvariantCulture)) is not null, n.ToString()));
    }

    // Independent count: lines of the file split by hand, the pair looked for by name.
    [Fact]
    public void Real_files_are_read_to_the_last_row()
    {
        string folder = Path.Combine(Shared(), "import");
        Assert.SkipUnless(Directory.Exists(folder), "the files are not at hand");
        var icews = Made.Import(File.ReadAllBytes(Path.Combine(folder, "icews-2018-sample.tab")), new ImportOptions("icews", ImportOptions.ReadPairs("PRK,USA"), null, null));
        var rows = File.ReadLines(Path.Combine(folder, "icews-2018-sample.tab")).Skip(1).Select(l => l.Split('\t')).ToArray();
        Assert.Equal(3705, icews.Report.Read);
        Assert.Equal(rows.Count(r => (r[4], r[10]) is ("North Korea", "United States") or ("United States", "North Korea")), icews.Report.Kept);

        var gdelt = Made.Import(File.ReadAllBytes(Path.Combine(folder, "gdelt-sample.csv")), new ImportOptions("gdelt", PairFilter.All, null, null));
        Assert.Equal(710, gdelt.Report.Read);
        Assert.False(gdelt.Report.Dropped.ContainsKey(DropReason.Width));

        var gml = Made.Import(File.ReadAllBytes(Path.Combine(folder, "gml-ddy.csv")), new ImportOptions("gml", ImportOptions.ReadPairs("USA,PRK"), null, null));
        Assert.Equal(File.ReadLines(Path.Combine(folder, "gml-ddy.csv")).Count() - 1, gml.Report.Read);
        Assert.True(gml.Report.Events > 5);
    }
}
