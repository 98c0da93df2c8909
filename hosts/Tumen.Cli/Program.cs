using Tumen.Language;
using Tumen.Record;
using Tumen.Model;
using Tumen.Fit;
using Tumen.Studies;
using System.Collections.Immutable;
using System.Diagnostics;
var dir = args[0];
var g = GameFile.Parse(File.ReadAllText(dir + "/china-dprk.game"), "china-dprk.game");
foreach (var d in g.Diagnostics) Console.WriteLine($"{d.Code} {d.Place.Line}:{d.Place.Column} {d.Message} {string.Join("; ", d.Notes)}");
if (g.Value is null) return 2;
var cb = CodebookFile.Parse(File.ReadAllText(dir + "/" + args[1]), args[1], g.Value);
foreach (var d in cb.Diagnostics) Console.WriteLine($"{d.Code} {d.Place.Line}:{d.Place.Column} {d.Message}");
if (cb.Value is null) return 2;
var coded = Coder.Code(EventTable.Read(File.ReadAllBytes(dir + "/events.csv"), "events.csv"), cb.Value, g.Value, "1990-01", "2025-12");
File.WriteAllText("/tmp/record.csv", coded.Table.ToCsv());
Console.WriteLine($"kept {coded.Kept} used {coded.Used}");
var u = coded.Table.Units[0];
foreach (var (p, i) in g.Value.Players.Select((p, i) => (p, i))) Console.WriteLine(p.Name + ": " + string.Join(", ", p.Moves.Select((m, a) => $"{m} {u.Moves.Count(r => r[i] == a)}")));
foreach (var (p, i) in g.Value.Situations.Select((p, i) => (p, i))) Console.WriteLine(p.Name + ": " + string.Join(", ", p.Levels.Select((m, a) => $"{m} {u.Levels.Count(r => r[i] == a)}")));
ImmutableArray<Sequence> data = [new Sequence("", u.Periods, u.Moves, u.Levels)];
foreach (var th in args.Skip(2))
{
    var sw = Stopwatch.StartNew();
    var w = TheoryRunner.Run(g.Value, th, data, new TheoryOptions { HoldOut = 36, Starts = 3, Draws = 40 }, s => Console.Error.WriteLine($"  {sw.Elapsed.TotalSeconds:0.0} {s}"));
    Console.WriteLine($"{th}: {w.Status}/{w.ModeStatus} LL {w.LogLikelihood:0.00} moves {w.MoveLogLikelihood:0.00} AIC {w.Aic:0.0} lml {w.LogMarginalLikelihood:0.00} held {w.HoldOutScore:0.00} optima {string.Join(" ", w.Optima.Select(o => $"{o.Objective:0.00}x{o.Hits}"))} {sw.Elapsed.TotalSeconds:0.0}s");
    foreach (var p in w.Parameters.Where(p => p.Kind == "weight")) Console.WriteLine($"   {p.Name,-14} {p.Estimate,8:0.000} se {p.Hessian:0.000} exp {p.Expected:0.000} {p.Bound}  mode {p.Mode:0.000} sd {p.ModeError:0.000}");
    foreach (var x in w.Weak) Console.WriteLine("   weak: " + x.Says);
    if (w.Leverage is { } l) Console.WriteLine($"   G {l.Concessions.Value:0.0000} L {l.Capacity.Value:0.0000} [{l.Capacity.Low:0.0000},{l.Capacity.High:0.0000}] P {l.Capacity.ChanceMatters:0.00} X {l.Exertion.Value:0.0000} [{l.Exertion.Low:0.0000},{l.Exertion.High:0.0000}] P {l.Exertion.ChancePositive:0.00} I {l.Influence?.Value:0.0000} {l.Verdict} failed {l.Failed} {string.Join(" ", l.ByMove.Select(m => $"{m.Key} {m.Value:0.0000}"))}");
}
return 0;
