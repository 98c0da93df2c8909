using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

namespace Tumen.Estimation;

/// <summary>A theory that foretells indicators.</summary>
/// <param name="Name">Name.</param>
/// <param name="Likelihood">The theory on the record.</param>
/// <param name="Draws">Parameter vectors to average over: posterior draws, or the mode alone.</param>
/// <param name="Probability">Its posterior probability today.</param>
public sealed record WatchTheory(string Name, Likelihood Likelihood, ImmutableArray<double[]> Draws, double Probability);

/// <summary>What one theory says of an indicator.</summary>
/// <param name="Theory">Name.</param>
/// <param name="Prior">Its probability today.</param>
/// <param name="Chance">Predictive chance that the indicator happens within its periods; NaN when no draw was solved.</param>
/// <param name="Low">5 % quantile over the draws.</param>
/// <param name="High">95 % quantile.</param>
/// <param name="IfHappens">The theory's probability if it happens.</param>
/// <param name="IfNot">And if not.</param>
/// <param name="FactorIfHappens">Bayes factor for this theory against all others together, if it happens.</param>
/// <param name="FactorIfNot">And if not.</param>
/// <param name="Draws">Draws used.</param>
/// <param name="Unsolved">Draws left out because no equilibrium was certified.</param>
public sealed record WatchVerdict(
    string Theory, double Prior, double Chance, double Low, double High, double IfHappens, double IfNot, double FactorIfHappens, double FactorIfNot, int Draws, int Unsolved);

/// <summary>An indicator and what it would teach.</summary>
/// <param name="Indicator">As declared.</param>
/// <param name="Unit">Unit of the record that it is foretold for.</param>
/// <param name="After">Last period of the record.</param>
/// <param name="Verdicts">One a theory.</param>
/// <param name="Chance">Predictive chance, averaged over theories.</param>
/// <param name="Information">Mutual information of theory and indicator, nats: how much the outcome is expected to teach.</param>
/// <param name="Uncertainty">Entropy of the theories' probabilities today, nats: the most that could be learned.</param>
public sealed record WatchItem(WatchSpec Indicator, string Unit, string After, ImmutableArray<WatchVerdict> Verdicts, double Chance, double Information, double Uncertainty)
{
    /// <summary>Information in bits.</summary>
    public double Bits => Information / Elementary.Log(2);

    /// <summary>In one sentence.</summary>
    public string Says
    {
        get
        {
            var known = Verdicts.Where(v => double.IsFinite(v.Chance)).ToArray();
            if (known.Length < 2)
            {
                return "fewer than two theories foretell it";
            }

            var most = known.MaxBy(v => v.Chance)!;
            var least = known.MinBy(v => v.Chance)!;
            return string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"chance {Chance:0.00}; {most.Theory} expects it most ({most.Chance:0.00}), {least.Theory} least ({least.Chance:0.00}); if it happens that is {most.Chance / Math.Max(least.Chance, 1e-12):0.0} to 1 for {most.Theory}, if not {(1 - least.Chance) / Math.Max(1 - most.Chance, 1e-12):0.0} to 1 for {least.Theory}");
        }
    }
}

/// <summary>Foretells declared indicators under every theory, by exact propagation of the chances of states.</summary>
public static class WatchList
{
    /// <summary>Assesses indicators, the most instructive first.</summary>
    /// <param name="indicators">Indicators; one whose player or moves a game lacks is refused.</param>
    /// <param name="theories">Theories of the same game.</param>
    /// <param name="unit">Index of the unit of the record.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <exception cref="ArgumentException">An indicator names a player or move that the game lacks.</exception>
    public static ImmutableArray<WatchItem> Assess(IReadOnlyList<WatchSpec> indicators, IReadOnlyList<WatchTheory> theories, int unit = 0, CancellationToken cancel = default)
    {
        var chances = theories.Select(t => t.Draws.Select(x => Chances(t.Likelihood, x, indicators, unit, cancel)).ToArray()).ToArray();
        var data = theories[0].Likelihood.Data[unit];
        return Weigh(indicators, [.. theories.Select(t => (t.Name, t.Probability))], chances, data.Unit, data.Periods[^1]);
    }

    /// <summary>The same from chances already worked out.</summary>
    /// <param name="indicators">Indicators.</param>
    /// <param name="theories">Name and probability today of each theory.</param>
    /// <param name="chances">Per theory and draw, one chance per indicator; null for a draw that was not solved.</param>
    /// <param name="unit">Name of the unit.</param>
    /// <param name="after">Last period of the record.</param>
    public static ImmutableArray<WatchItem> Weigh(
        IReadOnlyList<WatchSpec> indicators, IReadOnlyList<(string Name, double Probability)> theories, IReadOnlyList<double[]?[]> chances, string unit, string after)
    {
        double total = theories.Sum(t => double.IsFinite(t.Probability) ? t.Probability : 0);
        var items = indicators.Select((indicator, w) =>
        {
            var solved = chances.Select(c => c.Where(p => p is not null).Select(p => p![w]).Order().ToArray()).ToArray();
            WeightedSample[] samples = [.. solved.Select(c => new WeightedSample(c))];
            var mean = solved.Select(p => p.Length == 0 ? double.NaN : p.Average()).ToArray();
            double[] prior = [.. theories.Select((t, k) => double.IsFinite(t.Probability) && total > 0 && !double.IsNaN(mean[k]) ? t.Probability / total : 0)];
            double weight = prior.Sum();
            prior = [.. prior.Select(p => weight > 0 ? p / weight : 0)];
            double overall = prior.Zip(mean, (p, q) => p == 0 ? 0 : p * q).Sum();
            double information = prior.Zip(mean, (p, q) => p == 0 ? 0 : p * (Part(q, overall) + Part(1 - q, 1 - overall))).Sum();
            var verdicts = theories.Select((t, k) =>
            {
                double p = prior[k], q = mean[k], rest = 1 - p, others = rest > 0 ? (overall - (p == 0 ? 0 : p * q)) / rest : double.NaN;
                return new WatchVerdict(
                    t.Name, p, q, samples[k].Quantile(0.05), samples[k].Quantile(0.95), p == 0 ? 0 : p * q / overall, p == 0 ? 0 : p * (1 - q) / (1 - overall), q / others, (1 - q) / (1 - others),
                    solved[k].Length, chances[k].Length - solved[k].Length);
            }).ToImmutableArray();
            return new WatchItem(indicator, unit, after, verdicts, overall, Math.Max(0, information), -prior.Sum(p => p > 0 ? p * Elementary.Log(p) : 0));
        });
        return [.. items.OrderByDescending(i => i.Information)];
    }

    /// <summary>Chances that each indicator happens within its periods after the record's end, at one parameter vector; null when a game is not certified.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="x">Parameter vector.</param>
    /// <param name="indicators">Indicators.</param>
    /// <param name="unit">Index of the unit.</param>
    /// <param name="cancel">Stops the solver.</param>
    public static double[]? Chances(Likelihood likelihood, double[] x, IReadOnlyList<WatchSpec> indicators, int unit, CancellationToken cancel = default)
    {
        var game = likelihood.Game;
        var e = likelihood.EquilibriumOf(unit, likelihood.Parameters.Eras.Length - 1, x, cancel);
        if (e.Status != SolveStatus.Certified || likelihood.NextStates(unit, x, cancel) is not { } start)
        {
            return null;
        }

        int states = game.States.Count, count = game.Profiles.Count;
        var kernel = game.Kernel(likelihood.Parameters.Chances(x));
        var play = new double[states * count];
        var stage = new Stage(game.Profiles);
        for (int s = 0; s < states; s++)
        {
            stage.ProfileChances(e.At(likelihood.Reduction.StateMap[s]), play.AsSpan(s * count, count));
        }

        return [.. indicators.Select(w => Happens(game, kernel, play, start, w))];
    }

    // Mass that has met the indicator leaves; what is left after the last period has not.
    private static double Happens(ParametricGame game, TransitionKernel kernel, double[] play, double[] start, WatchSpec indicator)
    {
        int player = game.Profiles.Players.ToList().FindIndex(p => p.Name == indicator.Player), states = start.Length, count = game.Profiles.Count;
        if (player < 0 || indicator.Moves.Any(m => game.Profiles.Players[player].MoveIndex(m) < 0))
        {
            throw new ArgumentException($"the indicator {indicator.Name} names a player or move that the game lacks", nameof(indicator));
        }

        var moves = indicator.Moves.Select(game.Profiles.Players[player].MoveIndex).ToHashSet();
        var hit = Enumerable.Range(0, count).Select(p => moves.Contains(game.Profiles.Move(p, player))).ToArray();
        double[] now = start, value = new double[count];
        double happened = 0;
        for (int t = 0; t < indicator.Within; t++)
        {
            var next = new double[states];
            for (int s = 0; s < states; s++)
            {
                for (int p = 0; now[s] > 0 && p < count; p++)
                {
                    double mass = now[s] * play[(s * count) + p];
                    if (hit[p])
                    {
                        happened += mass;
                    }
                    else if (mass > 0 && t + 1 < indicator.Within)
                    {
                        kernel.ForEachNext(s, p, (to, c) => next[to] += mass * c);
                    }
                }
            }

            now = next;
        }

        return Math.Clamp(happened, 0, 1);
    }

    private static double Part(double q, double overall) => q <= 0 ? 0 : q * Elementary.Log(q / overall);
}
