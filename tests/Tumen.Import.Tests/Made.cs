using System.Globalization;
using System.Text;
using Tumen.Record;

namespace Tumen.Import.Tests;

/// <summary>Small files of every format, written here; no row of them is anyone's data.</summary>
internal static class Made
{
    public const string IcewsHeader = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude";

    public const string Icews = IcewsHeader + "\n"
        + "1\t2018-06-01\tMinistry (China)\tGovernment\tChina\tConsult\t040\t1\tKim\tGovernment\tNorth Korea\t9\t1\tXinhua\tA\tB\tC\tChina\t1\t2\n"
        + "1\t2018-06-01\tMinistry (China)\tGovernment\tChina\tConsult\t040\t1\tKim\tGovernment\tNorth Korea\t9\t1\tXinhua\tA\tB\tC\tChina\t1\t2\n"
        + "2\t2018-06-02\tKim\tGovernment\tNorth Korea\tThreaten with military force\t138\t-7\tWhite House\tGovernment\tUnited States\t9\t1\tYonhap\tA\tB\tC\tChina\t1\t2\n"
        + "3\t2018-06-03\tKim\tGovernment\tNorth Korea\tMake statement\t010\t0\tNobody\t\tNA\t9\t1\tYonhap\tA\tB\tC\tChina\t1\t2\n"
        + "4\t2018-13-03\tKim\tGovernment\tNorth Korea\tMake statement\t010\t0\tXi\t\tChina\t9\t1\tYonhap\tA\tB\tC\tChina\t1\t2\n"
        + "5\t2018-06-03\tKim\tcut short\n";

    public const string Polecat = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tRecipient Name\tRecipient Country\tSource\n"
        + "P1\t2021-03-04\tACCUSE\tdisapprove\t-3.5\tVERBAL CONFLICT\tmilitary\tA\tUSA; KOR\tB\tPRK\tpaper\n"
        + "P2\t2021-03-05\tAID\teconomic\t7\tMATERIAL COOPERATION\t\tA\tCHN\tB\tPRK\tpaper\n"
        + "P3\t2021-03-05\tshifted\tAID\teconomic\t7\tMATERIAL COOPERATION\t\tA\tCHN\tB\tPRK\tpaper\n";

    public const string Phoenix = "eid,story_date,year,month,day,source,source_root,source_agent,target,target_root,target_agent,code,root_code,quad_class,goldstein,aid\n"
        + "X1,5/23/1979,1979,5,23,CHNGOV,CHN,GOV,VNMMIL,VNM,MIL,190,19,4,-10,77\n"
        + "X2,12/1/1979,1979,12,1,CHNGOV,CHN,GOV,VNMMIL,VNM,MIL,999,99,4,-10,77\n";

    public const string KedsCameo = "date,source,target,code\n1979-04-15,EGY,ISR,036\n1979-04-16,ISR,EGYGOV,0841\n1979-04-16,PALINS,ISR,190\n1979-04-17,MOS,ISR,190\n";

    public const string KedsWeis = "790415\tIRQ\tIRN\t223\t(FORCE)\n790416\tJAP\tKON\t121\t(ACCUSE)\n790417\tGER\tFRN\t03\t(CONSULT)\n";

    public const string Acled = "event_id_cnty;event_date;year;time_precision;event_type;sub_event_type;actor1;actor2;location;fatalities\n"
        + "UKR1;24 February 2022;2022;1;Battles;Armed clash;Military Forces of Russia (2000-) Wagner;Military Forces of Ukraine (2019-);Kharkiv;3\n"
        + "UKR1;24 February 2022;2022;1;Battles;Armed clash;Military Forces of Russia (2000-);Military Forces of Ukraine (2019-);Kharkiv;4\n"
        + "UKR2;01 March 2022;2022;3;Explosions/Remote violence;Shelling;Military Forces of Russia (2000-);Military Forces of Ukraine (2019-);\"Kyiv; centre\";0\n"
        + "UKR3;01 March 2022;2022;1;Protests;Peaceful protest;Protesters (Ukraine);;Lviv;0\n";

    public const string Gml = "\"dispnum\",\"ccode1\",\"ccode2\",\"year\",\"hiact1\",\"hiact2\",\"hostlev1\",\"midonset\",\"stmon\",\"numa\",\"numb\"\n"
        + "1,2,200,1902,7,0,3,1,5,1,1\n1,200,2,1902,0,7,1,1,5,1,1\n2,345,339,1998,16,15,4,1,3,1,2\n2,345,339,1999,16,15,4,0,3,1,2\n3,2,200,1903,-9,0,3,1,5,1,1\n";

    public const string Mid = "dispnum3,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,hiact,hostlev\n"
        + "7,USA,2,-9,5,1950,1,6,1953,1,20,5\n7,PRK,731,25,6,1950,27,7,1953,0,20,5\n7,CHN,710,26,10,1950,27,7,1953,0,20,5\n8,UKG,200,1,1,1960,2,1,1960,1,7,3\n";

    public static string Gdelt(int rows, int width = 58, ulong seed = 1)
    {
        string[] codes = ["CHN", "PRK", "USA", "KOR", "GBR", ""];
        string[] acts = ["010", "043", "0841", "112", "138", "190"];
        var text = new StringBuilder();
        ulong state = seed;
        int Draw(int n)
        {
            state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            return (int)((state >> 33) % (ulong)n);
        }

        for (int k = 0; k < rows; k++)
        {
            string a = codes[Draw(6)], b = codes[Draw(6)];
            var day = new DateOnly(2016, 1, 1).AddDays(Draw(300));
            string date = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            string[] cells = Enumerable.Repeat("", width).ToArray();
            (cells[0], cells[1], cells[5], cells[7], cells[15], cells[17], cells[26], cells[31]) = ((1000 + k).ToString(CultureInfo.InvariantCulture), date, a + "GOV", a, b, b, acts[Draw(6)], "5");
            cells[width == 61 ? 59 : 56] = date;
            text.Append(string.Join('\t', cells)).Append('\n');
        }

        return text.ToString();
    }

    public static string Ged(bool header)
    {
        string[] names = ["id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
            "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
            "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
            "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"];
        var text = new StringBuilder(header ? string.Join(',', names) + "\n" : "");
        void Row(int id, string precision, string start, string end, string a, string b)
        {
            string[] cells = Enumerable.Repeat("x", 49).ToArray();
            (cells[0], cells[5], cells[11], cells[25], cells[37], cells[38], cells[39], cells[44], cells[45], cells[46], cells[47], cells[48]) =
                (id.ToString(CultureInfo.InvariantCulture), "1", "\"Government of Eritrea - Government of Ethiopia, again\"", "Badme", precision, start, end, "12", "20", "10", a, b);
            text.Append(string.Join(',', cells)).Append('\n');
        }

        Row(1, "1", "1998-05-06 00:00:00.000", "1998-05-06 00:00:00.000", "531", "530");
        Row(2, "4", "1998-06-01 00:00:00.000", "1998-06-30 00:00:00.000", "531", "530");
        Row(3, "5", "1998-01-01 00:00:00.000", "1998-12-31 00:00:00.000", "531", "530");
        Row(4, "1", "1998-05-07 00:00:00.000", "1998-05-07 00:00:00.000", "531", "");
        return text.ToString();
    }

    public static (ImportReport Report, EventTable Events, string Csv) Import(string text, string format, string? pairs = null, string name = "made.csv") =>
        Import(Encoding.UTF8.GetBytes(text), new ImportOptions(format, pairs is null ? PairFilter.All : ImportOptions.ReadPairs(pairs), null, null), name);

    public static (ImportReport Report, EventTable Events, string Csv) Import(byte[] bytes, ImportOptions options, string name = "made.csv")
    {
        using var output = new StringWriter { NewLine = "\n" };
        var report = Importer.Run([new ImportSource(name, () => new MemoryStream(bytes))], options, output);
        AddUp(report);
        return (report, report.Events == 0 ? null! : EventFile.Read(output.ToString(), "events.csv"), output.ToString());
    }

    public static void AddUp(ImportReport report) => Assert.All(report.Files, f => Assert.Equal(f.Read, f.Kept + f.Dropped.Values.Sum()));

    public static string[] Column(EventTable events, string column) => [.. events.Events.Select(e => events.Value(e, column))];
}
