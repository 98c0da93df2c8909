namespace Tumen.Language;

/// <summary>
/// The place where something is being typed. A token of this kind stands there while the clause is read as always; every word the readers look for at this place, and every name they ask for, is
/// something that could come next. So completion knows what the grammar knows, and nothing else has to.
/// </summary>
internal sealed class Cursor
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Words that readers looked for, in the order in which they did.</summary>
    public List<string> Words { get; } = [];

    /// <summary>What readers asked for, in their own words: a player, a level, the name of a theory.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Whether readers are at work; rewriting of clauses looks at every word and wants none.</summary>
    public bool Listens { get; set; }

    /// <summary>A word would be understood here.</summary>
    public void Offer(string word)
    {
        if (Listens && _seen.Add(word))
        {
            Words.Add(word);
        }
    }

    /// <summary>A name or a text would be understood here.</summary>
    public void Ask(string what)
    {
        if (Listens && _seen.Add("?" + what))
        {
            Names.Add(what);
        }
    }
}
