using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Leverage and discounted concessions before and after a change.</summary>
internal sealed partial class ScenarioWork
{
    /// <summary>Λ, X, I and concessions under a change.</summary>
    public (double Capacity, double Exertion, double Influence, double Concessions)? Levers(ChangedPlay changed, double[] law)
    {
        if (_runner.Lever is not { } lever || Leverages(changed) is not { } values)
        {
            return null;
        }

        var (capacity, influence, _) = values.Over(law);
        return (capacity, lever.Exertion(changed.Equilibrium, changed.Merged, law), influence, FixedOrder.Dot(law, values.With));
    }

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
        double sum = 0, d = 1, discount = _runner.Solved.Discounts[lever.Patron];
        Play? last = null;
        double[] flow = [];
        foreach (var play in plays.Take(plays.Count - 1))
        {
            flow = ReferenceEquals(play, last) ? flow : play.Expected(lever.Concession);
            last = play;
            sum += (1 - discount) * d * FixedOrder.Dot(law, flow);
            law = play.Step(law);
            d *= discount;
        }

        return sum + (d * FixedOrder.Dot(law, later));
    }

    private LogitMarkovEquilibrium? Bare(MoveSet moves, LogitMarkovEquilibrium e) => _baseline.Once("defanged " + moves.Player, null, null, 0, () =>
        Leverage.Resolve(GameEdits.Defang(e.Game, moves.Player, moves.Moves, moves.Quiet), e)) is { Status: SolveStatus.Certified } solved ? solved : null;

    // Averages with and without moves that act: of the baseline (kept), or of a change.
    private LeverValues? Leverages(ChangedPlay? changed)
    {
        var lever = _runner.Lever!;
        var e = _baseline.Equilibrium;
        if (changed is null)
        {
            return _baseline.Once("levers", null, null, 0, () => new Kept<LeverValues>(lever.Of(
                _baseline.Small, m => Bare(m, e) is { } bare ? (Play.Of(bare.Game, bare.Strategies), bare.Values[lever.Patron]) : null, e.Values[lever.Patron]))).Value;
        }

        return lever.Of(changed.Small, moves =>
        {
            var apart = Apart(moves);
            var merged = Merge(apart);
            var bare = Leverage.Resolve(merged is null ? apart : merged.Game, changed.Equilibrium);
            return bare.Status != SolveStatus.Certified ? null : (PlayApart(bare.Game, bare.Strategies, merged), merged is null ? bare.Values[lever.Patron] : []);
        }, changed.Merged is null ? changed.Equilibrium.Values[lever.Patron] : []);
    }

    private List<ScenarioNumber> LeverageNumbers(ChangedPlay changed, bool same)
    {
        if (_runner.Lever is not { } lever)
        {
            return [];
        }

        double[] was = _options.Over ?? _runner.Start, law = _runner.Reduce(Over), lawWas = _runner.Reduce(was);
        var before = Leverages(null);
        var after = same ? before : Leverages(changed);
        if (before is null || after is null)
        {
            _notes.Add("a game with the threats defanged was not solved: leverage is not given");
            return [];
        }

        var (capacity0, influence0, price0) = before.Over(lawWas);
        var (capacity, influence, price) = after.Over(law);
        double exertion0 = _baseline.Once("exertion", null, was, 0, () => new Kept<double[]>([lever.Exertion(_baseline.Equilibrium, null, lawWas)])).Value![0];
        var list = new List<ScenarioNumber>
        {
            new(NumberGroups.Leverage, "capacity", capacity0, capacity),
            new(NumberGroups.Leverage, "exertion", exertion0, same ? exertion0 : lever.Exertion(changed.Equilibrium, changed.Merged, law)),
            new(NumberGroups.Leverage, "price", price0, price),
        };
        if (lever.Instruments is not null)
        {
            list.Insert(2, new ScenarioNumber(NumberGroups.Leverage, "influence", influence0, influence));
        }

        return list;
    }

    // A value that may be missing, as something that can be kept.
    private sealed record Kept<T>(T? Value)
        where T : class;
}
