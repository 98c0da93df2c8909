using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Estimation;

/// <summary>How choices respond to weights at one point of the prior.</summary>
/// <param name="Rank">Rank over all decision points of the game.</param>
/// <param name="RankVisited">Rank over the situations that the record visits.</param>
/// <param name="SingularValues">Singular values over the situations visited, largest first: size of the change of all log chances when the weights move by one prior standard deviation in the best
/// direction, the next best, and so on.</param>
public sealed record PriorPoint(int Rank, int RankVisited, double[] SingularValues);

/// <summary>
/// Which weights could be told apart at all, before any move of the record is looked at: the rank of the strategies in the weights. A combination that moves no choice at any point of the prior will
/// not be found by any fit.
/// </summary>
/// <param name="Weights">Free weights.</param>
/// <param name="Mean">At the prior mean (of what the bounds leave of the prior); null when not certified there. Its rank may be lower than that of the draws: where nobody cares for something yet, nobody's foresight moves either.</param>
/// <param name="Draws">At draws from the prior.</param>
/// <param name="Unsolved">Draws left out because a game was not certified.</param>
/// <param name="Nowhere">Combinations that move no choice in any situation of the game, at no point: no record could tell.</param>
/// <param name="NotHere">Combinations that move no choice in the situations that this record visits, at no point; those of <paramref name="Nowhere"/> are not repeated when they are the same.</param>
/// <param name="Worst">Of the combinations that do move choices where the record has been, the one that moves them least; null without weights.</param>
/// <param name="WorstSize">How much one prior standard deviation along it moves a log chance there: root mean square over moves, decision points and points of the prior.</param>
public sealed record PriorIdentification(
    int Weights, PriorPoint? Mean, ImmutableArray<PriorPoint> Draws, int Unsolved, ImmutableArray<WeakDirection> Nowhere, ImmutableArray<WeakDirection> NotHere, WeakDirection? Worst, double WorstSize)
{
    /// <summary>A singular value below this share of the largest counts as zero: 1e-8. Slopes come from linear systems and are good to about twelve digits.</summary>
    public const double NullShare = 1e-8;

    /// <summary>Draws from the prior, beside its mean.</summary>
    public const int DefaultDraws = 4;

    /// <summary>The rank that the strategies have almost everywhere, over all decision points.</summary>
    public int Rank => Points.Select(p => p.Rank).DefaultIfEmpty(0).Max();

    /// <summary>The same over the situations that the record visits.</summary>
    public int RankVisited => Points.Select(p => p.RankVisited).DefaultIfEmpty(0).Max();

    private IEnumerable<PriorPoint> Points => Mean is null ? Draws : Draws.Prepend(Mean);

    /// <summary>Works it out; the record's moves are not read, only where it has been.</summary>
    /// <param name="likelihood">Theory and record.</param>
    /// <param name="draws">Draws from the prior.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="cancel">Stops between solves.</param>
    public static PriorIdentification Of(Likelihood likelihood, int draws = DefaultDraws, ulong seed = 1, CancellationToken cancel = default)
    {
        var space = likelihood.Parameters;
        int[] weights = [.. Enumerable.Range(0, space.Count).Where(j => space.Free[j] is { Kind: ParameterKind.Weight, OfSource: false })];
        double[] scale = [.. weights.Select(j => Identification.Scale(space.Free[j]))];
        if (weights.Length == 0)
        {
            return new PriorIdentification(0, null, [], 0, [], [], null, 0);
        }

        var everywhere = new List<double[]>();
        var here = new List<double[]>();
        int rows = 0;
        PriorPoint? At(double[] x)
        {
            likelihood.Forget();
            if (likelihood.ChoiceSlopes(x, scale, cancel) is not { } slopes)
            {
                return null;
            }

            rows += slopes.Visited.Count;
            double[][] wide = SingularValues.Triangle(slopes.All), narrow = SingularValues.Triangle(slopes.Visited);
            everywhere.AddRange(wide);
            here.AddRange(narrow);
            var values = SingularValues.Of(narrow);
            return new PriorPoint(SingularValues.Of(wide).Rank(NullShare), values.Rank(NullShare), [.. values.Values]);
        }

        var mean = At([.. space.Free.Select(MeanOf)]);
        PriorPoint?[] drawn = [.. Estimator.Starts(space, new FitOptions { Starts = draws + 1, Seed = seed }).Skip(1).Select(At)];
        if (here.Count == 0)
        {
            return new PriorIdentification(weights.Length, null, [], drawn.Length, [], [], null, double.NaN);
        }

        var (nowhere, notHere) = (SingularValues.Of(everywhere), SingularValues.Of(here));
        int rank = notHere.Rank(NullShare);
        var lost = Named(space, weights, scale, nowhere, nowhere.Rank(NullShare), "any record");
        var lostHere = Named(space, weights, scale, notHere, rank, "this record");
        return new PriorIdentification(
            weights.Length, mean, [.. drawn.OfType<PriorPoint>()], drawn.Count(d => d is null), lost, lostHere.Length == lost.Length ? [] : lostHere,
            rank == 0 ? null : Least(space, weights, scale, notHere, rank - 1, rows), rank == 0 ? 0 : notHere.Values[rank - 1] / Math.Sqrt(rows));
    }

    private static WeakDirection Least(ParameterSpace space, int[] weights, double[] scale, SingularValues of, int at, int rows)
    {
        var d = Identification.Describe(space, weights, of.Values[at], Plain(of.Vectors[at], scale));
        return d with { Says = string.Create(CultureInfo.InvariantCulture, $"{Identification.Together(d.Direction)} changes choices least: one prior standard deviation changes the log chance of a move by {of.Values[at] / Math.Sqrt(rows):0.####} (root mean square)") };
    }

    // Null directions: where several weights are idle by themselves each is named by itself.
    private static ImmutableArray<WeakDirection> Named(ParameterSpace space, int[] weights, double[] scale, SingularValues of, int rank, string whose) => [.. NullBasis.Of(of.Vectors.Skip(rank)).Select(v =>
        Identification.NothingAlong(space, weights, Plain(v, scale), whose))];

    private static double[] Plain(double[] scaled, double[] scale)
    {
        double[] direction = [.. scaled.Select((v, j) => v * scale[j])];
        double size = Math.Sqrt(FixedOrder.Dot(direction, direction));
        return [.. direction.Select(v => v / size)];
    }

    // Mean of what the bounds leave of the prior.
    private static double MeanOf(Parameter p)
    {
        if (p.Prior is Prior.Beta b)
        {
            return Math.Clamp(b.A / (b.A + b.B), p.Lower, p.Upper);
        }

        if (p.Prior is not Prior.Normal n)
        {
            return p.Kind == ParameterKind.Chance ? 0.5 : Math.Clamp(0, p.Lower, p.Upper);
        }

        double a = (p.Lower - n.Mean) / n.StandardDeviation, z = (p.Upper - n.Mean) / n.StandardDeviation;
        double mass = Numerics.Special.Normal.Cdf(z) - Numerics.Special.Normal.Cdf(a);
        return mass > 0 ? Math.Clamp(n.Mean + (n.StandardDeviation * (Numerics.Special.Normal.Pdf(a) - Numerics.Special.Normal.Pdf(z)) / mass), p.Lower, p.Upper) : Math.Clamp(n.Mean, p.Lower, p.Upper);
    }
}
