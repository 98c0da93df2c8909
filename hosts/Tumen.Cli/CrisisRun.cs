using Tumen.Estimation.Once;

namespace Tumen.Cli;

/// <summary>The crisis-signalling game by pseudo-likelihood, nested pseudo-likelihood and constrained likelihood.</summary>
internal static class CrisisRun
{
    public static StrategicResult Fit(BuiltModel built, DataColumns data, Arguments a) => Fit(built, a, null, () => FirstStage(built, data, a.Text("--first-stage")));

    /// <summary>Runs the estimators that were asked for.</summary>
    /// <param name="built">The game and its record.</param>
    /// <param name="a">Options.</param>
    /// <param name="names">Weights as the user knows them; null when as the model does.</param>
    /// <param name="firstStage">Chances that B resists and that A stands firm, per game.</param>
    public static StrategicResult Fit(BuiltModel built, Arguments a, IReadOnlyList<string>? names, Func<(double[] Resist, double[] Firm)> firstStage)
    {
        string asked = a.Text("--method") ?? "all";
        if (asked is not ("pl" or "npl" or "cmle" or "all"))
        {
            throw new UsageException($"--method is `{asked}`; expected pl, npl, cmle or all");
        }

        foreach (string option in (string[])["--profile", "--bootstrap", "--versus", "--cluster", "--link", "--shocks"])
        {
            if (a.Has(option))
            {
                throw new UsageException($"{option} is not for the crisis game; it has --method and --first-stage");
            }
        }

        var record = built.Crisis!;
        (double[] resist, double[] firm) = firstStage();
        int starts = StrategicVerb.WholeNumber(a, "--starts", 3, 1, 1000);
        var npl = new CrisisNpl(record, resist, firm);
        var methods = new List<StrategicMethod>();
        var model = new CrisisEquilibriumLikelihood(record, new double[record.Games]);
        double[]? from = GivenValues.Over(a, names ?? [.. model.Names], [.. model.Start]);
        var asGiven = EstimationOptions.Default with { From = from };
        EstimateResult pseudo = npl.PseudoLikelihood(asGiven);
        if (asked is "pl" or "all")
        {
            methods.Add(new StrategicMethod("PL", pseudo, null, null,
                [.. FitAdvice.About(built, pseudo), "its weights rest on the first stage, and its errors leave the first stage's out"], [], null, null));
        }

        CrisisNplResult? nested = asked == "pl" ? null : npl.Run(asGiven);
        if (nested is not null && asked is "npl" or "all")
        {
            var says = FitAdvice.About(built, nested!.Fit).ToList();
            if (nested.SpectralRadius >= 1)
            {
                says.Add(FormattableString.Invariant($"the belief map's spectral radius is {nested.SpectralRadius:G3}, at or above 1: the iteration is pushed away from such a point, so NPL cannot be trusted here; use cmle"));
            }
            else if (nested.SpectralRadius >= 0.9)
            {
                says.Add(FormattableString.Invariant($"the belief map's spectral radius is {nested.SpectralRadius:G3}, close to 1: NPL is slow and near its limit; compare cmle"));
            }

            if (nested.Held > 0)
            {
                says.Add($"{nested.Held} beliefs were held at {npl.Floor} from 0 or 1 in the last round");
            }

            methods.Add(new StrategicMethod("NPL", nested.Fit, null, null, says, [], nested.SpectralRadius, null));
        }

        if (asked is "cmle" or "all")
        {
            var given = new List<IReadOnlyList<double>>();
            if (from is not null)
            {
                given.Add(from);
            }

            if (nested is { Fit.Status: EstimationStatus.Converged })
            {
                given.Add(nested.Fit.Estimate);
            }

            if (pseudo.Status == EstimationStatus.Converged)
            {
                given.Add(pseudo.Estimate);
            }

            var cmle = new CrisisCmle(record) { GivenStarts = given }.Run(new EstimationOptions(Starts: Math.Max(starts, given.Count), Seed: a.Seed, Newton: new NewtonOptions(MaximumIterations: 150)));
            var census = cmle.Counts.Count == 0 || a.Text("--census") == "off" ? null : new CrisisCensusSummary(cmle.Counts.GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count()), cmle.FoldDistance, cmle.BestSelection) { ByGame = [.. built.Kept.Zip(cmle.Counts, (row, count) => (row + 1, count))] };
            methods.Add(new StrategicMethod("CMLE", cmle.Fit, null, null, [.. FitAdvice.About(built, cmle.Fit)], [], null, census));
        }

        return new StrategicResult(built, methods);
    }

    /// <summary>Two columns of chances, or shares of each game drawn towards the shares of all games as if two more months had been seen.</summary>
    private static (double[] Resist, double[] Firm) FirstStage(BuiltModel built, DataColumns data, string? columns)
    {
        if (columns is not null)
        {
            string[] names = columns.Split(',', StringSplitOptions.TrimEntries);
            if (names.Length != 2)
            {
                throw new UsageException($"--first-stage is `{columns}`; expected two columns, the chance that B resists and that A stands firm, as in PR,PF");
            }

            return (Chances(names[0]), Chances(names[1]));
        }

        return built.Crisis!.Shares();

        double[] Chances(string column)
        {
            double[] all = data.Numbers(column);
            return [.. built.Kept.Select(row => all[row] is > 0 and < 1 ? all[row]
                : throw new SpecificationException([new SpecificationProblem("P123", FormattableString.Invariant($"`{column}` is {all[row]}; expected a chance strictly between 0 and 1"), row, column, ["correct the first stage, or leave --first-stage out"])]))];
        }
    }
}
