using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Leverage and discounted concessions before and after a change.</summary>
internal sealed partial class ScenarioWork
{
    /// <summary>Λ, X, I and concessions under a change.</summary>
    public (double Capacity, double Exertion, double Influence, double Concessions)? Levers(ChangedPlay changed, double[] law) =>
        _runner.Lever is not null && Index(changed, law) is { } index ? (index.Capacity, index.Exertion, index.Influence, index.Concessions) : null;

    // Discounted concessions along the whole way, from the start and from the situations averaged over.
    private Played Along(List<Play> plays, Played played)
    {
        if (_runner.Lever is not { } lever)
        {
            return played;
        }

        double[] later = lever.Concessions(plays[^1]);
        return played with { Discounted = Course(plays, _runner.Reduce(played.Start), later), DiscountedOver = Course(plays, _runner.Reduce(played.Over), later) };
    }

    // (1 − δ) Σ δᵗ g_t along months of changing play, then the averages that follow.
    private double Course(List<Play> plays, double[] law, double[] later)
    {
        var lever = _runner.Lever!;
        double sum = 0, d = 1, discount = _runner.Solved.Discounts[lever.Patron], first = _runner.Solved.FirstWeight(discount);
        Play? last = null;
        double[] flow = [];
        foreach (var play in plays.Take(plays.Count - 1))
        {
            flow = ReferenceEquals(play, last) ? flow : play.Expected(lever.Concession);
            last = play;
            sum += first * d * FixedOrder.Dot(law, flow);
            law = play.Step(law);
            d *= discount;
        }

        return sum + (d * FixedOrder.Dot(law, later));
    }

    private LogitMarkovEquilibrium? Bare(MoveSet moves, LogitMarkovEquilibrium e) => _baseline.Once("defanged " + moves.Player, null, null, 0, () =>
        Leverage.Resolve(GameEdits.Defang(e.Game, moves.Player, moves.Moves, moves.Quiet), e)) is { Status: SolveStatus.Certified } solved ? solved : null;

    // Concessions along a course that ends, less the same with threats that have no effect, now and ever after: of the baseline, and of the course.
    private ScenarioNumber WithoutThreats(int months, List<Play> plays, LeverOf lever)
    {
        double[] law = _runner.Reduce(Over), with = lever.Concessions(_baseline.Small);
        if (Bare(lever.Threats, _baseline.Equilibrium) is not { } bare)
        {
            return new ScenarioNumber(NumberGroups.Leverage, "less without threats", double.NaN, double.NaN);
        }

        double[] never = lever.Concessions(Play.Of(bare.Game, bare.Strategies)), was = _runner.Reduce(_options.Over ?? _runner.Start);
        var (without, _, stopped, _) = Months(months, lever.Threats, bare);
        return new ScenarioNumber(
            NumberGroups.Leverage, "less without threats", FixedOrder.Dot(was, with) - FixedOrder.Dot(was, never),
            stopped.Status == SolveStatus.Certified ? Course(plays, law, with) - Course(without, law, never) : double.NaN);
    }

    // Leverage of the baseline (kept), or of a change; null when a game was not solved.
    private Levered? Index(ChangedPlay? changed, double[] law)
    {
        var lever = _runner.Lever!;
        if (changed is null)
        {
            var e = _baseline.Equilibrium;
            return Of(e, lever.Question(_runner.Solved.Model, null), law, _baseline.Small, () => Bare(lever.Instruments!, e) is { } tame ? Play.Of(tame.Game, tame.Strategies) : null);
        }

        return Of(changed.Equilibrium, lever.Question(_small.Model, changed.Merged), law, changed.Small, () =>
        {
            var merged = Merge(Apart(lever.Instruments));
            var tame = Leverage.Resolve(merged is null ? Apart(lever.Instruments) : merged.Game, changed.Equilibrium);
            return tame.Status == SolveStatus.Certified ? PlayApart(tame.Game, tame.Strategies, merged) : null;
        });
    }

    private Levered? Of(LogitMarkovEquilibrium e, LeverageQuestion? question, double[] law, Play play, Func<Play?> tame)
    {
        var lever = _runner.Lever!;
        double influence = double.NaN;
        if (lever.Instruments is not null)
        {
            if (tame() is not { } without)
            {
                return null;
            }

            influence = lever.Influence(play, without, law);
        }

        double concessions = FixedOrder.Dot(law, lever.Concessions(play));
        if (question is null)
        {
            return new Levered(double.NaN, double.NaN, influence, double.NaN, concessions);
        }

        var index = Leverage.Measure(question, _runner.Solved.Model, e, law, LeverageParts.Least);
        return index.Solved ? new Levered(index.Capacity, index.Exertion, influence, index.Price, concessions) : null;
    }

    private List<ScenarioNumber> LeverageNumbers(ChangedPlay changed, bool same)
    {
        if (_runner.Lever is not { } lever)
        {
            return [];
        }

        double[] was = _options.Over ?? _runner.Start;
        var before = _baseline.Once("levers", null, was, 0, () => new Kept<Levered>(Index(null, _runner.Reduce(was)))).Value;
        var after = same ? before : Index(changed, _runner.Reduce(Over));
        if (before is null || after is null)
        {
            _notes.Add("a game with the threats muted was not solved: leverage is not given");
            return [];
        }

        var list = new List<ScenarioNumber>
        {
            new(NumberGroups.Leverage, "capacity", before.Capacity, after.Capacity),
            new(NumberGroups.Leverage, "exertion", before.Exertion, after.Exertion),
            new(NumberGroups.Leverage, "price", before.Price, after.Price),
        };
        if (lever.Instruments is not null)
        {
            list.Insert(2, new ScenarioNumber(NumberGroups.Leverage, "influence", before.Influence, after.Influence));
        }

        return list;
    }

    // Λ, X, I, price and concessions, averaged over a law.
    private sealed record Levered(double Capacity, double Exertion, double Influence, double Price, double Concessions);

    // A value that may be missing, as something that can be kept.
    private sealed record Kept<T>(T? Value)
        where T : class;
}
