using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>
/// One theory of a relationship, compiled once: payoffs as features × weights and transitions as a template of chances, so that a new
/// parameter vector costs one pass over arrays.
/// </summary>
/// <remarks>u_i(s,a;θ) = Σ_k θ_k f_ik(s,a) + c_i(s,a), linear in the weights (mathematics of the model, section 1).</remarks>
public sealed class ParametricGame
{
    private readonly double[]?[][] _features; // [weight][player] -> S*P or null
    private readonly double[][] _constant;
    private readonly KernelTemplate _template;
    private readonly KernelTemplate _expected; // the laws as players expect them
    private GameEnd? _end;
    private Menus? _menus;
    private BuiltKernel? _lastExpected;
    private BuiltKernel? _lastKernel; // one reference, so that threads that share a theory never see half of it

    private ParametricGame(
        GameModel model, string theory, StateSpace states, ProfileSpace profiles, ImmutableArray<WeightSpec> weights, ImmutableArray<ChanceSpec> chances,
        double[]?[][] features, double[][] constant, KernelTemplate template, KernelTemplate expected, ImmutableArray<double> discounts)
    {
        Model = model;
        TheoryName = theory;
        States = states;
        Profiles = profiles;
        Weights = weights;
        Chances = chances;
        _features = features;
        _constant = constant;
        _template = template;
        _expected = expected;
        Discounts = discounts;
    }

    /// <summary>The game as written.</summary>
    public GameModel Model { get; }

    /// <summary>Name of the theory; "base" for the base game alone.</summary>
    public string TheoryName { get; }

    /// <summary>States.</summary>
    public StateSpace States { get; }

    /// <summary>Joint moves and turns.</summary>
    public ProfileSpace Profiles { get; }

    /// <summary>Weights that this theory uses, in order of appearance (fixed ones included).</summary>
    public ImmutableArray<WeightSpec> Weights { get; }

    /// <summary>Named chances, in order of appearance.</summary>
    public ImmutableArray<ChanceSpec> Chances { get; }

    /// <summary>When play ends, or null when it goes on for ever.</summary>
    public GameEnd? End => _end;

    /// <summary>Weight of the first period in a discounted average: 1 − δ, and where nothing is discounted the share of one period in a game that ends.</summary>
    /// <param name="discount">δ in [0, 1], 1 only where the game ends.</param>
    public double FirstWeight(double discount) => GameEnd.FirstWeight(_end, discount);

    /// <summary>Discount factor per player under this theory.</summary>
    public ImmutableArray<double> Discounts { get; }

    /// <summary>Which moves may be chosen where; null when every move may always be.</summary>
    public Menus? Menus => _menus;

    /// <summary>Number of numbers in one player's payoff array, S·P.</summary>
    public int Cells => States.Count * Profiles.Count;

    /// <summary>Feature of a weight in a player's payoff, S × P row-major, or null when the weight does not enter it.</summary>
    public double[]? Feature(int weight, int player) => _features[weight][player];

    /// <summary>Compiles the base game ("base") or a theory.</summary>
    /// <param name="model">The game as written.</param>
    /// <param name="theory">"base" or the name of a theory in it.</param>
    /// <param name="covariates">Values of the covariates of this unit; empty when the game has none.</param>
    /// <exception cref="ArgumentException">No such theory, or a covariate without a value.</exception>
    public static ParametricGame Compile(GameModel model, string theory, IReadOnlyDictionary<string, double>? covariates = null) => Compile(model, theory, covariates, null);

    /// <summary>The same theory of the same game for a unit with other covariates; the laws, which no covariate enters, are shared.</summary>
    /// <param name="covariates">Values of the covariates.</param>
    /// <exception cref="ArgumentException">A covariate without a value.</exception>
    public ParametricGame For(IReadOnlyDictionary<string, double> covariates) => Compile(Model, TheoryName, covariates, this);

    private static ParametricGame Compile(GameModel model, string theory, IReadOnlyDictionary<string, double>? covariates, ParametricGame? like)
    {
        var (terms, assumptions) = Collect(model, theory);
        var states = like?.States ?? new StateSpace(model.Situations);
        var profiles = like?.Profiles ?? new ProfileSpace(model.Players, model.Turns);
        var names = terms.Where(t => t.Weight is not null).Select(t => t.Weight!).Distinct().ToList();
        var weights = model.Weights.Where(w => names.Contains(w.Name))
            .Select(w => assumptions.LastOrDefault(a => a.Parameter is not null && (a.Parameter == w.Name || a.Parameter == w.InRegime?.Of)) is { } a ? RegimeWeights.Hold(w, a.Parameter!, a.Value) : w).ToImmutableArray();
        var chances = model.Chances.Select(c => assumptions.LastOrDefault(a => a.Parameter == c.Name) is { } a ? c with { Fixed = a.Value } : c).ToImmutableArray();
        int n = model.Players.Length, cells = states.Count * profiles.Count;
        var features = new double[]?[weights.Length][];
        for (int k = 0; k < weights.Length; k++)
        {
            features[k] = new double[]?[n];
        }

        var constant = new double[n][];
        for (int i = 0; i < n; i++)
        {
            constant[i] = new double[cells];
        }

        var index = weights.Select((w, k) => (w.Name, k)).ToDictionary(x => x.Name, x => x.k);
        foreach (var term in terms)
        {
            var target = term.Weight is null ? constant[term.Player] : features[index[term.Weight]][term.Player] ??= new double[cells];
            AddTerm(target, term, states, profiles, covariates);
        }

        var discounts = model.Discounts.ToBuilder();
        foreach (var a in assumptions.Where(a => a.Player >= 0))
        {
            discounts[a.Player] = a.Value;
        }

        var template = like?._template ?? new KernelTemplate(model, states, profiles);
        var expected = like?._expected ?? (Expected(model) is { } other ? new KernelTemplate(other, states, profiles) : template);
        var end = like is not null ? like._end : model.Clock is { } clock ? GameEnd.Of(states, clock) : null;
        return new ParametricGame(model, theory, states, profiles, weights, chances, features, constant, template, expected, discounts.ToImmutable())
        {
            _lastKernel = like?._lastKernel,
            _lastExpected = like?._lastExpected,
            _end = end,
            _menus = like is not null ? like._menus : Menus.Of(states, profiles, end),
        };
    }

    /// <summary>The game at a parameter vector.</summary>
    /// <param name="weights">One number per <see cref="Weights"/>.</param>
    /// <param name="chances">One number per <see cref="Chances"/>.</param>
    /// <param name="discounts">Other discount factors than the theory's, or default.</param>
    public StochasticGame At(ReadOnlySpan<double> weights, ReadOnlySpan<double> chances, ImmutableArray<double> discounts = default) =>
        At(weights, ExpectedKernel(chances), discounts);

    /// <summary>The game at weights, with transitions worked out before.</summary>
    /// <param name="weights">One number per <see cref="Weights"/>.</param>
    /// <param name="kernel">Transitions that players expect, from <see cref="ExpectedKernel"/>.</param>
    /// <param name="discounts">Other discount factors than the theory's, or default.</param>
    public StochasticGame At(ReadOnlySpan<double> weights, TransitionKernel kernel, ImmutableArray<double> discounts = default)
    {
        var payoffs = new double[_constant.Length][];
        for (int i = 0; i < payoffs.Length; i++)
        {
            var u = (double[])_constant[i].Clone();
            for (int k = 0; k < Weights.Length; k++)
            {
                if (_features[k][i] is { } f && weights[k] != 0)
                {
                    double w = weights[k];
                    for (int c = 0; c < u.Length; c++)
                    {
                        u[c] += w * f[c];
                    }
                }
            }

            payoffs[i] = u;
        }

        return new StochasticGame(States, Profiles, [.. payoffs], kernel, discounts.IsDefault ? Discounts : discounts) { End = _end, Menus = _menus };
    }

    /// <summary>The transitions at given chances; the last one built is kept, because fits often move weights only.</summary>
    public TransitionKernel Kernel(ReadOnlySpan<double> chances)
    {
        if (_lastKernel is { } last && chances.SequenceEqual(last.Chances))
        {
            return last.Kernel;
        }

        var kernel = _template.Build(chances);
        _lastKernel = new BuiltKernel(chances.ToArray(), kernel);
        return kernel;
    }

    /// <summary>The transitions that players expect: those of the laws, except that unforeseen regimes are thought to last for ever.</summary>
    public TransitionKernel ExpectedKernel(ReadOnlySpan<double> chances)
    {
        if (ReferenceEquals(_expected, _template))
        {
            return Kernel(chances);
        }

        if (_lastExpected is { } last && chances.SequenceEqual(last.Chances))
        {
            return last.Kernel;
        }

        var kernel = _expected.Build(chances);
        _lastExpected = new BuiltKernel(chances.ToArray(), kernel);
        return kernel;
    }

    // Unforeseen regimes: everybody plays as if the present one lasted.
    private static GameModel? Expected(GameModel model)
    {
        int regime = model.Regimes is { Foreseen: false } ? model.Situations.ToList().FindIndex(model.IsHidden) : -1;
        return regime < 0 ? null : model with { Laws = model.Laws.SetItem(regime, new SituationLaw(regime, [])) };
    }

    /// <summary>∂φ/∂chance of what players expect, as signed kernels whose sum is the derivative; rows sum to 0.</summary>
    /// <param name="chances">Where.</param>
    /// <param name="chance">Index of the chance.</param>
    public IReadOnlyList<TransitionKernel> KernelDerivative(ReadOnlySpan<double> chances, int chance) => _expected.Derivative(chances, chance);

    /// <summary>Chance that one situation goes to a level: φ_v(level′ | s, a), and its derivatives in the named chances.</summary>
    /// <param name="situation">Index of the situation.</param>
    /// <param name="state">State.</param>
    /// <param name="profile">Joint move.</param>
    /// <param name="next">Level next period.</param>
    /// <param name="chances">Named chances.</param>
    /// <param name="gradient">Receives one derivative per chance; may be empty.</param>
    public double LevelChance(int situation, int state, int profile, int next, ReadOnlySpan<double> chances, Span<double> gradient) =>
        _template.LevelChance(situation, state, profile, next, chances, gradient);

    /// <summary>Which case of a situation's law a state and a joint move fall into: cells of one case have the same chances whatever the named chances are.</summary>
    public int LawCase(int situation, int state, int profile) => _template.Case(situation, state, profile);

    /// <summary>Number of cases of a situation's law.</summary>
    public int LawCases(int situation) => _template.Cases(situation);

    /// <summary>Chance of a level next period in one case of a situation's law, and its derivatives in the named chances.</summary>
    /// <param name="situation">Index of the situation.</param>
    /// <param name="law">The case.</param>
    /// <param name="next">Level next period.</param>
    /// <param name="chances">Named chances.</param>
    /// <param name="gradient">Receives one derivative per chance; may be empty.</param>
    public double CaseChance(int situation, int law, int next, ReadOnlySpan<double> chances, Span<double> gradient) => _template.CaseChance(situation, law, next, chances, gradient);

    /// <summary>The smallest chance of any level in any case of any law: below 0 where the chances of lines that apply together add up to more than 1.</summary>
    public double LeastChance(ReadOnlySpan<double> chances) => _template.LeastChance(chances);

    /// <summary>Whether a situation is given from outside, its law being what players expect.</summary>
    public bool IsGiven(int situation) => Model.Laws[situation].IsExpectation;

    /// <summary>Whether the situation's law reads any player's move.</summary>
    public bool MovesDecide(int situation) => _template.ReadsMoves(situation);

    private sealed record BuiltKernel(double[] Chances, TransitionKernel Kernel);

    private static (List<PayoffTerm> Terms, List<Assumption> Assumptions) Collect(GameModel model, string theory)
    {
        if (theory != "base" && model.FindTheory(theory) is null)
        {
            throw new ArgumentException($"the game has no theory \"{theory}\"", nameof(theory));
        }

        var built = TheoryTerms.Built(model, theory);
        foreach (string missing in built.SelectMany(t => t.BuildsOn).Where(name => model.FindTheory(name) is null))
        {
            throw new ArgumentException($"the game has no theory \"{missing}\"", nameof(theory));
        }

        return ([.. model.Terms, .. TheoryTerms.Join(built)], [.. built.SelectMany(t => t.Assumptions)]);
    }

    private static void AddTerm(double[] target, PayoffTerm term, StateSpace states, ProfileSpace profiles, IReadOnlyDictionary<string, double>? covariates)
    {
        int count = profiles.Count, n = profiles.Players.Length;
        var levels = new int[states.Situations.Length];
        var moves = new int[n];
        Factor.CountOf[] counts = [.. term.Factors.OfType<Factor.CountOf>()];
        for (int s = 0; s < states.Count; s++)
        {
            states.Levels(s, levels);
            double size = term.Sign * Product(term, states, levels, covariates);
            if (size == 0)
            {
                continue;
            }

            for (int p = 0; p < count; p++)
            {
                for (int i = 0; i < n; i++)
                {
                    moves[i] = profiles.Move(p, i);
                }

                if (term.If.Holds(levels, moves))
                {
                    target[(s * count) + p] += counts.Length == 0 ? size : size * Counted(counts, moves);
                }
            }
        }
    }

    private static double Counted(Factor.CountOf[] counts, ReadOnlySpan<int> moves)
    {
        double x = 1;
        foreach (var count in counts)
        {
            x *= count.Value(moves);
        }

        return x;
    }
    private static double Product(PayoffTerm term, StateSpace states, int[] levels, IReadOnlyDictionary<string, double>? covariates)
    {
        double x = 1;
        foreach (var factor in term.Factors)
        {
            x *= factor switch
            {
                Factor.LevelOf f => states.Situations[f.Situation].Value(levels[f.Situation]),
                Factor.LackOf f => states.Situations[f.Situation].TopValue - states.Situations[f.Situation].Value(levels[f.Situation]),
                Factor.Literal f => f.Value,
                Factor.CountOf => 1,
                Factor.Covariate f => covariates is not null && covariates.TryGetValue(f.Name, out double v)
                    ? v : throw new ArgumentException($"covariate \"{f.Name}\" has no value"),
                _ => throw new InvalidOperationException("unknown factor"),
            };
        }

        return x;
    }
}
