namespace Tumen.Record.Tests;

public class EventTests
{
    [Fact]
    public void The_study_s_events_are_read_whole()
    {
        var table = StudyFiles.Events;

        Assert.Equal(1486, table.Events.Length);
        Assert.Empty(table.Remarks);
        Assert.Equal(table.Events.Length, table.Events.Select(e => e.Id).Distinct().Count());
        Assert.Equal(6, table.Events.Count(e => table.Value(e, "kind") == "nuclear_test"));
        Assert.All(table.Events.Where(e => table.Value(e, "direction") == "conflictual"), e => Assert.True(e.Intensity < 0));
    }
}
