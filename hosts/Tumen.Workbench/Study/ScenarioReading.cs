using Tumen.Studies;

namespace Tumen.Workbench.Study;

/// <summary>Changes that the study's what-ifs make, with intervals.</summary>
public static class ScenarioReading
{
    /// <summary>Change of a quantity under one theory; null when the what-if does not have it or no draw was solved.</summary>
    public static IntervalWork? Change(ScenarioWork work, string quantity)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Quantities.FirstOrDefault(q => q.Name == quantity) is { Changes.Length: > 0 } q && double.IsFinite(q.Change) ? Mixture.Interval([(1, q.Change, q.Changes)]) : null;
    }

    /// <summary>The same averaged over the theories by their probabilities; null when none has it.</summary>
    public static IntervalWork? Averaged(StudyResults r, string scenario, string quantity)
    {
        ArgumentNullException.ThrowIfNull(r);
        var parts = r.Theories.Select((t, i) => (Weight: r.Posterior[i], Q: r.Scenarios.FirstOrDefault(s => s.Scenario == scenario && s.Theory == t.Name)?.Quantities.FirstOrDefault(q => q.Name == quantity)))
            .Where(x => x.Weight > 0 && x.Q is { Changes.Length: > 0 } && double.IsFinite(x.Q.Change)).ToArray();
        return parts.Length == 0 ? null : Mixture.Interval([.. parts.Select(x => (x.Weight, x.Q!.Change, x.Q.Changes))]);
    }

    /// <summary>Unit of a quantity.</summary>
    public static string Unit(StudyResults r, string quantity)
    {
        ArgumentNullException.ThrowIfNull(r);
        return r.Scenarios.SelectMany(w => w.Quantities).First(q => q.Name == quantity).Unit;
    }
}
