namespace Tumen.Model;

/// <summary>
/// The laws of all situations with chances left open. Every (state, profile) falls into one of a few classes per situation: its own level and
/// which lines apply. Distributions are worked out per class, then multiplied into rows.
/// </summary>
internal sealed class KernelTemplate
{
    private readonly StateSpace _states;
    private readonly ProfileSpace _profiles;
    private readonly int[][] _class; // [situation][s*P+p]
    private readonly LawClass[][] _classes;
    private readonly bool[] _readsMoves;
    private readonly int _chanceCount;
    private KernelPattern? _pattern; // of the last kernel assembled from scratch; most chances differ in value only

    public KernelTemplate(GameModel model, StateSpace states, ProfileSpace profiles)
    {
        _states = states;
        _profiles = profiles;
        _chanceCount = model.Chances.Length;
        int v = model.Situations.Length;
        _class = new int[v][];
        _classes = new LawClass[v][];
        _readsMoves = new bool[v];
        var chanceIndex = model.Chances.Select((c, k) => (c.Name, k)).ToDictionary(x => x.Name, x => x.k);
        for (int i = 0; i < v; i++)
        {
            _readsMoves[i] = model.Laws[i].Conditions.Any(c => c.ReadsMoves);
            if (model.Laws[i].Normal is { } normal)
            {
                (_class[i], _classes[i]) = NormalTransitions.Classify(normal, i, states, profiles);
            }
            else
            {
                Classify(model.Laws[i], i, chanceIndex);
            }
        }
    }

    public bool ReadsMoves(int situation) => _readsMoves[situation];

    public int Case(int situation, int state, int profile) => _class[situation][(state * _profiles.Count) + profile];

    public int Cases(int situation) => _classes[situation].Length;

    public double LevelChance(int situation, int state, int profile, int next, ReadOnlySpan<double> chances, Span<double> gradient) =>
        CaseChance(situation, Case(situation, state, profile), next, chances, gradient);

    public double CaseChance(int situation, int @case, int next, ReadOnlySpan<double> chances, Span<double> gradient)
    {
        var law = _classes[situation][@case];
        if (law.Whole is { } whole)
        {
            gradient.Clear();
            return whole[next];
        }

        int count = _states.Situations[situation].Levels.Length;
        Span<double> distribution = stackalloc double[count];
        law.Distribution(chances, distribution);
        gradient.Clear();
        if (!gradient.IsEmpty)
        {
            Span<double> d = stackalloc double[count];
            foreach (int k in law.ChancesUsed)
            {
                law.Derivative(chances, k, d);
                gradient[k] = d[next];
            }
        }

        return distribution[next];
    }

    /// <summary>The smallest entry of any distribution that holds a chance to estimate; 0 when there is none.</summary>
    public double LeastChance(ReadOnlySpan<double> chances)
    {
        double least = 0;
        for (int v = 0; v < _classes.Length; v++)
        {
            var distribution = new double[_states.Situations[v].Levels.Length];
            foreach (var law in _classes[v])
            {
                if (law.ChancesUsed.Count > 0)
                {
                    law.Distribution(chances, distribution);
                    least = Math.Min(least, distribution.Min());
                }
            }
        }

        return least;
    }

    public TransitionKernel Build(ReadOnlySpan<double> chances)
    {
        var tables = Tables(chances, -1, -1);
        return Assemble(tables, tables);
    }

    public IReadOnlyList<TransitionKernel> Derivative(ReadOnlySpan<double> chances, int chance)
    {
        var support = Tables(chances, -1, -1);
        var result = new List<TransitionKernel>();
        for (int v = 0; v < _classes.Length; v++)
        {
            if (_classes[v].Any(c => c.ChancesUsed.Contains(chance)))
            {
                result.Add(Assemble(support, Tables(chances, v, chance)));
            }
        }

        return result;
    }

    private void Classify(SituationLaw law, int situation, Dictionary<string, int> chanceIndex)
    {
        int cells = _states.Count * _profiles.Count, n = _profiles.Players.Length;
        var ids = new Dictionary<(int Level, UInt128 Active), int>();
        var classes = new List<LawClass>();
        var map = new int[cells];
        var levels = new int[_states.Situations.Length];
        var moves = new int[n];
        var parts = law.Lines.SelectMany(l => l.Parts).ToArray();
        if (parts.Length > 128)
        {
            throw new ArgumentException($"the law of {_states.Situations[situation].Name} has {parts.Length} parts; at most 128 are allowed");
        }

        for (int s = 0; s < _states.Count; s++)
        {
            _states.Levels(s, levels);
            for (int p = 0; p < _profiles.Count; p++)
            {
                for (int i = 0; i < n; i++)
                {
                    moves[i] = _profiles.Move(p, i);
                }

                UInt128 active = 0;
                for (int k = 0; k < parts.Length; k++)
                {
                    if (parts[k].If.Holds(levels, moves))
                    {
                        active |= UInt128.One << k;
                    }
                }

                var key = (levels[situation], active);
                if (!ids.TryGetValue(key, out int id))
                {
                    ids[key] = id = classes.Count;
                    classes.Add(LawClass.Of(law, levels[situation], _states.Situations[situation].Levels.Length, active, chanceIndex));
                }

                map[(s * _profiles.Count) + p] = id;
            }
        }

        _class[situation] = map;
        _classes[situation] = [.. classes];
    }

    private double[][][] Tables(ReadOnlySpan<double> chances, int differentiated, int chance)
    {
        var tables = new double[_classes.Length][][];
        for (int v = 0; v < _classes.Length; v++)
        {
            tables[v] = new double[_classes[v].Length][];
            for (int c = 0; c < _classes[v].Length; c++)
            {
                var d = new double[_states.Situations[v].Levels.Length];
                if (v == differentiated)
                {
                    _classes[v][c].Derivative(chances, chance, d);
                }
                else
                {
                    _classes[v][c].Distribution(chances, d);
                }

                tables[v][c] = d;
            }
        }

        return tables;
    }

    // `support` decides which entries exist (nonzero in any table), `value` what they hold.
    private TransitionKernel Assemble(double[][][] support, double[][][] value)
    {
        if (_pattern is { } known && known.Fits(support, value))
        {
            return known.Fill(value);
        }

        int states = _states.Count, profiles = _profiles.Count;
        var free = Enumerable.Range(0, _classes.Length).Where(v => !_readsMoves[v]).ToArray();
        var moved = Enumerable.Range(0, _classes.Length).Where(v => _readsMoves[v]).ToArray();
        int[] freeStart = new int[states + 1], baseStart = new int[states + 1], rowStart = new int[(states * profiles) + 1];
        var freeOffset = new List<int>();
        var freeChance = new List<double>();
        var bases = new List<int>();
        var column = new List<int>();
        var chance = new List<double>();
        var position = new Dictionary<int, int>();
        int freeStrides = 0;
        var row = new List<(int State, double Chance)>();
        var next = new List<(int State, double Chance)>();
        void Expand(int[] situations, int s, int p, int start)
        {
            row.Clear();
            row.Add((start, 1));
            foreach (int v in situations)
            {
                int cell = _class[v][(s * profiles) + p];
                double[] can = support[v][cell], with = value[v][cell];
                next.Clear();
                foreach (var (state, c) in row)
                {
                    for (int l = 0; l < can.Length; l++)
                    {
                        if (can[l] != 0 || with[l] != 0)
                        {
                            next.Add((state + (l * _states.Stride(v)), c * with[l]));
                        }
                    }
                }

                (row, next) = (next, row);
            }
        }

        for (int s = 0; s < states; s++)
        {
            Expand(free, s, 0, freeStrides);
            foreach (var (offset, c) in row)
            {
                freeOffset.Add(offset);
                freeChance.Add(c);
            }

            freeStart[s + 1] = freeOffset.Count;
            position.Clear();
            for (int p = 0; p < profiles; p++)
            {
                Expand(moved, s, p, 0);
                foreach (var (state, c) in row)
                {
                    if (!position.TryGetValue(state, out int at))
                    {
                        position[state] = at = position.Count;
                        bases.Add(state);
                    }

                    column.Add(at);
                    chance.Add(c);
                }

                rowStart[(s * profiles) + p + 1] = column.Count;
            }

            baseStart[s + 1] = bases.Count;
        }

        var kernel = new TransitionKernel(
            states, profiles, freeStart, [.. freeOffset], [.. freeChance], baseStart, [.. bases], rowStart, [.. column], [.. chance]);
        if (ReferenceEquals(support, value))
        {
            _pattern = new KernelPattern(kernel, support, _class, free, moved);
        }

        return kernel;
    }
}
