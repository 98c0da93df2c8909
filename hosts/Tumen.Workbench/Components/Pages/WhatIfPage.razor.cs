using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Tumen.Fit;
using Tumen.Language;
using Tumen.Model;
using Tumen.Record;
using Tumen.Report.Drawing;
using Tumen.Workbench.WhatIf;

namespace Tumen.Workbench.Components.Pages;

/// <summary>Sliders and switches on one theory; every change is solved at once, and what takes longer follows when the hand rests.</summary>
public partial class WhatIfPage
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(350);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private WhatIfBench? _bench;
    private TheoryShelf? _shelf;
    private Setting _setting = new();
    private WhatIfPath? _path;
    private WhatIfPath? _before;
    private WhatIfDetail? _detail;
    private WhatIfDetail? _detailBefore;
    private Setting? _detailOf;
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource _solve = new();
    private CancellationTokenSource _rest = new();
    private Task _solving = Task.CompletedTask;
    private Setting? _next;
    private int _step;
    private string? _shock;
    private int? _response;
    private string _name = "";
    private string? _kept;
    private string _address = "";

    private RecordUnit Unit => View.Study!.Records[0].Table.Units[0];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Nav.Uri != _address)
        {
            _address = Nav.Uri;
            Load();
        }
    }

    /// <inheritdoc/>
    protected override Task OnStudyChanged()
    {
        if (View.Shelf != _shelf)
        {
            Load();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _gone.Cancel();
        _rest.Cancel();
        _solve.Cancel();
        base.Dispose();
    }

    private void Load()
    {
        if (View.Study is not { } study)
        {
            return;
        }

        var query = QueryHelpers.ParseQuery(new Uri(Nav.Uri).Query);
        string best = View.Results is not null ? View.Results.Theories[View.Ranked[0]].Name : study.Study.Compare[^1];
        string theory = query.TryGetValue("theory", out var named) && study.Study.Compare.Contains(named.ToString()) ? named.ToString() : best;
        var setting = Setting.Read(study.Game, theory, n => query.TryGetValue(n, out var v) ? v.ToString() : null);
        if (_bench is null || _shelf != View.Shelf || _bench.Fitted.Name != theory)
        {
            _shelf = View.Shelf;
            _bench = new WhatIfBench(study, View.Shelf.Find(theory)!);
            (_before, _detailBefore, _path, _detail) = (null, null, null, null);
        }

        Ask(setting);
    }

    private void Change(Setting setting)
    {
        _kept = null;
        if (setting.Theory != _bench?.Fitted.Name)
        {
            Nav.NavigateTo(Link(setting), replace: true);
            return;
        }

        Ask(setting);
    }

    // The latest wish wins, and at most one solve runs. One under way is let end, so that the picture follows a hand that never rests; only one that takes long is stopped.
    private void Ask(Setting setting)
    {
        if (_next is null)
        {
            _solve.CancelAfter(Patience);
        }

        _setting = setting;
        _next = setting;
        _rest.Cancel();
        if (_solving.IsCompleted)
        {
            _solving = Work();
        }
    }

    private async Task Work()
    {
        while (_next is { } setting && _bench is { } bench)
        {
            _next = null;
            _solve = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
            _rest = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
            CancellationToken solve = _solve.Token, rest = _rest.Token;
            try
            {
                if (_before is null)
                {
                    var plain = new Setting { Theory = setting.Theory, From = setting.From };
                    _before = await Task.Run(() => bench.Solve(plain, _gone.Token), _gone.Token);
                }
                else if (_before is not null && _beforeFrom != setting.From)
                {
                    var plain = new Setting { Theory = setting.Theory, From = setting.From };
                    (_before, _detailBefore) = (await Task.Run(() => bench.Solve(plain, _gone.Token), _gone.Token), null);
                }

                _beforeFrom = setting.From;
                var path = setting.IsAsFitted ? _before! : await Task.Run(() => bench.Solve(setting, solve), solve);
                (_path, _step) = (path, _step + 1);
                StateHasChanged();
                await Task.Delay(Rest, rest);
                var before = _before!;
                _detailBefore ??= await Task.Run(() => bench.Detail(before, new Setting { Theory = setting.Theory, From = setting.From }, rest), rest);
                _detail = setting.IsAsFitted ? _detailBefore : await Task.Run(() => bench.Detail(path, setting, rest), rest);
                _detailOf = setting;
                StateHasChanged();
                Remember(setting);
            }
            catch (OperationCanceledException)
            {
                // a newer wish is waiting, or the page is gone
            }
            catch (Exception e)
            {
                await DispatchExceptionAsync(e);
                return;
            }
        }
    }

    private string? _beforeFrom;

    private void Remember(Setting setting)
    {
        string link = Link(setting);
        if (link != Nav.Uri && setting == _setting)
        {
            _address = link;
            Nav.NavigateTo(link, replace: true);
        }
    }

    private string Link(Setting setting) => Nav.GetUriWithQueryParameters(Nav.BaseUri + "what-if", setting.Query().ToDictionary(q => q.Name, q => (object?)q.Value));

    private static ImmutableSortedDictionary<string, double> Put(ImmutableSortedDictionary<string, double> values, string name, double value, double usual) =>
        Math.Abs(value - usual) < 1e-9 ? values.Remove(name) : values.SetItem(name, value);

    private Setting Switch(string key, string how) => _setting with
    {
        Never = how == "never" ? _setting.Never.Add(key) : _setting.Never.Remove(key),
        Empty = how == "empty" ? _setting.Empty.Add(key) : _setting.Empty.Remove(key),
    };

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
        double most = path.Path[player].Concat(before.Path[player]).SelectMany(x => x).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        double high = most <= 0.4 ? 0.4 : most <= 0.6 ? 0.6 : most <= 0.8 ? 0.8 : 1;
        return LinePlot.Draw($"chances of the moves of {p.Display}", Ahead(WhatIfBench.Horizon),
            [.. p.Moves.Select((m, a) => new LineSeries(Wording.Plain(m), MoveTones.Of(game, player, a), path.Path[player][a], _setting.IsAsFitted ? [] : before.Path[player][a]))], 0, high, 120, "0.00");
    }

    private string PathCsv(GameModel game, WhatIfPath path, WhatIfPath before, int player)
    {
        var moves = game.Players[player].Moves;
        var ahead = Ahead(WhatIfBench.Horizon);
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

    private async Task Keep()
    {
        var study = View.Study!;
        string before, name = study.File.Name, clause = _setting.Clause(_name, study.Game);
        try
        {
            before = Desk.ReadText(name);
        }
        catch (BadInputException e)
        {
            _kept = e.Diagnostics[0].Message;
            return;
        }

        string after = before.TrimEnd() + "\n" + clause + "\n";
        var parsed = StudyFile.Parse(after, name, study.Game);
        _kept = parsed.IsGood
            ? await Desk.SaveText(name, after, before) ?? $"Kept in {name} as “{_name}”; the next run works it out under every theory."
            : $"Not kept: {parsed.Diagnostics.First(d => d.Severity == Severity.Error).Message}";
    }
}
