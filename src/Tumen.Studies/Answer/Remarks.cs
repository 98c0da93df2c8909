using System.Collections.Immutable;
using Tumen.Estimation;

namespace Tumen.Studies;

/// <summary>What was found about a theory and a record before or after its fit; plain data.</summary>
/// <param name="Kind">What is wrong, in two or three words.</param>
/// <param name="Stops">Whether the theory could not be fitted for it.</param>
/// <param name="Subject">Parameter, level or period it is about; empty when it is about the whole.</param>
/// <param name="Says">In words.</param>
/// <param name="Remedy">What to do.</param>
public sealed record RemarkWork(string Kind, bool Stops, string Subject, string Says, string Remedy)
{
    internal static RemarkWork Of(FitRemark r) => new(Words(r.Kind), r.Stops, r.Subject, r.Says, r.Remedy);

    /// <summary>The kind of a remark in words.</summary>
    public static string Words(FitRemarkKind kind) => kind switch
    {
        FitRemarkKind.NoFreeWeight => "no free weight",
        FitRemarkKind.WeightMovesNothing => "weight moves nothing",
        FitRemarkKind.Separated => "perfectly separated moves",
        FitRemarkKind.LowerPath => "a path that ends lower",
        FitRemarkKind.AtBorder => "at the border of a law",
        FitRemarkKind.NeverVisited => "level never visited",
        FitRemarkKind.ShortRecord => "short record",
        FitRemarkKind.PriorOutsideBounds => "prior outside bounds",
        FitRemarkKind.EmptyBounds => "empty bounds",
        FitRemarkKind.ImpossiblePeriod => "impossible period",
        FitRemarkKind.Unsolved => "no equilibrium at the start",
        FitRemarkKind.OnePath => "a single path",
        FitRemarkKind.FewUnits => "too few units",
        FitRemarkKind.LikelierEquilibrium => "a likelier equilibrium",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

/// <summary>A remark and the theories that it is about: what all theories share is said once.</summary>
/// <param name="Remark">What was found.</param>
/// <param name="Theories">The theories, in the order of the study.</param>
/// <param name="All">Whether these are all theories of the study.</param>
public sealed record StudyRemark(RemarkWork Remark, ImmutableArray<string> Theories, bool All)
{
    /// <summary>In one line: whom it is about, what was found, what to do.</summary>
    public string Line => $"{(!All ? string.Join(", ", Theories) : Theories.Length == 1 ? Theories[0] : "every theory")}: {(Remark.Stops ? "cannot be fitted: " : "")}{Remark.Says}; {Remark.Remedy}";

    /// <summary>The remarks on fitted theories, those that stopped one first, otherwise in the order of the study.</summary>
    internal static ImmutableArray<StudyRemark> Of(ImmutableArray<TheoryWork> works) => [.. works.SelectMany(w => w.Remarks.Distinct().Select(r => (w.Name, Remark: r)))
        .GroupBy(x => x.Remark).OrderByDescending(g => g.Key.Stops).Select(g => new StudyRemark(g.Key, [.. g.Select(x => x.Name)], g.Count() == works.Length))];
}
