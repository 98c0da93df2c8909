using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics.Special;

namespace Tumen.Estimation;

/// <summary>What is wrong with a theory and a record taken together.</summary>
public enum FitRemarkKind
{
    /// <summary>The theory leaves no weight to estimate.</summary>
    NoFreeWeight,

    /// <summary>A weight changes no choice in any situation that the record visits.</summary>
    WeightMovesNothing,

    /// <summary>Moves are perfectly separated: the likelihood grows without end in a weight.</summary>
    Separated,

    /// <summary>A level of a situation that the record never shows.</summary>
    NeverVisited,

    /// <summary>Too few periods or moves to learn the free parameters from.</summary>
    ShortRecord,

    /// <summary>The prior puts next to nothing between the bounds.</summary>
    PriorOutsideBounds,

    /// <summary>The lower bound is not below the upper one.</summary>
    EmptyBounds,

    /// <summary>The record is impossible at the start: a period has likelihood zero.</summary>
    ImpossiblePeriod,

    /// <summary>No equilibrium was certified at the start.</summary>
    Unsolved,

    /// <summary>A single path was climbed: nothing compares its end with another's.</summary>
    OnePath,

    /// <summary>No more units than parameters: errors by unit mean nothing.</summary>
    FewUnits,

    /// <summary>A path ends on a lower optimum than another.</summary>
    LowerPath,

    /// <summary>A chance ends where the chances of a law add up to one.</summary>
    AtBorder,

    /// <summary>Another equilibrium at the estimate makes the record likelier than the one that the fit uses.</summary>
    LikelierEquilibrium,
}

/// <summary>One remark with a way out.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Stops">Whether fitting is pointless until it is mended; other theories of a run go on.</param>
/// <param name="Subject">Parameter, level or period it is about; empty when it is about the whole.</param>
/// <param name="Says">In words.</param>
/// <param name="Remedy">What to do.</param>
public sealed record FitRemark(FitRemarkKind Kind, bool Stops, string Subject, string Says, string Remedy);

/// <summary>Names what a fit will stumble over, before it and after it.</summary>
public static class FitReview
{
    private const double SmallMass = 1e-3;

    // Unseen levels of one situation that are named one by one; beyond, they are counted.
    private const int Listed = 5;

    // Information below which a weight counts as moving nothing, in nats per squared unit.
    private const double Nothing = 1e-10;

    // Draws from the priors at which a weight that moves nothing at the plain start is tried again.
    private const int IdleDraws = 4;

    /// <summary>Before fitting: what theory and record say at the prior and at the plain start.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="cancel">Stops the solver.</param>
    public static ImmutableArray<FitRemark> Before(Likelihood likelihood, CancellationToken cancel = default)
    {
        var remarks = ImmutableArray.CreateBuilder<FitRemark>();
        var space = likelihood.Parameters;
        remarks.AddRange(Contradictions(space));
        int weights = space.Free.Count(p => p.Kind == ParameterKind.Weight);
        if (weights == 0)
        {
            remarks.Add(new(FitRemarkKind.NoFreeWeight, false, "", "the theory leaves no weight free: it is scored as it stands, nothing is estimated about payoffs", "free a weight by giving it a prior in place of a value, or keep the theory as a fixed benchmark"));
        }

        if (likelihood.MoveCount <= space.Count || likelihood.PeriodCount < 2)
        {
            remarks.Add(new(FitRemarkKind.ShortRecord, false, "", $"the record's moves are {likelihood.MoveCount}, in {likelihood.PeriodCount} period{(likelihood.PeriodCount == 1 ? "" : "s")}: no more than there are parameters to learn from them, so that estimates say what the priors say",
                "lengthen the record, or fix parameters"));
        }

        if (likelihood.Data.Length > 1 && likelihood.Data.Length <= space.Count)
        {
            remarks.Add(new(FitRemarkKind.FewUnits, false, "", $"the record has {likelihood.Data.Length} units for {space.Count} parameters: standard errors by unit and a bootstrap by units need more units than parameters, and none by unit is given",
                "use the errors by the Hessian, which take periods as independent, or find more units"));
        }

        Visits(likelihood, remarks);
        Menus(likelihood, remarks);
        if (!remarks.Any(r => r.Stops))
        {
            Start(likelihood, remarks, cancel);
        }

        return remarks.ToImmutable();
    }

    /// <summary>Bounds that leave nothing, and priors that put next to nothing between them: what can be said of a theory without a record.</summary>
    /// <param name="space">Its free parameters.</param>
    public static ImmutableArray<FitRemark> Contradictions(ParameterSpace space)
    {
        var remarks = ImmutableArray.CreateBuilder<FitRemark>();
        foreach (var p in space.Free)
        {
            if (!(p.Lower < p.Upper))
            {
                remarks.Add(new(FitRemarkKind.EmptyBounds, true, p.Name, $"{p.Name} must be at least {N(p.Lower)} and at most {N(p.Upper)}: no value between them is left",
                    "widen one of the bounds, or assume the value"));
            }
            else if (p.Prior is Prior.Normal n)
            {
                double mass = Normal.Cdf((p.Upper - n.Mean) / n.StandardDeviation) - Normal.Cdf((p.Lower - n.Mean) / n.StandardDeviation);
                if (!(mass > SmallMass))
                {
                    remarks.Add(new(FitRemarkKind.PriorOutsideBounds, !(mass > 0), p.Name,
                        $"the prior of {p.Name}, normal({N(n.Mean)}, {N(n.StandardDeviation)}), puts {mass.ToString("0.0e+0", CultureInfo.InvariantCulture)} of its mass between the bounds {N(p.Lower)} and {N(p.Upper)}",
                        "move the prior's mean into the bounds, widen it, or drop the bound"));
                }
            }
        }

        return remarks.ToImmutable();
    }

    /// <summary>What was found before a fit of which no start came to anything: it stops the theory, and says so.</summary>
    /// <param name="before">Remarks made before the fit.</param>
    /// <param name="fit">The fit; impossible.</param>
    public static ImmutableArray<FitRemark> NowhereToStart(ImmutableArray<FitRemark> before, FitResult fit) =>
        before.FirstOrDefault(r => r.Kind == FitRemarkKind.Unsolved) is { } unsolved
            ? [.. before.Select(r => r == unsolved ? r with { Stops = true, Says = $"{r.Says}, nor at any other of {fit.Starts} starts" } : r)]
            : [.. before, new FitRemark(FitRemarkKind.ImpossiblePeriod, true, "", $"at none of {fit.Starts} starts is the record possible and an equilibrium certified", "give the laws small chances of what happened, or narrow the priors")];

    /// <summary>After fitting: weights that ran away, and why.</summary>
    public static ImmutableArray<FitRemark> After(FitResult fit) => [.. fit.Estimates.Where(e => e.Bound == "guard").Select(e => new FitRemark(
        FitRemarkKind.Separated, false, e.Parameter.Name,
        $"{e.Parameter.Name} ran away {(e.Value > 0 ? "upwards" : "downwards")}: wherever it matters the record's moves are always the same, so that the likelihood has no maximum",
        e.Parameter.Prior is Prior.Normal ? "its prior was not used: fit the posterior mode, which is finite (--posterior), give the weight a bound with a reason, or leave it out"
            : "give the weight a prior and fit the posterior mode, which is finite (--posterior), give it a bound with a reason, or leave it out")),
        .. fit.Estimates.Where(e => e.Bound == "upper" && e.Parameter.Kind == ParameterKind.Chance && e.Value < e.Parameter.Upper - 1e-6).Select(e => new FitRemark(
            FitRemarkKind.AtBorder, false, e.Parameter.Name,
            string.Create(CultureInfo.InvariantCulture, $"{e.Parameter.Name} ends at {e.Value:0.000}, where the chances of a law add up to one: the record asks for more than the law can give, and the estimate has no standard error"),
            "let another chance of that law be estimated too, lower the one that is fixed, or write the law in levels (becomes …)")),
        .. OnePath(fit), .. LowerPaths(fit)];

    private static IEnumerable<FitRemark> LowerPaths(FitResult fit)
    {
        const double Lower = 0.01; // nats
        foreach (var path in fit.Optima.Where(o => o.Origin is not null).GroupBy(o => o.Origin!))
        {
            double below = fit.Optima[0].Objective - path.Max(o => o.Objective);
            if (below > Lower)
            {
                yield return new FitRemark(FitRemarkKind.LowerPath, false, "", string.Create(CultureInfo.InvariantCulture,
                    $"{path.Key} ends {below:0.00} nats below the optimum shown, which {fit.Optima[0].Origin ?? "an ordinary start"} found"), "the table of optima has both; that several paths were taken is what showed it");
            }
        }
    }

    // Nothing stands beside a single climb: a path may end on a branch that others pass below.
    private static IEnumerable<FitRemark> OnePath(FitResult fit) => fit is { Starts: 1, Optima: [{ Origin: { } origin }, ..] }
        ? [new FitRemark(FitRemarkKind.OnePath, false, "", $"only one path was climbed ({origin}): nothing shows that no other ends higher, and single paths do end on lower equilibria",
            "take another path too, such as --path discount,frequencies, or ordinary starts beside it (--starts 8)")]
        : [];

    // A move that its menu forbids has chance zero whatever the weights are.
    private static void Menus(Likelihood likelihood, ImmutableArray<FitRemark>.Builder remarks)
    {
        var game = likelihood.Game.Model;
        var found = ForbiddenMoves.Of(game, likelihood.Data);
        if (!found.IsEmpty)
        {
            remarks.Add(new(FitRemarkKind.ImpossiblePeriod, true, found[0].Period, $"{found[0].Says(game)}{(found.Length == 1 ? "" : $", and {found.Length - 1} more such {game.Period}{(found.Length == 2 ? "" : "s")}")}",
                $"let the menu of {game.Players[found[0].Player].Name} hold {game.Players[found[0].Player].Moves[found[0].Move]} there, or correct the coding of {found[0].Period}"));
        }
    }

    private static void Visits(Likelihood likelihood, ImmutableArray<FitRemark>.Builder remarks)
    {
        var situations = likelihood.Game.States.Situations;
        for (int v = 0; v < situations.Length; v++)
        {
            var seen = new bool[situations[v].Levels.Length];
            bool holes = false;
            foreach (var d in likelihood.Data)
            {
                foreach (var levels in d.Levels)
                {
                    holes |= levels[v] < 0;
                    if (levels[v] >= 0)
                    {
                        seen[levels[v]] = true;
                    }
                }
            }

            // Where levels are missing, an unseen one may still have been visited.
            int[] unseen = holes ? [] : [.. Enumerable.Range(0, seen.Length).Where(l => !seen[l])];
            if (unseen.Length > Listed)
            {
                remarks.Add(new(FitRemarkKind.NeverVisited, false, situations[v].Name,
                    $"the record never shows {unseen.Length} of the {seen.Length} levels of {situations[v].Name} ({situations[v].Levels[unseen[0]]} to {situations[v].Levels[unseen[^1]]}): what players would do there rests on the theory alone",
                    "take a coarser grid, or say in the report that those levels are extrapolated"));
                continue;
            }

            foreach (int l in unseen)
            {
                string name = $"{situations[v].Name} {situations[v].Levels[l]}";
                remarks.Add(new(FitRemarkKind.NeverVisited, false, name, $"the record never shows {name}: what players would do there rests on the theory alone", "merge the level with its neighbour, or say in the report that it is extrapolated"));
            }
        }
    }

    private static void Start(Likelihood likelihood, ImmutableArray<FitRemark>.Builder remarks, CancellationToken cancel)
    {
        var space = likelihood.Parameters;
        var x = space.PlainStart();
        likelihood.Forget();
        var at = likelihood.Evaluate(x, true, cancel);
        if (!at.Solved)
        {
            remarks.Add(new(FitRemarkKind.Unsolved, false, "", $"no equilibrium was certified at the plain start (residual {at.Residual.ToString("0.0e+0", CultureInfo.InvariantCulture)})", "start elsewhere, lower the discount factors first (continuation), or narrow the priors"));
            return;
        }

        int row = 0;
        foreach (var d in likelihood.Data)
        {
            for (int t = 0; t < d.Length; t++, row++)
            {
                if (double.IsNegativeInfinity(at.ByPeriod[row]) || double.IsNaN(at.ByPeriod[row]))
                {
                    bool moves = double.IsNegativeInfinity(at.MovesByPeriod[row]);
                    string when = d.Unit.Length == 0 ? d.Periods[t] : $"{d.Unit} {d.Periods[t]}";
                    remarks.Add(new(FitRemarkKind.ImpossiblePeriod, true, d.Periods[t],
                        moves ? $"in {when} a move of the record has chance zero" : $"the laws give the step from {when} to the next period chance zero",
                        moves ? "lower the weight, fixed or bounded, that makes the move impossible, or correct the coding of the period" : "give the law of the situation that moved a small chance of this step, or correct the coding of the period"));
                    return;
                }
            }
        }

        foreach (int j in Idle(likelihood, at.Information, cancel))
        {
            remarks.Add(new(FitRemarkKind.WeightMovesNothing, false, space.Free[j].Name, $"{space.Free[j].Name} changes no choice in any situation that the record visits",
                "check the condition of its payoff term; assume a value, or drop it"));
        }
    }

    // Weights without information at the plain start, where hardly anybody responds to anything, and at draws from the priors too: a motive may work only through what others do.
    private static IEnumerable<int> Idle(Likelihood likelihood, double[] information, CancellationToken cancel)
    {
        var space = likelihood.Parameters;
        bool Silent(double[] known, int j) => known[(j * space.Count) + j] < Nothing * space.Units[j] * space.Units[j];
        int[] idle = [.. Enumerable.Range(0, space.Count).Where(j => space.Free[j].Kind == ParameterKind.Weight && Silent(information, j))];
        foreach (double[] x in Estimator.Starts(space, new FitOptions { Starts = IdleDraws + 1 }).Skip(1))
        {
            if (idle.Length == 0)
            {
                break;
            }

            likelihood.Forget();
            var at = likelihood.Evaluate(x, true, cancel);
            idle = at.Solved ? [.. idle.Where(j => Silent(at.Information, j))] : idle;
        }

        return idle;
    }

    private static string N(double x) => x.ToString("0.###", CultureInfo.InvariantCulture);
}
