using System.Globalization;
using System.Reflection;
using System.Text;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen new`: a small study to begin with, or a codebook drafted from events.</summary>
internal static class NewVerb
{
    private const string Prefix = "template/";
    private const int MostKinds = 24;

    /// <summary>The studies that can be begun with.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Resources().Select(r => r[Prefix.Length..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];

    public static int Run(Arguments a)
    {
        string folder = a.OneFile("a folder to begin in");
        if (a.Text("--from") is { } events)
        {
            return Draft(folder, events);
        }

        string like = a.Text("--like") ?? "client-patron";
        string[] files = [.. Resources().Where(r => r.StartsWith($"{Prefix}{like}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] there = [.. files.Select(f => f[(Prefix.Length + like.Length + 1)..]).Where(f => File.Exists(Path.Combine(folder, f)))];
        if (there.Length > 0)
        {
            throw new UsageException($"{Path.Combine(folder, there[0])} is there already; name an empty folder");
        }

        foreach (string resource in files)
        {
            Output.WriteFile(folder, resource[(Prefix.Length + like.Length + 1)..], Read(resource));
        }

        Console.WriteLine($"{folder}: {string.Join(", ", files.Select(f => f[(Prefix.Length + like.Length + 1)..]))}");
        Console.WriteLine("every event of it is invented; to begin:");
        Console.WriteLine($"  tumen check {folder}");
        Console.WriteLine($"  tumen study {folder}");
        return 0;
    }

    private static IEnumerable<string> Resources() => Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal));

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var held = new MemoryStream();
        stream.CopyTo(held);
        return held.ToArray();
    }

    private static int Draft(string folder, string file)
    {
        var events = EventTable.Read(StudyFolder.ReadBytes(file, file, EventFile.SizeLimit), file);
        if (!events.Columns.Contains("kind"))
        {
            throw new UsageException($"{file} has no column `kind` to draft a codebook from; its columns are {string.Join(", ", events.Columns)}");
        }

        Output.Refuse(Path.Combine(folder, "draft.codebook"));
        Output.WriteFile(folder, "draft.codebook", Output.Utf8(Codebook(events, Path.GetFileName(file))));
        Console.WriteLine($"{Path.Combine(folder, "draft.codebook")}: a set of events for each kind and direction, most frequent first; cut it down to what your game needs");
        return 0;
    }

    private static string Codebook(EventTable events, string file)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Drafted from {file}: {events.Events.Length} events, {EventTable.MonthName(events.Events.Min(e => e.Month))} to {EventTable.MonthName(events.Events.Max(e => e.Month))}.\n");
        text.Append("# Keep the sets that your game's moves and situations rest on, join kinds by `or`, and add a rule for every player and situation.\n");
        text.Append("codebook \"What happened\" for \"relations.game\"\n\n");
        if (events.Columns.Contains("dup_of"))
        {
            text.Append("leave out   dup_of is not empty\n");
        }

        bool directed = events.Columns.Contains("actor") && events.Columns.Contains("target") && events.Events.Any(e => events.Value(e, "actor").Length > 0);
        if (directed)
        {
            text.Append("one a day for each actor, target, kind\n");
        }

        text.Append('\n');
        var used = new HashSet<string>(StringComparer.Ordinal);
        var groups = events.Events.GroupBy(e => (Actor: directed ? events.Value(e, "actor") : "", Target: directed ? events.Value(e, "target") : "", Kind: events.Value(e, "kind")))
            .Where(g => g.Key.Kind.Length > 0).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.ToString(), StringComparer.Ordinal).ToArray();
        foreach (var group in groups.Take(MostKinds))
        {
            string name = Name(directed ? $"{group.Key.Actor}_{group.Key.Kind}_{group.Key.Target}" : group.Key.Kind + "_events", used);
            string test = directed ? $"actor is {Quoted(group.Key.Actor)}, target is {Quoted(group.Key.Target)}, kind is {Quoted(group.Key.Kind)}" : $"kind is {Quoted(group.Key.Kind)}";
            text.Append(CultureInfo.InvariantCulture, $"events {name}   {test}   # {group.Count()} in {Words.Count(group.Select(e => e.Month).Distinct().Count(), "month")}\n");
        }

        if (groups.Length > MostKinds)
        {
            text.Append(CultureInfo.InvariantCulture, $"# {groups.Length - MostKinds} rarer ones are left out here\n");
        }

        text.Append("\n# client plays provoke in a month with any SET   otherwise hold\n# situation tension is high if any SET in the last 3 months   otherwise low   starts low\n");
        return text.ToString();
    }

    // A name of the language: letters, digits and _, not taken, not beginning with a digit.
    private static string Name(string wish, HashSet<string> used)
    {
        string name = new([.. wish.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
        name = name.Trim('_') is { Length: > 0 } trimmed ? trimmed : "set";
        name = char.IsAsciiDigit(name[0]) ? "k_" + name : name;
        string own = name;
        for (int k = 2; !used.Add(own); k++)
        {
            own = string.Create(CultureInfo.InvariantCulture, $"{name}_{k}");
        }

        return own;
    }

    private static string Quoted(string value) => value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && char.IsAsciiLetter(value[0]) && value is not ("and" or "or" or "not" or "empty" or "else") ? value : $"\"{value.Replace("\"", "'", StringComparison.Ordinal)}\"";
}
