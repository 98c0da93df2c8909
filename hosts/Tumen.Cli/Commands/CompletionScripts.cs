using System.Text;

namespace Tumen.Cli;

/// <summary>Completion scripts of the shells, made from the registry: verbs, their options, and the values of options that take only certain ones; files everywhere else.</summary>
internal static class CompletionScripts
{
    /// <summary>The shells known.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "powershell"];

    private static IEnumerable<string> VerbNames => Verbs.All.Select(v => v.Name).Append("help");

    /// <summary>The script of a shell; null when it is not known.</summary>
    public static string? Write(string shell) => shell switch
    {
        "bash" => Bash(),
        "zsh" => Zsh(),
        "fish" => Fish(),
        "powershell" or "pwsh" => PowerShell(),
        _ => null,
    };

    private static string Bash()
    {
        var text = new StringBuilder("# bash completion of tumen\n_tumen() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]} words=\n  COMPREPLY=()\n");
        text.Append($"  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W '{string.Join(' ', VerbNames)} --version --help' -- \"$word\")); return; fi\n");
        text.Append("  case $verb:$before in\n");
        foreach (var verb in Verbs.All)
        {
            foreach (var option in verb.Options.Where(o => o.Words.Count > 0))
            {
                text.Append($"    {verb.Name}:{option.Name}) COMPREPLY=($(compgen -W '{string.Join(' ', option.Words)}' -- \"$word\")); return ;;\n");
            }
        }

        text.Append("  esac\n  case $verb in\n");
        foreach (var verb in Verbs.All)
        {
            text.Append($"    {verb.Name}) words='{string.Join(' ', verb.Options.Select(o => o.Name).Concat(verb.Words))}' ;;\n");
        }

        text.Append($"    help) COMPREPLY=($(compgen -W '{string.Join(' ', VerbNames)}' -- \"$word\")); return ;;\n  esac\n");
        text.Append("  case $word in\n    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n    *) local plain=; for w in $words; do case $w in -*) ;; *) plain=\"$plain $w\" ;; esac; done\n       COMPREPLY=($(compgen -W \"$plain\" -- \"$word\") $(compgen -f -- \"$word\")) ;;\n  esac\n}\n");
        return text.Append("complete -o filenames -F _tumen tumen\n").ToString();
    }

    private static string Zsh()
    {
        var text = new StringBuilder("#compdef tumen\n# zsh completion of tumen\n_tumen() {\n  local -a verbs\n  verbs=(\n");
        foreach (var verb in Verbs.All)
        {
            text.Append($"    '{verb.Name}:{Single(verb.Says)}'\n");
        }

        text.Append("    'help:help of a verb'\n  )\n  if (( CURRENT == 2 )); then _describe verb verbs; return; fi\n  local verb=$words[2]\n  shift words; (( CURRENT-- ))\n  case $verb in\n    help) _describe verb verbs ;;\n");
        foreach (var verb in Verbs.All)
        {
            text.Append($"    {verb.Name})\n      _arguments \\\n");
            foreach (var option in verb.Options)
            {
                string value = option.Value is null ? "" : $":{Brackets(option.Value)}:{(option.Words.Count > 0 ? $"({string.Join(' ', option.Words)})" : option.Name == "--out" ? "_files -/" : "_files")}";
                string many = option.JoinedBy is null ? "" : "*";
                text.Append($"        '{many}{option.Name}[{Brackets(option.Says)}]{value}' \\\n");
            }

            text.Append(verb.Words.Count > 0 ? $"        '*:file:_alternative \"words:word:({string.Join(' ', verb.Words)})\" \"files:file:_files\"' ;;\n" : "        '*:file:_files' ;;\n");
        }

        return text.Append("  esac\n}\nif [ \"$funcstack[1]\" = \"_tumen\" ]; then _tumen \"$@\"; else compdef _tumen tumen; fi\n").ToString();
    }

    private static string Fish()
    {
        var text = new StringBuilder("# fish completion of tumen\n");
        foreach (var verb in Verbs.All)
        {
            text.Append($"complete -c tumen -n __fish_use_subcommand -f -a {verb.Name} -d '{Single(verb.Says)}'\n");
        }

        text.Append($"complete -c tumen -n __fish_use_subcommand -f -a help -d 'help of a verb'\ncomplete -c tumen -n '__fish_seen_subcommand_from help' -f -a '{string.Join(' ', VerbNames)}'\n");
        foreach (var verb in Verbs.All)
        {
            string when = $"-n '__fish_seen_subcommand_from {verb.Name}'";
            foreach (var option in verb.Options)
            {
                string value = option.Value is null ? "" : option.Words.Count > 0 ? $" -x -a '{string.Join(' ', option.Words)}'" : " -r";
                text.Append($"complete -c tumen {when} -l {option.Name[2..]}{value} -d '{Single(option.Says)}'\n");
            }

            if (verb.Words.Count > 0)
            {
                text.Append($"complete -c tumen {when} -a '{string.Join(' ', verb.Words)}'\n");
            }
        }

        return text.ToString();
    }

    private static string PowerShell()
    {
        static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(w => $"'{Doubled(w)}'"));
        var text = new StringBuilder("# PowerShell completion of tumen\nRegister-ArgumentCompleter -Native -CommandName tumen -ScriptBlock {\n  param($word, $line, $position)\n  $words = @($line.CommandElements | ForEach-Object { $_.ToString() })\n  $options = @{\n");
        foreach (var verb in Verbs.All)
        {
            text.Append($"    '{verb.Name}' = @({Quoted(verb.Options.Select(o => o.Name).Concat(verb.Words))})\n");
        }

        text.Append("  }\n  $values = @{\n");
        foreach (var verb in Verbs.All)
        {
            foreach (var option in verb.Options.Where(o => o.Words.Count > 0))
            {
                text.Append($"    '{verb.Name} {option.Name}' = @({Quoted(option.Words)})\n");
            }
        }

        text.Append($"  }}\n  $verbs = @({Quoted(VerbNames)})\n");
        text.Append("""
              $typed = $words.Count - [int]($word -ne '')
              if ($typed -le 1 -or ($typed -eq 2 -and $words[1] -eq 'help')) { $found = $verbs }
              elseif ($values.ContainsKey("$($words[1]) $($words[$typed - 1])")) { $found = $values["$($words[1]) $($words[$typed - 1])"] }
              else { $found = $options[$words[1]] }
              $found | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """);
        return text.ToString();
    }

    private static string Doubled(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private static string Single(string text) => text.Replace("'", "", StringComparison.Ordinal);

    // Brackets and colons have a meaning in zsh's specifications.
    private static string Brackets(string text) => Single(text).Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal).Replace(":", ";", StringComparison.Ordinal);
}
