using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>States by what can reach what: between two parts no step of the kernel leads either way, so that games which share a kernel but not a part are separate games.</summary>
public sealed class StateParts
{
    private StateParts(ImmutableArray<ImmutableArray<int>> all) => All = all;

    /// <summary>The parts, by their first state; each ascending.</summary>
    public ImmutableArray<ImmutableArray<int>> All { get; }

    /// <summary>Finds them: parts are joined along every stored step.</summary>
    internal static StateParts Of(TransitionKernel kernel)
    {
        int[] parent = [.. Enumerable.Range(0, kernel.States)];
        int Root(int s)
        {
            while (parent[s] != s)
            {
                parent[s] = parent[parent[s]];
                s = parent[s];
            }

            return s;
        }

        for (int s = 0; s < kernel.States; s++)
        {
            for (int f = kernel.FreeStart[s]; f < kernel.FreeStart[s + 1]; f++)
            {
                for (int b = kernel.BaseStart[s]; b < kernel.BaseStart[s + 1]; b++)
                {
                    int from = Root(s), to = Root(kernel.Bases[b] + kernel.FreeOffset[f]);
                    parent[Math.Max(from, to)] = Math.Min(from, to);
                }
            }
        }

        return new StateParts([.. Enumerable.Range(0, kernel.States).GroupBy(Root).OrderBy(g => g.Key).Select(g => g.ToImmutableArray())]);
    }
}
