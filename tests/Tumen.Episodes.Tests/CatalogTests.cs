using System.Text.Json;
using Tumen.Oracles;

namespace Tumen.Episodes.Tests;

/// <summary>Every entry of catalog/episodes: the file is the game its class builds, and the answers beside it are found exactly.</summary>
public class CatalogTests
{
    private static Rational R(string text) => Rational.Parse(text);

    private static readonly Rational[] Demands = [R("1/4"), R("1/2"), 1];

    internal static string Folder
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (Directory.Exists(Path.Combine(at.FullName, "catalog", "episodes"))) return Path.Combine(at.FullName, "catalog", "episodes");
            throw new DirectoryNotFoundException("catalog/episodes is part of the sources and must be above the test's folder");
        }
    }

    private static readonly Dictionary<string, Func<string>> Built = new()
    {
        ["e1-realignment-signal"] = () => GameFiles.Write(new RealignmentSignal(R("1/5"), 10, 4, 1, 0, 2).ToGame()),
        ["e1-realignment-signal-separating"] = () => GameFiles.Write(new RealignmentSignal(R("1/5"), 10, 4, 5, 0, 2).ToGame()),
        ["e2-entrapment-three-types"] = () => GameFiles.Write(new Entrapment(R("1/4"), 10, 2, 4, 6, 8, R("1/10")).ToGame(1, 2, 3)),
        ["e3-brinkmanship"] = () => GameFiles.Write(new Brinkmanship(2, 10, 1, 0).ToGame([1, 2, 3], [R("1/4"), R("1/2"), R("3/4")], 5)),
        ["e4-umbrella-accepted"] = () => GameFiles.Write(new UmbrellaOffer(5, 1, 2, 4, 3, 2, 4).ToGame(Demands, 4)),
        ["e4-umbrella-hard"] = () => GameFiles.Write(new UmbrellaOffer(5, 1, 2, 4, 2, 3, 4).ToGame(Demands, 4)),
        ["e4-umbrella-none"] = () => GameFiles.Write(new UmbrellaOffer(5, 1, 2, 4, 2, 3, R("1/2")).ToGame(Demands, 4)),
        ["e4-umbrella-refused"] = () => GameFiles.Write(new UmbrellaOffer(5, 4, 2, 4, 3, 2, 4).ToGame(Demands, 4)),
        ["e5-hedging-auction-sunshine"] = () => GameFiles.Write(new HedgingAuction([new("China", 10, 2), new("Russia", 3, 1), new("Seoul", 5, 1)]).ToTable([0, 2, 4, 8])),
        ["e5-hedging-auction-hardline"] = () => GameFiles.Write(new HedgingAuction([new("China", 10, 2), new("Russia", 3, 1), new("Seoul", 1, 1)]).ToTable([0, 2, 4, 8])),
        ["e7-audience-cost"] = () => GameFiles.Write(new AudienceCostCrisis(R("1/4"), R("1/4")).ToGame(4)),
    };

    public static TheoryData<string> Names => [.. Built.Keys];

    private static string GameFile(string name) => Directory.EnumerateFiles(Path.Combine(Folder, name), "*.?fg").Single();

    [Fact]
    public void Every_entry_is_tested_and_has_its_papers()
    {
        string[] folders = [.. Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order()];
        // Tested elsewhere: E5 with nature's draw and E6 are written in the language only, E8 is a game that repeats, E9 a study.
        Assert.Equal(Built.Keys.Concat(["e5-hedging-auction", "e6-autonomy-security", "e8-leverage-cycle", "e9-sanity"]).Order(), folders);
        foreach (string name in folders) Assert.True(File.Exists(Path.Combine(Folder, name, name + ".game")), $"{name} in the language");
        foreach (string name in folders) Assert.True(File.Exists(Path.Combine(Folder, name, "expected.json")), name);
        Assert.True(File.Exists(Path.Combine(Folder, "README.md")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_is_the_game_its_class_builds(string name) => Assert.Equal(Built[name](), File.ReadAllText(GameFile(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Expected_equilibria_are_found_exactly(string name)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name, "expected.json")));
        var read = Corpus.Read(GameFile(name));
        Assert.Empty(read.Diagnostics);
        var game = read.Extensive ?? read.Strategic!.ToExtensive();
        var solution = EpisodeSolver.Solve(game);
        Assert.NotEmpty(expected.RootElement.GetProperty("source").GetString()!);
        foreach (var wanted in expected.RootElement.GetProperty("equilibria").EnumerateArray())
        {
            var matches = solution.Equilibria.Where(equilibrium => Plays(equilibrium, wanted)).ToArray();
            Assert.True(matches.Length > 0, $"{name}: '{wanted.GetProperty("name").GetString()}' was not found among {solution.Equilibria.Count}");
            var found = matches[0];
            Assert.Equal(0, found.Regret);
            Assert.Equal(wanted.GetProperty("payoffs").EnumerateArray().Select(value => R(value.GetString()!)), found.ExactPayoffs!);
            foreach (string verdict in new[] { "kept", "dropped" })
                foreach (var item in wanted.GetProperty(verdict).EnumerateArray())
                    Assert.Equal((name, item.GetString(), verdict == "kept" ? Verdict.Kept : Verdict.Dropped), (name, item.GetString(), found[Enum.Parse<Refinement>(item.GetString()!)] ?? Verdict.Undecided));
        }
    }

    private static bool Plays(EpisodeEquilibrium equilibrium, JsonElement wanted)
    {
        if (equilibrium.Profile.Exact is null) return false;
        foreach (var set in wanted.GetProperty("strategies").EnumerateObject())
            foreach (var action in set.Value.EnumerateObject())
                if (equilibrium.Profile.ExactProbability(set.Name, action.Name) != R(action.Value.GetString()!)) return false;
        return true;
    }
}
