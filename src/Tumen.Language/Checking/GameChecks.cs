using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What can only be judged when the whole game has been read.</summary>
internal static class GameChecks
{
    /// <summary>Most cells, situations times joint moves, of a game that is accepted.</summary>
    public const double MostCells = 50_000_000;

    /// <summary>Checks the draft and builds the game; null when there is nothing to build.</summary>
    public static GameModel? Finish(GameDraft draft, List<(string Theory, Token On)> buildsOn)
    {
        if (draft.Once is not null)
        {
            OnceChecks.Run(draft);
        }

        if (draft.Players.Count == 0)
        {
            if (draft.Once is null && draft.Header is { } header && !draft.Bag.IsDoubtful("player"))
            {
                draft.Bag.Error("G216", header.Place, "this game has no players", helps: ["write   player client may provoke, hold"]);
            }

            return null;
        }

        MissingLaws(draft);
        TheoryChecks.Run(draft, buildsOn);
        Discounts(draft);
        ParameterChecks.Run(draft);
        if (draft.Parameters is { EstimateToken: null, Weights: [var first, ..] } p && p.Weights.Any(w => !p.Fixed.ContainsKey(w.Name) && !p.Priors.ContainsKey(w.Name)))
        {
            draft.Bag.Add(Diagnostic.Review("R9", $"no `estimate` clause: the {p.Weights.Count} weights take the prior normal(0, 1)", draft.Bag.FileName, first.Place,
                helps: ["write   estimate every weight, prior normal(0, 1)"]));
        }

        RegimeChecks.Run(draft);
        var model = Build(draft);
        model = draft.Regimes is { } regimes ? RegimeWeights.Write(model, regimes.Spec(draft)) : model;
        if (Size(draft, model))
        {
            LawSums.Check(model, draft.Bag);
            MenuChecks.Run(model, draft.Bag);
        }

        return model;
    }

    private static GameModel Build(GameDraft draft) => new()
    {
        Name = draft.Name ?? string.Empty,
        Period = draft.Period,
        Players = [.. draft.Players],
        Turns = draft.Once is not null ? [.. draft.Players.Select((_, i) => ImmutableArray.Create(i))] : draft.Turns ?? [[.. Enumerable.Range(0, draft.Players.Count)]],
        Situations = [.. draft.Situations],
        Laws = [.. draft.Situations.Select((_, i) => draft.Laws.TryGetValue(i, out var law) ? law : new SituationLaw(i, []))],
        Terms = [.. draft.Terms.Select(t => Horizon.While(t, draft))],
        Theories = [.. draft.Theories.Select(t => t with { Terms = [.. t.Terms.Select(x => Horizon.While(x, draft))] })],
        Weights = ParameterChecks.Weights(draft),
        Chances = ParameterChecks.Chances(draft),
        Discounts = [.. draft.Players.Select((_, i) => draft.Parameters.DiscountOf.TryGetValue(i, out var own) ? own.Value : draft.Parameters.Discount?.Value ?? 0)],
        Precision = draft.Parameters.Precision?.Value ?? 1,
        Values = draft.Parameters.Values?.Value ?? ValueConvention.TasteShocks,
        Clock = draft.Horizon,
        Concession = Horizon.While(draft.Concession, draft),
        Compliance = Horizon.While(draft.Compliance, draft),
        Threats = draft.Threats,
        Instruments = draft.Instruments,
        Covariates = [.. draft.Covariates],
        Groups = [.. draft.Groups],
        Panel = new PanelTerms([.. draft.Parameters.Foresight.Select(f => new ForesightSwitch(f.Player, f.Presence, f.At.Place))], draft.Parameters.NoiseSpread?.Value ?? 0, draft.Parameters.Clusters?.Text),
        Unit = draft.UnitWord,
        IsPanel = draft.Unit is not null,
        Once = draft.Once?.Build(),
    };

    private static void MissingLaws(GameDraft draft)
    {
        for (var i = 0; i < draft.Situations.Count; i++)
        {
            var situation = draft.Situations[i];
            if (!draft.Laws.ContainsKey(i) && !draft.Bag.IsDoubtful(situation.Name))
            {
                draft.Bag.Error("G212", situation.Place, $"nothing says how `{situation.Name}` moves", notes: ["every situation has a law, so that players can look ahead"],
                    helps: [$"write   next {situation.Name} rises 0.1 if … falls 0.1 if …", $"or, if it never changes   next {situation.Name} stays"]);
            }
        }
    }

    private static void Discounts(GameDraft draft)
    {
        var p = draft.Parameters;
        if (draft.Once is not null)
        {
            return;
        }

        var silent = draft.Players.Where((_, i) => !p.DiscountOf.ContainsKey(i)).Select(q => q.Name).ToList();
        if (p.Discount is null && silent.Count > 0 && !draft.Bag.IsDoubtful("discount"))
        {
            draft.Bag.Error("G232", draft.Header?.Place ?? draft.Players[0].Place, $"nothing says how much {Wording.List(silent)} care{(silent.Count == 1 ? "s" : string.Empty)} for the future",
                notes: ["discount factors are assumed, never estimated: a record of moves hardly identifies them"],
                helps: ["write   assume discount 0.95", "for players who look no further than this period   assume discount 0"]);
        }
    }

    private static bool Size(GameDraft draft, GameModel game)
    {
        var situations = game.Situations.Aggregate(1.0, (n, s) => n * s.Levels.Length);
        var moves = game.Players.Aggregate(1.0, (n, p) => n * p.Moves.Length);
        if (situations * moves <= MostCells)
        {
            return true;
        }

        var byS = Wording.List(game.Situations.OrderByDescending(s => s.Levels.Length).Select(s => $"{s.Name} {s.Levels.Length}"));
        var byM = Wording.List(game.Players.OrderByDescending(p => p.Moves.Length).Select(p => $"{p.Name} {p.Moves.Length}"));
        draft.Bag.Error("G240", draft.Header?.Place ?? game.Players[0].Place, $"this game has {Wording.Count(situations * moves)} cells; the most that is solved is {Wording.Count(MostCells)}",
            notes: [$"{Wording.Count(situations)} situations (levels multiply: {byS})", $"times {Wording.Count(moves)} joint moves (moves multiply: {byM})"],
            helps: ["take out the situation that the question needs least, or give it fewer levels"]);
        return false;
    }
}
