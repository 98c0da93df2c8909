using System.Collections.Immutable;
using System.Globalization;
using Tumen.Bayes;
using Tumen.Estimation;
using Tumen.Model;

namespace Tumen.Studies;

/// <summary>Works out a panel with learnt pooling under one coding of the record.</summary>
internal sealed class PanelRunner
{
    private readonly PanelGame _game;
    private readonly string _record;
    private readonly PanelAsk _ask;
    private readonly Action<string>? _step;
    private readonly CancellationToken _cancel;

    private PanelRunner(PanelGame game, string record, PanelAsk ask, Action<string>? step, CancellationToken cancel) => (_game, _record, _ask, _step, _cancel) = (game, record, ask, step, cancel);

    /// <summary>The theory that a study's panel is read under: the one compared with most weights that a unit may lack; null where no weight varies by unit.</summary>
    public static string? TheoryOf(GameModel game, ImmutableArray<string> compared)
    {
        int Count(string theory)
        {
            var used = game.Terms.Concat(TheoryTerms.Join(TheoryTerms.Built(game, theory))).Select(t => t.Weight).ToHashSet();
            return game.Weights.Count(w => w.Varies is not null && used.Contains(w.Name)) + (1000 * game.Weights.Count(w => w.Varies?.Presence is not null && used.Contains(w.Name)));
        }

        return compared.Where(t => Count(t) > 0).OrderByDescending(Count).FirstOrDefault();
    }

    /// <summary>Runs.</summary>
    /// <param name="game">The game.</param>
    /// <param name="theory">The theory that holds the motives.</param>
    /// <param name="record">Name of the coding.</param>
    /// <param name="data">The units.</param>
    /// <param name="ask">How much.</param>
    /// <param name="step">Told what is being done.</param>
    /// <param name="cancel">Stops between solves and sweeps.</param>
    public static PanelWork Run(GameModel game, string theory, string record, ImmutableArray<Sequence> data, PanelAsk ask, Action<string>? step, CancellationToken cancel) =>
        new PanelRunner(new PanelGame(game, theory, data), record, ask, step, cancel).Work();

    private PanelWork Work()
    {
        _step?.Invoke("what the records could teach, before any fit");
        var design = PanelDesign.Of(_game, null, _cancel);
        var surfaces = UnitSurfaces.Of(_game, _ask.Threads, (done, of) => Tell("surfaces", done, of), _cancel);
        var draws = Sample(surfaces.Units, true, _ask.Draws, 1, "draws");
        var certificate = PanelCertificate.Of(surfaces, draws, _ask.Checked, _ask.Threads, (done, of) => Tell("draws checked, units", done, of), _cancel);
        var plain = Sample(surfaces.Units, false, Math.Max(100, _ask.Draws / 3), 2, "draws without motives");
        var still = Sample([.. surfaces.Units.Select(u => u with { Patterns = [u.Patterns.Single(p => !p.Ahead.Contains(true))] })], false, Math.Max(100, _ask.Draws / 3), 3, "draws with nobody looking ahead");
        var units = Enumerable.Range(0, _game.Records.Length).Select(u => Unit(u, surfaces, draws, [plain, still], design, certificate.UnitShapes[u])).ToArray();
        return new PanelWork(
            _record, _game.Theory, [.. _game.Model.Foresight.Select(f => f.Name)], [.. design.Select(Design)], [.. _game.Model.Weights.Select((_, w) => Law(w, draws))],
            [.. _game.Model.Foresight.Select((_, i) => Number([.. draws.Select(d => d.Ahead[i])]))], units, draws.Length, certificate.Checked, certificate.Shape, Moved(draws, certificate), Remarks(design, units, certificate, draws));
    }

    private void Tell(string what, int done, int of) => _step?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{what}, {done} of {of}"));

    private ImmutableArray<PanelDraw> Sample(ImmutableArray<PanelUnit> units, bool motives, int draws, ulong stream, string what) =>
        new PanelSampler(_game.Model, units, new PanelOptions
        {
            WarmUp = Math.Max(100, draws / 2), Draws = draws, Seed = (_ask.Seed * 1000) + stream, Threads = _ask.Threads, Motives = motives, Progress = (done, of) => Tell(what, done, of),
        }).Run(_cancel);

    private PanelLawWork Law(int w, ImmutableArray<PanelDraw> draws)
    {
        var weight = _game.Model.Weights[w];
        var middle = draws.Select(d => d.Middle[w]).ToArray();
        var spread = draws.Select(d => d.Spread[w]).ToArray();
        var share = draws.Select(d => d.Presence[w]).ToArray();
        double worst = new[] { middle, spread, share }.Select(x => ChainDiagnostics.Of([x]).RHat).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        return new PanelLawWork(
            weight.Name, LabelOf(weight.Name), weight.Presence is not null, weight.Form != CoordinateForm.Plain, Number(middle), Number(spread), weight.Presence is null ? null : Number(share), worst);
    }

    private string LabelOf(string name) => _game.Source.Weights.First(w => w.Name == name).Label ?? name;

    private PanelUnitWork Unit(int u, UnitSurfaces surfaces, ImmutableArray<PanelDraw> draws, ImmutableArray<PanelDraw>[] simpler, ImmutableArray<PanelDesign> design, double shape)
    {
        var record = _game.Records[u];
        var alone = Sample([surfaces.Units[u] with { Cluster = null }], true, Math.Max(100, _ask.Draws / 3), 100 + (ulong)u, $"{record.Name} alone");
        var cells = _game.Model.Weights.Select((w, k) =>
        {
            double[] sizes = [.. draws.Where(d => d.Present[u][k]).Select(d => d.Parameters[u][w.At])];
            bool silent = w.Presence is not null && design.First(d => d.Weight == w.Name).Silent(u);
            return new PanelCell(
                draws.Average(d => d.Present[u][k] ? 1.0 : 0), alone.Average(d => d.Present[0][k] ? 1.0 : 0), sizes.Length == 0 ? null : Number(sizes), w.Presence is null ? surfaces.Alone[u][w.At] : double.NaN, silent);
        }).ToArray();
        double[] Ahead(ImmutableArray<PanelDraw> list, int at) => [.. Enumerable.Range(0, _game.Switched.Length).Select(i => list.Average(d => surfaces.Units[u].Patterns[d.Pattern[at]].Ahead[i] ? 1.0 : 0))];
        return new PanelUnitWork(
            record.Name, record.Cluster, record.Months, record.Unknown, Never(u), cells, Ahead(draws, u), Ahead(alone, 0), Number([.. draws.Select(d => d.Noise[u])]),
            [Foretold(u, surfaces, draws, true, false), Foretold(u, surfaces, simpler[0], false, false), Foretold(u, surfaces, simpler[1], false, true)], shape);
    }

    // Log score a month of a unit's moves where its weights are the means of the units outside its cluster, its laws of motion its own.
    private double Foretold(int u, UnitSurfaces surfaces, ImmutableArray<PanelDraw> draws, bool motives, bool still)
    {
        int[] others = [.. Enumerable.Range(0, _game.Records.Length).Where(j => j != u && (_game.Records[u].Cluster is null || _game.Records[j].Cluster != _game.Records[u].Cluster))];
        if (others.Length == 0)
        {
            return double.NaN;
        }

        var x = new double[_game.Model.Count];
        foreach (var w in _game.Model.Weights)
        {
            x[w.At] = w.Presence is not null && !motives ? 0 : draws.Average(d => others.Average(j => d.Parameters[j][w.At]));
        }

        foreach (var p in _game.Model.Own)
        {
            x[p.At] = draws.Average(d => d.Parameters[u][p.At]);
        }

        var pattern = Enumerable.Range(0, _game.Switched.Length).Select(i => !still && draws.Average(d => others.Average(j => surfaces.Units[j].Patterns[d.Pattern[j]].Ahead[i] ? 1.0 : 0)) > 0.5).ToImmutableArray();
        var e = _game.LikelihoodOf(u, pattern).Total(x, false, _cancel);
        return e.Solved ? e.Moves / _game.Records[u].Months : double.NaN;
    }

    private string[] Never(int u) => [.. _game.Source.Players.SelectMany((p, i) => p.Moves.Where((_, m) => !_game.Records[u].Stretches.Any(s => s.Moves.Any(t => t[i] == m))).Select(m => $"{p.Name} never plays {m}"))];

    internal static PanelDesignWork Design(PanelDesign d) => new(d.Weight, d.AMonth, [d.MonthsFor(0.1), d.MonthsFor(0.2)], [d.UnitsFor(0.1), d.UnitsFor(0.2)], d.OutOfReach);

    // How far reweighting by the exact likelihood moves what is said.
    private static double Moved(ImmutableArray<PanelDraw> draws, PanelCertificate c)
    {
        if (c.Draws.IsEmpty || !(c.Shape <= 0.7))
        {
            return double.NaN;
        }

        double[] weights = [.. c.LogWeights.Select(Numerics.Elementary.Exp)];
        double worst = 0;
        void Compare(Func<PanelDraw, double> of) =>
            worst = Math.Max(worst, Math.Abs(c.Draws.Select((d, i) => weights[i] * of(draws[d])).Sum() - c.Draws.Average(d => of(draws[d]))));
        for (int w = 0; w < draws[0].Presence.Length; w++)
        {
            int k = w;
            Compare(d => d.Presence[k]);
        }

        for (int i = 0; i < draws[0].Ahead.Length; i++)
        {
            int k = i;
            Compare(d => d.Ahead[k]);
        }

        return worst;
    }

    private string[] Remarks(ImmutableArray<PanelDesign> design, PanelUnitWork[] units, PanelCertificate c, ImmutableArray<PanelDraw> draws)
    {
        string unit = _game.Source.Unit;
        var list = new List<string>();
        if (units.Length == 1)
        {
            list.Add($"a spread needs two {Plural(unit)} at least: with one, middle and spread are as the priors have them, and the answers are those of a single fit; join more records by `and`");
        }

        list.AddRange(units.SelectMany(u => u.Never.Select(n => $"{u.Name}: {n}; its sizes there are those of the other {Plural(unit)}; merge the move with another in the codebook, or leave the {unit} out")));
        foreach (var d in design.Where(d => Enumerable.Range(0, units.Length).All(d.Silent)))
        {
            list.Add($"{LabelOf(d.Weight)}: every {unit} is silent on it; nothing here can tell whether it is there: leave it out, or add situations that it would show in");
        }

        foreach (var d in design.Where(d => d.OutOfReach))
        {
            list.Add(string.Create(CultureInfo.InvariantCulture, $"{LabelOf(d.Weight)}: a mean of 0.2 would need {d.UnitsFor(0.2):0} {Plural(unit)} of {d.Months:0} months; it is out of reach, and what is said of it is a bound"));
        }

        if (units.Select(u => u.Months + u.Unknown).Distinct().Count() > 1)
        {
            list.Add($"the {Plural(unit)} cover different periods, from {units.Min(u => u.Months)} to {units.Max(u => u.Months)} months counted: long records weigh more in the middle of a law, not in its spread");
        }

        if (_game.Source.Panel.Clusters is { } by && units.Any(u => u.Cluster is null))
        {
            list.Add($"{string.Join(", ", units.Where(u => u.Cluster is null).Select(u => u.Name))}: no {by} is given, so each stands by itself; write `with {by} \"NAME\"` in the study where they share acts with others");
        }

        string[] restless = [.. _game.Model.Weights.Select((_, w) => Law(w, draws)).Where(l => l.Convergence > 1.1).OrderByDescending(l => l.Convergence).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Label} {l.Convergence:0.00}"))];
        if (restless.Length > 0)
        {
            list.Add($"the draws have not settled (R-hat above 1.1: {string.Join(", ", restless)}): intervals are rough, and so is who has what; ask for more by --draws");
        }

        if (!(c.Shape <= 0.7))
        {
            var bad = units.Where(u => !(u.Shape <= 0.7)).Select(u => u.Name).ToArray();
            list.Add(string.Create(CultureInfo.InvariantCulture, $"Pareto k over whole draws is {c.Shape:0.00}, above 0.7: they cannot be reweighted as a whole")
                + (bad.Length == 0 ? $"; {unit} by {unit} every draw can (k up to {units.Max(u => u.Shape).ToString("0.00", CultureInfo.InvariantCulture)})" : $"; the surfaces of {string.Join(", ", bad)} are too rough: read their rows as rough too, or give them fewer motives"));
        }

        return [.. list];
    }

    private static string Plural(string unit) => unit.EndsWith('s') ? unit : unit + "s";

    private static PanelNumber Number(double[] x)
    {
        double[] sorted = [.. x.Order()];
        double At(double q)
        {
            double at = q * (sorted.Length - 1);
            int low = (int)at;
            return low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[^1];
        }

        return new PanelNumber(x.Sum() / x.Length, At(0.05), At(0.95));
    }
}

/// <summary>How much to work out for a panel.</summary>
/// <param name="Draws">Draws.</param>
/// <param name="Checked">Draws checked on the likelihood itself.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Threads">Threads.</param>
public sealed record PanelAsk(int Draws = 1000, int Checked = 500, ulong Seed = 1, int Threads = 1);
