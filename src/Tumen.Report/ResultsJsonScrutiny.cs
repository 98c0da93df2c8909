using System.Text.Json;
using Tumen.Estimation;
using Tumen.Studies;

namespace Tumen.Report;

/// <summary>The part of results.json with leave-one-out scores, equilibria at the estimates and profiles of weights.</summary>
internal static class ResultsJsonScrutiny
{
    public static void Write(Utf8JsonWriter w, StudyResults r)
    {
        if (r.Scrutiny is not { } s)
        {
            return;
        }

        w.WriteStartObject("leaveOneOut");
        w.WriteString("rule", FormattableString.Invariant($"separable: a difference of at least {ScoreDifference.Small} nats and at least {ScoreDifference.Errors} times the larger of its two standard errors"));
        w.WriteNumber("shapeLimit", Bayes.LeaveOneOut.ShapeLimit);
        ResultsJson.Number(w, "stackingGap", s.StackingGap);
        ResultsJson.List(w, "scores", s.Rows, row => Row(w, row));
        ResultsJson.List(w, "doubtfulPeriods", s.Doubtful, p =>
        {
            w.WriteString("period", p.Period);
            ResultsJson.Number(w, "largestShape", p.Shape);
            w.WriteString("theory", p.Theory);
            w.WriteNumber("theories", p.Theories);
            w.WriteNumber("refitted", p.Refitted);
            w.WriteString("moves", p.Moves);
            ResultsJson.Strings(w, "events", p.Events);
        });
        w.WriteEndObject();
        ResultsJson.List(w, "census", s.Theories.OfType<ScrutinyWork>().SelectMany(t => t.Censuses.Select(c => (t.Theory, Census: c))), x =>
        {
            w.WriteString("theory", x.Theory);
            w.WriteString("game", x.Census.Game);
            w.WriteNumber("starts", x.Census.Starts);
            w.WriteNumber("failed", x.Census.Failed);
            w.WriteBoolean("anotherFitsBetter", x.Census.BetterFitting is not null);
            ResultsJson.List(w, "equilibria", x.Census.Entries, e =>
            {
                w.WriteBoolean("selected", e.Selected);
                w.WriteNumber("hits", e.Hits);
                ResultsJson.Number(w, "spectralRadius", e.SpectralRadius);
                ResultsJson.Number(w, "foldDistance", e.FoldDistance);
                ResultsJson.Number(w, "logLikelihood", e.LogLikelihood);
                ResultsJson.Number(w, "moveLogLikelihood", e.MoveLogLikelihood);
                ResultsJson.Number(w, "residual", e.Residual);
                ResultsJson.Number(w, "oneShotGain", e.OneShotGain);
                ResultsJson.Number(w, "regret", e.Regret);
            });
        });
        ResultsJson.List(w, "predictive", s.Theories.OfType<ScrutinyWork>().SelectMany(t => t.Predictive.Select(p => (t.Theory, Check: p))), x =>
        {
            w.WriteString("theory", x.Theory);
            w.WriteString("player", x.Check.Player);
            w.WriteString("move", x.Check.Move);
            Simulated(w, "share", x.Check.Share);
            Simulated(w, "spell", x.Check.Spell);
        });
        ResultsJson.List(w, "profiles", s.Theories.OfType<ScrutinyWork>().SelectMany(t => t.Profiles.Select(p => (t.Theory, Profile: p))), x =>
        {
            w.WriteString("theory", x.Theory);
            w.WriteString("parameter", x.Profile.Parameter);
            w.WriteBoolean("own", x.Profile.Own);
            ResultsJson.Number(w, "estimate", x.Profile.Estimate);
            ResultsJson.Number(w, "low", x.Profile.Low);
            w.WriteString("lowEnd", x.Profile.LowEnd);
            ResultsJson.Number(w, "high", x.Profile.High);
            w.WriteString("highEnd", x.Profile.HighEnd);
            w.WriteNumber("restarts", x.Profile.Restarts);
            ResultsJson.Number(w, "gain", x.Profile.Gain);
        });
    }

    private static void Simulated(Utf8JsonWriter w, string name, PredictiveNumber? x)
    {
        w.WriteStartObject(name);
        ResultsJson.Number(w, "record", x?.Record);
        ResultsJson.Number(w, "mean", x?.Mean);
        ResultsJson.Number(w, "low", x?.Low);
        ResultsJson.Number(w, "high", x?.High);
        ResultsJson.Number(w, "chance", x?.Chance);
        w.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter w, LeaveOneOutRow row)
    {
        w.WriteString("name", row.Name);
        w.WriteBoolean("baseline", row.Work is null);
        ResultsJson.Number(w, "score", row.Score);
        ResultsJson.Number(w, "standardError", row.StandardError);
        ResultsJson.Number(w, "difference", row.Difference.Difference);
        ResultsJson.Number(w, "differenceError", row.Difference.StandardError);
        ResultsJson.Number(w, "differenceErrorDependent", row.Difference.DependentError);
        w.WriteBoolean("separable", row.Sound && row.Difference.Separates);
        w.WriteString("says", row.Says);
        if (row.Work is not { } x)
        {
            return;
        }

        ResultsJson.Number(w, "stackingWeight", row.Stacking);
        ResultsJson.Number(w, "effectiveParameters", x.EffectiveParameters);
        ResultsJson.Number(w, "monteCarloError", x.MonteCarloError);
        w.WriteBoolean("sound", x.Sound);
        ResultsJson.Number(w, "approximationShape", x.ApproximationShape);
        w.WriteNumber("draws", x.Draws);
        ResultsJson.Number(w, "effectiveDraws", x.EffectiveDraws);
        w.WriteNumber("unsolved", x.Unsolved);
        ResultsJson.Numbers(w, "byPeriod", x.ByPeriod);
        ResultsJson.Numbers(w, "shape", x.Shape);
        ResultsJson.List(w, "refits", x.Refits, f =>
        {
            w.WriteNumber("index", f.Period);
            ResultsJson.Number(w, "smoothed", f.Smoothed);
            ResultsJson.Number(w, "shape", f.Shape);
            ResultsJson.Number(w, "score", f.Score);
            ResultsJson.Number(w, "refitShape", f.RefitShape);
        });
    }
}
