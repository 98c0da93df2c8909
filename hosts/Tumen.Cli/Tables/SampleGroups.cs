using System.Globalization;
using System.Text;
using Tumen.Bayes;
using Tumen.Estimation;
using Tumen.Report.Tables;

namespace Tumen.Cli;

/// <summary>What belongs to posterior draws in the names of ArviZ's groups: the log-likelihood of every period at every draw, and the record; with leave-one-out from them.</summary>
internal static class SampleGroups
{
    /// <summary>Writes the files beside the draws.</summary>
    /// <returns>The leave-one-out score in words.</returns>
    public static string Write(string folder, string name, Likelihood likelihood, PosteriorSample sample, CancellationToken cancel)
    {
        // From no equilibrium in particular, so that the numbers do not depend on what was worked out before.
        likelihood.Forget();
        double[][] draws = [.. sample.All];
        var (log, unsolved) = ParetoSmoothing.Pointwise(likelihood, draws, cancel: cancel);
        string[] periods = [.. likelihood.Data.SelectMany(d => d.Periods.Select(p => likelihood.Data.Length > 1 ? $"{d.Unit} {p}" : p))];
        if (log.Length == draws.Length)
        {
            Output.WriteFile(folder, name + ".log_likelihood.csv", Output.Utf8(LogLikelihood(sample, log, periods)));
        }

        var loo = ParetoSmoothing.Score(log);
        Output.WriteFile(folder, name + ".loo.csv", Output.Utf8(TableWriter.Matrix(["elpd_loo", "pareto_k"], Enumerable.Range(0, loo.Pointwise.Length).Select(t => (double[])[loo.Pointwise[t], loo.Shape[t]]), periods, "period")));
        Output.WriteFile(folder, name + ".observed_data.csv", Output.Utf8(Observed(likelihood)));
        return string.Create(CultureInfo.InvariantCulture, $"leave-one-out: {loo.Score:0.00} nats (s.e. {loo.StandardError:0.00}), {loo.EffectiveParameters:0.0} effective parameters, k above {LeaveOneOut.ShapeLimit} in {Words.Count(loo.Unreliable, "period")}{(unsolved > 0 ? $"; {Words.Count(unsolved, "draw")} unsolved" : "")}");
    }

    private static string LogLikelihood(PosteriorSample sample, IReadOnlyList<double[]> log, string[] periods)
    {
        var text = new StringBuilder("chain,draw,").AppendJoin(',', periods.Select(TableWriter.Quoted)).Append('\n');
        int at = 0;
        for (int c = 0; c < sample.Chains.Length; c++)
        {
            for (int d = 0; d < sample.Chains[c].Length; d++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{c},{d},").AppendJoin(',', log[at++].Select(TableWriter.Full)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Observed(Likelihood likelihood)
    {
        var model = likelihood.Game.Model;
        var text = new StringBuilder("unit,period,").AppendJoin(',', model.Players.Select(p => p.Name).Concat(model.Situations.Select(s => s.Name)).Select(TableWriter.Quoted)).Append('\n');
        foreach (var unit in likelihood.Data)
        {
            for (int t = 0; t < unit.Periods.Length; t++)
            {
                text.Append(TableWriter.Quoted(unit.Unit)).Append(',').Append(TableWriter.Quoted(unit.Periods[t])).Append(',')
                    .AppendJoin(',', unit.Moves[t].Select((m, i) => m < 0 ? "" : model.Players[i].Moves[m]).Concat(unit.Levels[t].Select((l, k) => l < 0 ? "" : model.Situations[k].Levels[l])).Select(TableWriter.Quoted)).Append('\n');
            }
        }

        return text.ToString();
    }
}
