using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation.Tests;

public class SourceTests
{
    private const double Certain = 1 - 1e-12;

    private static Sequence Record(int months, ulong seed) => SmallTriad.Simulate(SmallTriad.Model(), SmallTriad.Truth[..6], SmallTriad.Truth[6..], months, seed);

    private static Likelihood Join(GameModel model, Sequence record) => new(ParametricGame.Compile(model, "base"), [record]);

    private static SourceReports OfRecord(params int[] players) => new("record", [.. players], 10, 1, default, []);

    // Every move told right for certain.
    private static double[] Identity(ParameterSpace space) => [.. SmallTriad.Truth, .. space.Free.Skip(8).Select(p => p.Name.Contains("told right", StringComparison.Ordinal) ? Certain : 0.5)];

    [Fact]
    public void Sources_that_are_always_right_change_nothing()
    {
        var record = Record(120, 21);
        double today = Join(SmallTriad.Model(), record).Evaluate(SmallTriad.Truth, false).LogLikelihood;
        var told = record with { Sources = [OfRecord(0, 1), new SourceReports("other", [0], 10, 1, record.Moves, [])] };
        var likelihood = Join(SmallTriad.Model(), told);
        Assert.Equal(today, likelihood.Evaluate(Identity(likelihood.Parameters), false).LogLikelihood, 1e-8);
    }

    [Fact]
    public void Gradient_equals_central_differences()
    {
        var record = Record(60, 22);
        var other = HiddenCases.Garble(record, [3, 2], 0.8, new Philox(1, 2), [0, 1]).Select((m, t) => t % 5 == 0 ? [-1, -1] : m).ToImmutableArray();
        var told = record with { Sources = [OfRecord(0, 1), new SourceReports("other", [0, 1], 10, 1, other, [.. Enumerable.Range(0, 60).Select(t => t < 4 ? double.NaN : 0.1 * (t % 7))])] };
        var likelihood = Join(Following(), told);
        HiddenCases.CheckGradient(likelihood, HiddenCases.Point(likelihood.Parameters, p => p.Kind == ParameterKind.Chance ? p.Name.Contains("right", StringComparison.Ordinal) ? 0.8 : 0.4 : 0.3));
    }

    // The small game with a situation that says what the client did last month: it follows from moves, so it is as doubtful as they are.
    private static GameModel Following()
    {
        var model = SmallTriad.Model();
        return model with
        {
            Situations = model.Situations.SetItem(1, new Situation("provoked", ["no", "yes"])),
            Laws = model.Laws.SetItem(1, new SituationLaw(1, [
                new LawLine(LawEffect.Becomes, 1, [new ChanceIf(new Chance(1), new Condition.Plays(0, [1]))]),
                new LawLine(LawEffect.Becomes, 0, [new ChanceIf(new Chance(1), new Condition.Not(new Condition.Plays(0, [1])))])])),
            Chances = [model.Chances[0]],
        };
    }

    // By enumeration: every way in which the moves of a short record may have been, with the situations that follow from them, each weighed by today's likelihood of a record that is
    // believed and by the chances of what was told.
    [Fact]
    public void Reports_are_summed_out_exactly()
    {
        var model = Following();
        var game = ParametricGame.Compile(model, "base");
        var made = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..7], 4, 23);
        ImmutableArray<ImmutableArray<int>> other = [[2, 1], [-1, 0], [1, -1], [0, 1]];
        var told = made with { Sources = [OfRecord(0, 1), new SourceReports("other", [0, 1], 10, 1, other, [])] };
        var likelihood = Join(model, told);
        int at = 0;
        double[] x = HiddenCases.Point(likelihood.Parameters, p => p.Kind == ParameterKind.Weight ? SmallTriad.Truth[at++] : p.Name == "warming" ? 0.4 : p.Name.Contains("right", StringComparison.Ordinal) ? 0.7 : 0.25);
        double[] own = x[..7];
        double total = 0, provoked = 0;
        for (int path = 0; path < 6 * 6 * 6 * 6; path++)
        {
            int[] profiles = [path % 6, path / 6 % 6, path / 36 % 6, path / 216];
            ImmutableArray<ImmutableArray<int>> moves = [.. profiles.Select(p => ImmutableArray.Create(p / 2, p % 2))];
            var levels = made.Levels.Select((l, t) => t == 0 ? l : l.SetItem(1, moves[t - 1][0] == 1 ? 1 : 0)).ToImmutableArray();
            double log = Join(model, made with { Moves = moves, Levels = levels }).Evaluate(own, false).LogLikelihood;
            if (double.IsInfinity(log))
            {
                continue;
            }

            for (int t = 0; t < 4; t++)
            {
                for (int i = 0; i < 2; i++)
                {
                    log += LogTold(likelihood.Parameters, x, "record", i, moves[t][i], made.Moves[t][i]);
                    log += LogTold(likelihood.Parameters, x, "other", i, moves[t][i], other[t][i]);
                }
            }

            total += Math.Exp(log);
            provoked += moves[2][0] == 1 ? Math.Exp(log) : 0;
        }

        Assert.Equal(Math.Log(total), likelihood.Evaluate(x, false).LogLikelihood, 1e-10);
        Assert.Equal(provoked / total, likelihood.Smooth(0, x)!.Value[2].Moves[0][1], 1e-10);
    }

    // A row of the table written out: 0.7 right; of the rest, a quarter to the first wrong move and three quarters to the second, or all to the only one.
    private static double LogTold(ParameterSpace space, double[] x, string source, int player, int made, int told)
    {
        if (told < 0)
        {
            return 0;
        }

        Assert.Contains(space.Sources, s => s.Source == source && s.Player == player);
        double wrong = player == 1 ? 0.3 : 0.3 * (told == (made == 0 ? 1 : 0) ? 0.25 : 0.75);
        return Math.Log(told == made ? 0.7 : wrong);
    }

    [Fact]
    public void Rows_of_a_table_add_up_to_one_and_sticks_have_the_law_of_a_dirichlet()
    {
        var likelihood = Join(SmallTriad.Model(), Record(10, 24) with { Sources = [OfRecord(0)] });
        var table = likelihood.Parameters.Sources[0];
        double[] x = HiddenCases.Point(likelihood.Parameters, p => p.Kind == ParameterKind.Chance ? 0.6 : 0);
        for (int a = 0; a < 3; a++)
        {
            Assert.Equal(1, Enumerable.Range(0, 3).Sum(y => table.Chance(x, a, y)), 1e-14);
        }

        // Dirichlet(10, 1, 1): the right move's share is beta(10, 2), the next one's share of what is left beta(1, 1).
        Assert.Equal(new Prior.Beta(10, 2), likelihood.Parameters.Free[8].Prior);
        Assert.Equal(new Prior.Beta(1, 1), likelihood.Parameters.Free[9].Prior);
    }

    // A tenth of both players' moves miscoded by two sources: weights by the believed record are drawn towards 0, those of the hidden month cover the truth.
    [Fact]
    public void Misreports_bias_a_believed_record_and_not_a_doubted_one()
    {
        // Warmth may always move, so that no miscoded move is impossible; what follows from moves is coded from the moves as told.
        var model = Following();
        model = model with
        {
            Laws = model.Laws.SetItem(0, new SituationLaw(0, [
                new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(0, "warming"), new Condition.Plays(1, [1])), new ChanceIf(new Chance(0.05), Condition.Always)]),
                new LawLine(LawEffect.Falls, -1, [new ChanceIf(new Chance(0.3), new Condition.Plays(1, [0])), new ChanceIf(new Chance(0.05), Condition.Always)])])),
        };
        var truth = SmallTriad.Simulate(model, SmallTriad.Truth[..6], SmallTriad.Truth[6..7], 1500, 25);
        ImmutableArray<ImmutableArray<int>> first = HiddenCases.Garble(truth, [3, 2], 0.9, new Philox(26, 0), [0, 1]), second = HiddenCases.Garble(truth, [3, 2], 0.9, new Philox(26, 1), [0, 1]);
        var coded = truth with { Moves = first, Levels = [.. truth.Levels.Select((l, t) => t == 0 ? l : l.SetItem(1, first[t - 1][0] == 1 ? 1 : 0))] };
        var naive = Estimator.Fit(Join(model, coded), new FitOptions { Starts = 1, UsePrior = true });
        var told = coded with { Sources = [OfRecord(0, 1), new SourceReports("other", [0, 1], 10, 1, second, [])] };
        var doubted = Estimator.Fit(Join(model, told), new FitOptions { Starts = 1, UsePrior = true });
        Assert.Equal(FitStatus.Converged, doubted.Status);
        double Off(FitResult fit, int k) => Math.Abs(fit.Estimates[k].Value - SmallTriad.Truth[k]) / (fit.Estimates[k].Errors.Hessian ?? double.PositiveInfinity); // at a bound there is no error to measure by
        Assert.True(Enumerable.Range(0, 6).Max(k => Off(naive, k)) > 4, "the naive fit misses some weight by far");
        Assert.InRange(Enumerable.Range(0, 7).Max(k => Off(doubted, k)), 0, 3);
        Assert.All(Enumerable.Range(7, doubted.Estimates.Length - 7).Where(k => doubted.Estimates[k].Parameter.Name.Contains("right", StringComparison.Ordinal)), k => Assert.InRange(doubted.Estimates[k].Value, 0.8, 0.97));
    }
}

public class MisreportCoverageTests
{
    // A small seeded run of the bench: 5 weights a record; a fit that believes a record of which a tenth is miscoded covers far less than it says.
    [Fact]
    public void Intervals_of_the_hidden_month_hold_the_truth_and_those_of_a_believed_record_do_not()
    {
        var report = MisreportCoverage.Run(12, 300, 0.1, 7);
        Assert.True(report.Intervals >= 50);
        Assert.InRange(report.Coverage, 0.86, 1);
        Assert.InRange(report.NaiveCoverage, 0, report.Coverage - 0.1);
    }
}
