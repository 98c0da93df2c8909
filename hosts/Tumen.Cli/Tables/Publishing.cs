using Tumen.Report.Tables;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>Options that make tables for publication, and what is written for them.</summary>
internal static class Publishing
{
    public static readonly VerbOption Table = new("--table", "FILE", "a table to publish: .tex (booktabs, siunitx), .md, .csv or .html");
    public static readonly VerbOption Errors = new("--errors", "KIND", "standard errors of --table and tidy.csv: hessian, expected, opg, sandwich, clustered, bootstrap (hessian)")
    {
        Words = [.. FittedTables.Errors.Select(e => e.Name)],
    };

    public static readonly VerbOption Stars = new("--stars", null, "stars in --table: p below 0.05, 0.01, 0.001");

    /// <summary>Refuses what cannot be written before anything is computed.</summary>
    /// <exception cref="UsageException">Another ending than a table can have, or stars without a table.</exception>
    public static void Check(Arguments a)
    {
        if (a.Text("--table") is { } file && !TableWriter.Endings.Contains(Path.GetExtension(file)))
        {
            throw new UsageException($"--table is `{file}`; expected a name that ends in .tex, .md, .csv or .html");
        }

        if (a.Has("--stars") && !a.Has("--table"))
        {
            throw new UsageException("--stars stand in a table; name it with --table FILE");
        }
    }

    /// <summary>The kind of errors asked for.</summary>
    public static string Kind(Arguments a) => a.Text("--errors") ?? "hessian";

    /// <summary>Writes --table, and with --out tidy.csv, glance.csv and references.bib.</summary>
    /// <param name="a">The options.</param>
    /// <param name="caption">What the table shows.</param>
    /// <param name="models">Its columns.</param>
    /// <param name="files">Files read, with hashes.</param>
    /// <param name="keys">What to cite besides the program.</param>
    /// <param name="priors">Whether priors were part of what was maximised.</param>
    /// <param name="errors">Kind of the standard errors, in words.</param>
    /// <param name="folder">Where the files go; null for nowhere.</param>
    public static void Write(Arguments a, string caption, IReadOnlyList<PublishedModel> models, IEnumerable<(string Name, string Hash)> files, IEnumerable<string> keys, bool priors, string errors, string? folder)
    {
        if (models.Count == 0)
        {
            return;
        }

        if (a.Text("--table") is { } path)
        {
            string[] notes =
            [
                priors ? "Posterior modes: the priors are part of what is maximised." : "Maximum likelihood.",
                $"Tumen {StudyRunner.Version}, seed {a.Seed}; files by SHA-256: {string.Join(", ", files.Select(f => $"{Path.GetFileName(f.Name)} {f.Hash[..12]}"))}.",
            ];
            var table = new PublishedTable(caption, models, errors, notes) { Stars = a.Has("--stars") };
            Output.WriteFile(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path), Output.Utf8(TableWriter.Write(table, Path.GetExtension(path))));
        }

        if (folder is not null)
        {
            Output.WriteFile(folder, "tidy.csv", Output.Utf8(TableWriter.Tidy(models)));
            Output.WriteFile(folder, "glance.csv", Output.Utf8(TableWriter.Glance(models)));
            Output.WriteFile(folder, "references.bib", Output.Utf8(References.BibTex(keys)));
        }
    }

    /// <summary>A kind of errors in the words of a note.</summary>
    public static string Says(string kind) => FittedTables.Errors.First(e => e.Name == kind).Says;

    private static string Words(Estimation.Once.StandardErrorKind kind) => kind switch
    {
        Estimation.Once.StandardErrorKind.OuterProduct => Says("opg"), Estimation.Once.StandardErrorKind.Sandwich => Says("sandwich"), Estimation.Once.StandardErrorKind.Bootstrap => Says("bootstrap"),
        Estimation.Once.StandardErrorKind.Clustered => "clustered by group", Estimation.Once.StandardErrorKind.TwoStep => "of two steps, the first carried", _ => Says("hessian"),
    };

    /// <summary>Fits of theories of a game that goes on.</summary>
    public static void Fits(Arguments a, string title, IReadOnlyList<TheoryFit> fits, IReadOnlyList<(string Name, string Hash)> files)
    {
        string kind = Kind(a);
        if (kind == "bootstrap" && !a.Has("--bootstrap"))
        {
            throw new UsageException("--errors bootstrap needs resamples: add --bootstrap N");
        }

        string? folder = a.Text("--out");
        Write(a, title, [.. fits.Select(f => FittedTables.Of(f, kind)).OfType<PublishedModel>()], files, References.Dynamic, a.Has("--posterior"), Says(kind), folder);
        foreach (var f in fits.Where(f => f.Fit is not null && folder is not null))
        {
            string[] names = [.. f.Fit!.Estimates.Select(e => e.Parameter.Name)];
            int k = names.Length;
            string end = fits.Count == 1 ? ".csv" : $"-{f.Theory.Replace(' ', '-')}.csv";
            if (k > 0 && f.Fit.Covariance.Length == k * k)
            {
                Output.WriteFile(folder!, "covariance" + end, Output.Utf8(TableWriter.Matrix(names, Enumerable.Range(0, k).Select(j => f.Fit.Covariance.AsSpan(j * k, k).ToArray()), names, "term")));
            }

            if (f.Bootstrap is { } b)
            {
                var failed = b.Failures.Select(x => x.Replication).ToHashSet();
                string[] converged = [.. Enumerable.Range(0, b.Draws.Length + failed.Count).Where(r => !failed.Contains(r)).Select(r => $"{r}")];
                Output.WriteFile(folder!, "bootstrap" + end, Output.Utf8(TableWriter.Matrix(names, b.Draws, converged, ".replication")));
            }
        }
    }

    /// <summary>Fits of models of a table.</summary>
    public static void Strategic(Arguments a, StrategicResult r, string? suffix = null)
    {
        var models = new List<PublishedModel>();
        string? folder = a.Text("--out");
        foreach (var m in r.Methods)
        {
            var kind = StrategicErrors.Of(a, m);
            var rows = m.Fit.Errors.Any(e => e.Kind == kind) || kind == Estimation.Once.StandardErrorKind.Bootstrap
                ? StrategicErrors.Rows(m, kind)
                : [.. m.Fit.Names.Select((n, i) => Estimation.Once.WeightRow.Of(n, m.Fit.Estimate[i], double.NaN))];
            string name = r.Methods.Count > 1 ? m.Name : r.Title ?? StrategicOutput.Name(r.Built.Model);
            models.Add(new PublishedModel(name, [.. rows.Select(w => new PublishedWeight(w.Name, w.Estimate, w.Error, w.Z, w.P, w.Lower, w.Upper))], m.Fit.Status.ToString().ToLowerInvariant(), m.Fit.Rows, m.Fit.LogLikelihood, m.Fit.Aic, m.Fit.Bic)
            {
                Converged = m.Fit.Status == Estimation.Once.EstimationStatus.Converged,
            });
            if (folder is null)
            {
                continue;
            }

            int k = m.Fit.Names.Count;
            string end = $"{(r.Methods.Count > 1 ? "-" + m.Name.Replace(' ', '-').ToLowerInvariant() : "")}{suffix}.csv";
            if (m.Fit.Errors.FirstOrDefault(e => e.Kind == kind) is { Covariance.Count: > 0 } errors)
            {
                Output.WriteFile(folder, "covariance" + end, Output.Utf8(TableWriter.Matrix(m.Fit.Names, Enumerable.Range(0, k).Select(i => (IReadOnlyList<double>)[.. errors.Covariance.Skip(i * k).Take(k)]), m.Fit.Names, "term")));
            }

            if (m.Bootstrap is { } b)
            {
                Output.WriteFile(folder, "bootstrap" + end, Output.Utf8(TableWriter.Matrix(m.Fit.Names, Enumerable.Range(0, b.Replications).Select(i => (IReadOnlyList<double>)[.. b.Estimates.Skip(i * k).Take(k)]), [.. Enumerable.Range(0, b.Replications).Select(i => $"{i}")], ".replication")));
            }
        }

        Write(a, r.Title ?? $"{StrategicOutput.Name(r.Built.Model)}: {r.Formula}", models, [(r.File, Files.Hash(r.File))], r.Built.Model == Estimation.Once.StrategicModel.Crisis ? References.Crisis : References.Recursive, a.Text("--prior") is not null, Words(StrategicErrors.Of(a, r.Methods[0])), folder);
    }
}
