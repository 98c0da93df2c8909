using Tumen.Estimation;
using Tumen.Report.Drawing;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>Theories by how they foretell left-out periods, each less the best.</summary>
public static class LeaveOneOutChart
{
    /// <summary>Draws one dot a theory with two standard errors of its difference to the best, in nats; hollow where not separable from it.</summary>
    /// <param name="scrutiny">Scores of at least one theory.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(ScrutinyResults scrutiny)
    {
        ArgumentNullException.ThrowIfNull(scrutiny);
        LeaveOneOutRow[] rows = [.. scrutiny.Rows.Where(x => x.Work is not null)];
        return DotInterval.Draw("leave-one-out score less that of the best theory, with two standard errors", [.. rows.Select((x, k) => Row(x, k == 0))], "0.0");
    }

    private static IntervalRow Row(LeaveOneOutRow x, bool best)
    {
        double error = ScoreDifference.Errors * x.Difference.Error;
        return new IntervalRow(x.Name, x.Difference.Difference, best ? double.NaN : x.Difference.Difference - error, best ? double.NaN : x.Difference.Difference + error, best || x.Difference.Separates ? IntervalMark.Estimate : IntervalMark.Open);
    }
}
