using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Record;
using Tumen.Report.Drawing;
using Tumen.Workbench.WhatIf;

namespace Tumen.Workbench.Components.Pages;

/// <content>What the page draws, and what it calls things.</content>
public partial class WhatIfPage
{
    private const int Usual = 60;

    // Months drawn: those of the change and a year after it.
    private int Horizon => Math.Max(Usual, ((_setting.IsLasting ? null : _setting.Months ?? _setting.Gradual) ?? 0) + 12);

    private IEnumerable<int> WeightsOf(int player)
    {
        var terms = _bench!.Fitted.Whole.Terms.Concat(_bench.Fitted.Whole.Theories.SelectMany(t => t.Terms)).Where(t => t.Player == player).Select(t => t.Weight).ToHashSet();
        var free = _bench.Fitted.Space.Free;
        return Enumerable.Range(0, free.Length).Where(k => free[k].Kind == ParameterKind.Weight && terms.Contains(free[k].Name.Split(' ')[0]));
    }

    private string LabelOf(string weight)
    {
        string bare = weight.Split(' ')[0], era = weight[bare.Length..];
        var game = _bench!.Fitted.Whole;
        var term = game.Terms.Concat(game.Theories.SelectMany(t => t.Terms)).FirstOrDefault(t => t.Weight == bare && t.Label is not null);
        return (term?.Label ?? game.Weights.FirstOrDefault(w => w.Name == bare)?.Label ?? Wording.Plain(bare)) + era;
    }

    private static IEnumerable<(Player A, Player B)> Pairs(GameModel game) =>
        game.Players.SelectMany((a, i) => game.Players.Skip(i + 1).Select(b => (a, b)));

    private string[] Ahead(int count)
    {
        string from = _setting.From ?? _bench?.LastKnown ?? "";
        return EventTable.TryMonth(from, out int m) && from.Length == 7
            ? [.. Enumerable.Range(0, count).Select(t => EventTable.MonthName(m + t))]
            : [.. Enumerable.Range(0, count).Select(t => t.ToString(CultureInfo.InvariantCulture))];
    }

    private string PathChart(GameModel game, WhatIfPath path, WhatIfPath before, int player)
    {
        var p = game.Players[player];
        double most = path.Path[player].Concat(before.Path[player]).SelectMany(x => x[..Horizon]).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        double high = most <= 0.4 ? 0.4 : most <= 0.6 ? 0.6 : most <= 0.8 ? 0.8 : 1;
        return LinePlot.Draw($"chances of the moves of {p.Display}", Ahead(Horizon),
            [.. p.Moves.Select((m, a) => new LineSeries(Wording.Plain(m), MoveTones.Of(game, player, a), path.Path[player][a][..Horizon], _setting.IsAsFitted ? [] : before.Path[player][a][..Horizon]))], 0, high, 120, "0.00");
    }

    private string PathCsv(GameModel game, WhatIfPath path, WhatIfPath before, int player)
    {
        var moves = game.Players[player].Moves;
        var ahead = Ahead(Horizon);
        return Wording.Csv(["period", .. moves.Select(m => m + " now"), .. moves.Select(m => m + " as fitted")],
            ahead.Select((t, k) => new object?[] { t }.Concat(moves.Select((_, a) => (object?)path.Path[player][a][k])).Concat(moves.Select((_, a) => (object?)before.Path[player][a][k]))));
    }

    private static IEnumerable<string> Shocks(GameModel game, WhatIfBench bench) =>
        game.Players.SelectMany((p, i) => Enumerable.Range(0, p.Moves.Length).Where(m => m != bench.Quiet(i)).Select(m => $"{p.Name}.{p.Moves[m]}"));

    private string Shock(GameModel game, WhatIfBench bench) => _shock is not null && Shocks(game, bench).Contains(_shock) ? _shock : Shocks(game, bench).First();

    private static string ShockName(GameModel game, string key)
    {
        string[] parts = key.Split('.');
        return $"{game.Players.First(p => p.Name == parts[0]).Display} plays “{Wording.Plain(parts[1])}”";
    }

    private int Response(GameModel game) => _response ?? game.Concession?.From ?? game.Players.Length - 1;

    private ((WhatIfPath, string, int) Of, (string Svg, Func<string> Csv) Chart)? _echo;

    // Four paths are followed for this one, so it waits, as the long run does, until the hand rests.
    private (string Svg, Func<string> Csv) Echo(GameModel game, WhatIfBench bench, WhatIfPath path)
    {
        var of = (path, Shock(game, bench), Response(game));
        if (_echo is not { } echo || (echo.Of != of && (ReferenceEquals(_detailOf, _setting) || (echo.Of.Item2, echo.Of.Item3) != (of.Item2, of.Item3))))
        {
            _echo = echo = (of, Impulse(game, bench, path));
        }

        return echo.Chart;
    }

    private (string Svg, Func<string> Csv) Impulse(GameModel game, WhatIfBench bench, WhatIfPath path)
    {
        const int Months = 24;
        string[] parts = Shock(game, bench).Split('.');
        int player = bench.PlayerIndex(parts[0]), move = game.Players[player].MoveIndex(parts[1]), quiet = bench.Quiet(player), other = Response(game);
        var change = bench.Impulse(path, _setting, player, move, quiet, Months);
        var moves = game.Players[other].Moves;
        string[] labels = [.. Enumerable.Range(0, Months).Select(t => t == 0 ? "same" : $"+{t.ToString(CultureInfo.InvariantCulture)}")];
        string svg = LinePlot.Draw($"echo of {parts[1]}", labels,
            [.. moves.Select((m, a) => new LineSeries(Wording.Plain(m), MoveTones.Of(game, other, a), change[other][a], []))], height: 150, format: "+0.000;−0.000;0.000");
        return (svg, () => Wording.Csv(["periods after", .. moves], Enumerable.Range(0, Months).Select(t => new object?[] { t }.Concat(moves.Select((_, a) => (object?)change[other][a][t])))));
    }
}
