using System.Globalization;
using System.Text;
using Tumen.Record;

namespace Tumen.Import.Tests;

/// <summary>A million rows that are all kept: none is lost, and what is written can be read again.</summary>
public class MillionTests
{
    private const int Rows = 1_000_000;

    [Fact]
    public void A_million_kept_rows_are_written_and_read_again()
    {
        string path = Path.Combine(Path.GetTempPath(), $"tumen-million-{Guid.NewGuid():N}.csv");
        try
        {
            ImportReport report;
            using (var output = new StreamWriter(path, false, new UTF8Encoding(false)))
            {
                var options = new ImportOptions("table", PairFilter.All, null, null) { Columns = [("date", "date"), ("actor", "actor"), ("target", "target"), ("kind", "kind"), ("id", "id")] };
                report = Importer.Run([new ImportSource("million.csv", () => new Generated())], options, output);
            }

            Assert.Equal(Rows, report.Read);
            Assert.Equal(Rows, report.Kept);
            Assert.Empty(report.Dropped);
            var events = EventTable.Read(File.ReadAllBytes(path), "events.csv");
            Assert.Equal(Rows, events.Events.Length);
            Assert.Equal(Rows / 2, events.Events.Count(e => events.Value(e, "actor") == "CHN"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Rows as they are asked for, never all at once: a day for each thousand rows, two directions in turn.
    private sealed class Generated : Stream
    {
        private byte[] _now = "id,date,actor,target,kind\n"u8.ToArray();
        private int _at;
        private int _row;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _now.Length)
            {
                _at = 0;
                var text = new StringBuilder();
                for (int k = 0; k < 1000 && _row < Rows; k++, _row++)
                {
                    bool first = _row % 2 == 0;
                    text.Append(CultureInfo.InvariantCulture, $"r{_row},{new DateOnly(2000, 1, 1).AddDays(_row / 1000):yyyy-MM-dd},{(first ? "CHN" : "PRK")},{(first ? "PRK" : "CHN")},k{_row % 7}\n");
                }

                _now = Encoding.UTF8.GetBytes(text.ToString());
            }

            int n = Math.Min(count, _now.Length - _at);
            Array.Copy(_now, _at, buffer, offset, n);
            _at += n;
            return n;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
