using System.Text;

namespace Tumen.Studies.Tests;

/// <summary>A small study in a temporary folder: a record made by a client that provokes at random and a patron that mostly rewards after provocations.</summary>
public abstract class SmallStudy : IDisposable
{
    protected const string Game = """
        game "Small", month by month
        player client   may provoke, hold
        player patron   may maintain, reward
        first client moves, then patron
        situation warmth  cold | close
        next warmth  becomes close warming if patron plays reward
                     becomes cold cooling if patron plays maintain
        client  loses risk if client plays provoke
                gains aid * warmth
        patron  loses price if patron plays reward
        theory "kin"  patron gains kin * warmth
        theory "fear" [Someone 2001] patron gains fear if patron plays reward and client plays provoke
        estimate every weight, prior normal(0, 1); at least 0: kin, aid
        assume discount 0.95
        concession of patron to client  +1 if patron plays reward
        threats of client  provoke  quiet hold
        """;

    protected const string Codebook = """
        codebook "Small" for "small.game"
        events tests   actor is N
        events visits  actor is C
        client plays provoke in a month with any tests
               otherwise hold
        patron plays reward in a month with any visits
               otherwise maintain
        situation warmth is close if any visits in the last 2 months
                  otherwise cold
        """;

    protected const string Study = """
        study "Does fear pay?"
        game "small.game"
        records "events.csv" coded by "small.codebook", 2000-01 to 2009-12
        compare base, "kin", "fear" holding out the last 12 months
        """;

    protected string Folder { get; } = Path.Combine(Path.GetTempPath(), "tumen-" + Path.GetRandomFileName());

    protected SmallStudy()
    {
        Directory.CreateDirectory(Folder);
        Write("small.game", Game);
        Write("small.codebook", Codebook);
        Write("small.study", Study);
        var rng = new Tumen.Numerics.Philox(5, 0);
        var rows = new StringBuilder("event_id,date,actor\n");
        for (int t = 0; t < 120; t++)
        {
            bool provoke = rng.NextDouble() < 0.3;
            string month = $"{2000 + (t / 12)}-{1 + (t % 12):00}";
            rows.Append(provoke ? $"P{t},{month},N\n" : "");
            rows.Append(rng.NextDouble() < (provoke ? 0.6 : 0.2) ? $"V{t},{month},C\n" : "");
        }

        Write("events.csv", rows.ToString());
    }

    public void Dispose()
    {
        Directory.Delete(Folder, true);
        GC.SuppressFinalize(this);
    }

    protected void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    /// <summary>Rewrites the kept pieces of a kind; the checksum is made anew.</summary>
    protected void Rewrite(Func<System.Text.Json.Nodes.JsonObject, bool> change)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Folder, "store"), "*.piece"))
        {
            var (head, body) = PieceFile.Read(File.ReadAllBytes(file)) ?? throw new InvalidOperationException($"{file} is no piece");
            var work = System.Text.Json.Nodes.JsonNode.Parse(body)!.AsObject();
            if (change(work))
            {
                File.WriteAllBytes(file, PieceFile.Write(head, Encoding.UTF8.GetBytes(work.ToJsonString())));
            }
        }
    }

    protected StudyResults Run(int threads = 2, string store = "store", Action<StudyProgress>? progress = null) =>
        StudyRunner.Run(StudyFolder.Open(Folder), new ResultStore(Path.Combine(Folder, store)), 1, threads, progress, CancellationToken.None);
}
