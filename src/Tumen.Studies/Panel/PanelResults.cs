using System.Collections.Immutable;
using System.Globalization;

namespace Tumen.Studies;

/// <summary>A panel with learnt pooling under every coding, with its placebos.</summary>
/// <param name="Study">The study.</param>
/// <param name="Theory">The theory that holds the motives.</param>
/// <param name="Codings">The main coding first.</param>
/// <param name="Placebos">With somebody else in a player's place.</param>
/// <param name="Seed">Seed.</param>
public sealed record PanelResults(StudyFolder Study, string Theory, ImmutableArray<PanelWork> Codings, ImmutableArray<PanelWork> Placebos, ulong Seed)
{
    /// <summary>The main coding.</summary>
    public PanelWork Main => Codings[0];

    /// <summary>A number averaged over the codings, each as likely as the other: means are averaged, the interval holds every coding's own.</summary>
    public PanelNumber Averaged(Func<PanelWork, PanelNumber> of) => new(Codings.Average(c => of(c).Mean), Codings.Min(c => of(c).Low), Codings.Max(c => of(c).High));

    /// <summary>Law of a weight under each coding.</summary>
    public static PanelLawWork LawOf(PanelWork work, string name) => work.Laws.First(l => l.Name == name);

    /// <summary>Weights that a unit may lack.</summary>
    public IEnumerable<PanelLawWork> Motives => Main.Laws.Where(l => l.Switched);

    /// <summary>What the panel says, in sentences.</summary>
    public ImmutableArray<string> Sentences
    {
        get
        {
            var list = ImmutableArray.CreateBuilder<string>();
            string unit = Study.Game.Unit, units = $"{Main.Units.Length} {unit}{(Main.Units.Length == 1 ? "" : "s")}";
            foreach (var motive in Motives)
            {
                var share = Averaged(w => LawOf(w, motive.Name).Share!);
                int silent = Main.Units.Count(u => u.Cells[Array.IndexOf(Main.Laws, motive)].Silent);
                string range = $"{P(share.Mean)} [{P(share.Low)}, {P(share.High)}]", codings = Codings.Length == 1 ? "" : $", over {Codings.Length} codings";
                list.Add((share.High - share.Low > 0.8 ? $"{motive.Label}: the records of {units} do not say how many have it; the share is {range}{codings}"
                    : share.High < 0.5 ? $"{motive.Label}: at most {P(share.High)} of such relationships have it; the share is {range}{codings}"
                    : share.Low > 0.5 ? $"{motive.Label}: at least {P(share.Low)} of such relationships have it; the share is {range}{codings}"
                    : $"{motive.Label}: the share of relationships that have it is {range}{codings}")
                    + (silent == 0 ? "." : $"; {silent} of {units} {(silent == 1 ? "is" : "are")} silent on it."));
            }

            for (int i = 0; i < Main.Players.Length; i++)
            {
                int at = i;
                var share = Averaged(w => w.Ahead[at]);
                list.Add($"The {Main.Players[i]} looks ahead in a share of {P(share.Mean)} [{P(share.Low)}, {P(share.High)}] of such relationships.");
            }

            if (Main.Units.Length > 1)
            {
                double[] gain = [.. Enumerable.Range(1, 2).Select(k => Main.Units.Where(u => u.Foretold.All(double.IsFinite)).Sum(u => u.Months * (u.Foretold[0] - u.Foretold[k])))];
                list.Add($"Foretold from the other {unit}s alone, the moves of a {unit} left out score {N(gain[0], "+0;−0")} nats with the motives against without, and {N(gain[1], "+0;−0")} against nobody looking ahead, over all {units}.");
            }

            foreach (var placebo in Placebos)
            {
                list.Add($"With {placebo.Record}: " + string.Join(", ", Motives.Select(m => $"{m.Label} {P(LawOf(placebo, m.Name).Share!.Mean)} (true: {P(LawOf(Main, m.Name).Share!.Mean)})")) + ".");
            }

            list.Add(Honest(units));
            return list.ToImmutable();
        }
    }

    // The one sentence to print.
    private string Honest(string units)
    {
        string[] told = [.. Motives.Where(m => Codings.All(c => LawOf(c, m.Name).Share!.Low > 0.5) && Placebos.All(p => LawOf(p, m.Name).Share!.Mean < LawOf(Main, m.Name).Share!.Low)).Select(m => m.Label)];
        string[] bounded = [.. Motives.Where(m => Codings.All(c => LawOf(c, m.Name).Share!.High < 0.5)).Select(m => m.Label)];
        string[] open = [.. Motives.Select(m => m.Label).Except(told).Except(bounded)];
        string first = told.Length == 0 ? $"Across {units} no motive is shown to be there in most relationships under every coding and more than with somebody else in the patron's place"
            : $"Across {units} most relationships have {string.Join(", ", told)}, under every coding and more than with somebody else in the patron's place";
        return first + (bounded.Length == 0 ? "" : $"; fewer than half have {string.Join(", ", bounded)}") + (open.Length == 0 ? "." : $"; of {string.Join(", ", open)} the records do not tell.");
    }

    private static string P(double x) => N(x, "0.00");

    private static string N(double x, string format) => double.IsFinite(x) ? x.ToString(format, CultureInfo.InvariantCulture) : "–";
}

/// <summary>Runs the panel of a study; what is done stays in the store.</summary>
public static class PanelStudy
{
    /// <summary>What the records of a study could teach about every motive, before any fit; null where no weight of a theory compared varies by unit.</summary>
    public static ImmutableArray<PanelDesignWork>? Before(StudyFolder study, CancellationToken cancel) => PanelRunner.TheoryOf(study.Game, study.Study.Compare) is { } theory
        ? [.. Bayes.PanelDesign.Of(new Bayes.PanelGame(study.Game, theory, study.Records[0].Sequences), null, cancel).Select(PanelRunner.Design)] : null;

    /// <summary>Runs.</summary>
    /// <param name="study">The study.</param>
    /// <param name="store">Where finished pieces are kept and found.</param>
    /// <param name="ask">How much for the main coding; others get half.</param>
    /// <param name="progress">Told of every step; may be called from several threads.</param>
    /// <param name="told">Told, in lines, of takeovers, of pieces that were not whole and of pieces that failed.</param>
    /// <param name="cancel">Stops; codings that are done stay in the store.</param>
    /// <returns>The results, or null where no weight of a theory compared varies by unit.</returns>
    public static PanelResults? Run(StudyFolder study, ResultStore store, PanelAsk ask, Action<StudyProgress>? progress, Action<string>? told, CancellationToken cancel)
    {
        if (PanelRunner.TheoryOf(study.Game, study.Study.Compare) is not { } theory)
        {
            return null;
        }

        var few = ask with { Draws = Math.Max(100, ask.Draws / 2), Checked = Math.Max(100, ask.Checked / 5) };
        using var shop = new Workshop(store, new WorkOptions { Threads = 1, Told = told }, (p, seconds) => new PieceHead("", study.File.Name, ask.Seed, p.Label, seconds), progress, cancel);
        Piece<PanelWork> Of(StudyRecord r, PanelAsk much) => new(
            ResultStore.Key(
                Methods.Key, "panel", Methods.Game(study), theory, r.Name, r.Table.Hash, string.Join('|', r.Table.Units.Select(u => string.Join(',', u.Groups.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Value)))),
                (much with { Threads = 1 }).ToString()),
            $"panel ({r.Name})", "panel", WorkJson.Default.PanelWork, [], w => PanelRunner.Run(study.Game, theory, r.Name, r.Sequences, much, w.Step, w.Cancel));
        Piece<PanelWork>[] codings = [.. study.Records.Select((r, i) => Of(r, i == 0 ? ask : few))], placebos = [.. study.Placebos.Select(p => Of(p, few))];
        shop.Do([.. codings, .. placebos]);
        shop.Clear([.. codings, .. placebos]);
        if (codings[0].Failure is { } failure)
        {
            throw new InvalidOperationException(failure.Line);
        }

        // A coding or placebo that fails is left out; its failure lies in the store.
        return new PanelResults(study, theory, [.. codings.Select(p => p.Value).OfType<PanelWork>()], [.. placebos.Select(p => p.Value).OfType<PanelWork>()], ask.Seed);
    }
}
