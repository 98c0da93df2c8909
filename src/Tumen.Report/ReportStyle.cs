namespace Tumen.Report;

/// <summary>The style sheet of reports: a palette that colour-blind readers can tell apart (after Okabe and Ito 2008), light and dark, and print.</summary>
public static class ReportStyle
{
    /// <summary>CSS text.</summary>
    public const string Css = """
        :root{--ink:#1b1f24;--soft:#5b6470;--paper:#ffffff;--line:#d9dde2;--lane:#f1f3f5;--hard:#d55e00;--soften:#0072b2}
        @media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a2abb6;--paper:#16191d;--line:#3a4048;--lane:#22262b;--hard:#e8843c;--soften:#56b4e9}}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:1200px;margin:0 auto;padding:24px}
        h1{font-size:1.9rem;line-height:1.2}h2{margin-top:2.4rem;border-top:1px solid var(--line);padding-top:1.2rem}h3{margin:1.2rem 0 .3rem}
        .answer{font-size:1.15rem;padding:14px 18px;border-left:6px solid var(--soft);background:var(--lane)}.answer.yes{border-color:var(--soften)}.answer.open{border-color:var(--hard)}
        .note,.legend{color:var(--soft);font-size:.9rem}.legend span{display:block}
        table{border-collapse:collapse;font-size:.88rem;width:100%}th,td{text-align:left;padding:4px 8px;border-bottom:1px solid var(--line);vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}tr.base td{color:var(--soft)}
        details{margin:.8rem 0}summary{cursor:pointer;color:var(--soften)}pre{white-space:pre-wrap;font-size:.8rem;background:var(--lane);padding:12px}
        nav ol{columns:3 16rem;padding-left:1.4rem;font-size:.92rem}nav a{color:var(--soften);text-decoration:none}nav a:hover,nav a:focus{text-decoration:underline}
        figure{margin:1rem 0;overflow-x:auto}figcaption{color:var(--soft);font-size:.9rem;margin-top:.3rem}.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(27rem,1fr));gap:1rem 2rem;align-items:start}.reasons{font-size:.95rem}
        .multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:.8rem 1rem;margin:1rem 0;align-items:start}
        svg.tree{width:auto;max-width:100%}
        .wide{overflow-x:auto}.numbers{min-width:26rem}th.n{text-align:right}.q{color:var(--soft);font-size:.82rem}.check{margin:0 0 .4rem}.yes{color:var(--soften)}.no{color:var(--hard)}td.v{white-space:nowrap;font-weight:600}td.open,b.open{color:var(--soft)}
        @media print{body{font-size:11px}main{max-width:none}nav{display:none}details{display:block}h2,h3{break-after:avoid}figure,tr{break-inside:avoid}}
        """;
}
