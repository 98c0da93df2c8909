using System.Diagnostics;
using System.Text.Json;

namespace Tumen.Cli.Tests;

/// <summary>Runs the program as a user does, in a process of its own.</summary>
internal sealed class Cli : IDisposable
{
    public Cli()
    {
        Folder = Path.Combine(Path.GetTempPath(), "tumen-cli-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
    }

    /// <summary>A folder of this test's own, deleted afterwards.</summary>
    public string Folder { get; }

    public string Path_(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path_(name), text);
        return Path_(name);
    }

    /// <summary>A file of the catalog of episodes.</summary>
    public static string Catalog(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "catalog", "episodes"))) return Path.Combine(at.FullName, "catalog", "episodes", name);
        throw new DirectoryNotFoundException("catalog/episodes is part of the sources and must be above the test's folder");
    }

    public (int Exit, string Out, string Error) Run(params string[] words) => RunOn([], words);

    /// <summary>Runs it with variables of the environment set, such as those that hide parts of the processor.</summary>
    public (int Exit, string Out, string Error) RunOn((string Name, string Value)[] environment, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tumen.dll"));
        foreach (string word in words) start.ArgumentList.Add(word);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
        var error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text, error.Result);
    }

    /// <summary>Runs it with a text on standard input.</summary>
    public (int Exit, string Out, string Error) Feed(string input, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tumen.dll"));
        foreach (string word in words) start.ArgumentList.Add(word);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text, error.Result);
    }

    public JsonElement Json(params string[] words)
    {
        var (exit, text, error) = Run([.. words, "--json"]);
        Assert.True(exit == 0, $"exit {exit}: {error}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
