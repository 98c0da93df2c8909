namespace Tumen.Solve;

/// <summary>Remembers where a path turned back, and notices when it goes round a closed curve: eight turning points in a row come again.</summary>
internal sealed class TurnMemory
{
    private const int InARow = 8;
    private const double Close = 2e-3;
    private readonly List<double> _turns = [];

    /// <summary>Adds a turning point; true when the last eight repeat eight earlier ones.</summary>
    public bool Add(double t)
    {
        _turns.Add(t);
        int last = _turns.Count - 1;
        for (int shift = 2; last - shift - InARow >= 0; shift += 2)
        {
            int same = 0;
            while (same < InARow && Math.Abs(_turns[last - same] - _turns[last - same - shift]) <= Close * Math.Abs(_turns[last - same]))
            {
                same++;
            }

            if (same == InARow)
            {
                return true;
            }
        }

        return false;
    }
}
