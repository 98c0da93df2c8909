using System.Collections.Immutable;
using System.Globalization;
using Tumen.Estimation;

namespace Tumen.Cli;

/// <summary>`--path discount,grid,frequencies`: ways to a first optimum from nothing, each of which gives the fit one start or more.</summary>
internal static class FitPaths
{
    private static readonly string[] Names = ["discount", "grid", "frequencies"];

    /// <summary>Whether any path is asked for; then ordinary starts are climbed only when `--starts` asks for them.</summary>
    public static bool Asked(Arguments a) => a.Text("--path") is not null;

    /// <summary>Takes the paths asked for.</summary>
    /// <exception cref="UsageException">An unknown path, one that does not fit the theory, or one that led nowhere.</exception>
    public static ImmutableArray<PathStart> Take(Arguments a, Likelihood likelihood, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<PathStart>();
        string[] asked = List(a.Text("--path"));
        string? beside = asked is [var single] && Names.Contains(single) && a.Text("--starts") is null ? Beside(single, likelihood) : null;
        foreach (string name in beside is null ? asked : [.. asked, beside])
        {
            cancel.ThrowIfCancellationRequested();
            int before = found.Count;
            switch (name)
            {
                case "discount":
                    double from = a.Number("--path-from") ?? DiscountPath.FirstDiscount;
                    if (from is not (>= 0 and < 1))
                    {
                        throw new UsageException($"--path-from is {from}; expected a discount factor in [0, 1)");
                    }

                    if (DiscountPath.Take(likelihood, from, GivenValues.Start(a, likelihood.Parameters).FirstOrDefault(), cancel: cancel) is { } followed)
                    {
                        found.Add(followed);
                    }

                    break;
                case "grid":
                    Refuse(GridPath.Refuses(likelihood.Game.Model));
                    found.AddRange(GridPath.Take(likelihood, a.Count("--starts", 8, 10_000), a.Seed, cancel: cancel));
                    break;
                case "frequencies":
                    Refuse(FrequencyPath.Refuses(likelihood));
                    foreach (double pooling in Poolings(a))
                    {
                        found.Add(FrequencyPath.Take(likelihood, pooling, cancel: cancel));
                    }

                    break;
                default:
                    throw new UsageException($"--path is `{name}`; expected {string.Join(", ", Names)}, or several with commas");
            }

            cancel.ThrowIfCancellationRequested();
            if (!a.Quiet)
            {
                string why = name == beside ? "; taken beside the path asked for, since single paths do end on lower optima (--path A,B names them all)" : "";
                Console.Error.WriteLine(found.Count > before ? $"path {name}: {found.Count - before} start{(found.Count - before == 1 ? "" : "s")}{why}" : $"path {name}: broke off, no start{why}");
            }
        }

        return found.ToImmutable();
    }

    // Another path that the theory and the record admit: its end is held against the single one's.
    private static string? Beside(string single, Likelihood likelihood) => new[] { "grid", "frequencies", "discount" }.FirstOrDefault(name => name != single && name switch
    {
        "grid" => GridPath.Refuses(likelihood.Game.Model) is null,
        "frequencies" => FrequencyPath.Refuses(likelihood) is null,
        _ => true,
    });

    private static IEnumerable<double> Poolings(Arguments a) => a.Text("--pooling") is not { } text ? FrequencyPath.Poolings
        : List(text).Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && x > 0 && double.IsFinite(x) ? x : throw new UsageException($"--pooling has `{t}`; expected numbers above 0 with commas"));

    private static string[] List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static void Refuse(string? why)
    {
        if (why is not null)
        {
            throw new UsageException(why);
        }
    }
}
