using System.Text.Json;
using Tumen.Model;

namespace Tumen.Language.Tests;

public sealed class FormatterTests
{
    public static TheoryData<string> Files => ["surface.game", "china-dprk.game", "china-dprk.codebook", "china-dprk.study"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Laying_out_twice_changes_nothing_more(string file)
    {
        var text = TestFiles.Read("good/" + file);
        var once = Formatter.Format(text, file).Required;
        File.WriteAllText(Path.Combine(Path.GetTempPath(), "formatted-" + file), once);
        Assert.Equal(once, Formatter.Format(once, file).Required);
    }
}
