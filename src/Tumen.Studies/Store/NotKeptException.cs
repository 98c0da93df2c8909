namespace Tumen.Studies;

/// <summary>A piece that was to be taken from the store is not there: the study has not been run, or not to its end.</summary>
/// <param name="kept">Pieces found.</param>
/// <param name="of">Pieces in all.</param>
public sealed class NotKeptException(int kept, int of) : Exception($"{kept} of {of} pieces are kept")
{
    /// <summary>Pieces found, or not called for.</summary>
    public int Kept { get; } = kept;

    /// <summary>Pieces in all.</summary>
    public int Of { get; } = of;
}
