using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;
using Tumen.Record;
using Tumen.Scenarios;

namespace Tumen.Cli;

/// <summary>`tumen play`.</summary>
internal static class PlayVerb
{
    private const int Periods = 12;

    public static int Run(Arguments a, CancellationToken cancel)
    {
        string file = a.OneFile("a study, or a .game");
        int most = a.Count("--months", Periods, 10_000);
        var played = PlayedTheories.Of(a, file, all: true, cancel);
        int player = played.Player(a);
        var others = played.Leading;
        var (start, first) = Start(a, played);
        var match = new Match(others, player, start, a.Seed);
        var names = new PeriodNames(first);
        var screen = new MatchScreen(played, match, names, a.Json ? Console.Error : Console.Out);
        screen.Begin(most);
        while (match.Played.Count < most && screen.Ask(Console.In, cancel) is { } move)
        {
            match.Make(move);
            screen.Tell();
        }

        cancel.ThrowIfCancellationRequested();
        var debrief = Debrief.Of(match, played.Advisers);
        var document = new PlayDocument(a, file, played, match, names, debrief);
        if (a.Json)
        {
            Output.Json(document.Json());
        }
        else
        {
            screen.End(debrief);
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "play.json", document.Json());
            if (match.Played.Count > 0)
            {
                Output.WriteFile(folder, "record.csv", Output.Utf8(Record(played, match, names).ToCsv()));
            }

            if (!a.Quiet)
            {
                Console.Error.WriteLine(match.Played.Count > 0 ? $"{Path.Combine(folder, "record.csv")}: the game as a record; play.json beside it" : $"{Path.Combine(folder, "play.json")}: nothing was played");
            }
        }

        return 0;
    }

    // The last period of the record whose situation is known, another that is named, or the game's own start.
    private static (int State, string? Period) Start(Arguments a, PlayedTheories played)
    {
        var states = played.Advisers[0].States;
        if (played.Record is not { } record)
        {
            return a.Text("--start") is null ? (Array.IndexOf(ScenarioSolver.OwnStart(states), 1), null) : throw new UsageException("--start names a period of a study's record; a game alone begins where it says");
        }

        bool Known(int t) => record.Levels[t].All(l => l >= 0);
        int at = a.Text("--start") is { } named ? record.Periods.IndexOf(named) : Enumerable.Range(0, record.Length).Where(Known).DefaultIfEmpty(-1).Last();
        if (at < 0)
        {
            throw new UsageException(a.Text("--start") is { } wrong ? $"--start is {wrong}; the record runs from {record.Periods[0]} to {record.Periods[^1]}" : $"no {played.Game.Period} of the record has a situation that is wholly known");
        }

        return Known(at) ? (states.Index([.. record.Levels[at]]), record.Periods[at])
            : throw new UsageException($"the situation of {record.Periods[at]} is not wholly known: {string.Join(", ", played.Game.Situations.Where((_, k) => record.Levels[at][k] < 0).Select(s => s.Name))}");
    }

    private static RecordTable Record(PlayedTheories played, Match match, PeriodNames names)
    {
        var profiles = match.Others.Profiles;
        var states = match.Others.States;
        return new RecordTable(played.Game, [new RecordUnit("", [.. match.Played.Select((_, t) => names.Sorted(t))],
            [.. match.Played.Select(p => ImmutableArray.CreateRange(Enumerable.Range(0, profiles.Players.Length).Select(i => profiles.Move(p.Profile, i))))],
            [.. match.Played.Select(p => ImmutableArray.CreateRange(Enumerable.Range(0, states.Situations.Length).Select(k => states.Level(p.State, k))))],
            ImmutableDictionary<string, double>.Empty)]);
    }
}

/// <summary>Names of a match's periods: those after a month or a year, or numbers.</summary>
internal sealed class PeriodNames(string? first)
{
    /// <summary>What a person reads.</summary>
    public string this[int t] => Dated(t) ?? (t + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>What a record holds: labels that sort as they follow each other.</summary>
    public string Sorted(int t) => Dated(t) ?? (t + 1).ToString("00000", CultureInfo.InvariantCulture);

    private string? Dated(int t) =>
        DateTime.TryParseExact(first, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month.AddMonths(t).ToString("yyyy-MM", CultureInfo.InvariantCulture)
        : first?.Length == 4 && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int year) ? (year + t).ToString("0000", CultureInfo.InvariantCulture)
        : null;
}
