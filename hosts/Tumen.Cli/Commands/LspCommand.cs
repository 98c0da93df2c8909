using Tumen.Cli.Lsp;

namespace Tumen.Cli;

/// <summary>`tumen lsp`.</summary>
internal static class LspCommand
{
    public static readonly Verb Verb = new("lsp", "", "the language for editors",
        (_, _) => new LanguageServer(new MessageStream(Console.OpenStandardInput(), Console.OpenStandardOutput())).Run())
    {
        Own = [new("--stdio", null, "speak on standard input and output, as it does anyway")],
        TakesCommon = false,
        Notes = """
            Speaks the Language Server Protocol: diagnostics, completion, hover,
            definition, rename, format. editors/ says how to use it.
            """,
        Examples = [("tumen lsp", "started by an editor, not by hand")],
    };
}
