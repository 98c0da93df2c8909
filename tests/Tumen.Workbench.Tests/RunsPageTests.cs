using System.Text.Json;
using Tumen.Estimation;
using Tumen.Report;
using Tumen.Studies;
using Tumen.Workbench.Runs;

namespace Tumen.Workbench.Tests;

/// <summary>Fits, bootstraps and power studies from the page: the command line's files, stopped and gone on with, the same in two windows.</summary>
public sealed class RunsPageTests(Browser browser)
{
    [Fact]
    public async Task A_power_study_is_started_stopped_and_gone_on_with_and_two_windows_agree()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "runs?run=power");
        var other = await desk.Visit(browser, "runs?run=power");
        await page.UntilText("[data-missing=power]", "No power study has been run");
        await page.FillAsync("#power-records", "4000");
        await page.FillAsync("#power-lengths", "1, 2");
        await page.ClickAsync("#start-power");
        await other.WaitForSelectorAsync("#run-status[data-status=Running]");
        await other.Until("() => +document.querySelector('#progress').value > 3");
        Assert.True(await other.IsDisabledAsync("#start-power")); // one run at a time, in every window
        await other.ClickAsync("#cancel");
        await page.WaitForSelectorAsync("#run-status[data-status=Cancelled]");
        await page.UntilText("#run-status", "kept in the store");
        var study = StudyFolder.Open(desk.Folder);
        var kept = PowerStudy.Read(study, study.OutFolder, 1)!.Result.Outcomes;
        Assert.InRange(kept.Length, 3, 24_000);
        Assert.Contains(kept, o => o.Multiple == 2);
        await page.UntilText("#power-says", "The true theory wins"); // what is finished is shown
        Assert.Equal(await page.InnerTextAsync("#power-says"), await other.InnerTextAsync("#power-says"));

        const int records = 30;
        await page.FillAsync("#power-records", records.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.FillAsync("#power-lengths", "2"); // the longest pieces are begun first, so that some of these are kept
        await page.ClickAsync("#start-power:has-text('Go on')");
        await page.WaitForSelectorAsync("#run-status[data-status=Done]");
        Assert.Contains("of an earlier run are kept", await page.InnerTextAsync("#log"), StringComparison.Ordinal);
        var whole = PowerStudy.Read(study, study.OutFolder, 1)!.Result.Outcomes;
        Assert.All(kept, o => Assert.Contains(whole, w => (w.Multiple, w.Truth, w.Replication) == (o.Multiple, o.Truth, o.Replication) && w.LogMarginal.SequenceEqual(o.LogMarginal))); // nothing lost

        // The command line's file, from the same records.
        string alone = Directory.CreateTempSubdirectory("tumen-workbench-").FullName;
        var again = PowerStudy.Run(study, alone, new PowerAsk { Times = [2], Replications = records }, null, null, TestContext.Current.CancellationToken)!;
        Assert.Equal(PowerJson.Document(study, 1, again, [2]), await File.ReadAllBytesAsync(Path.Combine(desk.Folder, "out", "power.json"), TestContext.Current.CancellationToken));
        Directory.Delete(alone, recursive: true);
        var matrix = PowerStudy.Read(study, study.OutFolder, 1)!.Result.At(2); // the page shows all that is finished, also what the stopped run made beyond
        Assert.True(matrix.Right.Of >= again.At(2).Right.Of);
        await other.UntilText("#power-says", $"The true theory wins {matrix.Right.Count} of {matrix.Right.Of}");
        await page.ClickAsync("details:has(#power-table) summary");
        await page.UntilText("#power-table", $"{Wording.Number(matrix.Cells[0][0].Low)} to {Wording.Number(matrix.Cells[0][0].High)}");
        Assert.Empty(desk.Complaints[page]);
        Assert.Empty(desk.Complaints[other]);
    }

    [Fact]
    public async Task A_bootstrap_is_stopped_and_gone_on_with_and_shown_beside_the_standard_errors()
    {
        Assert.SkipWhen(Browser.Executable is null, "no Chromium is installed");
        await using var desk = await Desk.At(SmallStudy.Write());
        var page = await desk.Visit(browser, "runs?run=fit");
        await page.UntilText("[data-missing=fit]", "No single fit has been made");
        await page.SelectOptionAsync("#fit-theory", "kin");
        await page.FillAsync("#fit-starts", "2");
        await page.FillAsync("#fit-bootstrap", "10000");
        await page.ClickAsync("#start-fit");
        await page.Until("() => +document.querySelector('#progress').value > 8");
        await page.ClickAsync("#cancel");
        await page.WaitForSelectorAsync("#run-status[data-status=Cancelled]");
        const int many = 100;
        await page.FillAsync("#fit-bootstrap", $"{many}");
        await page.ClickAsync("#start-fit:has-text('Go on')");
        await page.WaitForSelectorAsync("#run-status[data-status=Done]");
        Assert.Contains("replications of an earlier run are kept", await page.InnerTextAsync("#log"), StringComparison.Ordinal);

        // What the command line would find, without any file to go on from.
        var study = StudyFolder.Open(desk.Folder);
        var alone = TheoryFit.Run("kin", TheoryFit.Join(study.Game, "kin", study.Records[0].Sequences), new TheoryFitAsk { Starts = 2, Bootstrap = many }, cancel: TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(desk.Folder, "out", FitJson.FileName), TestContext.Current.CancellationToken));
        using var own = JsonDocument.Parse(FitJson.Document([alone], study.Inputs.Select(i => (i.Name, i.Hash)), 1));
        Assert.Equal(own.RootElement.GetProperty("estimates").GetRawText(), json.RootElement.GetProperty("estimates").GetRawText());
        Assert.Equal(own.RootElement.GetProperty("bootstrap").GetRawText(), json.RootElement.GetProperty("bootstrap").GetRawText());
        Assert.Equal(own.RootElement.GetProperty("inputs").GetRawText(), json.RootElement.GetProperty("inputs").GetRawText());

        string table = await page.InnerTextAsync("#fit-estimates");
        Assert.Contains(Wording.Number(alone.Bootstrap!.StandardError(0), "0.000"), table, StringComparison.Ordinal);
        Assert.Contains(Wording.Number(alone.Fit!.Estimates[0].Errors.Hessian, "0.000"), table, StringComparison.Ordinal);
        await page.UntilText("#fit-says", $"{alone.Bootstrap.Draws.Length} refits converged, {alone.Bootstrap.Failures.Length} did not");
        if (alone.Bootstrap.Failures.Length > 0)
        {
            await page.UntilText("#fit-failures", $"replication {alone.Bootstrap.Failures[0].Replication}");
        }

        // A text that changes makes the fit one of an earlier text.
        await File.AppendAllTextAsync(Path.Combine(desk.Folder, "small.game"), "# later\n", TestContext.Current.CancellationToken);
        await page.UntilText("[data-missing=fit-present]", "earlier text");
        Assert.Empty(desk.Complaints[page]);
    }

    [Fact]
    public void Failed_refits_are_read_back_with_how_they_ended()
    {
        var study = StudyFolder.Open(SmallStudy.Write());
        var fit = TheoryFit.Run("kin", TheoryFit.Join(study.Game, "kin", study.Records[0].Sequences), new TheoryFitAsk { Starts = 1, Bootstrap = 2 }, cancel: TestContext.Current.CancellationToken);
        fit = fit with { Bootstrap = fit.Bootstrap! with { Failures = [(7, RefitStatus.Impossible)] } };
        Directory.CreateDirectory(study.OutFolder);
        File.WriteAllBytes(Path.Combine(study.OutFolder, FitJson.FileName), FitJson.Document([fit], study.Inputs.Select(i => (i.Name, i.Hash)), 1));
        var read = FitReading.Read(study, study.OutFolder, 1)!;
        Assert.True(read.IsPresent);
        Assert.Equal([(7, nameof(RefitStatus.Impossible))], read.Fits[0].Failures);
        Assert.False(FitReading.Read(study, study.OutFolder, 2)!.IsPresent);
        File.WriteAllText(Path.Combine(study.OutFolder, FitJson.FileName), "{\"theory\":");
        Assert.Empty(FitReading.Read(study, study.OutFolder, 1)!.Fits);
        Directory.Delete(study.Folder, recursive: true);
    }
}
