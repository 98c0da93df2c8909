using Tumen.Language;
using Tumen.Model;
using Tumen.Numerics;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>From words to an exit code: finds the verb, reads its options, runs it where it can be stopped, and says in one way what went wrong.</summary>
internal static class Entry
{
    private const int Wrong = 2, Fault = 70, Stopped = 130;

    /// <summary>Runs the command line.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="opens">Whether to write to the streams of the process; otherwise to the console as it is.</param>
    public static int Run(string[] words, bool opens = true)
    {
        if (opens)
        {
            Screen.Open();
        }

        using var stop = new Stopping();
        Verb? verb = null;
        Arguments? arguments = null;
        try
        {
            if (Told(words) is { } text)
            {
                Output.Text(text);
                return 0;
            }

            verb = Verbs.Find(words[0]) ?? throw new UsageException(Unknown(words[0]));
            arguments = CommandLine.Read(verb, words[1..]);
            ThreadBudget.Most = arguments.Threads;
            var (run, a) = (verb, arguments);
            return stop.Run(() => Begun(run, a, stop.Token), verb.Grace) ?? Stop(verb);
        }
        catch (Exception e)
        {
            return Explain(e, verb, arguments, words, stop.Token.IsCancellationRequested);
        }
        finally
        {
            PipedInput.Forget();
        }
    }

    private static int Begun(Verb verb, Arguments a, CancellationToken cancel)
    {
        PipedInput.Take(a);
        FileOfWrongKind.Refuse(verb, a);
        Output.Begin(a);
        return verb.Run(a, cancel);
    }

    private static int Stop(Verb? verb)
    {
        Console.Error.WriteLine(verb is { KeepsPieces: true } ? "stopped; what was finished is kept, and the next run goes on from there" : "stopped");
        return Stopped;
    }

    // Texts that need no verb to run.
    private static string? Told(string[] words)
    {
        if (words.Length == 0 || words[0] is "--help" or "-h")
        {
            return Help.Overview() + "\n";
        }

        if (words[0] is "--version" or "-V")
        {
            return $"tumen {StudyRunner.Version}\n";
        }

        if (words[0] == "help")
        {
            return words.Length == 1 ? Help.Overview() + "\n"
                : words[1] == "--reference" ? Help.Reference()
                : Help.Of(Verbs.Find(words[1]) ?? throw new UsageException(Unknown(words[1]))) + "\n";
        }

        return Verbs.Find(words[0]) is { } verb && words.TakeWhile(w => w != "--").Any(w => w is "--help" or "-h") ? Help.Of(verb) + "\n" : null;
    }

    private static string Unknown(string word)
    {
        if (word.StartsWith('-'))
        {
            return $"`{word}` stands before the verb; write the verb first, as in   tumen check FILE {word}";
        }

        string near = Suggestion.Ask(word, Verbs.All.Select(v => v.Name).Append("help"));
        string kind = FileKinds.Of(word) is not FileKind.Unknown and var found ? $"; it is {FileKinds.Called(found)}: {FileOfWrongKind.Advice(found, word)}" : near;
        return $"there is no verb `{word}`{kind}\n  tumen help lists the verbs";
    }

    private static int Explain(Exception e, Verb? verb, Arguments? a, string[] words, bool cancelled)
    {
        e = One(e);
        switch (e)
        {
            case OperationCanceledException when cancelled:
                return Stop(verb);
            case UsageException or InvalidKernelException:
                Output.Error(e.Message);
                return Wrong;
            case BadInputException bad:
                Output.Diagnostics(bad.Diagnostics, a?.Folder);
                return Wrong;
            case IOException or UnauthorizedAccessException:
                Output.Error(e.Message.ReplaceLineEndings(" "));
                return Wrong;
            default:
                Output.Error($"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. This is a fault of tumen, not of your files; {FaultReport.Write(e, words)}");
                return Fault;
        }
    }

    // Of several failures of threads that ran side by side, the one that tells the user most.
    private static Exception One(Exception e)
    {
        if (e is not AggregateException many)
        {
            return e;
        }

        var inner = many.Flatten().InnerExceptions;
        return inner.FirstOrDefault(x => x is UsageException or BadInputException or InvalidKernelException) ?? inner.FirstOrDefault(x => x is IOException or UnauthorizedAccessException)
            ?? inner.FirstOrDefault(x => x is not OperationCanceledException) ?? inner.FirstOrDefault() ?? e;
    }
}
