using System.Globalization;
using System.Text;
using System.Text.Json;
using Tumen.Numerics;
using Tumen.Numerics.Special;
using Tumen.Estimation.Once;

namespace Tumen.Cli.Tests;

/// <summary>`tumen fit egame12` and its kin, end to end on tables simulated from known weights.</summary>
public sealed class StrategicFitTests
{
    private static readonly double Root2 = Math.Sqrt(2);

    private static string Row(params object[] cells) => string.Join(',', cells.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)));

    /// <summary>Weights within four standard errors of the truth, in order.</summary>
    private static void Near(JsonElement result, double[] truth, string error = "hessian")
    {
        JsonElement[] estimates = [.. result.GetProperty("estimates").EnumerateArray()];
        Assert.Equal(truth.Length, estimates.Length);
        for (int i = 0; i < truth.Length; i++)
        {
            double estimate = estimates[i].GetProperty("estimate").GetDouble(), width = estimates[i].GetProperty("standardError").GetProperty(error).GetDouble();
            Assert.InRange(width, 1e-6, 1);
            Assert.True(Math.Abs(estimate - truth[i]) < 4 * width, $"{estimates[i].GetProperty("name")}: {estimate} against {truth[i]}, error {width}");
        }
        Assert.True(result.GetProperty("converged").GetBoolean());
        Assert.Equal(0, result.GetProperty("clamped").GetInt32());
        Assert.Equal(0, result.GetProperty("underflowed").GetInt32());
    }

    /// <summary>Player 1 stops, or player 2 stops or goes on; every action of every mover has its own normal shock.</summary>
    private static string Egame12(int n, ulong seed, bool gaps = false)
    {
        var stream = new Philox(seed, 0);
        var text = new StringBuilder("x,z,group,go,fight,block\n");
        for (int i = 0; i < n; i++)
        {
            double x = stream.NextNormalByInversion(), z = stream.NextNormalByInversion();
            string group = stream.NextDouble() < 0.5 ? "dem" : "auto";
            double u24 = -0.3 + 0.9 * z, p4 = Normal.Cdf(u24 / Root2), u14 = -0.6 + (group == "dem" ? 0.7 : 0);
            bool go = p4 * u14 - (0.2 - 0.8 * x) + Root2 * stream.NextNormalByInversion() > 0, fight = u24 + Root2 * stream.NextNormalByInversion() > 0;
            text.AppendLine(Row(gaps && i is 3 or 10 ? "NA" : x, z, group, go ? 1 : 0, go ? fight ? 1 : 0 : "", i % 40));
        }
        return text.ToString();
    }

    [Fact]
    public void Egame12_recovers_its_weights_and_reports_profile_bootstrap_and_comparison()
    {
        using var line = new Cli();
        string csv = line.Write("wars.csv", Egame12(1500, 5, gaps: true));
        JsonElement result = line.Json("fit", "egame12", "--records", csv, "--formula", "go + fight ~ x | 0 | group | z", "--profile", "--bootstrap", "60", "--cluster", "block", "--versus", "go + fight ~ x | 0 | 1 | z");
        Near(result, [0.2, -0.8, -0.6, 0.7, -0.3, 0.9]);
        Near(result, [0.2, -0.8, -0.6, 0.7, -0.3, 0.9], "clustered");
        Assert.Equal("u1(3):group=dem", result.GetProperty("estimates")[3].GetProperty("name").GetString());
        Assert.Equal(1498, result.GetProperty("observations").GetProperty("rows").GetInt32());
        Assert.Equal([5, 12], result.GetProperty("observations").GetProperty("droppedLines").EnumerateArray().Select(e => e.GetInt32()));
        foreach (JsonElement weight in result.GetProperty("estimates").EnumerateArray())
        {
            double estimate = weight.GetProperty("estimate").GetDouble(), error = weight.GetProperty("standardError").GetProperty("hessian").GetDouble();
            Assert.InRange((estimate - weight.GetProperty("profile95")[0].GetDouble()) / error, 1.6, 2.6);
            Assert.InRange((weight.GetProperty("profile95")[1].GetDouble() - estimate) / error, 1.6, 2.6);
            Assert.InRange(weight.GetProperty("standardError").GetProperty("bootstrap").GetDouble() / error, 0.6, 1.6);
        }
        foreach (JsonElement outcome in result.GetProperty("observations").GetProperty("outcomes").EnumerateArray())
            Assert.InRange(outcome.GetProperty("expected").GetDouble() / outcome.GetProperty("seen").GetDouble(), 0.9, 1.1);
        // The rival is the formula with one term left out: the likelihood ratio is the test.
        JsonElement versus = result.GetProperty("versus");
        Assert.Equal("second within first", versus.GetProperty("relation").GetString());
        Assert.Equal(0, versus.GetProperty("tests").GetArrayLength());
        Assert.Equal(1, versus.GetProperty("likelihoodRatio").GetProperty("degreesOfFreedom").GetInt32());
        Assert.Equal(2 * (result.GetProperty("logLikelihood").GetDouble() - versus.GetProperty("logLikelihood").GetDouble()), versus.GetProperty("likelihoodRatio").GetProperty("statistic").GetDouble(), 1e-6);
    }

    [Fact]
    public void Egame122_logit_recovers_its_weights()
    {
        var stream = new Philox(6, 0);
        var text = new StringBuilder("x,z,w,y\n");
        for (int i = 0; i < 2000; i++)
        {
            double x = stream.NextNormalByInversion(), z = stream.NextNormalByInversion(), w = stream.NextNormalByInversion();
            double u22 = 0.4 + 0.8 * z, u24 = -0.2 - 0.7 * w, p4 = Logistic.Cdf(u22 / Root2), p6 = Logistic.Cdf(u24 / Root2);
            double gain = p6 * (0.9 * x) - (1 - p4) * 0.5 - p4 * (-0.6), p2 = Logistic.Cdf(gain / Root2);
            bool right = stream.NextDouble() < p2, answer = stream.NextDouble() < (right ? p6 : p4);
            text.AppendLine(Row(x, z, w, (right ? "R" : "L") + (answer ? "R" : "L")));
        }
        using var line = new Cli();
        JsonElement result = line.Json("fit", "egame122", "--records", line.Write("a.csv", text.ToString()), "--link", "logit", "--formula", "y ~ 1 | 1 | 0 | x - 1 | z | w");
        Near(result, [0.5, -0.6, 0.9, 0.4, 0.8, -0.2, -0.7]);
    }

    [Fact]
    public void Egame123_with_private_information_recovers_its_weights()
    {
        var stream = new Philox(7, 0);
        var text = new StringBuilder("x,z,w,a,b,c\n");
        for (int i = 0; i < 3000; i++)
        {
            double x = stream.NextNormalByInversion(), z = stream.NextNormalByInversion(), w = stream.NextNormalByInversion();
            double p6 = Normal.Cdf((0.1 + 0.8 * w) / Root2), p5 = 1 - p6;
            double p4 = Normal.Cdf((p6 * (0.7 * z) - 0.2) / Math.Sqrt(1 + p5 * p5 + p6 * p6)), p3 = 1 - p4;
            double p2 = Normal.Cdf((p3 * 0 + p4 * p6 * (0.9 * x) - 0.3) / Math.Sqrt(1 + p3 * p3 + p4 * p4 * (p5 * p5 + p6 * p6)));
            int a = stream.NextDouble() < p2 ? 1 : 0, b = stream.NextDouble() < p4 ? 1 : 0, c = stream.NextDouble() < p6 ? 1 : 0;
            text.AppendLine(Row(x, z, w, a, a == 1 ? b : "", a * b == 1 ? c : ""));
        }
        using var line = new Cli();
        JsonElement result = line.Json("fit", "egame123", "--records", line.Write("a.csv", text.ToString()), "--shocks", "private",
            "--formula", "a + b + c ~ 1 | 0 | 0 | x - 1 | 1 | 0 | z - 1 | w");
        Near(result, [0.3, 0.9, 0.2, 0.7, 0.1, 0.8]);
    }

    [Fact]
    public void An_ultimatum_game_recovers_its_weights()
    {
        // R_i = x_i'b_i + logistic shock; player 1 maximises (Q − y − R1) L((y − R2 index)/s2), which makes q(y) of the model cross its shock.
        var stream = new Philox(8, 0);
        var text = new StringBuilder("x,z,offer,yes\n");
        const double most = 10, s1 = 1, s2 = 1;
        for (int i = 0; i < 1500; i++)
        {
            double x = stream.NextNormalByInversion(), z = stream.NextNormalByInversion(), r1 = 2 + 0.8 * x, r2 = 2 - 0.6 * z;
            double u = stream.NextDouble(), shock = s1 * Math.Log(u / (1 - u)), low = 0, high = most;
            double Q(double y) => most - y - (r1 + shock) - s2 * (1 + Math.Exp((y - r2) / s2));
            if (Q(0) < 0) high = 0;
            else if (Q(most) > 0) low = most;
            else
                for (int step = 0; step < 80; step++)
                {
                    double middle = (low + high) / 2;
                    if (Q(middle) > 0) low = middle;
                    else high = middle;
                }
            double offer = high == 0 ? 0 : low;
            text.AppendLine(Row(x, z, offer, stream.NextDouble() < Logistic.Cdf((offer - r2) / s2) ? 1 : 0));
        }
        using var line = new Cli();
        JsonElement result = line.Json("fit", "ultimatum", "--records", line.Write("a.csv", text.ToString()), "--most", "10", "--formula", "offer + yes ~ x | z");
        Near(result, [2, 0.8, 2, -0.6, 0, 0]);
    }

    [Fact]
    public void The_crisis_game_is_fitted_three_ways()
    {
        var stream = new Philox(9, 0);
        var text = new StringBuilder("x,z,sq,cd,sf,bd\n");
        for (int g = 0; g < 150; g++)
        {
            double x = stream.NextNormalByInversion(), z = stream.NextNormalByInversion();
            var game = new CrisisGame([0.3 * x, 1, -0.5 + 0.4 * z, -1.2, -1.5, -1.0, 0]);
            CrisisCensus census = game.Census();
            Assert.Single(census.Interior);
            double[] chances = game.Outcomes(census.Interior[0].Resist);
            var counts = new int[4];
            for (int month = 0; month < 500; month++) counts[stream.NextIndex(chances)]++;
            text.AppendLine(Row(x, z, counts[0], counts[1], counts[2], counts[3]));
        }
        using var line = new Cli();
        JsonElement result = line.Json("fit", "crisis", "--records", line.Write("a.csv", text.ToString()), "--formula", "sq + cd + sf + bd ~ x - 1 | 1 | z | 1 | 1 | 1 | 0");
        JsonElement[] methods = [.. result.GetProperty("methods").EnumerateArray()];
        Assert.Equal(["PL", "NPL", "CMLE"], methods.Select(m => m.GetProperty("method").GetString()));
        double[] truth = [0.3, 1, -0.5, 0.4, -1.2, -1.5, -1.0];
        Near(methods[1], truth, "twoStep");
        Near(methods[2], truth);
        Assert.InRange(methods[1].GetProperty("equilibrium").GetProperty("spectralRadius").GetDouble(), 0.001, 0.999);
        Assert.Equal(150, methods[2].GetProperty("equilibrium").GetProperty("gamesByEquilibria").EnumerateObject().Sum(p => p.Value.GetInt32()));
        Assert.True(methods[2].GetProperty("logLikelihood").GetDouble() >= methods[1].GetProperty("logLikelihood").GetDouble() - 1e-6);
    }

    [Fact]
    public void The_readable_table_names_outcomes_status_and_dropped_lines()
    {
        using var line = new Cli();
        (int code, string output, _) = line.Run("fit", "egame12", "--records", line.Write("wars.csv", Egame12(600, 5, gaps: true)), "--formula", "go + fight ~ x | 0 | group | z");
        Assert.Equal(0, code);
        Assert.Contains("598 rows, 2 left out for missing cells (lines 5, 12)", output, StringComparison.Ordinal);
        Assert.Contains("1 = not go, seen", output, StringComparison.Ordinal);
        Assert.Contains("ML: converged", output, StringComparison.Ordinal);
        Assert.Contains("no chance clamped, 0 underflowed", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("go + fight ~ x | 0 | group | zz", "P101", "no column `zz`")]
    [InlineData("go + fight ~ x | 0 | group", "P106", "3 payoffs right of ~")]
    [InlineData("go + fight ~ x | x | x | z", "P114", "stands in every payoff of player 1")]
    [InlineData("go + fight ~ 0 | 0 | 0 | 0", "P115", "no weight is free")]
    [InlineData("go + fight ~ x + x:x | 0 | 1 | log(z)", "P104", "expected a finite number")]
    [InlineData("go + fight x | 0 | 1 | z", "P100", "expected one")]
    public void A_wrong_formula_is_named_with_a_way_out(string formula, string code, string says)
    {
        using var line = new Cli();
        (int exit, _, string error) = line.Run("fit", "egame12", "--records", line.Write("wars.csv", Egame12(100, 5)), "--formula", formula);
        Assert.Equal(2, exit);
        Assert.Contains(code, error, StringComparison.Ordinal);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Contains("help:", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,go,fight\n1,1,1\n", "P110")]
    [InlineData("x,go,fight\n", "P108")]
    [InlineData("x,go,fight\n1,1,1\nblue,0,\n3,1,0\n4,0,\n5,1,1\n6,1,0\n", "wars.csv:3")]
    [InlineData("x,go,fight\n1,1,1\n2,0,\n3,1,2\n4,0,\n5,1,1\n6,1,0\n", "wars.csv:4")]
    [InlineData("x,go,fight\n1,1,1\n2,0,\n3,1,1\n4,0,\n5,1,1\n6,1,1\n", "P111")]
    [InlineData("x,go,fight\n7,1,1\n7,0,\n7,1,0\n7,0,\n7,1,1\n7,1,0\n", "P112")]
    [InlineData("x,go,fight\n,1,1\n,0,\n,1,0\n", "P109")]
    public void A_table_that_cannot_be_used_is_diagnosed(string table, string says)
    {
        using var line = new Cli();
        (int exit, _, string error) = line.Run("fit", "egame12", "--records", line.Write("wars.csv", table), "--formula", "go + fight ~ x | 0 | 0 | 1");
        Assert.Equal(2, exit);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Contains("help:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Perfectly_predicted_moves_are_diagnosed_not_reported_as_effects()
    {
        var stream = new Philox(10, 0);
        var text = new StringBuilder("x,go,fight\n");
        for (int i = 0; i < 200; i++)
        {
            double x = Math.Round(stream.NextNormalByInversion(), 3);
            text.AppendLine(Row(x, stream.NextDouble() < 0.5 ? 1 : 0, x > 0 ? 1 : 0));
        }
        using var line = new Cli();
        (int exit, string output, _) = line.Run("fit", "egame12", "--records", line.Write("wars.csv", text.ToString()), "--formula", "go + fight ~ 1 | 0 | 0 | x");
        Assert.Equal(1, exit);
        Assert.Contains("alone tells `go, not fight` from `go, fight`", output, StringComparison.Ordinal);
        Assert.Contains("Drop the term", output, StringComparison.Ordinal);
    }
}
