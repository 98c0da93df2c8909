using System.Collections.Immutable;
using System.Numerics;
using Tumen.Model;

namespace Tumen.Estimation.Tests;

/// <summary>Families of motives against fits of every set by other code, against quadrature, and on records made without any motive.</summary>
public sealed class MotiveTests
{
    private static readonly string[] Names = ["aid", "pay", "fear", "pride"];

    // The triad's aid, pay and fear, and a fourth, become what four theories add; a fifth says again what the first does.
    private static GameModel Model(bool bounded)
    {
        var model = SmallTriad.Model(ordered: true);
        var pride = new PayoffTerm(0, false, "pride", [new Factor.LevelOf(0), new Factor.LevelOf(1)], Condition.Always);
        var terms = model.Terms.Add(pride);
        var weights = model.Weights.Add(new WeightSpec("pride", new Prior.Normal(0, 1), double.NegativeInfinity, double.PositiveInfinity, null, []));
        Theory Of(string name, params string[] own) => new(name, null, [], [.. own.SelectMany(w => terms.Where(t => t.Weight == w))], []);
        return model with
        {
            Terms = [.. terms.Where(t => !Names.Contains(t.Weight))],
            Weights = [.. weights.Select(w => w with { Lower = bounded && Names.Contains(w.Name) ? 0 : w.Lower })],
            Theories = [Of("aid", "aid"), Of("pay", "pay"), Of("fear", "fear"), Of("proud aid", "aid", "pride"), new Theory("short", null, ["aid"], [], [new Assumption(0, null, 0, default)])],
        };
    }

    private static ImmutableArray<Sequence> Record(double[] motives, int months, ulong seed)
    {
        // Weights in the order of the model: risk, effort, aid, pay, cost, fear.
        double[] weights = [0.8, 0.6, motives[0], motives[1], 1.0, motives[2]];
        return [SmallTriad.Simulate(SmallTriad.Model(ordered: true), weights, [0.4, 0.5], months, seed)];
    }

    private static MotiveSpace Space(GameModel model) => MotiveSpace.Of(model, model.Theories.Select(t => t.Name), new MotiveSpec([], 0.5));

    [Fact]
    public void A_term_that_two_theories_write_counts_once_and_named_theories_are_sets()
    {
        var space = Space(Model(bounded: true));
        Assert.Equal(Names, space.Motives.Select(m => m.Name));
        Assert.Equal([0, 0, 1, 0], space.Motives.Select(m => m.Player));
        Assert.Equal(5, ParametricGame.Compile(space.With(0b1011), MotiveSpace.Together).Weights.Length - 1);
        Assert.Equal(0, space.SetOf("base"));
        Assert.Equal(0b1001, space.SetOf("proud aid"));
        Assert.Null(space.SetOf("short")); // it assumes a discount factor
        Assert.Null(space.SetOf("unknown"));
        var (single, twice) = (ParametricGame.Compile(space.With(1), MotiveSpace.Together), ParametricGame.Compile(Model(true), "aid"));
        int at = single.Weights.Select(w => w.Name).ToList().IndexOf("aid");
        Assert.Equal(twice.Feature(twice.Weights.Select(w => w.Name).ToList().IndexOf("aid"), 0), single.Feature(at, 0));
    }

    // Every set written out as a base game of its own and fitted from four starts with the one-at-a-time integral of bounds: other code for the game, the climb and the integral.
    [Theory]
    [InlineData(false, 0.02)]
    [InlineData(true, 0.25)]
    public void Agrees_with_every_set_fitted_by_itself(bool bounded, double tolerance)
    {
        var model = Model(bounded);
        var data = Record([0.5, 0.6, 0.3], 240, 31);
        var family = MotiveFamily.Weigh(Space(model), data, 0.5, new MotiveOptions { MostCertified = 0 });
        Assert.Null(family.Problem);
        Assert.Equal(10, family.Certified.Count(c => c)); // none, all, four alone, four left out
        Assert.Equal(0, family.Failed);
        double[] alone = new double[16];
        for (int set = 0; set < 16; set++)
        {
            var terms = model.Terms.AddRange(Enumerable.Range(0, 4).Where(j => (set & (1 << j)) != 0).SelectMany(j => model.Theories.SelectMany(t => t.Terms).Where(t => t.Weight == Names[j]).Take(1)));
            var fit = Estimator.Fit(new Likelihood(ParametricGame.Compile(model with { Terms = terms, Theories = [] }, "base"), data), new FitOptions { Starts = 4, UsePrior = true, ObservedInformation = false });
            alone[set] = fit.LogMarginalLikelihood!.Value;
            Assert.Equal(alone[set], family.LogMarginal[set], tolerance);
        }

        double[] p = family.Probabilities();
        double top = alone.Max(), total = alone.Sum(l => Math.Exp(l - top));
        for (int j = 0; j < 4; j++)
        {
            double told = p.Where((_, s) => MotiveSpace.Has(s, j)).Sum(), own = alone.Where((_, s) => MotiveSpace.Has(s, j)).Sum(l => Math.Exp(l - top)) / total;
            Assert.Equal(own, told, bounded ? 0.06 : 0.01);
        }
    }

    // Two bounded motives alone, everything else held: marginal likelihoods and the 95 % point by quadrature.
    [Fact]
    public void Bounds_are_integrated_as_quadrature_does()
    {
        var model = Model(bounded: true);
        var held = model with
        {
            Weights = [.. model.Weights.Select(w => w.Name is "aid" or "fear" ? w : w with { Fixed = w.Name switch { "risk" => 0.8, "effort" => 0.6, "cost" => 1.0, _ => 0 } })],
            Chances = [.. model.Chances.Select((c, k) => c with { Fixed = k == 0 ? 0.4 : 0.5 })],
            Theories = [.. model.Theories.Where(t => t.Name is "aid" or "fear")],
        };
        var data = Record([0.15, 0, 0.1], 160, 5);
        var space = Space(held);
        Assert.Equal(["aid", "fear"], space.Motives.Select(m => m.Name));
        var family = MotiveFamily.Weigh(space, data, 0.5, new MotiveOptions());
        var both = new Likelihood(ParametricGame.Compile(space.With(3), MotiveSpace.Together), data);
        Assert.Equal(["aid", "fear"], both.Parameters.Free.Select(p => p.Name));
        const int Cells = 48;
        const double Reach = 2.4, Step = Reach / Cells;
        double Density(double a, double f) => both.Evaluate([a, f], false).LogLikelihood + both.Parameters.LogPrior(0, a) + both.Parameters.LogPrior(1, f);
        double none = both.Evaluate([0.0, 0.0], false).LogLikelihood;
        double[,] cell = new double[Cells, Cells];
        double[] single = new double[Cells], other = new double[Cells];
        for (int i = 0; i < Cells; i++)
        {
            double x = (i + 0.5) * Step;
            single[i] = Math.Exp(both.Evaluate([x, 0.0], false).LogLikelihood + both.Parameters.LogPrior(0, x) - none);
            other[i] = Math.Exp(both.Evaluate([0.0, x], false).LogLikelihood + both.Parameters.LogPrior(1, x) - none);
            for (int j = 0; j < Cells; j++)
            {
                cell[i, j] = Math.Exp(Density(x, (j + 0.5) * Step) - none);
            }
        }

        double two = cell.Cast<double>().Sum() * Step * Step, aid = single.Sum() * Step, fear = other.Sum() * Step;
        Assert.Equal(none, family.LogMarginal[0], 1e-6);
        Assert.Equal(Math.Log(aid), family.LogMarginal[1] - none, 0.12);
        Assert.Equal(Math.Log(fear), family.LogMarginal[2] - none, 0.12);
        Assert.Equal(Math.Log(two), family.LogMarginal[3] - none, 0.15);
        double exact = (aid + two) / (1 + aid + fear + two);
        Assert.Equal(exact, family.Probabilities().Where((_, s) => MotiveSpace.Has(s, 0)).Sum(), 0.03);

        // Given that it counts: its density is that of the set alone and of both, mixed.
        double[] mixed = [.. Enumerable.Range(0, Cells).Select(i => single[i] + (Enumerable.Range(0, Cells).Sum(j => cell[i, j]) * Step))];
        double total = mixed.Sum(), so = 0;
        double high = ((mixed.TakeWhile(m => (so += m) < 0.95 * total).Count()) + 0.5) * Step;
        Assert.Equal(high, family.Sizes[0][0].High, 0.08);
        Assert.InRange(family.Sizes[0][0].Low, 0, family.Sizes[0][0].Median);
    }

    [Fact]
    public void On_records_made_without_motives_none_is_included_and_with_them_they_are()
    {
        var space = Space(Model(bounded: true));
        const int Records = 10;
        double[] mean = new double[4];
        int high = 0;
        for (ulong seed = 1; seed <= Records; seed++)
        {
            double[] inclusions = MotiveFamily.Weigh(space, Record([0, 0, 0], 400, seed), 0.5, new MotiveOptions()).Inclusions();
            high += inclusions.Count(p => p >= ConclusionRule.LeastThreshold);
            for (int j = 0; j < 4; j++)
            {
                mean[j] += inclusions[j] / Records;
            }
        }

        // Forty motives that made nothing: about one in twenty may look as if it had.
        Assert.True(high <= 3, $"{high} of {4 * Records} motives that do not count are included");
        Assert.All(mean, m => Assert.True(m < 0.5, $"mean inclusion {m:0.00}"));
        var made = MotiveFamily.Weigh(space, Record([0.8, 1.2, 0.8], 600, 9), 0.5, new MotiveOptions()).Probabilities();
        Assert.All(new[] { 1, 2 }, j => Assert.True(made.Where((_, s) => MotiveSpace.Has(s, j)).Sum() > 0.9, Names[j]));
    }

    [Fact]
    public void Same_bits_twice_and_the_surface_tells_its_error()
    {
        var space = Space(Model(bounded: true));
        var data = Record([0.5, 0.6, 0.3], 240, 31);
        var options = new MotiveOptions { MostCertified = 16, CertifiedShare = 1 };
        var (a, b) = (MotiveFamily.Weigh(space, data, 0.3, options), MotiveFamily.Weigh(space, data, 0.3, options));
        Assert.Equal(a.LogMarginal, b.LogMarginal);
        Assert.All(a.Certified, Assert.True);
        Assert.Equal(6, a.Errors.Length);
        Assert.InRange(a.SurfaceError, 0, 0.1);
        Assert.Equal(1, a.Probabilities().Sum(), 1e-12);

        // Chances beforehand: a prior of .3 takes (3/7) from the odds of every motive.
        var even = a with { Chance = 0.5 };
        double Odds(MotiveFit f, int one, int none) => f.Probabilities()[one] / f.Probabilities()[none];
        Assert.Equal(Odds(even, 1, 0) * 3 / 7, Odds(a, 1, 0), 1e-9 * Odds(even, 1, 0));
        Assert.Equal(Odds(even, 7, 0) * Math.Pow(3.0 / 7, BitOperations.PopCount(7u)), Odds(a, 7, 0), 1e-9 * Odds(even, 7, 0));
    }

    [Fact]
    public void A_record_with_holes_is_weighed_by_exact_fits_and_many_motives_are_refused_there()
    {
        var model = Model(bounded: false);
        var data = Record([0.5, 0.6, 0.3], 120, 3);
        ImmutableArray<Sequence> holes = [data[0] with { Moves = data[0].Moves.SetItem(7, [-1, 0]) }];
        var two = MotiveSpace.Of(model, ["aid", "pay"], new MotiveSpec(["aid", "pay"], 0.5));
        var family = MotiveFamily.Weigh(two, holes, 0.5, new MotiveOptions());
        Assert.Null(family.Problem);
        Assert.All(family.Certified, Assert.True);
        Assert.Empty(family.Errors);
        Assert.True(double.IsNaN(family.SurfaceError));
    }
}
