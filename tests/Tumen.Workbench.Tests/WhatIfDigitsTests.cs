using System.Globalization;
using Tumen.Model;
using Tumen.Studies;
using Tumen.Workbench.WhatIf;

namespace Tumen.Workbench.Tests;

/// <summary>A what-if on the page has the digits that the study keeps of it: shares in the long run, concessions and leverage, under every theory.</summary>
public sealed class WhatIfDigitsTests(FittedStudy fitted) : IClassFixture<FittedStudy>
{
    [Fact]
    public void The_page_shows_what_the_study_keeps()
    {
        string folder = fitted.Copy();
        try
        {
            var study = StudyFolder.Open(folder);
            var results = StudyRunner.Run(study, new ResultStore(Path.Combine(study.OutFolder, StudyRunner.StoreName)), 1, 1, null, CancellationToken.None, keptOnly: true);
            int compared = 0;
            foreach (var kept in results.Scenarios.Where(s => s.Status == "solved"))
            {
                var theory = new SolvedTheory(UnitModel.Of(study.Game, study.Records[0].Sequences[0].Covariates), kept.Theory, results.Theories.Single(t => t.Name == kept.Theory));
                var bench = new WhatIfBench(study, theory);
                var setting = Setting.Of(study.Study.Scenarios.Single(s => s.Name == kept.Scenario), study.Game, theory);
                if (!setting.IsLasting)
                {
                    continue;
                }

                var path = bench.Solve(setting, CancellationToken.None);
                var shown = bench.Detail(path, setting, null, CancellationToken.None);
                void Same(string name, double value)
                {
                    if (kept.Quantities.SingleOrDefault(q => q.Name == name) is { } q && double.IsFinite(q.After))
                    {
                        Assert.Equal((kept.Scenario, kept.Theory, name, Digits(q.After)), (kept.Scenario, kept.Theory, name, Digits(value)));
                        compared++;
                    }
                }

                for (int i = 0; i < study.Game.Players.Length; i++)
                {
                    for (int m = 0; m < study.Game.Players[i].Moves.Length; m++)
                    {
                        Same($"share {study.Game.Players[i].Name} {study.Game.Players[i].Moves[m]}", shown.MoveShares[i][m]);
                    }
                }

                if (shown.Leverage is { } l)
                {
                    Same("concessions", l.Concessions);
                    Same("capacity", l.Capacity);
                    Same("exertion", l.Exertion);
                }
            }

            Assert.True(compared > 10, $"{compared} numbers");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // More digits than any surface prints.
    private static string Digits(double x) => Math.Round(x, 7).ToString("0.0000000", CultureInfo.InvariantCulture).Replace("-0.0000000", "0.0000000", StringComparison.Ordinal);
}
