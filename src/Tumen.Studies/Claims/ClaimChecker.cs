using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Studies;

/// <summary>Runs the checks of a study's claims against the record and the fitted theories.</summary>
internal sealed class ClaimChecker(StudyFolder study, ImmutableArray<ImmutableArray<TheoryWork>> works, ImmutableArray<CodingVerdict> codings, StudyExtras extras, ulong seed)
{
    /// <summary>Posterior chance that a fitted number needs to support or contradict a claim.</summary>
    public const double Sure = 0.9;

    /// <summary>Log of the ratio of marginal likelihoods that favours a theory: ten to one, "strong" in Jeffreys's words.</summary>
    public static readonly double Strong = Elementary.Log(10);

    /// <summary>Change of a weight between eras, in units of choice noise, below which it is said to stay.</summary>
    private const double Steady = 0.5;

    private const int MonthsShown = 8;

    private readonly WeightDraws _weights = new(study);

    /// <summary>Every claim of the study with its outcome.</summary>
    public ImmutableArray<ClaimResult> All() => study.Claims is null ? [] : Check(study.Claims.Claims, study.Records.Length);

    /// <summary>Every prediction with its outcome, theory by theory.</summary>
    public ImmutableArray<PredictionResult> Predictions() => study.Predictions is null ? [] : [.. Check(study.Predictions.Claims, 1).Select(r => new PredictionResult(
        r, [.. r.Claim.Checks.Select(c => PredictionRows.Of(c, study, works[0], codings[0].Posterior, extras))]))];

    // Under every coding, with an allowance for the number of checks by counting under that coding.
    private ImmutableArray<ClaimResult> Check(ImmutableArray<Claim> claims, int codes)
    {
        var byCoding = Enumerable.Range(0, codes).Select(k => FalseDiscovery.Over([.. claims.Select(claim => claim.Checks.Select(c => One(c, k)).ToImmutableArray())])).ToArray();
        return [.. claims.Select((claim, i) => new ClaimResult(claim, ClaimResult.Together(byCoding[0][i].Select(c => c.Verdict)), byCoding[0][i],
            [.. byCoding.Select((checks, k) => (study.Records[k].Name, ClaimResult.Together(checks[i].Select(c => c.Verdict))))]))];
    }

    private CheckResult One(ClaimCheck check, int coding) => check switch
    {
        ClaimCheck.Frequency c => Frequency(c, study.Records[coding]),
        ClaimCheck.Favoured c => Favoured(c, works[coding]),
        ClaimCheck.WeightAt c => WeightAt(c, coding),
        ClaimCheck.IndexAt c => IndexAt(c, coding),
        ClaimCheck.Foretells c => Foretells(c, coding),
        ClaimCheck.EraChange c => EraChange(c, coding),
        ClaimCheck.EpisodePlay c => EpisodeChecks.Play(c, study, extras.Episodes, codings[0].Posterior),
        ClaimCheck.FactAt c => FactChecks.Of(c, study.Facts),
        ClaimCheck.Implied c => ScenarioChecks.Implied(c, study, extras.Scenarios, codings[0].Posterior, extras.ScenariosBefore),
        ClaimCheck.Moves c => ScenarioChecks.Moves(c, study, Scenarios(coding), codings[coding].Posterior, extras.ScenariosBefore),
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
            ? $"only {Spoken.Count(Math.Min(d.CountIn, d.CountOut), "month")} on one side; {MonthCounts.Fewest} are needed"
            : $"{Percent(d.RateIn)} of {d.CountIn} months against {Percent(d.RateOut)} of {d.CountOut}; 95 % interval {d.By}";
        return new CheckResult(says, 100 * value, 100 * d.Low, 100 * d.High, "percentage points", verdict, why, Behind(record, c.Outcome, d.Hits)) { Chance = few ? double.NaN : d.Chance };
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
            $"odds {(value >= 0 ? $"{Odds(value)} for" : $"{Odds(-value)} against")}; ten to one is asked", []) { Posterior = 1 / (1 + Elementary.Exp(-value)), Prior = 0.5 };
    }

    private CheckResult WeightAt(ClaimCheck.WeightAt c, int coding)
    {
        var work = works[coding].First(w => w.Name == c.Theory);
        string says = $"{c.Weight} of {c.Theory} {(c.Above ? "above" : "below")} {c.Value.ToString("0.##", CultureInfo.InvariantCulture)}";
        if (Standing.NoProbability(work) is { } why)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "units of choice noise", ClaimVerdict.CannotSay, $"{work.Name} {why}", []);
        }

        if (_weights.Of(work, null, study.Records[coding].Sequences, c.Weight) is not { } draws)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "units of choice noise", ClaimVerdict.CannotSay, "the fit leaves no posterior to draw from", []);
        }

        double holds = draws.Share(x => c.Above ? x > c.Value : x < c.Value), prior = draws.PriorShare(x => c.Above ? x > c.Value : x < c.Value);
        return new CheckResult(says, draws.Median, draws.Low, draws.High, "units of choice noise", ShareVerdict.Of(holds, 1 - holds, prior), $"{ShareVerdict.Words(holds, prior, draws.PriorCount)}; median and 90 % interval", [])
        {
            Posterior = holds, Prior = prior,
        };
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
        var (prior, priorCount) = Before(c);
        return new CheckResult(says, interval.Value, interval.Low, interval.High, c.Index == "influence" ? "net compliance a month" : "net rewards a month", ShareVerdict.Of(chance, 1 - chance, prior),
            $"{ShareVerdict.Words(chance, prior, priorCount)}; 90 % interval", []) { Posterior = chance, Prior = prior };
    }

    // The same share over draws from the priors, every theory counting alike; draws were made under the main coding, and the priors know of no coding.
    private (double Share, int Draws) Before(ClaimCheck.IndexAt c)
    {
        double[][] draws = [.. works[0].Where(w => w.Leverage is not null && (c.Theory is null || w.Name == c.Theory))
            .Select(w => c.Index switch { "capacity" => w.Leverage!.PriorCapacity, "exertion" => w.Leverage!.PriorExertion, _ => [] }).Where(d => d.Length > 0)];
        return draws.Length == 0 ? (double.NaN, 0) : (draws.Average(d => d.Count(x => c.Above ? x > c.Value : x < c.Value) / (double)d.Length), draws.Sum(d => d.Length));
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
        var (low, high, luck) = Bootstrap(d, 6);
        return new CheckResult(says, d.Sum(), low, high, "nats", ByInterval(d.Sum(), low, high, true),
            $"log score of {d.Length} months, each given all before; 95 % interval by a block bootstrap of 6 months", []) { Chance = luck };
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

        var changes = study.Study.Variations[at].Changes;
        if (eras.Length != 2 || _weights.Change(split, changes, study.Records[coding].Sequences, eras[0].Name, eras[1].Name) is not { } draws)
        {
            return new CheckResult(says, double.NaN, double.NaN, double.NaN, "units of choice noise", ClaimVerdict.CannotSay, "the fit leaves no posterior of both eras to draw from", []);
        }

        bool Holds(double change) => c.Direction switch { Direction.Stays => Math.Abs(change) < Steady, Direction.Rises => change > 0, _ => change < 0 };
        double holds = draws.Share(Holds), prior = draws.PriorShare(Holds);
        return new CheckResult(says, draws.Median, draws.Low, draws.High, "units of choice noise", ShareVerdict.Of(holds, 1 - holds, prior),
            $"{(c.Direction == Direction.Stays ? $"stays within {Steady.ToString(CultureInfo.InvariantCulture)} either way: " : "")}{ShareVerdict.Words(holds, prior, draws.PriorCount)}; later era less earlier, median and 90 % interval", [])
        {
            Posterior = holds, Prior = prior,
        };
    }

    internal static CheckResult NotYet(string says, string unit) =>
        new(says, double.NaN, double.NaN, double.NaN, unit, ClaimVerdict.NotYet, "the part of the study it rests on has not been worked out", []);

    internal static ClaimVerdict ByInterval(double value, double low, double high, bool up) =>
        double.IsNaN(value) || double.IsNaN(low) || double.IsNaN(high) ? ClaimVerdict.CannotSay
        : low > 0 ? (up ? ClaimVerdict.Supported : ClaimVerdict.Contradicted)
        : high < 0 ? (up ? ClaimVerdict.Contradicted : ClaimVerdict.Supported)
        : ClaimVerdict.CannotSay;

    private (double Low, double High, double Chance) Bootstrap(double[] d, int block)
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
        double below = (1.0 + sums.Count(x => x <= 0)) / (1 + sums.Length), above = (1.0 + sums.Count(x => x >= 0)) / (1 + sums.Length);
        return (sample.Quantile(0.025), sample.Quantile(0.975), Math.Min(1, 2 * Math.Min(below, above)));
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
