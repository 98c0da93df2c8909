using Tumen.Numerics;

namespace Tumen.Bayes;

/// <summary>One unit's part of a sweep: its parameters, which weights it has, who looks ahead in it, its noise.</summary>
internal sealed class PanelUnitChain
{
    private readonly PanelModel _model;
    private readonly PanelPopulation _laws;
    private readonly PanelUnit _unit;
    private readonly int _index;
    private readonly CoordinateForm[] _form;
    private readonly int[] _weightAt;   // per coordinate: weight, or -1
    private readonly OwnParameter?[] _own;
    private readonly Cholesky[] _metric; // per pattern
    private readonly int[] _steady;      // coordinates that are never absent
    private readonly Cholesky[] _steadyMetric;
    private readonly double[][] _centre; // per pattern, coordinates
    private readonly bool _motives;
    private double _logStep = Elementary.Log(0.3);
    private double _logLikelihood;
    private double[] _slope;
    private double[]? _levels; // of the point where the chain stands; null where they are not known
    private double[] _changed = [];
    private bool _slopeKnown = true;

    public PanelUnitChain(PanelModel model, PanelPopulation laws, PanelUnit unit, int index, bool motives)
    {
        (_model, _laws, _unit, _index, _motives) = (model, laws, unit, index, motives);
        int k = model.Count;
        (_form, _weightAt, _own) = (new CoordinateForm[k], [.. Enumerable.Repeat(-1, k)], new OwnParameter?[k]);
        for (int w = 0; w < model.Weights.Length; w++)
        {
            _form[model.Weights[w].At] = model.Weights[w].Form;
            _weightAt[model.Weights[w].At] = w;
        }

        foreach (var own in model.Own)
        {
            (_form[own.At], _own[own.At]) = (own.Form, own);
        }

        _steady = [.. Enumerable.Range(0, k).Where(i => _weightAt[i] < 0 || model.Weights[_weightAt[i]].Presence is null)];
        _centre = [.. unit.Patterns.Select(p => p.Surface.Centre.Select((x, i) => Coordinate(_form[i], x)).ToArray())];
        var metrics = unit.Patterns.Select(p => Metric(p.Surface)).ToArray();
        _metric = [.. metrics.Select(m => Cholesky.Of(m, k))];
        _steadyMetric = [.. metrics.Select(m => Cholesky.Of([.. _steady.SelectMany(a => _steady.Select(b => m[(a * k) + b]))], _steady.Length))];
        Present = [.. model.Weights.Select(w => w.Presence is null || motives)];
        Y = (double[])_centre[0].Clone();
        _slope = new double[k];
        (_logLikelihood, _slope) = Read(Y, Pattern, Present);
    }

    public double[] Y { get; private set; }

    public bool[] Present { get; private set; }

    public int Pattern { get; private set; }

    public double LogNoise { get; private set; }

    public double LogLikelihood => _logLikelihood;

    public bool[] Ahead => [.. _unit.Patterns[Pattern].Ahead];

    public double[] Parameters => Point(Y, Present);

    private static double Coordinate(CoordinateForm form, double x) => form switch
    {
        CoordinateForm.Positive or CoordinateForm.Negative => Elementary.Log(Math.Max(1e-6, Math.Abs(x))),
        CoordinateForm.Chance => Elementary.Log(x / (1 - x)),
        _ => x,
    };

    /// <summary>Coordinate less noise: what the law of the units speaks of.</summary>
    public double ValueOf(int w) => _form[_model.Weights[w].At] == CoordinateForm.Plain ? Y[_model.Weights[w].At] / Elementary.Exp(LogNoise) : Y[_model.Weights[w].At] - LogNoise;

    private double FromValue(int w, double value) => _form[_model.Weights[w].At] == CoordinateForm.Plain ? value * Elementary.Exp(LogNoise) : value + LogNoise;

    /// <summary>Log-likelihood with one weight's value replaced.</summary>
    public double With(int w, double value)
    {
        int at = _model.Weights[w].At;
        return Present[w] ? Along(at, PanelModel.Value(_form[at], FromValue(w, value))) : _logLikelihood;
    }

    // Log-likelihood where one weight is another; the levels there are kept aside.
    private double Along(int at, double to)
    {
        var surface = _unit.Patterns[Pattern].Surface;
        double[] x = Parameters;
        _levels ??= surface.Levels(x);
        _changed = _changed.Length == _levels.Length ? _changed : new double[_levels.Length];
        double log = surface.Along(x, _levels, at, to, _changed);
        return double.IsNaN(log) ? double.NegativeInfinity : log;
    }

    // The chain goes where Along last looked.
    private void Follow(double log)
    {
        (_levels, _changed) = (_changed, _levels!);
        (_logLikelihood, _slopeKnown) = (log, false);
    }

    /// <summary>Replaces one weight's value.</summary>
    public void Set(int w, double value)
    {
        double log = With(w, value);
        Y[_model.Weights[w].At] = FromValue(w, value);
        if (Present[w])
        {
            Follow(log);
        }
    }

    /// <summary>One sweep over the unit given the laws.</summary>
    /// <param name="random">Numbers.</param>
    /// <param name="leaps">Most leapfrog steps.</param>
    /// <param name="adapt">How far the step may change; 0 for not at all.</param>
    public void Sweep(Philox random, int leaps, double adapt)
    {
        for (int w = 0; w < Present.Length; w++)
        {
            Toggle(w, random);
        }

        Switch(random);
        Move(random, leaps, adapt);
        if (_model.NoiseSpread > 0 && _index > 0)
        {
            Noise(random);
        }
    }

    private void Toggle(int w, Philox random)
    {
        if (_model.Weights[w].Presence is null)
        {
            return;
        }

        if (!Present[w])
        {
            var (mean, deviation) = _laws.LawOf(_index, w);
            Y[_model.Weights[w].At] = FromValue(w, mean + (deviation * random.NextNormal()));
        }

        if (!_motives)
        {
            return;
        }

        var other = (bool[])Present.Clone();
        other[w] = !other[w];
        int at = _model.Weights[w].At;
        double log = Along(at, other[w] ? PanelModel.Value(_form[at], Y[at]) : 0);
        double odds = Elementary.Log(_laws.Presence[w] / (1 - _laws.Presence[w]));
        if (Elementary.Log(random.NextDouble()) < log - _logLikelihood + (other[w] ? odds : -odds))
        {
            Present = other;
            Follow(log);
        }
    }

    // To another pattern of foresight, with the parameters carried from around one centre to around the other.
    private void Switch(Philox random)
    {
        int count = _unit.Patterns.Length;
        if (count < 2)
        {
            return;
        }

        int to = random.NextIndex(count - 1);
        to += to >= Pattern ? 1 : 0;
        int n = _steady.Length;
        double[] d = new double[n];
        for (int a = 0; a < n; a++)
        {
            d[a] = Y[_steady[a]] - _centre[Pattern][_steady[a]];
        }

        var moved = _steadyMetric[to].InverseTransposedTimes(_steadyMetric[Pattern].TransposedTimes(d));
        var y = (double[])Y.Clone();
        for (int a = 0; a < n; a++)
        {
            y[_steady[a]] = _centre[to][_steady[a]] + moved[a];
        }

        var (log, slope) = Read(y, to, Present);
        double ratio = log - _logLikelihood + Prior(y, null) - Prior(Y, null) + (0.5 * (_steadyMetric[Pattern].LogDeterminant - _steadyMetric[to].LogDeterminant)) + Chance(to) - Chance(Pattern);
        if (Elementary.Log(random.NextDouble()) < ratio)
        {
            (Y, Pattern, _logLikelihood, _slope, _slopeKnown, _levels) = (y, to, log, slope, true, null);
        }
    }

    private double Chance(int pattern)
    {
        double log = 0;
        for (int i = 0; i < _laws.Ahead.Length; i++)
        {
            log += Elementary.Log(_unit.Patterns[pattern].Ahead[i] ? _laws.Ahead[i] : 1 - _laws.Ahead[i]);
        }

        return log;
    }

    // Hamiltonian Monte Carlo with the information at the centre as mass; Neal (2011), Handbook of MCMC, chapter 5.
    private void Move(Philox random, int leaps, double adapt)
    {
        if (!_slopeKnown)
        {
            (_logLikelihood, _slope) = Read(Y, Pattern, Present);
            _slopeKnown = true;
        }

        int k = Y.Length, count = 1 + random.NextIndex(leaps);
        double step = Elementary.Exp(_logStep) * (0.8 + (0.4 * random.NextDouble()));
        var metric = _metric[Pattern];
        double[] xi = [.. Enumerable.Range(0, k).Select(_ => random.NextNormal())], p = metric.Times(xi), y = (double[])Y.Clone(), velocity = new double[k], pull = new double[k];
        double energy = _logLikelihood + Prior(y, pull) - (0.5 * FixedOrder.Dot(xi, xi)), log = _logLikelihood;
        double[] slope = _slope;
        FixedOrder.AddScaled(pull, slope, 1);
        for (int l = 0; l < count; l++)
        {
            FixedOrder.AddScaled(p, pull, 0.5 * step);
            metric.InverseQuadratic(p, velocity);
            FixedOrder.AddScaled(y, velocity, step);
            (log, slope) = Read(y, Pattern, Present);
            if (!double.IsFinite(log))
            {
                _logStep -= adapt;
                return;
            }

            Prior(y, pull);
            FixedOrder.AddScaled(pull, slope, 1);
            FixedOrder.AddScaled(p, pull, 0.5 * step);
        }

        double ratio = log + Prior(y, null) - (0.5 * metric.InverseQuadratic(p, velocity)) - energy, chance = double.IsNaN(ratio) ? 0 : Math.Min(1, Elementary.Exp(ratio));
        _logStep = Math.Min(0.5, _logStep + (adapt * (chance - 0.75)));
        if (random.NextDouble() < chance)
        {
            (Y, _logLikelihood, _slope, _levels) = (y, log, slope, null);
        }
    }

    private void Noise(Philox random)
    {
        double was = LogNoise, to = was + (0.25 * random.NextNormal()), before = Prior(Y, null) + NoiseLaw(was);
        LogNoise = to;
        double after = Prior(Y, null) + NoiseLaw(to);
        LogNoise = Elementary.Log(random.NextDouble()) < after - before ? to : was;
    }

    private double NoiseLaw(double log) => -0.5 * log * log / (_model.NoiseSpread * _model.NoiseSpread);

    // Log density of the coordinates given the laws; the gradient where asked for.
    private double Prior(double[] y, double[]? gradient)
    {
        double total = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double value, slope;
            if (_own[i] is { } own)
            {
                (value, slope) = OwnLaw(own, y[i]);
            }
            else
            {
                int w = _weightAt[i];
                var (mean, deviation) = _laws.LawOf(_index, w);
                double scale = _form[i] == CoordinateForm.Plain ? Elementary.Exp(LogNoise) : 1, z = (y[i] - FromValue(w, mean)) / (deviation * scale);
                (value, slope) = ((-0.5 * z * z) - Elementary.Log(deviation * scale), -z / (deviation * scale));
            }

            total += value;
            gradient?[i] = slope;
        }

        return total;
    }

    private static (double Value, double Slope) OwnLaw(OwnParameter own, double y)
    {
        if (own.Form == CoordinateForm.Chance)
        {
            // Beta(a, b) in log odds.
            return ((own.Mean * y) - ((own.Mean + own.Deviation) * Numerics.Special.Logistic.SoftPlus(y)), own.Mean - ((own.Mean + own.Deviation) * Numerics.Special.Logistic.Cdf(y)));
        }

        double x = PanelModel.Value(own.Form, y), z = (x - own.Mean) / own.Deviation, j = PanelModel.Slope(own.Form, x);
        return ((-0.5 * z * z) + (own.Form == CoordinateForm.Plain ? 0 : y), (-z / own.Deviation * j) + (own.Form == CoordinateForm.Plain ? 0 : 1));
    }

    private double[] Point(double[] y, bool[] present)
    {
        var x = new double[y.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = _weightAt[i] >= 0 && !present[_weightAt[i]] ? 0 : PanelModel.Value(_form[i], y[i]);
        }

        return x;
    }

    private (double LogLikelihood, double[] Slope) Read(double[] y, int pattern, bool[] present)
    {
        double[] x = Point(y, present);
        var (log, gradient) = _unit.Patterns[pattern].Surface.Read(x);
        var slope = new double[y.Length];
        for (int i = 0; i < slope.Length; i++)
        {
            slope[i] = _weightAt[i] >= 0 && !present[_weightAt[i]] ? 0 : gradient[i] * PanelModel.Slope(_form[i], x[i]);
        }

        return (double.IsNaN(log) ? double.NegativeInfinity : log, slope);
    }

    private double[] Metric(IUnitSurface surface)
    {
        int k = _form.Length;
        var a = (double[])surface.Information.Clone();
        double[] slope = [.. surface.Centre.Select((x, i) => PanelModel.Slope(_form[i], x))];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                a[(i * k) + j] *= slope[i] * slope[j];
            }

            double c = surface.Centre[i];
            a[(i * k) + i] += _own[i] is not { } own ? 1 / (_model.Weights[_weightAt[i]].Spread * _model.Weights[_weightAt[i]].Spread)
                : own.Form == CoordinateForm.Chance ? Math.Max(0.05, (own.Mean + own.Deviation) * c * (1 - c)) : 1 / (own.Deviation * own.Deviation);
        }

        return a;
    }
}
