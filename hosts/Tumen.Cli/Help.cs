using System.Text;

namespace Tumen.Cli;

/// <summary>Help texts and the reference page, made from the registry.</summary>
internal static class Help
{
    private const int Wide = 79;

    private const string Codes = "Exit: 0 done, 1 no trustworthy result, 2 wrong input, 70 own fault, 130 stopped.";

    /// <summary>The overview.</summary>
    public static string Overview()
    {
        var text = new StringBuilder("tumen: a laboratory for strategic relationships between unequal powers\n\n");
        foreach (var verb in Verbs.All)
        {
            text.Append("  ").Append($"tumen {verb.Name} {verb.Takes}".PadRight(34)).Append(string.Join("\n" + new string(' ', 36), Lines(verb.Says, Wide - 36))).Append('\n');
        }

        string common = string.Join(" ", CommonOptions.All.Select(o => o.Shown.Split(' ')[0]));
        return text.Append($"\nOptions of every verb: {common}\n`tumen help VERB`, or `tumen VERB --help`, tells the rest and gives examples.\n{Codes}").ToString();
    }

    /// <summary>The help of a verb.</summary>
    public static string Of(Verb verb)
    {
        var text = new StringBuilder($"tumen {verb.Name} {verb.Takes}".TrimEnd()).Append(" [options]\n  ").Append(verb.Says[..1].ToUpperInvariant()).Append(verb.Says.AsSpan(1)).Append(".\n");
        if (verb.Notes.Length > 0)
        {
            text.Append('\n');
            foreach (string line in verb.Notes.ReplaceLineEndings("\n").Split('\n'))
            {
                text.Append(("  " + line).TrimEnd()).Append('\n');
            }
        }

        text.Append("\nOptions:\n");
        foreach (var option in verb.Options)
        {
            string start = $"  {option.Shown}";
            string first = start.Length < 25 ? start.PadRight(26) : start + "\n" + new string(' ', 26);
            text.Append(first).Append(string.Join("\n" + new string(' ', 26), Lines(option.Says, Wide - 26))).Append('\n');
        }

        text.Append("\nExamples:\n");
        foreach (var (line, does) in verb.Examples)
        {
            text.Append($"  {line}\n      {does}\n");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>docs/cli.md.</summary>
    public static string Reference()
    {
        var text = new StringBuilder("# The command line\n\n`tumen VERB FILES [options]`. This page is made from the program itself, by `tumen help --reference`; `tumen help VERB` prints one part of it.\n\n| verb | does |\n| --- | --- |\n");
        foreach (var verb in Verbs.All)
        {
            text.Append($"| [`{verb.Name}{(verb.Takes.Length > 0 ? " " + verb.Takes.Replace("|", "\\|", StringComparison.Ordinal) : "")}`](#{verb.Name}) | {verb.Says} |\n");
        }

        text.Append("\nEvery verb that works on files takes:\n\n");
        Options(text, [.. CommonOptions.All, CommonOptions.Help]);
        text.Append($"\n{Codes}\n\nCtrl-C, or a signal to end, stops a verb within a second and keeps what is finished; a second Ctrl-C stops it at once.\n\n")
            .Append("Diagnostics go to standard error, in colour on a terminal unless `NO_COLOR` is set; tables take the width of the terminal, or that of `COLUMNS`. ")
            .Append("A file given as `-` or `/dev/stdin` is read from standard input, and its kind is told by its first words.\n");
        foreach (var verb in Verbs.All)
        {
            text.Append($"\n## {verb.Name}\n\n{verb.Says[..1].ToUpperInvariant()}{verb.Says[1..]}.\n\n");
            if (verb.Notes.Length > 0)
            {
                text.Append($"```text\n{verb.Notes.ReplaceLineEndings("\n").TrimEnd()}\n```\n\n");
            }

            if (verb.Own.Count > 0)
            {
                Options(text, verb.Own);
                text.Append('\n');
            }

            text.Append("```sh\n");
            foreach (var (line, does) in verb.Examples)
            {
                text.Append($"{line}   # {does}\n");
            }

            text.Append("```\n");
        }

        return text.ToString();
    }

    private static void Options(StringBuilder text, IReadOnlyList<VerbOption> options)
    {
        text.Append("| option | does |\n| --- | --- |\n");
        foreach (var o in options)
        {
            text.Append($"| `{o.Shown.Replace("|", "\\|", StringComparison.Ordinal)}` | {o.Says.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }
    }

    private static IEnumerable<string> Lines(string text, int width)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
