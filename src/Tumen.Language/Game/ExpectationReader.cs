using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads what players expect of a covariate that changes over time: <c>expected to stay</c> or <c>expected to be drawn normal, deviation 0.4, mean 0.3, 0.9 * trade</c>.</summary>
internal sealed class ExpectationReader(GameDraft draft, TokenReader reader)
{
    /// <summary>The expectation of one <c>covariate</c> clause that was read as a declaration before.</summary>
    public bool Read()
    {
        var head = reader.Next();
        var name = reader.Peek;
        int situation = draft.SituationIndex(name.Text);
        if (situation < 0 || draft.Situations[situation].Place != name.Place)
        {
            return true;
        }

        while (!reader.AtEnd && !reader.Peek.Is("expected"))
        {
            reader.Next();
        }

        reader.Word();
        if (!reader.Expect("to", "write `expected to stay`, or `expected to be drawn normal, deviation 0.4, mean …`"))
        {
            return false;
        }

        if (reader.Take("stay"))
        {
            draft.Laws[situation] = new SituationLaw(situation, [], head.Place) { IsExpectation = true };
            return reader.ExpectEnd("what players expect");
        }

        if (!reader.Take("be") || !reader.Expect("drawn"))
        {
            reader.Expected("`stay` or `be drawn normal`", "write `expected to stay`, or `expected to be drawn normal, deviation 0.4, mean …`");
            return false;
        }

        if (new NormalLawReader(draft, reader).Read() is not { } normal)
        {
            return false;
        }

        if (normal.Mean.Any(t => t.If.ReadsMoves || t.Factors.Any(f => f is Factor.CountOf)))
        {
            draft.Bag.Error("G266", name.Place, $"players expect to move `{name.Text}` themselves, but it is given from outside", notes: ["the record says how a covariate moved, and no theory is judged by that"],
                helps: [$"what players move is a situation with a law:   situation {name.Text} from … by …   and   next {name.Text} drawn normal …"]);
        }

        draft.Laws[situation] = new SituationLaw(situation, [], head.Place) { Normal = normal, IsExpectation = true };
        return true;
    }
}
