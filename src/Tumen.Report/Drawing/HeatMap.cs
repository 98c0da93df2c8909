namespace Tumen.Report.Drawing;

/// <summary>Numbers by row and column as shaded cells, such as a strategy: the chance of each move in each situation.</summary>
public static class HeatMap
{
    /// <summary>Draws one table.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="rowLabels">Names of the rows, top first.</param>
    /// <param name="columnLabels">Names of the columns, left first.</param>
    /// <param name="values">Shape [rows, columns]; shading runs from 0 to the largest size. NaN is hatched.</param>
    /// <param name="format">How to write a number, such as 0.00.</param>
    /// <param name="rowHeading">What a row is.</param>
    /// <param name="labelLimit">Widest row label in units; longer ones are cut.</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">The shape does not fit the labels.</exception>
    public static string Draw(
        string title, IReadOnlyList<string> rowLabels, IReadOnlyList<string> columnLabels, IReadOnlyList<IReadOnlyList<double>> values, string format,
        string rowHeading = "", double labelLimit = 280)
    {
        Check(title, rowLabels, columnLabels, format);
        CellGrid.Check(values, rowLabels.Count, columnLabels.Count, nameof(values));
        return new CellGrid(rowLabels, columnLabels, format) { RowHeading = rowHeading, LabelLimit = labelLimit }.Draw(title, [values]);
    }

    /// <summary>Draws two tables cell beside cell, on one shading: what the model says and what the record shows.</summary>
    /// <param name="title">What the chart shows, for readers who cannot see it.</param>
    /// <param name="rowLabels">Names of the rows, top first.</param>
    /// <param name="columnLabels">Names of the columns, left first.</param>
    /// <param name="model">Shape [rows, columns], left in each pair.</param>
    /// <param name="record">Shape [rows, columns], right in each pair; NaN, such as for a situation that never came, is hatched.</param>
    /// <param name="format">How to write a number, such as 0.00.</param>
    /// <param name="readings">What the left and the right number of a cell are; model and record unless said otherwise.</param>
    /// <param name="rowHeading">What a row is.</param>
    /// <param name="labelLimit">Widest row label in units; longer ones are cut.</param>
    /// <returns>An SVG element.</returns>
    /// <exception cref="ArgumentException">A shape does not fit the labels.</exception>
    public static string DrawBeside(
        string title, IReadOnlyList<string> rowLabels, IReadOnlyList<string> columnLabels,
        IReadOnlyList<IReadOnlyList<double>> model, IReadOnlyList<IReadOnlyList<double>> record, string format,
        (string Left, string Right)? readings = null, string rowHeading = "", double labelLimit = 280)
    {
        Check(title, rowLabels, columnLabels, format);
        CellGrid.Check(model, rowLabels.Count, columnLabels.Count, nameof(model));
        CellGrid.Check(record, rowLabels.Count, columnLabels.Count, nameof(record));
        return new CellGrid(rowLabels, columnLabels, format) { Readings = [readings?.Left ?? "model", readings?.Right ?? "record"], RowHeading = rowHeading, LabelLimit = labelLimit }.Draw(title, [model, record]);
    }

    private static void Check(string title, IReadOnlyList<string> rowLabels, IReadOnlyList<string> columnLabels, string format)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(rowLabels);
        ArgumentNullException.ThrowIfNull(columnLabels);
        ArgumentNullException.ThrowIfNull(format);
    }
}
