using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Tumen.Model;
using static Tumen.Studies.Tests.AnswerGroundsOfTests;

namespace Tumen.Studies.Tests;

/// <summary>Every reason of the answer, holding and not holding, with the whole wording in a golden file. TUMEN_ACCEPT=1 rewrites it; the diff is the review.</summary>
public sealed class AnswerTests
{
    // Each changes one thing so that one reason no longer speaks for the leader.
    private static readonly (string Name, ReasonKind Kind, bool? Holds, Func<AnswerGrounds, AnswerGrounds> Change)[] Cases =
    [
        ("no records of known truth", ReasonKind.Rule, false, g => g with { PriorPower = null }),
        ("too few records of known truth", ReasonKind.Rule, false, g => g with { PriorPower = Power(5) }),
        ("a rule that is never reached", ReasonKind.Rule, false, g => Evidence(g, -110, -101.5, -100)),
        ("a shared lead", ReasonKind.Probability, false, g => Evidence(g, -110, -100.2, -100)),
        ("a lead by more than a third", ReasonKind.Probability, true, g => Evidence(g, -110, -100.6, -100)),
        ("a theory without a probability", ReasonKind.Unranked, false, g => g with { Theories = g.Theories.SetItem(0, g.Theories[0] with { ModeStatus = "did not converge" }) }),
        ("a rival not separated", ReasonKind.Separation, false, g => g with { Pairs = [Pair("base", "fear", -2, false), Pair("kin", "fear", -11, true)] }),
        ("no rival separated", ReasonKind.Separation, false, g => g with { Pairs = [Pair("base", "fear", -2, false), Pair("kin", "fear", -1, false)] }),
        ("a test that favours the rival", ReasonKind.Separation, false, g => g with { Pairs = [Pair("base", "fear", -12, true), Pair("kin", "fear", 4, true)] }),
        ("a test that favours the rival, named first", ReasonKind.Separation, false, g => g with { Pairs = [Pair("base", "fear", -12, true), Pair("fear", "kin", -4, true)] }),
        ("a test that was not made", ReasonKind.Untested, false, g => g with
        {
            Theories = g.Theories.SetItem(1, g.Theories[1] with { Status = "did not converge" }),
            Pairs = [Pair("base", "fear", -12, true), new PairVerdict("kin", "fear", null, "kin: did not converge")],
        }),
        ("worse than habit", ReasonKind.Habit, false, g => g with { Baselines = [Base("habit", -90, -15)] }),
        ("better than habit, but not for its parameters", ReasonKind.Habit, false, g => g with { Baselines = [Base("habit", -96.5, -15)], Theories = g.Theories.SetItem(2, g.Theories[2] with { Aic = 220 }) }),
        ("foretells the held-out months worse than habit", ReasonKind.HoldOut, false, g => g with { Baselines = [Base("habit", -130, -8)] }),
        ("foretells the held-out months worse than the base game", ReasonKind.HoldOut, false, g => g with { Theories = g.Theories.SetItem(0, Theory("base", -110, -108, -8)) }),
        ("a fit that is none", ReasonKind.Fit, false, g => g with { Theories = g.Theories.SetItem(2, g.Theories[2] with { Status = "did not converge" }) }),
        ("a weak direction", ReasonKind.Weak, null, g => g with { Theories = g.Theories.SetItem(2, g.Theories[2] with { Weak = [new WeakWork(0.1, new Dictionary<string, double> { ["fear"] = 1 }, "fear moves too little to be learned")] }) }),
        ("another coding, another leader", ReasonKind.Codings, false, g => g with { Codings = g.Codings.SetItem(1, Verdict("strict", -90, -79, -80)) }),
        ("another assumption, another leader", ReasonKind.Assumptions, false, g => g with { Variations = [Verdict("patient", -111, -100.5, -101)] }),
        ("another assumption favoured over what is written", ReasonKind.BestCase, null, g => g with { Variations = [Verdict("patient", -111, -110, -97)] }),
        ("a change at an unknown date", ReasonKind.Break, false, g => g with { Breaks = [Break(0.999, 0.6, 0.3)] }),
        ("a change that may be", ReasonKind.Break, true, g => g with { Breaks = [Break(0.4, 0.1, 0.8)] }),
        ("a stretch that carries it", ReasonKind.Omissions, false, g => g with { Omissions = g.Omissions.SetItem(1, Omission("the second year", "kin")) }),
        ("any stretch carries it", ReasonKind.Omissions, false, g => g with { Omissions = [Omission("the first year", "base"), Omission("the second year", "kin")] }),
        ("a placebo that gains as much", ReasonKind.Placebo, false, g => g with { Placebos = [Placebo(11)] }),
        ("a placebo without the move", ReasonKind.Placebo, true, g => g with { Placebos = [Placebo(0, rewards: 0)] }),
        ("foretells worse than the base game", ReasonKind.Foresight, false, g => g with { Foresights = [Foresight(-20, -29, -25, -33)] }),
        ("foretells worse than habit", ReasonKind.Foresight, false, g => g with { Foresights = [Foresight(-30, -29, -25, -21)] }),
        ("could not foretell", ReasonKind.Foresight, false, g => g with { Foresights = [Foresight(-30, -29, double.NaN, -33)] }),
        ("power after the fact on few records", ReasonKind.Power, null, g => g with { FittedPower = Power(10, truths: PowerTruths.FittedModes) }),
    ];

    private static AnswerGrounds Evidence(AnswerGrounds g, params double[] logs) => g with
    {
        Theories = [.. g.Theories.Zip(logs, (t, l) => t with { LogMarginalLikelihood = l })],
        Posterior = Standing.Among([.. logs]),
        Codings = g.Codings.SetItem(0, Verdict("main", logs)),
        Variations = [],
        Breaks = [],
    };

    public static TheoryData<string> CaseNames => [.. Cases.Select(c => c.Name)];

    [Fact]
    public void Where_everything_speaks_for_it_the_answer_is_settled_and_every_reason_holds()
    {
        var answer = Answers.Of(AllFor());
        Assert.True(answer.Conclusive);
        Assert.Equal("fear", answer.Best);
        Assert.DoesNotContain(answer.Checks, c => c.Holds == false);
        Assert.StartsWith("The record favours fear: more than .99 of the probability, .33 before it.", answer.Sentence, StringComparison.Ordinal);
        Assert.Equal(answer.Reasons, answer.Checks.Select(c => c.Words));
        Assert.Equal(Enum.GetValues<AnswerPart>(), answer.Lines.Select(l => l.Part));
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void A_reason_that_does_not_hold_says_so(string name)
    {
        var (_, kind, holds, change) = Cases.Single(c => c.Name == name);
        var (before, after) = (Answers.Of(AllFor()), Answers.Of(change(AllFor())));
        Assert.Equal("fear", after.Best);
        Assert.Contains(after.Checks, c => c.Kind == kind && c.Holds == holds);
        if (holds == false)
        {
            Assert.DoesNotContain(before.Checks, c => c.Kind == kind && c.Holds == false);
        }
    }

    // Only the rule, a fit that is none and a theory that cannot be ranked stop a conclusion; what has no known error rate vetoes nothing.
    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Nothing_vetoes_without_a_known_rate(string name)
    {
        var (_, kind, holds, change) = Cases.Single(c => c.Name == name);
        var grounds = change(AllFor());
        var answer = Answers.Of(grounds);
        bool stops = (holds == false && kind is ReasonKind.Rule or ReasonKind.Fit or ReasonKind.Unranked) || answer.Checks[0].Holds == false;
        Assert.Equal(!stops, answer.Conclusive);
        if (kind is ReasonKind.Codings or ReasonKind.Omissions or ReasonKind.Placebo or ReasonKind.Separation or ReasonKind.Foresight or ReasonKind.HoldOut or ReasonKind.Habit)
        {
            Assert.True(answer.Conclusive, $"{name} has no known error rate, yet stops the conclusion");
        }
    }

    [Fact]
    public void The_wording_is_that_of_the_golden_file()
    {
        var text = new StringBuilder();
        foreach (var (name, grounds) in Cases.Select(c => (c.Name, c.Change(AllFor()))).Prepend(("everything speaks for it", AllFor())))
        {
            var a = Answers.Of(grounds);
            text.Append($"## {name}{(a.Conclusive ? " (settled)" : "")}\n");
            foreach (var line in a.Lines)
            {
                text.Append($"{line.Heading}: {line.Words}\n");
            }

            foreach (var c in a.Checks)
            {
                text.Append($"{(c.Holds is { } holds ? holds ? "+" : "−" : "·")} {c.Kind}: {c.Words}\n");
            }

            text.Append('\n');
        }

        string path = Path.Combine(Here(), "golden", "answers.txt");
        if (Environment.GetEnvironmentVariable("TUMEN_ACCEPT") == "1")
        {
            File.WriteAllText(path, text.ToString());
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text.ToString());
    }

    [Fact]
    public void Countries_stand_where_the_game_has_roles()
    {
        foreach (var answer in Cases.Select(c => Answers.Of(c.Change(AllFor()))))
        {
            Assert.All(answer.Reasons.Concat(answer.Lines.Select(l => l.Words)), w => Assert.DoesNotMatch("\\bclient\\b", w));
        }
    }

    // The strongest check leads: a certain change under which another theory is twice as probable beats a slightly worse forecast, and the other way round.
    [Fact]
    public void Sentence_one_carries_the_strongest_check()
    {
        var open = Evidence(AllFor(), -110, -101.5, -100);
        var changed = Answers.Of(open with { Breaks = [Break(0.999, 0.6, 0.3)], Foresights = [Foresight(-24.9, -29, -25, -33)] });
        Assert.False(changed.Conclusive);
        Assert.StartsWith("The record cannot say, and the strongest check speaks against the leader: Nordia changed (more than .99", changed.Sentence, StringComparison.Ordinal);
        var foretold = Answers.Of(open with { Breaks = [Break(0.999, 0.6, 0.59)], Foresights = [Foresight(-20, -29, -25, -33)] });
        Assert.StartsWith("The record cannot say, and the strongest check speaks against the leader: It foretold “the end” (24 months)", foretold.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("The record cannot say. ", Answers.Of(open with { Foresights = [] }).Sentence, StringComparison.Ordinal);
    }

    // As written has half of the weight; an assumption and a change share the other half. By hand: kin against fear.
    [Fact]
    public void Assumptions_and_changes_enter_as_an_average()
    {
        var g = AllFor() with { Breaks = [Break(0.9, 0.5, 0.5)], Variations = [Verdict("patient", -111, -104, -101)] };
        double Mass(int i) => (0.5 * Math.Exp(new[] { -110.0, -109, -100 }[i])) + (0.25 * Math.Exp(new[] { -111.0, -104, -101 }[i])) + (0.25 * Math.Exp(g.Breaks[0].LogMarginalLikelihoods[i]));
        double total = Mass(0) + Mass(1) + Mass(2);
        var average = ModelAverage.Of(g);
        Assert.Equal(2, average.Ways);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(Mass(i) / total, average.Posterior[i], 1e-12));
        Assert.Equal(average.Posterior[2], average.Families[0]);

        // A split at stated dates was chosen after looking, and an assumption that leaves a theory without a fit compares nothing: neither enters.
        var eras = g with { Study = g.Study with { Variations = [new VariationSpec("split", [new Variation.Eras("client", "2001-12")])] } };
        Assert.Equal(1, ModelAverage.Of(eras).Ways);
        Assert.Equal(1, ModelAverage.Of(g with { Variations = [Verdict("patient", -111, double.NaN, -101)] }).Ways);
    }

    [Fact]
    public void No_theory_with_a_probability_is_no_answer()
    {
        var g = AllFor();
        var none = Answers.Of(g with { Theories = [.. g.Theories.Select(t => t with { ModeStatus = "did not converge" })], Posterior = [double.NaN, double.NaN, double.NaN] });
        Assert.False(none.Conclusive);
        Assert.Equal("", none.Best);
        Assert.StartsWith("No theory can be ranked: every theory its posterior mode is not to be trusted", none.Sentence, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
