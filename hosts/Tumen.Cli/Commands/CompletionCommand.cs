using Tumen.Language;

namespace Tumen.Cli;

/// <summary>`tumen completion`.</summary>
internal static class CompletionCommand
{
    public static readonly Verb Verb = new("completion", "SHELL", "a script for a shell that completes words", (a, _) => Run(a))
    {
        TakesCommon = false,
        Words = CompletionScripts.Shells,
        Notes = """
            Prints the script for bash, zsh, fish or powershell. To keep it:
              bash         tumen completion bash > ~/.local/share/bash-completion/completions/tumen
              zsh          tumen completion zsh > a folder of $fpath, as _tumen
              fish         tumen completion fish > ~/.config/fish/completions/tumen.fish
              powershell   tumen completion powershell >> $PROFILE
            """,
        Examples = [("source <(tumen completion bash)", "for this bash only")],
    };

    private static int Run(Arguments a)
    {
        string shell = a.OneFile($"a shell: {CommandLine.Listed(CompletionScripts.Shells)}");
        Output.Text(CompletionScripts.Write(shell) ?? throw new UsageException($"there is no completion for {shell}; expected {CommandLine.Listed(CompletionScripts.Shells)}{Suggestion.Ask(shell, CompletionScripts.Shells)}"));
        return 0;
    }
}
