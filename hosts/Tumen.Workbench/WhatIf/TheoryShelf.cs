using System.Collections.Concurrent;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.Workbench.WhatIf;

/// <summary>The theories of one reading of the study, each compiled and solved once, when first asked for.</summary>
public sealed class TheoryShelf
{
    private readonly StudyFolder? _study;
    private readonly StudyResults? _results;
    private readonly ConcurrentDictionary<string, Lazy<SolvedTheory>> _solved = new(StringComparer.Ordinal);

    /// <summary>A shelf for a study; results may be missing.</summary>
    public TheoryShelf(StudyFolder? study, StudyResults? results) => (_study, _results) = (study, results);

    /// <summary>A shelf without a study.</summary>
    public static TheoryShelf Empty { get; } = new(null, null);

    /// <summary>Names of the theories compared.</summary>
    public IReadOnlyList<string> Names => _study?.Study.Compare ?? [];

    /// <summary>The theory, or null when the study does not compare it.</summary>
    public SolvedTheory? Find(string name) => _study is { } study && study.Study.Compare.Contains(name)
        ? _solved.GetOrAdd(name, n => new Lazy<SolvedTheory>(() => new SolvedTheory(UnitModel.Of(study.Game, study.Records[0].Sequences[0].Covariates), n, _results?.Theories.FirstOrDefault(t => t.Name == n)))).Value
        : null;
}
