namespace Tumen.Language;

/// <summary>Reads lists of names that declarations hold: moves, levels, covariates.</summary>
internal sealed class NameListReader(GameDraft draft, TokenReader reader)
{
    /// <summary>Levels joined by |, all or none with the number they stand for.</summary>
    public (List<Token> Names, List<double> Values)? Levels()
    {
        var (names, values) = (new List<Token>(), new List<double>());
        var uneven = false;
        do
        {
            if (reader.ExpectName("a level") is not { } level)
            {
                return null;
            }

            names.Add(level);
            if (reader.Take('='))
            {
                if (reader.ExpectNumber("the number of the level") is not { } number)
                {
                    return null;
                }

                values.Add(number.Value);
            }

            if (values.Count != 0 && values.Count != names.Count && !uneven)
            {
                uneven = true;
                draft.Bag.Error("G219", level.Place, $"`{level.Text}` does not follow the other levels: either every level has a number or none has",
                    notes: ["levels without numbers count 0, 1, 2 … in payoffs"], helps: [$"write   {level.Text} = NUMBER   or take the other numbers out"]);
            }
        }
        while (reader.Take('|') && names.Count < DeclarationReader.MostNames);
        if (values.Zip(values.Skip(1)).Any(p => p.First >= p.Second))
        {
            draft.Bag.Error("G219", names[0].Place, $"the numbers of the levels must rise from left to right; found {Wording.List(values.Select(Wording.Number))}",
                notes: ["`rises`, `falls`, `at least` and `lack of` go by the order in which levels are written"],
                helps: [names.Count == values.Count ? $"write   {string.Join(" | ", names.Zip(values).OrderBy(p => p.Second).Select(p => $"{p.First.Text} = {Wording.Number(p.Second)}"))}" : "write the lowest first"]);
        }

        return (names, values);
    }

    /// <summary>Names joined by a mark.</summary>
    public List<Token>? Names(char mark, string what)
    {
        var names = new List<Token>();
        do
        {
            if (reader.ExpectName(what) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }
        while (reader.Take(mark) && names.Count < DeclarationReader.MostNames);
        return names;
    }

    /// <summary>Reports a name that stands twice in a list.</summary>
    public void NoTwice(List<Token> names, string what, string owner)
    {
        var seen = new Dictionary<string, Token>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.TryAdd(name.Text, name))
            {
                draft.Bag.Error("G206", name.Place, $"`{name.Text}` is named twice among the {what}s of {owner}", helps: [$"remove one, or give the second {what} another name"]);
            }
        }
    }

    // Situations are not known yet; MenuReader reads the condition when they are.
    private void SkipCondition()
    {
        int depth = 0;
        while (!reader.AtEnd && reader.Peek.Kind != TokenKind.Text && !(depth == 0 && reader.Peek.Is(',')))
        {
            var token = reader.Next();
            depth = Math.Max(0, depth + (token.Is('(') ? 1 : token.Is(')') ? -1 : 0));
        }
    }

    /// <summary>Moves, all or none with the number they stand for in comparisons, each with the condition under which it may be chosen or without.</summary>
    public (List<Token> Names, List<double> Values)? Moves()
    {
        var (names, values) = (new List<Token>(), new List<double>());
        do
        {
            if (reader.ExpectName("a move") is not { } move)
            {
                return null;
            }

            names.Add(move);
            if (reader.Take('='))
            {
                if (reader.ExpectNumber("the number of the move") is not { } number)
                {
                    return null;
                }

                values.Add(number.Value);
            }

            if (reader.Take("if"))
            {
                SkipCondition();
            }
        }
        while (reader.Take(',') && names.Count < DeclarationReader.MostNames);
        if (values.Count != 0 && values.Count != names.Count)
        {
            draft.Bag.Error("G219", names[0].Place, "either every move has a number or none has", notes: ["moves without numbers count 0, 1, 2 … in comparisons"], helps: ["give every move a number, or none"]);
        }

        return (names, values);
    }
}
