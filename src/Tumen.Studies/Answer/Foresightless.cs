using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>The theories against those who need none: who beats whom, in and out of sample.</summary>
internal static class Foresightless
{
    /// <summary>Name of the base game in which nobody looks ahead.</summary>
    public const string Name = "nobody looks ahead";

    /// <summary>The base game with every discount factor 0, or null where that is how it is written.</summary>
    public static GameModel? Game(GameModel game) => game.Discounts.All(d => d == 0) ? null : game with { Discounts = [.. game.Discounts.Select(_ => 0.0)], Theories = [] };

    /// <summary>What the answer says about it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="works">The theories.</param>
    /// <param name="posterior">Their probabilities.</param>
    /// <param name="fair">Forecasters without strategy.</param>
    /// <param name="blind">The base game in which nobody looks ahead, fitted; null where it was not.</param>
    /// <param name="foresights">Stretches foretold.</param>
    public static ImmutableArray<string> Says(
        StudyFolder study, ImmutableArray<TheoryWork> works, ImmutableArray<double> posterior, ImmutableArray<Baseline> fair, TheoryWork? blind, ImmutableArray<ForesightTable> foresights)
    {
        int leader = Standing.Leader(posterior);
        if (leader < 0)
        {
            return [];
        }

        var best = works[leader];
        var list = ImmutableArray.CreateBuilder<string>();
        if (blind is not null && double.IsFinite(Standing.Evidence(blind)))
        {
            double over = blind.LogMarginalLikelihood - best.LogMarginalLikelihood;
            list.Add($"the base game in which nobody looks ahead {(over > 0 ? "explains the record better than the leading theory" : $"does not explain the record as well as {best.Name}")} (log marginal likelihood {F(blind.LogMarginalLikelihood, "0.00")} against {F(best.LogMarginalLikelihood, "0.00")}: {F(Numerics.Elementary.Exp(Math.Min(700, Math.Abs(over))), "#,##0.0")} to one {(over > 0 ? $"against {best.Name}" : $"for {best.Name}")})");
        }

        double own = (2 * best.Parameters.Count(p => p.Kind == "weight")) - (2 * best.MoveLogLikelihood);
        list.AddRange(fair.Select(x => $"{x.Name} ({x.ParameterCount} chances) {(x.Aic < own ? "beats" : "does not beat")} {best.Name} on moves: {F(x.LogLikelihood)} against {F(best.MoveLogLikelihood)} nats, AIC of moves {F(x.Aic)} against {F(own)}"
            + (x.HoldOutScore is { } held && best.HoldOutScore is { } mine ? $"; last {study.Study.HoldOut} months {F(held)} against {F(mine)}" : "")));
        var home = works.FirstOrDefault(w => w.Name == "base");
        if (home is not null && home != best)
        {
            var beaten = new List<string>();
            if (home.HoldOutScore is { } a && best.HoldOutScore is { } b && a > b)
            {
                beaten.Add($"the last {study.Study.HoldOut} months ({F(a)} against {F(b)})");
            }

            int tests = home.HoldOutScore is not null && best.HoldOutScore is not null ? 1 : 0;
            foreach (var f in foresights)
            {
                double x = f.Scores.FirstOrDefault(s => s.Theory == "base")?.Score ?? double.NaN, y = f.Scores.FirstOrDefault(s => s.Theory == best.Name)?.Score ?? double.NaN;
                tests += double.IsFinite(x) && double.IsFinite(y) ? 1 : 0;
                if (x > y)
                {
                    beaten.Add($"{f.Stretch.Name} ({F(x)} against {F(y)})");
                }
            }

            if (tests > 0)
            {
                list.Add(beaten.Count == 0 ? $"out of sample {best.Name} beats the base game in {(tests == 1 ? "the one test made" : $"all of {tests} tests")}" : $"out of sample the base game beats {best.Name} in {(tests == 1 ? "the one test made" : $"{beaten.Count} of {tests} tests")}: {string.Join("; ", beaten)}");
            }
        }

        foreach (var f in foresights.Where(f => !f.Fair.IsEmpty))
        {
            double mine = f.Scores.FirstOrDefault(s => s.Theory == best.Name)?.Score ?? double.NaN;
            string[] ahead = [.. f.Fair.Where(x => x.HoldOutScore > mine).Select(x => $"{x.Name} ({F(x.HoldOutScore!.Value)})"), .. f.Blind is { } s && s.Score > mine ? new[] { $"{Name} ({F(s.Score)})" } : []];
            if (ahead.Length > 0)
            {
                list.Add($"{f.Stretch.Name} is foretold better than by {best.Name} ({F(mine)}) by {string.Join(", ", ahead)}");
            }
        }

        return list.ToImmutable();
    }

    private static string F(double x, string format = "0.0") => x.ToString(format, CultureInfo.InvariantCulture);
}
