using System.Collections.Immutable;
using System.Globalization;
using Tumen.Fit;
using Tumen.Model;
using Tumen.Simulate;
using Tumen.Solve;

namespace Tumen.Studies;

/// <summary>A theory under a what-if: the edited game, ready to be solved at any parameter values.</summary>
internal sealed class ScenarioGame
{
    private readonly ScenarioSpec _spec;
    private readonly GameModel _original;
    private readonly Likelihood _edited;
    private readonly ImmutableArray<double> _discounts;

    /// <summary>Edits and compiles.</summary>
    public ScenarioGame(GameModel model, string theory, ImmutableArray<Sequence> data, ScenarioSpec spec)
    {
        _spec = spec;
        _original = model;
        foreach (var hold in spec.Edits.OfType<ScenarioEdit.HoldSituation>())
        {
            int v = model.Situations.ToList().FindIndex(s => s.Name == hold.Situation), level = model.Situations[v].LevelIndex(hold.Level);
            data = [.. data.Select(d => d with { Levels = [.. d.Levels.Select(l => l.SetItem(v, level))] })];
            if (hold.Forever)
            {
                model = model with { Laws = [.. model.Laws.Select(l => l.Situation == v ? l with { Lines = [new LawLine(LawEffect.Becomes, level, [new ChanceIf(new Chance(1), Condition.Always)])] } : l)] };
            }
        }

        foreach (var c in spec.Edits.OfType<ScenarioEdit.Coalition>())
        {
            Members = [.. c.Players.Select(p => model.Players.ToList().FindIndex(x => x.Name == p))];
            model = CoalitionGame.Of(model, Members, c.Weights);
        }

        Model = model;
        _edited = new Likelihood(ParametricGame.Compile(model, theory), data);
        var discounts = _edited.Solved.Discounts.ToArray();
        foreach (var d in spec.Edits.OfType<ScenarioEdit.SetDiscount>())
        {
            int i = model.Players.ToList().FindIndex(p => p.Name == d.Player);
            if (i >= 0)
            {
                discounts[i] = d.Value;
            }
        }

        _discounts = [.. discounts];
        Shares = LeverageRunner.StateShares(_edited);
        Bites = spec.Edits.Any(e => e is not ScenarioEdit.SetParameter s || _edited.Solved.Weights.Any(w => w.Name == s.Name) || _edited.Solved.Chances.Any(c => c.Name == s.Name));
    }

    /// <summary>The edited game as written.</summary>
    public GameModel Model { get; }

    /// <summary>Share of the record's months in each state of the edited game, with held situations at their level.</summary>
    public double[] Shares { get; }

    /// <summary>Members of a coalition in the original game; empty without one.</summary>
    public ImmutableArray<int> Members { get; } = [];

    /// <summary>Whether the what-if touches this theory at all.</summary>
    public bool Bites { get; }

    /// <summary>The edited likelihood, for its state map and record.</summary>
    public Likelihood Edited => _edited;

    /// <summary>The edited game at parameter values by name; <paramref name="share"/> 1 makes the whole change, less makes a part of a change of weights, chances or patience.</summary>
    public StochasticGame At(IReadOnlyDictionary<string, double> values, double share = 1)
    {
        double Value(string name, double? assumed)
        {
            double x = values.TryGetValue(name, out double v) ? v : assumed ?? 0, from = x;
            foreach (var s in _spec.Edits.OfType<ScenarioEdit.SetParameter>().Where(s => s.Name == name))
            {
                x = s.Multiply ? x * s.Value : s.Value;
            }

            return from + (share * (x - from));
        }

        var p = _edited.Solved;
        double[] chances = [.. p.Chances.Select(c => Math.Clamp(Value(c.Name, c.Fixed), 0, 1))];
        ImmutableArray<double> discounts = [.. _discounts.Select((d, i) => p.Discounts[i] + (share * (d - p.Discounts[i])))];
        var game = p.At([.. p.Weights.Select(w => Value(w.Name, w.Fixed))], chances, discounts);
        foreach (var edit in _spec.Edits)
        {
            game = edit switch
            {
                ScenarioEdit.Defang d => Defang(game, d),
                ScenarioEdit.Forbid f => Forbid(game, f),
                _ => game,
            };
        }

        return game;
    }

    private StochasticGame Defang(StochasticGame game, ScenarioEdit.Defang d)
    {
        int i = Find(d.Player);
        var set = _original.Threats is { } t && _original.Players[t.Player].Name == d.Player ? t : _original.Instruments!;
        return GameEdits.Defang(game, i, [.. d.Moves.Select(m => Model.Players[i].MoveIndex(m))], set.Quiet);
    }

    private StochasticGame Forbid(StochasticGame game, ScenarioEdit.Forbid f)
    {
        int i = Find(f.Player);
        int[] named = [.. f.Moves.Select(m => Model.Players[i].MoveIndex(m))];
        return GameEdits.Forbid(game, i, f.Always ? [.. Enumerable.Range(0, Model.Players[i].Moves.Length).Where(a => !named.Contains(a))] : named);
    }

    private int Find(string player)
    {
        int i = Model.Players.ToList().FindIndex(p => p.Name == player);
        return i >= 0 ? i : throw new BadInputException([Diagnostic.Error("S517", string.Create(CultureInfo.InvariantCulture, $"\"{_spec.Name}\" changes the moves of {player}, which acts as one with another player there"), null, _spec.Place, null, null,
            ["change the moves of a member in a what-if of its own"])]);
    }
}
