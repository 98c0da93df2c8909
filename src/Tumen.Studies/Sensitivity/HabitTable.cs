using System.Collections.Immutable;
using System.Globalization;
using Tumen.Language;

namespace Tumen.Studies;

/// <summary>What every theory gains over the base game as written, and with the habits that the base game leaves out.</summary>
/// <param name="Terms">The habits added, in the words of the language.</param>
/// <param name="Gains">Per theory, in the order of the study: log marginal likelihood less that of the base game, as written and with the habits; NaN where nothing rests on a fit.</param>
/// <param name="OfHabits">What the habits alone add to the base game's log marginal likelihood.</param>
public sealed record HabitTable(ImmutableArray<string> Terms, ImmutableArray<(string Theory, double AsWritten, double WithHabits)> Gains, double OfHabits)
{
    /// <summary>Sets the fits side by side; null when there are none with habits added.</summary>
    internal static HabitTable? Of(StudyFolder study, ImmutableArray<TheoryWork> main, ImmutableArray<TheoryWork> with)
    {
        int home = main.ToList().FindIndex(w => w.Name == "base");
        if (with.IsDefaultOrEmpty || home < 0)
        {
            return null;
        }

        double Over(ImmutableArray<TheoryWork> of, int i) => Standing.Evidence(of[i]) - Standing.Evidence(of[home]);
        return new HabitTable(
            [.. Habits.Missing(study.Game).Where(m => m.Term is not null).Select(m => m.Says)], [.. main.Select((w, i) => (w.Name, Over(main, i), Over(with, i)))],
            Standing.Evidence(with[home]) - Standing.Evidence(main[home]));
    }

    /// <summary>In words, for the answer.</summary>
    /// <param name="best">The leading theory.</param>
    internal string Says(string best)
    {
        string F(double x) => x.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
        var own = Gains.FirstOrDefault(g => g.Theory == best);
        return $"the base game leaves out {(Terms.Length == 1 ? "a habit" : $"{Terms.Length} habits")} ({string.Join("; ", Terms)}), worth {F(OfHabits)} nats; {(best == "base" ? "the leader is the base game" : $"over the base game {best} gains {F(own.AsWritten)} nats as written and {F(own.WithHabits)} with {(Terms.Length == 1 ? "it" : "them")}")}";
    }
}
