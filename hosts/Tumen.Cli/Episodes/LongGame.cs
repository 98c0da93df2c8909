using System.Globalization;
using Tumen.Episodes;
using Tumen.Model;
using Tumen.Solve;

namespace Tumen.Cli;

/// <summary>The relationship that goes on after an episode: what its situations are worth in equilibrium.</summary>
internal static class LongGame
{
    /// <summary>Solves <c>FILE[:theory][@precision]</c> and offers its discounted values as a continuation.</summary>
    /// <returns>Null after printing why the long game has no trustworthy solution.</returns>
    public static Continuation? Solve(string wanted, CancellationToken cancel)
    {
        var (file, theory, precision) = Split(wanted);
        var (game, convention, own) = SolveVerb.Compile(file, theory);
        var options = new SolveOptions { Precision = precision ?? own ?? 1, Convention = convention ?? (own is null ? ValueConvention.ChoiceErrors : ValueConvention.TasteShocks) };
        var solved = StationarySolver.Solve(game, options, cancel: cancel).Equilibrium;
        if (solved.Status != Tumen.Solve.SolveStatus.Certified)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"error: the long game {wanted} was not solved ({solved.Status}, regret {solved.Certificate.Regret:0.0e+0}); its values cannot be trusted"));
            return null;
        }

        return new Continuation(wanted, (situations, player) => Worth(game, solved, situations, player));
    }

    /// <summary>The file part of <c>FILE[:theory][@precision]</c>.</summary>
    public static string FileOf(string wanted) => Split(wanted).File;

    private static (string File, string? Theory, double? Precision) Split(string wanted)
    {
        double? precision = null;
        int at = wanted.LastIndexOf('@');
        if (at > 0)
        {
            string text = wanted[(at + 1)..];
            precision = text == "inf" ? double.PositiveInfinity
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && x >= 0 ? x
                : throw new UsageException($"the precision after @ is `{text}`; expected a number of 0 or more, or inf");
            wanted = wanted[..at];
        }

        int colon = wanted.LastIndexOf(':');
        if (colon <= 1 || File.Exists(wanted)) return (wanted, null, precision);
        return (wanted[..colon], wanted[(colon + 1)..], precision);
    }

    // What starts next period is worth one discount less today.
    private static (Rational? Value, string? Problem) Worth(StochasticGame game, LogitMarkovEquilibrium solved, IReadOnlyDictionary<string, string> situations, string player)
    {
        int i = game.Profiles.Players.ToList().FindIndex(p => p.Name == player);
        if (i < 0) return (null, $"the long game has no player {player}; it has {string.Join(", ", game.Profiles.Players.Select(p => p.Name))}");
        var space = game.States;
        var levels = new int[space.Situations.Length];
        for (int v = 0; v < levels.Length; v++)
        {
            var situation = space.Situations[v];
            if (!situations.TryGetValue(situation.Name, out string? level)) return (null, $"`afterwards` leaves {situation.Name} open; expected one of {string.Join(", ", situation.Levels)}");
            levels[v] = situation.Levels.ToList().IndexOf(level);
            if (levels[v] < 0) return (null, $"{situation.Name} is never {level}; expected one of {string.Join(", ", situation.Levels)}");
        }

        string? stranger = situations.Keys.FirstOrDefault(name => space.Situations.All(s => s.Name != name));
        if (stranger is not null) return (null, $"the long game has no situation {stranger}; it has {string.Join(", ", space.Situations.Select(s => s.Name))}");
        return (Rational.Nearest(game.Discounts[i] * solved.Values[i][space.Index(levels)], 1_000_000), null);
    }
}
