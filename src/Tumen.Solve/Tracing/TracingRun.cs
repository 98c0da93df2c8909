using System.Globalization;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>One run along a tracing path; t goes from 0 to 1. At t = 0 each player faces a fixed environment, where Newton is soft policy iteration and converges from anywhere.</summary>
internal sealed class TracingRun : PathRun
{
    public TracingRun(NormalisedGame game, TracingOptions options, double[] prior, IProgress<PathProgress>? progress, double caution)
        : this(game, options, prior, progress, caution, MenuFamily.Over(new LogTracingFamily(options.Weight), game.Game.Menus))
    {
    }

    private TracingRun(NormalisedGame game, TracingOptions options, double[] prior, IProgress<PathProgress>? progress, double caution, Response family)
        : base(game, family, new PathSystem(game.Game, family, options.DenseLimit, prior), caution, options.Resume, options.MaximumSteps, options.Tolerance, options.KeepStrategies, progress) =>
        LimitSearch = new LimitSearch(game.Game, options.DenseLimit, options.Tolerance * game.LongestAnnuity);

    protected override double Target => double.PositiveInfinity;

    protected override double Parameter => Curve.T;

    protected override string At => string.Create(CultureInfo.InvariantCulture, $"t = {Curve.T:G6}");

    protected override string Name => "logarithmic tracing";

    protected override bool Exhausted => 1 - Curve.T < 1e-9;

    protected override ValueConvention Convention => ValueConvention.ChoiceErrors;

    protected override string CannotBegin => "the best replies to the prior could not be found; try a prior with no zero chances";

    protected override string Advice => "try another prior, a larger weight, or the logit branch";

    protected override LogitMarkovEquilibrium Last(SolveStatus status)
    {
        var values = NormalGame.Values(Curve.Values, double.PositiveInfinity, Convention);
        var certificate = Certifier.Check(NormalGame.Original, double.PositiveInfinity, Convention, Curve.Sigma, [.. values.SelectMany(v => v)], false);
        return new LogitMarkovEquilibrium(
            NormalGame.Original, double.PositiveInfinity, Convention, status, (double[])Curve.Sigma.Clone(), NormalGame.ActionValues(Curve.Q, double.PositiveInfinity, Convention), values,
            certificate, $"{Name}, {Tracer.Steps} steps", Selection("the last point reached"), Tracer.Steps);
    }

    protected override string Selection(string what) => $"{what} of the tracing path from the prior given";
}
