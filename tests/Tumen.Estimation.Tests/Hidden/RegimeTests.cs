using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

public class RegimeTests
{
    private static Sequence Record(int months, ulong seed) => SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, seed);

    private static Likelihood Join(GameModel model, Sequence record) => new(ParametricGame.Compile(model, "base"), [record]);

    // Contrasts at 0 and equal own sizes: nothing differs, whatever the regime is, so it sums out.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Regimes_that_are_alike_change_nothing(int count, bool foreseen)
    {
        var record = Record(150, 11);
        double today = Join(SmallTriad.Model(), record).Evaluate(SmallTriad.Truth, false).LogLikelihood;
        var likelihood = Join(HiddenCases.WithRegimes(count, foreseen), HiddenCases.In(record, _ => -1));
        double[] x = HiddenCases.Point(likelihood.Parameters, p => p.InRegime is { Contrast: true } ? 0 : Truth(p.InRegime?.Of ?? p.Name));
        Assert.Equal(today, likelihood.Evaluate(x, false).LogLikelihood, 1e-9);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Gradient_equals_central_differences(int count, bool foreseen)
    {
        var likelihood = Join(HiddenCases.WithRegimes(count, foreseen), HiddenCases.In(Record(80, 12), _ => -1));
        int at = 0;
        HiddenCases.CheckGradient(likelihood, HiddenCases.Point(likelihood.Parameters, p => p.InRegime is { Contrast: true } ? 0.3 - (0.1 * at++) : p.Kind == ParameterKind.Chance ? 0.35 : 0.4 + (0.05 * at++)));
    }

    // The engine of dated breaks, one fit of its likelihood a date, against the filter: the sum over all dates of a break of its chance times the likelihood with the break there.
    [Fact]
    public void An_absorbing_second_regime_is_a_break_at_every_date_weighed_by_its_chance()
    {
        const double Stay = 25;
        var record = Record(30, 13);
        var hidden = Join(HiddenCases.WithRegimes(inOrder: true, stay: Stay), HiddenCases.In(record, t => t == 0 ? 0 : -1));
        double[] x = HiddenCases.Point(hidden.Parameters, p => p.InRegime is { Contrast: true } ? 0.4 : p.InRegime is { Loads: [1, ..] } ? 0.3 : p.InRegime is not null ? 0.9 : Truth(p.Name));
        double total = 0;
        for (int last = 0; last < record.Length; last++)
        {
            // The first regime's last month is `last`.
            double broken = Broken(record, record.Periods[last], hidden.RegimeSizes(x));
            double chance = Math.Pow(1 - (1 / Stay), last) * (last == record.Length - 1 ? 1 : 1 / Stay);
            total += chance * Math.Exp(broken);
            var dated = Join(HiddenCases.WithRegimes(inOrder: true, stay: Stay), HiddenCases.In(record, t => t <= last ? 0 : 1));
            Assert.Equal(Math.Log(chance) + broken, dated.Evaluate(x, false).LogLikelihood, 1e-9);
        }

        Assert.Equal(Math.Log(total), hidden.Evaluate(x, false).LogLikelihood, 1e-9);
    }

    private static double Broken(Sequence record, string until, IReadOnlyList<(string Weight, System.Collections.Immutable.ImmutableArray<double> Sizes)> sizes)
    {
        var likelihood = Join(Variations.Of(SmallTriad.Model(), [new Variation.Eras("client", until)]), record);
        double[] x = HiddenCases.Point(likelihood.Parameters, p =>
        {
            var own = sizes.FirstOrDefault(s => p.Name.StartsWith(s.Weight + " (", StringComparison.Ordinal));
            return own.Weight is null ? Truth(p.Name) : own.Sizes[p.Name.Contains("after", StringComparison.Ordinal) ? 1 : 0];
        });
        return likelihood.Evaluate(x, false).LogLikelihood;
    }

    // Renaming regimes changes neither likelihood nor prior, and twice is no renaming.
    [Theory]
    [InlineData(2, new[] { 1, 0 })]
    [InlineData(3, new[] { 2, 0, 1 })]
    public void Names_of_regimes_do_not_matter(int count, int[] order)
    {
        var likelihood = Join(HiddenCases.WithRegimes(count), HiddenCases.In(Record(60, 14), _ => -1));
        var space = likelihood.Parameters;
        int at = 0;
        double[] x = HiddenCases.Point(space, p => p.InRegime is { Contrast: true } ? 0.3 - (0.2 * at++) : p.Kind == ParameterKind.Chance ? 0.3 : 0.2 + (0.1 * at++));
        double[] renamed = RegimeNaming.Renamed(likelihood.Game, space, x, order);
        Assert.NotEqual(x, renamed);
        Assert.Equal(likelihood.Evaluate(x, false).LogLikelihood, likelihood.Evaluate(renamed, false).LogLikelihood, 1e-9);
        double[] none = new double[x.Length];
        Assert.Equal(space.LogPrior(x, none, none), space.LogPrior(renamed, none, none), 1e-9);
    }

    // θ^r = θ̄ + σ ξ^r with θ̄ ~ N(m, s²): variances s² + σ², covariances s², from the loads and priors of mean and contrasts.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Priors_of_mean_and_contrasts_are_those_of_sizes_around_a_common_mean(int count)
    {
        var model = HiddenCases.WithRegimes(count);
        double Variance(WeightSpec w) => w.Prior is Prior.Normal n ? n.StandardDeviation * n.StandardDeviation : double.NaN;
        for (int r = 0; r < count; r++)
        {
            for (int q = 0; q < count; q++)
            {
                double covariance = model.Weights.Where(w => w.Name == "risk" || w.InRegime?.Of == "risk").Sum(w => Variance(w) * (w.InRegime is { } share ? share.Loads[r] * share.Loads[q] : 1));
                Assert.Equal(1 + (r == q ? 0.25 : 0), covariance, 1e-12);
            }
        }
    }

    [Fact]
    public void Regimes_of_a_simulated_record_are_found_again_and_dated_to_within_three_months()
    {
        var model = HiddenCases.WithRegimes(stay: 100);
        var blank = HiddenCases.In(Record(600, 15), _ => -1);
        var shape = Join(model, blank);
        double[] truth = HiddenCases.Point(shape.Parameters, p => p.Name switch
        {
            _ when p.InRegime is { Contrast: true, Of: "risk" } => 2.4,
            _ when p.InRegime is { Contrast: true } => 0.2,
            "risk" => 0.2,
            _ => Truth(p.InRegime?.Of ?? p.Name),
        });
        var told = RecordSimulator.At(shape, truth)!.Draw(new Philox(16, 0), keepHoles: false)[0];
        int[] regimes = [.. told.Levels.Select(l => l[^1])];
        var likelihood = Join(model, told with { Levels = [.. told.Levels.Select(l => l.SetItem(3, -1))] });
        var fit = Estimator.Fit(likelihood, new FitOptions { Starts = 3, UsePrior = true, ObservedInformation = false });
        Assert.Equal(FitStatus.Converged, fit.Status);
        var months = likelihood.Smooth(0, fit.Point)!.Value;
        int[] found = [.. months.Select(m => m.Regimes[1] > 0.5 ? 1 : 0)];
        if (found.Zip(regimes).Count(p => p.First == p.Second) < 300)
        {
            found = [.. found.Select(f => 1 - f)]; // the simulated chain may have begun in the second
        }

        Assert.InRange(found.Zip(regimes).Count(p => p.First == p.Second) / 600.0, 0.93, 1);
        int[] Changes(int[] path) => [.. Enumerable.Range(1, path.Length - 1).Where(t => path[t] != path[t - 1])];
        // A visit of a few months leaves too few moves to be seen; changes between stays of a year or more are dated.
        int[] all = [0, .. Changes(regimes), 600], changes = Changes(found);
        int[] lasting = [.. Enumerable.Range(1, all.Length - 2).Where(i => all[i] - all[i - 1] >= 12 && all[i + 1] - all[i] >= 12).Select(i => all[i])];
        Assert.True(lasting.Length >= 5);
        Assert.InRange(lasting.Count(t => changes.Any(c => Math.Abs(c - t) <= 3)) / (double)lasting.Length, 0.8, 1);
    }

    // Smoothed chances by brute force: every path of regimes of a short record, weighed by the likelihood with the path seen.
    [Fact]
    public void Smoothed_chances_are_those_of_all_paths_summed()
    {
        var model = HiddenCases.WithRegimes(stay: 5);
        var record = Record(7, 17);
        var likelihood = Join(model, HiddenCases.In(record, _ => -1));
        double[] x = HiddenCases.Point(likelihood.Parameters, p => p.InRegime is { Contrast: true } ? 0.7 : Truth(p.InRegime?.Of ?? p.Name));
        double all = 0;
        double[] second = new double[7];
        for (int path = 0; path < 128; path++)
        {
            double chance = 0.5 * Math.Exp(Join(model, HiddenCases.In(record, t => (path >> t) & 1)).Evaluate(x, false).LogLikelihood);
            all += chance;
            for (int t = 0; t < 7; t++)
            {
                second[t] += ((path >> t) & 1) * chance;
            }
        }

        Assert.Equal(Math.Log(all), likelihood.Evaluate(x, false).LogLikelihood, 1e-10);
        var months = likelihood.Smooth(0, x)!.Value;
        for (int t = 0; t < 7; t++)
        {
            Assert.Equal(second[t] / all, months[t].Regimes[1], 1e-10);
        }
    }

    private static double Truth(string name) => name switch
    {
        "risk" => 0.8, "effort" => 0.6, "aid" => 0.7, "pay" => 0.9, "cost" => 1.0, "fear" => 0.8, "warming" => 0.4, "opening" => 0.5, _ => throw new ArgumentException(name, nameof(name)),
    };
}
