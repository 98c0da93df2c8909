using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Studies;

/// <summary>Runs the checks of a study's claims against the record and the fitted theories.</summary>
internal sealed class ClaimChecker(StudyFolder study, ImmutableArray<ImmutableArray<TheoryWork>> works, ImmutableArray<CodingVerdict> codings, StudyExtras extras, ulong seed)
{
    /// <summary>Posterior chance that a fitted number needs to support or contradict a claim.</summary>
    public const double Sure = 0.9;

    /// <summary>Log of the ratio of marginal likelihoods that favours a theory: ten to one, "strong" in Jeffreys's words.</summary>
    public static readonly double Strong = Elementary.Log(10);

    private const int MonthsShown = 8;

    /// <summary>Every claim of the study with its outcome.</summary>
    public ImmutableArray<ClaimResult> All() => study.Claims is null ? [] : [.. study.Claims.Claims.Select(c => Check(c, study.Records.Length))];

    /// <summary>Every prediction with its outcome, theory by theory.</summary>
    public ImmutableArray<PredictionResult> Predictions() => study.Predictions is null ? [] : [.. study.Predictions.Claims.Select(p => new PredictionResult(
        Check(p, 1), [.. p.Checks.Select(c => PredictionRows.Of(c, study, works[0], codings[0].Posterior, extras))]))];

    private ClaimResult Check(Claim claim, int codes)
    {
        var byCoding = study.Records.Take(codes).Select((r, k) => (r.Name, Checks: claim.Checks.Select(c => One(c, k)).ToImmutableArray())).ToArray();
        return new ClaimResult(claim, ClaimResult.Together(byCoding[0].Checks.Select(c => c.Verdict)), byCoding[0].Checks,
            [.. byCoding.Select(x => (x.Name, ClaimResult.Together(x.Checks.Select(c => c.Verdict))))]);
    }

    private CheckResult One(ClaimCheck check, int coding) => check switch
    {
        ClaimCheck.Frequency c => Frequency(c, study.Records[coding]),
        ClaimCheck.Favoured c => Favoured(c, works[coding]),
        ClaimCheck.WeightAt c => WeightAt(c, works[coding]),
        ClaimCheck.IndexAt c => IndexAt(c, coding),
        ClaimCheck.Foretells c => Foretells(c, coding),
        ClaimCheck.EraChange c => EraChange(c, coding),
        ClaimCheck.EpisodePlay c => EpisodeChecks.Play(c, study, extras.Episodes, codings[0].Posterior),
        ClaimCheck.Implied c => ScenarioChecks.Implied(c, study, extras.Scenarios, codings[0].Posterior),
        ClaimCheck.Moves c => ScenarioChecks.Moves(c, study, Scenarios(coding), codings[coding].Posterior),
        _ => throw new InvalidOperationException($"no rule for {check}"),
    };

    private CheckResult Frequency(ClaimCheck.Frequency c, StudyRecord record)
    {
        var d = MonthCounts.Compare(record, c.Outcome, c.In, c.Than, seed);
        double value = d.RateIn - d.RateOut;
        string says = $"{c.Says} {(c.More ? "more" : "less")} often {c.In.Says} than {c.Than?.Says ?? "otherwise"}";
        bool few = d.CountIn < MonthCounts.Fewest || d.CountOut < MonthCounts.Fewest;
        var verdict = few ? ClaimVerdict.CannotSay : ByInterval(value, d.Low, d.High, c.More);
        string why = few
            ? $"only {Math.Min(d.CountIn, d.CountOut)} months on one side; {MonthCounts.Fewest} are needed"
            : $"{Percent(d.RateIn)} of {d.CountIn} months against {Percent(d.RateOut)} of {d.CountOut}; 95 % interval by a block bootstrap of {MonthCounts.Block} months";
        return new CheckResult(says, 100 * value, 100 * d.Low, 100 * d.High, "percentage points", verdict, why, Behind(record, c.Outcome, d.Hits));
    }

    private static CheckResult Favoured(ClaimCheck.Favoured c, ImmutableArray<TheoryWork> works)
    {
        var (a, b) = (works.First(w => w.Name == c.Theory), works.First(w => w.Name == c.Over));
        if ((Standing.NoProbability(a) is { } ? a : Standing.NoProbability(b) is { } ? b : null) is { } unsound)
        {
            return new CheckResult($"{c.Theory} favoured over {c.Over}", double.NaN, double.NaN, double.NaN, "nats (log ratio of marginal likelihoods)", ClaimVerdict.CannotSay, $"{unsound.Name} has no probability: {Standing.NoProbability(unsound)}", []);
        }

        double value = a.LogMarginalLikelihood - b.LogMarginalLikelihood;
        var verdict = value >= Strong ? ClaimVerdict.Supported : value <= -Strong ? ClaimVerdict.Contradicted : ClaimVerdict.CannotSay;
        return new CheckResult($"{c.Theory} favoured over {c.Over}", value, double.NaN, double.NaN, "nats (log ratio of marginal likelihoods)", verdict,
            $"odds {(value >= 0 ? $"{Odds(value)} for" : $"{Odds(-value)} against")}; ten to one is asked", []);
    }

    private static CheckResult WeightAt(ClaimCheck.WeightAt c, ImmutableArray<TheoryWork> works)
    {
        var work = works.First(w => w.Name == c.Theory);
        string says = $"{c.Weight} of {c.Theory} {(c.Above ? "above" : "below")} {c.Value.ToString("0.##", CultureInfo.InvariantCulture)}";
        if (Standing.NoProbability(work) is { } why)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "units of choice noise", ClaimVerdict.CannotSay, $"{work.Name} {why}", []);
        }

        var p = work.Parameters.First(x => x.Name == c.Weight);
        if (p.ModeError is not { } error)
        {
            return new CheckResult(says, p.Mode, double.NaN, double.NaN, "units of choice noise", ClaimVerdict.CannotSay, "the estimate sits at a bound, so it has no spread to judge by", []);
        }

        double chance = Normal.Cdf((c.Above ? 1 : -1) * (p.Mode - c.Value) / error);
        bool learned = p.PriorError is not { } prior || error < 0.9 * prior;
        var verdict = !learned ? ClaimVerdict.CannotSay : chance >= Sure ? ClaimVerdict.Supported : chance <= 1 - Sure ? ClaimVerdict.Contradicted : ClaimVerdict.CannotSay;
        return new CheckResult(says, p.Mode, p.Mode - (1.645 * error), p.Mode + (1.645 * error), "units of choice noise", verdict,
            learned ? $"posterior chance {chance.ToString("0.00", CultureInfo.InvariantCulture)}; {Sure} is asked" : "the record has hardly moved the prior: what would be read off is the assumption", []);
    }

    private CheckResult IndexAt(ClaimCheck.IndexAt c, int coding)
    {
        var coded = works[coding];
        var posterior = codings[coding].Posterior;
        Func<LeverageWork, (IntervalWork? Point, double[] Draws)> of = c.Index switch
        {
            "capacity" => l => (l.Capacity, l.CapacityDraws),
            "exertion" => l => (l.Exertion, l.ExertionDraws),
            _ => l => (l.Influence, l.InfluenceDraws),
        };
        var parts = coded.Select((w, i) => (w.Name, w.Leverage, Weight: posterior[i])).Where(x => x.Leverage is not null && !double.IsNaN(x.Weight) && (c.Theory is null ? x.Weight > 0 : x.Name == c.Theory))
            .Select(x => (Weight: c.Theory is null ? x.Weight : 1, of(x.Leverage!).Point, of(x.Leverage!).Draws)).Where(x => x.Point is not null && x.Draws.Length > 0).ToArray();
        string says = $"{c.Index} {(c.Above ? "above" : "below")} {c.Value.ToString("0.###", CultureInfo.InvariantCulture)}, {(c.Theory is null ? "averaged over the theories" : $"under {c.Theory}")}";
        if (parts.Length == 0)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "per month", ClaimVerdict.CannotSay, "the game declares no such flow, no draw was certified, or no fit is to be trusted", []);
        }

        var interval = Mixture.Interval([.. parts.Select(x => (x.Weight, x.Point!.Value, x.Draws))]);
        double total = parts.Sum(x => x.Weight);
        double chance = parts.Sum(x => x.Weight / total * x.Draws.Count(d => c.Above ? d > c.Value : d < c.Value) / x.Draws.Length);
        var verdict = chance >= Sure ? ClaimVerdict.Supported : chance <= 1 - Sure ? ClaimVerdict.Contradicted : ClaimVerdict.CannotSay;
        return new CheckResult(says, interval.Value, interval.Low, interval.High, c.Index == "influence" ? "net compliance a month" : "net rewards a month", verdict,
            $"posterior chance {chance.ToString("0.00", CultureInfo.InvariantCulture)}; {Sure} is asked; 90 % interval", []);
    }

    private ImmutableArray<ScenarioWork> Scenarios(int coding) => coding == 0 ? extras.Scenarios : extras.Coded.IsEmpty ? [] : extras.Coded[coding - 1].Scenarios;

    private CheckResult Foretells(ClaimCheck.Foretells c, int coding)
    {
        string says = $"{c.Theory} foretells {c.Stretch} better than {c.Over ?? "habit"}";
        int at = study.Study.Foresights.ToList().FindIndex(f => f.Name == c.Stretch);
        if (extras.Foresights.IsEmpty || (coding > 0 && extras.Coded.IsEmpty))
        {
            return NotYet(says, "nats");
        }

        var table = coding == 0 ? extras.Foresights[at] : [.. extras.Coded[coding - 1].Foresights.Where(f => f.Stretch == c.Stretch)];
        double[] Of(string theory) => table.FirstOrDefault(f => f.Theory == theory)?.ByPeriod ?? [];
        double[] a = Of(c.Theory), b = c.Over is not null ? Of(c.Over) : [.. Assembly.Foresight(study, at, table, coding).Baselines[^1].HoldOutByPeriod];
        if (a.Length == 0 || a.Length != b.Length)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "nats", ClaimVerdict.CannotSay, "a fit to the months before did not succeed", []);
        }

        double[] d = [.. a.Zip(b, (x, y) => x - y)];
        var (low, high) = Bootstrap(d, 6);
        return new CheckResult(says, d.Sum(), low, high, "nats", ByInterval(d.Sum(), low, high, true),
            $"log score of {d.Length} months, each given all before; 95 % interval by a block bootstrap of 6 months", []);
    }

    private CheckResult EraChange(ClaimCheck.EraChange c, int coding)
    {
        string says = $"{c.Weight} of {c.Theory} {(c.Direction == Direction.Stays ? "stays" : c.Direction == Direction.Rises ? "rises" : "falls")} ({c.Variation})";
        int at = study.Study.Variations.ToList().FindIndex(v => v.Name == c.Variation);
        if (extras.Varied.IsEmpty || (coding > 0 && extras.Coded.IsEmpty))
        {
            return NotYet(says, "units of choice noise");
        }

        var split = coding == 0 ? extras.Varied[at].First(w => w.Name == c.Theory) : extras.Coded[coding - 1].Varied.First(x => x.Variation == c.Variation && x.Work.Name == c.Theory).Work;
        var eras = split.Parameters.Where(p => p.Name.StartsWith(c.Weight + " (", StringComparison.Ordinal)).ToArray();
        if (Standing.NoProbability(split) is { } why)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "units of choice noise", ClaimVerdict.CannotSay, $"{split.Name} {why}", []);
        }

        if (eras.Length != 2 || eras[0].ModeError is not { } e0 || eras[1].ModeError is not { } e1)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "units of choice noise", ClaimVerdict.CannotSay, "an era's estimate sits at a bound, so it has no spread to judge by", []);
        }

        double change = eras[1].Mode - eras[0].Mode, error = Math.Sqrt((e0 * e0) + (e1 * e1)), low = change - (1.645 * error), high = change + (1.645 * error);
        var verdict = c.Direction == Direction.Stays
            ? low > -0.5 && high < 0.5 ? ClaimVerdict.Supported : low > 0 || high < 0 ? ClaimVerdict.Contradicted : ClaimVerdict.CannotSay
            : ByInterval(change, low, high, c.Direction == Direction.Rises);
        return new CheckResult(says, change, low, high, "units of choice noise", verdict, "posterior modes of the two eras; errors taken as independent; 90 % interval", []);
    }

    internal static CheckResult NotYet(string says, string unit) =>
        new(says, double.NaN, double.NaN, double.NaN, unit, ClaimVerdict.NotYet, "the part of the study it rests on has not been worked out", []);

    internal static ClaimVerdict ByInterval(double value, double low, double high, bool up) =>
        double.IsNaN(value) || double.IsNaN(low) || double.IsNaN(high) ? ClaimVerdict.CannotSay
        : low > 0 ? (up ? ClaimVerdict.Supported : ClaimVerdict.Contradicted)
        : high < 0 ? (up ? ClaimVerdict.Contradicted : ClaimVerdict.Supported)
        : ClaimVerdict.CannotSay;

    private (double Low, double High) Bootstrap(double[] d, int block)
    {
        var sums = new double[MonthCounts.Resamples];
        for (int r = 0; r < sums.Length; r++)
        {
            var rng = new Philox(seed + 1, (ulong)r);
            for (int t = 0; t < d.Length; t += block)
            {
                int from = (int)(rng.NextDouble() * d.Length);
                for (int k = 0; k < block && t + k < d.Length; k++)
                {
                    sums[r] += d[(from + k) % d.Length];
                }
            }
        }

        var sample = new WeightedSample(sums);
        return (sample.Quantile(0.025), sample.Quantile(0.975));
    }

    // The months in which the outcome held, with the events that decided the moves it reads.
    private static ImmutableArray<string> Behind(StudyRecord record, Condition outcome, ImmutableArray<(int Unit, int Period)> hits)
    {
        var players = Players(outcome).Distinct().ToArray();
        var lines = hits.Take(MonthsShown).Select(h =>
        {
            var unit = record.Table.Units[h.Unit];
            string month = unit.Name.Length > 0 ? $"{unit.Name} {unit.Periods[h.Period]}" : unit.Periods[h.Period];
            if (record.Parts[h.Unit] is not { } coded || h.Period >= coded.Sources.Length)
            {
                return month;
            }

            var ids = players.SelectMany(i => coded.Sources[h.Period][i].Events).Distinct().Take(3).ToArray();
            return ids.Length == 0 ? month : $"{month}: {string.Join("; ", coded.Events.Events.Where(e => ids.Contains(e.Id)).Select(e => $"{e.Id} {coded.Events.Value(e, "description")}"))}";
        }).ToList();
        if (hits.Length > MonthsShown)
        {
            lines.Add($"and {hits.Length - MonthsShown} more months");
        }

        return [.. lines];
    }

    private static IEnumerable<int> Players(Condition c) => c switch
    {
        Condition.Plays x => [x.Player],
        Condition.And x => Players(x.Left).Concat(Players(x.Right)),
        Condition.Or x => Players(x.Left).Concat(Players(x.Right)),
        Condition.Not x => Players(x.Inner),
        _ => [],
    };

    private static string Percent(double x) => double.IsNaN(x) ? "–" : (100 * x).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Odds(double logRatio) => logRatio > 13 ? "over 400,000 to one" : $"{Elementary.Exp(logRatio).ToString("0.#", CultureInfo.InvariantCulture)} to one";
}
