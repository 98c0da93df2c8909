using Tumen.Cli;

namespace Tumen.Crossing.Tests;

/// <summary>Runs the program's own entry point in this process, so that hundreds of runs cost no start-up. The console belongs to one run at a time.</summary>
internal static class InProcess
{
    private static readonly Lock Gate = new();

    /// <summary>Exit code and what was printed; an exception that leaves the program leaves this method too.</summary>
    public static (int Exit, string Out, string Error) Run(params string[] words)
    {
        lock (Gate)
        {
            var (output, error) = (Console.Out, Console.Error);
            using StringWriter text = new(), log = new();
            Console.SetOut(text);
            Console.SetError(TextWriter.Synchronized(log));
            try
            {
                return (Entry.Run(words, opens: false), text.ToString(), log.ToString());
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(error);
            }
        }
    }
}
