using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Record;

namespace Tumen.Catalog.Tests;

/// <summary>Panels written in the language: one game a dyad, covariates by dyad, weights that differ by country, by region, by era and by dyad, found again in simulated records.</summary>
public class PanelTests
{
    private const string Text = """
        game "Rivals", month by month
        for each dyad

        player i, j   may hold, press
        situation hit of each   no | yes
        next hit of each   is yes if it plays press, else no
        covariate wealth of each by dyad
        group country of each, region

        each   gains taste if it plays press, means * its wealth if it plays press
               gains revenge if it plays press and their hit is yes
               loses fear if it plays press and other plays press
        weight taste "a taste for pressing" differs by country
        weight revenge differs by region
        weight fear differs by era early until 50 | late
        estimate every weight, prior normal(0, 2)
        assume discount 0.9
        """;

    private static GameModel Game => GameFile.Parse(Text.Replace("early until 50", "early until 1994-06", StringComparison.Ordinal), "rivals.game").Required;

    // Every pair of six countries; three of them lie in the north, and a dyad belongs to the region of its first.
    private static ImmutableArray<Sequence> Shape(GameModel game, int months)
    {
        var units = new List<RecordUnit>();
        for (int a = 0; a < 6; a++)
        {
            for (int b = a + 1; b < 6; b++)
            {
                ImmutableArray<string> periods = [.. Enumerable.Range(0, months).Select(t => $"{1990 + (t / 12)}-{1 + (t % 12):00}")];
                units.Add(new RecordUnit($"d{a}{b}", periods, [.. periods.Select(_ => ImmutableArray.Create(0, 0))], [.. periods.Select(_ => ImmutableArray.Create(0, 0))],
                    new Dictionary<string, double> { ["wealth_i"] = Math.Sin(1 + (3 * a) + b), ["wealth_j"] = Math.Cos(a + (2 * b)) }.ToImmutableDictionary())
                {
                    Groups = new Dictionary<string, string> { ["country_i"] = $"c{a}", ["country_j"] = $"c{b}", ["region"] = a < 3 ? "north" : "south" }.ToImmutableDictionary(),
                });
            }
        }

        // By way of the file, so that its columns are tried too.
        return CatalogFiles.Record(game, new RecordTable(game, [.. units]).ToCsv().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Weights_that_differ_by_country_region_and_era_are_found_again()
    {
        var game = Game;
        var likelihood = new Likelihood(ParametricGame.Compile(game, "base", Shape(game, 2)[0].Covariates), Shape(game, 108));
        var names = likelihood.Parameters.Free.Select(p => p.Name).ToList();
        Assert.Equal(["taste (c0)", "taste (c1)", "taste (c2)", "taste (c3)", "taste (c4)", "taste (c5)", "means", "revenge (north)", "revenge (south)", "fear (early)", "fear (late)"],
            names.OrderBy(n => n.Split(' ')[0] switch { "taste" => 0, "means" => 1, "revenge" => 2, _ => 3 }).ThenBy(n => n, StringComparer.Ordinal));
        double[] truth = [.. names.Select(n => n switch
        {
            "means" => 0.6, "revenge (north)" => 1.2, "revenge (south)" => -0.4, "fear (early)" => 0.3, "fear (late)" => 1.3,
            _ => -1.2 + (0.35 * (n[^2] - '0')),
        })];
        var drawn = RecordSimulator.At(likelihood, truth, TestContext.Current.CancellationToken)!.Draw(new Philox(5, 0));
        var fit = Estimator.Fit(likelihood.On(drawn), new FitOptions { Starts = 2 }, TestContext.Current.CancellationToken);
        Assert.Equal(FitStatus.Converged, fit.Status);
        double[] z = [.. fit.Estimates.Select((e, k) => (e.Value - truth[k]) / e.Errors.Hessian!.Value)];
        Assert.All(z, x => Assert.InRange(x, -3.3, 3.3));
        Assert.InRange(z.Sum(x => x * x), 2, 27); // chi-square with 11 degrees of freedom: 99.5 % below 26.8
        Assert.All(fit.Estimates, (e, k) => Assert.InRange(e.Errors.Hessian!.Value, 0.01, 0.5));
    }

    [Fact]
    public void The_gradient_is_that_of_the_likelihood_unit_by_unit()
    {
        var game = Game;
        var shape = Shape(game, 60);
        var likelihood = new Likelihood(ParametricGame.Compile(game, "base", shape[0].Covariates), shape);
        double[] x = [.. Enumerable.Range(0, likelihood.Parameters.Count).Select(k => 0.3 * Math.Cos(k))];
        var drawn = likelihood.On(RecordSimulator.At(likelihood, x, TestContext.Current.CancellationToken)!.Draw(new Philox(6, 0)));
        var at = drawn.Evaluate(x, true, TestContext.Current.CancellationToken);
        for (int k = 0; k < x.Length; k++)
        {
            double[] up = [.. x], down = [.. x];
            up[k] += 1e-5;
            down[k] -= 1e-5;
            double slope = (drawn.Evaluate(up, false, TestContext.Current.CancellationToken).LogLikelihood - drawn.Evaluate(down, false, TestContext.Current.CancellationToken).LogLikelihood) / 2e-5;
            Assert.Equal(slope, at.Gradient[k], 1e-4 * (1 + Math.Abs(slope)));
        }
    }

    [Fact]
    public void Frequencies_of_a_panel_lead_to_the_optimum_of_ordinary_starts()
    {
        var shape = Shape(Game, 108);
        var likelihood = new Likelihood(ParametricGame.Compile(Game, "base", shape[0].Covariates), shape);
        double[] truth = [.. Enumerable.Range(0, likelihood.Parameters.Count).Select(k => 0.4 * Math.Sin(k))];
        var drawn = likelihood.On(RecordSimulator.At(likelihood, truth, TestContext.Current.CancellationToken)!.Draw(new Philox(8, 0)));
        var ordinary = Estimator.Fit(drawn, new FitOptions { Starts = 2 }, TestContext.Current.CancellationToken);
        var along = Estimator.Fit(drawn, new FitOptions { Paths = [FrequencyPath.Take(drawn, 20, cancel: TestContext.Current.CancellationToken)], OnlyGiven = true }, TestContext.Current.CancellationToken);
        Assert.Equal(FitStatus.Converged, along.Status);
        Assert.Equal(ordinary.LogLikelihood, along.LogLikelihood, 1e-6);
        Assert.All(along.Estimates, (e, k) => Assert.Equal(ordinary.Estimates[k].Value, e.Value, 1e-3));
    }

    [Fact]
    public void A_weight_may_differ_from_dyad_to_dyad()
    {
        var game = GameFile.Parse(Text.Replace("differs by region", "differs by dyad", StringComparison.Ordinal).Replace("weight fear differs by era early until 50 | late", "fix fear = 0.5", StringComparison.Ordinal), "g").Required;
        var likelihood = new Likelihood(ParametricGame.Compile(game, "base", Shape(game, 2)[0].Covariates), Shape(game, 2));
        Assert.Equal(15, likelihood.Parameters.Free.Count(p => p.Name.StartsWith("revenge (d", StringComparison.Ordinal)));
        Assert.Equal(15, likelihood.GroupCount);
    }

    [Fact]
    public void What_differs_by_country_equals_a_weight_of_its_own_for_each_country_written_by_hand()
    {
        // Two dyads, the first player of both is the same country.
        string by = "player i, j may hold, press\neach gains taste if it plays press\nweight taste differs by country\ngroup country of each\n";
        string hand = "player i, j may hold, press\ncovariate is_b, is_c by dyad\ni gains one if i plays press\nj gains two * is_b if j plays press, three * is_c if j plays press\n";
        string head = "game \"g\", month by month\nfor each dyad\n", tail = "estimate every weight, prior flat\nassume discount 0.5\n";
        GameModel a = GameFile.Parse(head + by + tail, "a").Required, b = GameFile.Parse(head + hand + tail, "b").Required;
        string[] rows = ["1,x,press,hold", "2,x,hold,press", "3,x,press,press", "1,y,hold,press", "2,y,press,hold"];
        var one = new Likelihood(ParametricGame.Compile(a, "base"), CatalogFiles.Record(a, rows.Select(r => r + (r.Contains('x') ? ",A,B" : ",A,C")).Prepend("period,dyad,i,j,country_i,country_j")));
        var data = CatalogFiles.Record(b, rows.Select(r => r + (r.Contains('x') ? ",1,0" : ",0,1")).Prepend("period,dyad,i,j,is_b,is_c"));
        var two = new Likelihood(ParametricGame.Compile(b, "base", data[0].Covariates), data);
        Assert.Equal(["taste (A)", "taste (B)", "taste (C)"], one.Parameters.Free.Select(p => p.Name).Order(StringComparer.Ordinal));
        double[] values = [0.4, -0.7, 1.1];
        double[] x = [.. one.Parameters.Free.Select(p => values["ABC".IndexOf(p.Name[^2])])], y = [.. two.Parameters.Free.Select(p => values[Array.IndexOf(["one", "two", "three"], p.Name)])];
        Assert.Equal(two.Evaluate(y, false, TestContext.Current.CancellationToken).LogLikelihood, one.Evaluate(x, false, TestContext.Current.CancellationToken).LogLikelihood, 1e-12);
    }
}
