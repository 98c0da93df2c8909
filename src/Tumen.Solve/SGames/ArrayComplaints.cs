using System.Globalization;
using System.Text.Json;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Collects what is wrong with an array file, up to twenty findings, each with its JSON path and its line.</summary>
internal sealed class ArrayComplaints
{
    private const int Most = 20;
    private readonly string? _file;
    private readonly List<Diagnostic> _found = [];
    private readonly List<int> _lineStart = [0];
    private int _more;

    public ArrayComplaints(ReadOnlySpan<byte> utf8, string? file)
    {
        _file = file;
        int from = 0;
        while (from < utf8.Length)
        {
            int at = utf8[from..].IndexOf((byte)'\n');
            if (at < 0)
            {
                break;
            }

            from += at + 1;
            _lineStart.Add(from);
        }
    }

    public bool Any => _found.Count > 0;

    public static string Number(double x) => x.ToString("R", CultureInfo.InvariantCulture);

    public void Add(string code, string path, string message, long offset, string help)
    {
        if (_found.Count == Most)
        {
            _more++;
            return;
        }

        int line = _lineStart.BinarySearch((int)offset);
        line = line < 0 ? ~line - 1 : line;
        _found.Add(Diagnostic.Error(code, message, _file, new Place(line + 1, (int)offset - _lineStart[line] + 1, 1), notes: [$"at {path}"], helps: [help]));
    }

    public void Syntax(JsonException e)
    {
        long line = e.LineNumber ?? 0, column = e.BytePositionInLine ?? 0;
        int start = _lineStart[(int)Math.Min(line, _lineStart.Count - 1)];
        Add("S300", "$", $"the file is not well-formed JSON, or is nested too deeply: {Reason(e)}", start + column,
            "numbers are written 0.5 or 5e-1; NaN and Infinity are not JSON; every bracket that opens must close; no comma before a closing bracket");
    }

    public BadInputException Raise()
    {
        if (_more > 0)
        {
            var last = _found[^1];
            _found[^1] = last with { Notes = [.. last.Notes, $"{_more} more findings are not listed"] };
        }

        return new BadInputException(_found);
    }

    // The runtime's sentence ends with a machine-made position, which the diagnostic already has, and speaks of its own buffers.
    private static string Reason(JsonException e)
    {
        if (e.Message.Contains("any JSON tokens", StringComparison.Ordinal))
        {
            return "it is empty";
        }

        int cut = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (cut < 0 ? e.Message : e.Message[..cut]).TrimEnd('.');
    }
}

/// <summary>Stops reading once what follows would make no sense; never leaves this folder.</summary>
internal sealed class BadArrayException : InvalidOperationException
{
}
