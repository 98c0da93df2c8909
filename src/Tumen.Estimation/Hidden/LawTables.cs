using Tumen.Model;

namespace Tumen.Estimation;

/// <summary>Chances of every level in every case of every law at one point, with their derivatives in the free chances: what a filter over hidden situations reads at each step.</summary>
internal sealed class LawTables
{
    private readonly ParametricGame _game;
    private readonly double[][] _chance; // [situation][case * levels + level]
    private readonly (int Parameter, double Slope)[][][] _slopes; // [situation][case * levels + level]

    /// <summary>Works them out.</summary>
    /// <param name="game">The whole game.</param>
    /// <param name="space">Parameters.</param>
    /// <param name="chances">Named chances.</param>
    public LawTables(ParametricGame game, ParameterSpace space, double[] chances)
    {
        _game = game;
        int situations = game.States.Situations.Length;
        _chance = new double[situations][];
        _slopes = new (int, double)[situations][][];
        var gradient = new double[chances.Length];
        for (int v = 0; v < situations; v++)
        {
            int levels = game.States.Situations[v].Levels.Length, cases = game.LawCases(v);
            _chance[v] = new double[cases * levels];
            _slopes[v] = new (int, double)[cases * levels][];
            for (int c = 0; c < cases * levels; c++)
            {
                _chance[v][c] = game.CaseChance(v, c / levels, c % levels, chances, gradient);
                _slopes[v][c] = [.. Enumerable.Range(0, gradient.Length).Where(j => gradient[j] != 0 && space.ChanceIndex(j) >= 0).Select(j => (space.ChanceIndex(j), gradient[j]))];
            }
        }
    }

    /// <summary>Where the chances of a situation's next levels begin in its table.</summary>
    public int At(int situation, int state, int profile) => _game.LawCase(situation, state, profile) * _game.States.Situations[situation].Levels.Length;

    /// <summary>Chance in a table.</summary>
    public double Chance(int situation, int at) => _chance[situation][at];

    /// <summary>Derivatives of a chance in a table: free parameter and slope, where not 0.</summary>
    public (int Parameter, double Slope)[] Slopes(int situation, int at) => _slopes[situation][at];
}
