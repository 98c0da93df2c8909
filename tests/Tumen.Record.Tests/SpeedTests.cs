using System.Diagnostics;
using System.Text;

namespace Tumen.Record.Tests;

/// <summary>Run alone, so that the process does nothing else while it is timed.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class Alone
{
}

[Collection("alone")]
public class SpeedTests
{
    [Fact]
    public void A_hundred_thousand_events_are_read_in_under_a_second()
    {
        var text = new StringBuilder("event_id,date,precision,actor,target,kind,direction,intensity,description,source,confidence,dup_of\n");
        for (int k = 0; k < 100_000; k++)
        {
            text.Append($"E{k},{1990 + (k % 36)}-{1 + (k % 12):00}-{1 + (k % 28):00},day,DPRK,INTL,missile_launch_short,conflictual,-5,\"One, or \"\"more\"\", launches\",CNS,high,\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        double best = double.PositiveInfinity;
        using var process = Process.GetCurrentProcess();
        for (int k = 0; k < 4; k++) // processor time, the best of four: other work on the machine must not decide
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            Assert.Equal(100_000, EventTable.Read(bytes, "many.csv").Events.Length);
            process.Refresh();
            best = Math.Min(best, (process.TotalProcessorTime - before).TotalMilliseconds);
        }

        Assert.True(best < 1000, $"took {best} ms");
        TestContext.Current.TestOutputHelper?.WriteLine($"100,000 rows in {best:0} ms");
    }

    [Fact]
    public void The_study_is_coded_in_under_a_second()
    {
        double best = double.PositiveInfinity;
        using var process = Process.GetCurrentProcess();
        for (int k = 0; k < 4; k++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            Assert.Equal(432, Triad.Code().Coverage.Months);
            process.Refresh();
            best = Math.Min(best, (process.TotalProcessorTime - before).TotalMilliseconds);
        }

        Assert.True(best < 1000, $"took {best} ms");
        TestContext.Current.TestOutputHelper?.WriteLine($"432 months of 7 columns in {best:0} ms");
    }
}
