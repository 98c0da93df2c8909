using System.CommandLine;
using System.CommandLine.Parsing;
using Tumen.Language;

namespace Tumen.Cli;

/// <summary>The registry of verbs as a command line: reads words, and says what is wrong with them.</summary>
internal static class CommandLine
{
    // Words that begin with @ are files like any other, and -abc is no bundle of switches.
    private static readonly ParserConfiguration Rules = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Reads the words after the verb.</summary>
    /// <exception cref="UsageException">An unknown option, one of another verb, one given twice, or one without its value.</exception>
    public static Arguments Read(Verb verb, IReadOnlyList<string> words)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore };
        var options = verb.Options.Select(o => (Says: o, Option: Made(o))).ToArray();
        var command = new Command(verb.Name) { files };
        foreach (var (_, option) in options)
        {
            command.Options.Add(option);
        }

        // What follows a bare -- is a file whatever it looks like.
        int bare = words.ToList().IndexOf("--");
        IReadOnlyList<string> before = bare < 0 ? words : [.. words.Take(bare)];
        var parsed = command.Parse(before, Rules);
        string[] named = [.. parsed.GetResult(files)?.Tokens.Select(t => t.Value) ?? []];
        if (named.FirstOrDefault(f => f.Length > 1 && f[0] == '-') is { } strange)
        {
            throw new UsageException(Strange(verb, strange.Split('=')[0]));
        }

        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (says, option) in options)
        {
            if (parsed.GetResult(option) is { Implicit: false } result)
            {
                given[says.Name] = Value(says, result);
            }
        }

        if (parsed.Errors.Count > 0)
        {
            throw new UsageException(parsed.Errors[0].Message.TrimEnd('.'));
        }

        return new Arguments(verb, [.. named, .. bare < 0 ? [] : words.Skip(bare + 1)], given);
    }

    private static Option Made(VerbOption o) => o.Value is null
        ? new Option<bool>(o.Name) { Arity = ArgumentArity.Zero }
        : new Option<string[]>(o.Name) { Arity = o.Alone is null ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = false };

    private static string Value(VerbOption says, OptionResult result)
    {
        string[] values = [.. result.Tokens.Select(t => t.Value)];
        if (says.Value is null)
        {
            return "";
        }

        if (result.IdentifierTokenCount > 1 && says.JoinedBy is null)
        {
            throw new UsageException($"{says.Name} is given {(result.IdentifierTokenCount == 2 ? "twice" : $"{result.IdentifierTokenCount} times")}; give it once");
        }

        if (values.Length == 0)
        {
            return says.Alone ?? throw new UsageException($"{says.Name} needs a value: {says.Shown}, {says.Says}");
        }

        string value = string.Join(says.JoinedBy ?? ',', values);
        return says.Words.Count == 0 || says.Words.Contains(value) ? value
            : throw new UsageException($"{says.Name} is `{value}`; expected {Listed(says.Words)}{Suggestion.Ask(value, says.Words)}");
    }

    private static string Strange(Verb verb, string word)
    {
        if (word is "-h" or "-?" or "/?")
        {
            return $"there is no {word}; write --help";
        }

        string[] own = [.. verb.Options.Select(o => o.Name)];
        string[] others = [.. Verbs.All.Where(v => v.Options.Any(o => o.Name == word)).Select(v => v.Name)];
        string? near = Suggestion.For(word, own) ?? own.FirstOrDefault(o => word.Length > 4 && o.StartsWith(word, StringComparison.Ordinal));
        string ask = near is null ? "" : $"; did you mean {near}?";
        return others.Length > 0 ? $"{word} is an option of {Listed(others, "and")}, not of {verb.Name}{ask}\n  tumen {verb.Name} --help lists those of {verb.Name}"
            : $"unknown option {word}{(near is null && Suggestion.For(word, Verbs.All.SelectMany(v => v.Options).Select(o => o.Name).Distinct()) is { } elsewhere ? $"; {elsewhere} is an option of {Listed([.. Verbs.All.Where(v => v.Options.Any(o => o.Name == elsewhere)).Select(v => v.Name)], "and")}" : ask)}\n  tumen {verb.Name} --help lists the options of {verb.Name}";
    }

    internal static string Listed(IReadOnlyList<string> words, string last = "or") =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} {last} {words[^1]}";
}
