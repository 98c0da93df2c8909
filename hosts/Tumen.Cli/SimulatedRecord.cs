using Tumen.Estimation;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen simulate GAME --records SHAPE.csv`: a record drawn from a game, with the units, periods, first situations and holes of another.</summary>
internal static class SimulatedRecord
{
    public static int Write(Arguments a, string file, string shape, CancellationToken cancel)
    {
        if (!file.EndsWith(".game", StringComparison.Ordinal))
        {
            throw new UsageException("--records gives the shape of a simulated record and needs a .game; a study has a record already");
        }

        string folder = a.Text("--out") ?? throw new UsageException("name a folder for the simulated record: --out DIR");
        var input = FitInput.Read(file, a);
        var likelihood = new Likelihood(ParametricGame.Compile(input.Game, input.Theories[0], input.Data[0].Covariates), input.Data);
        var given = GivenValues.Read(a);
        double[] x = [.. likelihood.Parameters.Free.Select((p, k) => given.TryGetValue(p.Name, out double value) ? value : p.Prior is Prior.Normal n ? Math.Clamp(n.Mean, p.Lower, p.Upper) : likelihood.Parameters.PlainStart()[k])];
        if (given.Keys.FirstOrDefault(k => likelihood.Parameters.IndexOf(k) < 0) is { } strange)
        {
            throw new UsageException($"the theory has no free parameter `{strange}`; it has {string.Join(", ", likelihood.Parameters.Free.Take(20).Select(p => p.Name))}");
        }

        if (RecordSimulator.At(likelihood, x, cancel) is not { } simulator)
        {
            Console.Error.WriteLine("not solved: no certified equilibrium at these numbers");
            return 1;
        }

        var drawn = simulator.Draw(new Philox(a.Seed, 0));
        var table = new RecordTable(input.Game, [.. drawn.Select(s => new RecordUnit(s.Unit, s.Periods, s.Moves, s.Levels, s.Covariates) { Groups = s.Groups })]);
        Output.WriteFile(folder, "record.csv", Output.Utf8(table.ToCsv()));
        if (!a.Quiet)
        {
            Console.Error.WriteLine($"{Path.Combine(folder, "record.csv")}: {table.PeriodCount} {input.Game.Period}s of {table.Units.Length} {input.Game.Unit}(s), shaped like {shape}, seed {a.Seed}");
        }

        return 0;
    }
}
