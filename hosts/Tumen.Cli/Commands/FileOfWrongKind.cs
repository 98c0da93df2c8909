namespace Tumen.Cli;

/// <summary>A file given to a verb that cannot take it: says what the file is, what the verb takes, and which verb takes the file.</summary>
internal static class FileOfWrongKind
{
    /// <summary>Refuses the first file when its kind is known and the verb takes others.</summary>
    public static void Refuse(Verb verb, Arguments a)
    {
        if (verb.Accepts.Count == 0 || a.Files.Count == 0 || verb.Words.Contains(a.Files[0]) || FileKinds.Of(a.Files[0]) is var kind && (kind == FileKind.Unknown || verb.Accepts.Contains(kind)))
        {
            return;
        }

        string file = a.Shown(a.Files[0]);
        throw new UsageException($"{file} is {FileKinds.Called(kind)}; {verb.Name} takes {CommandLine.Listed([.. verb.Accepts.Select(FileKinds.Called)])}\n  {Advice(kind, file)}");
    }

    /// <summary>What to do with a file of some kind.</summary>
    public static string Advice(FileKind kind, string file)
    {
        if (kind == FileKind.Csv)
        {
            return "a table is read with the study or the game that it belongs to: tumen check STUDY, tumen fit GAME --records " + file;
        }

        Verb[] able = [.. Verbs.All.Where(v => v.Accepts.Contains(kind) && v.Name is not "compare").Take(4)];
        return able.Length == 0 ? $"tumen check {file} reviews it" : $"try {CommandLine.Listed([.. able.Select(v => $"tumen {v.Name} {file}")])}";
    }
}
