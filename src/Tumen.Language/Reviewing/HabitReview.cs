using Tumen.Model;

namespace Tumen.Language;

/// <summary>Remarks on habits that a base game leaves out.</summary>
internal static class HabitReview
{
    /// <summary>R15: some moves may go on by habit and others may not, so that a motive may take a habit's place.</summary>
    public static IEnumerable<Diagnostic> Missing(GameModel game, string? file)
    {
        var missing = Habits.Missing(game);
        if (missing.IsEmpty)
        {
            yield break;
        }

        var had = Habits.Had(game);
        string have = Wording.List(had.Select(h => $"{game.Players[h.Player].Name} {game.Players[h.Player].Moves[h.Move]}"));
        foreach (var m in missing)
        {
            var player = game.Players[m.Player];
            yield return Diagnostic.Review("R15", $"`{player.Moves[m.Move]}` of {player.Name} has no habit, while {had.Length} {(had.Length == 1 ? "other move has one" : "other moves have one")}: a motive may take its place", file, player.Place,
                notes: [$"a payoff makes these go on once made: {have}"], helps: [m.Term is null ? m.Says : $"let it go on too:   {m.Says}"]);
        }
    }
}
