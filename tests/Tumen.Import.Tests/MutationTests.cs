using System.Text;
using Tumen.Model;

namespace Tumen.Import.Tests;

/// <summary>Damaged files: a message or counted rows, never a crash; what is written can be read again.</summary>
public class MutationTests
{
    // ten thousand by hand: TUMEN_MUTANTS=10000; the ordinary run takes sixty of each format
    private static readonly int Mutants = int.TryParse(Environment.GetEnvironmentVariable("TUMEN_MUTANTS"), out int n) ? n : 60;

    public static TheoryData<string> Formats => [.. ImportOptions.Formats];

    private static string Text(string format) => format switch
    {
        "gdelt" => Made.Gdelt(30),
        "icews" => Made.Icews,
        "polecat" => Made.Polecat,
        "phoenix" => Made.Phoenix,
        "keds" => Made.KedsCameo + Made.KedsWeis,
        "acled" => Made.Acled,
        "ged" => Made.Ged(header: true),
        "mid" => Made.Mid,
        "gml" => Made.Gml,
        _ => "date,a,b,\"what \"\"it\"\" was\"\n2017-04-03,CHN,PRK,visit\n4.5.2017,2,731,\"a,\nb\"\n",
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_files_end_in_a_message_or_in_counted_rows(string format)
    {
        byte[] sound = Encoding.UTF8.GetBytes(Text(format));
        ulong state = (ulong)format.Length * 977;
        int Draw(int n)
        {
            state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            return (int)((state >> 33) % (ulong)n);
        }

        var options = new ImportOptions(format, PairFilter.All, null, null)
        {
            Columns = format == "table" ? [("date", "date"), ("actor", "a"), ("target", "b"), ("note", "what \"it\" was")] : [],
            KeepNames = true,
        };
        int read = 0;
        for (int k = 0; k < Mutants; k++)
        {
            byte[] bytes = Mutate(sound, Draw);
            try
            {
                var (report, _, csv) = Made.Import(bytes, options);
                read += report.Read > 0 ? 1 : 0;
                Assert.DoesNotContain('\0', csv);
            }
            catch (BadInputException e)
            {
                Assert.All(e.Diagnostics, d => Assert.True(d.Code is "R160" or "R161", $"{format}, mutant {k}: {d.Code} {d.Message}"));
            }
        }

        Assert.True(read > Mutants / 4, $"only {read} of {Mutants} mutants were read at all");
    }

    private static byte[] Mutate(byte[] sound, Func<int, int> draw)
    {
        var bytes = sound.ToList();
        for (int times = 1 + draw(4); times > 0 && bytes.Count > 1; times--)
        {
            int at = draw(bytes.Count);
            switch (draw(7))
            {
                case 0:
                    bytes[at] = (byte)draw(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, (byte)"\t,;\"\n\r\0|"[draw(8)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, draw(60)));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(draw(at + 1), Math.Min(at - draw(at + 1), 40) is > 0 and var n ? Math.Min(n, bytes.Count - at) : 0));
                    break;
                case 5:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes("99999999999999999999-13-45"));
                    break;
                default:
                    bytes.AddRange(bytes.GetRange(at, bytes.Count - at));
                    break;
            }
        }

        return [.. bytes];
    }
}
