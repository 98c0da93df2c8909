namespace Tumen.Record.Tests;

/// <summary>Files of the study that ship with the project, found by walking up from the tests.</summary>
internal static class StudyFiles
{
    public static string EventsPath
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            {
                string path = Path.Combine(at.FullName, "studies", "china-dprk", "events.csv");
                if (File.Exists(path))
                {
                    return path;
                }
            }

            throw new FileNotFoundException("studies/china-dprk/events.csv is part of the project");
        }
    }

    public static EventTable Events { get; } = Load();

    private static EventTable Load()
    {
        using var stream = File.OpenRead(EventsPath);
        return EventFile.Read(stream, "events.csv");
    }
}
