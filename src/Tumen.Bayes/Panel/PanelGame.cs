using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>A unit's record as a panel reads it: stretches without a missing cell, each given the situation it begins in.</summary>
/// <param name="Name">The unit.</param>
/// <param name="Cluster">Its entry in the group that shares acts, or null.</param>
/// <param name="Stretches">Months without a missing cell, in stretches.</param>
/// <param name="Months">Months counted.</param>
/// <param name="Unknown">Months left out because a cell is missing.</param>
public sealed record PanelRecord(string Name, string? Cluster, ImmutableArray<Sequence> Stretches, int Months, int Unknown)
{
    /// <summary>Cuts a unit's record at every month with a missing cell. Such a month says nothing: neither its moves nor the change out of it count.</summary>
    /// <param name="game">The game.</param>
    /// <param name="unit">The unit's record.</param>
    public static PanelRecord Of(GameModel game, Sequence unit)
    {
        var stretches = ImmutableArray.CreateBuilder<Sequence>();
        int from = 0, months = 0;
        for (int t = 0; t <= unit.Length; t++)
        {
            if (t < unit.Length && !unit.Moves[t].Contains(-1) && !unit.Levels[t].Contains(-1))
            {
                continue;
            }

            if (t > from)
            {
                stretches.Add(unit.Slice(from, t));
                months += t - from;
            }

            from = t + 1;
        }

        string? cluster = game.Panel.Clusters is { } by && unit.Groups.TryGetValue(by, out string? entry) && entry.Length > 0 ? entry : null;
        return new PanelRecord(unit.Unit, cluster, stretches.ToImmutable(), months, unit.Length - months);
    }
}

/// <summary>A theory of a panel: which of its parameters vary by unit, and the likelihood of every unit under every pattern of foresight.</summary>
public sealed class PanelGame
{
    /// <summary>Log of the size that a motive of known sign has before the record is seen: normal with this mean …</summary>
    public static readonly double MotiveMean = Elementary.Log(0.4);

    /// <summary>… and this standard deviation.</summary>
    public const double MotiveDeviation = 0.7;

    private readonly ParametricGame _game;

    /// <summary>Reads what a game says of its panel.</summary>
    /// <param name="model">The game.</param>
    /// <param name="theory">The theory.</param>
    /// <param name="data">The record, one sequence a unit.</param>
    /// <exception cref="ArgumentException">No weight of the theory varies by unit, or a unit has no month without a missing cell.</exception>
    public PanelGame(GameModel model, string theory, ImmutableArray<Sequence> data)
    {
        _game = ParametricGame.Compile(model, theory, data[0].Covariates);
        (Source, Theory) = (model, theory);
        Records = [.. data.Select(d => PanelRecord.Of(model, d))];
        if (Records.FirstOrDefault(r => r.Months == 0) is { } empty)
        {
            throw new ArgumentException($"{empty.Name} has no month in which everything is known", nameof(data));
        }

        Space = new ParameterSpace(_game, Records[0].Stretches);
        var weights = ImmutableArray.CreateBuilder<PanelWeight>();
        var own = ImmutableArray.CreateBuilder<OwnParameter>();
        for (int k = 0; k < Space.Count; k++)
        {
            var p = Space.Free[k];
            var spec = model.Weights.FirstOrDefault(w => w.Name == p.Name);
            if (p.Kind == ParameterKind.Weight && spec?.Varies is { } varies)
            {
                weights.Add(Weight(spec, varies, k));
            }
            else
            {
                own.Add(OwnOf(p, k, spec));
            }
        }

        if (weights.Count == 0)
        {
            throw new ArgumentException($"no weight of {theory} varies by {model.Unit}", nameof(model));
        }

        var players = model.Panel.Foresight.Where(f => _game.Discounts[f.Player] > 0).ToArray();
        Switched = [.. players.Select(f => f.Player)];
        Model = new PanelModel(weights.ToImmutable(), own.ToImmutable(), [.. players.Select(f => new PanelForesight(model.Players[f.Player].Name, f.Presence.A, f.Presence.B))], model.Panel.NoiseSpread);
        Patterns = [.. Enumerable.Range(0, 1 << Switched.Length).Select(b => Enumerable.Range(0, Switched.Length).Select(i => (b >> i & 1) == 1).ToImmutableArray())];
    }

    /// <summary>The game as written.</summary>
    public GameModel Source { get; }

    /// <summary>The theory.</summary>
    public string Theory { get; }

    /// <summary>The units' records.</summary>
    public ImmutableArray<PanelRecord> Records { get; }

    /// <summary>A unit's parameters.</summary>
    public ParameterSpace Space { get; }

    /// <summary>The laws.</summary>
    public PanelModel Model { get; }

    /// <summary>Players whose foresight is switched.</summary>
    public ImmutableArray<int> Switched { get; }

    /// <summary>Every pattern of foresight; the first has nobody of them looking ahead, the last all.</summary>
    public ImmutableArray<ImmutableArray<bool>> Patterns { get; }

    /// <summary>Likelihood of a unit's record under a pattern of foresight; one instance serves one thread.</summary>
    /// <param name="unit">Index of the unit.</param>
    /// <param name="pattern">Who looks ahead.</param>
    public Likelihood LikelihoodOf(int unit, ImmutableArray<bool> pattern)
    {
        var game = Source.Covariates.IsEmpty ? _game : ParametricGame.Compile(Source, Theory, Records[unit].Stretches[0].Covariates);
        var discounts = game.Discounts.ToBuilder();
        for (int i = 0; i < Switched.Length; i++)
        {
            discounts[Switched[i]] = pattern[i] ? discounts[Switched[i]] : 0;
        }

        return Likelihood.Of(game, Records[unit].Stretches).Under(discounts.ToImmutable());
    }

    /// <summary>Parameters before any record is seen: weights at their middles, motives near what a unit that has them is expected to show, chances at their prior means.</summary>
    public double[] Expected()
    {
        var x = new double[Space.Count];
        foreach (var w in Model.Weights)
        {
            x[w.At] = w.Presence is not null ? UnitSurfaces.CentreOf(w) : PanelModel.Value(w.Form, w.Mean);
        }

        foreach (var p in Model.Own)
        {
            x[p.At] = p.Form == CoordinateForm.Chance ? p.Mean / (p.Mean + p.Deviation) : p.Form == CoordinateForm.Plain ? p.Mean : Math.Sign(PanelModel.Value(p.Form, 0)) * Math.Max(0.1, Math.Abs(p.Mean));
        }

        return Space.Inside(x);
    }

    private static PanelWeight Weight(WeightSpec spec, VaryingWeight varies, int at)
    {
        var form = spec.Lower >= 0 ? CoordinateForm.Positive : spec.Upper <= 0 ? CoordinateForm.Negative : CoordinateForm.Plain;
        var (mean, deviation) = spec.Prior is Prior.Normal n ? (n.Mean, n.StandardDeviation) : (0.0, 10.0);
        (double, double)? presence = varies.Presence is { } b ? (b.A, b.B) : null;
        return form == CoordinateForm.Plain ? new PanelWeight(spec.Name, at, form, mean, deviation, varies.Spread, presence)
            : new PanelWeight(spec.Name, at, form, MotiveMean + (spec.Prior is Prior.Normal ? Elementary.Log(deviation) : 0), MotiveDeviation, varies.Spread, presence);
    }

    private static OwnParameter OwnOf(Parameter p, int at, WeightSpec? spec) => p.Kind == ParameterKind.Chance
        ? p.Prior is Prior.Beta b ? new OwnParameter(p.Name, at, CoordinateForm.Chance, b.A, b.B) : new OwnParameter(p.Name, at, CoordinateForm.Chance, 1, 1)
        : new OwnParameter(p.Name, at, spec is { Lower: >= 0 } ? CoordinateForm.Positive : spec is { Upper: <= 0 } ? CoordinateForm.Negative : CoordinateForm.Plain,
            p.Prior is Prior.Normal n ? n.Mean : 0, p.Prior is Prior.Normal d ? d.StandardDeviation : 10);
}
