using System.Collections.Immutable;
using Tumen.Language;
using Tumen.Studies;
using Tumen.Workbench.WhatIf;

namespace Tumen.Workbench.Tests;

/// <summary>A setting kept in the study and opened again is the same setting; so is one read from its address.</summary>
public sealed class SettingTests
{
    private static readonly StudyFolder Study = StudyFolder.Open(Path.Combine(Desk.Root(), "studies/china-dprk/china-dprk.study"));

    private static SolvedTheory Theory(string name) => new(Study.Game, name, null);

    public static TheoryData<string> Addresses() => new(
        "set=aid:1.5,buffer:0.25&patience=client:0.75,patron:0.9&months=24&from=2018-06",
        "never=client.provoke&empty=client.reach_out&months=60",
        "set=aid:0,warming:0.2&patience=patron:0.8&gradual=60",
        "stays=presence:reinforced,talks:off&front=patron,rival&from=2017-01",
        "also=freeze patron;talks never reaches on;weight desertion counts if warmth is cold;warmth starts close&months=1",
        "also=rival and patron act as one, weights 0.5, 0.5&set=price:2");

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Kept_and_opened_it_is_the_same(string address)
    {
        var query = address.Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        var theory = Theory("leverage by presence");
        var setting = Setting.Read(Study.Game, theory.Name, query.GetValueOrDefault);
        Assert.Null(setting.Wrong(theory));
        string clause = ScenarioText.Write(setting.Scenario(theory, "mine"), Study.Game);
        var parsed = StudyFile.Parse(Study.File.Text.TrimEnd() + "\n" + clause + "\n", "x.study", Study.Game);
        Assert.True(parsed.IsGood, string.Join("; ", parsed.Diagnostics.Select(d => d.Message)) + clause);
        var again = Setting.Of(parsed.Required.Scenarios[^1], Study.Game, theory);
        Assert.Equal(setting.Query(), again.Query());
        Assert.Equal(setting.Query(), Setting.Read(Study.Game, theory.Name, n => setting.Query().First(q => q.Name == n).Value).Query());
        Assert.Equal(clause, ScenarioText.Write(again.Scenario(theory, "mine"), Study.Game));
        Assert.All(query, q => Assert.False(string.IsNullOrEmpty(again.Query().First(x => x.Name == q.Key).Value), $"{q.Key} was lost"));
    }

    [Fact]
    public void Every_what_if_of_the_study_opens_with_nothing_left_out()
    {
        var theory = Theory("abandonment");
        foreach (var spec in Study.Study.Scenarios)
        {
            var setting = Setting.Of(spec, Study.Game, theory);
            Assert.False(setting.IsAsFitted, spec.Name);
            Assert.Null(setting.Wrong(theory));
            Assert.True(setting.Plain.With(setting).Has(setting), spec.Name);
            Assert.True(setting.With(setting).Without(setting).IsAsFitted, spec.Name);
        }
    }

    [Fact]
    public void A_change_that_passes_is_solved_backwards_and_ends()
    {
        var theory = Theory("buffer");
        var bench = new WhatIfBench(Study, theory);
        var passing = new Setting { Theory = "buffer", Never = ["client.provoke"], Months = 12 };
        var before = bench.Solve(passing.Plain, CancellationToken.None);
        var path = bench.Solve(passing, CancellationToken.None);
        Assert.True(path.Solved);
        int client = bench.PlayerIndex("client"), provoke = Study.Game.Players[client].MoveIndex("provoke");
        Assert.All(path.Path[client][provoke].Take(12), x => Assert.Equal(0, x, 1e-12));
        Assert.True(path.Path[client][provoke][12] > 0.05);
        Assert.Equal(before.Path[client][provoke][^1], path.Path[client][provoke][^1], 0.02);
        var detail = bench.Detail(path, passing, 12, CancellationToken.None);
        Assert.Equal(12, detail.Over);
        Assert.Equal(0, detail.MoveShares[client][provoke], 1e-12);

        // Coming gradually, it starts as fitted and ends as the same change for good.
        var dearer = passing with { Never = [], Months = null, Patience = passing.Patience.SetItem("client", 0.5) };
        var slow = bench.Solve(dearer with { Gradual = 60 }, CancellationToken.None);
        var lasting = bench.Solve(dearer, CancellationToken.None);
        Assert.True(slow.Solved);
        Assert.InRange(slow.Path[client][provoke][0], 0.8 * before.Path[client][provoke][0], 1.25 * before.Path[client][provoke][0]);
        Assert.Equal(lasting.Path[client][provoke][^1], slow.Path[client][provoke][^1], 1e-6);
    }

    [Fact]
    public void A_change_that_makes_more_situations_matter_is_solved_on_the_whole_game()
    {
        var theory = Theory("abandonment");
        var bench = new WhatIfBench(Study, theory);
        var umbrella = Setting.Of(Study.Study.Scenarios.First(s => s.Name == "umbrella"), Study.Game, theory);
        var path = bench.Solve(umbrella, CancellationToken.None);
        Assert.True(path.Solved);
        Assert.Equal(1, path.Path[0].Sum(move => move[30]), 1e-9);
        Assert.NotNull(bench.Detail(path, umbrella, null, CancellationToken.None).Leverage);
    }
}
