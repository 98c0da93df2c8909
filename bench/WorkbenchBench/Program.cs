using System.Globalization;
using Tumen.WorkbenchBench;

// WorkbenchBench [STUDY] [--steps N] [--only solve|page]
// Solves: one re-solve a slider step, without a browser. Page: first page, slider round trips and layout shift in headless Chromium. Exit 0 measured, 2 wrong input.
string study = "studies/china-dprk/china-dprk.study";
int steps = 100;
string? only = null;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--steps" when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0: (steps, i) = (n, i + 1); break;
        case "--only" when i + 1 < args.Length: only = args[++i]; break;
        case { } name when !name.StartsWith('-'): study = name; break;
        default:
            Console.Error.WriteLine("usage: WorkbenchBench [STUDY] [--steps N] [--only solve|page]");
            return 2;
    }
}

if (!File.Exists(study) && !Directory.Exists(study))
{
    Console.Error.WriteLine($"error: there is no {study}; name a study folder or .study file, or start in the top folder of the source tree");
    return 2;
}

Console.WriteLine($"study {study}, {steps} steps a slider, {Environment.ProcessorCount} cores, load {Load.Average}");
if (only is null or "solve")
{
    Solves.Run(study, steps);
}

if (only is null or "page")
{
    await Pages.Run(study, steps);
}

return 0;
