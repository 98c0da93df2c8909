using System.Globalization;
using System.Net;
using System.Text;

namespace Tumen.Episodes;

/// <summary>Draws a tree as SVG text: root on the left, ends on the right, information sets joined by dashed arcs, beliefs in brackets below their nodes (slanted where play does not come).</summary>
public static class GameTreeSvg
{
    private static readonly string[] Colours = ["#555", "#1f5fa8", "#b03a2e", "#2e7d4f", "#8e5ba6", "#b07d12"];

    private const double ColumnWidth = 150, RowHeight = 36, LetterWidth = 6.2;

    /// <summary>Most nodes drawn; a larger tree is cut off with a note.</summary>
    public const int MaximumNodes = 400;

    /// <summary>Draws the game.</summary>
    /// <param name="game">The game; only its first <see cref="MaximumNodes"/> nodes in prefix order are drawn.</param>
    /// <param name="profile">If given, branches carry their chances and unused ones are pale.</param>
    /// <param name="beliefs">If given, nodes of sets with several carry what their mover believes, off the path too.</param>
    /// <returns>A complete svg element, without scripts, links or fonts.</returns>
    public static string Draw(ExtensiveGame game, StrategyProfile? profile = null, IReadOnlyList<Belief>? beliefs = null)
    {
        int count = Math.Min(game.NodeCount, MaximumNodes);
        double[] x = new double[count], y = new double[count];
        Place(game, profile, count, x, y);
        double width = Enumerable.Range(0, count).Max(node => x[node] + (game.IsTerminal(node) ? 16 + EndText(game, node).Sum(Wide)                 : 16 + 0.5 * Wide(Above(game, node)))), height = y.Max() + 40;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tree\" viewBox=\"0 0 {width:0} {height:0}\" width=\"{width:0}\" height=\"{height:0}\" font-family=\"sans-serif\" font-size=\"11\" fill=\"currentColor\" role=\"img\">");
        svg.Append($"<title>{Text(game.Title)}</title>");
        foreach (var set in game.InformationSets)
            for (int m = 1; m < set.Members.Count && !set.IsChance; m++)
                if (set.Members[m] < count) Together(svg, set, x[set.Members[m - 1]], y[set.Members[m - 1]], x[set.Members[m]], y[set.Members[m]]);
        for (int node = 1; node < count; node++) Branch(svg, game, profile, node, x, y);
        for (int node = 0; node < count; node++) Node(svg, game, node, x[node], y[node]);
        foreach (var belief in beliefs ?? [])
            for (int m = 0; m < belief.Chances.Count && belief.Chances.Count > 1; m++)
                if (game.InformationSets[belief.InformationSet].Members[m] is var node && node < count) Believe(svg, belief, m, x[node], y[node], Colour(game.InformationSets[belief.InformationSet]));
        if (count < game.NodeCount) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"8\" y=\"{height - 6:0}\">first {count} of {game.NodeCount} nodes</text>");
        return svg.Append("</svg>").ToString();
    }

    private static void Place(ExtensiveGame game, StrategyProfile? profile, int count, double[] x, double[] y)
    {
        double next = 30;
        double[] columns = Columns(game, profile, count, out int[] depth);
        for (int node = 0; node < count; node++) x[node] = columns[depth[node]];
        var sum = new double[count];
        var below = new int[count];
        for (int node = 0; node < count; node++)
            if (game.IsTerminal(node) || game.Children(node)[0] >= count)
            {
                y[node] = next;
                next += RowHeight;
            }
        for (int node = count - 1; node >= 0; node--)
        {
            if (below[node] > 0) y[node] = sum[node] / below[node];
            if (node == 0) continue;
            sum[game.Parent(node)] += y[node];
            below[game.Parent(node)]++;
        }
    }

    // Where each depth stands: far enough from the one before that its branches' labels, and the names above its nodes, have room.
    private static double[] Columns(ExtensiveGame game, StrategyProfile? profile, int count, out int[] depth)
    {
        depth = new int[count];
        double[] branch = new double[count + 1], name = new double[count + 1];
        for (int node = 0; node < count; node++)
        {
            int at = depth[node] = node == 0 ? 0 : depth[game.Parent(node)] + 1;
            if (node > 0) branch[at] = Math.Max(branch[at], Wide(Label(game, profile, node)));
            if (!game.IsTerminal(node)) name[at] = Math.Max(name[at], Wide(Above(game, node)));
        }
        var columns = new double[depth.Max() + 1];
        columns[0] = Math.Max(40, 0.5 * name[0] + 8);
        for (int k = 1; k < columns.Length; k++) columns[k] = columns[k - 1] + Math.Max(ColumnWidth, Math.Max((branch[k] + 12) / 0.84, 0.5 * (name[k - 1] + name[k]) + 16));
        return columns;
    }

    /// <summary>Room that a text takes, in units of the drawing; letters of East Asia are twice as wide.</summary>
    private static double Wide(string text) => LetterWidth * text.EnumerateRunes().Sum(r => r.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0x20000 ? 2 : 1);

    private static string Above(ExtensiveGame game, int node) => game.InformationSets[game.SetOf(node)] is { IsChance: false } set ? game.Players[set.Player] : "nature";

    private static string Label(ExtensiveGame game, StrategyProfile? profile, int node)
    {
        var set = game.InformationSets[game.SetOf(game.Parent(node))];
        int action = game.ActionInto(node);
        string chance = profile?.Exact is { } exact ? Short(exact[set.FirstAction + action]) : set.Chances is { } chances ? Short(chances[action]) : (profile?.Probability(set, action) ?? 1).ToString("0.###", CultureInfo.InvariantCulture);
        return profile is not null || set.IsChance ? $"{set.Actions[action]} {chance}" : set.Actions[action];
    }

    private static void Branch(StringBuilder svg, ExtensiveGame game, StrategyProfile? profile, int node, double[] x, double[] y)
    {
        int above = game.Parent(node);
        var set = game.InformationSets[game.SetOf(above)];
        int action = game.ActionInto(node);
        string label = Label(game, profile, node);
        double chance = profile?.Probability(set, action) ?? 1;
        Line(svg, x[above], y[above], x[node], y[node], Colour(set), chance > 0 ? "" : "opacity=\"0.3\"");
        double mx = 0.42 * x[above] + 0.58 * x[node], my = 0.42 * y[above] + 0.58 * y[node] + (y[node] > y[above] + 1 ? 11 : -4);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{mx:0.#}\" y=\"{my:0.#}\" text-anchor=\"middle\" fill=\"{Colour(set)}\">{Text(label)}</text>");
    }

    private static void Node(StringBuilder svg, ExtensiveGame game, int node, double x, double y)
    {
        if (game.IsTerminal(node))
        {
            string[] said = EndText(game, node);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 6:0.#}\" y=\"{y + 4:0.#}\">{Text(said[0])} <tspan fill=\"#777\">{Text(said[1])}</tspan></text>");
            return;
        }
        var set = game.InformationSets[game.SetOf(node)];
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\" fill=\"{(set.IsChance ? "#fff" : Colour(set))}\" stroke=\"{Colour(set)}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y - 8:0.#}\" text-anchor=\"middle\" fill=\"{Colour(set)}\">{Text(Above(game, node))}</text>");
    }

    // Payoffs, and the end's own name where it is more than the moves that led there.
    private static string[] EndText(ExtensiveGame game, int node)
    {
        int n = game.Players.Count;
        string name = game.OutcomeOf(node) >= 0 ? game.Outcomes[game.OutcomeOf(node)].Label : "";
        var way = new HashSet<string>();
        for (int at = node; game.Parent(at) >= 0; at = game.Parent(at)) way.Add(game.InformationSets[game.SetOf(game.Parent(at))].Actions[game.ActionInto(at)]);
        string[] parts = name.Split(", ");
        return [string.Join(", ", Enumerable.Range(0, n).Select(i => Short(game.ExactPayoffArray[node * n + i]))), parts.Length > 1 && parts.All(way.Contains) ? "" : name.Length > 40 ? name[..39] + "…" : name];
    }

    // Sets of one column are told apart by how far their arcs bend.
    private static void Together(StringBuilder svg, InformationSet set, double x1, double y1, double x2, double y2) => svg.Append(CultureInfo.InvariantCulture,
        $"<path d=\"M{x1:0.#} {y1:0.#}Q{Math.Max(x1, x2) + 16 + 20 * (set.Index % 3):0.#} {0.5 * (y1 + y2):0.#} {x2:0.#} {y2:0.#}\" fill=\"none\" stroke=\"{Colour(set)}\" stroke-dasharray=\"3 3\"/>");

    private static void Believe(StringBuilder svg, Belief belief, int member, double x, double y, string colour) => svg.Append(CultureInfo.InvariantCulture,
        $"<text x=\"{x - 7:0.#}\" y=\"{y + 12:0.#}\" text-anchor=\"end\" font-size=\"9\" fill=\"{colour}\"{(belief.OnPath ? "" : " font-style=\"italic\"")}>[{Text(Short(belief.Chances[member]))}]</text>");

    private static string Colour(InformationSet set) => set.IsChance ? Colours[0] : Colours[1 + set.Player % (Colours.Length - 1)];

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string colour, string extra) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"{colour}\" {extra}/>");

    private static string Short(Rational value) => value.ToString() is { Length: <= 6 } fraction ? fraction : value.ToDouble().ToString("0.###", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(new string([.. text.Where(c => !char.IsControl(c))]));
}
