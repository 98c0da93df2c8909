using System.Globalization;

namespace Tumen.Report.Tables;

/// <summary>One weight of one model, as tables for publication show it.</summary>
/// <param name="Term">Its name.</param>
/// <param name="Estimate">The estimate.</param>
/// <param name="Error">Standard error of the chosen kind; NaN where there is none.</param>
/// <param name="Statistic">Estimate over error; NaN without one.</param>
/// <param name="P">Two-sided chance of so large a statistic at a weight of 0; NaN without one.</param>
/// <param name="Low">Lower end of the 95 % interval; NaN without one.</param>
/// <param name="High">Upper end.</param>
public sealed record PublishedWeight(string Term, double Estimate, double Error, double Statistic, double P, double Low, double High);

/// <summary>One model: a column of a table.</summary>
/// <param name="Name">Its heading: a theory or a formula.</param>
/// <param name="Weights">Its weights in order.</param>
/// <param name="Status">How the fit ended, in words.</param>
/// <param name="Observations">Moves or rows that the likelihood rests on.</param>
/// <param name="LogLikelihood">Log-likelihood in nats.</param>
/// <param name="Aic">Akaike's criterion.</param>
/// <param name="Bic">Schwarz's criterion.</param>
public sealed record PublishedModel(string Name, IReadOnlyList<PublishedWeight> Weights, string Status, int Observations, double LogLikelihood, double Aic, double Bic)
{
    /// <summary>Posterior probability among the models of the table; null where none was worked out.</summary>
    public double? Probability { get; init; }

    /// <summary>Whether the fit has a certificate of convergence.</summary>
    public bool Converged { get; init; } = true;
}

/// <summary>A table of models side by side.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Models">Its columns, at least one.</param>
/// <param name="Errors">Kind of the standard errors, in words.</param>
/// <param name="Notes">Sentences under the table: version, files and their hashes.</param>
public sealed record PublishedTable(string Caption, IReadOnlyList<PublishedModel> Models, string Errors, IReadOnlyList<string> Notes)
{
    /// <summary>Whether stars mark small p: one below 0.05, two below 0.01, three below 0.001.</summary>
    public bool Stars { get; init; }

    /// <summary>Names of all weights, in the order in which the models first name them.</summary>
    public IReadOnlyList<string> Terms => [.. Models.SelectMany(m => m.Weights).Select(w => w.Term).Distinct()];

    /// <summary>What stands under the table, one sentence an item.</summary>
    public IReadOnlyList<string> Foot =>
    [
        $"Standard errors in parentheses: {Errors}.", .. Stars ? ["* p < 0.05, ** p < 0.01, *** p < 0.001, two-sided."] : Array.Empty<string>(),
        .. Models.Where(m => !m.Converged).Select(m => $"{m.Name}: {m.Status}; its errors mean nothing."), .. Notes,
    ];

    /// <summary>The rows below the weights: name and one number a model, with its decimals.</summary>
    internal IEnumerable<(string Name, IReadOnlyList<string> Cells)> Statistics()
    {
        yield return ("Observations", [.. Models.Select(m => m.Observations.ToString(CultureInfo.InvariantCulture))]);
        yield return ("Log-likelihood", [.. Models.Select(m => Text(m.LogLikelihood, 2))]);
        yield return ("AIC", [.. Models.Select(m => Text(m.Aic, 1))]);
        yield return ("BIC", [.. Models.Select(m => Text(m.Bic, 1))]);
        if (Models.Any(m => m.Probability is not null))
        {
            yield return ("Posterior probability", [.. Models.Select(m => m.Probability is { } p ? Text(p, 3) : "")]);
        }
    }

    internal PublishedWeight? Find(PublishedModel model, string term) => model.Weights.FirstOrDefault(w => w.Term == term);

    internal string Marks(PublishedWeight w) => !Stars || double.IsNaN(w.P) ? "" : w.P < 0.001 ? "***" : w.P < 0.01 ? "**" : w.P < 0.05 ? "*" : "";

    /// <summary>A number with so many decimals, more where it is small, none where there is none.</summary>
    internal static string Text(double x, int decimals) =>
        !double.IsFinite(x) ? ""
        : x != 0 && (Math.Abs(x) < 1e-4 || Math.Abs(x) >= 1e7) ? x.ToString("0.00e+0", CultureInfo.InvariantCulture)
        : x != 0 && Math.Abs(x) < 0.01 && decimals > 1 ? x.ToString("0.00000", CultureInfo.InvariantCulture)
        : x.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
