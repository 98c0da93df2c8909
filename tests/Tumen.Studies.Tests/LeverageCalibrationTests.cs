using Tumen.Studies.Calibration;

namespace Tumen.Studies.Tests;

/// <summary>The small version of a long check whose table stands in docs/leverage.md: a lever that is there is found, one that is not is found absent.</summary>
public sealed class LeverageCalibrationTests
{
    // Nominally 95 of 100: with 40 records fewer than 33 hits have chance 0.3 %.
    [Fact]
    public void The_capacity_interval_holds_the_truth()
    {
        var found = LeverageCalibration.Run("lever", 40, 240, 11, 100, TestContext.Current.CancellationToken);
        Assert.InRange(found.Count(f => f.Low <= f.Truth && f.Truth <= f.High), 33, 40);
        Assert.True(found.Average(f => f.High - f.Low) < 0.5, "the intervals say something");
        Assert.True(found.Count(f => f.Truth > 0.02) > 10, "there are levers to be found");
    }

    [Fact]
    public void An_absent_lever_is_found_absent()
    {
        var found = LeverageCalibration.Run("base", 40, 480, 12, 60, TestContext.Current.CancellationToken);
        Assert.All(found, f => Assert.InRange(Math.Abs(f.Truth), 0, 1e-9));
        Assert.InRange(found.Count(f => Math.Abs(f.Median) < 0.001), 34, 40);
    }
}
