using Tumen.Model;

namespace Tumen.Language;

/// <summary>Judges the links between the claims of a file: each leads to a claim of the file, none to itself, and nothing rests on what rests on it.</summary>
internal static class ClaimLinks
{
    /// <summary>Reports what is wrong.</summary>
    public static void Check(List<Claim> claims, DiagnosticBag bag)
    {
        var known = claims.GroupBy(c => c.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var claim in claims)
        {
            foreach (var link in claim.Links.Where(l => !known.ContainsKey(l.To)))
            {
                bag.Error("S421", link.Place, $"there is no claim {link.To} in this file", Wording.Nearest(link.To, known.Keys) is { } near ? $"did you mean {near}?" : null,
                    helps: ["name a claim of this file by its number"]);
            }

            foreach (var link in claim.Links.Where(l => l.To == claim.Id))
            {
                bag.Error("S422", link.Place, $"claim {claim.Id} {Words(link.Kind)} itself", helps: ["name another claim, or take the line out"]);
            }
        }

        if (!bag.HasErrors && Circle(claims, known) is { } circle)
        {
            var (first, link) = circle[0];
            bag.Error("S422", link.Place, $"{string.Join(", which rests on ", circle.Select(c => c.From.Id).Append(first.Id))}: the claims rest on each other",
                helps: ["take out the link that the text does not make", "a claim that says why another is so   explains S41"]);
        }
    }

    /// <summary>A link's verb.</summary>
    public static string Words(ClaimLinkKind kind) => kind switch { ClaimLinkKind.RestsOn => "rests on", ClaimLinkKind.Rebuts => "rebuts", _ => "explains" };

    // Depth first without recursion; the first circle found, from the claim that stands first in the file.
    private static List<(Claim From, ClaimLink Link)>? Circle(List<Claim> claims, Dictionary<string, Claim> known)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in claims)
        {
            var path = new List<(Claim From, ClaimLink Link)>();
            var open = new Stack<(Claim At, int Next)>();
            open.Push((start, 0));
            while (open.TryPop(out var top))
            {
                var links = top.At.Links.Where(l => l.Kind == ClaimLinkKind.RestsOn).ToArray();
                if (top.Next >= links.Length || done.Contains(top.At.Id))
                {
                    done.Add(top.At.Id);
                    if (path.Count > 0)
                    {
                        path.RemoveAt(path.Count - 1);
                    }

                    continue;
                }

                open.Push((top.At, top.Next + 1));
                path.Add((top.At, links[top.Next]));
                int back = path.FindIndex(p => p.From.Id == links[top.Next].To);
                if (back >= 0)
                {
                    return path[back..];
                }

                open.Push((known[links[top.Next].To], 0));
            }
        }

        return null;
    }
}
