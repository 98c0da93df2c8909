using System.Collections.Immutable;

namespace Tumen.Estimation;

/// <content>Records of which regimes, moves or what follows from moves are hidden.</content>
public sealed partial class Likelihood
{
    // Where nothing but a cell here and there is missing, the filter of whole months is the faster one, and its numbers stay what they were.
    private bool IsHidden(Sequence unit) => _game.Model.Regimes is not null || !unit.Sources.IsEmpty;

    /// <summary>Whether regimes, moves or what follows from moves are hidden in any unit's record.</summary>
    public bool HasHidden => _data.Any(IsHidden);

    /// <summary>Chances of regimes and moves month by month given a unit's whole record.</summary>
    /// <param name="unit">Index of the unit.</param>
    /// <param name="x">Parameter vector.</param>
    /// <param name="cancel">Stops between solves.</param>
    /// <returns>One entry a month, or null when a game is not certified.</returns>
    public ImmutableArray<MonthChances>? Smooth(int unit, double[] x, CancellationToken cancel = default) =>
        Respond(x, false, false, out _, cancel) is { } eras ? new Smoothing(_game, Parameters, _data[unit], x, Parameters.Chances(x), eras[_groupOf[unit]]).Months() : null;

    /// <summary>Every weight that differs by regime, with its size in each.</summary>
    /// <param name="x">Parameter vector.</param>
    public ImmutableArray<(string Weight, ImmutableArray<double> Sizes)> RegimeSizes(double[] x) => RegimeNaming.Sizes(_game, Parameters, x);

    /// <summary>A point with its regimes named by date or by the size of a weight, as the game says; the point itself where there is nothing to name.</summary>
    internal double[] Named(double[] x, CancellationToken cancel)
    {
        if (_game.Model.Regimes is not { Count: > 1, InOrder: false } || Respond(x, false, false, out _, cancel) is not { } eras)
        {
            return x;
        }

        var chances = Parameters.Chances(x);
        var order = RegimeNaming.Order(_game, Parameters, x, _data.Select((d, u) => new Smoothing(_game, Parameters, d, x, chances, eras[_groupOf[u]]).Months()));
        return order.SequenceEqual(Enumerable.Range(0, order.Length)) ? x : RegimeNaming.Renamed(_game, Parameters, x, order);
    }

    private ImmutableArray<int> SeenLevels(Sequence unit, int period) => unit.Sources.IsEmpty ? unit.Levels[period] : HiddenView.Of(_game.Model, unit).Levels(period);

    private void RunFilter(
        int unit, ReadOnlySpan<double> x, double[] chances, EraResponse?[] eras, bool derivatives, double[] byPeriod, double[] movesByPeriod, double[][] scores, double[] information, ref int row)
    {
        var data = _data[unit];
        if (!IsHidden(data))
        {
            new Filter(_game, Parameters, data, _states[unit], chances, eras, derivatives, _weights).Run(byPeriod, movesByPeriod, scores, information, ref row);
            return;
        }

        new HiddenFilter(_game, Parameters, data, HiddenView.Of(_game.Model, data), x.ToArray(), new LawTables(_game, Parameters, chances), eras, derivatives)
            .Run(byPeriod, movesByPeriod, scores, information, _weights, ref row);
    }

    // Beliefs with which the last period of a record is entered; only its last may be longer than the unit's own.
    private IReadOnlyList<(int State, double Chance)> Entering(int unit, Sequence data, double[] x, double[] chances, EraResponse?[] eras)
    {
        int row = 0;
        double[] byPeriod = new double[data.Length], moves = new double[data.Length];
        if (IsHidden(data))
        {
            var hidden = new HiddenFilter(_game, Parameters, data, HiddenView.Of(_game.Model, data), x, new LawTables(_game, Parameters, chances), eras, false);
            hidden.Run(byPeriod, moves, [], [], null, ref row);
            return hidden.Entering;
        }

        var filter = new Filter(_game, Parameters, data, [.. _states[unit], -1], chances, eras, false, null);
        filter.Run(byPeriod, moves, [], [], ref row);
        return filter.Entering;
    }
}
