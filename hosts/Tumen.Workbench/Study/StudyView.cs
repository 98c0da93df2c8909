using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Studies;
using Tumen.Workbench.WhatIf;

namespace Tumen.Workbench.Study;

/// <summary>How far the results of the study on the desk have come.</summary>
public enum ResultsStatus
{
    /// <summary>The texts or the results are being read.</summary>
    Reading,

    /// <summary>Nothing has been computed for these texts.</summary>
    None,

    /// <summary>A run has begun and not ended.</summary>
    Partial,

    /// <summary>The theories are compared.</summary>
    Whole,
}

/// <summary>What every page shows: one reading of the study's folder. Immutable; a new one replaces it when a file changes.</summary>
public sealed record StudyView
{
    /// <summary>Counts readings; two windows that show the same number show the same study.</summary>
    public required int Version { get; init; }

    /// <summary>The study, or null when it cannot be read and never could since the server started.</summary>
    public StudyFolder? Study { get; init; }

    /// <summary>Errors that keep the present texts from being read; the study is then the last one that could be.</summary>
    public ImmutableArray<Diagnostic> Problems { get; init; } = [];

    /// <summary>Results, or null.</summary>
    public StudyResults? Results { get; init; }

    /// <summary>How far they have come.</summary>
    public ResultsStatus Status { get; init; }

    /// <summary>Finished pieces found.</summary>
    public int Finished { get; init; }

    /// <summary>Pieces in all; 0 when not known.</summary>
    public int Of { get; init; }

    /// <summary>Whether results.json is of these results, as far as its time tells.</summary>
    public DateTime? Written { get; init; }

    /// <summary>Solved theories, made when first asked for.</summary>
    public required TheoryShelf Shelf { get; init; }

    /// <summary>What to say beside numbers that rest on no fit.</summary>
    public string Unfitted => Status == ResultsStatus.Reading
        ? "The results are still being read; until then these are numbers at the priors' means."
        : "No theory is fitted yet (Runs does that): these are numbers at the priors' means.";

    /// <summary>Indices of the theories, most probable first.</summary>
    public ImmutableArray<int> Ranked => Results is { } r
        ? [.. Enumerable.Range(0, r.Theories.Length).OrderByDescending(i => double.IsNaN(r.Posterior[i]) ? -1 : r.Posterior[i])]
        : [];
}
