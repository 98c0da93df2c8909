namespace Tumen.Estimation.Once.Tests;

/// <summary>Where the published data are: the folder TUMEN_SHARED names, or `shared` above the program.</summary>
internal static class SharedFolder
{
    public static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("TUMEN_SHARED");
        if (named is not null && Directory.Exists(Path.Combine(named, "validation"))) return Path.Combine(named, "validation");
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", "validation");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
