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
        string text = CsvTable.Decode(StudyFolder.ReadBytes(file, file, StudyFolder.TextLimit), file);
        Console.Write(Layout.Format(text));
        return 0;
    }
}
