using System.Globalization;
using Tumen.Estimation;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>Tables of `tumen fit`.</summary>
internal static class FitOutput
{
    public static void Print(TheoryFit f)
    {
        foreach (var r in f.Remarks)
        {
            Console.WriteLine($"{f.Theory}: {(r.Stops ? "cannot be fitted: " : "")}{r.Says}; {r.Remedy}");
        }

        if (f.Fit is not { } fit)
        {
            return;
        }


        if (fit.Estimates.Length > 0)
        {
            Estimates(f, fit).Write();
        }

        if (fit.Optima.Length > 1)
        {
            Optima(fit).Write();
            foreach (var rival in OptimaTable.Rivals(fit))
            {
                Console.WriteLine($"a rival optimum {F(rival.BelowBest)} nats below has other signs: {string.Join(", ", rival.SignsDiffer)}");
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{f.Theory}: {f.Status}; {(fit.UsesPrior ? $"posterior mode, log prior {fit.Objective - fit.LogLikelihood:0.000}, " : "")}log-likelihood {fit.LogLikelihood:0.000} ({fit.MoveLogLikelihood:0.000} from {fit.MoveCount} moves), AIC {fit.Aic:0.0}, BIC {fit.Bic:0.0}; {(fit.Optima.Length > 0 ? fit.Optima[0].Hits : 0)} of {fit.Starts} starts agree; {f.Seconds:0.00} s"));
        if (!fit.Equilibria.IsEmpty)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"equilibrium residual {fit.Equilibria.Max(e => e.Certificate.Residual):0.0e+0}, regret {fit.Equilibria.Max(e => e.Certificate.Regret):0.0e+0}"));
        }

        foreach (var census in f.Census)
        {
            var own = census.Entries.IsEmpty ? null : census.Entries[0];
            Console.WriteLine($"equilibria at the estimate{(census.Units.IsEmpty ? "" : $" of {string.Join(", ", census.Units.Take(6))}{(census.Units.Length > 6 ? ", …" : "")}")}: {census.Says}" + (own is null ? "" : string.Create(CultureInfo.InvariantCulture,
                $"; the fit's has spectral radius {own.SpectralRadius:0.00} and smallest singular value {own.SmallestSingularValue:0.0000}")));
        }

        Own(fit);
        foreach (var none in fit.Identification.Null)
        {
            Console.WriteLine($"no test rests on this fit: {none.Says}");
        }

        foreach (var weak in fit.Identification.Weak)
        {
            Console.WriteLine($"not identified: {weak.Says}");
        }

        if (f.Bootstrap is { } b)
        {
            Console.WriteLine($"bootstrap ({b.Kind.ToString().ToLowerInvariant()}): {b.Draws.Length} refits converged, {b.Failures.Length} failed{(b.Failures.IsEmpty ? "" : $" (replications {string.Join(", ", b.Failures.Take(10).Select(x => x.Replication))}{(b.Failures.Length > 10 ? ", …" : "")})")}");
        }
    }

    private static void Own(FitResult fit)
    {
        if (fit.Estimator is not { } e)
        {
            return;
        }

        string radius = double.IsNaN(e.SpectralRadius) ? "" : string.Create(CultureInfo.InvariantCulture, $", spectral radius {e.SpectralRadius:0.00}");
        string name = Estimators.Names.First(n => n.Kind == e.Kind).Name;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {e.Rounds.Length} rounds, its objective {e.PseudoLogLikelihood:0.000}{radius}"));
        foreach (string warning in e.Warnings)
        {
            Console.WriteLine($"{name}: {warning}");
        }
    }

    private static TextTable Estimates(TheoryFit f, FitResult fit)
    {
        bool clustered = fit.Estimates.Any(e => e.Errors.Clustered is not null), profile = !f.Profile.IsEmpty, boot = f.Bootstrap is not null, first = fit.Estimator is { FirstStep.IsEmpty: false };
        string[] columns =
        [
            "parameter", "estimate", fit.Estimator?.Kind == EstimatorKind.TwoStep ? "s.e. (carried)" : "s.e. (Hessian)", "s.e. (sandwich)",
            .. clustered ? ["s.e. (by unit)"] : Array.Empty<string>(), .. first ? ["s.e. (naive)"] : Array.Empty<string>(),
            .. profile ? ["profile 95 %"] : Array.Empty<string>(), .. boot ? ["bootstrap 95 %"] : Array.Empty<string>(), "at",
        ];
        var table = new TextTable().AddColumns(columns);
        for (int j = 0; j < fit.Estimates.Length; j++)
        {
            var e = fit.Estimates[j];
            string[] cells =
            [
                e.Parameter.Label is null ? e.Parameter.Name : $"{e.Parameter.Name}: {e.Parameter.Label}", F(e.Value), F(e.Errors.Hessian), F(e.Errors.Sandwich),
                .. clustered ? [F(e.Errors.Clustered)] : Array.Empty<string>(), .. first ? [F(fit.Estimator!.FirstStep[j])] : Array.Empty<string>(),
                .. profile ? [$"[{F(f.Profile[j].Low)}, {F(f.Profile[j].High)}]"] : Array.Empty<string>(),
                .. boot ? [f.Bootstrap!.Interval(j) is { } i ? $"[{F(i.Low)}, {F(i.High)}]" : "–"] : Array.Empty<string>(),
                e.Bound is null ? "" : $"{e.Bound} bound",
            ];
            table.AddRow([.. cells.Select(c => c)]);
        }

        return table;
    }

    private static TextTable Optima(FitResult fit)
    {
        var table = new TextTable().AddColumns("optimum", "log-likelihood", "below", "starts", "score", "signs", "weights", "found by");
        int n = 0;
        foreach (var o in OptimaTable.Of(fit).Take(8))
        {
            table.AddRow([.. new[]
            {
                $"{++n}", F(o.Objective), F(o.BelowBest), $"{o.Hits}", o.Score.ToString("0.0e+0", CultureInfo.InvariantCulture), o.Signs.Length > 24 ? o.Signs[..24] + "…" : o.Signs,
                string.Join(" ", o.Weights.Take(12).Select(w => w.ToString("0.00", CultureInfo.InvariantCulture))) + (o.Weights.Length > 12 ? " …" : ""), (o.Origin ?? "starts") + (o.Converged ? "" : " (stopped short of its top)"),
            }.Select(c => c)]);
        }

        return table;
    }

    private static string F(double? x) => x is { } v && double.IsFinite(v) ? Digits.Of(v, 3) : "–";
}
