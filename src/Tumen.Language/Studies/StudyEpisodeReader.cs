using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>episode "name" "file.game" in 2018-03 going on under "theory", base</c>: a one-shot crisis beside, or inside, the long game.</summary>
internal sealed class StudyEpisodeReader(StudyDraft draft, TokenReader reader)
{
    /// <summary>Reads after <c>episode</c>.</summary>
    public bool Read()
    {
        if (reader.ExpectText("the name of the episode") is not { } name || reader.ExpectText("the file of the episode") is not { } file)
        {
            return false;
        }

        string? period = null;
        if (reader.Take("in"))
        {
            if (reader.ExpectDate($"the {draft.Period} of the episode") is not { } date)
            {
                return false;
            }

            period = date.Text;
        }

        bool goesOn = reader.Take("going");
        var theories = new List<Token>();
        if (goesOn && (!reader.Expect("on", "write `going on` or `going on under \"theory\"`") || (reader.Take("under") && !Theories(theories))))
        {
            return false;
        }

        if (draft.Episodes.FirstOrDefault(e => e.Episode.Name == name.Text).Episode is { } twin)
        {
            draft.Bag.Error("G207", name.Place, $"there are two episodes called \"{name.Text}\"", others: [new DiagnosticLabel(twin.Place, "the first one")], helps: ["give one of them another name"]);
        }

        draft.Episodes.Add((new EpisodeSpec(name.Text, file.Text, period, goesOn, [], name.Place), theories));
        return reader.ExpectEnd("an episode", "write `episode \"name\" \"file.game\" in 2018-03 going on under \"theory\"`");
    }

    private bool Theories(List<Token> names)
    {
        do
        {
            reader.Ask("the name of a theory in quotes");
            var theory = reader.Peek;
            if (theory.Kind != TokenKind.Text && !theory.Is("base"))
            {
                reader.Expected("`base` or the name of a theory in quotes", theory.Kind == TokenKind.Word ? $"write   \"{theory.Text}\"" : "name theories as the game does, separated by commas");
                return false;
            }

            names.Add(reader.Next());
        }
        while (reader.Take(','));
        return true;
    }
}
