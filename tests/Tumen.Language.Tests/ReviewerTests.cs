using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>Remarks on legal games, with transcripts as for wrong files.</summary>
public sealed class ReviewerTests
{
    [Theory]
    [InlineData("everything.game")]
    [InlineData("unread.game")]
    public void Remarks_are_as_recorded(string file)
    {
        var path = Path.Combine(TestFiles.Folder(), "reviewed", file);
        var text = File.ReadAllText(path);
        var parsed = GameFile.Parse(text, file);
        var transcript = Diagnostics.Render([.. parsed.Diagnostics, .. Reviewer.Review(parsed.Required, file)], text) + "\n";
        if (TestFiles.Accept)
        {
            File.WriteAllText(path + ".expected", transcript);
        }

        Assert.Equal(File.ReadAllText(path + ".expected").ReplaceLineEndings("\n"), transcript);
    }

    [Fact]
    public void Every_remark_is_made_by_some_file()
    {
        var made = new[] { "everything.game", "unread.game" }.SelectMany(f => GameFile.Parse(TestFiles.Read("reviewed/" + f), f) is var p ? p.Diagnostics.Concat(Reviewer.Review(p.Required, f)) : []).Select(d => d.Code).ToHashSet();
        Assert.Superset(DiagnosticCatalog.All.Select(s => s.Code).Where(c => c[0] == 'R' && c.Length <= 3).ToHashSet(), made);
    }

    [Fact]
    public void Aid_cannot_be_learned_in_the_surface_example_but_under_no_theory_that_moves_warmth_by_provocation()
    {
        // Nothing the client plays moves warmth, and in the base the patron's payoffs read no situation. Under "buffer" the patron heeds pressure,
        // which only the rival moves, and the rival heeds provoked (pretext), which the client moves: so aid shows there.
        var game = GameFile.Parse(TestFiles.Read("good/surface.game"), "g").Required;
        var remark = Assert.Single(Reviewer.Review(game).Where(r => r.Code == "R3" && r.Message.Contains("`aid`", StringComparison.Ordinal)));
        Assert.Contains("in the base game", remark.Message, StringComparison.Ordinal);
        Assert.Contains(remark.Notes, n => n.Contains("\"buffer\"", StringComparison.Ordinal) && n.Contains("\"entrapment\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_frame_plays_nobodys_answer()
    {
        var game = GameFile.Parse(TestFiles.Read("good/china-dprk.game"), "g").Required;
        Assert.DoesNotContain(Reviewer.Review(game), r => r.Code == "R1");
    }
}
