namespace Tumen.Model;

/// <summary>One situation's law where a given set of lines applies.</summary>
internal sealed class LawClass
{
    private readonly int _level;
    private readonly List<(int Target, (double Number, int Chance)[] Parts)> _lines = [];

    private readonly double[]? _whole;

    private LawClass(int level, double[]? whole = null) => (_level, _whole) = (level, whole);

    /// <summary>A class whose distribution is known whole and holds no chance to estimate.</summary>
    public static LawClass Known(double[] distribution) => new(-1, distribution);

    /// <summary>The distribution when it is known whole, otherwise null.</summary>
    public double[]? Whole => _whole;

    /// <summary>Named chances that this class uses.</summary>
    public HashSet<int> ChancesUsed { get; } = [];

    public static LawClass Of(SituationLaw law, int level, int levels, UInt128 active, Dictionary<string, int> chanceIndex)
    {
        var c = new LawClass(level);
        int k = 0;
        foreach (var line in law.Lines)
        {
            var parts = new List<(double, int)>();
            foreach (var part in line.Parts)
            {
                if (((active >> k++) & 1) == 1)
                {
                    int index = part.Chance.Name is { } name ? chanceIndex[name] : -1;
                    parts.Add((part.Chance.Number, index));
                }
            }

            int target = line.Target(level, levels);
            if (parts.Count > 0 && target != level)
            {
                c._lines.Add((target, [.. parts]));
                foreach (var (_, index) in parts.Where(p => p.Item2 >= 0))
                {
                    c.ChancesUsed.Add(index);
                }
            }
        }

        return c;
    }

    public void Distribution(ReadOnlySpan<double> chances, Span<double> result)
    {
        if (_whole is not null)
        {
            _whole.CopyTo(result);
            return;
        }

        result.Clear();
        double stays = 1;
        foreach (var (target, parts) in _lines)
        {
            double none = 1;
            foreach (var (number, chance) in parts)
            {
                none *= 1 - (chance >= 0 ? chances[chance] : number);
            }

            result[target] += 1 - none;
            stays -= 1 - none;
        }

        // Chances that add up to one leave nothing but rounding for staying.
        result[_level] += stays < 1e-15 && stays > -TransitionKernel.RowSumTolerance ? 0 : stays;
    }

    public void Derivative(ReadOnlySpan<double> chances, int chance, Span<double> result)
    {
        result.Clear();
        foreach (var (target, parts) in _lines)
        {
            double d = 0;
            for (int j = 0; j < parts.Length; j++)
            {
                if (parts[j].Chance != chance)
                {
                    continue;
                }

                double others = 1;
                for (int l = 0; l < parts.Length; l++)
                {
                    if (l != j)
                    {
                        others *= 1 - (parts[l].Chance >= 0 ? chances[parts[l].Chance] : parts[l].Number);
                    }
                }

                d += others;
            }

            result[target] += d;
            result[_level] -= d;
        }
    }
}
