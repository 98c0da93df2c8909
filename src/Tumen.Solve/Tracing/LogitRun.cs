using Tumen.Model;
using Tumen.Numerics;

namespace Tumen.Solve;

/// <summary>One run along the logit branch; t is λ in normalised units.</summary>
internal sealed class LogitRun : PathRun
{
    private readonly PathOptions _options;
    private readonly MenuGame? _menus;
    private bool _crossed;

    public LogitRun(NormalisedGame game, MenuGame? menus, PathOptions options, IProgress<PathProgress>? progress, double caution)
        : this(game, menus, options, progress, caution, MenuFamily.Over(new LogitFamily(options.Convention), game.Game.Menus))
    {
    }

    private LogitRun(NormalisedGame game, MenuGame? menus, PathOptions options, IProgress<PathProgress>? progress, double caution, Response family)
        : base(game, family, new PathSystem(game.Game, family, options.DenseLimit), caution, options.Resume, options.MaximumSteps, options.Tolerance, options.KeepStrategies, progress)
    {
        _options = options;
        _menus = menus;
        LimitSearch = double.IsInfinity(options.Precision) ? new LimitSearch(game.Game, options.DenseLimit, options.Tolerance * game.LongestAnnuity) : null;
    }

    protected override double Target => _options.Precision * NormalGame.Scale;

    protected override double Parameter => Curve.T / NormalGame.Scale;

    protected override string At => $"λ = {Short(Parameter)}";

    protected override string Name => "logit path";

    protected override bool Exhausted => Curve.T > _options.LargestPrecision;

    protected override ValueConvention Convention => _options.Convention;

    protected override string CannotBegin => "the system at the start is singular or not finite";

    protected override string Advice => "try the other value convention, logarithmic tracing from a prior, or a fixed λ below this one";

    protected override PathResult Land()
    {
        double tolerance = Math.Max(_options.Tolerance, 1e-10);
        var start = AsWritten(NormalGame.ActionValues(Curve.Q, _options.Precision, _options.Convention));
        var solved = LogitMarkovSolver.Solve(_menus?.Original ?? NormalGame.Original, new SolveOptions { Precision = _options.Precision, Convention = _options.Convention, Start = start, Tolerance = tolerance });
        solved = solved with { Method = $"{Name}, {Tracer.Steps} steps, then {solved.Method}", Selection = Selection("the first point at this λ") };
        bool good = solved.Status == SolveStatus.Certified;
        return Result(good ? PathStatus.Certified : PathStatus.NotCertified, solved, good
            ? $"certified: residual {Short(solved.Certificate.Residual)}"
            : $"the residual {Short(solved.Certificate.Residual)} is above the tolerance {Short(tolerance)}");
    }

    protected override bool TurnOff(TraceEvent what)
    {
        if (what != TraceEvent.Bifurcation || _options.Crossing == BranchChoice.Straight || _crossed)
        {
            return false;
        }

        _crossed = true;
        double[] q = (double[])Curve.Q.Clone(), along = Tracer.WeakestChange();
        double t = Curve.T, sign = (_options.Crossing == BranchChoice.Cross ? 1 : -1) * Math.Sign(FirstLarge(along));
        for (int k = 0; k < along.Length; k++)
        {
            along[k] *= sign;
        }

        for (double length = 0.02; length < 2; length *= 2)
        {
            q.CopyTo(Curve.Q, 0);
            Curve.T = t;
            if (Tracer.BeginAlong(along, length))
            {
                return true;
            }
        }

        q.CopyTo(Curve.Q, 0);
        Curve.T = t;
        Tracer.Begin(0.05, true);
        return true;
    }

    protected override LogitMarkovEquilibrium Last(SolveStatus status)
    {
        double lambda = Parameter;
        var q = AsWritten(NormalGame.ActionValues(Curve.Q, lambda, _options.Convention));
        var values = NormalGame.Values(Curve.Values, lambda, _options.Convention);
        var game = _menus?.Original ?? NormalGame.Original;
        var certificate = Certifier.Check(game, lambda, _options.Convention, Curve.Sigma, [.. values.SelectMany(v => v)], false);
        return new LogitMarkovEquilibrium(
            game, lambda, _options.Convention, status, (double[])Curve.Sigma.Clone(), q, values,
            certificate, $"{Name}, {Tracer.Steps} steps", Selection("the last point reached"), Tracer.Steps);
    }

    private double[] AsWritten(double[] q) => _menus?.ActionValues(q, -1) ?? q;

    protected override string Selection(string what)
    {
        int folds = Points.Count(p => p.Kind == PathPointKind.Fold), crossings = Points.Count(p => p.Kind == PathPointKind.Crossing);
        string way = crossings == 0 ? "" : _crossed ? $", turned off at the first of {crossings} crossing(s)" : $", straight through {crossings} crossing(s) of branches: other equilibria exist";
        return $"{what} of the branch that starts from uniform play at λ = 0 ({folds} fold(s){way})";
    }

    // The sign of the crossing direction is arbitrary; its first sizeable entry makes it definite.
    private static double FirstLarge(double[] x)
    {
        double size = FixedOrder.MaxAbs(x);
        return x.First(v => Math.Abs(v) > 0.5 * size);
    }
}
