namespace Tumen.Numerics;

/// <summary>How many threads loops may use that are not told otherwise. Hosts set it once, before any work; no result depends on it.</summary>
public static class ThreadBudget
{
    private static volatile int _most = -1;

    /// <summary>Most threads of one loop, above 0; −1 for as many as the machine has.</summary>
    public static int Most
    {
        get => _most;
        set => _most = value is -1 or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "expected a number above 0, or -1");
    }

    /// <summary>Options of a loop that keeps to it.</summary>
    public static ParallelOptions Options => new() { MaxDegreeOfParallelism = _most };
}
