using System.Globalization;
using Tumen.Model;
using Tumen.Report.Drawing;
using Tumen.Solve;

namespace Tumen.Cli;

/// <summary>What `solve` prints and draws for people.</summary>
internal static class SolveTables
{
    private const int Shown = 60;

    public static void Equilibrium(LogitMarkovEquilibrium e)
    {
        Console.WriteLine(Summary(e));
        Strategies(e);
    }

    public static string Summary(LogitMarkovEquilibrium e)
    {
        string precision = double.IsInfinity(e.Precision) ? "Markov perfect" : string.Create(CultureInfo.InvariantCulture, $"precision {e.Precision}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{e.Status}: {precision}, residual {e.Certificate.Residual:0.0e+0}, one-shot gain {e.Certificate.OneShotGain:0.0e+0}, regret {e.Certificate.Regret:0.0e+0}{(e.Certificate.Share is > 0 and < double.PositiveInfinity ? string.Create(CultureInfo.InvariantCulture, $" (at most {e.Certificate.Share:0.0e+0} of what is at stake for its player)") : "")}; {e.Method}, {e.Iterations} steps; {e.Selection}");
    }

    public static string Proof(ProvenBounds p) => string.Create(CultureInfo.InvariantCulture,
        $"proved: {(p.StrictlyPure ? $"an equilibrium exactly (pure; every move chosen is better by at least {p.SmallestMargin:0.0e+0})" : $"nobody gains more than {p.Regret:0.0e+0}")}{(double.IsNaN(p.Residual) ? "" : $", residual at most {p.Residual:0.0e+0}")}; values within {p.ValueError:0.0e+0}");

    // One row per situation; where a later mover answers what it has seen, one more row per history that differs.
    public static void Strategies(LogitMarkovEquilibrium e)
    {
        var p = e.Game.Profiles;
        var stage = new Stage(p);
        var table = new TextTable().AddColumn("situation");
        for (int i = 0; i < e.Game.PlayerCount; i++)
        {
            table.AddColumn(($"{p.Players[i].Name}: {string.Join(" / ", p.Players[i].Moves)}"));
        }

        for (int i = 0; i < e.Game.PlayerCount; i++)
        {
            table.AddColumn(($"value {p.Players[i].Name}"));
        }

        for (int s = 0; s < Math.Min(Shown, e.Game.StateCount); s++)
        {
            var cells = new List<string> { (e.Game.States.Name(s)) };
            for (int i = 0; i < e.Game.PlayerCount; i++)
            {
                cells.Add(string.Join(" / ", Enumerable.Range(0, p.Moves(i)).Select(m => Chance(e, s, i, m, e.MarginalProbability(stage, s, i, m)))));
            }

            cells.AddRange(Enumerable.Range(0, e.Game.PlayerCount).Select(i => ValueText.Write(e.Values[i][s], e.Values[i].AsSpan())));
            table.AddRow([.. cells]);
            After(table, e, s);
        }


        table.Write();
        if (e.Game.StateCount > Shown)
        {
            Console.WriteLine($"… and {e.Game.StateCount - Shown} more situations; --json or --out for all");
        }
    }

    public static string Chart(StochasticGame game, PathResult path, string method)
    {
        var points = path.Points.Where(x => x.Strategies is not null).ToArray();
        bool tracing = method.StartsWith("logarithmic", StringComparison.Ordinal);
        var p = game.Profiles;
        var panels = new List<PathPanel>();
        for (int i = 0; i < game.PlayerCount; i++)
        {
            // The six chances that move most along the path, one move left out where a player has two.
            var lines = new List<(double Moved, PathLine Line)>();
            for (int s = 0; s < game.StateCount; s++)
            {
                for (int h = 0; h < p.Histories[i]; h++)
                {
                    for (int m = 0; m < p.Moves(i) - (p.Moves(i) == 2 ? 1 : 0); m++)
                    {
                        int at = (s * p.Size) + p.Offsets[i] + (h * p.Moves(i)) + m;
                        double low = points.Min(x => x.Strategies![at]), high = points.Max(x => x.Strategies![at]);
                        if (lines.Count < 6 || high - low > lines[^1].Moved)
                        {
                            string after = p.Histories[i] > 1 ? $" after {p.HistoryName(i, h)}" : "";
                            lines.Add((high - low, new PathLine($"{p.Players[i].Moves[m]} in {game.States.Name(s)}{after}", [.. points.Select(x => x.Strategies![at])])));
                            lines = [.. lines.OrderByDescending(x => x.Moved).Take(6)];
                        }
                    }
                }
            }

            panels.Add(new PathPanel(p.Players[i].Name, [.. lines.Select(x => x.Line)]));
        }

        return ChartStyle.Standalone(PathChart.Draw(
            tracing ? "From the prior to an equilibrium" : "From uniform play to the equilibrium", tracing ? "t" : "choice precision λ", [.. points.Select(x => x.Parameter)], !tracing, panels));
    }

    // What a menu does not hold is no chance of 0 but no choice.
    private static string Chance(LogitMarkovEquilibrium e, int state, int player, int move, double chance) =>
        e.Game.Menus?.Allows(state, player, move) == false ? "–" : chance.ToString("0.000", CultureInfo.InvariantCulture);

    private static void After(TextTable table, LogitMarkovEquilibrium e, int s)
    {
        var p = e.Game.Profiles;
        for (int i = 0; i < e.Game.PlayerCount; i++)
        {
            for (int h = 0; h < p.Histories[i] && p.Histories[i] > 1; h++)
            {
                int player = i;
                var cells = new List<string> { ($"  after {p.HistoryName(i, h)}") };
                cells.AddRange(Enumerable.Range(0, e.Game.PlayerCount).Select(j => j != player ? "" :
                    string.Join(" / ", Enumerable.Range(0, p.Moves(player)).Select(m => Chance(e, s, player, m, e.Probability(s, player, m, h))))));
                cells.AddRange(Enumerable.Repeat("", e.Game.PlayerCount));
                table.AddRow([.. cells]);
            }
        }
    }
}
