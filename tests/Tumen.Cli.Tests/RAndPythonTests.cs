using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Tumen.Numerics;

namespace Tumen.Cli.Tests;

/// <summary>The packages for R and Python, run by the R and the Python of this machine; they skip by name where there is none.</summary>
public sealed class RAndPythonTests
{
    private const string Game = """
        game "Two moods", month by month
        player actor may push, wait
        situation mood low | high starts low
        next mood rises 0.5 if actor plays push falls 0.4 if actor plays wait
        actor gains drive if actor plays push
        actor loses restraint * mood if actor plays push
        estimate every weight, prior normal(0, 2)
        assume discount 0, choice precision 1
        """;

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static string Record()
    {
        var stream = new Philox(12, 0);
        var text = new StringBuilder("period,actor,mood\n");
        bool high = false;
        for (int t = 0; t < 120; t++)
        {
            bool push = stream.NextDouble() < (high ? 0.3 : 0.7);
            text.Append($"{2000 + (t / 12)}-{(t % 12) + 1:00},{(push ? "push" : "wait")},{(high ? "high" : "low")}\n");
            high = push ? high || stream.NextDouble() < 0.5 : high && stream.NextDouble() >= 0.4;
        }

        return text.ToString();
    }

    private static string Run(Cli line, string program, string script, string[] before)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = line.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in before.Append(line.Write("script", script)))
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["TUMEN"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "tumen.dll")}";
        start.Environment["PYTHONPATH"] = Path.Combine(Root(), "python");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text + error.Result);
        return text;
    }

    private static string Found(params string[] names)
    {
        string? found = names.SelectMany(n => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, n))).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Skip($"{names[0]} is not installed: its package is not tried");
        }

        return found!;
    }

    [Fact]
    public void Python_fits_solves_and_predicts()
    {
        using var line = new Cli();
        string python = Found("python3"), game = line.Write("moods.game", Game), csv = line.Write("months.csv", Record());
        string said = Run(line, python, $$"""
            import math, tumen
            rows = lambda t: t if isinstance(t, list) else t.to_dict("records")
            fit = tumen.fit(r"{{game}}", records=r"{{csv}}")
            assert fit.converged and set(fit.coef) >= {"drive", "restraint"}, fit.coef
            tidy = rows(fit.tidy())
            assert list(tidy[0]) == ["term", "estimate", "std.error", "statistic", "p.value", "conf.low", "conf.high"], tidy[0]
            assert abs(fit.vcov[0][0]) > 0 and rows(fit.glance())[0]["nobs"] == 120
            push = [r for r in rows(fit.predict(at={"mood": ["low", "high"]}, draws=50)) if r["move"] == "push"]
            logistic = lambda x: 1 / (1 + math.exp(-x))
            assert abs(push[0]["estimate"] - logistic(fit.coef["drive"])) < 1e-6
            assert abs(push[1]["estimate"] - logistic(fit.coef["drive"] - fit.coef["restraint"])) < 1e-6
            solved = tumen.solve(r"{{game}}", values={"drive": 1.0, "restraint": 3.0})
            chance = {(r["situation"], r["move"]): r["chance"] for r in rows(solved.tidy())}
            assert solved.certified and abs(chance[("mood high", "push")] - logistic(-2)) < 1e-9, chance
            try:
                tumen.solve("nowhere.game")
                raise SystemExit("an error was swallowed")
            except tumen.TumenError as e:
                assert e.code == 2, e.code
            print(fit.summary())
            """, []);
        Assert.Contains("restraint", said, StringComparison.Ordinal);
    }

    [Fact]
    public void R_fits_solves_and_predicts_and_finds_the_same_leave_one_out()
    {
        using var line = new Cli();
        string r = Found("Rscript"), game = line.Write("moods.game", Game), csv = line.Write("months.csv", Record());
        Assert.Equal(0, line.Run("new", "mine").Exit);
        Run(line, r, $$"""
            if (!requireNamespace("jsonlite", quietly = TRUE)) { cat("no jsonlite: not tried\n"); quit(status = 0) }
            lib <- file.path(getwd(), "lib"); dir.create(lib)
            stopifnot(system2(file.path(R.home("bin"), "R"), c("CMD", "INSTALL", "--no-docs", paste0("--library=", shQuote(lib)), shQuote("{{Path.Combine(Root(), "r", "tumen")}}")), stdout = FALSE, stderr = FALSE) == 0)
            library(tumen, lib.loc = lib)
            fit <- tumen_fit("{{game}}", records = "{{csv}}")
            t <- tidy(fit)
            stopifnot(identical(names(t), c("term", "estimate", "std.error", "statistic", "p.value", "conf.low", "conf.high")), all(c("drive", "restraint") %in% t$term))
            stopifnot(glance(fit)$nobs == 120, nrow(vcov(fit)) == nrow(t))
            p <- predict(fit, at = list(mood = c("low", "high")), draws = 50)
            b <- coef(fit)
            stopifnot(abs(p$estimate[p$move == "push"] - plogis(c(b[["drive"]], b[["drive"]] - b[["restraint"]]))) < 1e-6)
            s <- tidy(tumen_solve("{{game}}", values = list(drive = 1, restraint = 3)))
            stopifnot(abs(s$chance[s$situation == "mood high" & s$move == "push"] - plogis(-2)) < 1e-9)
            stopifnot(inherits(try(tumen_solve("nowhere.game"), silent = TRUE), "try-error"))
            if (requireNamespace("loo", quietly = TRUE)) {
              d <- tumen_draws("mine", theory = "base", draws = 200, warmup = 200, chains = 2)
              l <- suppressWarnings(loo::loo(as.matrix(d$log_likelihood[, -(1:2)]), r_eff = rep(1, ncol(d$log_likelihood) - 2)))
              stopifnot(nrow(d$observed_data) == nrow(d$loo), nrow(d$posterior) == 400)
              worst <- max(abs(l$pointwise[, "elpd_loo"] - d$loo$elpd_loo))
              cat("largest difference", worst, "\n")
              stopifnot(worst < 0.01, abs(sum(d$loo$elpd_loo) - l$estimates["elpd_loo", "Estimate"]) < 0.05)
            }
            """, ["--vanilla"]);
    }
}
