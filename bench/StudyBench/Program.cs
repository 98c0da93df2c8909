using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Solve;

switch (args)
{
    case ["evaluate", var study, .. var only]:
        Tumen.StudyBench.Evaluations.Run(study, only);
        return;
    case ["refits", var study, var truth, var fitted, var replications]:
        Tumen.StudyBench.Evaluations.Refits(study, truth, fitted, int.Parse(replications, System.Globalization.CultureInfo.InvariantCulture));
        return;
    case ["estimators", var study, .. var only]:
        Tumen.StudyBench.EstimatorCosts.Run(study, only);
        return;
    case ["calibrate", var study, var theory, var records, var months, var sampler, var file]:
        Tumen.StudyBench.StudyCalibration.Run(
            study, theory, int.Parse(records, System.Globalization.CultureInfo.InvariantCulture), int.Parse(months, System.Globalization.CultureInfo.InvariantCulture), sampler, file);
        return;
    case ["scrutiny", var study, .. var only]:
        Tumen.StudyBench.ScrutinyCosts.Run(study, only);
        return;
    case ["pieces", var study, var store]:
        Tumen.StudyBench.PieceTimes.Run(study, store);
        return;
    case ["leverage", var truth, var records, var months]:
        Tumen.StudyBench.LeverageChecks.Run(truth, int.Parse(records, System.Globalization.CultureInfo.InvariantCulture), int.Parse(months, System.Globalization.CultureInfo.InvariantCulture));
        return;
    case ["help"] or ["--help"]:
        Console.WriteLine("""
            StudyBench evaluate STUDY [THEORY …]                              what one evaluation of a likelihood costs, part by part
            StudyBench refits STUDY TRUTH FITTED N                            refits of simulated records on a response surface, beside the ordinary climb
            StudyBench estimators STUDY [THEORY …]                            every estimator on the study's record: log-likelihood, rounds, processor time
            StudyBench calibrate STUDY THEORY RECORDS MONTHS smc|nuts FILE    simulation-based calibration; ranks already in the file are not drawn again
            StudyBench scrutiny STUDY [--sample] [THEORY …]                   leave-one-out (beside draws of the tempered sampler), census and profiles: results and processor time
            StudyBench pieces STUDY STORE                                     processor time of every piece of a study, and the schedule of 1 to 128 workers replayed from them
            StudyBench leverage lever|base RECORDS MONTHS                     simulated studies with a lever or none: coverage of the capacity interval, absence found
            StudyBench --filter *                                             BenchmarkDotNet, for a quiet machine
            """);
        return;
}

BenchmarkSwitcher.FromAssembly(typeof(TriadBench).Assembly).Run(args);

/// <summary>
/// The sizes of a typical study: 216 situations, three players, 3 × 3 × 3 joint moves, 16 weights, 430 simulated months. The baseline is a plain damped
/// fixed point (value sweeps to the same residual), the method one would write first.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class TriadBench
{
    private const string Text = """
        game "Bench", month by month
        player client  may provoke, hold, reach
        player patron  may punish, maintain, reward
        player rival   may press, hold, engage
        all move at once
        situation presence  low | routine | high
        situation warmth    cold | correct | close
        situation talks     off | on
        situation provoked  no | yes
        situation payer     closed | open
        situation arsenal   none | some | far
        next presence  rises 0.5 if rival plays press   falls 0.3 if rival plays engage   falls 0.05 if rival plays hold
        next warmth    rises 0.4 if patron plays reward falls 0.4 if patron plays punish
        next talks     becomes on 0.6 if client plays reach   becomes off 0.7 if client plays provoke   becomes off 0.1 if client plays hold
        next provoked  is yes if client plays provoke, else no
        next payer     becomes open 0.02, becomes closed 0.02
        next arsenal   rises 0.04 if client plays provoke
        client  loses risk if client plays provoke
                loses effort if client plays reach
                gains aid * warmth
                loses fear * presence
                gains opening * payer if talks is on
                loses sadae if warmth is close
        patron  loses price if patron plays reward
                loses discipline if patron plays punish
                loses buffer * presence * lack of warmth
                loses realign * lack of warmth if talks is on
                loses entangle * warmth if provoked is yes
        rival   loses burden if rival plays press
                loses courtship if rival plays engage
                gains pretext if rival plays press and provoked is yes
                gains alarm * arsenal if rival plays press
                gains track if rival plays engage and talks is on
        estimate every weight, prior normal(0, 1)
        assume discount 0.95, choice precision 1
        """;

    private static readonly double[] Truth = [1.7, 1.9, 0.6, 0.05, 0.15, 0.9, 2.0, 2.2, 0.25, 0.6, 0.8, 2.0, 2.2, 1.2, 0.2, 1.4];
    private ParametricGame _game = null!;
    private StochasticGame _solved = null!;
    private ImmutableArray<Sequence> _record;

    /// <summary>Compiles, solves once and simulates 430 months.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _game = ParametricGame.Compile(GameFile.Parse(Text, "bench.game").Value!, "base");
        _solved = _game.At(Truth, []);
        var e = LogitMarkovSolver.Solve(_solved, new SolveOptions());
        var rng = new Philox(1, 0);
        var stage = new Stage(_game.Profiles);
        var chance = new double[_game.Profiles.Count];
        int s = 0;
        List<string> periods = [];
        List<ImmutableArray<int>> moves = [], levels = [];
        for (int t = 0; t < 430; t++)
        {
            stage.ProfileChances(e.At(s), chance);
            int p = rng.NextIndex(chance);
            periods.Add($"{1990 + (t / 12)}-{1 + (t % 12):00}");
            moves.Add([.. Enumerable.Range(0, 3).Select(i => _game.Profiles.Move(p, i))]);
            levels.Add([.. Enumerable.Range(0, 6).Select(v => _game.States.Level(s, v))]);
            s = _solved.Kernel.Draw(s, p, rng.NextDouble(), rng.NextDouble());
        }

        _record = [new Sequence("", [.. periods], [.. moves], [.. levels])];
    }

    /// <summary>Baseline: damped value sweeps until action values move less than 1e-10.</summary>
    [Benchmark(Baseline = true)]
    public double DampedFixedPoint()
    {
        int states = _solved.StateCount, m = _solved.Profiles.Size, count = _solved.Profiles.Count;
        var stage = new Stage(_solved.Profiles);
        double[] q = new double[states * m], next = new double[m], sigma = new double[m], w = new double[3 * count], v = new double[3];
        double[][] value = [new double[states], new double[states], new double[states]];
        double moved = 1;
        while (moved > 1e-10)
        {
            moved = 0;
            double[][] fresh = [new double[states], new double[states], new double[states]];
            for (int s = 0; s < states; s++)
            {
                var own = q.AsSpan(s * m, m);
                stage.Respond(own, 1, sigma, []);
                for (int j = 0; j < 3; j++)
                {
                    _solved.Kernel.Expect(s, value[j], w.AsSpan(j * count, count));
                    for (int p = 0; p < count; p++)
                    {
                        w[(j * count) + p] = _solved.Payoffs[j][(s * count) + p] + (0.95 * w[(j * count) + p]);
                    }
                }

                stage.Weigh(sigma);
                stage.ActionValues(w, next);
                for (int k = 0; k < m; k++)
                {
                    moved = Math.Max(moved, Math.Abs(next[k] - own[k]));
                    own[k] += 0.8 * (next[k] - own[k]);
                }

                stage.Respond(own, 1, sigma, []);
                stage.Values(sigma, own, 1, ValueConvention.TasteShocks, v);
                for (int j = 0; j < 3; j++)
                {
                    fresh[j][s] = v[j];
                }
            }

            value = fresh;
        }

        return q[0];
    }

    /// <summary>One solve to residual 1e-10 from nothing.</summary>
    [Benchmark]
    public double Solve() => LogitMarkovSolver.Solve(_solved, new SolveOptions { Certify = false }).Values[0][0];

    /// <summary>The same with its independent certificate (residual, one-shot gain, regret).</summary>
    [Benchmark]
    public double SolveAndCertify() => LogitMarkovSolver.Solve(_solved, new SolveOptions()).Certificate.Regret;

    /// <summary>A maximum-likelihood fit of 16 weights from the plain start, with standard errors.</summary>
    [Benchmark]
    public double Fit() => Estimator.Fit(new Likelihood(_game, _record), new FitOptions { Starts = 1, ObservedInformation = false }).LogLikelihood;
}
