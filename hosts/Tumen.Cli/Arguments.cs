using System.Globalization;

namespace Tumen.Cli;

/// <summary>Wrong use of the command line.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The words after the verb: files and options.</summary>
internal sealed class Arguments
{
    private static readonly string[] Flags = ["--json", "--quiet", "--help", "--verify", "--all", "--profile"];

    private static readonly string[] Valued =
    [
        "--out", "--seed", "--threads", "--theory", "--precision", "--values", "--records", "--starts", "--from", "--set", "--unit", "--selection", "--discount", "--tolerance", "--method",
        "--periods", "--resume", "--continuation", "--port", "--listen", "--scenario", "--draws", "--months", "--units",
        "--replications", "--times", "--theories", "--estimator", "--path", "--path-from", "--pooling", "--warmup", "--chains", "--particles",
        "--formula", "--link", "--shocks", "--levels", "--most", "--scales", "--bootstrap", "--cluster", "--versus", "--first-stage", "--share", "--until", "--into", "--slurm", "--kubernetes",
    ];

    private readonly Dictionary<string, string> _options = [];

    public Arguments(IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                Files.Add(word);
                continue;
            }

            string? inline = null;
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                (word, inline) = (word[..equals], word[(equals + 1)..]);
            }

            if (Flags.Contains(word) && inline is null)
            {
                _options[word] = "";
            }
            else if (Valued.Contains(word))
            {
                _options[word] = inline ?? (i + 1 < words.Count ? words[++i] : throw new UsageException($"{word} needs a value"));
            }
            else
            {
                string near = Flags.Concat(Valued).FirstOrDefault(o => o.StartsWith(word[..Math.Min(5, word.Length)], StringComparison.Ordinal)) ?? "";
                throw new UsageException($"unknown option {word}{(near.Length > 0 ? $"; did you mean {near}?" : "")}");
            }
        }
    }

    public List<string> Files { get; } = [];

    public bool Json => Has("--json");

    public bool Quiet => Has("--quiet");

    public ulong Seed => Whole("--seed", 1, ulong.MaxValue);

    public int Threads => (int)Whole("--threads", (ulong)Environment.ProcessorCount, 1024);

    public bool Has(string option) => _options.ContainsKey(option);

    public string? Text(string option) => _options.GetValueOrDefault(option);

    public double? Number(string option)
    {
        if (Text(option) is not { } text)
        {
            return null;
        }

        if (text is "inf" or "infinity")
        {
            return double.PositiveInfinity;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.IsFinite(x)
            ? x
            : throw new UsageException($"{option} is `{text}`; expected a number");
    }

    public string OneFile(string what) => Files.Count == 1 ? Files[0] : throw new UsageException(Files.Count == 0 ? $"name {what}" : $"expected one file, found {Files.Count}: {string.Join(" ", Files)}");

    /// <summary>A whole number from 1 to a limit.</summary>
    public int Count(string option, int otherwise, int most)
    {
        ulong n = Whole(option, (ulong)otherwise, (ulong)most);
        return n > 0 ? (int)n : throw new UsageException($"{option} is 0; expected a whole number above 0");
    }

    private ulong Whole(string option, ulong otherwise, ulong most) =>
        Text(option) is not { } text ? otherwise
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong x) && x <= most && (option != "--threads" || x > 0) ? x
        : throw new UsageException($"{option} is `{text}`; expected a whole number{(option == "--threads" ? " above 0" : "")}");
}
