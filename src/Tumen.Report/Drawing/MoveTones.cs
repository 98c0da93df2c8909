using Tumen.Model;

namespace Tumen.Report.Drawing;

/// <summary>Colours of moves and levels: gray for what changes nothing, one family for harsh moves and one for friendly ones.</summary>
public static class MoveTones
{
    private static readonly string[] Quiet = ["hold", "maintain", "wait", "nothing", "quiet", "idle"];
    private static readonly string[] Friendly = ["reward", "reach_out", "engage", "cooperate", "concede", "help", "accept"];
    private static readonly Tone[] Harsh = [Tone.Vermilion, Tone.Purple, Tone.Orange, Tone.Yellow];
    private static readonly Tone[] Kind = [Tone.Blue, Tone.Green, Tone.Sky];
    private static readonly Tone[] Levels = [Tone.Gray, Tone.Sky, Tone.Orange, Tone.Purple, Tone.Green, Tone.Yellow];

    /// <summary>A move's colour.</summary>
    public static Tone Of(GameModel game, int player, int move)
    {
        var moves = game.Players[player].Moves;
        if (IsQuiet(game, player, move))
        {
            return Tone.Gray;
        }

        int[] friendly = [.. Enumerable.Range(0, moves.Length).Where(m => Friendly.Contains(moves[m]) || Gives(game, player, m))];
        int[] harsh = [.. Enumerable.Range(0, moves.Length).Where(m => !friendly.Contains(m) && !IsQuiet(game, player, m))];
        return friendly.Contains(move) ? Kind[Array.IndexOf(friendly, move) % Kind.Length] : Harsh[Array.IndexOf(harsh, move) % Harsh.Length];
    }

    /// <summary>Whether a move is the one that changes nothing.</summary>
    public static bool IsQuiet(GameModel game, int player, int move) =>
        (game.Threats is { } t && t.Player == player && t.Quiet == move) || (game.Instruments is { } i && i.Player == player && i.Quiet == move)
        || Quiet.Contains(game.Players[player].Moves[move]);

    /// <summary>A level's colour.</summary>
    public static Tone OfLevel(int level) => Levels[level % Levels.Length];

    /// <summary>A colour for the nth of several lines or kinds.</summary>
    public static Tone Nth(int n) => ((Tone[])[Tone.Purple, Tone.Green, Tone.Orange, Tone.Sky, Tone.Blue, Tone.Vermilion, Tone.Yellow])[n % 7];

    private static bool Gives(GameModel game, int player, int move) =>
        game.Concession is { } c && c.From == player && c.Parts.Any(p => p.Amount > 0 && p.If is Condition.Plays plays && plays.Player == player && plays.Moves.Contains(move));
}
