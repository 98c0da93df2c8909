using Tumen.Language;
using Tumen.Model;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen format`.</summary>
internal static class FormatVerb
{
    public static int Run(Arguments a)
    {
        string file = a.OneFile("a .game, .codebook, .study or .claims file");
        string text = StudyFolder.ReadText(file, file);
        var formatted = Formatter.Format(text, file);
        return formatted.Value is not { } tidy ? throw new BadInputException(formatted.Diagnostics.Where(d => d.Severity == Severity.Error))
            : ExplainVerb.Tell(a, file, tidy, w =>
            {
                w.WriteBoolean("changed", tidy != text);
                w.WriteString("text", tidy);
            });
    }
}
