using System.Globalization;

namespace Tumen.Catalog.Tests;

/// <summary>The published data beside the repository, as the tables that the catalog's games read: the recipe that the catalog's README tells in words.</summary>
internal static class PublishedTables
{
    private static readonly string[] Attack = ["hold_back", "attack"];

    private static readonly string[] Conflict = ["peace", "dispute", "war"];

    /// <summary>Writes every table of one set of data into a folder; skips the test where the data are absent.</summary>
    public static void Write(string data, string folder)
    {
        Directory.CreateDirectory(folder);
        void Table(string name, string header, IEnumerable<string> rows) => File.WriteAllLines(Path.Combine(folder, name), rows.Prepend(header));
        switch (data)
        {
            case "rust":
                Table("bus-engine.csv", "period,bus,owner,mileage", CatalogFiles.Rows("rust/group_4.csv").Where(r => r["period"] != "0").Select(r => $"{r["period"]},{r["Bus_ID"]},{(r["decision"] == "1" ? "replace" : "keep")},{r["state"]}"));
                break;
            case "tow":
                Table("tug-of-war.csv", "period,hamas,fatah,popularity", CatalogFiles.Rows("tow/mainData.csv").Select(r => $"{r["Date"][..7]},{Attack[Whole(r["Hattacks"])]},{Attack[Whole(r["Fattacks"])]},{r["states"]}"));
                Table("tit-for-tat.csv", "period,hamas,fatah,hit_hamas,hit_fatah", CatalogFiles.Rows("tow/t4t_regData.csv").Select((r, t) => (State: Whole(r["states"]) - 1, Row: r, T: t))
                    .Select(x => $"{1994 + (x.T / 12)}-{1 + (x.T % 12):00},{Attack[Whole(x.Row["Hattacks"])]},{Attack[Whole(x.Row["Fattacks"])]},{(x.State / 2 == 1 ? "yes" : "no")},{(x.State % 2 == 1 ? "yes" : "no")}"));
                break;
            case "games":
                Games(Table);
                break;
            case "sigint":
                string[] copied = ["sq", "cd", "sf", "bd"];
                Table("sanctions.csv", "dyad,sq,cd,sf,bd,trade_sender,trade_target,democracy_sender,democracy_target,contiguity,alliance,costs_sender,costs_target,capability,PR,PF", CatalogFiles.Rows("sigint/sanctionsData.csv").Select(r =>
                    string.Join(',', [r["gameID"], .. copied.Select(c => r[c]), Root(r["senderecondep"]), Root(r["targetecondep"]), r["senderdemocracy"], r["targetdemocracy"], r["contig"], r["ally"], r["anticipatedsendercosts"], r["anticipatedtargetcosts"], r["lncaprat"], r["PRhat"], r["PFhat"]])));
                break;
            case "ajps":
                WarAndPeace(Table);
                break;
            default:
                throw new ArgumentException($"no data called {data}", nameof(data));
        }
    }

    private static void Games(Action<string, string, IEnumerable<string>> table)
    {
        string Is(string value, string what) => value == what ? "1" : "0";
        table("crisis.csv", "outcome,similarity,revisionist,democracy_1,mixed_1,balance,democracy_2,mixed_2", CatalogFiles.Rows("games/war1800.csv").Where(r => r["regime1"] is not ("" or "NA") && r["regime2"] is not ("" or "NA"))
            .Select(r => $"{(r["esc"] != "1" ? "calm" : r["war"] == "1" ? "war" : "surrender")},{r["s_wt_re1"]},{r["revis1"]},{Is(r["regime1"], "dem")},{Is(r["regime1"], "mixed")},{r["balanc"]},{Is(r["regime2"], "dem")},{Is(r["regime2"], "mixed")}"));
        string[] two = ["x1", "x2", "x3", "x4", "x5", "z1", "z2", "z3"], three = [.. Enumerable.Range(1, 8).Select(k => $"x{k}")], offers = ["w1", "w2", "x1", "x2", "x3", "x4", "z1", "z2", "z3", "z4"];
        table("two-answers.csv", "outcome," + string.Join(',', two) + ",f1_b,f1_c,f2_b,f2_c", CatalogFiles.Rows("games/data_122.csv").Select(r => $"{r["y"]},{string.Join(',', two.Select(c => r[c]))},{Is(r["f1"], "b")},{Is(r["f1"], "c")},{Is(r["f2"], "b")},{Is(r["f2"], "c")}"));
        table("three-movers.csv", "outcome," + string.Join(',', three), CatalogFiles.Rows("games/data_123.csv").Select(r => $"{r["y"] switch { "1" => "early", "3" => "middle", "5" => "late", _ => "whole" }},{string.Join(',', three.Select(c => r[c]))}"));
        table("ultimatum.csv", "offer,reply," + string.Join(',', offers), CatalogFiles.Rows("games/data_ult.csv").Select(r => $"{r["offer"]},{(r["accept"] == "1" ? "accept" : "refuse")},{string.Join(',', offers.Select(c => r[c]))}"));
    }

    // Dyad months joined with the covariates of directed dyads and of countries; weights and equilibrium values as published.
    private static void WarAndPeace(Action<string, string, IEnumerable<string>> table)
    {
        var dyads = CatalogFiles.Rows("ajps/dyads.csv");
        var x = CatalogFiles.Rows("ajps/directed_dyads_X.csv").ToDictionary(r => (r["c1"], r["c2"]));
        var z = CatalogFiles.Rows("ajps/country_Z.csv");
        var months = CatalogFiles.Rows("ajps/dyad_month.csv").ToLookup(r => (r["ccode1"], r["ccode2"]));
        var v = CatalogFiles.Rows("ajps/published_v.csv");
        var rows = new List<string>();
        foreach (var d in dyads)
        {
            var sides = new[] { (X: x[(d["i"], d["j"])], Z: z[Whole(d["i"]) - 1]), (X: x[(d["j"], d["i"])], Z: z[Whole(d["j"]) - 1]) };
            string tail = string.Join(',', [.. sides.Select(s => s.X["minPolityMEAN"]), .. sides.Select(s => s.X["log_capratio"]), .. sides.Select(s => s.X["sqrt_depend"]), .. sides.Select(s => s.Z["log1p_gdppc"]), .. sides.Select(s => s.Z["log1p_milperpc"]),
                $"c{d["cow_i"]}", $"c{d["cow_j"]}"]);
            rows.AddRange(months[(d["cow_i"], d["cow_j"])].Select((m, t) => $"{t + 1},{d["cow_i"]}-{d["cow_j"]},{Conflict[Whole(m["action1"]) - 1]},{Conflict[Whole(m["action2"]) - 1]},{Conflict[Whole(m["state"]) - 1]},{tail}"));
        }

        table("war-and-peace.csv", "period,dyad,i,j,conflict,democracy_i,democracy_j,ratio_i,ratio_j,trade_i,trade_j,wealth_i,wealth_j,arms_i,arms_j,country_i,country_j", rows);
        string[] names = ["dispute_base", "dispute_democracy", "dispute_ratio", "dispute_trade", "war_base", "war_democracy", "war_ratio", "war_trade", "start_dispute", "start_dispute_wealth", "start_dispute_arms",
            "start_war", "start_war_wealth", "start_war_arms", "both_peace", "both_dispute", "both_war", .. z.Select(c => $"audience (c{c["cow"]})")];
        table("war-and-peace-weights.csv", "parameter,value", CatalogFiles.Rows("ajps/published_theta.csv").Select((r, k) => $"{names[k]},{r["estimate"]}"));
        table("war-and-peace-values.csv", "dyad,situation,player,move,value", from d in dyads from s in Enumerable.Range(0, 3) from p in Enumerable.Range(0, 2) from a in Enumerable.Range(0, 3)
            select $"{d["cow_i"]}-{d["cow_j"]},{s + 1},{"ij"[p]},{Conflict[a]},{v[(p * 9) + (s * 3) + a][$"dyad{d["dyad"]}"]}");
    }

    private static int Whole(string text) => (int)double.Parse(text, CultureInfo.InvariantCulture);

    private static string Root(string text) => Math.Sqrt(double.Parse(text, CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture);
}
