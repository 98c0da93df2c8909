namespace Tumen.Report.Drawing;

/// <summary>A square table with the same names down and across, its diagonal outlined; for local power, pair tests and confusions.</summary>
public static class Matrix
{
    /// <summary>Draws the table.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="labels">Names of rows and columns, in order.</param>
    /// <param name="values">Shape [labels, labels]; NaN is hatched, negative numbers take the other colour.</param>
    /// <param name="format">How to write a number.</param>
    /// <param name="rowHeading">What a row is, such as "true theory".</param>
    /// <param name="columnHeading">What a column is, such as "tested against".</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">The shape does not fit the labels.</exception>
    public static string Draw(
        string title, IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<double>> values,
        string format = "0.00", string rowHeading = "", string columnHeading = "")
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(rowHeading);
        ArgumentNullException.ThrowIfNull(columnHeading);
        CellGrid.Check(values, labels.Count, labels.Count, nameof(values));
        return new CellGrid(labels, labels, format) { Diagonal = true, RowHeading = rowHeading, ColumnHeading = columnHeading }.Draw(title, [values]);
    }
}
