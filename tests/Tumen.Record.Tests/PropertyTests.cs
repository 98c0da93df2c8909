using System.Collections.Immutable;

namespace Tumen.Record.Tests;

/// <summary>What no choice of events may change, on the study's own file.</summary>
public class PropertyTests
{
    private static readonly CodedRecord Whole = Triad.Code();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_the_rows_does_not_matter(int seed)
    {
        string[] lines = Lines();
        var random = new Random(seed);
        string[] rows = [.. lines[1..]];
        random.Shuffle(rows);

        var shuffled = Code([lines[0], .. rows]);

        Assert.Equal(Whole.Table.Hash, shuffled.Table.Hash);
        AssertSameSources(Whole, shuffled, _ => true);
        Assert.Equal(Whole.Coverage.Unused, shuffled.Coverage.Unused);
    }

    [Fact]
    public void An_event_changes_only_the_months_that_can_see_it()
    {
        string[] lines = Lines();
        const string Added = "X1,2010-07-15,day,DPRK,INTL,nuclear_test,conflictual,-9,An event that never was.,none,low,";
        var changed = Code([.. lines, Added]);
        var unit = Whole.Table.Units[0];
        var after = changed.Table.Units[0];
        int month = Triad.At(Whole, "2010-07");

        for (int t = 0; t < unit.Length; t++)
        {
            Assert.Equal(t == month, !unit.Moves[t].SequenceEqual(after.Moves[t]));
            Assert.Equal(t == month + 1, !unit.Levels[t].SequenceEqual(after.Levels[t]));
        }

        AssertSameSources(Whole, changed, t => t != month && t != month + 1);
        Assert.Equal(["X1"], changed.Cell(month, "client").Events);
        Assert.Equal(["X1"], changed.Cell(month + 1, "provoked").Events);
    }

    [Fact]
    public void An_event_after_the_last_month_changes_nothing_and_is_counted()
    {
        var changed = Code([.. Lines(), "X1,2031-01-15,day,DPRK,INTL,nuclear_test,conflictual,-9,Not yet.,none,low,"]);

        Assert.Equal(Whole.Table.Hash, changed.Table.Hash);
        Assert.Equal(Whole.Coverage.After + 1, changed.Coverage.After);
        Assert.DoesNotContain("X1", changed.Coverage.Unused);
    }

    [Theory]
    [InlineData("2003-05", "2018-09")]
    [InlineData("2018-01", "2018-01")]
    public void A_month_is_coded_alike_wherever_the_record_starts(string from, string to)
    {
        var part = Triad.Code(from, to);
        int offset = Triad.At(Whole, from);

        for (int t = 0; t < part.Table.Units[0].Length; t++)
        {
            Assert.Equal(Whole.Table.Units[0].Moves[t + offset], part.Table.Units[0].Moves[t]);
            Assert.Equal(Whole.Table.Units[0].Levels[t + offset], part.Table.Units[0].Levels[t]);
        }
    }

    [Fact]
    public void Every_source_is_a_kept_event_no_later_than_its_month_and_in_order()
    {
        for (int t = 0; t < Whole.Coverage.Months; t++)
        {
            int month = (1990 * 12) + t;
            foreach (var cell in Whole.Sources[t])
            {
                var events = cell.Events.Select(id => Whole.Events.Find(id)!).ToArray();
                Assert.All(events, e => Assert.True(e.Month <= month && Whole.Events.Value(e, "dup_of").Length == 0));
                Assert.Equal(events.OrderBy(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal).Select(e => e.Id), cell.Events);
            }
        }
    }

    [Fact]
    public void Taking_away_the_sources_of_a_move_takes_away_the_move()
    {
        int t = Triad.At(Whole, "2018-06");
        var sources = Whole.Cell(t, "client").Events.ToHashSet();

        var without = Code([.. Lines().Where(l => !sources.Contains(l.Split(',')[0]))]);

        Assert.Equal("reach_out", Triad.Cell(Whole, "2018-06", "client"));
        Assert.Equal("hold", Triad.Cell(without, "2018-06", "client"));
    }

    private static string[] Lines() => [.. File.ReadAllLines(StudyFiles.EventsPath).Where(l => l.Length > 0)];

    private static CodedRecord Code(string[] lines) => Coder.Code(EventFile.Read(string.Join('\n', lines), "events.csv"), Triad.Book, Triad.Game, "1990-01", "2025-12");

    private static void AssertSameSources(CodedRecord a, CodedRecord b, Func<int, bool> where)
    {
        for (int t = 0; t < a.Coverage.Months; t++)
        {
            for (int c = 0; where(t) && c < a.Sources[t].Length; c++)
            {
                Assert.Equal(a.Sources[t][c].Events, b.Sources[t][c].Events);
                Assert.Equal(a.Sources[t][c].Rule, b.Sources[t][c].Rule);
            }
        }
    }
}
