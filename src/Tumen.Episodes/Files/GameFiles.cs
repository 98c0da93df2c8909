using System.Text;
using Tumen.Model;

namespace Tumen.Episodes;

/// <summary>Reads and writes the .efg and .nfg game files that Gambit made common.</summary>
/// <remarks>
/// Tolerant where it is harmless: repeated node and set names, missing names, <c>1</c> against <c>1.0</c>. Numbers are exact. Malformed files give
/// a <see cref="GameDiagnostic"/> with line and column, never an exception; reading uses no recursion. Source: the format descriptions of Gambit.
/// </remarks>
public static class GameFiles
{
    /// <summary>Reads a game; the first word of the text, not the path, decides the format.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="path">How messages name it.</param>
    /// <param name="options">Limits; defaults if null.</param>
    public static GameFileResult Read(string text, string path, GameFileOptions? options = null)
    {
        options ??= new GameFileOptions();
        if (text.Length > options.MaximumCharacters) return TooLong(path, options);
        var remarks = new List<(string Code, int Position, string Message)>();
        try
        {
            var scanner = new GameScanner(text);
            string kind = scanner.Token == GameToken.Word ? scanner.Raw.ToString() : "";
            if (kind is not ("EFG" or "NFG")) throw scanner.Unexpected("the first word EFG or NFG");
            scanner.Advance();
            int wanted = kind == "EFG" ? 2 : 1;
            if (scanner.TakeInteger("a version number") != wanted)
                throw new GameSyntaxException("E104", scanner.Start, $"only version {wanted} of {kind} is known");
            if (scanner.Token != GameToken.Word || scanner.Raw is not ("R" or "D")) throw scanner.Unexpected("R or D");
            scanner.Advance();
            return kind == "EFG"
                ? new GameFileResult(new EfgReader(scanner, options, remarks).Read(), null, Placed(text, path, remarks))
                : new GameFileResult(null, new NfgReader(scanner, options, remarks).Read(), Placed(text, path, remarks));
        }
        catch (GameSyntaxException error)
        {
            remarks.Add((error.Code, error.Position, error.Message));
            return new GameFileResult(null, null, Placed(text, path, remarks));
        }
    }

    /// <summary>Reads a game from a file on disk; one that is too large is refused by its size, unread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What was read, for excerpts; empty when the file was refused.</param>
    /// <param name="options">Limits; defaults if null.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static GameFileResult Open(string path, out string text, GameFileOptions? options = null)
    {
        options ??= new GameFileOptions();
        text = "";
        if (BoundedFile.Read(path, (int)Math.Min(options.MaximumCharacters, Array.MaxLength)) is not { } bytes)
            return new GameFileResult(null, null, [new GameDiagnostic("E100", path, 1, 1,
                $"the file has {(new FileInfo(path).Length is var length && length > options.MaximumCharacters ? $"{length} bytes" : "no end in sight")}; at most {options.MaximumCharacters} bytes are read, so that memory stays bounded")]);
        try
        {
            text = new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            int line = 1 + bytes.AsSpan(0, error.Index).Count((byte)'\n');
            return new GameFileResult(null, null, [new GameDiagnostic("E116", path, line, 1,
                $"byte {error.Index} is not UTF-8 text; a game file is plain text: save it as UTF-8")]);
        }
        return Read(text, path, options);
    }

    /// <summary>Reads a game from a stream of text, at most <see cref="GameFileOptions.MaximumCharacters"/> of it.</summary>
    /// <param name="reader">Where the text comes from; not closed.</param>
    /// <param name="path">How messages name it.</param>
    /// <param name="options">Limits; defaults if null.</param>
    public static GameFileResult Read(TextReader reader, string path, GameFileOptions? options = null)
    {
        options ??= new GameFileOptions();
        var text = new StringBuilder();
        var buffer = new char[65_536];
        int got;
        while ((got = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            if (text.Length + (long)got > options.MaximumCharacters) return TooLong(path, options);
            text.Append(buffer, 0, got);
        }
        return Read(text.ToString(), path, options);
    }

    private static GameFileResult TooLong(string path, GameFileOptions options) => new(null, null,
        [new GameDiagnostic("E100", path, 1, 1, $"the file has more than {options.MaximumCharacters} characters; raise MaximumCharacters if the machine can hold them")]);

    private static List<GameDiagnostic> Placed(string text, string path, List<(string Code, int Position, string Message)> remarks)
    {
        var placed = new List<GameDiagnostic>();
        foreach (var (code, position, message) in remarks)
        {
            var (line, column) = GameScanner.Place(text, position);
            placed.Add(new GameDiagnostic(code, path, line, column, message));
            if (placed.Count == 100) break;
        }
        return placed;
    }

    /// <summary>Writes a tree as .efg.</summary>
    /// <param name="game">The game.</param>
    /// <param name="tidyNames">Make names acceptable to recent Gambit versions (the default): repeated node and set names get a number, stray spaces go. False keeps every name.</param>
    public static string Write(ExtensiveGame game, bool tidyNames = true) => new GameWriter(tidyNames).Write(game);

    /// <summary>Writes a table as .nfg, by outcomes if it was declared so.</summary>
    public static string Write(StrategicGame game) => new GameWriter(true).Write(game);
}
