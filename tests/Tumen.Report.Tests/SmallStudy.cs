using System.Text;
using Tumen.Studies;

namespace Tumen.Report.Tests;

/// <summary>A small study with every clause, worked out once for all tests that look at its report.</summary>
public sealed class SmallStudy : IDisposable
{
    private const string Game = """
        game "Small", month by month
        player client   may provoke, hold
        player patron   may punish, maintain, reward
        first client moves, then patron
        situation warmth  cold | close
        next warmth  becomes close warming if patron plays reward
                     becomes cold cooling if patron plays maintain or punish
        client  loses risk if client plays provoke
                gains aid * warmth
        patron  loses price if patron plays reward     "what <aid> costs"
                loses discipline if patron plays punish
        theory "kin"  patron gains kin * warmth
        theory "fear" [Someone 2001] patron gains fear if patron plays reward and client plays provoke  predicts "rewards & provocations together"
        estimate every weight, prior normal(0, 1); at least 0: kin, aid
        assume discount 0.9
        concession of patron to client  +1 if patron plays reward, -1 if patron plays punish
        compliance of client to patron  -1 if client plays provoke
        threats of client  provoke  quiet hold
        instruments of patron  punish, reward  quiet maintain
        """;

    private const string Codebook = """
        codebook "Small" for "small.game"
        events tests   actor is N
        events visits  actor is C
        events rows    actor is D
        client plays provoke in a month with any tests
               otherwise hold
        patron plays reward in a month with any visits
               plays punish in a month with any rows
               otherwise maintain
        situation warmth is close if any visits in the last 2 months
                  otherwise cold
        """;

    private const string Study = """
        study "Does <fear> pay?"
        game "small.game"
        records "events.csv" coded by "small.codebook", 2000-01 to 2005-12
        records "again" "events.csv" coded by "small.codebook", 2000-01 to 2005-12
        compare base, "kin", "fear" holding out the last 12 months
        family "motives" "kin", "fear"
        also assume "longer sight" discount 0.95
        also assume "two eras" weights of patron differ after 2002-12
        foretell "the end" 2005-01 to 2005-12
        leave out "the middle" 2003-01 to 2003-06
        break "a new patron" weights of patron, 2001-12 to 2003-12 every 12 months
        break "a new client" weights of client, 2001-12 to 2003-12 every 12 months
        power 3 records of each theory
        placebo "nobody" "events.csv" coded by "small.codebook", 2000-01 to 2005-12
        what if "no threats" defang provoke of client
        watch "a reward" patron plays reward within 3 months
        motives every theory term, judged by 4 records
        claims "small.claims"
        """;

    private const string Claims = """
        claims "A small text"
        claim S1 fact "rows come after tests" [¶1]
              often patron plays punish within 1 month after client plays provoke more than otherwise
        claim S2 theory "visits are paid for tests" [¶2]
              theory "fear" favoured over base
        claim S3 fact "what was thought" [¶3]
              not observable "the record holds acts"
        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "tumen-" + Path.GetRandomFileName());

    public SmallStudy()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "small.game"), Game);
        File.WriteAllText(Path.Combine(_folder, "small.codebook"), Codebook);
        File.WriteAllText(Path.Combine(_folder, "small.study"), Study);
        File.WriteAllText(Path.Combine(_folder, "small.claims"), Claims);
        var rng = new Tumen.Numerics.Philox(5, 0);
        var rows = new StringBuilder("event_id,date,actor,description\n");
        for (int t = 0; t < 72; t++)
        {
            bool provoke = rng.NextDouble() < 0.3;
            string month = $"{2000 + (t / 12)}-{1 + (t % 12):00}";
            rows.Append(provoke ? $"P{t},{month},N,a test <script>alert(1)</script>\n" : "");
            double u = rng.NextDouble();
            rows.Append(u < (provoke ? 0.6 : 0.2) ? $"V{t},{month},C,a visit\n" : u > 0.85 ? $"R{t},{month},D,a row\n" : "");
        }

        File.WriteAllText(Path.Combine(_folder, "events.csv"), rows.ToString());
        string? early = null;
        Results = StudyRunner.Run(StudyFolder.Open(_folder), new ResultStore(Path.Combine(_folder, "store")), 1, 2, null, CancellationToken.None, r => early = HtmlReport.Write(r));
        Early = early!;
        Report = HtmlReport.Write(Results);
        Appendices = HtmlReport.WriteAppendices(Results);
    }

    /// <summary>Everything found.</summary>
    public StudyResults Results { get; }

    /// <summary>The report as soon as the theories were compared.</summary>
    public string Early { get; }

    /// <summary>The report.</summary>
    public string Report { get; }

    /// <summary>Its second file.</summary>
    public string Appendices { get; }

    public void Dispose() => Directory.Delete(_folder, true);
}

/// <summary>Tests that look at the report of the small study.</summary>
[CollectionDefinition(Name)]
public sealed class SmallStudyTests : ICollectionFixture<SmallStudy>
{
    public const string Name = "small study";
}
