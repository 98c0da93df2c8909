using Tumen.Model;

namespace Tumen.Record.Tests;

public class CsvTests
{
    [Fact]
    public void Quotes_commas_line_ends_and_mark_are_read_as_rfc_4180_says()
    {
        byte[] bytes = [.. "\uFEFFid,text\r\n"u8, .. "1,\"a, \"\"b\"\"\nc\"\r\n\r\n2,\"\"\r\n3,plain"u8];

        var table = CsvTable.Read(bytes, "x.csv");

        Assert.Equal(["id", "text"], table.Columns);
        Assert.Equal([["1", "a, \"b\"\nc"], ["2", ""], ["3", "plain"]], table.Rows.Select(r => r.Cells.ToArray()));
        Assert.Equal([2, 5, 6], table.Rows.Select(r => r.Line));
        Assert.Equal(new Place(6, 3, 5), table.Place(table.Rows[2], 1));
        Assert.Equal(new Place(2, 3, 1), table.Place(table.Rows[0], 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("a,b")]
    [InlineData("say \"hi\"")]
    [InlineData("two\nlines\r\nand\rmore")]
    [InlineData(" outer ")]
    public void A_quoted_cell_reads_back_as_it_was(string cell)
    {
        var table = CsvTable.Parse($"a,b\n{CsvTable.Quote(cell)},end\n", "x.csv");

        Assert.Equal([cell, "end"], table.Rows.Single().Cells);
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_before_it_is_read()
    {
        using var endless = new Endless(seekable: false);
        using var large = new Endless(seekable: true);

        var unknownLength = Assert.Throws<BadInputException>(() => EventFile.Read(endless, "big.csv"));
        var knownLength = Assert.Throws<BadInputException>(() => EventFile.Read(large, "big.csv"));

        Assert.InRange(endless.Position, CsvTable.SizeLimit, CsvTable.SizeLimit + 200_000);
        Assert.Equal("the file is too large; at most 50 MB are read", unknownLength.Diagnostics.Single().Message);
        Assert.Equal("the file has 100.0 MB; at most 50 MB are read", knownLength.Diagnostics.Single().Message);
        Assert.Equal(0, large.Position);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Noise_is_read_or_refused_and_never_breaks_the_reader(int seed)
    {
        var random = new Random(seed);
        string alphabet = "a1,,\"\n\r \u00e9-E";
        for (int k = 0; k < 3000; k++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            try
            {
                var table = CsvTable.Parse("event_id,date\n" + text, "noise.csv");
                Assert.All(table.Rows, r => Assert.Equal(2, r.Cells.Length));
                string again = "event_id,date\n" + string.Concat(table.Rows.Select(r => string.Join(',', r.Cells.Select(CsvTable.Quote)) + "\n"));
                Assert.Equal(table.Rows.SelectMany(r => r.Cells), CsvTable.Parse(again, "again.csv").Rows.SelectMany(r => r.Cells));
            }
            catch (BadInputException e)
            {
                Assert.All(e.Diagnostics, d => Assert.True(d.Place.Line >= 1 && d.Place.Column >= 1 && d.Place.Length >= 1));
            }
        }
    }

    [Fact]
    public void A_header_of_commas_and_a_file_of_rows_without_end_are_refused()
    {
        string commas = new(',', 5_000_000);
        string rows = "a,b\n" + string.Concat(Enumerable.Repeat(",\n", CsvTable.RowLimit + 5));

        Assert.Equal("R107: the header has 5,000,001 columns; at most 1,000 are read", Assert.Throws<BadInputException>(() => CsvTable.Parse(commas, "c.csv")).Message);
        Assert.Equal("R107: the file has more than 1,000,000 rows", Assert.Throws<BadInputException>(() => CsvTable.Parse(rows, "r.csv")).Message);
    }

    private sealed class Endless(bool seekable) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => seekable;
        public override bool CanWrite => false;
        public override long Length => 100_000_000;
        public override long Position { get; set; }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'a', offset, count);
            Position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("'=1+1", "''=1+1")]
    [InlineData("\t=1+1", "'\t=1+1")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("+3e-4", "+3e-4")]
    [InlineData("-", "-")]
    [InlineData("'tis", "'tis")]
    [InlineData("a=b", "a=b")]
    public void No_cell_is_a_formula_to_a_spreadsheet_and_every_cell_is_read_back(string cell, string written)
    {
        Assert.Equal(written, CsvTable.Quote(cell));
        Assert.Equal(cell, Assert.Single(CsvTable.Parse($"a,b\n{written},end\n", "x.csv").Rows).Cells[0]);
    }
}
