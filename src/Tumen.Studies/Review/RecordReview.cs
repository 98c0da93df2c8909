using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Record;

namespace Tumen.Studies;

/// <summary>
/// Remarks on a game beside a record of it: what the record never shows, chances that few months speak about, and payoffs that move together. They need no
/// fit and never block; how well a weight is learned is the business of the fit's identification report.
/// </summary>
public static class RecordReview
{
    /// <summary>Months below which an estimated chance is remarked on.</summary>
    public const int FewMonths = 10;

    /// <summary>Correlation above which two weights count as moving together.</summary>
    public const double Together = 0.995;

    /// <summary>Every remark.</summary>
    /// <param name="game">The game.</param>
    /// <param name="record">Its record.</param>
    /// <param name="file">Name of the game's file.</param>
    /// <param name="coded">Whether a codebook made the record; its remarks then say which moves and levels no month has.</param>
    public static ImmutableArray<Diagnostic> Of(GameModel game, RecordTable record, string file, bool coded = false) => OfShown(game, InOneRegime(game, record), file, coded);

    // No record shows the regime; what it shows of everything else does not depend on which it was.
    private static RecordTable InOneRegime(GameModel game, RecordTable record)
    {
        int regime = game.Situations.ToList().FindIndex(game.IsHidden);
        return regime < 0 ? record : new RecordTable(game, [.. record.Units.Select(u => u with { Levels = [.. u.Levels.Select((l, t) => l.SetItem(regime, l[regime] >= 0 ? l[regime] : t % game.Situations[regime].Levels.Length))] })]);
    }

    private static ImmutableArray<Diagnostic> OfShown(GameModel game, RecordTable record, string file, bool coded) =>
    [
        .. coded ? [] : NeverSeen.Of(game, record, file), .. Unvisited(game, record, file), .. FewMonthsBehind(game, record, file), .. MovingTogether(game, record, file), .. NeverSeen.Idle(game, record, file),
        .. TheoryEquivalence.Of(game, record, file),
    ];

    /// <summary>R210: two levels that one payoff or condition reads together and no month shows together.</summary>
    private static IEnumerable<Diagnostic> Unvisited(GameModel game, RecordTable record, string file)
    {
        var said = new HashSet<(int, int)>();
        foreach (var (reads, place) in game.Terms.Concat(game.Theories.SelectMany(t => t.Terms)).Select(t => (SituationsOf(t), t.Place)))
        {
            foreach (var (a, b) in from a in reads from b in reads where a < b select (a, b))
            {
                if (!said.Add((a, b)))
                {
                    continue;
                }

                var never = NeverTogether(game, record, a, b);
                if (never.Count > 0)
                {
                    yield return Diagnostic.Review("R210", $"no month shows {string.Join(", or ", never)}", file, place,
                        ["payoffs read the two situations together; what players would do there rests on the form of the payoff alone"], ["say in the report that this corner is extrapolated"]);
                }
            }
        }
    }

    private static List<string> NeverTogether(GameModel game, RecordTable record, int a, int b)
    {
        var seen = record.Units.SelectMany(u => u.Levels).Where(l => l[a] >= 0 && l[b] >= 0).Select(l => (l[a], l[b])).ToHashSet();
        HashSet<int> first = [.. seen.Select(s => s.Item1)], second = [.. seen.Select(s => s.Item2)];
        return [.. from i in first.Order() from j in second.Order() where !seen.Contains((i, j))
            select $"`{game.Situations[a].Name}` {game.Situations[a].Levels[i]} with `{game.Situations[b].Name}` {game.Situations[b].Levels[j]}"];
    }

    private static List<int> SituationsOf(PayoffTerm term)
    {
        var into = new SortedSet<int>();
        foreach (var factor in term.Factors)
        {
            if (factor is Factor.LevelOf l)
            {
                into.Add(l.Situation);
            }
            else if (factor is Factor.LackOf k)
            {
                into.Add(k.Situation);
            }
        }

        Read(term.If, into);
        return [.. into];
    }

    private static void Read(Condition c, SortedSet<int> into)
    {
        switch (c)
        {
            case Condition.LevelIn l: into.Add(l.Situation); break;
            case Condition.And a: Read(a.Left, into); Read(a.Right, into); break;
            case Condition.Or o: Read(o.Left, into); Read(o.Right, into); break;
            case Condition.Not n: Read(n.Inner, into); break;
        }
    }

    /// <summary>R211: a chance to estimate that few months can speak about.</summary>
    private static IEnumerable<Diagnostic> FewMonthsBehind(GameModel game, RecordTable record, string file)
    {
        foreach (var chance in game.Chances.Where(c => c.Fixed is null))
        {
            int months = 0;
            foreach (var unit in record.Units)
            {
                for (int t = 0; t + 1 < unit.Length; t++)
                {
                    int[] levels = [.. unit.Levels[t]], moves = [.. unit.Moves[t]], next = [.. unit.Levels[t + 1]];
                    months += game.Laws.Any(law => levels[law.Situation] >= 0 && next[law.Situation] >= 0 && Speaks(game, law, chance.Name, levels, moves)) ? 1 : 0;
                }
            }

            if (months < FewMonths)
            {
                // A prior that was given is what the help asks for: then only the assumption is left to vary.
                bool given = chance.Prior is Prior.Beta { A: not 1 } or Prior.Beta { B: not 1 };
                yield return Diagnostic.Review("R211", $"{months} month{(months == 1 ? "" : "s")} of the record {(months == 1 ? "speaks" : "speak")} about the chance `{chance.Name}`{(given ? ": its prior decides most of the answer" : "")}", file, chance.Place,
                    ["a month speaks where a line with this chance applies and could change something"],
                    given ? [$"see how much rests on it:   what if \"more\" chance {chance.Name} times 2"] : [$"lean on a prior that you can defend:   prior of {chance.Name} beta(2, 8)", $"or assume it:   fix {chance.Name} = 0.2"]);
            }
        }
    }

    private static bool Speaks(GameModel game, SituationLaw law, string chance, int[] levels, int[] moves)
    {
        int top = game.Situations[law.Situation].Levels.Length - 1, level = levels[law.Situation];
        return !levels.Contains(-1) && !moves.Contains(-1) && law.Lines.Any(line => line.Parts.Any(p => p.Chance.Name == chance && p.If.Holds(levels, moves))
            && line.Effect switch { LawEffect.Rises => level < top, LawEffect.Falls => level > 0, _ => line.Level != level });
    }

    /// <summary>R212: two weights of a player whose payoffs differ between its moves in the same proportion, month after month.</summary>
    private static IEnumerable<Diagnostic> MovingTogether(GameModel game, RecordTable record, string file)
    {
        var said = new HashSet<(string, string)>();
        foreach (var theory in game.Theories.Select(t => t.Name).Prepend("base"))
        {
            var terms = TermSizes.Terms(game, theory).Where(t => t.Weight is not null && t.Factors.All(f => f is not Factor.Covariate)).ToList();
            foreach (var player in terms.GroupBy(t => t.Player))
            {
                var columns = player.GroupBy(t => t.Weight!).Select(g => (Weight: g.Key, g.First().Place, Values: Contrasts(game, record, player.Key, [.. g]))).Where(c => c.Values.Any(v => v != 0)).ToList();
                foreach (var (a, b) in from i in Enumerable.Range(0, columns.Count) from j in Enumerable.Range(i + 1, columns.Count - i - 1) select (columns[i], columns[j]))
                {
                    double r = Correlation(a.Values, b.Values);
                    if (Math.Abs(r) > Together && said.Add((a.Weight, b.Weight)))
                    {
                        yield return Diagnostic.Review("R212", string.Create(CultureInfo.InvariantCulture, $"`{a.Weight}` and `{b.Weight}` move together in this record (correlation {r:0.000})"), file, b.Place,
                            [$"between the moves of {game.Players[player.Key].Name} their payoffs differ in the same proportion month after month; only what follows from looking ahead tells them apart"],
                            ["keep one of them, or fix one"]);
                    }
                }
            }
        }
    }

    /// <summary>For every month and every other move of the player: what the weight adds by it, compared with the move made, others as they moved.</summary>
    private static double[] Contrasts(GameModel game, RecordTable record, int player, PayoffTerm[] terms)
    {
        var values = new List<double>();
        foreach (var unit in record.Units)
        {
            for (int t = 0; t < unit.Length; t++)
            {
                int[] levels = [.. unit.Levels[t]], moves = [.. unit.Moves[t]];
                if (levels.Contains(-1) || moves.Contains(-1))
                {
                    continue;
                }

                int own = moves[player];
                double made = terms.Sum(x => TermSizes.Of(game, x, levels, moves));
                for (int m = 0; m < game.Players[player].Moves.Length; m++)
                {
                    moves[player] = m;
                    values.Add(m == own ? 0 : terms.Sum(x => TermSizes.Of(game, x, levels, moves)) - made);
                }
            }
        }

        return [.. values];
    }

    // About the origin: a common factor makes two weights inseparable, a common mean does not.
    private static double Correlation(double[] a, double[] b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }

        return ab / Math.Sqrt(aa * bb);
    }
}
