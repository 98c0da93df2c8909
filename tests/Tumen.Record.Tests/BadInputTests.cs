using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Record.Tests;

public class BadInputTests
{
    public static TheoryData<string> EventFiles => [.. Names("events")];

    public static TheoryData<string> RecordFiles => [.. Names("records")];

    [Theory]
    [MemberData(nameof(EventFiles))]
    public void A_bad_events_file_is_refused_as_the_transcript_says(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Golden.Folder, "events", name));

        Golden.Check("events/" + name, Golden.Transcript(Found(() => EventTable.Read(bytes, name).Remarks)));
    }

    [Theory]
    [MemberData(nameof(RecordFiles))]
    public void A_bad_record_is_refused_as_the_transcript_says(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Golden.Folder, "records", name));

        Golden.Check("records/" + name, Golden.Transcript(Found(() => RecordTable.Read(bytes, name, Triad.Game).Remarks)));
    }

    [Fact]
    public void Bytes_that_are_not_utf_8_text_are_named()
    {
        (string Name, byte[] Bytes)[] cases =
        [
            ("zero.csv", [.. "event_id,date\nE1,2018"u8, 0, .. "-01-01\n"u8]),
            ("latin1.csv", [.. "event_id,date,who\nE1,2018-01-01,Caf"u8, 0xE9, .. "s\n"u8]),
            ("cut.csv", [.. "event_id,date,who\nE1,2018-01-01,"u8, 0xE6, 0x9C]),
            ("utf16.csv", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("event_id,date\n")]),
            ("sheet.csv", [0x50, 0x4B, 3, 4, 20, 0, 6, 0]),
            ("gzip.csv", [0x1F, 0x8B, 8, 0]),
            ("control.csv", [.. "event_id,date\nE1,"u8, 0x1B, .. "[31m\n"u8]),
        ];

        Golden.Check("bytes", string.Concat(cases.Select(c => Golden.Transcript(Found(() => EventTable.Read(c.Bytes, c.Name).Remarks)))));
    }

    [Fact]
    public void A_codebook_that_cannot_be_applied_is_refused_with_everything_wrong()
    {
        var bad = Triad.Book with
        {
            DropIf = Triad.Is("duplicate_of", "x"),
            Sets =
            [
                .. Triad.Book.Sets,
                new EventSet("tests", Triad.Is("kind", "nuclear_tests"), Triad.Line(40)),
                new EventSet("loud", new EventTest.ColumnCompares("confidence", "at least", 2), Triad.Line(41)),
                new EventSet("odd", new EventTest.ColumnCompares("intensity", "near", 2), Triad.Line(42)),
            ],
            Rules =
            [
                .. Triad.Book.Rules.Where(r => r.Name is not ("patron" or "provoked" or "warmth")),
                Triad.Level("provoked", "sometimes", 50, new CodingLine("yes", Triad.Any("shot"), Triad.Line(51)),
                    new CodingLine("yes", new PeriodTest.Played("client", ["provok"], 1), Triad.Line(52)),
                    new CodingLine("yes", Triad.Any("tests", 1, 0), Triad.Line(53)),
                    new CodingLine("yes", new PeriodTest.Between("2018-13", null), Triad.Line(54))),
                new CodingRule("warmth", false, [], "correct", null, new BalanceRule([("shots", 1)], 0, [1], 0, 1), Triad.Line(60)),
                Triad.Level("weather", "fair", 61),
            ],
        };

        Golden.Check("codebooks/everything", Golden.Transcript(Found(() => Coder.Code(StudyFiles.Events, bad, Triad.Game, "1990-01", "2025-12", "bad.codebook").Remarks)
            .Select(d => d with { Message = d.Message.Length > 300 ? d.Message[..300] : d.Message }).Take(20)));
    }

    [Fact]
    public void Cells_that_wait_for_each_other_are_refused()
    {
        var circular = Triad.Book with
        {
            Rules =
            [
                .. Triad.Book.Rules.Where(r => r.Name is not ("provoked" or "presence")),
                Triad.Level("provoked", "no", 70, new CodingLine("yes", new PeriodTest.Was("presence", ["reinforced"], 0), Triad.Line(70))),
                Triad.Level("presence", "routine", 72, new CodingLine("reinforced", new PeriodTest.Not(new PeriodTest.Was("provoked", ["no"], 0)), Triad.Line(72))),
            ],
        };

        Golden.Check("codebooks/circle", Golden.Transcript(Found(() => Coder.Code(StudyFiles.Events, circular, Triad.Game, "1990-01", "2025-12", "bad.codebook").Remarks)));
    }

    [Theory]
    [InlineData("2018-01", "2017-12")]
    [InlineData("2018-1", "2018-02")]
    [InlineData("2018-01-01", "2018-02")]
    [InlineData("", "2018-02")]
    [InlineData("2018-00", "2018-02")]
    public void A_stretch_that_is_none_is_refused(string from, string to)
    {
        var found = Found(() => Triad.Code(from, to).Remarks);

        Assert.Equal($"R130: `{from}` to `{to}` is not a stretch of months", $"{found.Single().Code}: {found.Single().Message}");
    }

    private static string[] Names(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Golden.Folder, folder), "*.csv").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static ImmutableArray<Diagnostic> Found(Func<ImmutableArray<Diagnostic>> read)
    {
        try
        {
            return read();
        }
        catch (BadInputException e)
        {
            return e.Diagnostics;
        }
    }
}
