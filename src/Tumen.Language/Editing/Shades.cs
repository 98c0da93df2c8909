using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>What a word or mark of a text is, for an editor that colours by meaning.</summary>
public enum Shade
{
    /// <summary>A word of the grammar.</summary>
    Word,

    /// <summary>A player, or a unit of the record.</summary>
    Player,

    /// <summary>A move, a level or an outcome.</summary>
    Value,

    /// <summary>A situation, a covariate, a group or a move with a name of its own.</summary>
    Situation,

    /// <summary>A weight, a chance or a number with a name.</summary>
    Parameter,

    /// <summary>A theory, or another name in quotes.</summary>
    Theory,

    /// <summary>A set of events, or a claim.</summary>
    Set,

    /// <summary>A number or a month.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A citation.</summary>
    Source,
}

/// <summary>One shaded word.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Shade">What it is.</param>
/// <param name="Declares">Whether it is declared here.</param>
public readonly record struct ShadedWord(Place Place, Shade Shade, bool Declares);

/// <summary>Words by what they mean, not by how they are spelt: a move is told from a level and from a word of the grammar that is written alike.</summary>
public static class Shades
{
    /// <summary>Every word of a text that means something, in the order of the text.</summary>
    public static ImmutableArray<ShadedWord> Of(Outline outline)
    {
        ArgumentNullException.ThrowIfNull(outline);
        var result = ImmutableArray.CreateBuilder<ShadedWord>(outline.Tokens.Count);
        for (int i = 0; i < outline.Tokens.Count; i++)
        {
            var token = outline.Tokens[i];
            if (Resolver.Resolve(outline, i) is { } thing)
            {
                result.Add(new ShadedWord(token.Place, Of(thing.Kind), thing.Place == token.Place && thing.File == outline.File));
            }
            else if (Plain(token, outline) is { } shade)
            {
                result.Add(new ShadedWord(token.Place, shade, false));
            }
        }

        return result.ToImmutable();
    }

    private static Shade? Plain(Token token, Outline outline) => token.Kind switch
    {
        TokenKind.Number or TokenKind.Date => Shade.Number,
        TokenKind.Text => Shade.Text,
        TokenKind.Cite => Shade.Source,
        TokenKind.Word when outline.Words.Contains((token.Place.Line, token.Place.Column)) || token.Place.Column == 1 || Keywords.IsReserved(token.Text) => Shade.Word,
        _ => null,
    };

    private static Shade Of(NameKind kind) => kind switch
    {
        NameKind.Player or NameKind.Unit => Shade.Player,
        NameKind.Move or NameKind.Level or NameKind.Outcome => Shade.Value,
        NameKind.Situation or NameKind.Covariate or NameKind.Group or NameKind.Decision => Shade.Situation,
        NameKind.Weight or NameKind.Chance or NameKind.Number => Shade.Parameter,
        NameKind.EventSet or NameKind.Claim => Shade.Set,
        _ => Shade.Theory,
    };
}
