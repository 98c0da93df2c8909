using Tumen.Model;

namespace Tumen.Cli;

/// <summary>What a file holds.</summary>
internal enum FileKind
{
    /// <summary>Nothing that is known here.</summary>
    Unknown,

    /// <summary>A game that goes on, in the language.</summary>
    Game,

    /// <summary>A game played once, in the language: an episode with its tree.</summary>
    Episode,

    /// <summary>A game played once with errors, in the language, to be fitted to a table of plays.</summary>
    Plays,

    /// <summary>A tree in Gambit's format.</summary>
    Efg,

    /// <summary>A table in Gambit's format.</summary>
    Nfg,

    /// <summary>A game as arrays.</summary>
    Arrays,

    /// <summary>A study, or a folder that holds one.</summary>
    Study,

    /// <summary>A codebook.</summary>
    Codebook,

    /// <summary>Claims of a text.</summary>
    Claims,

    /// <summary>A table.</summary>
    Csv,
}

/// <summary>Tells what a file holds by its first words, and by its ending where the words do not tell.</summary>
internal static class FileKinds
{
    /// <summary>The kind of a file; <see cref="FileKind.Unknown"/> when it is not there, cannot be read or is none of them.</summary>
    public static FileKind Of(string path)
    {
        if (Directory.Exists(path))
        {
            return FileKind.Study;
        }

        // A pipe is read once only; by then it has been copied to a file.
        if (!File.Exists(path) || (BoundedFile.Length(path) == 0 && !HasEnding(path)))
        {
            return FileKind.Unknown;
        }

        // A file that tells no length may be a pipe that nobody writes to: its ending alone is looked at.
        string ending = Path.GetExtension(path).ToLowerInvariant(), start = BoundedFile.Length(path) == 0 ? "" : Start(path);
        return ending switch
        {
            ".efg" => FileKind.Efg,
            ".nfg" => FileKind.Nfg,
            ".study" => FileKind.Study,
            ".codebook" => FileKind.Codebook,
            ".claims" => FileKind.Claims,
            ".csv" or ".tsv" => FileKind.Csv,
            ".game" => GameKind(start),
            ".json" => FileKind.Arrays,
            _ => ByWords(start),
        };
    }

    /// <summary>What a reader calls it, with its article.</summary>
    public static string Called(FileKind kind) => kind switch
    {
        FileKind.Game => "a game",
        FileKind.Episode => "a game played once",
        FileKind.Plays => "a game played once with errors",
        FileKind.Efg => "a game tree (.efg)",
        FileKind.Nfg => "a game table (.nfg)",
        FileKind.Arrays => "a game as arrays (sgame.json)",
        FileKind.Study => "a study",
        FileKind.Codebook => "a codebook",
        FileKind.Claims => "a list of claims",
        FileKind.Csv => "a table (.csv)",
        _ => "nothing that is known here",
    };

    private static bool HasEnding(string path) => Path.GetExtension(path).Length > 0;

    private static FileKind ByWords(string start) =>
        start.StartsWith("EFG ", StringComparison.Ordinal) ? FileKind.Efg
        : start.StartsWith("NFG ", StringComparison.Ordinal) ? FileKind.Nfg
        : start.StartsWith('{') ? FileKind.Arrays
        : FirstLine(start).Split(' ')[0] switch
        {
            "game" => GameKind(start),
            "study" => FileKind.Study,
            "codebook" => FileKind.Codebook,
            "claims" => FileKind.Claims,
            _ => FileKind.Unknown,
        };

    private static FileKind GameKind(string start) =>
        Episodes.EpisodeFile.IsEpisode(start) ? FileKind.Episode
        : FirstLine(start) is var line && line.LastIndexOf('"') is > 0 and var close && line.IndexOf("once", close, StringComparison.Ordinal) > 0 ? FileKind.Plays
        : FileKind.Game;

    private static string FirstLine(string start) => start.Split('\n', '\r').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && l[0] != '#') ?? "";

    // The first signs of a file, without a byte-order mark and blanks before them.
    private static string Start(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var start = new char[20_000];
            return new string(start, 0, reader.ReadBlock(start, 0, start.Length)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n').ReplaceLineEndings("\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // what is wrong is said where the file is read
        }
    }
}
