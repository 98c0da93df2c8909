using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace Tumen.Cli.Tests;

/// <summary>The extension for VS Code is bundled into one file, and the protocol library of its client talks to the server. Needs Node.js, and `npm ci` in editors/vscode.</summary>
public sealed class VsixTests
{
    private static string Extension([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../editors/vscode"));

    private static void NeedsNode()
    {
        bool found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, OperatingSystem.IsWindows() ? "node.exe" : "node")));
        Assert.SkipWhen(!found, "Node.js is not installed");
        Assert.SkipWhen(!Directory.Exists(Path.Combine(Extension(), "node_modules")), "the extension's packages are not installed (npm ci in editors/vscode)");
    }

    private static (int Code, string Said) Node(params string[] arguments)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Extension() };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var node = Process.Start(start)!;
        var complaints = node.StandardError.ReadToEndAsync();
        string said = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return (node.ExitCode, said + complaints.Result);
    }

    [Fact]
    public void The_bundle_holds_everything_and_is_the_same_bytes_twice()
    {
        NeedsNode();
        string folder = Directory.CreateTempSubdirectory("tumen-vsix-").FullName;
        try
        {
            byte[] Built(string name)
            {
                var (code, said) = Node("build.mjs", Path.Combine(folder, name));
                Assert.True(code == 0, said);
                return File.ReadAllBytes(Assert.Single(Directory.GetFiles(Path.Combine(folder, name), "*.vsix")));
            }

            byte[] bundle = Built("a");
            Assert.Equal(bundle, Built("b"));
            using var zip = new ZipArchive(new MemoryStream(bundle));
            string Read(string name)
            {
                using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
                return reader.ReadToEnd();
            }

            Assert.Contains("Id=\"tumen\"", Read("extension.vsixmanifest"), StringComparison.Ordinal);
            Assert.Contains("application/javascript", Read("[Content_Types].xml"), StringComparison.Ordinal);
            string manifest = Read("extension/package.json"), script = Read("extension/extension.js");
            Assert.Contains("\"scope\": \"machine\"", manifest, StringComparison.Ordinal);
            Assert.Contains("untrustedWorkspaces", manifest, StringComparison.Ordinal);
            Assert.DoesNotContain("\"dependencies\"", manifest, StringComparison.Ordinal);
            Assert.DoesNotContain("require(\"vscode-languageclient", script, StringComparison.Ordinal); // it is inside
            Assert.Contains("require(\"vscode\")", script, StringComparison.Ordinal);
            Assert.Equal(File.ReadAllText(Path.Combine(Extension(), "syntaxes/tumen.tmLanguage.json")), Read("extension/syntaxes/tumen.tmLanguage.json"));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void The_clients_own_protocol_library_is_served()
    {
        NeedsNode();
        var (code, said) = Node("try.mjs", "dotnet", Path.Combine(AppContext.BaseDirectory, "tumen.dll"), "lsp");
        Assert.True(code == 0, said);
        Assert.Equal(12, said.Split('\n').Count(l => l.StartsWith("ok: ", StringComparison.Ordinal)));
    }
}
