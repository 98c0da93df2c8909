using Tumen.Episodes;

namespace Tumen.EpisodesBench;

/// <summary>One of Gambit's tools and the method here that does the same work.</summary>
/// <param name="Name">Gambit's name.</param>
/// <param name="Options">Options that make it list everything it can, reproducibly.</param>
/// <param name="Kind">What its list means.</param>
internal sealed record Tool(string Name, string Options, ListKind Kind)
{
    public static readonly Tool[] All =
    [
        new("enumpure", "-q", ListKind.AllPlans), new("enummixed", "-q", ListKind.AllPlans), new("enumpoly", "-q -d 12", ListKind.AllPlays),
        new("lp", "-q", ListKind.One), new("lcp", "-q", ListKind.One), new("logit", "-q -e -d 12", ListKind.One),
        new("gnm", "-q -d 12 -n 1 -R 7", ListKind.Some), new("ipa", "-q -d 12 -n 1 -R 7", ListKind.One), new("simpdiv", "-q -d 12", ListKind.One),
    ];

    /// <summary>Whether the tool prints weights of reduced strategies even for a tree.</summary>
    public bool PrintsStrategies => Name is "enummixed" or "gnm" or "ipa" or "simpdiv";

    public EpisodeMethod Method(bool table) => Name switch
    {
        "enumpure" => EpisodeMethod.Pure,
        "enummixed" => EpisodeMethod.Vertices,
        "enumpoly" => EpisodeMethod.Supports,
        "lp" => EpisodeMethod.LinearProgramme,
        "lcp" => table ? EpisodeMethod.LemkeHowson : EpisodeMethod.SequenceForm,
        "logit" => EpisodeMethod.QuantalLimit,
        "gnm" => EpisodeMethod.GlobalNewton,
        "ipa" => EpisodeMethod.Polymatrix,
        _ => EpisodeMethod.Simplicial,
    };

    public static IEnumerable<string> Games(string folder) =>
        Directory.EnumerateFiles(folder, "*.?fg", SearchOption.AllDirectories).Where(file => file.EndsWith(".efg") || file.EndsWith(".nfg")).Order(StringComparer.Ordinal);
}

/// <summary>What a list of equilibria is to be compared by.</summary>
internal enum ListKind
{
    /// <summary>All, by what each player does of its own accord (realization plans).</summary>
    AllPlans,

    /// <summary>All, by where play ends.</summary>
    AllPlays,

    /// <summary>Some.</summary>
    Some,

    /// <summary>One.</summary>
    One,
}
