using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>what if "name" edits, from 2026-01 for 60 months</c>.</summary>
internal sealed class ScenarioReader(StudyDraft draft, TokenReader reader)
{
    private readonly List<ScenarioEdit> _edits = [];

    /// <summary>Reads one scenario after <c>what if</c>.</summary>
    public bool Read()
    {
        if (reader.ExpectText("the name of the scenario") is not { } name)
        {
            return false;
        }

        string? from = null;
        int? periods = null, gradual = null;
        while (!reader.AtEnd)
        {
            if (reader.Take("from"))
            {
                if (reader.ExpectDate("the first month") is not { } first)
                {
                    return false;
                }

                from = first.Text;
            }
            else if (reader.Take("for"))
            {
                if (reader.ExpectCount($"a number of {draft.Period}s", 1) is not { } length || !StudyFile.ExpectPeriods(draft, reader))
                {
                    return false;
                }

                periods = length;
            }
            else if (reader.Take("gradually"))
            {
                if (!reader.Expect("over", $"write `gradually over 60 {draft.Period}s`") || reader.ExpectCount($"a number of {draft.Period}s", 1) is not { } length || !StudyFile.ExpectPeriods(draft, reader))
                {
                    return false;
                }

                gradual = length;
            }
            else if (new ScenarioEditReader(draft, reader).Read() is { } edit)
            {
                _edits.Add(edit);
            }
            else
            {
                return false;
            }

            _ = reader.Take(';') || reader.Take(',');
        }

        if (_edits.Count == 0)
        {
            draft.Bag.Error("S407", name.Place, $"scenario \"{name.Text}\" changes nothing", helps: ["say what changes:   weight aid = 0   or   client never plays provoke"]);
        }

        if (draft.Scenarios.FirstOrDefault(s => s.Name == name.Text) is { } twin)
        {
            draft.Bag.Error("G207", name.Place, $"there are two scenarios called \"{name.Text}\"", others: [new DiagnosticLabel(twin.Place, "the first one")], helps: ["give one of them another name"]);
        }

        draft.Scenarios.Add(new ScenarioSpec(name.Text, [.. _edits], from, periods, name.Place) { Gradual = gradual });
        return true;
    }
}
