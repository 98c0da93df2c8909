using Tumen.Estimation.Once;

namespace Tumen.Cli;

/// <summary>Which standard errors a table of a strategic model shows.</summary>
internal static class StrategicErrors
{
    /// <summary>The kind asked for; without a word, two-step or clustered errors where there are any, else those by the observed information.</summary>
    /// <exception cref="UsageException">A kind that this fit has not.</exception>
    public static StandardErrorKind Of(Arguments a, StrategicMethod m)
    {
        if (a.Text("--errors") is not { } word)
        {
            return m.Fit.Errors.Any(e => e.Kind == StandardErrorKind.Clustered) ? StandardErrorKind.Clustered : m.Fit.Errors.Any(e => e.Kind == StandardErrorKind.TwoStep) ? StandardErrorKind.TwoStep : StandardErrorKind.Hessian;
        }

        var kind = word switch
        {
            "hessian" => StandardErrorKind.Hessian, "opg" => StandardErrorKind.OuterProduct, "sandwich" => StandardErrorKind.Sandwich,
            "clustered" when m.Clusters is not null => StandardErrorKind.Clustered, "bootstrap" when m.Bootstrap is not null => StandardErrorKind.Bootstrap,
            "clustered" => throw new UsageException("--errors clustered needs groups: add --cluster COLUMN"),
            "bootstrap" => throw new UsageException("--errors bootstrap needs resamples: add --bootstrap N"),
            _ => throw new UsageException($"--errors {word} is for games that go on; models of a table have hessian, opg, sandwich, clustered and bootstrap"),
        };
        return kind;
    }

    /// <summary>The rows of a table: z, p and interval from that kind.</summary>
    public static IReadOnlyList<WeightRow> Rows(StrategicMethod m, StandardErrorKind kind) =>
        kind == StandardErrorKind.Bootstrap ? [.. m.Fit.Names.Select((n, i) => WeightRow.Of(n, m.Fit.Estimate[i], m.Bootstrap!.Errors.Values[i]))]
        : WeightTable.Of(m.Fit, kind, kind == StandardErrorKind.Clustered ? m.Clusters : null);
}
