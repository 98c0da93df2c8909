
namespace Tumen.Estimation.Once.Tests;

/// <summary>The example fits of the games package, built from the shared data.</summary>
internal static class GamesData
{
    public static DesignEquation Equation(CsvTable table, string name, string terms)
    {
        string[] list = terms.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new DesignEquation(name, list, [.. list.Select(t => (IReadOnlyList<double>)table.Term(t))]);
    }

    public static CsvTable War() => Shared.Csv("games/war1800.csv").Where(f => f("regime1").Length > 0 && f("regime2").Length > 0);

    public static int[] WarOutcomes(CsvTable war) => [.. war["esc"].Zip(war["war"], (esc, w) => esc == 0 ? 1 : w == 0 ? 2 : 3)];

    public static Egame12 War1800(ChoiceLink link = ChoiceLink.Probit, ShockSource shocks = ShockSource.Agent, CsvTable? rows = null)
    {
        CsvTable war = rows ?? War();
        return new Egame12(Equation(war, "u1(~esc)", "1 s_wt_re1 revis1"), DesignEquation.Zero("u1(esc,~war)"), Equation(war, "u1(esc,war)", "1 regime1=dem regime1=mixed"),
            Equation(war, "u2(esc,war)", "1 balanc regime2=dem regime2=mixed"), WarOutcomes(war), link, shocks);
    }

    public static Egame122 Data122(ChoiceLink link)
    {
        CsvTable t = Shared.Csv("games/data_122.csv");
        int[] y = [.. t.Text("y").Select(v => 1 + Array.IndexOf(["LL", "LR", "RL", "RR"], v))];
        return new Egame122(Equation(t, "u1(LL)", "1 x1 x2"), Equation(t, "u1(LR)", "1 x3 f1=b f1=c"), DesignEquation.Zero("u1(RL)"), Equation(t, "u1(RR)", "1 x4 x5"),
            Equation(t, "u2(LR)", "1 z1 z2"), Equation(t, "u2(RR)", "1 z3 f2=b f2=c"), y, link);
    }

    public static Egame123 Data123(ChoiceLink link, ShockSource shocks)
    {
        CsvTable t = Shared.Csv("games/data_123.csv");
        return new Egame123(
            [Equation(t, "u1(1)", "1 x1 x2"), DesignEquation.Zero("u1(3)"), Equation(t, "u1(5)", "1 x3"), Equation(t, "u1(6)", "1 x4 x5")],
            [DesignEquation.Zero("u2(3)"), Equation(t, "u2(5)", "1 x6"), Equation(t, "u2(6)", "1 x7")], Equation(t, "u3(6)", "1 x8"),
            [.. t["y"].Select(y => (int)y)], link, shocks);
    }

    public static Ultimatum DataUlt()
    {
        CsvTable t = Shared.Csv("games/data_ult.csv");
        return new Ultimatum(Equation(t, "R1", "1 x1 x2 x3 x4 w1 w2"), Equation(t, "R2", "1 z1 z2 z3 z4 w1 w2"), t["offer"], [.. t["accept"].Select(a => a == 1)], 15);
    }
}
