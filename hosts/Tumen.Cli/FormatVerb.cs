using Tumen.Language;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen format`.</summary>
internal static class FormatVerb
{
    public static int Run(Arguments a)
    {
        string file = a.OneFile("a .game, .codebook or .study file");
        string text = StudyFolder.ReadText(file, file);
        var formatted = Formatter.Format(text, file);
        if (formatted.Value is null)
        {
            throw new Tumen.Model.BadInputException(formatted.Diagnostics.Where(d => d.Severity == Tumen.Model.Severity.Error));
        }

        Console.Write(formatted.Value);
        return 0;
    }
}
