namespace Tumen.Episodes;

/// <summary>Everyone's strategy on a tree: for every information set a chance for each action (behaviour strategies).</summary>
/// <remarks>Immutable. Flat, shape [actions of all information sets]; nature's entries hold its own chances.</remarks>
public sealed class StrategyProfile
{
    private readonly double[] _values;
    private readonly Rational[]? _exact;

    private StrategyProfile(ExtensiveGame game, double[] values, Rational[]? exact) => (Game, _values, _exact) = (game, values, exact);

    /// <summary>The game it is played in.</summary>
    public ExtensiveGame Game { get; }

    /// <summary>Chance of each action, in the order of <see cref="InformationSet.FirstAction"/>.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The same as exact fractions, or null if only floating numbers are known.</summary>
    public IReadOnlyList<Rational>? Exact => _exact;

    internal double[] Doubles => _values;

    internal Rational[]? Fractions => _exact;

    /// <summary>An exact profile; nature's entries are overwritten by its chances.</summary>
    /// <param name="game">The game.</param>
    /// <param name="exact">One entry per action, at least 0, summing to 1 in every information set.</param>
    /// <exception cref="ArgumentException">An information set's chances do not sum to 1 or are negative.</exception>
    public static StrategyProfile FromExact(ExtensiveGame game, IReadOnlyList<Rational> exact)
    {
        Rational[] copy = [.. exact];
        foreach (var set in game.InformationSets)
        {
            var sum = Rational.Zero;
            for (int a = 0; a < set.Actions.Count; a++)
            {
                if (set.Chances is { } chances) copy[set.FirstAction + a] = chances[a];
                if (copy[set.FirstAction + a].Sign < 0) throw new ArgumentException($"Set '{set.Label}' has a negative chance.", nameof(exact));
                sum += copy[set.FirstAction + a];
            }
            if (sum != Rational.One) throw new ArgumentException($"The chances at set {set.FileNumber} '{set.Label}' sum to {sum}, not 1.", nameof(exact));
        }
        return new StrategyProfile(game, Array.ConvertAll(copy, value => value.ToDouble()), copy);
    }

    /// <summary>A floating profile; each information set is rescaled to sum to 1, nature's entries are overwritten.</summary>
    public static StrategyProfile FromDoubles(ExtensiveGame game, IReadOnlyList<double> values)
    {
        double[] copy = [.. values];
        foreach (var set in game.InformationSets)
        {
            double sum = 0;
            for (int a = 0; a < set.Actions.Count; a++)
            {
                ref double entry = ref copy[set.FirstAction + a];
                entry = set.IsChance ? game.ChanceArray[set.FirstAction + a] : Math.Max(0, entry);
                sum += entry;
            }
            for (int a = 0; a < set.Actions.Count; a++) copy[set.FirstAction + a] = sum > 0 ? copy[set.FirstAction + a] / sum : 1.0 / set.Actions.Count;
        }
        return new StrategyProfile(game, copy, null);
    }

    /// <summary>The pure profile that picks one action per information set.</summary>
    /// <param name="game">The game.</param>
    /// <param name="actions">One action per information set, from 0; nature's are ignored.</param>
    public static StrategyProfile Pure(ExtensiveGame game, IReadOnlyList<int> actions)
    {
        var exact = new Rational[game.ActionCount];
        foreach (var set in game.InformationSets) exact[set.FirstAction + (set.IsChance ? 0 : actions[set.Index])] = Rational.One;
        return FromExact(game, exact);
    }

    /// <summary>Chance of an action.</summary>
    public double Probability(InformationSet set, int action) => _values[set.FirstAction + action];

    /// <summary>Chance of an action found by names, for tests and small games.</summary>
    /// <param name="set">The information set's label.</param>
    /// <param name="action">The action's label.</param>
    /// <exception cref="ArgumentException">No such names.</exception>
    public double Probability(string set, string action) => _values[Find(set, action)];

    /// <summary>Exact chance of an action found by names.</summary>
    /// <exception cref="InvalidOperationException">The profile is not exact.</exception>
    public Rational ExactProbability(string set, string action) =>
        (_exact ?? throw new InvalidOperationException("This profile is known only to floating precision."))[Find(set, action)];

    private int Find(string setLabel, string action)
    {
        foreach (var set in Game.InformationSets)
        {
            if (set.Label != setLabel) continue;
            for (int a = 0; a < set.Actions.Count; a++)
                if (set.Actions[a] == action) return set.FirstAction + a;
        }
        throw new ArgumentException($"No information set '{setLabel}' with an action '{action}'.", nameof(setLabel));
    }

    /// <summary>Looks for the exact profile behind a floating one: simple fractions nearby whose regret is exactly zero.</summary>
    /// <param name="maximumDenominator">Largest denominator tried.</param>
    /// <returns>An exact equilibrium, or null if the guess fails the exact check.</returns>
    public StrategyProfile? TryMakeExact(long maximumDenominator = 1_000_000)
    {
        if (_exact is not null) return this;
        foreach (long limit in new[] { 100L, 5_000L, maximumDenominator })
        {
            var guess = new Rational[_values.Length];
            foreach (var set in Game.InformationSets)
            {
                if (set.IsChance) continue;
                var rest = Rational.One;
                int largest = 0;
                for (int a = 0; a < set.Actions.Count; a++)
                    if (Probability(set, a) > Probability(set, largest)) largest = a;
                for (int a = 0; a < set.Actions.Count; a++)
                {
                    double value = Probability(set, a);
                    if (a == largest) continue;
                    var near = value < 1e-9 ? Rational.Zero : Rational.Nearest(value, limit);
                    guess[set.FirstAction + a] = near;
                    rest -= near;
                }
                if (rest.Sign < 0) return null;
                guess[set.FirstAction + largest] = rest;
            }
            var exact = FromExact(Game, guess);
            if (exact.Distance(this) < 1e-6 && GameValues.Exact(exact).Regret.IsZero) return exact;
        }
        return null;
    }

    /// <summary>Largest difference of any chance.</summary>
    public double Distance(StrategyProfile other)
    {
        double largest = 0;
        for (int k = 0; k < _values.Length; k++) largest = Math.Max(largest, Math.Abs(_values[k] - other._values[k]));
        return largest;
    }
}
