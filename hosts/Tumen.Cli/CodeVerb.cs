using System.Text;
using System.Text.Json;
using Tumen.Record;
using Tumen.Report;
using Tumen.Report.Drawing;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>`tumen code`.</summary>
internal static class CodeVerb
{
    public static int Run(Arguments a)
    {
        var study = StudyFolder.Open(a.OneFile("a study"));
        var record = study.Records[0];
        Output.Protect(study.Inputs.Select(i => Path.Combine(study.Folder, i.Name)));
        var forbidden = StepsForbidden.Of(study);
        Output.Diagnostics([.. study.Remarks, .. forbidden], study.Folder);
        if (a.Json)
        {
            Output.Json(Json(a, study));
        }
        else
        {
            foreach (var r in study.Records)
            {
                Console.WriteLine($"{r.Name}: {r.Codebook}; {r.Table.Units[0].Periods[0]} to {r.Table.Units[0].Periods[^1]}, {r.Coded?.Kept} events kept, {r.Coded?.Used} decided a cell");
                var table = new TextTable().AddColumns("column", "months by value", "unknown");
                for (int i = 0; i < study.Game.Players.Length; i++)
                {
                    Add(table, study.Game.Players[i].Name, study.Game.Players[i].Moves, r.Table.Units.SelectMany(u => u.Moves.Select(m => m[i])).ToArray());
                }

                for (int v = 0; v < study.Game.Situations.Length; v++)
                {
                    Add(table, study.Game.Situations[v].Name, study.Game.Situations[v].Levels, r.Table.Units.SelectMany(u => u.Levels.Select(m => m[v])).ToArray());
                }


        table.Write();
                if (a.Has("--coverage") && r.Coded is { } covered)
                {
                    Console.Write(CoverageByMonth.Of(covered).Picture(Screen.Width));
                }
            }
        }

        if (a.Text("--out") is { } folder)
        {
            Output.WriteFile(folder, "record.csv", Output.Utf8(record.Table.ToCsv()));
            Output.WriteFile(folder, "cells.csv", Output.Utf8(Cells(study)));
            Output.WriteFile(folder, "forbidden.csv", Output.Utf8(StepsForbidden.Csv(study)));
            if (record.Coded is { } drawn)
            {
                Output.WriteFile(folder, "coverage.svg", Output.Utf8(ChartStyle.Standalone(CoverageChart.Draw(CoverageByMonth.Of(drawn), record.Name))));
            }
        }

        return 0;
    }

    /// <summary>One line a cell: period, column, value, ids of the events that decided it, line of the codebook that did.</summary>
    private static string Cells(StudyFolder study)
    {
        var text = new StringBuilder("period,column,value,events,codebook_line\n");
        if (study.Records[0].Coded is not { } coded)
        {
            return text.ToString();
        }

        var unit = coded.Table.Units[0];
        string[] names = [.. study.Game.Players.Select(p => p.Name), .. study.Game.Situations.Select(s => s.Name)];
        for (int t = 0; t < unit.Periods.Length; t++)
        {
            for (int c = 0; c < names.Length; c++)
            {
                int players = study.Game.Players.Length;
                int index = c < players ? unit.Moves[t][c] : unit.Levels[t][c - players];
                string value = index < 0 ? "" : c < players ? study.Game.Players[c].Moves[index] : study.Game.Situations[c - players].Levels[index];
                var source = coded.Sources[t][c];
                text.Append(Record.CsvTable.Quote(unit.Periods[t])).Append(',').Append(names[c]).Append(',').Append(value).Append(',').Append(Record.CsvTable.Quote(string.Join(' ', source.Events))).Append(',').Append(source.Rule.Line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static void Add(TextTable table, string name, IReadOnlyList<string> values, int[] cells) => table.AddRow(
        (name), (string.Join("  ", values.Select((v, i) => $"{v} {cells.Count(c => c == i)}"))), cells.Count(c => c < 0).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static byte[] Json(Arguments a, StudyFolder study)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            w.WriteStartObject();
            ResultsJson.Head(w, "code", study.Inputs.Select(i => (i.Name, i.Hash)), a.Seed, StudyRunner.Version);
            w.WriteStartArray("months");
            var unit = study.Records[0].Table.Units[0];
            for (int t = 0; t < unit.Periods.Length; t++)
            {
                w.WriteStartObject();
                w.WriteString("period", unit.Periods[t]);
                for (int c = 0; c < study.Game.Players.Length + study.Game.Situations.Length; c++)
                {
                    bool move = c < study.Game.Players.Length;
                    int v = c - study.Game.Players.Length;
                    int index = move ? unit.Moves[t][c] : unit.Levels[t][v];
                    w.WriteStartObject(move ? study.Game.Players[c].Name : study.Game.Situations[v].Name);
                    w.WriteString("value", index < 0 ? null : move ? study.Game.Players[c].Moves[index] : study.Game.Situations[v].Levels[index]);
                    if (study.Records[0].Coded is { } coded)
                    {
                        w.WriteStartArray("events");
                        foreach (string id in coded.Sources[t][c].Events)
                        {
                            w.WriteStringValue(id);
                        }

                        w.WriteEndArray();
                        w.WriteNumber("codebookLine", coded.Sources[t][c].Rule.Line);
                    }

                    w.WriteEndObject();
                }

                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }
}
