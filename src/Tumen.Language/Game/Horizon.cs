using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>
/// A game that ends: <c>month by month, for 12 months</c>. A situation named like the period counts 1, 2, … and then stays <c>over</c>, where nobody gains or
/// loses anything more and nobody is shocked: values there are 0 and strategies are those of the finite game.
/// </summary>
internal static class Horizon
{
    /// <summary>Name of the level after the end.</summary>
    public const string Over = "over";

    /// <summary>Declares the count of periods.</summary>
    public static void Declare(GameDraft draft, Token period, int length)
    {
        if (!draft.Claim(period, "situation"))
        {
            return;
        }

        draft.Horizon = draft.Situations.Count;
        ImmutableArray<string> levels = [.. Enumerable.Range(1, length).Select(t => $"{t}"), Over];
        draft.Add(new Situation(period.Text, levels, null, null, [.. Enumerable.Range(1, length + 1).Select(t => (double)t)], period.Place));
        draft.Laws[draft.Horizon.Value] = new SituationLaw(draft.Horizon.Value, [new LawLine(LawEffect.Rises, -1, [new ChanceIf(new Chance(1), Condition.Always)], period.Place)], period.Place);
    }

    /// <summary>A term that is paid only while the game lasts.</summary>
    public static PayoffTerm While(PayoffTerm term, GameDraft draft) => draft.Horizon is null ? term : term with { If = While(term.If, draft) };

    /// <summary>A flow that is given only while the game lasts.</summary>
    public static Flow? While(Flow? flow, GameDraft draft) =>
        draft.Horizon is null || flow is null ? flow : flow with { Parts = [.. flow.Parts.Select(part => part with { If = While(part.If, draft) })] };

    private static Condition While(Condition condition, GameDraft draft)
    {
        int clock = draft.Horizon!.Value;
        var lasts = new Condition.LevelIn(clock, [.. Enumerable.Range(0, draft.Situations[clock].Levels.Length - 1)]);
        return condition is Condition.AlwaysTrue ? lasts : new Condition.And(condition, lasts);
    }
}
