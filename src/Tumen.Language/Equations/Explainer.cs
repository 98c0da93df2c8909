using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>The equation of one clause.</summary>
/// <param name="Line">Line of the clause.</param>
/// <param name="Theory">Theory it belongs to; null for the base game.</param>
/// <param name="Text">In plain text.</param>
/// <param name="Latex">In LaTeX, without delimiters.</param>
public sealed record Equation(int Line, string? Theory, string Text, string Latex);

/// <summary>Says what clauses mean as equations.</summary>
/// <remarks>Notation: s the situation of this period, s′ of the next, a the moves, u_i the payoff of a period, [·] 1 when true and 0 when false.</remarks>
public static class Explainer
{
    /// <summary>The equations of a game in the order of its text.</summary>
    /// <param name="game">The game.</param>
    /// <param name="line">Only the clause on this line (or the one that the line continues); null for all.</param>
    /// <returns>Empty when the line says nothing that has an equation.</returns>
    public static ImmutableArray<Equation> Explain(GameModel game, int? line = null)
    {
        var all = All(game).OrderBy(e => e.Line).ToImmutableArray();
        if (line is not { } wanted)
        {
            return all;
        }

        var exact = all.Where(e => e.Line == wanted).ToImmutableArray();
        if (!exact.IsEmpty)
        {
            return exact;
        }

        var head = all.Where(e => e.Line < wanted).Select(e => e.Line).DefaultIfEmpty(0).Max();
        return head > 0 && ContinuesAt(game, head, wanted) ? [.. all.Where(e => e.Line == head)] : [];
    }

    /// <summary>Whether nothing else starts between two lines, so that the second can only continue the first.</summary>
    private static bool ContinuesAt(GameModel game, int head, int line)
    {
        var starts = game.Players.Select(p => p.Place.Line).Concat(game.Situations.Select(s => s.Place.Line)).Concat(game.Covariates.Select(c => c.Place.Line))
            .Concat(game.Laws.Select(l => l.Place.Line)).Concat(game.Theories.Select(t => t.Place.Line));
        return line - head <= 5 && !starts.Any(s => s > head && s <= line);
    }

    private static IEnumerable<Equation> All(GameModel game)
    {
        foreach (var player in game.Players)
        {
            for (var a = 0; a < player.Allowed.Length; a++)
            {
                if (player.Allowed[a] is not Condition.AlwaysTrue)
                {
                    yield return new Equation(player.Place.Line, null, $"A[{player.Name}](s) holds {player.Moves[a]} where {ConditionText.Write(game, player.Allowed[a])}; elsewhere σ[{player.Name}]({player.Moves[a]} | s) = 0",
                        $"{Latex.Name(player.Moves[a])} \\in A_{{{Latex.Name(player.Name)}}}(s) \\iff \\mathbf{{1}}\\{{{Latex.Condition(game, player.Allowed[a])}\\}}");
                }
            }
        }

        foreach (var law in game.Laws)
        {
            var situation = game.Situations[law.Situation].Name;
            foreach (var entry in law.Lines)
            {
                yield return LawEquation(game, law.Situation, entry);
            }

            if (law.Normal is { } normal)
            {
                var mean = ConditionText.Mean(game, normal);
                yield return new Equation(law.Place.Line, null, $"{(law.IsExpectation ? "players expect " : "")}Pr({situation}′ = k | s, a) = Φ((m[k] − μ)/{Wording.Number(normal.Deviation)}) − Φ((m[k−1] − μ)/{Wording.Number(normal.Deviation)}), m[k] between levels k and k + 1, μ(s, a) = the sum of {mean}",
                    $"\\Pr({Latex.Name(situation)}' = k \\mid s,a) = \\Phi\\left(\\frac{{m_k-\\mu(s,a)}}{{{Wording.Number(normal.Deviation)}}}\\right) - \\Phi\\left(\\frac{{m_{{k-1}}-\\mu(s,a)}}{{{Wording.Number(normal.Deviation)}}}\\right)");
            }
            else if (law.Lines.IsEmpty && law.Place.Line > 0)
            {
                yield return new Equation(law.Place.Line, null, $"{(law.IsExpectation ? "players expect " : "")}{situation}′ = {situation}", $"{Latex.Name(situation)}' = {Latex.Name(situation)}");
            }
        }

        foreach (var term in game.Terms)
        {
            yield return TermEquation(game, term, null);
        }

        foreach (var theory in game.Theories)
        {
            foreach (var term in theory.Terms)
            {
                yield return TermEquation(game, term, theory.Name);
            }

            foreach (var assumption in theory.Assumptions)
            {
                var (plain, latex) = assumption.Player >= 0 ? ($"δ[{game.Players[assumption.Player].Name}]", $"\\delta_{{{Latex.Name(game.Players[assumption.Player].Name)}}}") : (assumption.Parameter!, Latex.Name(assumption.Parameter!));
                yield return new Equation(assumption.Place.Line, theory.Name, $"{plain} = {Wording.Number(assumption.Value)}", $"{latex} = {Wording.Number(assumption.Value)}");
            }
        }

        foreach (var weight in game.Weights.Where(w => w.Varies is not null))
        {
            yield return PanelEquation(game, weight, weight.Varies!);
        }

        foreach (var (flow, name) in new[] { (game.Concession, "concession"), (game.Compliance, "compliance") })
        {
            if (flow is not null)
            {
                yield return FlowEquation(game, flow, name);
            }
        }
    }

    private static Equation TermEquation(GameModel game, PayoffTerm term, string? theory)
    {
        var player = game.Once is { } once ? once.Deciders[once.Owner[term.Player]] : game.Players[term.Player].Name;
        var plain = new List<string>();
        var latex = new List<string>();
        if (term.Weight is { } weight)
        {
            plain.Add(weight);
            latex.Add($"w_{{{Latex.Name(weight)}}}");
        }

        foreach (var factor in term.Factors)
        {
            var (p, l) = FactorOf(game, factor);
            plain.Add(p);
            latex.Add(l);
        }

        if (term.If is not Condition.AlwaysTrue)
        {
            plain.Add($"[{ConditionText.Write(game, term.If)}]");
            latex.Add($"\\mathbf{{1}}\\{{{Latex.Condition(game, term.If)}\\}}");
        }

        var sign = term.Gains ? "+" : "-";
        return new Equation(term.Place.Line, theory, $"u[{player}](s, a) has the term {(term.Gains ? "+" : "−")} {string.Join(" · ", plain.DefaultIfEmpty("1"))}",
            $"u_{{{Latex.Name(player)}}}(s,a) \\ni {sign}{string.Join("\\,", latex.DefaultIfEmpty("1"))}");
    }

    private static (string Plain, string Latex) FactorOf(GameModel game, Factor factor)
    {
        switch (factor)
        {
            case Factor.LevelOf l:
                var level = game.Situations[l.Situation];
                return ($"{level.Name}(s)", $"{Latex.Name(level.Name)}(s)");
            case Factor.LackOf l:
                var lacking = game.Situations[l.Situation];
                return ($"({Wording.Number(lacking.TopValue)} − {lacking.Name}(s))", $"({Wording.Number(lacking.TopValue)} - {Latex.Name(lacking.Name)}(s))");
            case Factor.Covariate c:
                return (c.Name, $"x_{{{Latex.Name(c.Name)}}}");
            case Factor.CountOf c:
                var counted = ConditionText.Count(game, c);
                var sum = string.Join(" + ", c.Players.Select(p => $"\\mathbf{{1}}\\{{{Latex.Condition(game, new Condition.Plays(p, c.Moves[c.Players.IndexOf(p)]))}\\}}"));
                return ($"({counted})", c.LogOnePlus ? $"\\ln\\left(1 + {sum}\\right)" : $"\\left({sum}\\right)");
            case Factor.Literal n:
                return (Wording.Number(n.Value), Wording.Number(n.Value));
            default:
                throw new InvalidOperationException($"unknown factor {factor.GetType().Name}");
        }
    }

    private static Equation LawEquation(GameModel game, int situation, LawLine line)
    {
        var name = game.Situations[situation].Name;
        var (to, latexTo) = line.Effect switch
        {
            LawEffect.Rises => ($"min({name} + {line.Steps}, {game.Situations[situation].Levels.Length - 1})", $"\\min({Latex.Name(name)}+{line.Steps}, {game.Situations[situation].Levels.Length - 1})"),
            LawEffect.Falls => ($"max({name} − {line.Steps}, 0)", $"\\max({Latex.Name(name)}-{line.Steps}, 0)"),
            _ => (game.Situations[situation].Levels[line.Level], Latex.Name(game.Situations[situation].Levels[line.Level])),
        };
        var plain = line.Parts.Select(p => p.If is Condition.AlwaysTrue ? ConditionText.Chance(p.Chance) : $"{ConditionText.Chance(p.Chance)} · [{ConditionText.Write(game, p.If)}]").ToList();
        var latex = line.Parts.Select(p => p.If is Condition.AlwaysTrue ? Latex.Chance(p.Chance) : $"{Latex.Chance(p.Chance)}\\,\\mathbf{{1}}\\{{{Latex.Condition(game, p.If)}\\}}").ToList();
        var (sum, latexSum) = line.Parts.Length == 1 ? (plain[0], latex[0])
            : ("1 − " + string.Join("", plain.Select(p => $"(1 − {p})")), "1 - " + string.Concat(latex.Select(l => $"\\left(1 - {l}\\right)")));
        return new Equation(line.Place.Line, null, $"Pr({name}′ = {to} | s, a) has the term {sum}", $"\\Pr({Latex.Name(name)}' = {latexTo} \\mid s,a) \\ni {latexSum}");
    }

    // The law from which a unit's size is drawn.
    private static Equation PanelEquation(GameModel game, WeightSpec weight, VaryingWeight law)
    {
        bool signed = weight.Lower >= 0 || weight.Upper <= 0;
        string name = weight.Name, latex = Latex.Name(name), spread = Wording.Number(law.Spread);
        string size = signed ? $"log {(weight.Upper <= 0 ? "−" : "")}{name}[{game.Unit}]" : $"{name}[{game.Unit}]", latexSize = signed ? $"\\log |w_{{{latex}}}|" : $"w_{{{latex}}}";
        string presence = law.Presence is { } p ? $", there with chance π, π ~ beta({Wording.Number(p.A)}, {Wording.Number(p.B)})" : "";
        return new Equation(law.Place.Line, null, $"{size} ~ normal(μ, τ²), τ ~ half-normal({spread}){presence}", $"{latexSize} \\sim \\mathcal{{N}}(\\mu, \\tau^2),\\ \\tau \\sim \\mathcal{{N}}^+(0, {spread}^2)");
    }

    private static Equation FlowEquation(GameModel game, Flow flow, string name)
    {
        var plain = flow.Parts.Select(p => p.If is Condition.AlwaysTrue ? Signed(p.Amount) : $"{Signed(p.Amount)} · [{ConditionText.Write(game, p.If)}]");
        var latex = flow.Parts.Select(p => p.If is Condition.AlwaysTrue ? Signed(p.Amount).Replace('−', '-') : $"{Signed(p.Amount).Replace('−', '-')}\\,\\mathbf{{1}}\\{{{Latex.Condition(game, p.If)}\\}}");
        var letter = name == "concession" ? "g" : "h";
        return new Equation(flow.Place.Line, null, $"{name} {letter}(s, a) from {game.Players[flow.From].Name} to {game.Players[flow.To].Name} = {string.Join(" ", plain)}", $"{letter}(s,a) = {string.Join(" ", latex)}");
    }

    private static string Signed(double amount) => amount < 0 ? $"−{Wording.Number(-amount)}" : $"+{Wording.Number(amount)}";
}
