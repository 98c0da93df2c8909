using System.Globalization;
using Tumen.Estimation;

// Coverage under misreporting: `HiddenBench [RECORDS] [MONTHS] [WRONG] [SEED]` prints a row of the table of docs/hidden.md.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int records = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 500, months = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 432;
double wrong = args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 0.1;
ulong seed = args.Length > 3 ? ulong.Parse(args[3], CultureInfo.InvariantCulture) : 2026;
var r = MisreportCoverage.Run(records, months, wrong, seed);
Console.WriteLine("| records | months | wrong | doubted: intervals that hold the truth | believed | fits left out |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
Console.WriteLine($"| {r.Records} | {months} | {wrong:0.00} | {100 * r.Coverage:0.0} % of {r.Intervals} | {100 * r.NaiveCoverage:0.0} % of {r.NaiveIntervals} | {r.Failed} |");
