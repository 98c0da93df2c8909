using System.Collections.Immutable;

namespace Tumen.Import;

/// <summary>ICEWS: tabs, a header, countries by name. Its first file of 2017 has dates such as 1/1/2017 and no codes: those are found again by the names of acts.</summary>
internal sealed class IcewsFormat : EventFormat
{
    private const int Date = 0, ActorCountry = 1, TargetCountry = 2, Text = 3, Id = 4, Code = 5, ActorName = 6, TargetName = 7, Intensity = 8, Story = 9, Publisher = 10;
    private readonly NameCache _countries = new(n => Countries.Named(n)?.Id);

    public override FormatFacts Facts { get; } = new(
        "icews", "ICEWS", true, ["actor_name", "target_name", "act", "story", "publisher"],
        "Boschee, Lautenschlager, O'Brien, Shellman, Starz and Ward (2015), ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075", "Harvard Dataverse; free with a citation",
        [
            "an event's id can return on another day for another act; the same id on the same day is the same row again",
            "one file of 2017 writes dates month first and has no codes; 5,789 rows of 2021 come twice",
            "one act reported by many papers is many rows: count one a day for each actor, target and kind",
        ]);

    public override bool IdIsUnique => false;

    protected override ImmutableArray<ImmutableArray<string>> Needed => [["event date"], ["source country"], ["target country"], ["event text"]];

    protected override ImmutableArray<ImmutableArray<string>> Wished =>
        [["event id"], ["cameo code"], ["source name"], ["target name"], ["intensity"], ["story id"], ["publisher"]];

    protected override DayOrder UsualOrder => DayOrder.MonthFirst;

    protected override int DateColumn => Date;

    public override bool UseWidth(int width)
    {
        if (width != 20)
        {
            return false;
        }

        Layout(20, 1, 4, 10, 5, 0, 6, 2, 8, 7, 11, 13);
        return true;
    }

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (CheckWidth(row) is { } width)
        {
            return width;
        }

        act.Clear(Facts.Extra.Length, true);
        if (_countries.Of(row[At[ActorCountry]]) is not { } actor || _countries.Of(row[At[TargetCountry]]) is not { } target)
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

        if (!Coded(row, act))
        {
            return "a code outside CAMEO";
        }

        (act.Date, act.Precision, act.Id) = (date, precision, At[Id] < 0 ? "" : row.Text(At[Id]));
        int[] extra = [At[ActorName], At[TargetName], At[Text], At[Story], At[Publisher]];
        for (int k = 0; k < extra.Length; k++)
        {
            act.Extra[k] = extra[k] < 0 ? "" : row.Text(extra[k]);
        }

        return null;
    }

    private bool Coded(RowReader row, Act act)
    {
        var code = At[Code] < 0 ? default : row[At[Code]];
        if (code.Length > 0 && act.Coded(CodeScheme.Cameo, code))
        {
            return true;
        }

        string name = row.Text(At[Text]);
        if (CameoNames.Code(name) is not { } found || !act.Coded(CodeScheme.Cameo, System.Text.Encoding.ASCII.GetBytes(found)))
        {
            return false;
        }

        Note("coded by the name of the act, because the code is missing");
        return true;
    }
}
