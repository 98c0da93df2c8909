namespace Tumen.Cli;

/// <summary>`tumen new`.</summary>
internal static class NewCommand
{
    public static readonly Verb Verb = new("new", "DIR", "a small study to begin with, or a codebook for your events", (a, _) => NewVerb.Run(a))
    {
        TakesCommon = false,
        Own =
        [
            new("--like", "NAME", $"which one: {string.Join(", ", NewVerb.Names)} (client-patron)") { Words = NewVerb.Names },
            new("--from", "EVENTS", "draft a codebook from the kinds and actors of a table of events instead"),
        ],
        Notes = """
            Writes a game, a codebook, events, a study and claims into an empty folder;
            they run in seconds. Every event of them is invented.
            """,
        Examples = [("tumen new mine && tumen study mine", "a first answer"), ("tumen new mine --from events.csv", "mine/draft.codebook from your own events")],
    };
}
