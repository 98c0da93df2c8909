using System.Text;
using Tumen.Model;
using Tumen.Report.Drawing;
using Tumen.Studies;
using static Tumen.Report.Words;

namespace Tumen.Report;

/// <summary>The text as a map of its argument, coloured by what the record says.</summary>
public static class ArgumentSection
{
    internal static void Write(StringBuilder b, StudyResults r, int[] order)
    {
        if (r.Claims.IsEmpty)
        {
            return;
        }

        string finding = Finding(r);
        var threads = Threads(r);
        b.Append($"<p>{E(r.Study.Claims!.Source)}. {E(finding)}</p><figure><div class=\"if-wide\">{ArgumentMap.Draw(finding, threads)}</div><div class=\"if-narrow\">{ArgumentMap.Draw(finding, threads, 360)}</div>"
            + "<figcaption>Filled circle: supported; cross: contradicted; hollow circle: this record cannot say; half circle: built in by the assumptions; dash, dashed frame: not observable here. ◗ another coding says otherwise. A card leads to the claim's numbers.</figcaption></figure>");
    }

    /// <summary>How many claims the record supports, contradicts and leaves open, as a sentence.</summary>
    public static string Finding(StudyResults r)
    {
        ArgumentNullException.ThrowIfNull(r);
        int Of(ClaimVerdict v) => r.Claims.Count(c => c.Verdict == v);
        string Part(ClaimVerdict v, string one, string many) => Of(v) == 0 ? "" : $"{Spoken.Number(Of(v))} {(Of(v) == 1 ? one : many)}";
        string[] parts = [.. new[] { Part(ClaimVerdict.Supported, "is supported", "are supported"), Part(ClaimVerdict.Contradicted, "is contradicted", "are contradicted"), Part(ClaimVerdict.CannotSay, "this record cannot judge", "this record cannot judge"),
            Part(ClaimVerdict.BuiltIn, "is built in by its assumptions", "are built in by their assumptions"), Part(ClaimVerdict.NotObservable, "is not observable here", "are not observable here"), Part(ClaimVerdict.NotYet, "is not worked out", "are not worked out") }.Where(p => p.Length > 0)];
        return $"Of {Spoken.Count(r.Claims.Length, "claim")} {string.Join("; ", parts)}.";
    }

    /// <summary>The claims as threads, in the order of the text: those that the text's file puts in one thread, otherwise those of one kind.</summary>
    public static IReadOnlyList<ArgumentThread> Threads(StudyResults r)
    {
        ArgumentNullException.ThrowIfNull(r);
        return [.. r.Claims.GroupBy(c => c.Claim.Thread ?? Plural(c.Claim.Kind)).Select(g => new ArgumentThread(g.Key, [.. g.Select(c => new ArgumentCard(
            c.Claim.Id, c.Claim.Where, c.Claim.Text, c.Verdict, c.ByCoding.Any(x => x.Verdict != c.Verdict), [.. c.Claim.Links.Select(l => (How(l.Kind), l.To))]))]))];
    }

    private static string How(ClaimLinkKind kind) => kind switch
    {
        ClaimLinkKind.RestsOn => "rests on",
        ClaimLinkKind.Rebuts => "rebuts",
        _ => "explains",
    };

    private static string Plural(string kind) => kind.Length == 0 ? "Claims" : char.ToUpperInvariant(kind[0]) + (kind.EndsWith('y') ? kind[1..^1] + "ies" : kind[1..] + "s");
}
