using System.Collections.Immutable;
using Tumen.Language;
using Tumen.Model;
using Tumen.Scenarios;

namespace Tumen.Workbench.WhatIf;

/// <content>As a what-if of the study, and from one.</content>
public sealed partial record Setting
{
    /// <summary>A what-if of the study as a setting: on sliders and switches where there are such, otherwise in the language's words. Nothing is left out.</summary>
    public static Setting Of(ScenarioSpec scenario, GameModel game, SolvedTheory theory)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var s = new Setting { Theory = theory.Name, From = scenario.From, Months = scenario.Gradual is null ? scenario.Periods : null, Gradual = scenario.Gradual };
        foreach (var edit in scenario.Edits)
        {
            s = edit switch
            {
                ScenarioEdit.SetParameter p when theory.Space.IndexOf(p.Name) is var k and >= 0 =>
                    s with { Values = s.Values.SetItem(p.Name, p.Multiply ? theory.Point[k] * p.Value : p.Value) },
                ScenarioEdit.SetDiscount d => s with { Patience = s.Patience.SetItem(d.Player, d.Value) },
                ScenarioEdit.Forbid { Always: false } f => s with { Never = s.Never.Union(f.Moves.Select(m => $"{f.Player}.{m}")) },
                ScenarioEdit.Forbid f => s with { Never = s.Never.Union(game.Players.First(p => p.Name == f.Player).Moves.Where(m => !f.Moves.Contains(m)).Select(m => $"{f.Player}.{m}")) },
                ScenarioEdit.Defang d => s with { Empty = s.Empty.Union(d.Moves.Select(m => $"{d.Player}.{m}")) },
                ScenarioEdit.Coalition { AtLatestTurn: false } c when c.Weights.All(w => w == 1) => s with { Front = [.. c.Players] },
                ScenarioEdit.HoldSituation { Forever: true } h => s with { Stays = s.Stays.SetItem(h.Situation, h.Level) },
                _ => s with { Also = s.Also.Add(ScenarioText.Write(edit, game)) },
            };
        }

        return s;
    }

    /// <summary>The setting as a what-if. Weights that differ by era are those of the last one.</summary>
    /// <param name="theory">The theory it is solved under.</param>
    /// <param name="name">Its name.</param>
    public ScenarioSpec Scenario(SolvedTheory theory, string name = "as set")
    {
        ArgumentNullException.ThrowIfNull(theory);
        var edits = ImmutableArray.CreateBuilder<ScenarioEdit>();
        foreach (var (parameter, value) in Values)
        {
            int k = theory.Space.IndexOf(parameter);
            if (k >= 0 && theory.IsOfLastEra(k))
            {
                edits.Add(new ScenarioEdit.SetParameter(parameter.Split(' ')[0], Math.Round(Math.Clamp(value, theory.Space.Free[k].Lower, theory.Space.Free[k].Upper), 4), false));
            }
        }

        edits.AddRange(Patience.Select(p => new ScenarioEdit.SetDiscount(p.Key, Math.Round(p.Value, 4))));
        edits.AddRange(ByPlayer(Never).Where(g => g.Moves.Length < theory.Whole.Players.First(p => p.Name == g.Player).Moves.Length)
            .Select(g => new ScenarioEdit.Forbid(g.Player, [.. g.Moves], false)));
        edits.AddRange(ByPlayer(Empty).Select(g => new ScenarioEdit.Defang(g.Player, [.. g.Moves])));
        edits.AddRange(Stays.Select(s => new ScenarioEdit.HoldSituation(s.Key, s.Value, true)));
        if (Front.Count > 1)
        {
            edits.Add(new ScenarioEdit.Coalition([.. Front], [.. Front.Select(_ => 1.0)]));
        }

        edits.AddRange(Also.SelectMany(t => Edits(t, theory.Whole).Value?.Edits ?? []));
        return new ScenarioSpec(name, edits.ToImmutable(), From, Months) { Gradual = Gradual };
    }

    /// <summary>Why the changes cannot be made together, in words; null when they can.</summary>
    public string? Wrong(SolvedTheory theory)
    {
        ArgumentNullException.ThrowIfNull(theory);
        return IsAsFitted ? null : ScenarioCheck.Find(theory.Whole, Scenario(theory)) is { Length: > 0 } found ? found[0].Message : null;
    }

    /// <summary>Reads a change as a reader types it.</summary>
    /// <returns>The setting with it, or in words why it cannot be read.</returns>
    public (Setting? Setting, string? Wrong) Reading(string text, SolvedTheory theory)
    {
        ArgumentNullException.ThrowIfNull(theory);
        var parsed = Edits(text, theory.Whole);
        return parsed.Value is { } spec ? (With(Of(spec, theory.Whole, theory) with { From = spec.From ?? From }), null)
            : (null, string.Join("; ", parsed.Diagnostics.Where(d => d.Severity == Severity.Error).Take(1).SelectMany(d => d.Helps.Take(2).Prepend(d.Message))));
    }
}
