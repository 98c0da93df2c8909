using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads <c>theory "name" [Source] builds on …, clauses, predicts "…"</c>.</summary>
internal sealed class TheoryReader(GameDraft draft, TokenReader reader)
{
    private readonly List<PayoffTerm> _terms = [];
    private readonly List<string> _sources = [];
    private readonly List<Assumption> _assumptions = [];
    private string? _predicts;
    private int _player = -2;

    /// <summary>Reads one clause into the draft; returns the names it builds on, to be checked when all theories are known.</summary>
    public List<Token> Read()
    {
        reader.Next();
        var buildsOn = new List<Token>();
        if (reader.ExpectText("the name of the theory") is not { } name)
        {
            reader.Recover("gains", "loses", "assume", "builds", "predicts");
            name = default;
        }
        else if (name.Text == "base")
        {
            draft.Bag.Error("G207", name.Place, "`base` is the name of the game without any theory", helps: ["give the theory another name"]);
        }
        else if (draft.Theories.FirstOrDefault(t => t.Name == name.Text) is { } twin)
        {
            draft.Bag.Error("G207", name.Place, $"a theory called \"{name.Text}\" stands on line {twin.Place.Line} already", others: [new DiagnosticLabel(twin.Place, "the first one")], helps: ["give one of them another name"]);
        }

        while (reader.Peek.Kind == TokenKind.Cite)
        {
            _sources.Add(reader.Next().Text);
        }

        while (!reader.AtEnd)
        {
            if (!Item(name, buildsOn))
            {
                reader.Recover("gains", "loses", "assume", "builds", "predicts");
            }

            reader.Take(',');
        }

        if (name.Text is { Length: > 0 } title)
        {
            draft.Theories.Add(new Theory(title, _sources.Count == 0 ? null : string.Join("; ", _sources), [.. buildsOn.Select(b => b.Text)],
                [.. _terms], [.. _assumptions], _predicts, name.Place));
        }

        return buildsOn;
    }

    private bool Item(Token theory, List<Token> buildsOn)
    {
        reader.Ask("a player");
        var token = reader.Peek;
        if (reader.Take("builds"))
        {
            return reader.Expect("on") && BuildsOn(buildsOn);
        }

        if (reader.Take("predicts"))
        {
            _predicts = reader.ExpectText("what it predicts")?.Text;
            return _predicts is not null;
        }

        if (reader.Take("assume"))
        {
            return Assume(theory.Text);
        }

        if (token.Is("gains") || token.Is("loses"))
        {
            if (_player == -2)
            {
                reader.Expected("a player before what it gains or loses", draft.Players.Count > 0 ? $"write `{draft.Players[0].Name} {token.Text} …`" : "declare a player first");
                return false;
            }

            reader.Next();
            return new PayoffReader(draft, reader).Terms(_player, token.Is("gains"), _terms);
        }

        if (token.Kind == TokenKind.Word && (reader.PeekAt(1).Is("gains") || reader.PeekAt(1).Is("loses")))
        {
            _player = draft.Player(reader.Next());
            return true;
        }

        reader.Expected("a clause of the theory: `builds on`, a player that `gains` or `loses`, `assume` or `predicts`",
            token.Is("next") ? "theories differ in motives, not in how situations move; laws belong to the game" : "separate terms by commas; every theory clause starts with one of these words");
        return false;
    }

    private bool BuildsOn(List<Token> names)
    {
        do
        {
            if (reader.ExpectText("the name of a theory") is not { } name)
            {
                return false;
            }

            names.Add(name);
        }
        while (reader.Peek.Is(',') && reader.PeekAt(1).Kind == TokenKind.Text && reader.Take(','));
        return true;
    }

    private bool Assume(string theory)
    {
        var start = reader.Last;
        if (reader.Take("discount"))
        {
            if (!reader.Expect("of", "a theory sets one player's discount:   assume discount of client 0") || reader.ExpectName("a player") is not { } who
                || reader.ExpectNumber("the discount factor") is not { } number)
            {
                return false;
            }

            var player = draft.Player(who);
            AssumptionReader.CheckDiscount(draft, number.Value, number.Place);
            _assumptions.Add(new Assumption(player, null, number.Value, reader.CoverFrom(start)));
            return true;
        }

        var chance = reader.Peek.Is("chance");
        if (!chance && !reader.Peek.Is("weight"))
        {
            reader.Expected("`discount of`, `weight` or `chance`", "write `assume weight aid = 0.3`");
            return false;
        }

        reader.Next();
        if (reader.ExpectName(chance ? "a chance" : "a weight") is not { } name || !reader.Expect('=') || reader.ExpectNumber("its value") is not { } value)
        {
            return false;
        }

        draft.Parameters.Held.Add((name, chance, value.Value, theory ?? string.Empty));
        _assumptions.Add(new Assumption(-1, name.Text, value.Value, reader.CoverFrom(start)));
        return true;
    }
}
