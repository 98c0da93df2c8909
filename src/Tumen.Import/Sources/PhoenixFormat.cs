using System.Collections.Immutable;

namespace Tumen.Import;

/// <summary>Phoenix: the Cline Center's historical files (commas, a header) and the daily files of the Open Event Data Alliance (tabs, no header, 26 cells).</summary>
internal sealed class PhoenixFormat : EventFormat
{
    private const int Date = 0, Actor = 1, Target = 2, Code = 3, Id = 4, ActorFull = 5, TargetFull = 6, Url = 7;

    public override FormatFacts Facts { get; } = new(
        "phoenix", "Phoenix", true, ["actor_code", "target_code", "story"],
        "Althaus, Bajjalieh, Carter, Peyton and Shalmon (2020), Cline Center Historical Phoenix Event Data, University of Illinois, doi:10.13012/B2IDB-0647142", "CC BY 4.0 (Cline Center); MIT (Open Event Data Alliance)",
        [
            "the daily files class acts in five kinds from 0; here the quad class comes from the root, as for all CAMEO data",
            "the historical files cover one newspaper each: joined, one act is there once for each paper",
        ]);

    public override bool IdIsUnique => false;

    protected override ImmutableArray<ImmutableArray<string>> Needed => [["story_date", "date"], ["source_root", "source", "sourceactorentity"], ["target_root", "target", "targetactorentity"], ["code", "eventcode"]];

    protected override ImmutableArray<ImmutableArray<string>> Wished => [["eid", "eventid"], ["source", "sourceactorfull"], ["target", "targetactorfull"], ["aid", "sentenceid", "url"]];

    protected override DayOrder UsualOrder => DayOrder.MonthFirst;

    protected override int DateColumn => Date;

    public override bool UseWidth(int width)
    {
        if (width != 26)
        {
            return false;
        }

        Layout(26, 1, 6, 10, 13, 0, 5, 9, 23);
        return true;
    }

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (CheckWidth(row) is { } width)
        {
            return width;
        }

        act.Clear(Facts.Extra.Length, true);
        string? actor = Countries.OfEventCode(row[At[Actor]]), target = Countries.OfEventCode(row[At[Target]]);
        if (actor is null || target is null)
        {
            return DropReason.NoCountry;
        }

        act.Actors.Add(actor);
        act.Targets.Add(target);
        if (!pairs.Admits(act))
        {
            return DropReason.OtherPair;
        }

        if (!Dates.TryRead(row[At[Date]], out var date, out var precision))
        {
            return DropReason.NoDate;
        }

        if (!act.Coded(CodeScheme.Cameo, row[At[Code]]))
        {
            return "a code outside CAMEO";
        }

        (act.Date, act.Precision, act.Id) = (date, precision, At[Id] < 0 ? "" : row.Text(At[Id]));
        act.Extra[0] = At[ActorFull] < 0 ? "" : row.Text(At[ActorFull]);
        act.Extra[1] = At[TargetFull] < 0 ? "" : row.Text(At[TargetFull]);
        act.Extra[2] = At[Url] < 0 ? "" : row.Text(At[Url]);
        return null;
    }
}
