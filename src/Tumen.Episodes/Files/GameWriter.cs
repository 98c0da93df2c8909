using System.Text;

namespace Tumen.Episodes;

/// <summary>Writes .efg and .nfg text; one node per line, everything declared once. Names can be tidied to what recent Gambit versions accept: no repeats, control characters, outer or double spaces.</summary>
internal sealed class GameWriter(bool tidyNames)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, int> _repeats = [];

    public string Write(ExtensiveGame game)
    {
        Header("EFG 2 R", game.Title, game.Players);
        _text.Append('\n').Append(Quote(game.Comment)).Append("\n\n");
        var nodeNames = new HashSet<string>();
        var setNames = new Dictionary<int, string>();
        foreach (var group in game.InformationSets.GroupBy(set => set.Player))
        {
            var used = new HashSet<string>();
            foreach (var set in group) setNames[set.Index] = Unique(set.Label, used);
        }
        var seenSet = new bool[game.InformationSets.Count];
        var seenOutcome = new bool[game.Outcomes.Count];
        for (int node = 0; node < game.NodeCount; node++)
        {
            string label = Quote(Unique(game.LabelOf(node), nodeNames));
            if (game.IsTerminal(node)) _text.Append("t ").Append(label).Append(' ');
            else
            {
                var set = game.InformationSets[game.SetOf(node)];
                _text.Append(set.IsChance ? "c " : "p ").Append(label).Append(' ');
                if (!set.IsChance) _text.Append(set.Player + 1).Append(' ');
                _text.Append(set.FileNumber);
                if (!seenSet[set.Index])
                {
                    seenSet[set.Index] = true;
                    _text.Append(' ').Append(Quote(setNames[set.Index])).Append(" {");
                    for (int a = 0; a < set.Actions.Count; a++)
                    {
                        _text.Append(' ').Append(Quote(Name(set.Actions[a])));
                        if (set.Chances is { } chances) _text.Append(' ').Append(chances[a]);
                    }
                    _text.Append(" }");
                }
                _text.Append(' ');
            }
            WriteOutcome(game, node, seenOutcome);
        }
        return _text.ToString();
    }

    private void WriteOutcome(ExtensiveGame game, int node, bool[] seen)
    {
        int index = game.OutcomeOf(node);
        if (index < 0)
        {
            _text.Append("0\n");
            return;
        }
        var outcome = game.Outcomes[index];
        _text.Append(outcome.FileNumber);
        if (!seen[index])
        {
            seen[index] = true;
            _text.Append(' ').Append(Quote(Name(outcome.Label))).Append(" { ").AppendJoin(", ", outcome.Payoffs).Append(" }");
        }
        _text.Append('\n');
    }

    public string Write(StrategicGame game)
    {
        Header("NFG 1 R", game.Title, game.Players);
        _text.Append("\n{");
        foreach (var list in game.Strategies) _text.Append(" { ").AppendJoin(' ', list.Select(name => Quote(Name(name)))).Append(" }");
        _text.Append(" }\n").Append(Quote(game.Comment)).Append("\n\n");
        if (game.Outcomes is { } outcomes && game.OutcomeOfCell is { } map)
        {
            _text.Append("{\n");
            foreach (var outcome in outcomes) _text.Append("{ ").Append(Quote(Name(outcome.Label))).Append(' ').AppendJoin(", ", outcome.Payoffs).Append(" }\n");
            _text.Append("}\n").AppendJoin(' ', map.Select(k => k + 1)).Append('\n');
            return _text.ToString();
        }
        int n = game.Players.Count;
        for (int cell = 0; cell < game.CellCount; cell++)
            for (int i = 0; i < n; i++)
                _text.Append(game.Payoff(cell, i)).Append(i == n - 1 ? '\n' : ' ');
        return _text.ToString();
    }

    private void Header(string kind, string title, IReadOnlyList<string> players) =>
        _text.Append(kind).Append(' ').Append(Quote(title)).Append(" { ").AppendJoin(' ', players.Select(name => Quote(Name(name)))).Append(" }");

    private string Unique(string label, HashSet<string> used)
    {
        label = Name(label);
        if (!tidyNames || label.Length == 0 || used.Add(label)) return label;
        for (int k = _repeats.GetValueOrDefault(label, 1) + 1; ; k++)
        {
            if (!used.Add($"{label}_{k}")) continue;
            _repeats[label] = k;
            return $"{label}_{k}";
        }
    }

    private string Name(string label) => tidyNames
        ? string.Join(' ', new string([.. label.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries)).TrimEnd('\\')
        : label;

    private static string Quote(string text)
    {
        string inside = text.Replace("\"", "\\\"", StringComparison.Ordinal);
        return inside.EndsWith('\\') ? $"\"{inside} \"" : $"\"{inside}\"";
    }
}
