using System.Globalization;
using Tumen.WorkbenchBench;

// WorkbenchBench [STUDY] [--steps N] [--only solve|page]
// Without a study: the first study, and then a game of 320 situations that all matter. Each line says how many situations were solved and how busy the machine was.
// Solves: one re-solve a slider step, without a browser. Page: first page, slider round trips and layout shift in headless Chromium. Exit 0 measured, 2 wrong input.
const string First = "studies/china-dprk/china-dprk.study";
string? study = null;
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

if (!File.Exists(study ?? First) && !Directory.Exists(study ?? First))
{
    Console.Error.WriteLine($"error: there is no {study ?? First}; name a study folder or .study file, or start in the top folder of the source tree");
    return 2;
}

await Measure(study ?? First);
if (study is null)
{
    string wide = Wide.Write();
    await Measure(wide);
    Directory.Delete(wide, recursive: true);
}

return 0;

async Task Measure(string of)
{
    Console.WriteLine($"study {of}, {steps} steps a slider, {Environment.ProcessorCount} cores, load {Load.Average}");
    if (only is null or "solve")
    {
        Solves.Run(of, steps);
    }

    if (only is null or "page")
    {
        await Pages.Run(of, steps);
    }
}
