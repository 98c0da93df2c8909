using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Scenarios;

/// <summary>Edits of the laws of situations, by name; a situation that the game does not have is left alone.</summary>
internal static class LawEdits
{
    /// <summary>Whether any edit of a scenario changes a law.</summary>
    public static bool Any(ScenarioSpec scenario) => scenario.Edits.Any(e => e is ScenarioEdit.HoldSituation { Forever: true } or ScenarioEdit.NeverReaches);

    /// <summary>The game with edited laws.</summary>
    public static GameModel Apply(GameModel game, ScenarioSpec scenario)
    {
        var laws = game.Laws.ToBuilder();
        foreach (var edit in scenario.Edits)
        {
            switch (edit)
            {
                case ScenarioEdit.HoldSituation { Forever: true } h when Find(game, h.Situation) is var v and >= 0:
                    laws[v] = new SituationLaw(v, [new LawLine(LawEffect.Becomes, game.Situations[v].LevelIndex(h.Level), [new ChanceIf(new Chance(1), Condition.Always)])]);
                    break;
                case ScenarioEdit.NeverReaches n when Find(game, n.Situation) is var v and >= 0:
                    laws[v] = Close(laws[v], v, game.Situations[v].LevelIndex(n.Level), game.Situations[v].Levels.Length);
                    break;
            }
        }

        return game with { Laws = laws.ToImmutable() };
    }

    private static int Find(GameModel game, string situation) => game.Situations.ToList().FindIndex(v => v.Name == situation);

    // Lines that lead to the level no longer apply where they would; what is left over stays as it is.
    private static SituationLaw Close(SituationLaw law, int situation, int level, int levels)
    {
        var lines = ImmutableArray.CreateBuilder<LawLine>();
        foreach (var line in law.Lines)
        {
            if (line.Effect == LawEffect.Becomes && line.Level == level)
            {
                continue;
            }

            ImmutableArray<int> from = line.Effect == LawEffect.Becomes ? [] : [.. Enumerable.Range(0, levels).Where(l => l != level && line.Target(l, levels) == level)];
            lines.Add(from.IsEmpty
                ? line
                : line with { Parts = [.. line.Parts.Select(p => p with { If = new Condition.And(p.If, new Condition.Not(new Condition.LevelIn(situation, from))) })] });
        }

        return law with { Lines = lines.ToImmutable() };
    }
}
