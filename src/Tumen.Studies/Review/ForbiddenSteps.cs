using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Language;
using Tumen.Model;
using Tumen.Record;

namespace Tumen.Studies;

/// <summary>A step of the record to which the laws give no chance, whatever their named chances are.</summary>
/// <param name="Unit">The unit; empty when there is only one.</param>
/// <param name="Period">The period that the step starts in.</param>
/// <param name="Next">The period that it ends in.</param>
/// <param name="Situation">The situation that may not move so.</param>
/// <param name="From">Its level; "unknown" when the record does not tell.</param>
/// <param name="To">Its level one period later.</param>
/// <param name="Moves">What every player did, as <c>client provoke</c>; unknown moves left out.</param>
/// <param name="Events">Ids of the events behind the level that was reached.</param>
public sealed record ForbiddenStep(string Unit, string Period, string Next, string Situation, string From, string To, ImmutableArray<string> Moves, ImmutableArray<string> Events);

/// <summary>Finds every step of a record that the laws of its game forbid; such a record is impossible under every theory.</summary>
public static class ForbiddenSteps
{
    /// <summary>More ways than these to fill in unknown cells are not gone through: such a step counts as possible.</summary>
    public const int MostWays = 4096;

    /// <summary>Every such step, by unit, period and situation.</summary>
    /// <param name="game">The game.</param>
    /// <param name="record">Its record.</param>
    /// <param name="coded">Per unit, what it was coded from, or null; may be empty.</param>
    public static ImmutableArray<ForbiddenStep> Of(GameModel game, RecordTable record, ImmutableArray<CodedRecord?> coded = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(record);
        if (game.Once is not null || game.Laws.IsEmpty)
        {
            return [];
        }

        var steps = ImmutableArray.CreateBuilder<ForbiddenStep>();
        for (int u = 0; u < record.Units.Length; u++)
        {
            var unit = record.Units[u];
            var compiled = ParametricGame.Compile(game, "base", unit.Covariates);

            // Inside (0, 1) the value of an estimated chance decides nothing about what is possible; small ones leave room for a level to stay.
            double[] chances = [.. compiled.Chances.Select(c => c.Fixed ?? 0.01)];
            for (int t = 0; t + 1 < unit.Length; t++)
            {
                for (int v = 0; v < game.Situations.Length; v++)
                {
                    if (unit.Level(t + 1, v) >= 0 && !compiled.IsGiven(v) && !Possible(compiled, unit, t, v, chances))
                    {
                        steps.Add(Step(game, unit, t, v, coded.IsDefaultOrEmpty ? null : coded[u]));
                    }
                }
            }
        }

        return steps.ToImmutable();
    }

    /// <summary>Every step as a mistake that names it, R221.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="game">The game.</param>
    /// <param name="file">Name of the game's file.</param>
    public static IEnumerable<Diagnostic> Diagnostics(ImmutableArray<ForbiddenStep> steps, GameModel game, string file)
    {
        ArgumentNullException.ThrowIfNull(game);
        return steps.Select(s => Diagnostic.Error("R221", Says(s), file, game.Laws.FirstOrDefault(l => game.Situations[l.Situation].Name == s.Situation)?.Place ?? Place.None, null,
            s.Events.IsEmpty ? [] : [$"`{s.Situation}` was coded `{s.To}` by {string.Join(", ", s.Events.Take(6))}{(s.Events.Length > 6 ? $" and {s.Events.Length - 6} more" : "")}"],
            [$"give the law a small chance of it:   next {s.Situation}   becomes {s.To} 0.02 …", $"or correct the coding of {s.Period} and {s.Next}"]));
    }

    /// <summary>One step in a sentence.</summary>
    public static string Says(ForbiddenStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return $"{(step.Unit.Length > 0 ? step.Unit + " " : "")}{step.Period} to {step.Next}: `{step.Situation}` goes from {step.From} to {step.To}, which its law forbids{(step.Moves.IsEmpty ? "" : $" when {string.Join(", ", step.Moves)}")}";
    }

    private static ForbiddenStep Step(GameModel game, RecordUnit unit, int t, int v, CodedRecord? coded)
    {
        var levels = game.Situations[v].Levels;
        int from = unit.Level(t, v);
        return new ForbiddenStep(unit.Name, unit.Periods[t], unit.Periods[t + 1], game.Situations[v].Name, from < 0 ? "unknown" : levels[from], levels[unit.Level(t + 1, v)],
            [.. Enumerable.Range(0, game.Players.Length).Where(i => unit.Move(t, i) >= 0).Select(i => $"{game.Players[i].Name} plays {game.Players[i].Moves[unit.Move(t, i)]}")],
            coded is null ? [] : coded.Cell(t + 1, game.Players.Length + v).Events);
    }

    private static bool Possible(ParametricGame game, RecordUnit unit, int t, int v, double[] chances)
    {
        int[][] levels = [.. game.States.Situations.Select((s, k) => unit.Level(t, k) is >= 0 and var known ? [known] : Enumerable.Range(0, s.Levels.Length).ToArray())];
        int[][] moves = [.. game.Profiles.Players.Select((p, i) => unit.Move(t, i) is >= 0 and var known ? [known] : Enumerable.Range(0, p.Moves.Length).ToArray())];
        double ways = levels.Concat(moves).Aggregate(1.0, (n, c) => n * c.Length);
        if (ways > MostWays)
        {
            return true;
        }

        int next = unit.Level(t + 1, v);
        foreach (int[] state in Ways(levels))
        {
            foreach (int[] profile in Ways(moves))
            {
                if (game.LevelChance(v, game.States.Index(state), game.Profiles.Index(profile), next, chances, []) > 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<int[]> Ways(int[][] choices)
    {
        int[] at = new int[choices.Length];
        while (true)
        {
            yield return [.. at.Select((k, i) => choices[i][k])];
            int last = choices.Length - 1;
            while (last >= 0 && ++at[last] == choices[last].Length)
            {
                at[last--] = 0;
            }

            if (last < 0)
            {
                yield break;
            }
        }
    }
}
