using System.Collections.Immutable;
using System.Globalization;
using Tumen.Report;
using Tumen.Scenarios;

namespace Tumen.Cli;

/// <summary>What a person who plays reads and types.</summary>
internal sealed class MatchScreen(PlayedTheories played, Match match, PeriodNames names, TextWriter to)
{
    private readonly string _period = played.Game.Period;

    private Tumen.Model.Player Who => played.Game.Players[match.Player];

    /// <summary>Says how to play.</summary>
    public void Begin(int most)
    {
        to.WriteLine($"You play {Who.Display}; the others play by {match.Others.Name}. At most {most} {_period}{(most == 1 ? "" : "s")}.");
        to.WriteLine("Type a move or its number; ? for what each theory advises now, q to stop.");
    }

    /// <summary>Shows the period and reads a move; null at the end.</summary>
    public int? Ask(TextReader from, CancellationToken cancel)
    {
        to.WriteLine();
        if (match.IsOver)
        {
            to.WriteLine($"The game is over after {match.Played.Count} {_period}{(match.Played.Count == 1 ? "" : "s")}.");
            return null;
        }

        to.WriteLine($"{names[match.Played.Count]}  {string.Join(", ", played.Game.Situations.Select((s, k) => $"{s.Display}: {s.Levels[match.Others.States.Level(match.State, k)]}"))}");
        foreach (var (player, move) in match.Seen)
        {
            to.WriteLine($"  {played.Game.Players[player].Display}: {played.Game.Players[player].Moves[move]}");
        }

        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            to.Write($"  {string.Join("  ", Who.Moves.Select((m, k) => (Text: $"{k + 1} {m}", May: match.Allows(k))).Where(x => x.May).Select(x => x.Text))}\n{Who.Display}> ");
            to.Flush();
            if (from.ReadLine() is not { } line || line.Trim() is "q" or "quit")
            {
                to.WriteLine();
                return null;
            }

            string word = line.Trim();
            if (word == "?")
            {
                Advise();
            }
            else if (Move(word) is not { } move)
            {
                to.WriteLine(word.Length == 0 ? "  type a move, ? or q" : $"  {word} is no move of {Who.Display}");
            }
            else if (match.Allows(move))
            {
                return move;
            }
            else
            {
                to.WriteLine($"  {Who.Moves[move]} may not be chosen now");
            }
        }
    }

    /// <summary>Shows what the others did in the period just played.</summary>
    public void Tell()
    {
        var period = match.Played[^1];
        var profiles = match.Others.Profiles;
        foreach (int j in profiles.Turns.SelectMany(t => t).Where(j => j != match.Player && !profiles.Earlier[match.Player].Contains(j)))
        {
            to.WriteLine($"  {played.Game.Players[j].Display}: {played.Game.Players[j].Moves[profiles.Move(period.Profile, j)]}");
        }
    }

    /// <summary>Shows what each theory says of the match.</summary>
    public void End(ImmutableArray<Debriefed> debrief)
    {
        if (match.Played.Count == 0)
        {
            to.WriteLine("Nothing was played.");
            return;
        }

        to.WriteLine();
        var periods = new TextTable().AddColumns(_period, "you", $"advice of {match.Others.Name}", "chance of your move", "cost");
        var own = debrief.First(d => d.Name == match.Others.Name);
        for (int t = 0; t < match.Played.Count; t++)
        {
            periods.AddRow(names[t], Who.Moves[match.Played[t].Move], Who.Moves[own.Periods[t].Advice], F(own.Periods[t].Chance), F(own.Periods[t].Cost));
        }

        to.Write(periods.ToText(Screen.Width));
        to.WriteLine();
        var theories = new TextTable().AddColumns("theory", "cost of your moves", $"{_period}s as advised", "log chance of your moves");
        foreach (var d in debrief.OrderByDescending(d => d.LogChance))
        {
            theories.AddRow(d.Name, F(d.Cost), $"{d.Agreed} of {match.Played.Count}", F(d.LogChance));
        }

        to.Write(theories.ToText(Screen.Width));
        var most = debrief.MaxBy(d => d.LogChance)!;
        to.WriteLine($"Costs are in payoff units, each as if play were as the theory says from the next {_period} on."
            + (debrief.Length > 1 ? $" You played most as {most.Name} expects." : ""));
    }

    private void Advise()
    {
        var table = new TextTable().AddColumns(["theory", "advises", .. Who.Moves.Select(m => $"{m}: chance (cost)")]);
        foreach (var a in played.Advisers)
        {
            var chances = a.Chances(match.State, match.Player, match.History).ToArray();
            table.AddRow([a.Name, Who.Moves[a.Best(match.State, match.Player, match.History)], .. chances.Select((c, m) => match.Allows(m) ? $"{F(c)} ({F(a.Cost(match.State, match.Player, match.History, m))})" : "–")]);
        }

        to.Write(table.ToText(Screen.Width));
    }

    private int? Move(string word)
    {
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return number >= 1 && number <= Who.Moves.Length ? number - 1 : null;
        }

        int exact = Who.MoveIndex(word);
        int[] starts = [.. Enumerable.Range(0, Who.Moves.Length).Where(m => word.Length > 0 && Who.Moves[m].StartsWith(word, StringComparison.OrdinalIgnoreCase))];
        return exact >= 0 ? exact : starts.Length == 1 ? starts[0] : null;
    }

    private static string F(double x) => x.ToString("0.00", CultureInfo.InvariantCulture);
}
