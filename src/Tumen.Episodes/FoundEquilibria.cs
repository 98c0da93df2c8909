namespace Tumen.Episodes;

/// <summary>Collects equilibria from several methods, merges repeats, and evaluates each once.</summary>
internal sealed class FoundEquilibria(ExtensiveGame game)
{
    private sealed class Entry
    {
        public required StrategyProfile Profile { get; init; }

        public required SolveStatus Status { get; init; }

        public required int Component { get; set; }

        public double? Regret { get; init; }

        public List<string> Methods { get; } = [];
    }

    private readonly List<Entry> _entries = [];

    public void Add(SolvedProfile solved, int component = -1) => Add(solved.Profile, solved.Status, component, solved.Method, solved.Regret);

    public void Add(StrategyProfile profile, SolveStatus status, int component, string method, double? regret = null)
    {
        var same = _entries.Count > 2_000 ? null : _entries.FirstOrDefault(entry => entry.Profile.Distance(profile) < 1e-9);
        if (same is null) _entries.Add(same = new Entry { Profile = profile, Status = status, Component = component, Regret = regret });
        if (same.Component < 0) same.Component = component;
        if (!same.Methods.Contains(method)) same.Methods.Add(method);
    }

    /// <summary>Notes another way to an equilibrium that is known already, exactly or to <paramref name="within"/>.</summary>
    public bool Recognise(StrategyProfile profile, string method, double within)
    {
        var same = _entries.Where(entry => entry.Profile.Distance(profile) < within).MinBy(entry => entry.Profile.Distance(profile));
        if (same is not null && !same.Methods.Contains(method)) same.Methods.Add(method);
        return same is not null;
    }

    /// <summary>The connected set that holds a profile beside listed exact ones: a listed equilibrium on its support that it can exchange strategies with; −1 if there is none.</summary>
    /// <remarks>
    /// Each of the two strategies lies inside a face of its player's best-reply polytope; the corners of the faces use no more moves and answer the same replies, so they are in equilibrium with each other
    /// and with both strategies (Winkels 1979).
    /// </remarks>
    public int ComponentOf(StrategyProfile profile)
    {
        foreach (var entry in _entries)
            if (entry.Component >= 0 && entry.Profile.Exact is not null && IsInside(entry.Profile, profile)) return entry.Component;
        return -1;
    }

    private bool IsInside(StrategyProfile corner, StrategyProfile profile)
    {
        foreach (var set in game.InformationSets)
            for (int k = set.FirstAction; k < set.FirstAction + set.Actions.Count; k++)
                if (corner.Doubles[k] > 0 && !(profile.Doubles[k] > 1e-9)) return false;
        return Enumerable.Range(0, 2).All(player =>
        {
            double[] mixed = [.. profile.Doubles];
            foreach (var set in game.InformationSets.Where(set => set.Player == player))
                for (int k = set.FirstAction; k < set.FirstAction + set.Actions.Count; k++) mixed[k] = corner.Doubles[k];
            return SolvedProfile.Certify(StrategyProfile.FromDoubles(game, mixed), 0, "").Status is SolveStatus.Exact or SolveStatus.Certified;
        });
    }

    public List<EpisodeEquilibrium> Finish(EpisodeOptions options) => [.. _entries.Select((entry, k) => Evaluate(entry, options.Refinements && k < options.MaximumRefined && game.NodeCount <= options.MaximumRefinedNodes))];

    private EpisodeEquilibrium Evaluate(Entry entry, bool refine)
    {
        var floating = GameValues.Floating(entry.Profile);
        var players = Enumerable.Range(0, game.Players.Count);
        if (entry.Profile.Exact is null)
            return new EpisodeEquilibrium(entry.Profile, entry.Status, [.. players.Select(floating.Payoff)], null, floating.Regret,
                Ends(node => floating.Reach(node), _ => null), null, [], entry.Component, entry.Methods) { Regret = entry.Regret ?? floating.Regret };
        var exact = GameValues.Exact(entry.Profile);
        var refinements = new List<RefinementResult>();
        IReadOnlyList<Belief>? beliefs = null;
        if (refine)
        {
            refinements.Add(SubgamePerfection.Check(entry.Profile));
            var assessment = SequentialRationality.Check(entry.Profile);
            beliefs = assessment.Beliefs;
            refinements.Add(assessment.Bayesian);
            refinements.Add(assessment.Consistent);
            refinements.Add(TremblingHand.Check(entry.Profile, assessment));
            refinements.Add(SignallingCriteria.Intuitive(entry.Profile));
            refinements.Add(SignallingCriteria.DivinityOne(entry.Profile));
        }
        return new EpisodeEquilibrium(entry.Profile, entry.Status, [.. players.Select(i => exact.Payoff(i).ToDouble())], [.. players.Select(exact.Payoff)],
            exact.Regret.ToDouble(), Ends(node => exact.Reach(node).ToDouble(), node => exact.Reach(node)), beliefs, refinements, entry.Component, entry.Methods);
    }

    private List<EndChance> Ends(Func<int, double> chance, Func<int, Rational?> exact)
    {
        var ends = new List<EndChance>();
        for (int node = 0; node < game.NodeCount; node++)
        {
            if (!game.IsTerminal(node) || !(chance(node) > 1e-12)) continue;
            int outcome = game.OutcomeOf(node);
            string label = outcome >= 0 && game.Outcomes[outcome].Label.Length > 0 ? game.Outcomes[outcome].Label : game.LabelOf(node).Length > 0 ? game.LabelOf(node) : game.PathTo(node);
            ends.Add(new EndChance(node, label, chance(node), exact(node)));
        }
        return ends;
    }
}
