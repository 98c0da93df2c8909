using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tumen.Report;
using Tumen.Studies;

namespace Tumen.Workbench.Runs;

/// <summary>What a reader asks to be run; each writes the files of a verb of the command line.</summary>
public abstract record RunOrder
{
    /// <summary>In a few words.</summary>
    public abstract string Title { get; }

    /// <summary>What stays when it is stopped, and how it goes on.</summary>
    public abstract string Kept { get; }

    /// <summary>Does it.</summary>
    internal abstract void Carry(StudyFolder study, RunHands hands);
}

/// <summary>The whole study, as <c>tumen study</c>.</summary>
public sealed record StudyOrder : RunOrder
{
    /// <inheritdoc/>
    public override string Title => "the whole study";

    /// <inheritdoc/>
    public override string Kept => "what was finished is kept, and the next run goes on from there";

    /// <inheritdoc/>
    internal override void Carry(StudyFolder study, RunHands hands)
    {
        hands.Say($"{study.Study.Compare.Length} theories, {study.Records.Length} coding(s) of the record, seed {hands.Seed.ToString(CultureInfo.InvariantCulture)}, {hands.Threads} thread(s)");
        var store = new ResultStore(Path.Combine(hands.Out, "store"));
        var results = StudyRunner.Run(study, store, hands.Seed, hands.Threads, p => hands.Piece(p.Done, p.Of, p.Reused, p.What), hands.Cancel, hands.Show);
        hands.WriteFile("results.json", ResultsJson.Write(results));
        hands.WriteFile(CurvesJson.FileName, CurvesJson.Write(results));
        hands.WriteFile("report.html", Encoding.UTF8.GetBytes(HtmlReport.Write(results)));
        hands.WriteFile(HtmlReport.AppendixFile, Encoding.UTF8.GetBytes(HtmlReport.WriteAppendices(results)));
        hands.Say("results.json and report.html written");
        hands.Show(results);
    }
}

/// <summary>One theory or all, each alone, with standard errors and, when asked, a bootstrap: as <c>tumen fit STUDY --bootstrap N --out out</c>.</summary>
/// <param name="Theory">Name; null for every theory that the study compares.</param>
/// <param name="Starts">Starts of the climb.</param>
/// <param name="Bootstrap">Replications; null for none.</param>
public sealed record FitOrder(string? Theory, int Starts, int? Bootstrap) : RunOrder
{
    /// <inheritdoc/>
    public override string Title => $"a fit of {(Theory is null ? "every theory" : $"“{Theory}”")}{(Bootstrap is { } n ? $" with {n.ToString(CultureInfo.InvariantCulture)} bootstrap replications" : "")}";

    /// <inheritdoc/>
    public override string Kept => Bootstrap is null
        ? "nothing of a fit is kept until it has ended; it takes seconds and begins anew"
        : "finished replications are kept, and the next run goes on after them; the fit itself takes seconds and is made again";

    /// <inheritdoc/>
    internal override void Carry(StudyFolder study, RunHands hands)
    {
        ImmutableArray<string> theories = Theory is null ? study.Study.Compare : [Theory];
        var ask = new TheoryFitAsk
        {
            Starts = Starts, Bootstrap = Bootstrap, Folder = hands.Out, Seed = hands.Seed, Threads = hands.Threads,
            Of = ResultStore.Key([.. study.Inputs.Select(i => i.Hash), .. study.Game.Discounts.Select(d => d.ToString("R", CultureInfo.InvariantCulture))]),
        };
        var fits = new List<TheoryFit>();
        int each = 1 + (Bootstrap ?? 0);
        hands.Piece(0, theories.Length * each, 0, null);
        foreach (string theory in theories)
        {
            int before = fits.Count * each, first = -1;
            double began = hands.Seconds, climbed = began;
            fits.Add(TheoryFit.Run(
                theory, TheoryFit.Join(study.Game, theory, study.Records[0].Sequences), ask, () => climbed = hands.Seconds, hands.Say,
                (at, of) =>
                {
                    first = first < 0 ? at - 1 : first;
                    hands.Piece(before + 1 + at, theories.Length * each, first, at % 20 == 0 || at == of ? $"{theory}: {at} of {of} replications" : null);
                },
                hands.Cancel) with { Seconds = climbed - began });
            hands.Piece(before + each, theories.Length * each, Math.Max(0, first), $"{theory}: {fits[^1].Status}");
        }

        hands.WriteFile(FitJson.FileName, FitJson.Document(fits, study.Inputs.Select(i => (i.Name, i.Hash)), hands.Seed));
        hands.Say($"{FitJson.FileName} written");
    }
}

/// <summary>A power study, as <c>tumen power STUDY</c>.</summary>
/// <param name="Times">Lengths, in multiples of the record.</param>
/// <param name="Replications">Records a true theory and length.</param>
public sealed record PowerOrder(ImmutableArray<int> Times, int Replications) : RunOrder
{
    /// <inheritdoc/>
    public override string Title => $"a power study, {Replications.ToString(CultureInfo.InvariantCulture)} records of each theory at {string.Join(", ", Times)} times the record's length";

    /// <inheritdoc/>
    public override string Kept => $"finished records are kept in the store, and the next run goes on after them";

    /// <inheritdoc/>
    internal override void Carry(StudyFolder study, RunHands hands)
    {
        hands.Say($"{study.Study.Compare.Length} theories are fitted first");
        int first = -1;
        var ask = new PowerAsk { Times = Times, Replications = Replications, Seed = hands.Seed, Threads = hands.Threads };
        var result = PowerStudy.Run(study, hands.Out, ask, hands.Say, (o, truth, at, of) =>
        {
            first = first < 0 ? at - 1 : first;
            hands.Piece(at, of, first, at % 25 == 0 || at == of ? $"{truth} true, {o.Multiple} times the length" : null);
        }, hands.Cancel) ?? throw new InvalidDataException("power needs two theories that can be fitted");
        hands.WriteFile(PowerJson.FileName, PowerJson.Document(study, hands.Seed, result, Times));
        hands.Say($"{PowerJson.FileName} written");
    }
}
