using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>motives every theory term, included with chance 0.5, judged by 60 records</c> and <c>motives buffer, aid</c>.</summary>
internal sealed class MotiveReader(StudyDraft draft, TokenReader reader)
{
    private const string Form = "write `motives every theory term` or name weights:   motives buffer, aid";

    /// <summary>Reads the clause after its head.</summary>
    public bool Read(Token head)
    {
        var names = new List<Token>();
        double chance = MotiveSpec.EvenChance;
        if (reader.Take("every"))
        {
            if (!reader.Expect("theory", Form) || !reader.Expect("term", Form))
            {
                return false;
            }

            reader.Take(',');
        }
        else
        {
            do
            {
                if (reader.Peek.Is("included") || reader.Peek.Is("judged"))
                {
                    break;
                }

                reader.Offer(Known().Except(names.Select(n => n.Text)));
                if (reader.ExpectName("a weight that a theory adds") is not { } name)
                {
                    return false;
                }

                if (names.Any(n => n.Text == name.Text))
                {
                    draft.Bag.Error("S403", name.Place, $"the motive {name.Text} is named twice", helps: ["name every motive once"]);
                }

                names.Add(name);
            }
            while (reader.Take(','));
        }

        if (reader.Take("included"))
        {
            if (!reader.Expect("with", Form) || !reader.Expect("chance", "write `included with chance 0.5`") || reader.ExpectNumber("the chance that a motive counts") is not { } number)
            {
                return false;
            }

            chance = number.Value;
            if (!(chance > 0 && chance < 1))
            {
                draft.Bag.Error("S418", number.Place, $"the chance that a motive counts lies between 0 and 1, both excluded; found {Wording.Number(chance)}", helps: ["where nothing speaks for or against it beforehand write 0.5"]);
            }
        }

        int records = MotiveSpec.UsualRecords;
        if (reader.Take(',') || reader.Peek.Is("judged"))
        {
            if (!reader.Expect("judged", "write `judged by 60 records`") || !reader.Expect("by") || reader.ExpectCount("a number of records", 1) is not { } count || !reader.Expect("records", "write `judged by 60 records`"))
            {
                return false;
            }

            records = count;
        }

        if (draft.Motives is { } earlier)
        {
            draft.Bag.Error("T124", head.Place, "there is a second `motives` clause", others: [new DiagnosticLabel(earlier.Spec.Place, "the first one")], helps: ["name all motives in one clause"]);
        }

        draft.Motives = (new MotiveSpec([.. names.Select(n => n.Text)], chance, head.Place) { Records = records }, names);
        return reader.ExpectEnd("the motives", "separate them by commas");
    }

    private IEnumerable<string> Known() => draft.Game is { } game ? MotiveSpace.Of(game, game.Theories.Select(t => t.Name)).Select(m => m.Name) : [];

    /// <summary>Checks the clause once the theories compared are known, wherever they stand in the file.</summary>
    public static void Finish(StudyDraft draft)
    {
        if (draft.Motives is not { } motives || draft.Game is not { } game)
        {
            return;
        }

        var known = MotiveSpace.Of(game, motives.Names.Count == 0 ? draft.Compare : game.Theories.Select(t => t.Name));
        bool wrong = false;
        foreach (var name in motives.Names.Where(n => known.All(m => m.Name != n.Text)))
        {
            wrong = true;
            if (game.Weights.FirstOrDefault(w => w.Name == name.Text) is not { } weight)
            {
                draft.Unknown("G209", name, "weight", known.Select(m => m.Name));
                continue;
            }

            draft.Bag.Error("S417", name.Place, weight.Fixed is not null ? $"`{name.Text}` is assumed, not estimated: it cannot be switched" : $"`{name.Text}` belongs to the base game: it is in every theory and cannot be switched",
                notes: [known.IsEmpty ? "no theory adds a weight" : $"theories add: {Wording.List([.. known.Select(m => m.Name)])}"], helps: ["take it out of the motives"]);
        }

        int count = motives.Names.Count == 0 ? known.Length : motives.Names.Count;
        if (!wrong && (count == 0 || count > MotiveSpace.Most))
        {
            draft.Bag.Error("S419", motives.Spec.Place, count == 0 ? "the theories compared add no weight that could be switched" : $"{count} motives make more than 16,384 sets",
                helps: [count == 0 ? "compare a theory that adds one, or take the clause out" : $"name at most {MotiveSpace.Most}:   motives {string.Join(", ", known.Take(3).Select(m => m.Name))}, …"]);
        }
    }
}
