using System.IO.Compression;
using System.Text;
using Tumen.Model;

namespace Tumen.Import.Tests;

/// <summary>Every format, with its known defects, on small files written here.</summary>
public class FormatTests
{
    [Fact]
    public void Icews_names_become_countries_and_a_row_that_comes_twice_is_marked()
    {
        var (report, events, _) = Made.Import(Made.Icews, "icews", "CHN,PRK;PRK,USA");
        Assert.Equal((6, 3), (report.Read, report.Kept));
        Assert.Equal(["CHN", "CHN", "PRK"], Made.Column(events, "actor"));
        Assert.Equal(["", "I1", ""], Made.Column(events, "dup_of"));
        Assert.Equal(["I1", "I1-2", "I2"], events.Events.Select(e => e.Id));
        Assert.Equal(["consult", "consult", "threaten"], Made.Column(events, "kind"));
        Assert.Equal(["1", "1", "-7"], Made.Column(events, "goldstein"));
        Assert.Equal(["verbal_cooperation", "verbal_cooperation", "verbal_conflict"], Made.Column(events, "quad"));
        Assert.Equal(1, report.Dropped[DropReason.NoDate]);
        Assert.Equal(1, report.Dropped[DropReason.NoCountry]);
        Assert.Equal(1, report.Dropped[DropReason.Width]);
    }

    [Fact]
    public void Icews_of_2017_without_codes_and_with_months_first_is_coded_by_the_names_of_acts()
    {
        string bad = "Event ID\tEvent Date\tSource Country\tEvent Text\tTarget Country\n1\t1/13/2017\tChina\tImpose embargo, boycott, or sanctions\tNorth Korea\n2\t1/2/2017\tChina\tNo such act\tNorth Korea\n";
        var (report, events, _) = Made.Import(bad, "icews");
        Assert.Equal(["2017-01-13"], Made.Column(events, "date"));
        Assert.Equal(["163"], Made.Column(events, "code"));
        Assert.Equal(["-8"], Made.Column(events, "goldstein"));
        Assert.Equal(1, report.Dropped["a code outside CAMEO"]);
        Assert.Contains(report.Notes, n => n.Note.Contains("coded by the name", StringComparison.Ordinal) && n.Rows == 1);
    }

    [Theory]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(61)]
    public void Gdelt_is_read_in_each_of_its_widths(int width)
    {
        string text = Made.Gdelt(400, width);
        var (report, events, _) = Made.Import(text, "gdelt", "CHN,PRK");
        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')).ToArray();
        var wanted = rows.Where(r => (r[7], r[17]) is ("CHN", "PRK") or ("PRK", "CHN")).ToArray();
        Assert.NotEmpty(wanted);
        Assert.Equal(400, report.Read);
        Assert.Equal(wanted.Select(r => "G" + r[0]), events.Events.Select(e => e.Id));
        Assert.Equal(wanted.Select(r => r[26]), Made.Column(events, "code"));
        Assert.Equal(wanted.Select(r => $"{r[1][..4]}-{r[1][4..6]}-{r[1][6..]}"), Made.Column(events, "date"));
        Assert.Equal(Made.Column(events, "date"), Made.Column(events, "added"));
    }

    [Fact]
    public void Gdelt_rows_of_57_and_58_cells_in_one_file_are_both_read()
    {
        var (report, _, _) = Made.Import(Made.Gdelt(50, 57) + Made.Gdelt(50, 58, 9) + "a\tb\n", "gdelt");
        Assert.Equal(101, report.Read);
        Assert.Equal(1, report.Dropped[DropReason.Width]);
    }

    [Fact]
    public void Polecat_makes_an_act_for_each_pair_and_drops_shifted_rows()
    {
        var (report, events, _) = Made.Import(Made.Polecat, "polecat", "USA,PRK;KOR,PRK;CHN,PRK");
        Assert.Equal(["USA", "KOR", "CHN"], Made.Column(events, "actor"));
        Assert.Equal(["accuse", "accuse", "aid"], Made.Column(events, "kind"));
        Assert.Equal(["-3.5", "-3.5", "7"], Made.Column(events, "goldstein"));
        Assert.Equal((3, 2, 3), (report.Read, report.Kept, report.Events));
        Assert.All(Made.Column(events, "dup_of"), d => Assert.Empty(d));
    }

    [Fact]
    public void Phoenix_dates_are_months_first_and_codes_outside_CAMEO_are_counted()
    {
        var (report, events, _) = Made.Import(Made.Phoenix, "phoenix");
        Assert.Equal(["1979-05-23"], Made.Column(events, "date"));
        Assert.Equal(["CHNGOV"], Made.Column(events, "actor_code"));
        Assert.Equal(1, report.Dropped["a code outside CAMEO"]);
    }

    [Fact]
    public void Keds_tells_CAMEO_from_WEIS_by_its_codes_and_knows_both_spellings_of_countries()
    {
        var (cameo, events, _) = Made.Import(Made.KedsCameo, "keds");
        Assert.Equal(["EGY", "ISR", "PSE"], Made.Column(events, "actor"));
        Assert.Equal(["4", "7", "-10"], Made.Column(events, "goldstein"));
        Assert.Equal(1, cameo.Dropped[DropReason.NoCountry]);

        var (_, weis, _) = Made.Import(Made.KedsWeis, "keds");
        Assert.Equal(["1979-04-15", "1979-04-16", "1979-04-17"], Made.Column(weis, "date"));
        Assert.Equal(["IRQ", "JPN", "DEU"], Made.Column(weis, "actor"));
        Assert.Equal(["IRN", "PRK", "FRA"], Made.Column(weis, "target"));
        // Goldstein (1992): military attack −10, charge −2.2; the root 03 is the mean of 1.0, 1.9 and 2.8.
        Assert.Equal(["-10", "-2.2", "1.9"], Made.Column(weis, "goldstein"));
    }

    [Fact]
    public void Acled_gets_no_direction_and_a_later_version_of_an_act_is_a_duplicate()
    {
        var (report, events, _) = Made.Import(Made.Acled, "acled", "RUS,UKR");
        Assert.All(Made.Column(events, "actor").Concat(Made.Column(events, "target")), Assert.Empty);
        Assert.All(Made.Column(events, "pair"), p => Assert.Equal("RUS-UKR", p));
        Assert.All(Made.Column(events, "directed"), d => Assert.Equal("no", d));
        Assert.Equal(["2022-02-24", "2022-02-24", "2022-03"], Made.Column(events, "date"));
        Assert.Equal(["", "AUKR1", ""], Made.Column(events, "dup_of"));
        Assert.Equal(["Kharkiv", "Kharkiv", "Kyiv; centre"], Made.Column(events, "place"));
        Assert.Equal(1, report.Dropped[DropReason.NoCountry]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ged_is_read_with_and_without_its_header(bool header)
    {
        var (report, events, _) = Made.Import(Made.Ged(header), "ged");
        Assert.Equal(["D1", "D2"], events.Events.Select(e => e.Id));
        Assert.Equal(["1998-05-06", "1998-06"], Made.Column(events, "date"));
        Assert.Equal(["ERI-ETH", "ERI-ETH"], Made.Column(events, "pair").Order());
        Assert.Equal(["12", "12"], Made.Column(events, "deaths"));
        Assert.Equal(1, report.Dropped[DropReason.NoMonth]);
        Assert.Equal(1, report.Dropped[DropReason.NoCountry]);
    }

    [Fact]
    public void Gml_has_a_direction_only_in_disputes_of_two()
    {
        var (report, events, _) = Made.Import(Made.Gml, "gml");
        Assert.Equal(["USA", ""], Made.Column(events, "actor"));
        Assert.Equal(["GBR-USA", "ALB-YUG"], Made.Column(events, "pair"));
        Assert.Equal(["show_of_force", "attack"], Made.Column(events, "kind"));
        Assert.Equal(["1902-05", "1998-03"], Made.Column(events, "date"));
        Assert.Equal(1, report.Dropped["the highest act is missing (-9)"]);
        Assert.Equal(1, report.Dropped["no militarized act by this side"]);
        Assert.Equal(1, report.Dropped["a later year of a dispute: no month is known"]);
    }

    [Fact]
    public void Mid_participants_become_pairs_of_opposite_sides_from_the_day_both_take_part()
    {
        var (_, events, _) = Made.Import(Made.Mid, "mid");
        Assert.Equal(["PRK-USA", "CHN-USA"], Made.Column(events, "pair"));
        Assert.Equal(["1950-06-25", "1950-10-26"], Made.Column(events, "date"));
        Assert.Equal(["5", "5"], Made.Column(events, "hostility"));
        Assert.All(Made.Column(events, "actor"), Assert.Empty);
    }

    [Fact]
    public void Any_other_table_is_read_once_its_columns_are_named()
    {
        string table = "When;Who did it;To whom;What\n03/04/2017;North Korea;731;visit\n25/04/2017;China;731;visit\n";
        var options = new ImportOptions("table", ImportOptions.ReadPairs("CHN,PRK"), null, null) { Columns = [("date", "When"), ("actor", "Who did it"), ("target", "To whom"), ("kind", "What")] };
        var (report, events, _) = Made.Import(Encoding.UTF8.GetBytes(table), options);
        Assert.Equal(["2017-04-25"], Made.Column(events, "date"));
        Assert.Equal(["visit"], Made.Column(events, "kind"));
        Assert.Equal(2, report.Read);
    }

    [Fact]
    public void Dates_with_slashes_that_could_be_either_are_refused_until_it_is_said()
    {
        byte[] table = Encoding.UTF8.GetBytes("When,A,B\n3/4/2017,CHN,PRK\n");
        var options = new ImportOptions("table", PairFilter.All, null, null) { Columns = [("date", "When"), ("actor", "A"), ("target", "B")] };
        Assert.Equal(1, Made.Import(table, options).Report.Dropped[DropReason.NoDate]);
        Assert.Equal(["2017-04-03"], Made.Column(Made.Import(table, options with { Order = DayOrder.DayFirst }).Events, "date"));
        Assert.Equal(["2017-03-04"], Made.Column(Made.Import(table, options with { Order = DayOrder.MonthFirst }).Events, "date"));
    }

    [Fact]
    public void Encodings_line_ends_and_compression_change_nothing()
    {
        string[] plain = Made.Import(Made.Icews, "icews").Csv.Split('\n');
        var options = new ImportOptions("icews", PairFilter.All, null, null);
        byte[] utf8 = Encoding.UTF8.GetBytes(Made.Icews);
        Assert.Equal(plain, Made.Import(Encoding.UTF8.GetPreamble().Concat(utf8).ToArray(), options).Csv.Split('\n'));
        Assert.Equal(plain, Made.Import(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Made.Icews)).ToArray(), options).Csv.Split('\n'));
        Assert.Equal(plain, Made.Import(Encoding.UTF8.GetBytes(Made.Icews.Replace("\n", "\r\n", StringComparison.Ordinal)), options).Csv.Split('\n'));
        using var zipped = new MemoryStream();
        using (var gz = new GZipStream(zipped, CompressionMode.Compress, leaveOpen: true))
        {
            gz.Write(utf8);
        }

        Assert.Equal(plain, Made.Import(zipped.ToArray(), options).Csv.Split('\n'));
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a.tab").Open();
            entry.Write(utf8);
        }

        Assert.Equal(plain.Length, Made.Import(archive.ToArray(), options).Csv.Split('\n').Length);
        string latin = "When,A,B,note\n2017-04-03,CHN,PRK,Caf\u00e9\n";
        var table = new ImportOptions("table", PairFilter.All, null, null) { Columns = [("date", "When"), ("actor", "A"), ("target", "B"), ("note", "note")] };
        Assert.Equal(["Café"], Made.Column(Made.Import(Encoding.Latin1.GetBytes(latin), table).Events, "note"));
    }

    [Fact]
    public void A_file_of_another_format_is_named_with_the_format_that_fits()
    {
        var error = Assert.Throws<BadInputException>(() => Made.Import(Made.Icews, "gdelt"));
        Assert.Equal("R161", error.Diagnostics[0].Code);
        Assert.Contains("tumen import icews", string.Concat(error.Diagnostics[0].Helps), StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => Made.Import("", "icews"));
        Assert.Throws<BadInputException>(() => Made.Import("PK\u0003\u0004 not really", "icews"));
    }

    [Theory]
    [InlineData("CHN")]
    [InlineData("CHN,CHN")]
    [InlineData("CHN,Atlantis")]
    [InlineData("731,710")]
    [InlineData("")]
    public void Pairs_that_are_none_are_refused_with_a_way_out(string pairs)
    {
        var error = Assert.Throws<BadInputException>(() => ImportOptions.ReadPairs(pairs));
        Assert.Equal("R160", error.Diagnostics[0].Code);
        Assert.NotEmpty(error.Diagnostics[0].Helps);
    }

    [Fact]
    public void Direction_can_be_asked_for_and_dates_can_be_cut()
    {
        Assert.True(ImportOptions.ReadPairs("USA>IRN").Admits("USA", "IRN", true));
        Assert.False(ImportOptions.ReadPairs("USA>IRN").Admits("IRN", "USA", true));
        Assert.True(ImportOptions.ReadPairs("USA>IRN").Admits("IRN", "USA", false));
        var cut = new ImportOptions("keds", PairFilter.All, new DateOnly(1979, 4, 16), new DateOnly(1979, 4, 16));
        var report = Made.Import(Encoding.UTF8.GetBytes(Made.KedsCameo), cut).Report;
        Assert.Equal((1, 2), (report.Dropped[DropReason.Before], (int)report.Kept));
    }
}
