using Tumen.Numerics;

namespace Tumen.Estimation.Once;

/// <summary>Log-chances of a model's outcomes on given rows, with their derivatives in the weights.</summary>
/// <param name="model">Which model.</param>
/// <param name="designs">Its payoffs on the rows.</param>
/// <param name="options">Link and shocks.</param>
/// <param name="outcomes">Number of outcomes.</param>
/// <param name="offers">Offers of an ultimatum game, one a row; null for other games.</param>
/// <param name="most">Largest possible offer.</param>
internal sealed class OutcomeLogs(StrategicModel model, DesignEquation[] designs, StrategicOptions options, int outcomes, double[]? offers, double most)
{
    private readonly int _rows = model == StrategicModel.Ultimatum ? offers!.Length : designs.Max(d => d.Rows);

    /// <summary>Equilibria of each row at some weights: t = Φ⁻¹(pR) of a crisis game, ascending; one of no meaning for other games.</summary>
    public IReadOnlyList<double[]> Equilibria(double[] weights)
    {
        if (model != StrategicModel.Crisis)
        {
            return [.. Enumerable.Repeat((double[])[0], _rows)];
        }

        var record = new CrisisRecord(designs, [.. Enumerable.Range(0, _rows).Select(_ => (IReadOnlyList<double>)[0, 0, 0, 0])]);
        var payoffs = new double[7];
        return [.. Enumerable.Range(0, _rows).Select(row =>
        {
            record.PayoffsAt(weights, row, payoffs);
            return (double[])[.. new CrisisGame(payoffs).Census().Interior.Select(e => e.Index)];
        })];
    }

    /// <summary>Chances and their gradients: [outcome][row] and [outcome][row × weights].</summary>
    /// <param name="weights">Where.</param>
    /// <param name="anchors">The equilibrium of each row; ignored where there is only one.</param>
    public (double[][] Chances, double[][] Gradients) At(double[] weights, double[] anchors)
    {
        int k = weights.Length;
        var (chances, gradients) = (new double[outcomes][], new double[outcomes][]);
        for (int o = 0; o < outcomes; o++)
        {
            var (logs, scores) = (new double[_rows], new double[_rows * k]);
            if (model == StrategicModel.Ultimatum)
            {
                double[] offered = new double[_rows], slopes = new double[_rows * k];
                bool accepted = o == 1;
                new Ultimatum(designs[0], designs[1], offers!, [.. offers!.Select(_ => accepted)], most).RowTerms(weights, logs, scores);
                new Ultimatum(designs[0], designs[1], offers!, null, most).RowTerms(weights, offered, slopes);
                for (int i = 0; i < logs.Length; i++) logs[i] -= offered[i];
                for (int i = 0; i < scores.Length; i++) scores[i] -= slopes[i];
            }
            else if (model == StrategicModel.Crisis)
            {
                int seen = o;
                var record = new CrisisRecord(designs, [.. Enumerable.Range(0, _rows).Select(_ => (IReadOnlyList<double>)[.. Enumerable.Range(0, 4).Select(c => c == seen ? 1.0 : 0)])]);
                new CrisisEquilibriumLikelihood(record, anchors).RowTerms(weights, logs, scores);
            }
            else
            {
                StrategicSpecification.Game(model, designs, [.. Enumerable.Repeat(o, _rows)], options).RowTerms(weights, logs, scores);
            }

            chances[o] = [.. logs.Select(Elementary.Exp)];
            gradients[o] = [.. scores.Select((s, i) => s * chances[o][i / k])];
        }

        return (chances, gradients);
    }
}
