using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads one check of a claim.</summary>
internal sealed class CheckReader(GameDraft draft, StudyModel study, GameModel game, TokenReader reader, IReadOnlyDictionary<string, ImmutableArray<string>> dates)
{
    private static readonly string[] Standards = ["subgame_perfect", "bayesian", "sequential", "trembling_hand", "intuitive", "divine"];

    private readonly StudyNames _names = new(draft, study, game, reader);

    /// <summary>Reads a check; null when its grammar failed (reported).</summary>
    public ClaimCheck? Read()
    {
        var start = reader.Peek;
        if (reader.Take("often"))
        {
            return new FrequencyReader(draft, game, reader, dates).Read(start);
        }

        if (reader.Take("weight"))
        {
            return Weight(start);
        }

        if (reader.Take("theory"))
        {
            return Theory(start);
        }

        if (reader.Take("scenario"))
        {
            return Scenario(start);
        }

        if (reader.Take("theories"))
        {
            return Implied(start);
        }

        if (reader.Take("leverage"))
        {
            return Leverage(start);
        }

        if (reader.Take("episode"))
        {
            return Episode(start);
        }

        if (reader.Take("facts"))
        {
            return new FactReader(draft, reader).Read(start);
        }

        reader.Expected("a check: `often`, `weight`, `theory`, `theories imply`, `scenario`, `leverage`, `episode`, `facts`, `not observable` or `remark`");
        return null;
    }

    /// <summary>weight NAME of "theory" above 0 | rises under "two eras".</summary>
    private ClaimCheck? Weight(Token start)
    {
        if (reader.ExpectName("a weight") is not { } weight || !reader.Expect("of") || _names.Theory() is not { } theory)
        {
            return null;
        }

        _names.Has(weight, theory);
        if (reader.Peek.Is("above") || reader.Peek.Is("below"))
        {
            bool above = reader.Next().Is("above");
            return reader.ExpectNumber("a number") is { } value ? new ClaimCheck.WeightAt(weight.Text, theory.Text, above, value.Value, start.Place) : null;
        }

        Direction? direction = reader.TakeAny(["rises", "falls", "stays"]) switch { "rises" => Direction.Rises, "falls" => Direction.Falls, "stays" => Direction.Stays, _ => null };
        if (direction is null)
        {
            reader.Expected("`above 0`, `below 0`, or `rises under`, `falls under`, `stays under` the name of assumptions that split eras");
            return null;
        }

        if (!reader.Expect("under") || reader.ExpectText("the name of the assumptions") is not { } variation)
        {
            return null;
        }

        _names.Known(variation, "set of assumptions", study.Variations.Where(v => v.Changes.Any(c => c is Variation.Eras)).Select(v => v.Name));
        return new ClaimCheck.EraChange(weight.Text, theory.Text, variation.Text, direction.Value, start.Place);
    }

    /// <summary>theory "a" favoured over "b" | foretells "stretch" better than habit.</summary>
    private ClaimCheck? Theory(Token start)
    {
        if (_names.Theory() is not { } theory)
        {
            return null;
        }

        if (reader.Take("favoured"))
        {
            return reader.Expect("over") && _names.Theory() is { } over ? new ClaimCheck.Favoured(theory.Text, over.Text, start.Place) : null;
        }

        if (!reader.Expect("foretells", "write `theory \"a\" favoured over \"b\"` or `theory \"a\" foretells \"stretch\" better than habit`") || reader.ExpectText("the name of the stretch") is not { } stretch)
        {
            return null;
        }

        _names.Known(stretch, "stretch", study.Foresights.Select(f => f.Name));
        if (!reader.Expect("better") || !reader.Expect("than"))
        {
            return null;
        }

        if (reader.Take("habit"))
        {
            return new ClaimCheck.Foretells(theory.Text, null, stretch.Text, start.Place);
        }

        return _names.Theory() is { } rival ? new ClaimCheck.Foretells(theory.Text, rival.Text, stretch.Text, start.Place) : null;
    }

    /// <summary>scenario "x" raises share of client provoke [under "theory"].</summary>
    private ClaimCheck.Moves? Scenario(Token start)
    {
        if (reader.ExpectText("the name of the scenario") is not { } name)
        {
            return null;
        }

        _names.Known(name, "scenario", study.Scenarios.Select(s => s.Name));
        bool raises = reader.Take("raises");
        if (!raises && !reader.Expect("lowers", "write `raises` or `lowers`"))
        {
            return null;
        }

        return new QuantityReader(draft, game, reader).Read() is { } quantity && _names.Under(out var theory) ? new ClaimCheck.Moves(name.Text, quantity, raises, theory, start.Place) : null;
    }

    /// <summary>theories imply cycle below 60 [under "theory"].</summary>
    private ClaimCheck.Implied? Implied(Token start)
    {
        if (!reader.Expect("imply") || new QuantityReader(draft, game, reader).Read() is not { } quantity)
        {
            return null;
        }

        bool above = reader.Take("above");
        return (above || reader.Expect("below", "write `above 10` or `below 60`")) && reader.ExpectNumber("a number") is { } value && _names.Under(out var theory)
            ? new ClaimCheck.Implied(quantity, above, value.Value, theory, start.Place) : null;
    }

    /// <summary>leverage capacity above 0.01 [under "theory"].</summary>
    private ClaimCheck.IndexAt? Leverage(Token start)
    {
        if (reader.TakeAny(QuantityReader.Leverage) is not { } index)
        {
            reader.Expected("`capacity`, `exertion` or `influence`");
            return null;
        }

        bool above = reader.Take("above");
        return (above || reader.Expect("below", "write `above 0.01` or `below 0.01`")) && reader.ExpectNumber("a number") is { } value && _names.Under(out var theory)
            ? new ClaimCheck.IndexAt(index, above, value.Value, theory, start.Place) : null;
    }

    /// <summary>episode "x" some [sequential] equilibrium has patron play pay above 0.1 [under "theory"].</summary>
    private ClaimCheck.EpisodePlay? Episode(Token start)
    {
        if (reader.ExpectText("the name of the episode") is not { } name)
        {
            return null;
        }

        _names.Known(name, "episode", study.Episodes.Select(e => e.Name));
        bool every = reader.Take("every");
        if (!every && !reader.Expect("some", "write `some equilibrium` or `every equilibrium`"))
        {
            return null;
        }

        string? standard = reader.TakeAny(Standards);
        if (!reader.Expect("equilibrium", $"a standard comes before it, if any: {Wording.List(Standards)}") || !reader.Expect("has") || reader.ExpectName("a player of the episode") is not { } player
            || !reader.Expect("play") || reader.ExpectName("a move") is not { } move)
        {
            return null;
        }

        bool above = reader.Take("above");
        return (above || reader.Expect("below", "write `above 0.1` or `below 0.1`")) && reader.ExpectNumber("a chance") is { } value && _names.Under(out var theory)
            ? new ClaimCheck.EpisodePlay(name.Text, every, standard, player.Text, move.Text, above, value.Value, theory, start.Place) : null;
    }
}
