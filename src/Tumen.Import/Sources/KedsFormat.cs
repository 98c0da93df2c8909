using System.Collections.Immutable;

namespace Tumen.Import;

/// <summary>KEDS: date, source, target, code, with or without a header, dates such as 790415 or 1979-04-15; coded by CAMEO or by WEIS, which the codes tell.</summary>
internal sealed class KedsFormat(CodeScheme? given) : EventFormat
{
    private const int Date = 0, Actor = 1, Target = 2, Code = 3;
    private CodeScheme _scheme = given ?? CodeScheme.Cameo;

    public override FormatFacts Facts { get; } = new(
        "keds", "KEDS", true, ["actor_code", "target_code"],
        "Schrodt and Gerner, Kansas Event Data System, eventdata.parusanalytics.com", "free for research with a citation",
        [
            "most files hold one act a day for each source, target and code; acts of a part of a country count as the country's",
            "WEIS files write countries in KEDS's own letters (GER, FRN, JAP, KON, KOS), CAMEO files nearly in ISO's",
            "files made by WEIS and by CAMEO weigh acts on the same scale but by different tables: do not join them in one sum",
        ]);

    public override bool IdIsUnique => false;

    protected override ImmutableArray<ImmutableArray<string>> Needed => [["date"], ["source", "actor", "source1"], ["target", "target1"], ["code", "event", "cameo", "weis"]];

    public override bool UseWidth(int width)
    {
        if (width is < 4 or > 6)
        {
            return false;
        }

        Layout(0, 0, 1, 2, 3);
        return true;
    }

    // Roots 21 and 22 are WEIS's alone; codes of four digits, and CAMEO's third digit 0 beside other third digits, CAMEO's.
    public override void Look(IReadOnlyList<string[]> sample)
    {
        base.Look(sample);
        if (given is not null)
        {
            return;
        }

        string[] codes = [.. sample.Where(r => r.Length > At[Code]).Select(r => r[At[Code]]).Where(c => c.Length is >= 2 and <= 4)];
        int weis = codes.Count(c => c.StartsWith("21", StringComparison.Ordinal) || c.StartsWith("22", StringComparison.Ordinal));
        int cameo = codes.Count(c => c.Length == 4 || c is "010" or "020" or "030" or "036" or "040" or "046" or "057" or "110" or "190");
        _scheme = weis > cameo ? CodeScheme.Weis : CodeScheme.Cameo;
        Notes.TryAdd($"codes read as {_scheme.Name}: of {codes.Length} looked at, {weis} are WEIS's alone and {cameo} CAMEO's alone", 0);
    }

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (row.Count < 4)
        {
            return row.Count < 0 ? DropReason.TooLong : DropReason.Width;
        }

        act.Clear(Facts.Extra.Length, true);
        bool own = _scheme == CodeScheme.Weis;
        string? actor = Countries.OfEventCode(row[At[Actor]], own), target = Countries.OfEventCode(row[At[Target]], own);
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

        if (!act.Coded(_scheme, row[At[Code]]))
        {
            return $"a code outside {_scheme.Name}";
        }

        (act.Date, act.Precision) = (date, precision);
        act.Extra[0] = row.Text(At[Actor]);
        act.Extra[1] = row.Text(At[Target]);
        return null;
    }
}
