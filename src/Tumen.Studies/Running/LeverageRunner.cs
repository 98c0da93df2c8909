using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>Leverage with intervals: the index at the posterior mode, at Laplace draws around it, and at draws from the priors.</summary>
public static class LeverageRunner
{
    /// <summary>Least posterior chance that Λ (and X) is large enough to matter, for a verdict.</summary>
    public const double VerdictChance = 0.9;

    /// <summary>Smallest leverage that a verdict counts: one net reward in ten years of months, 1/120 a month. A smallest effect of interest; there is no noise for it to absorb.</summary>
    public const double SmallestThatMatters = 1.0 / 120;

    /// <summary>Draws at which influence and the world without threats are worked out too.</summary>
    private const int WideDraws = 100;

    // Residual to which games are solved at draws: a hundred-millionth of a chance, far below what the draws leave uncertain.
    private const double DrawTolerance = 1e-8;

    /// <summary>Measures leverage under a fitted theory, from the situations of the record: unit by unit and era by era, averaged by months.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="mode">Posterior mode.</param>
    /// <param name="options">How many draws.</param>
    /// <param name="cancel">Stops between draws.</param>
    public static LeverageWork Measure(Likelihood likelihood, FitResult mode, TheoryOptions options, CancellationToken cancel)
    {
        var parts = PartsOf(likelihood, mode, options);
        var point = parts.Select(p => p.Measure(p.Equilibrium, LeverageParts.All)).ToArray();
        var posterior = new PosteriorDraws(likelihood.Parameters, mode, options.Seed + 1000);
        var (rows, failed) = Sample(parts, options.Draws, posterior.Draw, WideDraws, [.. point.Select(p => p.Starts)], cancel);
        var prior = new PriorSample(likelihood.Parameters, options.Seed + 3000);
        var (before, unsolved) = prior.IsProper ? Sample(parts, options.PriorDraws, prior.Draw, 0, null, cancel) : ([], 0);
        int[] months = [.. parts.Select(p => p.Months)];
        var at = Average(point, months);
        IntervalWork Of(double value, Func<LeverageIndex, double> of, bool withPrior = false) => Intervals.Of(
            value, [.. rows.Select(of).Where(double.IsFinite)], withPrior ? [.. before.Select(of).Where(double.IsFinite)] : []);
        var capacity = Of(at.Capacity, r => r.Capacity, withPrior: true);
        var exertion = Of(at.Exertion, r => r.Exertion, withPrior: true);
        var adds = at.ByMove.Where(m => m.Share > 0).Select(m => m.Move).ToHashSet();
        bool Exerted(LeverageIndex r) => r.Exertion > SmallestThatMatters && r.Twin.Any(t => t.Share > 0 && adds.Contains(t.Move));
        return new LeverageWork(
            rows.Count, failed, Of(at.Concessions, r => r.Concessions), capacity, Named(at.ByMove), exertion,
            at.Influence is { } influence ? Of(influence, r => r.Influence ?? double.NaN) : null, Of(at.Price, r => r.Price), ByPeriod(likelihood, parts, point),
            [.. rows.Select(r => r.Capacity)], [.. rows.Select(r => r.Exertion)], [.. rows.Where(r => r.Influence is not null).Select(r => r.Influence!.Value)],
            Verdict(capacity.ChanceMatters, rows.Count == 0 ? 0 : rows.Count(Exerted) / (double)rows.Count, rows.Count))
        {
            ExertionByMove = Named(at.ExertionByMove),
            Twin = Named(at.Twin),
            Frequency = Named(at.Frequency),
            Steadied = Of(at.Steadied, r => r.Steadied), // at draws only where there is a lever
            MadeAnyway = Of(at.MadeAnyway, r => r.MadeAnyway),
            OthersAdapt = Of(at.OthersAdapt, r => r.OthersAdapt),
            WithoutThreats = Of(at.WithoutThreats, r => r.WithoutThreats),
            ChanceExerted = rows.Count == 0 ? double.NaN : rows.Count(Exerted) / (double)rows.Count,
            PriorDraws = before.Count,
            PriorFailed = unsolved,
            PriorCapacity = [.. before.Select(r => r.Capacity)],
            PriorExertion = [.. before.Select(r => r.Exertion)],
            Kept = [.. parts[0].Question.Kept],
            Parts = parts.Length == 1 ? [] : [.. parts.Zip(point, (p, x) => new LeveragePartWork(p.Name, p.Months, x.Concessions, x.Capacity, x.Exertion))],
            Notes = Notes(likelihood, parts),
        };
    }

    /// <summary>The verdict rule on the title's two questions.</summary>
    public static string Verdict(double capacity, double exertion, int draws) =>
        draws == 0 ? "the record does not say"
        : capacity >= VerdictChance && exertion >= VerdictChance ? "exerting"
        : capacity >= VerdictChance ? "leverageable, not exerting"
        : "the record does not say";

    /// <summary>In words: one more reward every so many years, or months where it is more often; "none" below one in a thousand years.</summary>
    /// <param name="perPeriod">Net rewards a period.</param>
    /// <param name="period">The game's period: "month" counts in years of twelve, any other in periods.</param>
    public static string Every(double perPeriod, string period)
    {
        double size = Math.Abs(perPeriod);
        if (double.IsNaN(size))
        {
            return "–";
        }

        if (size < 1.0 / 12_000)
        {
            return "none";
        }

        double years = period == "month" ? 1 / (12 * size) : 1 / size;
        string unit = period == "month" ? "year" : period;
        string count = years < 1.95 ? years.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : years.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        return $"one {(perPeriod > 0 ? "more" : "fewer")} every {count} {unit}s";
    }

    /// <summary>Share of the record's periods in each state of the solved game (known states only).</summary>
    public static double[] StateShares(Likelihood likelihood) => Shares(likelihood, likelihood.Data, _ => true).Shares;

    // One part a unit's game and era: units with the same covariates and the same values of the weights play one game.
    private static LeveragePart[] PartsOf(Likelihood likelihood, FitResult mode, TheoryOptions options)
    {
        var space = likelihood.Parameters;
        var model = likelihood.Game.Model;
        var list = new List<LeveragePart>();
        var units = likelihood.Data.GroupBy(d => (Kind: space.KindOf(model, d), Values: string.Join(';', model.Covariates.Select(c => d.Covariates.GetValueOrDefault(c.Name))), Selected: options.Selection.ContainsKey(d.Unit) ? d.Unit : "")).ToArray();
        foreach (var group in units)
        {
            var game = model.Covariates.IsEmpty ? likelihood.Solved : likelihood.Solved.For(group.First().Covariates);
            for (int e = 0; e < space.Eras.Length; e++)
            {
                int era = e;
                var (shares, months) = Shares(likelihood, [.. group], p => space.EraOf(p) == era);
                if (months == 0 && (units.Length > 1 || space.Eras.Length > 1))
                {
                    continue;
                }

                var question = LeverageQuestion.For(game.Model, game.Discounts)!;
                var at = game.At(space.Weights(e, mode.Point, group.Key.Kind), space.Chances(mode.Point));
                double[] near = options.Selection.GetValueOrDefault(group.Key.Selected) ?? mode.Equilibria[e].ActionValues;
                string name = string.Join(", ", new[] { units.Length > 1 ? string.Join(", ", group.Select(d => d.Unit)) : "", space.Eras.Length > 1 ? space.Eras[e].Name : "" }.Where(x => x.Length > 0));
                list.Add(new LeveragePart(name, e, group.Key.Kind, [.. group.Select(d => d.Unit)], game, question, shares, Math.Max(1, months), Solve(at, mode.Equilibria[e], near), space));
            }
        }

        return [.. list];
    }

    private static LogitMarkovEquilibrium Solve(StochasticGame game, LogitMarkovEquilibrium like, double[] near)
    {
        var options = new SolveOptions { Precision = like.Precision, Convention = like.Convention, Start = near, Certify = false };
        var e = LogitMarkovSolver.Solve(game, options);
        return e.Status == SolveStatus.Certified ? e : PrincipalBranch.Solve(game, options);
    }

    // Near: the worlds at the mode, for draws around it; null for draws from the priors, which are anywhere.
    private static (List<LeverageIndex> Rows, int Failed) Sample(LeveragePart[] parts, int draws, Func<int, double[]> draw, int wide, LeverageStarts?[]? near, CancellationToken cancel)
    {
        var rows = new List<LeverageIndex>();
        int[] months = [.. parts.Select(p => p.Months)];
        for (int d = 0; d < draws; d++)
        {
            double[] x = draw(d);
            var which = LeverageParts.Least with { WithoutThreats = d < wide, Tolerance = DrawTolerance };
            var found = new LeverageIndex[parts.Length];
            for (int k = 0; k < parts.Length; k++)
            {
                cancel.ThrowIfCancellationRequested();
                found[k] = parts[k].At(x, which, near is null, near?[k]);
            }

            if (found.All(f => f.Solved))
            {
                rows.Add(Average(found, months));
            }
        }

        return (rows, draws - rows.Count);
    }

    // Means by months; a number that a part lacks is lacking.
    private static LeverageIndex Average(LeverageIndex[] parts, int[] months)
    {
        if (parts.Length == 1)
        {
            return parts[0];
        }

        double total = months.Sum();
        double Mean(Func<LeverageIndex, double> of) => parts.Zip(months, (p, m) => m / total * of(p)).Sum();
        ImmutableArray<MoveShare> Moves(Func<LeverageIndex, ImmutableArray<MoveShare>> of) =>
            parts.Any(p => of(p).IsEmpty) ? [] : [.. of(parts[0]).Select((m, k) => new MoveShare(m.Move, Mean(p => of(p)[k].Share)))];
        return parts[0] with
        {
            Concessions = Mean(p => p.Concessions),
            Steadied = Mean(p => p.Steadied),
            Capacity = Mean(p => p.Capacity),
            CapacityByState = [],
            ByMove = Moves(p => p.ByMove),
            Exertion = Mean(p => p.Exertion),
            ExertionByMove = Moves(p => p.ExertionByMove),
            MadeAnyway = Mean(p => p.MadeAnyway),
            OthersAdapt = Mean(p => p.OthersAdapt),
            Twin = Moves(p => p.Twin),
            Frequency = Moves(p => p.Frequency),
            Price = Mean(p => p.Price),
            WithoutThreats = Mean(p => p.WithoutThreats),
            Influence = parts.All(p => p.Influence is not null) ? Mean(p => p.Influence!.Value) : null,
            Solved = parts.All(p => p.Solved),
        };
    }

    private static (double[] Shares, int Months) Shares(Likelihood likelihood, ImmutableArray<Sequence> data, Func<string, bool> counts)
    {
        var space = likelihood.Game.States;
        var map = likelihood.Reduction.StateMap;
        var shares = new double[likelihood.Solved.States.Count];
        int total = 0;
        foreach (var d in data)
        {
            for (int t = 0; t < d.Length; t++)
            {
                if (!d.Levels[t].Contains(-1) && counts(d.Periods[t]))
                {
                    shares[map[space.Index(d.Levels[t].AsSpan())]]++;
                    total++;
                }
            }
        }

        for (int s = 0; s < shares.Length; s++)
        {
            shares[s] = total > 0 ? shares[s] / total : 1.0 / shares.Length;
        }

        return (shares, total);
    }

    private static double[] ByPeriod(Likelihood likelihood, LeveragePart[] parts, LeverageIndex[] point) => [.. likelihood.Data.SelectMany(d => d.Levels.Select((l, t) =>
    {
        int era = likelihood.Parameters.EraOf(d.Periods[t]), k = Array.FindIndex(parts, p => p.Era == era && p.Units.Contains(d.Unit));
        return l.Contains(-1) || k < 0 || point[k].CapacityByState.Length == 0 ? double.NaN : point[k].CapacityByState[likelihood.Reduction.StateMap[likelihood.Game.States.Index(l.AsSpan())]];
    }))];

    private static string[] Notes(Likelihood likelihood, LeveragePart[] parts)
    {
        var notes = new List<string>();
        var game = parts[0].Equilibrium.Game;
        var idle = Leverage.Placeholders(game, parts[0].Question.Patron);
        if (!idle.IsEmpty)
        {
            string patron = likelihood.Game.Model.Players[likelihood.Game.Model.Concession!.From].Display;
            notes.Add($"in {idle.Length} of {game.StateCount} situations {patron}'s moves differ for nobody: what it is believed to play there is a coin's toss, and enters exertion all the same; let every move cost what it costs everywhere");
        }

        return [.. notes];
    }

    private static Dictionary<string, double> Named(ImmutableArray<MoveShare> moves) => moves.ToDictionary(m => m.Move, m => m.Share);

    // A game that some units play in some era.
    private sealed record LeveragePart(
        string Name, int Era, int Kind, ImmutableHashSet<string> Units, ParametricGame Game, LeverageQuestion Question, double[] Start, int Months, LogitMarkovEquilibrium Equilibrium, ParameterSpace Space)
    {
        public LeverageIndex Measure(LogitMarkovEquilibrium e, LeverageParts which, LeverageStarts? near = null) => Leverage.Measure(Question, Game.Model, e, Start, which, near);

        public LeverageIndex At(double[] x, LeverageParts which, bool fromBranch, LeverageStarts? near)
        {
            var game = Game.At(Space.Weights(Era, x, Kind), Space.Chances(x));
            if (!which.WithoutThreats && Question.HasNoLever(game))
            {
                return Leverage.None;
            }

            var options = new SolveOptions { Precision = Equilibrium.Precision, Convention = Equilibrium.Convention, Start = fromBranch ? null : Equilibrium.ActionValues, Certify = false, Tolerance = DrawTolerance };
            var e = LogitMarkovSolver.Solve(game, options);
            e = fromBranch && e.Status != SolveStatus.Certified ? PrincipalBranch.Solve(game, options) : e;
            return Measure(e, which, near);
        }
    }
}
