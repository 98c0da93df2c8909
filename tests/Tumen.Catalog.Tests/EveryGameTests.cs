using Tumen.Language;
using Tumen.Model;

namespace Tumen.Catalog.Tests;

/// <summary>What holds of every game in the catalog.</summary>
public class EveryGameTests
{
    public static TheoryData<string> Games => [.. CatalogFiles.Games];

    [Theory]
    [MemberData(nameof(Games))]
    public void It_is_short_sound_and_without_remarks(string file)
    {
        string text = CatalogFiles.Text(file);
        Assert.InRange(text.Count(c => c == '\n'), 4, 40);
        var parsed = GameFile.Parse(text, file);
        Assert.True(parsed.IsGood, Diagnostics.Render(parsed.Diagnostics, text));
        Assert.DoesNotContain(parsed.Diagnostics.Concat(Reviewer.Review(parsed.Required, file)), d => d.Code is not ("R3" or "R9"));
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Laying_it_out_twice_changes_nothing_more_and_never_the_equations(string file)
    {
        string text = CatalogFiles.Text(file), once = Formatter.Format(text, file).Required;
        Assert.Equal(once, Formatter.Format(once, file).Required);
        Assert.Equal(Explainer.Explain(CatalogFiles.Game(file)).Select(e => e.Latex), Explainer.Explain(GameFile.Parse(once, file).Required).Select(e => e.Latex));
    }
}
