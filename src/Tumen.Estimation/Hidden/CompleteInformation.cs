using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>
/// Information of the months if what is hidden of them had been seen, each possibility weighed by its chance given all up to its month. Steps scaled by it climb as those of expectation and
/// maximisation do (Dempster, Laird and Rubin 1977), also where regimes are still alike and scores are 0.
/// </summary>
internal sealed class CompleteInformation
{
    private readonly ParametricGame _game;
    private readonly ParameterSpace _space;
    private readonly LawTables _laws;
    private readonly Dictionary<(int Era, int State), double[]> _points = []; // visits of the decision point of every slot
    private readonly Dictionary<(int Situation, int At), double> _cases = [];
    private readonly Dictionary<(int Table, int Made), double> _told = [];

    public CompleteInformation(ParametricGame game, ParameterSpace space, LawTables laws) => (_game, _space, _laws) = (game, space, laws);

    /// <summary>Counts moves in a state.</summary>
    public void Visit(int era, int state, int profile, double weight)
    {
        var profiles = _game.Profiles;
        if (!_points.TryGetValue((era, state), out double[]? visits))
        {
            _points[(era, state)] = visits = new double[profiles.Size];
        }

        for (int i = 0; i < profiles.Players.Length; i++)
        {
            int slot = profiles.Slot(profile, i), first = slot - ((slot - profiles.Offsets[i]) % profiles.Moves(i));
            for (int a = 0; a < profiles.Moves(i); a++)
            {
                visits[first + a] += weight;
            }
        }
    }

    /// <summary>Counts a step of all situations.</summary>
    public void Step(int state, int profile, double weight)
    {
        for (int v = 0; v < _game.States.Situations.Length; v++)
        {
            var key = (v, _laws.At(v, state, profile));
            _cases[key] = _cases.GetValueOrDefault(key) + weight;
        }
    }

    /// <summary>Counts what sources had to tell of a move.</summary>
    public void Told(Sequence unit, int period, int profile, double weight)
    {
        for (int t = 0; t < _space.Sources.Length; t++)
        {
            var table = _space.Sources[t];
            if (unit.Sources.Any(s => s.Name == table.Source && s.Told(unit, period, table.Player) >= 0))
            {
                var key = (t, _game.Profiles.Move(profile, table.Player));
                _told[key] = _told.GetValueOrDefault(key) + weight;
            }
        }
    }

    /// <summary>Adds a share of all that was counted, K × K.</summary>
    public void AddTo(double[] information, EraResponse?[] eras, ReadOnlySpan<double> x, double share)
    {
        foreach (var ((era, state), visits) in _points.OrderBy(p => p.Key))
        {
            Choices(information, eras[era]!, state, visits, share);
        }

        int k = _space.Count;
        foreach (var ((situation, at), visits) in _cases.OrderBy(c => c.Key))
        {
            for (int l = 0; l < _game.States.Situations[situation].Levels.Length; l++)
            {
                double q = _laws.Chance(situation, at + l);
                foreach (var (a, da) in q > 0 ? _laws.Slopes(situation, at + l) : [])
                {
                    foreach (var (b, db) in _laws.Slopes(situation, at + l))
                    {
                        information[(a * k) + b] += share * visits * da * db / q;
                    }
                }
            }
        }

        foreach (var ((t, made), visits) in _told.OrderBy(c => c.Key))
        {
            var table = _space.Sources[t];
            double reach = share * visits;
            for (int j = 0; j < table.Moves - 1; j++)
            {
                int at = table.First + (made * (table.Moves - 1)) + j;
                information[(at * k) + at] += reach / (x[at] * (1 - x[at]));
                reach *= 1 - x[at];
            }
        }
    }

    private void Choices(double[] information, EraResponse era, int state, double[] visits, double share)
    {
        int k = _space.Count;
        var sigma = era.Strategies(state);
        var slopes = era.Slopes(state);
        for (int r = 0; r < visits.Length; r++)
        {
            var row = slopes.Slice(r * k, k);
            double weight = share * visits[r] * sigma[r];
            for (int a = 0; a < k && weight > 0; a++)
            {
                if (row[a] != 0)
                {
                    FixedOrder.AddScaled(information.AsSpan(a * k, k), row, weight * row[a]);
                }
            }
        }
    }
}
