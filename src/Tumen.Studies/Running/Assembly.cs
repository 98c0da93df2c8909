using System.Collections.Immutable;
using Tumen.Estimation;
using Tumen.Model;
using Tumen.Scenarios;

namespace Tumen.Studies;

/// <summary>From fitted theories to the results of a study: comparisons, evidence, power, equivalences, answer.</summary>
internal static class Assembly
{
    private const int TopMonths = 10;

    public static StudyResults Of(StudyFolder study, ImmutableArray<ImmutableArray<TheoryWork>> works, StudyExtras extras, ulong seed)
    {
        var main = works[0];
        var record = study.Records[0];
        var data = record.Sequences;
        int[] counts = [.. study.Game.Players.Select(p => p.Moves.Length)];
        ImmutableArray<Baseline> baselines =
            [Tumen.Estimation.Baselines.BaseRates(data, counts, study.Study.HoldOut), Tumen.Estimation.Baselines.MarkovChain(data, counts, study.Study.HoldOut)];
        var posterior = Standing.Probabilities(main);
        var pairs = ImmutableArray.CreateBuilder<PairVerdict>();
        for (int a = 0; a < main.Length; a++)
        {
            for (int b = a + 1; b < main.Length; b++)
            {
                pairs.Add(PairVerdict.Of(main[a], main[b]));
            }
        }

        var ranked = Enumerable.Range(0, main.Length).OrderByDescending(i => double.IsNaN(posterior[i]) ? -1 : posterior[i]).ThenBy(i => Standing.NotFitted(main[i]) is null ? 0 : 1).ToArray();
        var evidence = ImmutableArray.CreateBuilder<EvidenceTable>();
        if (main.Length > 1 && main[ranked[1]].MovesByPeriod.Length > 0)
        {
            evidence.Add(Evidence(study, main[ranked[0]], main[ranked[1]]));
            int home = main.ToList().FindIndex(w => w.Name == "base" && w.MovesByPeriod.Length > 0);
            if (home >= 0 && home != ranked[0] && home != ranked[1])
            {
                evidence.Add(Evidence(study, main[ranked[0]], main[home]));
            }
        }

        var codings = works.Select((w, r) => Verdicts.Of(study.Study, study.Records[r].Name, w)).ToImmutableArray();
        var variations = extras.Varied.Select((w, v) => Verdicts.Of(study.Study, study.Study.Variations[v].Name, w)).ToImmutableArray();
        var power = extras.LocalPower;
        var pairList = pairs.ToImmutable();
        var equivalences = Equivalences(main, power);
        var foresights = extras.Foresights.Select((f, i) => Foresight(study, i, f) with { Blind = extras.BlindForesights.FirstOrDefault(b => b.Stretch == study.Study.Foresights[i].Name) }).ToImmutableArray();
        var fair = FairBaselines.Of(study.Game, data, [.. data.Select(_ => study.Study.HoldOut)]);
        var habits = HabitTable.Of(study, main, extras.WithHabits);
        var omissions = extras.Omitted.Select((w, o) => Omissions.Of(study, study.Study.Omissions[o], main, w)).ToImmutableArray();
        var breaks = extras.Broken.Select((w, k) => Breaks.Of(study.Study.Breaks[k], data, main, w)).ToImmutableArray();
        var confusion = Confusion.Of(extras.Confused);
        var motives = MotiveResults.Of(study, extras.Family, extras.FamilyRule);
        var watch = Watcher.Of(study, extras.Watched, main, posterior);
        var priorPower = Confusion.Of(extras.MadeFromPriors, PowerTruths.Priors);
        var placebos = extras.Placebos.Select((w, i) => PlaceboResult.Of(study.Placebos[i], main, w) with { Absence = PlaceboAbsence.Of(study, study.Placebos[i], main, posterior) }).ToImmutableArray();
        var scrutiny = ScrutinyResults.Of(study, main, extras.Scrutinised);
        return new StudyResults
        {
            Version = StudyRunner.Version,
            Study = study,
            Seed = seed,
            Answer = AddTo(ScrutinyResults.AddTo(
                Answers.Of(new AnswerGrounds
                {
                    Study = study.Study,
                    Game = study.Game,
                    Theories = main,
                    Posterior = posterior,
                    Pairs = pairList,
                    Baselines = baselines,
                    Codings = codings,
                    Variations = variations,
                    Foresights = foresights,
                    Omissions = omissions,
                    Placebos = placebos,
                    Columns = Summary(record).Columns,
                    Breaks = breaks,
                    FittedPower = confusion,
                    PriorPower = priorPower,
                    Motives = motives,
                    Watch = watch,
                    AlikePairs = equivalences.Length,
                }), scrutiny),
                [.. Foresightless.Says(study, main, posterior, fair, extras.Blind.FirstOrDefault(), foresights), .. habits is null ? (string[])[] : [habits.Says(main[Math.Max(0, Standing.Leader(posterior))].Name)]]),
            Scrutiny = scrutiny,
            Records = [.. study.Records.Select(Summary)],
            Theories = main,
            Posterior = posterior,
            Baselines = baselines,
            FairBaselines = fair,
            Blind = extras.Blind.FirstOrDefault(),
            Habits = habits,
            Pairs = pairList,
            Evidence = evidence.ToImmutable(),
            LocalPower = power,
            Equivalences = equivalences,
            Codings = codings,
            Averaged = codings[0],
            Variations = variations,
            Foresights = foresights,
            EraTests = [.. extras.Varied.Select((w, v) => (Works: w, Spec: study.Study.Variations[v])).Where(x => x.Spec.Changes is [Variation.Eras, ..] && x.Spec.Changes.All(c => c is Variation.Eras))
                .Select(x => new EraTest(x.Spec.Name, [.. main.Zip(x.Works, (a, b) => (a.Name, Standing.Evidence(a), Standing.Evidence(b)))]))],
            Designs = extras.Designs,
            Identified = extras.Identified,
            Units = [.. extras.Units.Select((w, u) => new UnitVerdict(record.Table.Units[u].Name, Verdicts.Of(study.Study, record.Table.Units[u].Name, w), [.. w.Select(Standing.Evidence)]))],
            Scenarios = extras.Scenarios,
            Marginal = extras.Marginal,
            Episodes = extras.Episodes,
            Watch = watch,
            Claims = new ClaimChecker(study, works, codings, extras, seed).All(),
            Predictions = new ClaimChecker(study, works, codings, extras, seed).Predictions(),
            Omissions = omissions,
            Breaks = breaks,
            Placebos = placebos,
            Confusion = confusion,
            PriorPower = priorPower,
            EffectPower = Confusion.Of(extras.MadeFromEffect, PowerTruths.SmallestEffect),
            TheoryRule = PowerRules.ForTheories(priorPower),
            FamilyRule = PowerRules.ForFamilies(priorPower, study.Study.Families),
            Motives = motives,
            MotivesProblem = MotiveResults.Problem(extras.Family),
            Agreement = [.. study.Records.Skip(1).SelectMany(other => CodingAgreement.Between(study.Game, record, other))],
            Remarks = StudyRemark.Of(main),
            Tilts = PriorTilt.Of(main, posterior),
            Failures = extras.Failures,
            Merged = Equivalence.Notices(study.Game, study.Study.Compare, data),
        };
    }

    private static Answer AddTo(Answer answer, ImmutableArray<string> says)
    {
        string[] reasons = [.. says.Select(s => $"{char.ToUpperInvariant(s[0])}{s[1..]}.")];
        return answer with { Reasons = answer.Reasons.AddRange(reasons), Checks = answer.Checks.AddRange(reasons.Select(r => new Reason(ReasonKind.Habit, null, [], r))) };
    }

    /// <summary>One foresight table with its baselines.</summary>
    internal static ForesightTable Foresight(StudyFolder study, int stretch, ImmutableArray<ForesightWork> works, int coding = 0)
    {
        int[] counts = [.. study.Game.Players.Select(p => p.Moves.Length)];
        var spec = study.Study.Foresights[stretch];
        var (upTo, held) = Foreteller.Cut(study.Records[coding].Sequences, spec);
        return new ForesightTable(spec, held.Sum(), works, Tumen.Estimation.Baselines.Foretelling(upTo, counts, held))
        {
            Fair = FairBaselines.Of(study.Game, upTo, held),
            BaselineScores = works.All(w => w.Brier is null) ? []
                : [.. HonestTest.WithoutStrategy(study.Game, upTo, [.. upTo.Select((d, i) => d.Length - held[i])]).Select(x => (x.Score.Brier, x.Score.CalibrationError))],
        };
    }

    private static ImmutableArray<string> Equivalences(ImmutableArray<TheoryWork> main, ImmutableArray<ImmutableArray<double>> power)
    {
        var list = ImmutableArray.CreateBuilder<string>();
        for (int a = 0; a < main.Length; a++)
        {
            for (int b = a + 1; b < main.Length; b++)
            {
                if (power[a][b] < 1 && power[b][a] < 1)
                {
                    list.Add($"{main[a].Name} and {main[b].Name}: at the fitted sizes each can imitate the other on this record's situations almost perfectly (2·Δ log-likelihood below 1 either way)");
                }
            }
        }

        return list.ToImmutable();
    }

    private static EvidenceTable Evidence(StudyFolder study, TheoryWork a, TheoryWork b)
    {
        var difference = a.MovesByPeriod.Zip(b.MovesByPeriod, (x, y) => x - y).ToImmutableArray();
        var record = study.Records[0];
        var top = Enumerable.Range(0, difference.Length).OrderByDescending(t => Math.Abs(difference[t])).Take(TopMonths).ToArray();
        var months = top.Select(t => new EvidenceMonth(Period(record, t), difference[t], Moves(study.Game, record, t), EventsOf(record, study.Game, t))).ToImmutableArray();
        return new EvidenceTable(a.Name, b.Name, difference, months, difference.Sum() - top.Sum(t => difference[t]));
    }

    // Unit and period of a position in the record as a whole.
    private static (int Unit, int Period) At(StudyRecord record, int t)
    {
        int u = 0;
        for (; t >= record.Table.Units[u].Periods.Length; u++)
        {
            t -= record.Table.Units[u].Periods.Length;
        }

        return (u, t);
    }

    internal static string Period(StudyRecord record, int t)
    {
        var (u, at) = At(record, t);
        var unit = record.Table.Units[u];
        return unit.Name.Length > 0 ? $"{unit.Name} {unit.Periods[at]}" : unit.Periods[at];
    }

    internal static string Moves(GameModel game, StudyRecord record, int t)
    {
        var (u, at) = At(record, t);
        var moves = record.Table.Units[u].Moves[at];
        return string.Join(", ", game.Players.Select((p, i) => $"{p.Name} {(moves[i] < 0 ? "unknown" : p.Moves[moves[i]])}"));
    }

    internal static ImmutableArray<string> EventsOf(StudyRecord record, GameModel game, int t)
    {
        var (u, at) = At(record, t);
        if (record.Parts[u] is not { } coded || at >= coded.Sources.Length)
        {
            return [];
        }

        var ids = Enumerable.Range(0, game.Players.Length).SelectMany(i => coded.Sources[at][i].Events).ToHashSet();
        return [.. coded.Events.Events.Where(e => ids.Contains(e.Id)).Take(6)
            .Select(e => $"{e.Id} {coded.Events.Value(e, "date")} {coded.Events.Value(e, "description")} [{coded.Events.Value(e, "source")}]")];
    }

    internal static RecordSummary Summary(StudyRecord r)
    {
        var game = r.Table.Game;
        var units = r.Table.Units;
        var columns = ImmutableArray.CreateBuilder<ColumnCount>();
        for (int i = 0; i < game.Players.Length; i++)
        {
            int at = i;
            columns.Add(Count(game.Players[i].Name, true, game.Players[i].Moves, units.SelectMany(u => u.Moves.Select(m => m[at]))));
        }

        for (int v = 0; v < game.Situations.Length; v++)
        {
            int at = v;
            columns.Add(Count(game.Situations[v].Name, false, game.Situations[v].Levels, units.SelectMany(u => u.Levels.Select(m => m[at]))));
        }

        return new RecordSummary(
            r.Name, r.Codebook, units[0].Periods[0], units[0].Periods[^1], units.Sum(u => u.Periods.Length), r.Parts.Sum(c => c?.Events.Events.Length ?? 0),
            r.Parts.Sum(c => c?.Kept ?? 0), r.Parts.Sum(c => c?.Used ?? 0), r.Table.Hash, columns.ToImmutable());
    }

    private static ColumnCount Count(string name, bool isMove, ImmutableArray<string> values, IEnumerable<int> cells)
    {
        var list = cells.ToArray();
        int spells = list.Length == 0 ? 0 : 1 + list.Zip(list.Skip(1)).Count(x => x.First != x.Second);
        return new ColumnCount(name, isMove, [.. values.Select((v, i) => (v, list.Count(c => c == i)))], list.Count(c => c < 0), spells);
    }
}
