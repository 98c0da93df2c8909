
namespace Tumen.Estimation.Once.Tests;

/// <summary>The sanctions record of the sigInt package, in its published specification.</summary>
internal static class SanctionsData
{
    public static (CrisisRecord Record, CsvTable Table) Read()
    {
        CsvTable t = Shared.Csv("sigint/sanctionsData.csv");
        DesignEquation E(string name, string terms) => GamesData.Equation(t, name, terms);
        double[] sq = t["sq"], cd = t["cd"], sf = t["sf"], bd = t["bd"];
        double[][] counts = [.. sq.Select((_, i) => new[] { sq[i], cd[i], sf[i], bd[i] })];
        return (new CrisisRecord(
            [
                E("SA", "sqrt(senderecondep) senderdemocracy contig ally"), E("VA", "1 anticipatedsendercosts"),
                E("CB", "1 sqrt(targetecondep) anticipatedtargetcosts contig ally"), E("barWA", "1 sqrt(senderecondep) senderdemocracy lncaprat"),
                E("barWB", "1 targetdemocracy lncaprat"), E("bara", "1 senderdemocracy"), DesignEquation.Zero("VB"),
            ], counts), t);
    }
}
