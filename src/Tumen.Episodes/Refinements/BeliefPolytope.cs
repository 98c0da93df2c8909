namespace Tumen.Episodes;

/// <summary>The beliefs at one information set under which the actions it uses are best: corners and a middle point, exact.</summary>
internal static class BeliefPolytope
{
    private const int MaximumCorners = 64;

    /// <returns>Empty exactly when no beliefs support the profile at this set.</returns>
    public static List<Rational[]> Points(StrategyProfile profile, GameValues<Rational> values, InformationSet set)
    {
        int count = set.Members.Count;
        var constraints = Constraints(profile, values, set);
        // Double description on the simplex of beliefs, one inequality at a time.
        var corners = new List<Rational[]>();
        for (int k = 0; k < count; k++)
        {
            var corner = new Rational[count];
            corner[k] = Rational.One;
            corners.Add(corner);
        }
        foreach (var row in constraints)
        {
            var marks = corners.Select(corner => (corner, Mark: Dot(row, corner))).ToList();
            var next = marks.Where(item => item.Mark.Sign >= 0).Select(item => item.corner).ToList();
            foreach (var up in marks.Where(item => item.Mark.Sign > 0))
                foreach (var down in marks.Where(item => item.Mark.Sign < 0))
                {
                    if (next.Count > 2_000) break;
                    var t = up.Mark / (up.Mark - down.Mark);
                    var point = up.corner.Zip(down.corner, (a, b) => a + t * (b - a)).ToArray();
                    if (!next.Any(known => known.SequenceEqual(point))) next.Add(point);
                }
            corners = next;
        }
        if (corners.Count == 0) return corners;
        var middle = new Rational[count];
        foreach (var corner in corners)
            for (int k = 0; k < count; k++) middle[k] += corner[k] / corners.Count;
        var points = new List<Rational[]> { middle };
        points.AddRange(corners.Where(corner => !corner.SequenceEqual(middle)).Take(MaximumCorners));
        return points;
    }

    private static List<Rational[]> Constraints(StrategyProfile profile, GameValues<Rational> values, InformationSet set)
    {
        var rows = new List<Rational[]>();
        for (int used = 0; used < set.Actions.Count; used++)
        {
            if (profile.Fractions![set.FirstAction + used].IsZero) continue;
            for (int other = 0; other < set.Actions.Count; other++)
                if (other != used)
                    rows.Add([.. set.Members.Select(node => values.ValueAt(values.Game.Children(node)[used], set.Player) - values.ValueAt(values.Game.Children(node)[other], set.Player))]);
        }
        return rows;
    }

    private static Rational Dot(Rational[] a, Rational[] b)
    {
        var sum = Rational.Zero;
        for (int k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }
}
