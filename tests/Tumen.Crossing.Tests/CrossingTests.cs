namespace Tumen.Crossing.Tests;

/// <summary>
/// Every verb on every feature of the language. A pair that makes sense gives a result (exit 0) or says why it is not to be trusted (exit 1); one that makes none is refused in a
/// sentence (exit 2). Nothing else, and never a stack trace.
/// </summary>
public sealed class CrossingTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "tumen-crossing-" + Guid.NewGuid().ToString("N"));

    public CrossingTests() => Directory.CreateDirectory(_folder);

    // Words of a run: the verb, then its files in the folder and its options.
    private static readonly (string Name, string[] Words)[] Runs =
    [
        ("check game", ["check", "@tiny.game"]),
        ("check study", ["check", "@tiny.study"]),
        ("code", ["code", "@coded.study"]),
        ("explain", ["explain", "@tiny.game"]),
        ("solve", ["solve", "@tiny.game", "--records", "@record.csv", "--unit"]),
        ("solve alone", ["solve", "@tiny.game"]),
        .. new[] { "nfxp", "cmle", "epl", "npl", "ccp", "two-step" }.Select(e => ($"fit {e}", new[] { "fit", "@tiny.game", "--records", "@record.csv", "--theory", "kin", "--starts", "1", "--estimator", e })),
        ("fit bootstrap", ["fit", "@tiny.game", "--records", "@record.csv", "--starts", "1", "--bootstrap", "3"]),
        ("fit profile", ["fit", "@tiny.game", "--records", "@record.csv", "--starts", "1", "--profile"]),
        ("fit path", ["fit", "@tiny.game", "--records", "@record.csv", "--path", "discount"]),
        ("fit grid", ["fit", "@tiny.game", "--records", "@record.csv", "--path", "grid"]),
        ("fit study", ["fit", "@tiny.study", "--starts", "1"]),
        ("compare", ["compare", "@tiny.study", "--out", "@compared"]),
        ("study", ["study", "@tiny.study", "--out", "@out"]),
        ("simulate game", ["simulate", "@tiny.game", "--units", "3", "--months", "12"]),
        ("simulate study", ["simulate", "@tiny.study", "--units", "3", "--months", "12"]),
        ("simulate record", ["simulate", "@tiny.game", "--records", "@record.csv", "--out", "@drawn"]),
        ("whatif", ["whatif", "@tiny.study", "--draws", "2"]),
        ("whatif of a unit", ["whatif", "@tiny.study", "--draws", "1", "--unit"]),
        ("power", ["power", "@tiny.study", "--replications", "2", "--times", "1"]),
        ("sample", ["sample", "@tiny.study", "--theory", "kin", "--chains", "2", "--warmup", "20", "--draws", "20", "--out", "@draws"]),
        ("sample smc", ["sample", "@tiny.study", "--theory", "kin", "--method", "smc", "--particles", "50", "--out", "@draws"]),
        ("watch", ["watch", "@tiny.study", "--draws", "3"]),
        ("pieces", ["pieces", "@tiny.study", "--out", "@out"]),
    ];

    /// <summary>Every pair.</summary>
    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var feature in Feature.All)
        {
            foreach (var (name, _) in Runs)
            {
                pairs.Add(feature.Name, name);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_verb_on_a_feature_gives_a_result_or_says_why_not(string feature, string run)
    {
        var files = Feature.All.First(f => f.Name == feature);
        files.WriteTo(_folder);
        string[] words = [.. Runs.First(r => r.Name == run).Words.SelectMany(w => w.StartsWith('@') ? [Path.Combine(_folder, w[1..])] : w == "--unit" ? files.Unit : new[] { w })];
        bool takesThreads = words[0] is "study" or "compare" or "power" or "sample" or "fit" or "whatif" or "simulate";
        var (exit, text, error) = InProcess.Run([.. words, .. takesThreads ? new[] { "--threads", "2" } : []]);
        string told = $"{feature} × {run}: exit {exit}\n{text}\n{error}";
        Assert.True(exit is 0 or 1 or 2, told);
        bool refused = files.Refused.Contains(run) || (run == "fit grid" && !files.TakesGrid);
        Assert.True(refused == (exit == 2), told);
        Assert.DoesNotContain("   at Tumen", text + error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", text + error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("(Parameter '", text + error, StringComparison.Ordinal);
        if (exit != 0)
        {
            Assert.False(string.IsNullOrWhiteSpace(text + error), told);
        }

        if (exit == 2)
        {
            Assert.Contains("error", error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
