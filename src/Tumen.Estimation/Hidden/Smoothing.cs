using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>What a whole record says of one of its months.</summary>
/// <param name="Period">Label of the month.</param>
/// <param name="Regimes">Chance of every regime; empty without regimes.</param>
/// <param name="Moves">Per player, the chance that it made each of its moves; certain where the record is believed.</param>
public sealed record MonthChances(string Period, ImmutableArray<double> Regimes, ImmutableArray<ImmutableArray<double>> Moves);

/// <summary>
/// Chances of regimes and moves month by month given the whole record: the filter forwards, then what follows each state backwards.
/// </summary>
/// <remarks>P(s_t, a_t | all) ∝ p_t(s) Π_i σ_i(a_i|s) e_it(a_i) Σ_s′ φ(s′|s,a) β_{t+1}(s′), β_T = 1. Kim (1994), Journal of Econometrics 60:1-22; Baum and others (1970).</remarks>
internal sealed class Smoothing
{
    private readonly ParametricGame _game;
    private readonly ParameterSpace _space;
    private readonly Sequence _data;
    private readonly HiddenView _view;
    private readonly ReportTables _reports;
    private readonly HiddenStep _step;
    private readonly EraResponse?[] _eras;
    private readonly int _regime;

    public Smoothing(ParametricGame game, ParameterSpace space, Sequence data, double[] x, double[] chances, EraResponse?[] eras)
    {
        (_game, _space, _data, _eras) = (game, space, data, eras);
        _view = HiddenView.Of(game.Model, data);
        _reports = new ReportTables(space.Sources, x, data);
        var laws = new LawTables(game, space, chances);
        _step = new HiddenStep(game, laws, _view, false);
        _regime = game.Model.Situations.ToList().FindIndex(game.Model.IsHidden);
        var filter = new HiddenFilter(game, space, data, _view, x, laws, eras, false) { Keep = true };
        int row = 0;
        filter.Run(new double[data.Length], new double[data.Length], [], [], null, ref row);
        Entered = filter.Entered;
    }

    private List<(int[] States, double[] Chances)> Entered { get; }

    /// <summary>Every month, in order.</summary>
    public ImmutableArray<MonthChances> Months()
    {
        var months = new MonthChances[_data.Length];
        var after = new Dictionary<int, double>();
        for (int t = _data.Length - 1; t >= 0; t--)
        {
            (months[t], after) = Month(t, after);
        }

        return [.. months];
    }

    private (MonthChances Month, Dictionary<int, double> Follows) Month(int t, Dictionary<int, double> after)
    {
        var profiles = _game.Profiles;
        var told = _view.Told(_reports, t, false);
        var era = _eras[_space.EraOf(_data.Periods[t])]!;
        var follows = new Dictionary<int, double>();
        double[] regimes = new double[_regime < 0 ? 0 : _game.States.Situations[_regime].Levels.Length];
        double[][] moves = [.. Enumerable.Range(0, profiles.Players.Length).Select(i => new double[profiles.Moves(i)])];
        double all = 0;
        for (int b = 0; b < Entered[t].States.Length; b++)
        {
            int s = Entered[t].States[b];
            var sigma = era.Strategies(s);
            double from = 0;
            for (int p = 0; p < profiles.Count; p++)
            {
                double own = told.Chance(profiles, p);
                for (int i = 0; i < profiles.Players.Length && own > 0; i++)
                {
                    own *= sigma[profiles.Slot(p, i)];
                }

                own *= own > 0 ? Next(t, s, p, after) : 0;
                from += own;
                double joint = Entered[t].Chances[b] * own;
                all += joint;
                for (int i = 0; i < moves.Length; i++)
                {
                    moves[i][profiles.Move(p, i)] += joint;
                }

                if (_regime >= 0)
                {
                    regimes[_game.States.Level(s, _regime)] += joint;
                }
            }

            follows[s] = from;
        }

        ImmutableArray<double> Shares(double[] sums) => [.. sums.Select(c => all > 0 ? c / all : double.NaN)];
        double top = follows.Count == 0 ? 0 : follows.Values.Max();
        return (new MonthChances(_data.Periods[t], Shares(regimes), [.. moves.Select(Shares)]), follows.ToDictionary(f => f.Key, f => top > 0 ? f.Value / top : 0));
    }

    private double Next(int t, int s, int p, Dictionary<int, double> after)
    {
        if (t == _data.Length - 1)
        {
            return 1;
        }

        double sum = 0;
        for (int j = 0, count = _step.From(t, s, p); j < count; j++)
        {
            sum += _step.Chance(j) * after.GetValueOrDefault(_step.State(j));
        }

        return sum;
    }
}
