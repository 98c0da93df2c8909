using System.Diagnostics;
using System.Globalization;

namespace Tumen.Cli;

/// <summary>Progress on standard error: one line that is rewritten on a terminal, one line now and then in a log, with the time left once it can be guessed.</summary>
/// <param name="quiet">Says nothing.</param>
internal sealed class Progress(bool quiet) : IDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _one = new();
    private double _next, _began = double.NaN;
    private int _first, _last = -1;
    private bool _open;

    /// <summary>Says how far it is.</summary>
    public void Tell(int done, int of, string what)
    {
        if (quiet)
        {
            return;
        }

        lock (_one)
        {
            double now = _clock.Elapsed.TotalSeconds;
            if (double.IsNaN(_began))
            {
                (_began, _first) = (now, done);
            }

            bool new_ = done != _last;
            if (Screen.Rewrites ? now < _next && done < of : !new_ || (now < _next && done < of))
            {
                return;
            }

            (_last, _next) = (done, now + (Screen.Rewrites ? 0.1 : 1));
            string line = string.Create(CultureInfo.InvariantCulture, $"[{done}/{of}] {what}{Left(now, done, of)}");
            if (!Screen.Rewrites)
            {
                Console.Error.WriteLine(line);
                return;
            }

            Console.Error.Write($"\r{Cut(line)}\e[K");
            Console.Error.Flush();
            _open = true;
        }
    }

    /// <summary>Ends the line.</summary>
    public void Dispose()
    {
        lock (_one)
        {
            if (_open)
            {
                Console.Error.Write("\r\e[K");
                Console.Error.Flush();
                _open = false;
            }
        }
    }

    private string Left(double now, int done, int of)
    {
        if (done <= _first || now - _began < 2 || done >= of)
        {
            return "";
        }

        double left = (now - _began) / (done - _first) * (of - done);
        return string.Create(CultureInfo.InvariantCulture, $"; about {(left < 90 ? $"{Math.Max(1, left):0} s" : left < 5400 ? $"{left / 60:0} min" : $"{left / 3600:0.0} h")} left");
    }

    private static string Cut(string line) => line.Length < Screen.Width ? line : line[..(Screen.Width - 2)] + "…";
}
