using Tumen.Import;

namespace Tumen.Cli;

/// <summary>`tumen import`.</summary>
internal static class ImportCommand
{
    public static readonly Verb Verb = new("import", "FORMAT FILE…", "event data and series of others to events and series", ImportVerb.Run)
    {
        Own =
        [
            new("--dyad", "A,B;…", "pairs of countries that are kept, by letters (ISO 3166) or name; A>B keeps one direction") { JoinedBy = ';' },
            new("--from", "DATE", "first day, month or year kept"),
            new("--to", "DATE", "last day, month or year kept"),
            new("--columns", "ROLE=COLUMN,…", "which column is what, for table, series and votes") { JoinedBy = ',' },
            new("--scheme", "cameo|weis", "what the codes of keds or of a table are") { Words = ["cameo", "weis"] },
            new("--dates", "d/m/y|m/d/y", "what 3/4/2017 means in a table") { Words = ["d/m/y", "m/d/y"] },
            CommonOptions.Out with { Value = "FILE|DIR", Says = "events.csv (series.csv) or the folder for it; import.json beside it" },
        ],
        OutIsFile = true,
        Words = [.. ImportOptions.Formats, "series", "votes"],
        Notes = """
            FORMAT is gdelt, icews, polecat, phoenix, keds, acled, ged, mid or gml, or
            table for anything else, series for measures by year or month, votes for roll
            calls. Files may be of any size, packed (gzip, zip) or not; delimiter, header,
            encoding and style of dates are recognised in each.
            import.json has the hash of every file, the rows read and kept, and those
            dropped by reason. Roles: date (or year, month, day), actor, target, kind,
            code, id; side and other for data without a direction; any other is copied.
            docs/data.md tells what each source holds, its terms and its defects.
            """,
        Examples =
        [
            ("tumen import icews 2018.tab --dyad \"CHN,PRK;USA,PRK\" --out case", "case/events.csv and case/import.json"),
            ("tumen import table own.csv --columns date=When,actor=Who,target=Whom,kind=What", "any other table"),
            ("tumen import votes un.csv --columns date=date,CHN=CHN,USA=USA", "agreement by year as series.csv"),
        ],
    };
}
