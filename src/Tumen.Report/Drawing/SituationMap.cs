using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Report.Drawing;

/// <summary>A game as a map: whose moves change which situations, and which situations enter whose payoffs; what a theory adds stands out.</summary>
public static class SituationMap
{
    private const double MoveLeft = 16, MoveWidth = 190, BoxLeft = 330, BoxWidth = 250, PayoffLeft = 720, PayoffWidth = 200;
    private const double MoveRow = 17, BoxHeight = 36, BoxPitch = 50;

    /// <summary>Draws the map.</summary>
    /// <param name="game">The game.</param>
    /// <param name="theory">The theory whose own terms stand out; "base" for none.</param>
    /// <returns>An SVG element.</returns>
    public static string Draw(GameModel game, string theory)
    {
        ArgumentNullException.ThrowIfNull(game);
        var canvas = new SvgCanvas();
        var own = Terms(game, theory);
        double movesHeight = game.Players.Sum(p => 30 + (p.Moves.Length * MoveRow)), boxesHeight = Math.Max(1, game.Situations.Length) * BoxPitch;
        double height = Math.Max(movesHeight, boxesHeight) + 34;
        canvas.Text("tc-note", MoveLeft, 12, "moves");
        canvas.Text("tc-note", BoxLeft, 12, "situations");
        canvas.Text("tc-note", PayoffLeft, 12, "who cares");
        double Move(int player, int move) => 24 + ((height - 30 - movesHeight) / 2) + game.Players.Take(player).Sum(p => 30 + (p.Moves.Length * MoveRow)) + 22 + ((move + 0.5) * MoveRow);
        double Box(int v) => 24 + ((height - 30 - boxesHeight) / 2) + (v * BoxPitch);
        double step = (height - 30) / game.Players.Length;
        double Payoff(int player) => 24 + ((player + 0.5) * step);

        for (int v = 0; v < game.Situations.Length; v++)
        {
            var reads = new Reads();
            foreach (var part in game.Laws[v].Lines.SelectMany(l => l.Parts))
            {
                reads.Add(part.If);
            }

            foreach (var (player, move) in reads.Moves)
            {
                Curve(canvas, "tc-edge", MoveLeft + MoveWidth, Move(player, move), BoxLeft, Box(v) + (BoxHeight / 2),
                    $"{game.Players[player].Display}: {Plain(game.Players[player].Moves[move])} → {Plain(game.Situations[v].Name)}");
            }

            foreach (int other in reads.Situations.Where(x => x != v))
            {
                double from = Box(other) + (BoxHeight / 2), to = Box(v) + (BoxHeight / 2) + 6, x = BoxLeft + BoxWidth;
                double bend = 26 + (6 * Math.Abs(other - v));
                canvas.Path("tc-edge", $"M{SvgCanvas.N(x)} {SvgCanvas.N(from)}C{SvgCanvas.N(x + bend)} {SvgCanvas.N(from)} {SvgCanvas.N(x + bend)} {SvgCanvas.N(to)} {SvgCanvas.N(x)} {SvgCanvas.N(to)}",
                    $"{Plain(game.Situations[other].Name)} → {Plain(game.Situations[v].Name)}");
            }
        }

        var drawn = new HashSet<(int, int)>();
        foreach (var (terms, css) in new[] { (own, "tc-series " + ChartStyle.Stroke(Tone.Vermilion)), (game.Terms, "tc-edge") })
        {
            foreach (var term in terms)
            {
                var reads = new Reads();
                reads.Add(term.If);
                foreach (var f in term.Factors)
                {
                    reads.Add(f);
                }

                foreach (int v in reads.Situations.Where(v => drawn.Add((v, term.Player))))
                {
                    Curve(canvas, css, BoxLeft + BoxWidth, Box(v) + (BoxHeight / 2), PayoffLeft, Payoff(term.Player), $"{Plain(game.Situations[v].Name)} enters the payoff of {game.Players[term.Player].Display}{(term.Label is null ? "" : $": {term.Label}")}");
                }
            }
        }

        for (int i = 0; i < game.Players.Length; i++)
        {
            var p = game.Players[i];
            canvas.Label("tc-head", MoveLeft, Move(i, 0) - MoveRow + 4, p.Display, MoveWidth);
            for (int m = 0; m < p.Moves.Length; m++)
            {
                canvas.Rect("tc-node", MoveLeft, Move(i, m) - (MoveRow / 2) + 1, MoveWidth, MoveRow - 2);
                canvas.Label("tc-label", MoveLeft + 8, Move(i, m) + 4, Plain(p.Moves[m]), MoveWidth - 16);
            }

            canvas.Rect("tc-node", PayoffLeft, Payoff(i) - 18, PayoffWidth, 36);
            canvas.Label("tc-head", PayoffLeft + 8, Payoff(i) + 4, p.Display, PayoffWidth - 16);
        }

        for (int v = 0; v < game.Situations.Length; v++)
        {
            var s = game.Situations[v];
            canvas.Rect("tc-node", BoxLeft, Box(v), BoxWidth, BoxHeight, s.Display);
            canvas.Label("tc-head", BoxLeft + 8, Box(v) + 14, Plain(s.Name), BoxWidth - 16);
            canvas.Label("tc-note", BoxLeft + 8, Box(v) + 28, string.Join("  ·  ", s.Levels.Select(Plain)), BoxWidth - 16);
        }

        if (own.Length > 0)
        {
            canvas.Line("tc-series " + ChartStyle.Stroke(Tone.Vermilion), PayoffLeft, height - 6, PayoffLeft + 24, height - 6);
            canvas.Text("tc-note", PayoffLeft + 30, height - 2, "added by the theory");
        }

        return canvas.Finish($"what moves what in {game.Name}", PayoffLeft + PayoffWidth + 16, height + 6);
    }

    private static string Plain(string name) => name.Replace('_', ' ');

    private static ImmutableArray<PayoffTerm> Terms(GameModel game, string theory)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var terms = new List<PayoffTerm>();
        var waiting = new Queue<string>([theory]);
        while (waiting.TryDequeue(out string? name))
        {
            if (seen.Add(name) && game.FindTheory(name) is { } t)
            {
                terms.AddRange(t.Terms);
                foreach (string parent in t.BuildsOn)
                {
                    waiting.Enqueue(parent);
                }
            }
        }

        return [.. terms];
    }

    private static void Curve(SvgCanvas canvas, string css, double x1, double y1, double x2, double y2, string words)
    {
        double middle = (x1 + x2) / 2;
        canvas.Path(css, $"M{SvgCanvas.N(x1)} {SvgCanvas.N(y1)}C{SvgCanvas.N(middle)} {SvgCanvas.N(y1)} {SvgCanvas.N(middle)} {SvgCanvas.N(y2)} {SvgCanvas.N(x2)} {SvgCanvas.N(y2)}", words);
    }

    // What conditions and factors look at.
    private sealed class Reads
    {
        public SortedSet<(int Player, int Move)> Moves { get; } = [];

        public SortedSet<int> Situations { get; } = [];

        public void Add(Condition condition)
        {
            switch (condition)
            {
                case Condition.LevelIn l: Situations.Add(l.Situation); break;
                case Condition.Plays p: Moves.UnionWith(p.Moves.Select(m => (p.Player, m))); break;
                case Condition.And a: Add(a.Left); Add(a.Right); break;
                case Condition.Or o: Add(o.Left); Add(o.Right); break;
                case Condition.Not n: Add(n.Inner); break;
            }
        }

        public void Add(Factor factor)
        {
            if (factor is Factor.LevelOf l)
            {
                Situations.Add(l.Situation);
            }
            else if (factor is Factor.LackOf k)
            {
                Situations.Add(k.Situation);
            }
        }
    }
}
