using System.Globalization;
using Tumen.Bayes;

// Calibration of presence: `PanelBench [PANELS] [UNITS] [DRAWS]` simulates panels from the prior and prints the table of docs/panel.md.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int panels = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 500, units = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 15;
int draws = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 200;
var report = PanelCalibration.Run(panels, units, draws, 2024);
Console.WriteLine($"{panels} panels of {units} units, {draws} draws each");
Console.WriteLine("ranks of the true share in ten bins: " + string.Join(" ", Enumerable.Range(0, 10).Select(b => report.Ranks.Count(r => r == b))));
Console.WriteLine($"chi-square {report.RankChiSquare:0.0} on 9 degrees of freedom (16.9 at one in twenty)");
Console.WriteLine("| chance said | share found | units |");
Console.WriteLine("| --- | --- | --- |");
foreach (var (said, found, count) in report.Bins)
{
    Console.WriteLine($"| {said:0.00} | {found:0.00} | {count} |");
}

var never = PanelCalibration.Run(Math.Max(1, panels / 5), units, draws, 2025, never: true);
Console.WriteLine($"{never.Ranks.Length} panels in which no unit has the motive: mean chance {never.Chances.Average():0.000}; chances above 0.9: {never.Chances.Count(c => c > 0.9)} of {never.Chances.Length}; above 0.5: {never.Chances.Count(c => c > 0.5)}");
