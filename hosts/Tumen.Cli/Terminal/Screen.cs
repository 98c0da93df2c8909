using System.Globalization;
using System.Text;

namespace Tumen.Cli;

/// <summary>The terminal: how wide it is, whether it shows colours, and writers that break long lines between words.</summary>
internal static class Screen
{
    /// <summary>Signs a line when nothing is known of the terminal, as in a pipe.</summary>
    public const int Wide = 170;

    /// <summary>Signs a line of standard output: of the terminal, or as <c>COLUMNS</c> says; <see cref="Wide"/> in a pipe.</summary>
    public static int Width { get; private set; } = Wide;

    /// <summary>Whether standard error is a terminal that can rewrite its last line.</summary>
    public static bool Rewrites { get; private set; }

    private static bool Colours { get; set; }

    /// <summary>Puts the writers in place.</summary>
    public static void Open()
    {
        int? asked = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns is >= 20 and <= 1000 ? columns : null;
        int? own = Console.IsOutputRedirected ? asked : asked ?? Measured();
        Width = own ?? Wide;
        bool dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        Rewrites = !Console.IsErrorRedirected && !dumb;
        // no-color.org: any value that is not empty; a terminal is needed otherwise, unless colours are forced.
        Colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && (Rewrites || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FORCE_COLOR")));
        Console.SetOut(new LineWriter(Console.OpenStandardOutput(), own, quiet: false));
        Console.SetError(new LineWriter(Console.OpenStandardError(), Console.IsErrorRedirected ? asked : asked ?? Measured(), quiet: true));
    }

    /// <summary>A diagnostic in colour, where colours are shown.</summary>
    public static string Painted(string text) => Colours ? Colour.Paint(text) : text;

    /// <summary>Writes to standard output; says in one sentence when that cannot be.</summary>
    public static void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw new IOException($"standard output cannot be written: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static int? Measured()
    {
        try
        {
            return Console.WindowWidth is >= 20 and var width ? width : null;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return null; // no terminal after all
        }
    }

    // Writes line by line. Standard error that is closed or full has nobody to read it: then messages go nowhere and the work goes on.
    private sealed class LineWriter(Stream stream, int? width, bool quiet) : TextWriter(CultureInfo.InvariantCulture)
    {
        private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
        private readonly Lock _one = new();
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Utf8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_one)
            {
                _line.Append(value);
                int end = _line.ToString().LastIndexOf('\n');
                if (end >= 0)
                {
                    string whole = _line.ToString(0, end + 1);
                    _line.Remove(0, end + 1);
                    Send(width is { } w ? Wrapping.Wrap(whole, w) : whole);
                }
            }
        }

        public override void WriteLine() => Write("\n");

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void Flush()
        {
            lock (_one)
            {
                string rest = _line.ToString();
                _line.Clear();
                Send(rest);
            }
        }

        private void Send(string text)
        {
            if (!quiet)
            {
                Guard(() => Put(text));
                return;
            }

            try
            {
                Put(text);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                _line.Clear(); // there is nobody to tell
            }
        }

        private void Put(string text)
        {
            stream.Write(Utf8.GetBytes(text));
            stream.Flush();
        }
    }
}
