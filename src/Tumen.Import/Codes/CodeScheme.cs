using System.Collections.Immutable;
using System.Globalization;

namespace Tumen.Import;

/// <summary>The four kinds of act: by word or by deed, with or against the other side.</summary>
public enum QuadClass
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>Words that help.</summary>
    VerbalCooperation = 1,

    /// <summary>Deeds that help.</summary>
    MaterialCooperation = 2,

    /// <summary>Words that hurt.</summary>
    VerbalConflict = 3,

    /// <summary>Deeds that hurt.</summary>
    MaterialConflict = 4,
}

/// <summary>A scheme of codes of acts: its roots, their names and kinds, and the weight of every code on Goldstein's scale.</summary>
/// <remarks>A code without a weight of its own has that of the shorter code that it refines.</remarks>
public sealed class CodeScheme
{
    private readonly Dictionary<string, double> _weights;
    private readonly ImmutableArray<(string Kind, QuadClass Quad)> _roots;

    private CodeScheme(string name, string source, Dictionary<string, double> weights, ImmutableArray<(string, QuadClass)> roots)
    {
        Name = name;
        Source = source;
        _weights = weights;
        _roots = roots;
    }

    /// <summary>CAMEO: roots 01 to 20.</summary>
    public static CodeScheme Cameo { get; } = new(
        "CAMEO", "Goldstein weights by Schrodt's CAMEO conflict–cooperation scale; quad class: roots 01–05, 06–08, 09–13, 14–20", Scale(CodeScales.Cameo), CodeScales.CameoRoots);

    /// <summary>WEIS: roots 01 to 22.</summary>
    public static CodeScheme Weis { get; } = new(
        "WEIS", "Goldstein (1992), Journal of Conflict Resolution 36(2), 369–385, table 3; a bare root has the mean of its codes; quad class: by the nature of each root",
        WithRootMeans(Scale(CodeScales.Weis)), CodeScales.WeisRoots);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where weights and kinds come from.</summary>
    public string Source { get; }

    /// <summary>Number of roots: 20 or 22.</summary>
    public int RootCount => _roots.Length;

    /// <summary>The root of a code, 1 to <see cref="RootCount"/>, or 0 when it is no code of this scheme.</summary>
    /// <param name="code">The code in ASCII: two to five digits (a few in files of KEDS have five).</param>
    public int Root(ReadOnlySpan<byte> code)
    {
        if (code.Length is < 2 or > 5 || code.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return 0;
        }

        int root = ((code[0] - '0') * 10) + code[1] - '0';
        return root <= _roots.Length ? root : 0;
    }

    /// <summary>A word for a root, such as <c>threaten</c>.</summary>
    public string Kind(int root) => _roots[root - 1].Kind;

    /// <summary>Kind of act of a root.</summary>
    public QuadClass Quad(int root) => _roots[root - 1].Quad;

    /// <summary>Weight of a code from −10 (war) to 10 (withdrawal, help), or null.</summary>
    public double? Weight(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        for (int length = code.Length; length >= 2; length--)
        {
            if (_weights.TryGetValue(code[..length], out double weight))
            {
                return weight;
            }
        }

        return null;
    }

    private static Dictionary<string, double> Scale(string text)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string entry in text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int blank = entry.IndexOf(' ', StringComparison.Ordinal);
            weights.Add(entry[..blank], double.Parse(entry[(blank + 1)..], CultureInfo.InvariantCulture));
        }

        return weights;
    }

    private static Dictionary<string, double> WithRootMeans(Dictionary<string, double> weights)
    {
        foreach (var root in weights.GroupBy(w => w.Key[..2]).Select(g => (g.Key, Mean: Math.Round(g.Average(w => w.Value), 2))).ToArray())
        {
            weights.TryAdd(root.Key, root.Mean);
        }

        return weights;
    }
}
