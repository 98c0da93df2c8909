using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Tumen.Fit;
using Tumen.Language;
using Tumen.Model;
using Tumen.Record;
using Tumen.Report.Drawing;
using Tumen.Studies;
using Tumen.Workbench.WhatIf;

namespace Tumen.Workbench.Components.Pages;

/// <summary>Sliders and switches on one theory; every change is solved at once, and what takes longer follows when the hand rests.</summary>
public partial class WhatIfPage
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(350);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private const int UsualMonths = 24;

    private WhatIfBench? _bench;
    private WhatIfBench? _readyOf;
    private List<(string Name, Setting Made)> _ready = [];
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
    private string? _together;
    private string _another = "";
    private string? _wrong;

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
        _shock = query.TryGetValue("echo", out var echo) ? echo.ToString() : null;
        _response = query.TryGetValue("of", out var of) && study.Game.Players.ToList().FindIndex(p => p.Name == of.ToString()) is var who and >= 0 ? who : null;
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
        _wrong = null;
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
                if (_before is null || _beforeFrom != setting.From)
                {
                    (_before, _detailBefore) = (await Task.Run(() => bench.Solve(setting.Plain, _gone.Token), _gone.Token), null);
                }

                _beforeFrom = setting.From;
                _together = setting.Wrong(bench.Fitted);
                if (_together is not null)
                {
                    (_path, _step) = (null, _step + 1);
                    StateHasChanged();
                    continue;
                }

                var path = setting.IsAsFitted ? _before! : await Task.Run(() => bench.Solve(setting, solve), solve);
                (_path, _step) = (path, _step + 1);
                StateHasChanged();
                await Task.Delay(Rest, rest);
                var before = _before!;
                int? over = setting.IsAsFitted ? null : setting.Months; // both are shares of the same months
                if (_detailBefore is null || _detailBefore.Over != over)
                {
                    _detailBefore = await Task.Run(() => bench.Detail(before, setting.Plain, over, rest), rest);
                }

                _detail = setting.IsAsFitted ? _detailBefore : await Task.Run(() => bench.Detail(path, setting, over, rest), rest);
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

    private string Link(Setting setting) => Nav.GetUriWithQueryParameters(Nav.BaseUri + "what-if",
        setting.Query().Append(("echo", _shock)).Append(("of", _response is { } r ? View.Study!.Game.Players[r].Name : null)).ToDictionary(q => q.Item1, q => (object?)q.Item2));

    private void Echoing(string? shock, int? response)
    {
        (_shock, _response) = (shock, response);
        Remember(_setting);
    }

    private static ImmutableSortedDictionary<string, double> Put(ImmutableSortedDictionary<string, double> values, string name, double value, double usual) =>
        Math.Abs(value - usual) < 1e-9 ? values.Remove(name) : values.SetItem(name, value);

    private Setting Switch(string key, string how) => _setting with
    {
        Never = how == "never" ? _setting.Never.Add(key) : _setting.Never.Remove(key),
        Empty = how == "empty" ? _setting.Empty.Add(key) : _setting.Empty.Remove(key),
    };

    private Setting Timed(string how) => how switch
    {
        "months" => _setting with { Months = _setting.Gradual ?? UsualMonths, Gradual = null },
        "gradual" => _setting with { Gradual = _setting.Months ?? UsualMonths, Months = null },
        _ => _setting with { Months = null, Gradual = null },
    };

    private Setting Lasting(ChangeEventArgs e)
    {
        int months = int.TryParse(e.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? Math.Clamp(n, 1, Setting.MostMonths) : UsualMonths;
        return _setting.Gradual is null ? _setting with { Months = months } : _setting with { Gradual = months };
    }

    private void Add(string text)
    {
        _another = text;
        if (string.IsNullOrWhiteSpace(text))
        {
            _wrong = null;
            return;
        }

        var (setting, wrong) = _setting.Reading(text, _bench!.Fitted);
        if (setting is not null)
        {
            Change(setting);
            _another = "";
        }

        _wrong = wrong;
    }

    private List<(string Name, Setting Made)> Ready(StudyFolder study, WhatIfBench bench)
    {
        if (_readyOf != bench)
        {
            (_readyOf, _ready) = (bench, [.. study.Study.Scenarios.Select(s => (s.Name, Setting.Of(s, study.Game, bench.Fitted)))]);
        }

        return _ready;
    }

    private IEnumerable<(string Id, string Label, Setting Made)> Threats(GameModel game) => game.Threats is not { } t ? [] :
        [("no-threats", $"no threats: {List(game, t)} of {game.Players[t.Player].Display} {(t.Moves.Length == 1 ? "acts" : "act")} like “{Wording.Plain(game.Players[t.Player].Moves[t.Quiet])}”", Emptied(game, t))];

    private IEnumerable<(string Id, string Label, Setting Made)> Instruments(GameModel game) => game.Instruments is not { } t ? [] :
        [("no-instruments", $"no instruments: {List(game, t)} of {game.Players[t.Player].Display} {(t.Moves.Length == 1 ? "acts" : "act")} like “{Wording.Plain(game.Players[t.Player].Moves[t.Quiet])}”", Emptied(game, t))];

    private static string List(GameModel game, MoveSet t) => string.Join(" and ", t.Moves.Select(m => $"“{Wording.Plain(game.Players[t.Player].Moves[m])}”"));

    private Setting Emptied(GameModel game, MoveSet t) => new() { Theory = _setting.Theory, Empty = [.. t.Moves.Select(m => $"{game.Players[t.Player].Name}.{game.Players[t.Player].Moves[m]}")] };

    private string Clause(GameModel game, WhatIfBench bench) => ScenarioText.Write(_setting.Scenario(bench.Fitted, string.IsNullOrWhiteSpace(_name) ? "name" : _name.Trim()), game);

    private async Task Keep()
    {
        var study = View.Study!;
        string before, name = study.File.Name, clause = Clause(study.Game, _bench!);
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
