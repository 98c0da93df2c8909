using System.Collections.Immutable;

namespace Tumen.Import;

/// <summary>GDELT events, version 1 (57 cells a row, 58 since April 2013) and version 2 (61): tabs though called .csv, no header; or an export with one.</summary>
internal sealed class GdeltFormat : EventFormat
{
    private const int Id = 0, Date = 1, ActorCountry = 2, TargetCountry = 3, Code = 4, Actor = 5, Target = 6, Mentions = 7, Added = 8, Url = 9;
    private bool _byWidth;

    public override FormatFacts Facts { get; } = new(
        "gdelt", "GDELT", true, ["actor_code", "target_code", "mentions", "added", "url"],
        "Leetaru and Schrodt (2013), GDELT: Global Data on Events, Location and Tone. ISA annual convention", "free for any use with a citation and a link to gdeltproject.org",
        [
            "the day is that of the act as the text gives it; reports of anniversaries put acts a year or ten years back: compare `added`",
            "the number of rows grows with the press that is read: shares travel better over years than counts",
            "country codes come from CAMEO; acts of a sector without a country (GOV, MIL) have none and are dropped",
        ]);

    protected override ImmutableArray<ImmutableArray<string>> Needed =>
        [["globaleventid"], ["sqldate", "day"], ["actor1countrycode"], ["actor2countrycode"], ["eventcode"]];

    protected override ImmutableArray<ImmutableArray<string>> Wished => [["actor1code"], ["actor2code"], ["nummentions"], ["dateadded"], ["sourceurl"]];

    protected override int DateColumn => Date;

    public override bool UseWidth(int width)
    {
        if (width is not (57 or 58 or 61))
        {
            return false;
        }

        _byWidth = true;
        Layout(0, 0, 1, 7, 17, 26, 5, 15, 31, 56, 57);
        return true;
    }

    public override string? Read(RowReader row, Act act, PairFilter pairs)
    {
        if (row.Count < 0)
        {
            return DropReason.TooLong;
        }

        if (_byWidth ? row.Count is not (57 or 58 or 61) : row.Count != Width)
        {
            return DropReason.Width;
        }

        act.Clear(Facts.Extra.Length, true);
        string? actor = Countries.OfEventCode(row[At[ActorCountry]]), target = Countries.OfEventCode(row[At[TargetCountry]]);
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

        (act.Date, act.Precision, act.Id) = (date, precision, row.Text(At[Id]));
        Rest(row, act, date);
        return null;
    }

    private void Rest(RowReader row, Act act, DateOnly date)
    {
        int added = _byWidth && row.Count == 61 ? 59 : At[Added], url = _byWidth && row.Count == 61 ? 60 : At[Url];
        var when = row[added];
        string addedText = "";
        if (when.Length >= 8 && Dates.TryRead(when[..8], out var day, out _))
        {
            addedText = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            if (day.DayNumber - date.DayNumber > 31)
            {
                Note("dated more than a month before it was added, often an anniversary told in the text");
            }
        }

        act.Extra[0] = row.Text(At[Actor]);
        act.Extra[1] = row.Text(At[Target]);
        act.Extra[2] = row.Text(At[Mentions]);
        act.Extra[3] = addedText;
        act.Extra[4] = row.Text(url);
    }
}
