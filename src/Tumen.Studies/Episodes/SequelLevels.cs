using Tumen.Model;

namespace Tumen.Studies;

/// <summary>From what an episode says of its sequel to a state of the long game: levels it names, the rest as in the month of the episode.</summary>
internal sealed class SequelLevels
{
    private readonly GameModel _game;
    private readonly int[] _before;
    private readonly string? _period;

    /// <param name="game">The long game.</param>
    /// <param name="record">The main record.</param>
    /// <param name="spec">The episode.</param>
    /// <param name="study">Name of the study's file, for messages.</param>
    /// <exception cref="BadInputException">The month is not in the record.</exception>
    public SequelLevels(GameModel game, StudyRecord record, EpisodeSpec spec, string study)
    {
        (_game, _period) = (game, spec.Period);
        _before = [.. game.Situations.Select(_ => -1)];
        if (spec.Period is null)
        {
            return;
        }

        foreach (var unit in record.Table.Units)
        {
            int at = unit.Periods.IndexOf(spec.Period);
            if (at >= 0)
            {
                _before = [.. unit.Levels[at]];
                return;
            }
        }

        throw new BadInputException([Diagnostic.Error("S522", $"the episode \"{spec.Name}\" happens in {spec.Period}, which the record does not have", study, spec.Place, null,
            [$"the record runs from {record.Table.Units[0].Periods[0]} to {record.Table.Units[0].Periods[^1]}"], ["name a month of the record, or let `afterwards` name every situation"])]);
    }

    /// <summary>Why the long game cannot go on there for that player; null when it can.</summary>
    public string? Problem(IReadOnlyDictionary<string, string> situations, string player)
    {
        if (_game.Players.All(p => p.Name != player))
        {
            return $"the long game has no player {player}; it has {string.Join(", ", _game.Players.Select(p => p.Name))}";
        }

        foreach (var (name, level) in situations)
        {
            if (_game.Situations.FirstOrDefault(s => s.Name == name) is not { } situation)
            {
                return $"the long game has no situation {name}; it has {string.Join(", ", _game.Situations.Select(s => s.Name))}";
            }

            if (situation.LevelIndex(level) < 0)
            {
                return $"{name} is never {level}; expected one of {string.Join(", ", situation.Levels)}";
            }
        }

        var open = _game.Situations.Where((s, v) => _before[v] < 0 && !situations.ContainsKey(s.Name)).Select(s => s.Name).ToArray();
        return open.Length == 0 ? null : _period is null
            ? $"`afterwards` leaves {string.Join(", ", open)} open; name levels, or let the study say in which month the episode happens"
            : $"`afterwards` leaves {string.Join(", ", open)} open, and the record does not know it in {_period}";
    }

    /// <summary>Levels in the order of the long game's situations.</summary>
    public int[] Of(IReadOnlyDictionary<string, string> situations) =>
        [.. _game.Situations.Select((s, v) => situations.TryGetValue(s.Name, out string? level) ? s.LevelIndex(level) : _before[v])];
}
