using System.Globalization;
using Tumen.Episodes;

namespace Tumen.EpisodesBench;

/// <summary>Matches equilibria as sets, explains differences by regrets, and compares times.</summary>
internal static class Comparison
{
    private sealed record Pair(Tool Tool, string Game, RunResult Gambit, RunResult Ours, string Verdict);

    public static void Print(ResultFolder store, string games)
    {
        var ours = store.Read("ours").ToDictionary(run => (run.Tool, run.Game));
        var gambit = store.Read("gambit");
        var known = new Dictionary<string, ExtensiveGame>();
        var pairs = new List<Pair>();
        foreach (var run in gambit)
        {
            if (run.Status is "refused" || !ours.TryGetValue((run.Tool, run.Game), out var own)) continue;
            var tool = Tool.All.First(t => t.Name == run.Tool);
            if (!known.TryGetValue(run.Game, out var game))
            {
                var read = GameFiles.Open(Path.Combine(games, run.Game), out _);
                known[run.Game] = game = read.Extensive ?? read.Strategic!.ToExtensive();
            }
            pairs.Add(new Pair(tool, run.Game, run, own, Verdict(tool, game, run, own)));
        }
        double Startup(string tool) => gambit.Where(run => run.Tool == tool && run.Status == "done").Select(run => run.Seconds).DefaultIfEmpty(0).Min();
        Console.WriteLine("| Gambit's tool | method here | games both solved | same, or both right | explained differences | median ratio of times | median, start-up taken off | games over 0.1 s | worst ratio there | median ratio there | over the cap: Gambit / here |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var tool in Tool.All)
        {
            var mine = pairs.Where(pair => pair.Tool == tool).ToArray();
            var both = mine.Where(pair => pair.Gambit.Status == "done" && pair.Ours.Status == "done").ToArray();
            if (both.Length == 0) continue;
            double start = Startup(tool.Name);
            var slow = mine.Where(pair => pair.Gambit.Status is "done" && pair.Gambit.Seconds > 0.1 && pair.Ours.Status != "refused").ToArray();
            double[] raw = [.. both.Select(pair => pair.Gambit.Seconds / Math.Max(pair.Ours.Seconds, 1e-6))];
            double[] net = [.. both.Select(pair => Math.Max(pair.Gambit.Seconds - start, 1e-4) / Math.Max(pair.Ours.Seconds, 1e-6))];
            double[] hard = [.. slow.Select(pair => pair.Gambit.Seconds / Math.Max(pair.Ours.Seconds, 1e-6))];
            int same = both.Count(pair => pair.Verdict.StartsWith("same", StringComparison.Ordinal));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {tool.Name} | {tool.Method(false)} | {both.Length} | {same} | {both.Length - same} | {Median(raw):0.#} | {Median(net):0.#} | {hard.Length} | {(hard.Length > 0 ? hard.Min() : double.NaN):0.##} | {Median(hard):0.#} | {mine.Count(p => p.Gambit.Status == "cap")} / {mine.Count(p => p.Ours.Status == "cap")} |"));
        }
        Console.WriteLine("\nDifferences, failures and slow games:\n");
        foreach (var pair in pairs)
        {
            bool slower = pair.Gambit.Status == "done" && pair.Gambit.Seconds > 0.1 && pair.Ours.Seconds > pair.Gambit.Seconds;
            bool odd = !pair.Verdict.StartsWith("same", StringComparison.Ordinal);
            if (odd || slower)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"- {pair.Tool.Name} {pair.Game}: {pair.Verdict}; Gambit {pair.Gambit.Status} {pair.Gambit.Seconds:0.####} s, here {pair.Ours.Status} {pair.Ours.Seconds:0.####} s{(slower ? " SLOWER" : "")}; {pair.Ours.Note}"));
        }
    }

    private static double Median(double[] values) => values.Length == 0 ? double.NaN : values.Order().ElementAt(values.Length / 2);

    private static string Verdict(Tool tool, ExtensiveGame game, RunResult gambit, RunResult ours)
    {
        if (gambit.Status != "done" || ours.Status != "done") return gambit.Status == ours.Status ? $"same: both {gambit.Status}" : $"Gambit {gambit.Status}, here {ours.Status}";
        var theirs = gambit.Profiles.Select(tool.PrintsStrategies && gambit.Game.EndsWith(".efg", StringComparison.Ordinal) ? FromTable(game) : values => Profile(game, values)).ToArray();
        var mine = ours.Profiles.Select(values => Profile(game, values)).ToArray();
        double range = Math.Max(1e-300, Enumerable.Range(0, game.Players.Count).Max(i => game.PayoffRange(i).ToDouble()));
        double[] regrets = [.. theirs.Select(profile => GameValues.Floating(profile).Regret / range)];
        int wrong = regrets.Count(regret => regret > 1e-6);
        string bad = wrong > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {wrong} of Gambit's are not equilibria (regret {regrets.Max():0.0e+0} of the range)") : "";
        double own = mine.Select(profile => GameValues.Floating(profile).Regret / range).DefaultIfEmpty(0).Max();
        if (own > 1e-7) return string.Create(CultureInfo.InvariantCulture, $"WRONG here: regret {own:0.0e+0}");
        if (tool.Kind is ListKind.One or ListKind.Some)
        {
            if (game.InformationSets.All(set => set.IsChance)) return "same: nobody moves";
            if (mine.Length == 0 && theirs.Length == 0) return "same: neither found one";
            if (mine.Length == 0) return "NONE here" + bad;
            return theirs.Length == 0 ? "Gambit found none" : wrong > 0 ? "certified here" + bad : "same: both are equilibria";
        }
        var left = Distinct(theirs.Where((_, k) => regrets[k] <= 1e-6).Select(profile => Key(game, profile, tool.Kind)));
        var right = Distinct(mine.Select(profile => Key(game, profile, tool.Kind)));
        var sound = theirs.Where((_, k) => regrets[k] <= 1e-6).ToArray();
        var missing = left.Where(key => !right.Any(other => Near(key, other))).ToArray();
        if (missing.Length > 0)
        {
            // Explained when it lies in a support that was reported as undecided, or when exact payoffs say that it is none.
            if (ours.Note.StartsWith("incomplete", StringComparison.Ordinal)) bad += $"; {missing.Length} more of Gambit's lie in supports reported here as undecided (continua)";
            else if (sound.Where(profile => missing.Any(key => Near(key, Key(game, profile, tool.Kind)))).All(profile => profile.TryMakeExact() is null)) bad += $"; {missing.Length} more of Gambit's are equilibria only up to rounding: in exact payoffs somebody gains";
            else return $"MISSING here {missing.Length} of {left.Count}";
        }
        int missingHere = 0, missingThere = right.Count(key => !left.Any(other => Near(key, other)));
        if (missingHere == 0 && missingThere == 0) return bad.Length == 0 ? $"same: {right.Count}" : $"{right.Count} found by both" + bad;
        return $"{(missingHere > 0 ? $"MISSING here {missingHere} of {left.Count}" : "")}{(missingThere > 0 ? $" Gambit misses {missingThere} of {right.Count} certified here" : "")}{bad}";
    }

    private static Func<double[], StrategyProfile> FromTable(ExtensiveGame game)
    {
        var form = ReducedForm.TryBuild(game)!;
        return values =>
        {
            int next = 0;
            return form.ToBehaviour([.. form.Game.Strategies.Select(list => (IReadOnlyList<Rational>)Normal([.. list.Select(_ => Rational.FromDouble(values[next++]))]))]);
        };
    }

    private static Rational[] Normal(Rational[] weights)
    {
        var sum = Rational.Zero;
        foreach (var weight in weights) sum += weight;
        return [.. weights.Select(weight => weight / sum)];
    }

    private static StrategyProfile Profile(ExtensiveGame game, double[] values)
    {
        var flat = new double[game.ActionCount];
        int next = 0;
        foreach (var set in game.InformationSets.Where(set => !set.IsChance).OrderBy(set => set.Player).ThenBy(set => set.Index))
            for (int a = 0; a < set.Actions.Count; a++) flat[set.FirstAction + a] = next < values.Length ? values[next++] : 0;
        return StrategyProfile.FromDoubles(game, flat);
    }

    private static double[] Key(ExtensiveGame game, StrategyProfile profile, ListKind kind)
    {
        if (kind == ListKind.AllPlays)
        {
            var values = GameValues.Floating(profile);
            return [.. Enumerable.Range(0, game.NodeCount).Where(game.IsTerminal).Select(node => values.Reach(node))];
        }
        var weight = new double[game.ActionCount];
        foreach (var set in game.InformationSets)
        {
            if (set.IsChance) continue;
            double before = 1;
            for (int node = set.Members[0]; game.Parent(node) >= 0; node = game.Parent(node))
            {
                var above = game.InformationSets[game.SetOf(game.Parent(node))];
                if (above.Player != set.Player) continue;
                before = weight[above.FirstAction + game.ActionInto(node)];
                break;
            }
            for (int a = 0; a < set.Actions.Count; a++) weight[set.FirstAction + a] = before * profile.Probability(set, a);
        }
        return weight;
    }

    private static List<double[]> Distinct(IEnumerable<double[]> keys)
    {
        var list = new List<double[]>();
        foreach (double[] key in keys)
            if (list.Count > 3_000 || !list.Any(other => Near(key, other))) list.Add(key);
        return list;
    }

    private static bool Near(double[] a, double[] b)
    {
        for (int k = 0; k < a.Length; k++)
            if (Math.Abs(a[k] - b[k]) > 1e-5) return false;
        return true;
    }
}
