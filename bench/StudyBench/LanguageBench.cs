using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Tumen.Language;

/// <summary>A game of 2,000 lines (ten situations, 646 theories of three lines) read, checked and laid out. To be below 50 ms.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class LanguageBench
{
    private string _text = "";

    /// <summary>Writes the game.</summary>
    [GlobalSetup]
    public void Write()
    {
        var b = new StringBuilder("game \"Long\", month by month\n");
        for (int i = 0; i < 3; i++)
        {
            b.Append(CultureInfo.InvariantCulture, $"player p{i}  may push, wait, yield\n");
        }

        for (int v = 0; v < 10; v++)
        {
            b.Append(CultureInfo.InvariantCulture, $"situation v{v}  low | high   \"the situation number {v}\"\n");
        }

        for (int v = 0; v < 10; v++)
        {
            b.Append(CultureInfo.InvariantCulture, $"next v{v}  becomes high 0.3 if p{v % 3} plays push and v{(v + 1) % 10} is low\n           becomes low 0.2 if p{v % 3} plays yield   # falls back\n");
        }

        b.Append("p0  loses cost0 if p0 plays push\np1  loses cost1 if p1 plays push\np2  loses cost2 if p2 plays push\n");
        for (int k = 0; k < 646; k++)
        {
            b.Append(CultureInfo.InvariantCulture, $"theory \"number {k}\" [Author {1900 + (k % 120)}]\n    p{k % 3} gains w{k} * v{k % 10} * lack of v{(k + 3) % 10} if p{(k + 1) % 3} plays push or yield and not (v{(k + 5) % 10} is high)   \"because {k}\"\n    p{(k + 1) % 3} loses x{k} if p{(k + 1) % 3} plays wait\n");
        }

        b.Append("\n\n# the end\nestimate every weight, prior normal(0, 1)\nassume discount 0.95, choice precision 1\n");
        _text = b.ToString();
        if (_text.Count(c => c == '\n') < 1980 || GameFile.Parse(_text, "long.game").Value is null)
        {
            throw new InvalidOperationException("the game for the measurement is not what it says");
        }
    }

    /// <summary>Reading and checking.</summary>
    [Benchmark]
    public object ReadAndCheck() => GameFile.Parse(_text, "long.game");

    /// <summary>Laying out.</summary>
    [Benchmark]
    public object LayOut() => Formatter.Format(_text, "long.game");
}
