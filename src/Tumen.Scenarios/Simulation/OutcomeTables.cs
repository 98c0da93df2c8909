namespace Tumen.Scenarios;

/// <summary>
/// For every state, an alias table over what happens in a month (joint move and the part of the next state that moves decide) and cumulative chances of
/// the move-free part, with 32-bit thresholds: chances are rounded by at most 2⁻³² each.
/// </summary>
/// <remarks>Walker (1977), ACM Trans. Math. Softw. 3:253-256; built as in Vose (1991), IEEE Trans. Softw. Eng. 17:972-975.</remarks>
internal sealed class OutcomeTables
{
    public OutcomeTables(Play play)
    {
        var k = play.Kernel;
        int states = play.States.Count, count = play.Profiles.Count;
        Start = new int[states + 1];
        var profile = new List<int>();
        var next = new List<int>();
        var threshold = new List<uint>();
        var alias = new List<int>();
        var weights = new List<double>();
        for (int s = 0; s < states; s++)
        {
            weights.Clear();
            var pi = play.ProfileChances(s);
            for (int p = 0; p < count; p++)
            {
                int row = (s * count) + p;
                for (int e = k.RowStart[row]; pi[p] > 0 && e < k.RowStart[row + 1]; e++)
                {
                    double chance = pi[p] * k.Chance[e];
                    if (chance > 0)
                    {
                        weights.Add(chance);
                        profile.Add(p);
                        next.Add(k.Bases[k.BaseStart[s] + k.Column[e]]);
                    }
                }
            }

            Build(weights, Start[s], threshold, alias);
            Start[s + 1] = profile.Count;
        }

        Profile = [.. profile];
        Next = [.. next];
        Threshold = [.. threshold];
        Alias = [.. alias];
        FreeStart = k.FreeStart;
        FreeOffset = k.FreeOffset;
        FreeBelow = new uint[k.FreeChance.Length];
        for (int s = 0; s < states; s++)
        {
            double sum = 0;
            for (int f = k.FreeStart[s]; f < k.FreeStart[s + 1]; f++)
            {
                sum += k.FreeChance[f];
                FreeBelow[f] = f == k.FreeStart[s + 1] - 1 ? uint.MaxValue : (uint)Math.Min(uint.MaxValue, sum * 4294967296.0);
            }
        }
    }

    public int[] Start { get; }

    public int[] Profile { get; }

    public int[] Next { get; }

    public uint[] Threshold { get; }

    public int[] Alias { get; }

    public int[] FreeStart { get; }

    public int[] FreeOffset { get; }

    public uint[] FreeBelow { get; }

    /// <summary>One month: the joint move, and the next state.</summary>
    public int Draw(int state, uint u, uint v, out int next)
    {
        int start = Start[state];
        ulong product = (ulong)u * (uint)(Start[state + 1] - start);
        int cell = start + (int)(product >> 32);
        int entry = (uint)product < Threshold[cell] ? cell : Alias[cell];
        int f = FreeStart[state], last = FreeStart[state + 1] - 1;
        while (f < last && v >= FreeBelow[f])
        {
            f++;
        }

        next = Next[entry] + FreeOffset[f];
        return Profile[entry];
    }

    private static void Build(List<double> weights, int start, List<uint> threshold, List<int> alias)
    {
        int n = weights.Count;
        double total = weights.Sum();
        double[] scaled = [.. weights.Select(w => w * n / total)];
        var small = new Stack<int>();
        var large = new Stack<int>();
        int[] other = new int[n];
        double[] own = new double[n];
        for (int i = 0; i < n; i++)
        {
            (scaled[i] < 1 ? small : large).Push(i);
            (own[i], other[i]) = (1, i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            int a = small.Pop(), b = large.Pop();
            (own[a], other[a]) = (scaled[a], b);
            scaled[b] -= 1 - scaled[a];
            (scaled[b] < 1 ? small : large).Push(b);
        }

        for (int i = 0; i < n; i++)
        {
            threshold.Add(own[i] >= 1 ? uint.MaxValue : (uint)(own[i] * 4294967296.0));
            alias.Add(start + other[i]);
        }
    }
}
