using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads a .game text.</summary>
public static class GameFile
{
    /// <summary>Largest number of situations × joint moves that a game may have: 50 million.</summary>
    public const long CellLimit = 50_000_000;

    /// <summary>Reads a game; all errors in one pass.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">Its name, for diagnostics.</param>
    public static Parsed<GameModel> Parse(string text, string fileName)
    {
        var found = new List<Diagnostic>();
        var tokens = Tokens.Cut(text, found.Add, fileName);
        var builder = new GameBuilder(fileName, found);
        builder.Read(tokens);
        var model = found.Any(d => d.Severity == Severity.Error) ? null : builder.Build();
        if (model is not null)
        {
            found.AddRange(GameChecks.Mentions(model, builder.Mentions, fileName));
            found.AddRange(GameChecks.Check(model, fileName));
        }

        return new Parsed<GameModel>(found.Any(d => d.Severity == Severity.Error) ? null : model, [.. found.OrderBy(d => d.Place.Line).ThenBy(d => d.Place.Column)]);
    }
}
