using System.Globalization;
using Tumen.Language;

namespace Tumen.Cli;

/// <summary>Wrong use of the command line.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The words after the verb: files and options, as <see cref="CommandLine"/> read them.</summary>
internal sealed class Arguments
{
    private readonly IReadOnlyDictionary<string, string> _options;
    private readonly Dictionary<string, string> _called = new(StringComparer.Ordinal);

    /// <summary>Takes files and options of a verb; looks at once at those that every verb takes.</summary>
    /// <exception cref="UsageException">A value that is none.</exception>
    public Arguments(Verb verb, IReadOnlyList<string> files, IReadOnlyDictionary<string, string> options)
    {
        (Verb, _options) = (verb, options);
        Files = [.. files];
        Seed = Whole("--seed", 1, ulong.MaxValue);
        Threads = (int)Whole("--threads", (ulong)Environment.ProcessorCount, 1024);
        if (Text("--out") is { } folder && folder.Trim().Length == 0)
        {
            throw new UsageException("--out is empty; name a folder");
        }
    }

    public Verb Verb { get; }

    public List<string> Files { get; }

    /// <summary>The folder beside which names in messages are looked for: that of the first file; null without files.</summary>
    public string? Folder => Files.Count == 0 ? null : Directory.Exists(Files[0]) ? Files[0] : Path.GetDirectoryName(Files[0]);

    public bool Json => Has("--json");

    public bool Quiet => Has("--quiet");

    public ulong Seed { get; }

    public int Threads { get; }

    /// <summary>All files named, by options too.</summary>
    public IEnumerable<string> Inputs => Files.Concat(((string[])["--records", "--from", "--selection", "--resume", "--at"]).Select(Text).OfType<string>());

    /// <summary>What the user called a file.</summary>
    public string Shown(string file) => _called.GetValueOrDefault(file, file);

    /// <summary>Says that a file stands for what the user called otherwise.</summary>
    public void Call(string file, string name) => _called[file] = name;

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

    /// <summary>Refuses options that the verb has but that mean nothing for what was named.</summary>
    /// <param name="why">Begins a sentence: "is for …".</param>
    /// <param name="options">Those options.</param>
    public void Refuse(string why, params IReadOnlyList<string> options)
    {
        if (options.FirstOrDefault(Has) is { } foreign)
        {
            throw new UsageException($"{foreign} {why}");
        }
    }

    /// <summary>The exception that says that a name is unknown, and which names are known.</summary>
    public static UsageException Unknown(string whole, string what, string name, IEnumerable<string> known, string also = "")
    {
        string[] names = [.. known];
        string has = names.Length == 0 ? "" : $"; it has {string.Join(", ", names.Take(20).Select(t => $"\"{t}\""))}{(names.Length > 20 ? ", …" : "")}{also}";
        return new UsageException($"{whole} has no {what} \"{name}\"{has}{Suggestion.Ask(name, names)}");
    }

    private ulong Whole(string option, ulong otherwise, ulong most) =>
        Text(option) is not { } text ? otherwise
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong x) && x <= most && (option != "--threads" || x > 0) ? x
        : throw new UsageException($"{option} is `{text}`; expected a whole number{(option == "--threads" ? " above 0" : "")}{(most < ulong.MaxValue ? string.Create(CultureInfo.InvariantCulture, $", at most {most}") : "")}");
}
