using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Tumen.Language;
using Tumen.Model;
using Tumen.Studies;
using Tumen.Workbench.WhatIf;

namespace Tumen.Workbench.Components.Pages;

/// <content>What sliders and switches do to the setting, and how it is kept.</content>
public partial class WhatIfPage
{
    private const int UsualMonths = 24;

    private WhatIfBench? _readyOf;
    private List<(string Name, Setting Made)> _ready = [];
    private string _name = "";
    private string? _kept;
    private string _another = "";
    private string? _wrong;

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
