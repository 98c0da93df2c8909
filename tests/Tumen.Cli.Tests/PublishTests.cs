using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tumen.Numerics;
using Tumen.Numerics.Special;

namespace Tumen.Cli.Tests;

/// <summary>Tables to publish and predictions, from the command line.</summary>
public sealed class PublishTests
{
    private const string Formula = "go + fight ~ x | 0 | 1 | z";

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

    private static string Wars(int n)
    {
        var stream = new Philox(11, 0);
        var text = new StringBuilder("x,z,go,fight\n");
        for (int i = 0; i < n; i++)
        {
            double x = stream.NextNormalByInversion(), z = stream.NextNormalByInversion(), u24 = -0.3 + (0.9 * z), p4 = Normal.Cdf(u24 / Math.Sqrt(2));
            bool go = (p4 * 0.6) - (0.2 - (0.8 * x)) + (Math.Sqrt(2) * stream.NextNormalByInversion()) > 0, fight = u24 + (Math.Sqrt(2) * stream.NextNormalByInversion()) > 0;
            text.Append(CultureInfo.InvariantCulture, $"{x},{z},{(go ? 1 : 0)},{(go ? fight ? "1" : "0" : "")}\n");
        }

        return text.ToString();
    }

    private static string Months(int n)
    {
        var stream = new Philox(12, 0);
        var text = new StringBuilder("period,actor,mood\n");
        bool high = false;
        for (int t = 0; t < n; t++)
        {
            bool push = stream.NextDouble() < (high ? 0.3 : 0.7);
            text.Append(CultureInfo.InvariantCulture, $"{2000 + (t / 12)}-{(t % 12) + 1:00},{(push ? "push" : "wait")},{(high ? "high" : "low")}\n");
            high = push ? high || stream.NextDouble() < 0.5 : high && stream.NextDouble() >= 0.4;
        }

        return text.ToString();
    }

    private static double Of(JsonElement fit, string name) => fit.GetProperty("estimates").EnumerateArray().Single(e => e.GetProperty("name").GetString() == name).GetProperty("estimate").GetDouble();

    [Fact]
    public void Tables_and_tidy_files_hold_what_the_fit_found()
    {
        using var line = new Cli();
        string csv = line.Write("wars.csv", Wars(400)), tex = line.Path_("t.tex"), folder = line.Path_("out");
        var fit = line.Json("fit", "egame12", "--records", csv, "--formula", Formula, "--table", tex, "--stars", "--out", folder, "--bootstrap", "20");
        string[] tidy = File.ReadAllLines(Path.Combine(folder, "tidy.csv")), glance = File.ReadAllLines(Path.Combine(folder, "glance.csv"));
        Assert.Equal("model,term,estimate,std.error,statistic,p.value,conf.low,conf.high", tidy[0]);
        Assert.Equal(6, tidy.Length);
        JsonElement[] estimates = [.. fit.GetProperty("estimates").EnumerateArray()];
        for (int i = 0; i < 5; i++)
        {
            string[] cells = tidy[i + 1].Split(',');
            double estimate = estimates[i].GetProperty("estimate").GetDouble(), error = estimates[i].GetProperty("standardError").GetProperty("hessian").GetDouble();
            Assert.Equal(estimates[i].GetProperty("name").GetString(), cells[1]);
            Assert.Equal(estimate, double.Parse(cells[2], CultureInfo.InvariantCulture));
            Assert.Equal(2 * Normal.Cdf(-Math.Abs(estimate / error)), double.Parse(cells[5], CultureInfo.InvariantCulture), 1e-12);
        }

        Assert.Equal(fit.GetProperty("logLikelihood").GetDouble(), double.Parse(glance[1].Split(',')[1], CultureInfo.InvariantCulture));
        Assert.Equal(21, File.ReadAllLines(Path.Combine(folder, "bootstrap.csv")).Length);
        string[] covariance = File.ReadAllLines(Path.Combine(folder, "covariance.csv"));
        Assert.Equal(estimates[1].GetProperty("standardError").GetProperty("hessian").GetDouble(), Math.Sqrt(double.Parse(covariance[2].Split(',')[2], CultureInfo.InvariantCulture)), 1e-12);
        Assert.Contains("@article{signorino1999", File.ReadAllText(Path.Combine(folder, "references.bib")), StringComparison.Ordinal);
        string text = File.ReadAllText(tex);
        Assert.Contains("\\toprule", text, StringComparison.Ordinal);
        Assert.Contains("wars.csv", text, StringComparison.Ordinal);
        Compile(line, text);
    }

    [Theory]
    [InlineData(".md", "| u2(3):z |")]
    [InlineData(".html", "<th scope=\"row\">u2(3):z</th>")]
    [InlineData(".csv", "u2(3):z,estimate,")]
    public void Tables_are_written_in_the_form_of_their_ending(string ending, string holds)
    {
        using var line = new Cli();
        string file = line.Path_("t" + ending);
        Assert.Equal(0, line.Run("fit", "egame12", "--records", line.Write("wars.csv", Wars(300)), "--formula", Formula, "--table", file).Exit);
        Assert.Contains(holds, File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_tables_are_refused_before_anything_is_fitted()
    {
        using var line = new Cli();
        string csv = line.Write("wars.csv", Wars(50));
        foreach (var (words, says) in new (string[], string)[]
        {
            (["--table", "t.doc"], ".tex, .md, .csv or .html"), (["--stars"], "--table FILE"), (["--errors", "bootstrap"], "--bootstrap N"), (["--errors", "clustered"], "--cluster COLUMN"),
        })
        {
            var (exit, _, error) = line.Run(["fit", "egame12", "--records", csv, "--formula", Formula, .. words]);
            Assert.Equal(2, exit);
            Assert.Contains(says, error, StringComparison.Ordinal);
        }
    }

    // egame12 with agent errors, written out at the estimates that fit prints.
    [Fact]
    public void Predicted_outcomes_are_those_of_the_formula()
    {
        using var line = new Cli();
        string csv = line.Write("wars.csv", Wars(400)), folder = line.Path_("out");
        var fit = line.Json("fit", "egame12", "--records", csv, "--formula", Formula);
        double[] w = [.. fit.GetProperty("estimates").EnumerateArray().Select(e => e.GetProperty("estimate").GetDouble())];
        var said = line.Json("predict", "egame12", "--records", csv, "--formula", Formula, "--at", "x=0,1", "--at", "z=-0.5", "--change", "--slope", "x", "--out", folder);
        JsonElement[] rows = [.. said.GetProperty("predictions").EnumerateArray()], changes = [.. said.GetProperty("changes").EnumerateArray()];
        double[] At(double x)
        {
            double p4 = Normal.Cdf((w[3] + (w[4] * -0.5)) / Math.Sqrt(2)), p2 = Normal.Cdf(((p4 * w[2]) - w[0] - (w[1] * x)) / Math.Sqrt(2));
            return [1 - p2, p2 * (1 - p4), p2 * p4];
        }

        Assert.Equal(6, rows.Length);
        for (int o = 0; o < 3; o++)
        {
            Assert.Equal(At(0)[o], rows[o].GetProperty("estimate").GetDouble(), 1e-10);
            Assert.Equal(At(1)[o], rows[3 + o].GetProperty("estimate").GetDouble(), 1e-10);
            Assert.Equal(At(1)[o] - At(0)[o], changes[o].GetProperty("estimate").GetDouble(), 1e-10);
            Assert.Equal((At(1e-5)[o] - At(-1e-5)[o]) / 2e-5, said.GetProperty("slopes").EnumerateArray().ElementAt(o).GetProperty("estimate").GetDouble(), 1e-6);
        }

        Assert.Equal("x,z,column,equilibrium,outcome,estimate,std.error,conf.low,conf.high", File.ReadLines(Path.Combine(folder, "predictions.csv")).First());
        Assert.StartsWith("<svg ", File.ReadAllText(Path.Combine(folder, "predictions.svg")), StringComparison.Ordinal);
    }

    // With a discount factor of 0 a chance is the logistic of the weights.
    [Fact]
    public void Predicted_moves_of_a_game_are_those_of_its_weights()
    {
        using var line = new Cli();
        string game = line.Write("moods.game", Game), csv = line.Write("months.csv", Months(240));
        var fit = line.Json("fit", game, "--records", csv);
        var said = line.Json("predict", game, "--records", csv, "--at", "mood=low,high", "--draws", "100");
        double[] exact = [Logistic.Cdf(Of(fit, "drive")), Logistic.Cdf(Of(fit, "drive") - Of(fit, "restraint"))];
        JsonElement[] push = [.. said.GetProperty("predictions").EnumerateArray().Where(r => r.GetProperty("move").GetString() == "push")];
        Assert.Equal(2, push.Length);
        for (int k = 0; k < 2; k++)
        {
            double value = push[k].GetProperty("estimate").GetDouble();
            Assert.Equal(exact[k], value, 1e-6);
            double[] interval = [.. push[k].GetProperty("interval95").EnumerateArray().Select(x => x.GetDouble())];
            Assert.InRange(value, interval[0], interval[1]);
            Assert.InRange(interval[1] - interval[0], 0.05, 0.4);
        }

        var (exit, _, error) = line.Run("predict", game, "--records", csv, "--at", "mood=hot");
        Assert.Equal(2, exit);
        Assert.Contains("mood is low or high", error, StringComparison.Ordinal);
    }

    private static void Compile(Cli line, string table)
    {
        if (!File.Exists("/usr/bin/pdflatex"))
        {
            Assert.Skip("pdflatex is not installed: the LaTeX table was written but not compiled");
        }

        line.Write("paper.tex", $"\\documentclass{{article}}\n\\usepackage{{booktabs}}\n\\usepackage{{siunitx}}\n\\begin{{document}}\n{table}\n\\end{{document}}\n");
        using var process = Process.Start(new ProcessStartInfo("pdflatex", "-interaction=nonstopmode -halt-on-error paper.tex") { WorkingDirectory = line.Folder, RedirectStandardOutput = true })!;
        string log = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, log);
        Assert.True(File.Exists(line.Path_("paper.pdf")));
    }
}
