using System.Text;
using Tumen.Model;
using Tumen.Record;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>Steps of a study's records that its laws forbid and moves that its menus forbid, all of them, for `check` and `code`.</summary>
internal static class StepsForbidden
{
    /// <summary>Each step as a mistake.</summary>
    public static Diagnostic[] Of(StudyFolder study) =>
        [.. study.Records.SelectMany(r => ForbiddenSteps.Diagnostics(ForbiddenSteps.Of(study.Game, r.Table, r.Parts), study.Game, study.Study.GameFile)
            .Concat(MovesForbidden.Diagnostics(MovesForbidden.Of(study.Game, r.Table), study.Game, r.Table, r.Parts, study.Study.GameFile))
            .Select(d => study.Records.Length == 1 ? d : d with { Message = $"record \"{r.Name}\": {d.Message}" }))];

    /// <summary>The steps as a table.</summary>
    public static string Csv(StudyFolder study)
    {
        var text = new StringBuilder("record,unit,period,next,situation,from,to,moves,events\n");
        foreach (var record in study.Records)
        {
            foreach (var s in ForbiddenSteps.Of(study.Game, record.Table, record.Parts))
            {
                text.AppendJoin(',', new[] { record.Name, s.Unit, s.Period, s.Next, s.Situation, s.From, s.To, string.Join("; ", s.Moves), string.Join(' ', s.Events) }.Select(CsvTable.Quote)).Append('\n');
            }

            foreach (var m in MovesForbidden.Of(study.Game, record.Table))
            {
                var player = study.Game.Players[m.Player];
                text.AppendJoin(',', new[] { record.Name, m.Unit, m.Period, "", m.Situation, "", "", $"{player.Name} plays {player.Moves[m.Move]}", string.Join(' ', MovesForbidden.Events(m, record.Table, record.Parts)) }.Select(CsvTable.Quote)).Append('\n');
            }
        }

        return text.ToString();
    }
}
