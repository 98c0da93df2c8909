namespace Tumen.Episodes;

/// <summary>All roots of a polynomial system in a box, each proven, or the word that some part of the box stayed undecided.</summary>
/// <remarks>
/// Method: interval Newton in Krawczyk's form (Krawczyk 1969; Neumaier 1990, chapter 5) after narrowing each unknown by each equation it is linear in, with bisection.
/// Singular roots cannot be proven and are reported as undecided, except within <see cref="Resolution"/> of a face x = 0: those belong to a smaller support.
/// </remarks>
internal static class CertifiedRoots
{
    /// <summary>Boxes narrower than this are not cut further; a chance below it counts as zero.</summary>
    public const double Resolution = 1e-6;

    /// <summary>Boxes that small and still open after which a support counts as holding a continuum.</summary>
    private const int EnoughOpen = 40;

    public sealed record Result(List<double[]> Roots, int UndecidedBoxes, int Boxes);

    public static Result Find(PolynomialSystem system, Interval[] start, int maximumBoxes, Func<Interval[], bool>? exclude = null)
    {
        var roots = new List<double[]>();
        int undecided = 0, used = 0, onFaces = 0;
        if (system.Variables == 0) return new Result([[]], 0, 0);
        if (system.HasEmptyEquation) return new Result([], 1, 0);
        var relaxations = system.Relaxations();
        var smear = new double[system.Variables];
        var boxes = new Stack<(Interval[] Box, double Failed)>();
        boxes.Push((start, double.PositiveInfinity));
        while (boxes.TryPop(out var next))
        {
            var (box, failed) = next;
            if (++used > maximumBoxes || undecided >= EnoughOpen || onFaces >= 5 * EnoughOpen)
            {
                undecided += 1 + boxes.Count;
                break;
            }
            if (!Narrow(system, relaxations, box, smear, out bool nearlyLinear) || system.SomeoneGains(box) || (exclude is not null && exclude(box))) continue;
            double widest = box.Max(side => side.Width);
            if ((nearlyLinear || widest < Resolution) && Shrink(system, ref box, roots, ref failed) == Step.Done) continue;
            widest = box.Max(side => side.Width);
            if (widest < Resolution)
            {
                if (!box.Any(side => side.Low <= 0)) undecided++;
                else onFaces++;
                continue;
            }
            int side = Worst(box, smear);
            // An uneven cut keeps roots at simple fractions off the faces.
            double cut = box[side].Low + 0.5078125 * box[side].Width;
            var other = (Interval[])box.Clone();
            box[side] = new Interval(box[side].Low, cut);
            other[side] = new Interval(cut, other[side].High);
            boxes.Push((other, failed));
            boxes.Push((box, failed));
        }
        return new Result(roots, undecided, used);
    }

    /// <summary>Narrows while that pays.</summary>
    /// <returns>False if the box holds no root.</returns>
    private static bool Narrow(PolynomialSystem system, List<LinearRelaxation> relaxations, Interval[] box, double[] smear, out bool nearlyLinear)
    {
        nearlyLinear = false;
        for (int round = 0; round < 20; round++)
        {
            if (!system.Narrow(box)) return false;
            double least = 1;
            Array.Clear(smear);
            for (int k = 0; k < relaxations.Count; k++)
            {
                bool whole = k == relaxations.Count - 1;
                if (!relaxations[k].Narrow(box, whole ? smear : null, out double ratio, out double doubt)) return false;
                least = Math.Min(least, ratio);
                if (whole) nearlyLinear = doubt < 0.5;
            }
            if (nearlyLinear || least > 0.8) break;
        }
        return true;
    }

    // The unknown that keeps the equations from being linear most; among equals the widest.
    private static int Worst(Interval[] box, double[] smear)
    {
        int worst = -1;
        double most = -1;
        for (int v = 0; v < box.Length; v++)
        {
            double score = box[v].Width < Resolution ? 0 : (smear[v] + 1e-3) * (box[v].Width + 1e-3);
            if (score > most) (most, worst) = (score, v);
        }
        return worst;
    }

    private enum Step { Done, Bisect }

    // failed: widest side when the test last got nowhere; it is not repeated until that has shrunk.
    private static Step Shrink(PolynomialSystem system, ref Interval[] box, List<double[]> roots, ref double failed)
    {
        int n = box.Length;
        for (int round = 0; round < 40; round++)
        {
            if (!system.Narrow(box) || system.SomeoneGains(box)) return Step.Done;
            double widest = box.Max(side => side.Width);
            if (widest > 0.8 * failed && widest > Resolution) return Step.Bisect;
            // The test is made on a slightly wider box: narrowing can make a box so thin that round-off hides the root in it.
            var wide = Array.ConvertAll(box, side => new Interval(side.Low - 1e-8 - 0.02 * side.Width, side.High + 1e-8 + 0.02 * side.Width));
            double[] middle = [.. wide.Select(side => side.Middle)];
            if (DenseSolve.Inverse(system.Jacobian(middle)) is not { } inverse)
            {
                failed = widest;
                return Step.Bisect;
            }
            var slope = system.Jacobian(wide);
            var atMiddle = system.Values([.. middle.Select(Interval.Point)]);
            var next = new Interval[n];
            bool inside = true, outside = false;
            double shrink = 0;
            for (int r = 0; r < n; r++)
            {
                var value = Interval.Point(middle[r]);
                for (int e = 0; e < n; e++) value -= inverse[r, e] * atMiddle[e];
                for (int c = 0; c < n; c++)
                {
                    var entry = Interval.Point(r == c ? 1 : 0);
                    for (int e = 0; e < n; e++)
                        if (slope[e, c] is { Low: not 0 } or { High: not 0 }) entry -= inverse[r, e] * slope[e, c];
                    value += entry * (wide[c] - Interval.Point(middle[c]));
                }
                if (!double.IsFinite(value.Low) || !double.IsFinite(value.High)) return Step.Bisect;
                inside &= value.IsInside(wide[r]);
                outside |= !value.Meets(box[r]);
                next[r] = value.Meet(box[r]);
                shrink = Math.Max(shrink, 1 - next[r].Width / Math.Max(box[r].Width, 1e-300));
            }
            if (inside)
            {
                double[] root = Polish(system, middle);
                if (!roots.Any(known => known.Zip(root, (a, b) => Math.Abs(a - b)).Max() < 1e-9)) roots.Add(root);
                return Step.Done;
            }
            if (outside) return Step.Done;
            box = next;
            if (shrink >= 0.3) continue;
            failed = widest;
            return Step.Bisect;
        }
        return Step.Bisect;
    }

    private static double[] Polish(PolynomialSystem system, double[] x)
    {
        for (int k = 0; k < 8; k++)
        {
            var values = system.Values(x);
            var right = new double[x.Length, 1];
            for (int e = 0; e < x.Length; e++) right[e, 0] = values[e];
            if (!DenseSolve.TrySolve(system.Jacobian(x), right)) break;
            for (int v = 0; v < x.Length; v++) x[v] -= right[v, 0];
        }
        return x;
    }
}
