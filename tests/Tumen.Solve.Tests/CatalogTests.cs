using System.Globalization;
using System.Text.Json;
using Tumen.Model;

namespace Tumen.Solve.Tests;

/// <summary>catalog/stochastic and catalog/repeated: published games, and what their sources say of them.</summary>
public class CatalogTests
{
    private const ValueConvention Plain = ValueConvention.ChoiceErrors;

    public static TheoryData<string> Entries()
    {
        var data = new TheoryData<string>();
        foreach (string part in (string[])["stochastic", "repeated"])
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(Root(), part), "*.expected.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                data.Add(Path.GetRelativePath(Root(), file)[..^".expected.json".Length].Replace('\\', '/'));
            }
        }

        return data;
    }

    // Every profile a source calls an equilibrium is one: no regret by the certifier, proved by the verifier, and worth what the source says.
    [Theory]
    [MemberData(nameof(Entries))]
    public void Published_profiles_are_equilibria(string entry)
    {
        var (game, expected) = Load(entry);
        Assert.True(File.Exists(Path.Combine(Root(), Path.GetDirectoryName(entry)!, "README.md")), "every entry says its source in a README");
        foreach (var e in expected.GetProperty("equilibria").EnumerateArray())
        {
            var sigma = Profile(game, e);
            string name = e.GetProperty("name").GetString()!;
            Assert.NotEmpty(e.GetProperty("source").GetString()!);
            double scale = Enumerable.Range(0, game.PlayerCount).Max(i => game.Payoffs[i].Max() - game.Payoffs[i].Min()) / (1 - game.Discounts.Max());
            var certificate = Certifier.Check(game, double.PositiveInfinity, Plain, sigma, [], true);
            Assert.True(certificate.Regret <= 1e-12 * scale, $"{name}: regret {certificate.Regret}");
            var values = Values(game, sigma);
            Assert.True(Verifier.Prove(game, double.PositiveInfinity, Plain, sigma, values).Regret <= 1e-10 * scale, name);
            if (e.TryGetProperty("values", out var worth))
            {
                foreach (var state in worth.EnumerateObject())
                {
                    for (int i = 0; i < game.PlayerCount; i++)
                    {
                        Assert.Equal(state.Value[i].GetDouble(), values[i][State(game, state.Name)], 1e-9);
                    }
                }
            }
        }
    }

    // The branch from uniform play ends at a certified equilibrium of every one of them.
    [Theory]
    [MemberData(nameof(Entries))]
    public void The_branch_from_uniform_play_ends_certified(string entry)
    {
        var (game, expected) = Load(entry);
        var r = LogitPath.Follow(game, new PathOptions { Convention = Plain });
        Assert.True(r.Status == PathStatus.Certified, r.Explanation);
        foreach (var e in expected.GetProperty("equilibria").EnumerateArray().Where(e => e.TryGetProperty("onBranch", out _)))
        {
            Compare(game, e, r.Equilibrium.Strategies);
        }
    }

    // Zero-sum, with unique optimal strategies: the branch must find them.
    [Fact]
    public void Big_match_optimal_strategies()
    {
        var (game, expected) = Load("stochastic/ams/39/blackwell-ferguson-1968/big-match");
        Compare(game, expected.GetProperty("equilibria")[0], LogitPath.Follow(game, new PathOptions { Convention = Plain }).Equilibrium.Strategies);
        Compare(game, expected.GetProperty("equilibria")[0], TracingPath.Follow(game).Equilibrium.Strategies);
    }

    // The trigger profile stops being an equilibrium exactly at the published discount factor.
    [Theory]
    [InlineData("repeated/restud/38/friedman-1971/dilemma")]
    [InlineData("repeated/aer/101/dalbo-frechette-2011/r32")]
    [InlineData("repeated/aer/101/dalbo-frechette-2011/r40")]
    [InlineData("repeated/aer/101/dalbo-frechette-2011/r48")]
    public void Cooperation_needs_the_published_patience(string entry)
    {
        var (game, expected) = Load(entry);
        double at = expected.GetProperty("threshold").GetProperty("discount").GetDouble();
        var sigma = Profile(game, expected.GetProperty("equilibria")[0]);
        double Regret(double d) => Certifier.Check(game with { Discounts = [d, d] }, double.PositiveInfinity, Plain, sigma, [], true).Regret;
        Assert.True(Regret(at - 1e-3) > 1e-3);
        Assert.InRange(Regret(at + 1e-3), 0, 1e-10);

        // The exhaustive search agrees: the trigger profile is on its list on one side of the threshold only.
        bool Listed(double d) => PureEquilibria.Find(game with { Discounts = [d, d] })!.Any(x => Games.Distance(x, sigma) == 0);
        Assert.False(Listed(at - 1e-3));
        Assert.True(Listed(at + 1e-3));
    }

    [Fact]
    public void All_nine_equilibria_of_McKelvey_and_McLennan()
    {
        var (game, expected) = Load("repeated/jet/72/mckelvey-mclennan-1997/2x2x2");
        var set = EquilibriumSearch.Run(game, new SearchOptions { Starts = 60 });
        Assert.Equal(expected.GetProperty("count").GetInt32(), set.Found.Length);
        Assert.Equal(1, set.IndexSum);
        foreach (var e in expected.GetProperty("equilibria").EnumerateArray())
        {
            Assert.Contains(set.Found, f => Games.Distance(f.Equilibrium.Strategies, Profile(game, e)) < 1e-10);
        }
    }

    // Rust (1987), Table IX, group 4: the log-likelihood of the decisions at the published estimates.
    [Fact]
    public void Bus_engines_have_the_published_likelihood()
    {
        var (game, expected) = Load("stochastic/econometrica/55/rust-1987/group-4");
        var e = StationarySolver.Solve(game, new SolveOptions { Precision = 1 }).Equilibrium;
        Assert.Equal(SolveStatus.Certified, e.Status);
        double logLikelihood = 0;
        foreach (string line in File.ReadLines(Data("data/rust/group_4.csv")).Skip(1))
        {
            string[] cell = line.Split(',');
            if (cell[1] != "0")
            {
                logLikelihood += Math.Log(e.Probability(int.Parse(cell[2], CultureInfo.InvariantCulture), 0, cell[5] == "1" ? 1 : 0));
            }
        }

        Assert.Equal(expected.GetProperty("logLikelihood").GetDouble(), logLikelihood, 5e-4);
    }

    // One player: value iteration, written out here, gives the same chances.
    [Fact]
    public void Bus_engines_equal_value_iteration()
    {
        var (whole, _) = Load("stochastic/econometrica/55/rust-1987/group-4");
        var game = whole with { Discounts = [0.9] };
        var e = StationarySolver.Solve(game, new SolveOptions { Precision = 1 }).Equilibrium;
        double[] v = new double[90], q = new double[2];
        for (int round = 0; round < 600; round++)
        {
            var next = new double[90];
            for (int s = 0; s < 90; s++)
            {
                game.Kernel.Expect(s, v, q);
                double keep = game.Payoffs[0][2 * s] + (0.9 * q[0]), replace = game.Payoffs[0][(2 * s) + 1] + (0.9 * q[1]);
                next[s] = Math.Max(keep, replace) + Math.Log(1 + Math.Exp(-Math.Abs(keep - replace)));
            }

            v = next;
        }

        for (int s = 0; s < 90; s++)
        {
            Assert.Equal(v[s], e.Values[0][s], 1e-9);
        }
    }

    private static void Compare(StochasticGame game, JsonElement expected, double[] sigma)
    {
        int m = game.Profiles.Size;
        foreach (var state in expected.GetProperty("strategies").EnumerateObject())
        {
            int s = State(game, state.Name);
            for (int i = 0; i < game.PlayerCount; i++)
            {
                for (int k = 0; k < game.Profiles.Moves(i); k++)
                {
                    Assert.Equal(state.Value[i][k].GetDouble(), sigma[(s * m) + game.Profiles.Offsets[i] + k], 1e-10);
                }
            }
        }
    }

    // What the source does not say (moves that change nothing) is filled with even chances.
    private static double[] Profile(StochasticGame game, JsonElement expected)
    {
        int m = game.Profiles.Size;
        var sigma = new double[game.StateCount * m];
        for (int s = 0; s < game.StateCount; s++)
        {
            for (int i = 0; i < game.PlayerCount; i++)
            {
                sigma.AsSpan((s * m) + game.Profiles.Offsets[i], game.Profiles.Moves(i)).Fill(1.0 / game.Profiles.Moves(i));
            }
        }

        foreach (var state in expected.GetProperty("strategies").EnumerateObject())
        {
            for (int i = 0; i < game.PlayerCount; i++)
            {
                for (int k = 0; k < game.Profiles.Moves(i) && state.Value[i].ValueKind == JsonValueKind.Array; k++)
                {
                    sigma[(State(game, state.Name) * m) + game.Profiles.Offsets[i] + k] = state.Value[i][k].GetDouble();
                }
            }
        }

        return sigma;
    }

    private static double[][] Values(StochasticGame game, double[] sigma)
    {
        // V = (I − δ Φ)⁻¹ u by plain iteration, independent of the solvers.
        int states = game.StateCount, m = game.Profiles.Size, count = game.Profiles.Count;
        return
        [
            .. Enumerable.Range(0, game.PlayerCount).Select(i =>
            {
                var v = new double[states];
                var w = new double[count];
                double moved = 1;
                while (moved > 1e-14)
                {
                    moved = 0;
                    for (int s = 0; s < states; s++)
                    {
                        game.Kernel.Expect(s, v, w);
                        double x = 0;
                        for (int p = 0; p < count; p++)
                        {
                            double chance = 1;
                            for (int j = 0; j < game.PlayerCount; j++)
                            {
                                chance *= sigma[(s * m) + game.Profiles.Slot(p, j)];
                            }

                            x += chance * (game.Payoffs[i][(s * count) + p] + (game.Discounts[i] * w[p]));
                        }

                        moved = Math.Max(moved, Math.Abs(x - v[s]) / (1 + Math.Abs(x)));
                        v[s] = x;
                    }
                }

                return v;
            }),
        ];
    }

    private static int State(StochasticGame game, string name) => Enumerable.Range(0, game.StateCount).First(s => game.States.Name(s) == name);

    private static (StochasticGame Game, JsonElement Expected) Load(string entry)
    {
        string path = Path.Combine(Root(), entry);
        using var json = JsonDocument.Parse(File.ReadAllBytes(path + ".expected.json"));
        return (SGameFile.Read((ReadOnlySpan<byte>)File.ReadAllBytes(path + ".sgame.json"), entry), json.RootElement.Clone());
    }

    private static string Root() => Above("catalog/stochastic") is { } found
        ? Path.GetDirectoryName(found)! : throw new DirectoryNotFoundException("catalog/stochastic is part of the sources and must be above the test's folder");

    private static string Data(string file)
    {
        string? root = Environment.GetEnvironmentVariable("TUMEN_SHARED") is { } named ? Path.Combine(named, "validation") : Above("shared/validation");
        if (root is null || !File.Exists(Path.Combine(root, file)))
        {
            Assert.Skip("shared/validation is absent: set TUMEN_SHARED to its parent to run this test.");
        }

        return Path.Combine(root!, file);
    }

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, folder);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
