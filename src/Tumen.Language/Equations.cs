using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>A clause as an equation.</summary>
/// <param name="Line">Line it starts on.</param>
/// <param name="Text">In plain text.</param>
/// <param name="Latex">In LaTeX.</param>
public sealed record Equation(int Line, string Text, string Latex);

/// <summary>The equations of a game: payoffs u_i and laws of motion φ_v.</summary>
public static class Equations
{
    /// <summary>Every payoff term and law line, in the order of the text.</summary>
    public static ImmutableArray<Equation> Of(GameModel model)
    {
        var list = new List<Equation>();
        foreach (var t in model.Terms)
        {
            list.Add(Payoff(model, t, null));
        }

        foreach (var theory in model.Theories)
        {
            list.AddRange(theory.Terms.Select(t => Payoff(model, t, theory.Name)));
        }

        foreach (var law in model.Laws)
        {
            list.AddRange(law.Lines.Select(l => Line(model, law, l)));
        }

        return [.. list.OrderBy(e => e.Line)];
    }

    private static Equation Payoff(GameModel m, PayoffTerm t, string? theory)
    {
        string player = m.Players[t.Player].Name, sign = t.Gains ? "+" : "−";
        var text = new List<string>();
        var latex = new List<string>();
        if (t.Weight is not null)
        {
            text.Add(t.Weight);
            latex.Add($"\\theta_{{\\text{{{Escape(t.Weight)}}}}}");
        }

        foreach (var f in t.Factors)
        {
            (string a, string b) = f switch
            {
                Factor.LevelOf l => (m.Situations[l.Situation].Name, Name(m.Situations[l.Situation].Name)),
                Factor.LackOf l => ($"({Number(m.Situations[l.Situation].TopValue)} − {m.Situations[l.Situation].Name})", $"({Number(m.Situations[l.Situation].TopValue)} - {Name(m.Situations[l.Situation].Name)})"),
                Factor.Covariate c => (c.Name, Name(c.Name)),
                Factor.Literal c => (Number(c.Value), Number(c.Value)),
                _ => ("?", "?"),
            };
            text.Add(a);
            latex.Add(b);
        }

        if (t.If is not Condition.AlwaysTrue)
        {
            text.Add($"[{Text(m, t.If)}]");
            latex.Add($"\\mathbf{{1}}\\{{\\text{{{Escape(Text(m, t.If))}}}\\}}");
        }

        string where = theory is null ? "" : $" (theory \"{theory}\")";
        return new Equation(
            t.Place.Line, $"u_{player}{where}: … {sign} {string.Join(" · ", text)}{(t.Label is null ? "" : $"    “{t.Label}”")}",
            $"u_{{\\text{{{Escape(player)}}}}} \\ni {(t.Gains ? "+" : "-")} {string.Join("\\,", latex)}");
    }

    private static Equation Line(GameModel m, SituationLaw law, LawLine line)
    {
        var s = m.Situations[law.Situation];
        string chance = line.Parts.Length == 1 ? Chance(line.Parts[0].Chance) : $"1 − {string.Join(" · ", line.Parts.Select(p => $"(1 − {Chance(p.Chance)}[{Text(m, p.If)}])"))}";
        string latexChance = line.Parts.Length == 1 ? LatexChance(line.Parts[0].Chance)
            : $"1 - \\prod_k (1 - p_k)";
        string target = line.Effect switch { LawEffect.Rises => "one level up", LawEffect.Falls => "one level down", _ => s.Levels[line.Level] };
        string latexTarget = line.Effect switch { LawEffect.Rises => $"{Name(s.Name)} + 1", LawEffect.Falls => $"{Name(s.Name)} - 1", _ => $"\\text{{{Escape(s.Levels[line.Level])}}}" };
        string condition = line.Parts.Length == 1 && line.Parts[0].If is not Condition.AlwaysTrue ? $" if {Text(m, line.Parts[0].If)}" : "";
        return new Equation(
            line.Place.Line, $"Pr({s.Name}′ = {target}) = {chance}{condition}",
            $"\\Pr({Name(s.Name)}' = {latexTarget}) = {latexChance}{(condition.Length > 0 ? $" \\quad \\text{{{Escape(condition.TrimStart())}}}" : "")}");
    }

    /// <summary>A condition in words that parse back.</summary>
    public static string Text(GameModel m, Condition c) => c switch
    {
        Condition.AlwaysTrue => "always",
        Condition.LevelIn l => $"{m.Situations[l.Situation].Name} is {string.Join(" or ", l.Levels.Select(x => m.Situations[l.Situation].Levels[x]))}",
        Condition.Plays p => $"{m.Players[p.Player].Name} plays {string.Join(" or ", p.Moves.Select(x => m.Players[p.Player].Moves[x]))}",
        Condition.And a => $"{Inner(m, a.Left)} and {Inner(m, a.Right)}",
        Condition.Or o => $"{Text(m, o.Left)} or {Text(m, o.Right)}",
        Condition.Not n => $"not ({Text(m, n.Inner)})",
        _ => "?",
    };

    private static string Inner(GameModel m, Condition c) => c is Condition.Or ? $"({Text(m, c)})" : Text(m, c);

    private static string Chance(Chance c) => c.Name ?? Number(c.Number);

    private static string LatexChance(Chance c) => c.Name is null ? Number(c.Number) : $"\\psi_{{\\text{{{Escape(c.Name)}}}}}";

    private static string Name(string name) => $"\\mathit{{{Escape(name)}}}";

    private static string Escape(string s) => s.Replace("_", "\\_", StringComparison.Ordinal);

    private static string Number(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
