using System.Text;
using Tumen.Studies;

namespace Tumen.Report.Tables;

/// <summary>What to cite, as BibTeX: the program, and the sources of the methods that a result rests on.</summary>
public static class References
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["signorino1999"] = "@article{signorino1999,\n  author = {Signorino, Curtis S.},\n  title = {Strategic Interaction and the Statistical Analysis of International Conflict},\n  journal = {American Political Science Review},\n  year = {1999}, volume = {93}, number = {2}, pages = {279--297}\n}\n",
        ["kenkel2014"] = "@article{kenkel2014,\n  author = {Kenkel, Brenton and Signorino, Curtis S.},\n  title = {Estimating Extensive Form Games in {R}},\n  journal = {Journal of Statistical Software},\n  year = {2014}, volume = {56}, number = {8}, pages = {1--27}\n}\n",
        ["lewis2003"] = "@article{lewis2003,\n  author = {Lewis, Jeffrey B. and Schultz, Kenneth A.},\n  title = {Revealing Preferences: Empirical Estimation of a Crisis Bargaining Game with Incomplete Information},\n  journal = {Political Analysis},\n  year = {2003}, volume = {11}, number = {4}, pages = {345--367}\n}\n",
        ["crismancox2021"] = "@article{crismancox2021,\n  author = {Crisman-Cox, Casey and Gibilisco, Michael},\n  title = {Estimating Signaling Games in International Relations: Problems and Solutions},\n  journal = {Political Science Research and Methods},\n  year = {2021}, volume = {9}, number = {3}, pages = {565--582}\n}\n",
        ["mckelvey1995"] = "@article{mckelvey1995,\n  author = {McKelvey, Richard D. and Palfrey, Thomas R.},\n  title = {Quantal Response Equilibria for Normal Form Games},\n  journal = {Games and Economic Behavior},\n  year = {1995}, volume = {10}, number = {1}, pages = {6--38}\n}\n",
        ["rust1987"] = "@article{rust1987,\n  author = {Rust, John},\n  title = {Optimal Replacement of {GMC} Bus Engines: An Empirical Model of {Harold Zurcher}},\n  journal = {Econometrica},\n  year = {1987}, volume = {55}, number = {5}, pages = {999--1033}\n}\n",
        ["vuong1989"] = "@article{vuong1989,\n  author = {Vuong, Quang H.},\n  title = {Likelihood Ratio Tests for Model Selection and Non-Nested Hypotheses},\n  journal = {Econometrica},\n  year = {1989}, volume = {57}, number = {2}, pages = {307--333}\n}\n",
    };

    /// <summary>Keys for games that go on: quantal response and the nested fixed point.</summary>
    public static IReadOnlyList<string> Dynamic { get; } = ["mckelvey1995", "rust1987"];

    /// <summary>Keys for recursive models of a table.</summary>
    public static IReadOnlyList<string> Recursive { get; } = ["signorino1999", "kenkel2014"];

    /// <summary>Keys for crisis games.</summary>
    public static IReadOnlyList<string> Crisis { get; } = ["lewis2003", "crismancox2021"];

    /// <summary>Keys for studies, which also test pairs of theories.</summary>
    public static IReadOnlyList<string> Studies { get; } = ["mckelvey1995", "rust1987", "vuong1989"];

    /// <summary>The entries, the program's first.</summary>
    /// <param name="keys">Keys of methods, from the lists above.</param>
    public static string BibTex(IEnumerable<string> keys)
    {
        var text = new StringBuilder($"@software{{tumen,\n  author = {{{{The Tumen authors}}}},\n  title = {{Tumen: a laboratory for strategic relationships between unequal states}},\n  version = {{{StudyRunner.Version}}}\n}}\n");
        foreach (string key in keys)
        {
            text.Append(Known[key]);
        }

        return text.ToString();
    }
}
