using System.Globalization;
using System.Text;
using Tumen.Model;
using Tumen.Record;
using Tumen.Report;
using Tumen.Studies;
using Tumen.Workbench.WhatIf;

namespace Tumen.Workbench.Study;

/// <summary>The study on the desk: reads its folder, reads again when a file changes, and tells every open page.</summary>
public sealed class StudyDesk : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(700);
    private static readonly string[] LanguageFiles = [".study", ".game", ".codebook"];

    private readonly WorkbenchOptions _options;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private StudyView _view = new() { Version = 0, Shelf = TheoryShelf.Empty };
    private string _seen = "";
    private string _beside = "";
    private volatile bool _resting;

    public StudyDesk(WorkbenchOptions options)
    {
        _options = options;
        string full = Path.GetFullPath(options.Study);
        Folder = File.Exists(full) ? Path.GetDirectoryName(full)! : full.TrimEnd(Path.DirectorySeparatorChar);
        Out = Path.GetFullPath(options.Out ?? StudyFolder.OutFor(full));
    }

    /// <summary>Told after every new reading, from any thread.</summary>
    public event Action? Changed;

    /// <summary>The study's folder.</summary>
    public string Folder { get; }

    /// <summary>Where results are.</summary>
    public string Out { get; }

    /// <summary>The present reading.</summary>
    public StudyView View
    {
        get
        {
            lock (_gate)
            {
                return _view;
            }
        }
    }

    /// <summary>Starts reading and watching.</summary>
    public void Begin() => Task.Run(Watch);

    /// <summary>Reads again now; returns when the reading is shown.</summary>
    public async Task Refresh()
    {
        await _reading.WaitAsync(_stop.Token);
        try
        {
            _seen = Signature();
            await Task.Run(Read);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>While a run of this server writes into the store, its pieces are not read one by one.</summary>
    public void Rest(bool rest) => _resting = rest;

    /// <summary>Shows results that a run has just made.</summary>
    public void Show(StudyResults results) => Put(v => v with { Study = results.Study, Problems = [], Results = results, Status = ResultsStatus.Whole, Shelf = new TheoryShelf(results.Study, results) });

    private bool OutIsHere => _options.Out is not null || RealPath.IsInside(Folder, Path.Combine(Out, "store"));

    /// <summary>Refuses a place for results that a link leads out of the study's folder, unless the place was named at the start.</summary>
    /// <exception cref="IOException">It leads elsewhere.</exception>
    public void CheckOut()
    {
        if (!OutIsHere)
        {
            throw new IOException($"{Path.GetRelativePath(Folder, Out)} is a link that leads out of the study's folder; start the workbench with --out to write there");
        }
    }

    /// <summary>Language files in the study's folder, by name; links that lead out of it are not among them.</summary>
    public IReadOnlyList<string> Texts() =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder).Where(f => LanguageFiles.Contains(Path.GetExtension(f)) && RealPath.IsInside(Folder, f)).Select(f => Path.GetFileName(f)!)
                .OrderBy(f => Array.IndexOf([".game", ".study", ".codebook"], Path.GetExtension(f))).ThenBy(f => f, StringComparer.Ordinal)]
            : [];

    /// <summary>A language file of the study.</summary>
    /// <exception cref="BadInputException">Not one of <see cref="Texts"/>, or unreadable.</exception>
    public string ReadText(string name) => CsvTable.Decode(StudyFolder.ReadBytes(PathOf(name), name, StudyFolder.TextLimit), name);

    /// <summary>Writes a language file whole or not at all, if it is still as the writer saw it; lines end as they did, and the rights of the file stay.</summary>
    /// <param name="name">One of <see cref="Texts"/>.</param>
    /// <param name="text">New text.</param>
    /// <param name="before">The text that was edited.</param>
    /// <returns>Null when written; otherwise why not.</returns>
    public async Task<string?> SaveText(string name, string text, string before)
    {
        try
        {
            string path = PathOf(name);
            byte[] there = StudyFolder.ReadBytes(path, name, StudyFolder.TextLimit);
            string now = CsvTable.Decode(there, name);
            if (LineEnds.Plain(now) != LineEnds.Plain(before))
            {
                return $"{name} has changed since you opened it, in another window or another program. Open it again to see that text; yours is still here to copy.";
            }

            byte[] mark = there.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.ToArray() : [];
            RealPath.WriteWhole(path, [.. mark, .. Encoding.UTF8.GetBytes(LineEnds.As(text, LineEnds.Of(now)))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            return $"{name} could not be written: {e.Message}";
        }

        await Refresh();
        return null;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    // Names come from the page: only files that are there under exactly that name are touched.
    private string PathOf(string name) => Texts().Contains(name)
        ? Path.Combine(Folder, name)
        : throw new BadInputException([Diagnostic.Error("S512", $"there is no file {name} in the study's folder", name, Place.None)]);

    private async Task Watch()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (!_resting && Signature() != _seen)
            {
                await Refresh();
            }
            else if (Beside() is var beside && beside != _beside)
            {
                _beside = beside;
                Put(v => v); // pages that show these files read them again
            }

            await Task.Delay(Glance, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private string Signature()
    {
        try
        {
            var text = new StringBuilder();
            var files = Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder).Where(f => !f.EndsWith(".part", StringComparison.Ordinal)) : [];
            foreach (var f in files.Append(Path.Combine(Out, "results.json")).Order(StringComparer.Ordinal).Select(f => new FileInfo(f)).Where(f => f.Exists))
            {
                text.Append(CultureInfo.InvariantCulture, $"{f.Name},{f.Length},{f.LastWriteTimeUtc.Ticks};");
            }

            string store = Path.Combine(Out, "store");
            return text.Append(Directory.Exists(store) ? new DirectoryInfo(store).EnumerateFiles("*" + PieceFile.Ending).Aggregate((Count: 0, Last: 0L), (x, f) => (x.Count + 1, Math.Max(x.Last, f.LastWriteTimeUtc.Ticks))).ToString() : "0").ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message; // a folder that vanishes is a change like any other
        }
    }

    // Files of single fits, which stand beside the results.
    private string Beside() => string.Concat(new[] { FitJson.FileName }.Select(n => new FileInfo(Path.Combine(Out, n))).Where(f => f.Exists)
        .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name},{f.Length},{f.LastWriteTimeUtc.Ticks};")));

    private void Read()
    {
        StudyFolder study;
        try
        {
            study = StudyFolder.Open(_options.Study);
        }
        catch (BadInputException e)
        {
            Put(v => v with { Problems = e.Diagnostics, Status = v.Study is null ? ResultsStatus.None : v.Status });
            return;
        }

        bool same = View.Study is { } old && old.Inputs.SequenceEqual(study.Inputs) && View.Status == ResultsStatus.Whole;
        if (!same)
        {
            Put(v => v with { Study = study, Problems = [], Results = null, Status = ResultsStatus.Reading, Finished = 0, Of = 0, Shelf = new TheoryShelf(study, null) });
        }

        var found = !OutIsHere ? new FinishedWork(null, 0, 0) : FinishedWork.Read(study, Out, _options.Seed, r => Put(v => v with { Results = r, Status = ResultsStatus.Whole, Shelf = new TheoryShelf(study, r), Problems = [] }));
        Put(v => v with
        {
            Study = study,
            Problems = [],
            Results = found.Results,
            Status = found.Results is not null ? ResultsStatus.Whole : found.Finished > 0 ? ResultsStatus.Partial : ResultsStatus.None,
            Finished = found.Finished,
            Of = found.Of,
            Shelf = found.Results == v.Results && v.Study == study ? v.Shelf : new TheoryShelf(study, found.Results),
        });
    }

    private void Put(Func<StudyView, StudyView> change)
    {
        lock (_gate)
        {
            _view = change(_view) with { Version = _view.Version + 1 };
        }

        Changed?.Invoke();
    }
}
