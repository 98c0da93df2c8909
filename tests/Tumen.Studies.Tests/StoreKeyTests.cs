using Tumen.Language;

namespace Tumen.Studies.Tests;

public class StoreKeyTests : SmallStudy
{
    [Fact]
    public void A_comment_in_the_game_recomputes_nothing_and_a_word_does()
    {
        Run();
        int reused = 0, of = 0;
        void Count(StudyProgress p) => (reused, of) = (p.Reused, p.Of);
        Write("small.game", "# who is who\n" + Game.Replace("theory \"kin\"", "\n   # kin\ntheory   \"kin\"").Replace("\n", "\r\n"));
        Run(progress: Count);
        Assert.Equal(of, reused);
        Write("small.game", Game.Replace("prior normal(0, 1)", "prior normal(0, 1.5)"));
        Run(progress: Count);
        Assert.Equal(0, reused);
    }

    [Fact]
    public void Texts_that_read_differently_have_different_meanings()
    {
        string[] texts = [Game, Game.Replace("0.95", "0.96"), Game.Replace("kin", "kind"), Game.Replace("lose", "gain"), Game.Replace("[Someone 2001]", "[Someone 2002]"), Game.Replace("cold | close", "cold, close"), Game.Replace("\n", " ")];
        Assert.Equal(texts.Length, texts.Select(Meaning.Of).Distinct().Count());
        Assert.Equal(Meaning.Of("a \"b\" # c\n\n  d"), Meaning.Of("a\t\"b\"\r\n  d # e"));
        Assert.NotEqual(Meaning.Of("a \"b\""), Meaning.Of("a b"));
    }

    // Whoever adds a library to the way of a number adds it to the keys.
    [Fact]
    public void Keys_name_every_assembly_that_a_number_passes_through()
    {
        var all = new SortedSet<string>(StringComparer.Ordinal);
        void Walk(System.Reflection.Assembly a)
        {
            if (all.Add(a.GetName().Name!))
            {
                foreach (var name in a.GetReferencedAssemblies().Where(n => n.Name!.StartsWith("Tumen.", StringComparison.Ordinal)))
                {
                    Walk(System.Reflection.Assembly.Load(name));
                }
            }
        }

        Walk(typeof(StudyRunner).Assembly);
        Assert.Equal(all.Except(["Tumen.Language"]), Methods.Concerned.Select(a => a.GetName().Name!).Order(StringComparer.Ordinal));
        Guid[] today = [.. Methods.Concerned.Select(a => a.ManifestModule.ModuleVersionId)];
        Assert.Equal(Methods.Key, Methods.Of(today));
        Assert.Equal(today.Length + 1, today.Select((_, i) => Methods.Of(today.Select((m, j) => i == j ? Guid.Empty : m))).Append(Methods.Key).Distinct().Count());
    }
}
