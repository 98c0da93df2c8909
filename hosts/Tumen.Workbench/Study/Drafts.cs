namespace Tumen.Workbench.Study;

/// <summary>A text that was changed and not saved.</summary>
/// <param name="Before">The text of the file when the change began, with line feeds alone.</param>
/// <param name="Text">The changed text.</param>
public sealed record Draft(string Before, string Text);

/// <summary>What one window has written and not saved, kept while it goes from page to page.</summary>
public sealed class Drafts
{
    private readonly Dictionary<string, Draft> _drafts = new(StringComparer.Ordinal);

    /// <summary>Names of the files with unsaved text.</summary>
    public IReadOnlyCollection<string> Names => _drafts.Keys;

    /// <summary>The unsaved text of a file, or null.</summary>
    public Draft? Find(string name) => _drafts.GetValueOrDefault(name);

    /// <summary>Keeps what is written; nothing is kept of a text that is as it was.</summary>
    public void Keep(string name, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Text == draft.Before)
        {
            _drafts.Remove(name);
        }
        else
        {
            _drafts[name] = draft;
        }
    }

    /// <summary>Forgets what was written: it is saved, or taken back.</summary>
    public void Forget(string name) => _drafts.Remove(name);
}
