namespace Tumen.Episodes;

/// <summary>How much work support enumeration may do; counts, never clocks, so that the same game gives the same answer everywhere.</summary>
public sealed record SupportOptions
{
    /// <summary>Most supports looked at (default 100,000).</summary>
    public int MaximumSupports { get; init; } = 100_000;

    /// <summary>Most boxes searched within one support (default 10,000).</summary>
    public int MaximumBoxes { get; init; } = 10_000;

    /// <summary>Most boxes in all (default 300,000).</summary>
    public int MaximumTotalBoxes { get; init; } = 300_000;

    /// <summary>Most pure completions tried where play does not come (default 1,024).</summary>
    public int MaximumCompletions { get; init; } = 1_024;
}

/// <summary>Equilibria by support, and what stayed open.</summary>
/// <param name="Equilibria">Each with its certificate.</param>
/// <param name="Undecided">Supports where isolated roots could not be proven or excluded, in words; at most 1,000 are kept.</param>
/// <param name="Supports">Number of supports examined.</param>
/// <param name="Complete">True when every support was decided: then no isolated equilibrium play is missing.</param>
public sealed record SupportResult(IReadOnlyList<SolvedProfile> Equilibria, IReadOnlyList<string> Undecided, int Supports, bool Complete);

/// <summary>All equilibria of a small game with any number of players: for every set of actions that play could use, every solution of the indifference conditions.</summary>
/// <remarks>
/// Method: supports with conditional dominance (Porter, Nudelman and Shoham 2008; Dickhaut and Kaplan 1993), on trees over reached information sets; roots certified by interval Newton.
/// Where play does not come, pure behaviour is tried that holds the equilibrium together. Continua are reported as undecided supports, not sampled.
/// </remarks>
public sealed class SupportEnumeration
{
    /// <summary>Deepest tree accepted, in moves; bounds are computed recursively.</summary>
    public const int MaximumDepth = 1_000;

    private readonly ExtensiveGame _game;
    private readonly SupportOptions _options;
    private readonly int[]?[] _support;
    private readonly List<SolvedProfile> _found = [];
    private readonly List<string> _undecided = [];
    private int _supports, _boxes;
    private bool _stopped;

    private SupportEnumeration(ExtensiveGame game, SupportOptions options) =>
        (_game, _options, _support) = (game, options, new int[]?[game.InformationSets.Count]);

    /// <summary>Solves a tree (a table goes in by <see cref="StrategicGame.ToExtensive"/>).</summary>
    /// <param name="game">Perfect recall; at most 64 information sets of players.</param>
    /// <param name="options">Limits; defaults if null.</param>
    /// <exception cref="ArgumentException">Imperfect recall, too many information sets, or a tree deeper than <see cref="MaximumDepth"/>.</exception>
    public static SupportResult Solve(ExtensiveGame game, SupportOptions? options = null)
    {
        if (PerfectRecall.FindViolation(game) is { } violation) throw new ArgumentException(violation.Message, nameof(game));
        if (game.InformationSets.Count(set => !set.IsChance) > 64) throw new ArgumentException("Support enumeration is for at most 64 information sets.", nameof(game));
        if (Depth(game) > MaximumDepth) throw new ArgumentException($"Support enumeration is for trees at most {MaximumDepth} moves deep.", nameof(game));
        var run = new SupportEnumeration(game, options ?? new SupportOptions());
        run.Branch();
        return new SupportResult(run._found, run._undecided, run._supports, run._undecided.Count == 0 && !run._stopped);
    }

    internal static int Depth(ExtensiveGame game)
    {
        var depth = new int[game.NodeCount];
        for (int node = 1; node < depth.Length; node++) depth[node] = depth[game.Parent(node)] + 1;
        return depth.Max();
    }

    private void Branch()
    {
        if (_stopped) return;
        var reached = Reached();
        int next = Array.FindIndex(_support, _ => false);
        for (int h = 0; h < _support.Length; h++)
            if (reached[h] && _support[h] is null && !_game.InformationSets[h].IsChance)
            {
                next = h;
                break;
            }
        if (next < 0)
        {
            Examine(reached);
            return;
        }
        int count = _game.InformationSets[next].Actions.Count;
        for (int size = 1; size <= count; size++)
            foreach (int[] subset in Subsets(count, size))
            {
                _support[next] = subset;
                if (!SupportPruning.IsDominated(_game, _support)) Branch();
                _support[next] = null;
            }
    }

    private static IEnumerable<int[]> Subsets(int count, int size)
    {
        int[] pick = [.. Enumerable.Range(0, size)];
        while (true)
        {
            yield return (int[])pick.Clone();
            int k = size - 1;
            while (k >= 0 && pick[k] == count - size + k) k--;
            if (k < 0) yield break;
            pick[k]++;
            for (int j = k + 1; j < size; j++) pick[j] = pick[j - 1] + 1;
        }
    }

    private bool[] Reached()
    {
        var sets = new bool[_support.Length];
        var stack = new Stack<int>();
        stack.Push(0);
        while (stack.TryPop(out int node))
        {
            if (_game.IsTerminal(node)) continue;
            var set = _game.InformationSets[_game.SetOf(node)];
            sets[set.Index] = true;
            var children = _game.Children(node);
            if (set.Chances is { } chances)
            {
                for (int a = 0; a < children.Length; a++)
                    if (!chances[a].IsZero) stack.Push(children[a]);
            }
            else if (_support[set.Index] is { } support)
            {
                foreach (int a in support) stack.Push(children[a]);
            }
        }
        return sets;
    }

    private void Examine(bool[] reached)
    {
        if (++_supports > _options.MaximumSupports || _boxes > _options.MaximumTotalBoxes)
        {
            _stopped = true;
            Note("the work limit was met here; supports after this one were not examined");
            return;
        }
        var (system, variableOf) = SupportSystem.Build(_game, _support, interior: true);
        var box = new Interval[system.Variables];
        Array.Fill(box, new Interval(-0.0103, 1.0107));
        var result = CertifiedRoots.Find(system, box, _options.MaximumBoxes, new SimplexBounds(_game, _support, variableOf).Exclude);
        _boxes += result.Boxes;
        if (result.UndecidedBoxes > 0) Note("indifference conditions without isolated, provable solutions");
        foreach (var root in result.Roots)
        {
            if (root.Any(value => value < 1e-9)) continue;
            Complete(root, variableOf, reached);
        }
    }

    private void Complete(double[] root, int[] variableOf, bool[] reached)
    {
        var values = new double[_game.ActionCount];
        foreach (var set in _game.InformationSets)
        {
            if (set.IsChance || !reached[set.Index]) continue;
            foreach (int a in _support[set.Index]!)
            {
                int variable = variableOf[set.FirstAction + a];
                values[set.FirstAction + a] = variable < 0 ? 1 : root[variable];
            }
        }
        var open = _game.InformationSets.Where(set => !set.IsChance && !reached[set.Index]).ToArray();
        if (OffPathCompletion.Find(_game, values, open, _options.MaximumCompletions, out bool refuted) is { } profile)
        {
            if (!_found.Any(known => known.Profile.Distance(profile) < 1e-9))
                _found.Add(SolvedProfile.Certify(profile, _boxes, "support enumeration with certified interval Newton"));
        }
        else if (!refuted) Note("play holds on the path, but no pure behaviour off the path that supports it was found");
    }

    private void Note(string why)
    {
        if (_undecided.Count >= 1_000) return;
        var parts = _game.InformationSets.Where(set => _support[set.Index] is not null)
            .Select(set => $"{(set.Label.Length > 0 ? set.Label : $"{_game.Players[set.Player]} {set.FileNumber}")}: {string.Join('+', _support[set.Index]!.Select(a => set.Actions[a]))}");
        _undecided.Add($"{{ {string.Join("; ", parts)} }}: {why}");
    }
}
