using System.Collections.Immutable;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Scenarios;

/// <summary>Leverage under one value convention and one discount factor.</summary>
/// <param name="Convention">Value convention.</param>
/// <param name="Discount">δ of every player whose discount factor the theory leaves open.</param>
/// <param name="Index">Λ, X, their splits, I, price.</param>
/// <param name="LongRunCapacity">Mean concession a month in the long run to the steadied client less that to the muted one, each under its own long run.</param>
/// <param name="Marginal">Per threat move: name, τ averaged over the given states, and the share of their weight where it pays (τ &gt; 0).</param>
/// <param name="Residual">Residual of the solved game.</param>
public sealed record LeverageRow(
    ValueConvention Convention, double Discount, LeverageIndex Index, double LongRunCapacity,
    ImmutableArray<(string Move, double Mean, double Pays)> Marginal, double Residual);

/// <summary>The index under both value conventions and several discount factors, in one table: what of the answer is assumption.</summary>
public static class LeverageTable
{
    /// <summary>The three discount factors shown by default.</summary>
    public static ImmutableArray<double> UsualDiscounts { get; } = [0.90, 0.95, 0.97];

    /// <summary>Works out the table.</summary>
    /// <param name="game">The theory.</param>
    /// <param name="weights">One number per weight.</param>
    /// <param name="chances">One number per chance.</param>
    /// <param name="states">How much each state counts (sums to 1).</param>
    /// <param name="discounts">Discount factors; <see cref="UsualDiscounts"/> when default.</param>
    /// <param name="split">Whether to split Λ over moves.</param>
    /// <param name="cancel">Stops between rows.</param>
    public static ImmutableArray<LeverageRow> Of(
        ParametricGame game, ReadOnlySpan<double> weights, ReadOnlySpan<double> chances, double[] states, ImmutableArray<double> discounts = default, bool split = true,
        CancellationToken cancel = default)
    {
        var rows = ImmutableArray.CreateBuilder<LeverageRow>();
        foreach (var convention in new[] { ValueConvention.TasteShocks, ValueConvention.ChoiceErrors })
        {
            foreach (double discount in discounts.IsDefaultOrEmpty ? UsualDiscounts : discounts)
            {
                cancel.ThrowIfCancellationRequested();
                var with = game.At(weights, chances, Discounts(game, discount));
                var e = PrincipalBranch.Solve(with, new SolveOptions { Precision = game.Model.Precision, Convention = convention }, cancel);
                var index = Leverage.Measure(game.Model, e, states, split);
                rows.Add(new LeverageRow(convention, discount, index, LongRunCapacity(game.Model, e, states), Marginal(game.Model, e, states), e.Certificate.Residual));
            }
        }

        return rows.ToImmutable();
    }

    /// <summary>Discount factors with every one that the theory does not assume itself replaced.</summary>
    public static ImmutableArray<double> Discounts(ParametricGame game, double discount) =>
        [.. game.Discounts.Select((d, i) => d == game.Model.Discounts[i] ? discount : d)];

    /// <summary>Mean concession a period in the long run to the steadied client, less the same to the muted one, everybody else solved again.</summary>
    /// <param name="model">The game as written.</param>
    /// <param name="equilibrium">The solved theory.</param>
    /// <param name="start">Start law over states.</param>
    /// <exception cref="InvalidOperationException">The game declares no concession or no threats.</exception>
    public static double LongRunCapacity(GameModel model, LogitMarkovEquilibrium equilibrium, double[] start) =>
        Leverage.LongRunCapacity(Leverage.Question(model, equilibrium.Game), equilibrium, start);

    private static ImmutableArray<(string, double, double)> Marginal(GameModel model, LogitMarkovEquilibrium e, double[] states)
    {
        var threats = model.Threats!;
        var list = ImmutableArray.CreateBuilder<(string, double, double)>();
        foreach (int move in threats.Moves)
        {
            var tau = MarginalLeverage.Of(model, e, move);
            double mean = 0, pays = 0;
            for (int s = 0; s < tau.Length; s++)
            {
                mean += states[s] * tau[s];
                pays += tau[s] > 0 ? states[s] : 0;
            }

            list.Add((model.Players[threats.Player].Moves[move], mean, pays));
        }

        return list.ToImmutable();
    }
}
