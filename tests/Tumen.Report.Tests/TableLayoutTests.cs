using System.Text.RegularExpressions;

namespace Tumen.Report.Tests;

/// <summary>Tables that fit a page lose nothing.</summary>
public sealed partial class TableLayoutTests
{
    private static string Table(int columns, int rows) =>
        $"<table><tr>{string.Concat(Enumerable.Range(0, columns).Select(c => $"<th class=n>h{c}</th>"))}</tr>{string.Concat(Enumerable.Range(0, rows).Select(r => $"<tr class=\"base\">{string.Concat(Enumerable.Range(0, columns).Select(c => $"<td class=n>r{r}c{c}</td>"))}</tr>"))}</table>";

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(40)]
    public void No_table_is_wider_than_a_page_and_every_cell_is_there_once_the_first_column_in_each(int columns)
    {
        string html = TableLayout.Fit($"<p>before</p>{Table(columns, 3)}<p>after</p>");
        Assert.StartsWith("<p>before</p>", html, StringComparison.Ordinal);
        Assert.EndsWith("<p>after</p>", html, StringComparison.Ordinal);
        string[] tables = [.. Tables().Matches(html).Select(m => m.Value)];
        Assert.Equal(columns <= 8 ? 1 : (columns - 1 + 6) / 7, tables.Length);
        Assert.All(tables, t => Assert.InRange(Heads().Count(t), 1, TableLayout.MostColumns));
        Assert.All(tables, t => Assert.Contains(">r2c0<", t, StringComparison.Ordinal));
        for (int c = 1; c < columns; c++)
        {
            Assert.Equal(2, html.Split($">r1c{c}<").Length);
            Assert.Contains($"data-h=\"h{c}\">r1c{c}<", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Cells_that_span_keep_their_table_as_it_is()
    {
        const string Spanning = "<table><tr><th>a</th><th>b</th></tr><tr><td colspan=2>both</td></tr></table>";
        Assert.Equal(Spanning, TableLayout.Fit(Spanning));
    }

    [Fact]
    public void Names_of_columns_are_text()
    {
        string html = TableLayout.Fit("<table><tr><th>a</th><th>size <b>&quot;x&quot;</b></th></tr><tr><td>1</td><td>2</td></tr></table>");
        Assert.Contains("<td data-h=\"size &quot;x&quot;\">2</td>", html, StringComparison.Ordinal);
        Assert.Contains("<thead><tr><th>a</th>", html, StringComparison.Ordinal);
    }

    [GeneratedRegex("<table.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Tables();

    [GeneratedRegex("<th ")]
    private static partial Regex Heads();
}
