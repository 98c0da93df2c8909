using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>One way of asking the study's question.</summary>
/// <param name="Name">What was done otherwise, as readers name it.</param>
/// <param name="First">Probability of the first side, after the record.</param>
/// <param name="Second">Probability of the second side.</param>
/// <param name="Leader">The most probable single theory; empty when there is none.</param>
/// <param name="LeaderProbability">Its probability.</param>
public sealed record WayOfAsking(string Name, double First, double Second, string Leader, double LeaderProbability);

/// <summary>Ways of asking that share one kind of doubt, those best for the first side first.</summary>
/// <param name="Name">The kind of doubt.</param>
/// <param name="Ways">The ways.</param>
public sealed record WayGroup(string Name, ImmutableArray<WayOfAsking> Ways);

/// <summary>One of the two sides that are set against each other: a family of theories, or a theory.</summary>
/// <param name="Name">As readers name it.</param>
/// <param name="Theories">How many theories it holds.</param>
/// <param name="Prior">Its probability before the record.</param>
public sealed record AskedSide(string Name, int Theories, double Prior)
{
    /// <summary>The name within a sentence: a family's in quotation marks.</summary>
    public string Quoted => Theories > 1 && Name != Others ? $"“{Name}”" : Name;

    internal const string Others = "all other theories";
}

/// <summary>The question asked in every way that the study tried: by another coding, under other assumptions, with motives that may change, without one stretch of the record.</summary>
/// <remarks>
/// The sides are the first family that the study declares and the most probable of its others; with one family, that family and all other theories; without any, the two most probable theories. A way in which no
/// side has a probability is counted in <see cref="Untold"/> and not drawn.
/// </remarks>
/// <param name="First">The first side.</param>
/// <param name="Second">The second.</param>
/// <param name="AsWritten">The study as written.</param>
/// <param name="Groups">Every other way, by kind of doubt; a kind that was not tried is left out.</param>
/// <param name="Threshold">The probability that settles it, by the rule whose error rates are known; null when they are not.</param>
/// <param name="IsSettled">Whether the answer is settled.</param>
/// <param name="Untold">Ways without a probability.</param>
public sealed record WaysOfAsking(AskedSide First, AskedSide Second, WayOfAsking AsWritten, ImmutableArray<WayGroup> Groups, double? Threshold, bool IsSettled, int Untold)
{
    /// <summary>Every way, the one as written first.</summary>
    public ImmutableArray<WayOfAsking> All => [AsWritten, .. Groups.SelectMany(g => g.Ways)];

    /// <summary>The finding as a sentence: the chart's title.</summary>
    public string Finding
    {
        get
        {
            var all = All;
            int first = all.Count(w => w.First > w.Second), second = all.Count(w => w.Second > w.First);
            string end = IsSettled ? "and the rule settles it" : Threshold is null ? "and nothing is called settled" : "and nothing settles it";
            return all.Length == 1 ? $"One way of asking only: {First.Quoted} {Spoken.Probability(AsWritten.First)}, {Second.Quoted} {Spoken.Probability(AsWritten.Second)}"
                : $"Ask {Spoken.Number(all.Length)} ways: {First.Quoted} {(First.Name == AskedSide.Others ? "lead" : "leads")} in {None(first)}, {Second.Quoted} in {None(second)}, {end}";

            static string None(int n) => n == 0 ? "none" : Spoken.Number(n);
        }
    }

    /// <summary>How to read the chart.</summary>
    public string Reading => All.Length == 1 ? "No other coding, assumption, change of motives or stretch left out was tried: this is not an answer yet."
        : $"Each line is one way of asking.{(Threshold is null ? "" : " A mark in the shaded edge would settle it.")} The ways overlap: they are not votes.";

    /// <summary>The chart for readers who cannot see it: the finding and its numbers.</summary>
    public string Alternative
    {
        get
        {
            var all = All;
            return $"{Finding}. As written {First.Name} {Spoken.Probability(AsWritten.First)} and {Second.Name} {Spoken.Probability(AsWritten.Second)}; before the record {Spoken.Probability(First.Prior)} and {Spoken.Probability(Second.Prior)}; "
                + $"over all ways {First.Name} runs from {Spoken.Probability(all.Min(w => w.First))} to {Spoken.Probability(all.Max(w => w.First))}.";
        }
    }

    /// <summary>Reads the ways off a study's results; null when fewer than two theories have a probability.</summary>
    public static WaysOfAsking? Of(StudyResults r)
    {
        ArgumentNullException.ThrowIfNull(r);
        int[] ranked = [.. Enumerable.Range(0, r.Theories.Length).Where(i => !double.IsNaN(r.Posterior[i])).OrderByDescending(i => r.Posterior[i])];
        if (ranked.Length < 2)
        {
            return null;
        }

        var (first, second) = Sides(r, ranked);
        double prior = 1.0 / ranked.Length;
        int untold = 0;
        WayOfAsking? Way(string name, ImmutableArray<double> posterior)
        {
            int best = posterior.IsEmpty ? -1 : Enumerable.Range(0, posterior.Length).MaxBy(i => double.IsNaN(posterior[i]) ? -1 : posterior[i]);
            double a = SumOf(posterior, first.Members), b = SumOf(posterior, second.Members);
            if (best < 0 || double.IsNaN(posterior[best]) || (double.IsNaN(a) && double.IsNaN(b)))
            {
                untold++;
                return null;
            }

            return new WayOfAsking(ReaderNames.In(r.Study.Game, name), double.IsNaN(a) ? 0 : a, double.IsNaN(b) ? 0 : b, r.Theories[best].Name, posterior[best]);
        }

        WayGroup? Group(string name, IEnumerable<(string Name, ImmutableArray<double> Posterior)> ways)
        {
            WayOfAsking[] told = [.. ways.Select(w => Way(w.Name, w.Posterior)).OfType<WayOfAsking>().OrderByDescending(w => w.First)];
            return told.Length == 0 ? null : new WayGroup(name, [.. told]);
        }

        bool Eras(int v) => v < r.Study.Study.Variations.Length && r.Study.Study.Variations[v].Changes.Any(c => c is Variation.Eras);
        var variations = r.Variations.Select((v, k) => (v, IsEra: Eras(k))).ToArray();
        WayGroup?[] groups =
        [
            Group("Record coded by another rule", r.Codings.Skip(1).Select(c => (c.Record, c.Posterior))),
            Group("Players modelled otherwise", variations.Where(x => !x.IsEra).Select(x => (x.v.Record, x.v.Posterior))),
            Group("Motives allowed to change", [.. variations.Where(x => x.IsEra).Select(x => (x.v.Record, x.v.Posterior)), .. r.Breaks.Select(x => ($"{x.Spec.Name}, any date", x.Either))]),
            Group("One stretch left out", r.Omissions.Select(o => (o.Stretch.Name, o.Posterior))),
        ];
        var rule = r.Answer.Checks.IsDefaultOrEmpty ? null : r.Answer.Checks.FirstOrDefault(c => c.Kind == ReasonKind.Rule);
        double threshold = rule is not null && rule["records"] >= ConfusionTable.FewestRecords ? rule["threshold"] : double.NaN;
        return new WaysOfAsking(
            new AskedSide(first.Name, first.Members.Count(i => ranked.Contains(i)), prior * first.Members.Count(i => ranked.Contains(i))),
            new AskedSide(second.Name, second.Members.Count(i => ranked.Contains(i)), prior * second.Members.Count(i => ranked.Contains(i))),
            Way("as written", r.Posterior)!, [.. groups.OfType<WayGroup>()], double.IsNaN(threshold) ? null : threshold, r.Answer.Conclusive, untold);
    }

    private static ((string Name, int[] Members) First, (string Name, int[] Members) Second) Sides(StudyResults r, int[] ranked)
    {
        (string Name, int[] Members) Family(TheoryFamily f) =>
            (ReaderNames.In(r.Study.Game, f.Name), [.. Enumerable.Range(0, r.Theories.Length).Where(i => f.Theories.Contains(r.Theories[i].Name))]);
        var families = r.Study.Study.Families.Select(Family).Where(f => f.Members.Any(ranked.Contains)).ToArray();
        return families.Length switch
        {
            0 => ((r.Theories[ranked[0]].Name, [ranked[0]]), (r.Theories[ranked[1]].Name, [ranked[1]])),
            1 => (families[0], (AskedSide.Others, [.. Enumerable.Range(0, r.Theories.Length).Except(families[0].Members)])),
            _ => (families[0], families.Skip(1).MaxBy(f => SumOf(r.Posterior, f.Members))),
        };
    }

    private static double SumOf(ImmutableArray<double> posterior, int[] members)
    {
        double[] known = [.. members.Where(i => i < posterior.Length && !double.IsNaN(posterior[i])).Select(i => posterior[i])];
        return known.Length == 0 ? double.NaN : Math.Min(1, known.Sum());
    }
}
