namespace Tumen.Episodes;

/// <summary>A vanishing chance c·ε^k: what is left of a product of trembles when ε goes to zero.</summary>
internal readonly record struct Tremble(Rational Coefficient, int Order)
{
    public static Tremble operator *(Tremble a, Tremble b) => new(a.Coefficient * b.Coefficient, a.Order + b.Order);

    /// <summary>Limits of shares: only the lowest order counts.</summary>
    public static Rational[] Shares(IReadOnlyList<Tremble> weights)
    {
        int least = int.MaxValue;
        foreach (var weight in weights)
            if (!weight.Coefficient.IsZero) least = Math.Min(least, weight.Order);
        var sum = Rational.Zero;
        foreach (var weight in weights)
            if (weight.Order == least) sum += weight.Coefficient;
        return [.. weights.Select(weight => weight.Order == least && !sum.IsZero ? weight.Coefficient / sum : Rational.Zero)];
    }
}

/// <summary>Beliefs that a system of trembles c·ε^k on unused actions leads to, everywhere.</summary>
internal sealed class TrembleSystem(StrategyProfile profile)
{
    private readonly Rational[] _chance = profile.Fractions ?? throw new ArgumentException("Consistency is checked for exact profiles.", nameof(profile));

    /// <summary>Coefficient and order per action; only those of unused actions matter.</summary>
    public Tremble[] Trembles { get; } = [.. Enumerable.Repeat(new Tremble(Rational.One, 1), profile.Game.ActionCount)];

    public Rational[][] Beliefs()
    {
        var game = profile.Game;
        var reach = new Tremble[game.NodeCount];
        reach[0] = new Tremble(Rational.One, 0);
        for (int node = 1; node < game.NodeCount; node++) reach[node] = reach[game.Parent(node)] * Into(node);
        return [.. game.InformationSets.Select(set => Tremble.Shares([.. set.Members.Select(node => reach[node])]))];
    }

    public Tremble Into(int node)
    {
        var game = profile.Game;
        var set = game.InformationSets[game.SetOf(game.Parent(node))];
        int k = set.FirstAction + game.ActionInto(node);
        return set.IsChance || !_chance[k].IsZero ? new Tremble(_chance[k], 0) : Trembles[k];
    }
}
