using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Tumen.Estimation;
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
    private string _address = "";
    private string? _together;

    private RecordUnit Unit => View.Study!.Records[0].Table.Units[0];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        Nav.LocationChanged += Followed;
        Follow();
    }

    // The page reads its address itself, as one setting, and so is not told of a new one by its parameters.
    private void Followed(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        if (new Uri(Nav.Uri).AbsolutePath == "/what-if")
        {
            Follow();
            StateHasChanged();
        }
    });

    private void Follow()
    {
        if (Uri.UnescapeDataString(Nav.Uri) != Uri.UnescapeDataString(_address)) // browsers may write an address otherwise than we do
        {
            _address = Nav.Uri;
            _wrong = _kept = null;
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
        Nav.LocationChanged -= Followed;
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
        if (link != Nav.Uri && setting == _setting && Nav.Uri == _address) // a link that was just followed is not overwritten
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
}
