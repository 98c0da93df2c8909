using Tumen.Model;

namespace Tumen.Language;

/// <summary>Names that theories build on, and circles among them.</summary>
internal static class TheoryChecks
{
    public static void Run(GameDraft draft, List<(string Theory, Token On)> buildsOn)
    {
        var names = draft.Theories.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var edges = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (theory, on) in buildsOn)
        {
            if (!names.Contains(on.Text))
            {
                if (!draft.Bag.IsDoubtful(on.Text))
                {
                    var nearest = Wording.Nearest(on.Text, names);
                    draft.Bag.Error("G208", on.Place, $"there is no theory called \"{Wording.Shorten(on.Text)}\"", nearest is null ? null : $"did you mean \"{nearest}\"?",
                        notes: [$"known: {Wording.List(names.Select(n => $"\"{n}\""))}; every theory builds on the base game anyway"],
                        helps: nearest is null ? ["name one of them, or write the theory that is meant:   theory \"name\" [Author year]   …"] : []);
                }

                continue;
            }

            (edges.TryGetValue(theory, out var list) ? list : edges[theory] = []).Add(on.Text);
        }

        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (theory, on) in buildsOn)
        {
            if (reported.Contains(theory) || Path(edges, on.Text, theory) is not { } path)
            {
                continue;
            }

            reported.UnionWith(path);
            draft.Bag.Error("G210", on.Place, $"theory \"{theory}\" builds on itself", notes: [string.Join(" builds on ", path.Prepend(theory).Select(t => $"\"{t}\""))],
                helps: ["take one of these away; clauses they share can stand in a theory that both build on"]);
        }
    }

    /// <summary>The shortest chain of theories from one to another, both included.</summary>
    private static List<string>? Path(Dictionary<string, List<string>> edges, string from, string to)
    {
        var cameFrom = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out var at))
        {
            if (at == to)
            {
                var path = new List<string>();
                for (string? step = at; step is not null; step = cameFrom[step])
                {
                    path.Insert(0, step);
                }

                return path;
            }

            foreach (var next in edges.GetValueOrDefault(at, []))
            {
                if (cameFrom.TryAdd(next, at))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return null;
    }
}
