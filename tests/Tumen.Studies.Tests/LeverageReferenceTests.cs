using System.Text.Json;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Scenarios;
using Tumen.Solve;

namespace Tumen.Studies.Tests;

/// <summary>Capacity and exertion in the first study's game, against numbers of an independent program, and against the dense second implementation.</summary>
public sealed class LeverageReferenceTests
{
    private static readonly string[] Powerless = ["base", "lips and teeth", "abandonment", "hedging", "collapse aversion", "irrational madman"];

    private static readonly Lazy<StudyFolder> First = new(() => StudyFolder.Open(Path.Combine(Root, "studies", "china-dprk")));

    private static readonly Lazy<JsonElement> Reference = new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "tests", "Tumen.Studies.Tests", "leverage", "reference.json"))).RootElement);

    private static string Root
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            {
                if (File.Exists(Path.Combine(at.FullName, "Tumen.slnx")))
                {
                    return at.FullName;
                }
            }

            throw new DirectoryNotFoundException("the tests run inside the sources");
        }
    }

    public static TheoryData<string, string> Fitted
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string at in new[] { "posteriorMode", "estimate" })
            {
                foreach (var theory in Reference.Value.GetProperty(at).EnumerateObject())
                {
                    data.Add(at, theory.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fitted))]
    public void The_first_study_has_the_reference_numbers(string at, string theory)
    {
        var given = Reference.Value.GetProperty(at).GetProperty(theory);
        var numbers = Numbers(given.GetProperty("parameters"));
        if (theory is "asymmetric leverage" or "staked regime")
        {
            numbers["aid"] *= 2; // the reference was fitted with the term counted twice
        }

        var (model, e, shares) = Solve(theory, numbers, ValueConvention.TasteShocks);
        var found = Leverage.Measure(model, e, shares, split: true);
        Agrees(given.GetProperty("expected"), found, 1e-7);
    }

    [Theory]
    [InlineData("base", "shocks", "kin", 0, "kin", 0)]
    [InlineData("base", "errors", "kin", 0, "kin", 0)]
    [InlineData("leverage by realignment", "shocks", "aid", .3, "realign", .15)]
    [InlineData("leverage by realignment", "errors", "aid", .3, "realign", .15)]
    [InlineData("conditional aid", "shocks", "aid", .3, "condition", .1)]
    [InlineData("conditional aid", "errors", "aid", .3, "condition", .1)]
    [InlineData("leverage by presence", "shocks", "aid", .3, "buffer", .1)]
    [InlineData("leverage by presence", "errors", "aid", .3, "buffer", .1)]
    [InlineData("buffer", "shocks", "buffer", .1, "buffer", .1)]
    [InlineData("buffer", "errors", "buffer", .1, "buffer", .1)]
    [InlineData("lips and teeth", "shocks", "kin", .1, "kin", .1)]
    [InlineData("lips and teeth", "errors", "kin", .1, "kin", .1)]
    public void Round_numbers_give_the_reference_numbers(string theory, string values, string first, double one, string second, double two)
    {
        var round = Reference.Value.GetProperty("round");
        var numbers = Numbers(round.GetProperty("weights")).Concat(Numbers(round.GetProperty("chances"))).ToDictionary(x => x.Key, x => x.Value);
        (numbers[first], numbers[second]) = (one, two);
        var (model, e, shares) = Solve(theory, numbers, values == "shocks" ? ValueConvention.TasteShocks : ValueConvention.ChoiceErrors);
        Array.Fill(shares, 1.0 / shares.Length);
        Agrees(round.GetProperty($"{theory} {values}"), Leverage.Measure(model, e, shares, split: true), 1e-8);
    }

    // Where the patron's payoff, its own moves apart, listens only to what threats cannot move, there is no leverage, exactly.
    [Theory]
    [InlineData(ValueConvention.TasteShocks)]
    [InlineData(ValueConvention.ChoiceErrors)]
    public void Theories_without_a_lever_have_none(ValueConvention values)
    {
        foreach (string theory in Powerless)
        {
            foreach (string at in new[] { "posteriorMode", "estimate" })
            {
                var (model, e, shares) = Solve(theory, Numbers(Reference.Value.GetProperty(at).GetProperty(theory).GetProperty("parameters")), values);
                var found = Leverage.Measure(model, e, shares, split: false);
                Assert.True(found.Solved);
                Assert.InRange(Math.Abs(found.Capacity), 0, 1e-9);
                Assert.InRange(Math.Abs(found.Exertion), 0, 1e-9);
            }
        }
    }

    // The same at what every coding of the record is fitted with.
    [Fact]
    public void Theories_without_a_lever_have_none_under_any_coding()
    {
        var study = First.Value;
        foreach (string theory in Powerless)
        {
            var near = Numbers(Reference.Value.GetProperty("posteriorMode").GetProperty(theory).GetProperty("parameters"));
            foreach (var record in study.Records)
            {
                var likelihood = new Likelihood(ParametricGame.Compile(study.Game, theory), record.Sequences);
                var fit = Refit.From(likelihood, [[.. likelihood.Parameters.Free.Select(p => Math.Clamp(near.GetValueOrDefault(p.Name, 0.05), p.Lower, p.Upper))]], true, cancel: TestContext.Current.CancellationToken);
                var game = likelihood.Solved.At(likelihood.Parameters.Weights(0, fit.Point), likelihood.Parameters.Chances(fit.Point));
                foreach (var values in new[] { ValueConvention.TasteShocks, ValueConvention.ChoiceErrors })
                {
                    var e = PrincipalBranch.Solve(game, new SolveOptions { Convention = values });
                    var found = Leverage.Measure(likelihood.Solved.Model, e, LeverageRunner.StateShares(likelihood), split: false);
                    Assert.True(found.Solved);
                    Assert.InRange(Math.Abs(found.Capacity), 0, 1e-9);
                    Assert.InRange(Math.Abs(found.Exertion), 0, 1e-9);
                }
            }
        }
    }

    [Theory]
    [InlineData("leverage by realignment", ValueConvention.TasteShocks)]
    [InlineData("leverage by realignment", ValueConvention.ChoiceErrors)]
    [InlineData("conditional aid", ValueConvention.TasteShocks)]
    public void A_second_implementation_agrees(string theory, ValueConvention values)
    {
        var numbers = Numbers(Reference.Value.GetProperty("posteriorMode").GetProperty(theory).GetProperty("parameters"));
        var (model, e, shares) = Solve(theory, numbers, values);
        var found = Leverage.Measure(model, e, shares, split: true);
        var terms = model.Terms.Concat(model.FindTheory(theory)!.Terms);
        var again = new DenseLeverage(model, numbers, terms, [.. e.Game.Discounts], values == ValueConvention.TasteShocks).Measure(shares);
        const double within = 1e-9;
        Assert.Equal(again.Concessions, found.Concessions, within);
        Assert.Equal(again.Steadied, found.Steadied, within);
        Assert.Equal(again.Capacity, found.Capacity, within);
        Assert.Equal(again.Exertion, found.Exertion, within);
        Assert.Equal(again.Anyway, found.MadeAnyway, within);
        Assert.Equal(again.Adapt, found.OthersAdapt, within);
        for (int k = 0; k < 2; k++)
        {
            Assert.Equal(again.Capacities[k], found.ByMove[k].Share, within);
            Assert.Equal(again.Exertions[k], found.ExertionByMove[k].Share, within);
            Assert.Equal(again.Twin[k], found.Twin[k].Share, within);
        }
    }

    private static Dictionary<string, double> Numbers(JsonElement parameters) => parameters.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());

    // The theory on the situations that matter to it; shares of the record's months.
    private static (GameModel Model, LogitMarkovEquilibrium E, double[] Shares) Solve(string theory, Dictionary<string, double> numbers, ValueConvention values)
    {
        var study = First.Value;
        var likelihood = new Likelihood(ParametricGame.Compile(study.Game, theory), study.Records[0].Sequences);
        var solved = likelihood.Solved;
        var game = solved.At([.. solved.Weights.Select(w => numbers.GetValueOrDefault(w.Name))], [.. solved.Chances.Select(c => numbers.GetValueOrDefault(c.Name, 0.014))]);
        var e = PrincipalBranch.Solve(game, new SolveOptions { Convention = values });
        Assert.Equal(SolveStatus.Certified, e.Status);
        return (solved.Model, e, LeverageRunner.StateShares(likelihood));
    }

    private static void Agrees(JsonElement expected, LeverageIndex found, double within)
    {
        double Of(string name) => expected.GetProperty(name).GetDouble();
        Assert.True(found.Solved);
        Assert.Equal(Of("G"), found.Concessions, within);
        Assert.Equal(Of("Gs"), found.Steadied, within);
        Assert.Equal(Of("Lam"), found.Capacity, within);
        Assert.Equal(Of("X"), found.Exertion, within);
        Assert.Equal(Of("anyway"), found.MadeAnyway, within);
        Assert.Equal(Of("adapt"), found.OthersAdapt, within);
        foreach (var (name, list) in new[] { ("byC", found.ByMove), ("byX", found.ExertionByMove), ("twin", found.Twin) })
        {
            Assert.All(list, m => Assert.Equal(expected.GetProperty(name).GetProperty(m.Move).GetDouble(), m.Share, within));
        }

        Assert.Equal(found.Capacity, found.Exertion + found.MadeAnyway + found.OthersAdapt, 1e-12);
        Assert.Equal(found.Capacity, found.ByMove.Sum(m => m.Share), 1e-12);
        Assert.Equal(found.Exertion, found.ExertionByMove.Sum(m => m.Share), 1e-12);
    }
}
