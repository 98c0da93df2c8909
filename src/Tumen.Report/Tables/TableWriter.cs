using System.Globalization;
using System.Net;
using System.Text;

namespace Tumen.Report.Tables;

/// <summary>Writes tables for publication.</summary>
public static class TableWriter
{
    /// <summary>Endings of files that a table can be written as.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".tex", ".md", ".csv", ".html"];

    /// <summary>The table in the form of a file's ending.</summary>
    /// <param name="table">The table.</param>
    /// <param name="ending">One of <see cref="Endings"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another ending.</exception>
    public static string Write(PublishedTable table, string ending) => ending switch
    {
        ".tex" => Latex(table),
        ".md" => Markdown(table),
        ".csv" => Csv(table),
        ".html" => Html(table),
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, "expected .tex, .md, .csv or .html"),
    };

    /// <summary>One row a weight and model, in the names of R's broom: model, term, estimate, std.error, statistic, p.value, conf.low, conf.high.</summary>
    public static string Tidy(IReadOnlyList<PublishedModel> models)
    {
        var text = new StringBuilder("model,term,estimate,std.error,statistic,p.value,conf.low,conf.high\n");
        foreach (var model in models)
        {
            foreach (var w in model.Weights)
            {
                text.Append($"{Quoted(model.Name)},{Quoted(w.Term)},{Full(w.Estimate)},{Full(w.Error)},{Full(w.Statistic)},{Full(w.P)},{Full(w.Low)},{Full(w.High)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>One row a model, in the names of R's broom: model, logLik, AIC, BIC, nobs, df, converged, probability.</summary>
    public static string Glance(IReadOnlyList<PublishedModel> models)
    {
        var text = new StringBuilder("model,logLik,AIC,BIC,nobs,df,converged,probability\n");
        foreach (var m in models)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(m.Name)},{Full(m.LogLikelihood)},{Full(m.Aic)},{Full(m.Bic)},{m.Observations},{m.Weights.Count},{(m.Converged ? "TRUE" : "FALSE")},{Full(m.Probability ?? double.NaN)}\n");
        }

        return text.ToString();
    }

    /// <summary>Draws or covariances: a heading line of names and one line a row, with full digits; rows of a covariance begin with their name.</summary>
    /// <param name="names">Names of the columns.</param>
    /// <param name="rows">The rows; NaN becomes NA.</param>
    /// <param name="labels">What the first column, called <paramref name="label"/>, holds.</param>
    /// <param name="label">Its heading.</param>
    public static string Matrix(IReadOnlyList<string> names, IEnumerable<IReadOnlyList<double>> rows, IReadOnlyList<string> labels, string label)
    {
        var text = new StringBuilder(Quoted(label));
        foreach (string name in names)
        {
            text.Append(',').Append(Quoted(name));
        }

        text.Append('\n');
        int at = 0;
        foreach (var row in rows)
        {
            text.Append(Quoted(labels[at++])).Append(',').AppendJoin(',', row.Select(Full)).Append('\n');
        }

        return text.ToString();
    }

    private static string Csv(PublishedTable t)
    {
        var text = new StringBuilder("term,part").Append(string.Concat(t.Models.Select(m => "," + Quoted(m.Name)))).Append('\n');
        foreach (string term in t.Terms)
        {
            text.Append($"{Quoted(term)},estimate{string.Concat(t.Models.Select(m => "," + (t.Find(m, term) is { } w ? PublishedTable.Text(w.Estimate, 3) + t.Marks(w) : "")))}\n");
            text.Append($"{Quoted(term)},error{string.Concat(t.Models.Select(m => "," + (t.Find(m, term) is { } w ? PublishedTable.Text(w.Error, 3) : "")))}\n");
        }

        foreach (var (name, cells) in t.Statistics())
        {
            text.Append($"{name},,{string.Join(',', cells)}\n");
        }

        return text.ToString();
    }

    private static string Markdown(PublishedTable t)
    {
        static string Safe(string s) => s.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
        var text = new StringBuilder($"**{Safe(t.Caption)}**\n\n| |{string.Concat(t.Models.Select(m => $" {Safe(m.Name)} |"))}\n| --- |{string.Concat(t.Models.Select(_ => " ---: |"))}\n");
        foreach (string term in t.Terms)
        {
            text.Append($"| {Safe(term)} |{string.Concat(t.Models.Select(m => t.Find(m, term) is { } w ? $" {PublishedTable.Text(w.Estimate, 3)}{Safe(t.Marks(w))}{(double.IsNaN(w.Error) ? "" : $" ({PublishedTable.Text(w.Error, 3)})")} |" : " |"))}\n");
        }

        foreach (var (name, cells) in t.Statistics())
        {
            text.Append($"| {name} |{string.Concat(cells.Select(c => $" {c} |"))}\n");
        }

        return text.Append('\n').AppendJoin("  \n", t.Foot.Select(Safe)).Append('\n').ToString();
    }

    private static string Html(PublishedTable t)
    {
        string Cell(string s) => $"<td>{WebUtility.HtmlEncode(s)}</td>";
        var text = new StringBuilder($"<table>\n<caption>{WebUtility.HtmlEncode(t.Caption)}</caption>\n<thead><tr><th></th>{string.Concat(t.Models.Select(m => $"<th scope=\"col\">{WebUtility.HtmlEncode(m.Name)}</th>"))}</tr></thead>\n<tbody>\n");
        foreach (string term in t.Terms)
        {
            text.Append($"<tr><th scope=\"row\">{WebUtility.HtmlEncode(term)}</th>{string.Concat(t.Models.Select(m => Cell(t.Find(m, term) is { } w ? PublishedTable.Text(w.Estimate, 3) + t.Marks(w) + (double.IsNaN(w.Error) ? "" : $" ({PublishedTable.Text(w.Error, 3)})") : "")))}</tr>\n");
        }

        foreach (var (name, cells) in t.Statistics())
        {
            text.Append($"<tr><th scope=\"row\">{name}</th>{string.Concat(cells.Select(Cell))}</tr>\n");
        }

        return text.Append($"</tbody>\n<tfoot><tr><td colspan=\"{t.Models.Count + 1}\">{string.Join("<br>\n", t.Foot.Select(WebUtility.HtmlEncode))}</td></tr></tfoot>\n</table>\n").ToString();
    }

    /// <summary>A table environment for the packages booktabs and siunitx.</summary>
    private static string Latex(PublishedTable t)
    {
        var text = new StringBuilder("% \\usepackage{booktabs}\n% \\usepackage{siunitx}\n\\begin{table}\n\\centering\n");
        text.Append($"\\caption{{{Tex(t.Caption)}}}\n\\sisetup{{input-symbols=(), table-align-text-post=false, table-space-text-pre=(, table-space-text-post={{)***}}}}\n");
        text.Append($"\\begin{{tabular}}{{l{string.Concat(t.Models.Select(_ => "S[table-format=-4.5]"))}}}\n\\toprule\n");
        text.Append($"{string.Concat(t.Models.Select(m => $" & {{{Tex(m.Name)}}}"))} \\\\\n\\midrule\n");
        foreach (string term in t.Terms)
        {
            text.Append($"{Tex(term)}{string.Concat(t.Models.Select(m => " & " + (t.Find(m, term) is { } w ? Number(PublishedTable.Text(w.Estimate, 3)) + (t.Marks(w) is { Length: > 0 } marks ? $"\\textsuperscript{{{marks}}}" : "") : "")))} \\\\\n");
            text.Append($"{string.Concat(t.Models.Select(m => " & " + (t.Find(m, term) is { } w && !double.IsNaN(w.Error) ? $"{{({PublishedTable.Text(w.Error, 3)})}}" : "")))} \\\\\n");
        }

        text.Append("\\midrule\n");
        foreach (var (name, cells) in t.Statistics())
        {
            text.Append($"{name}{string.Concat(cells.Select(c => " & " + Number(c)))} \\\\\n");
        }

        return text.Append($"\\bottomrule\n\\end{{tabular}}\n\n\\medskip\n\\parbox{{\\linewidth}}{{\\footnotesize {string.Join(" ", t.Foot.Select(Tex))}}}\n\\end{{table}}\n").ToString();
    }

    // A number with an exponent does not fit a column of decimals.
    private static string Number(string s) => s.Contains('e', StringComparison.Ordinal) ? $"{{\\num{{{s}}}}}" : s;

    private static string Tex(string s)
    {
        var text = new StringBuilder();
        foreach (char c in s)
        {
            text.Append(c switch
            {
                '\\' => "\\textbackslash{}", '~' => "\\textasciitilde{}", '^' => "\\textasciicircum{}", '<' => "\\textless{}", '>' => "\\textgreater{}", '|' => "\\textbar{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}", '–' => "--", '−' => "$-$", _ => c.ToString(),
            });
        }

        return text.ToString();
    }

    /// <summary>A cell of a CSV, in quotes where it must be.</summary>
    public static string Quoted(string s) => s.AsSpan().IndexOfAny(",\"\n") < 0 ? s : $"\"{s.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A number with all its digits; NA where there is none.</summary>
    public static string Full(double x) => double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : "NA";
}
