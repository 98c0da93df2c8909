namespace Tumen.Report;

/// <summary>The style sheet of reports: light, dark and paper; wide, middle and narrow. Blue and orange are equally dark, so that shape, fill or direction must tell them apart, and every page can be read in grey.</summary>
public static class ReportStyle
{
    /// <summary>CSS text for screens.</summary>
    public const string Css = """
        :root{--ink:#1a1d23;--soft:#565e6b;--paper:#ffffff;--line:#d9dde2;--lane:#f1f3f5;--hard:#b34700;--soften:#0b5fa5}
        @media screen and (prefers-color-scheme:dark){:root{--ink:#e9ebee;--soft:#a4adba;--paper:#15181d;--line:#3a4048;--lane:#22262b;--hard:#f39c5a;--soften:#6db3f2}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.45 "Segoe UI",Roboto,"Helvetica Neue",Lato,"DejaVu Sans",sans-serif;font-variant-numeric:lining-nums;overflow-wrap:break-word}
        main{max-width:1320px;margin:0 auto;padding:24px 40px}
        main>section>p,main>section>ul,main>section>ol{max-width:46rem}
        h1{font-size:30px;line-height:1.15;margin:0 0 4px}h2{font-size:19px;margin:40px 0 8px;border-top:1px solid var(--line);padding-top:16px}h3{font-size:16px;margin:16px 0 4px}h3.fold{margin-top:8px}
        a{color:var(--soften)}.sub,.note,.legend{color:var(--soft);font-size:14.5px}.sub{margin:0 0 16px}.legend span{display:block}
        .screen{display:block}ol.lines{list-style:none;counter-reset:line;margin:0;padding:0;border-top:3px solid var(--ink);font-size:18px}
        ol.lines li{counter-increment:line;position:relative;padding:10px 0 10px 32px;border-bottom:1px solid var(--line)}ol.lines li::before{content:counter(line);position:absolute;left:2px;color:var(--soft);font-weight:600}
        ol.lines li:first-child{font-size:22px;line-height:1.3}
        a.term{color:inherit;text-decoration:underline dotted var(--soft) 1px;text-underline-offset:3px}.gloss{color:var(--soft);font-size:14.5px;border-left:3px solid var(--line);padding-left:12px;margin:12px 0}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr));gap:8px 40px;border-top:1px solid var(--line);margin-top:16px}.card h2{border:0;margin:12px 0 4px;padding:0;font-size:18px}.card ul{margin:0;padding-left:18px;font-size:14.5px}.card li{margin:0 0 6px}
        figure{margin:16px 0}figure.ways{margin:0}h2.chart{border:0;padding:0;margin:0;font-size:17px}figcaption{color:var(--soft);font-size:13px;margin-top:4px}.if-narrow{display:none}
        @media (min-width:1100px){.screen{display:grid;grid-template-columns:minmax(0,500px) minmax(0,1fr);gap:40px;align-items:start}}
        table{border-collapse:collapse;font-size:14.5px;width:100%;margin:8px 0}th,td{text-align:left;padding:4px 8px;border-bottom:1px solid var(--line);vertical-align:top}th{font-weight:600}td.n{text-align:right;font-variant-numeric:tabular-nums lining-nums}th.n{text-align:right}tr.base td{color:var(--soft)}
        details{margin:8px 0}summary{cursor:pointer;color:var(--soften)}details.fold>summary{padding:8px 0;font-size:16px}details.fold>section{border-left:3px solid var(--line);padding-left:16px}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px;background:var(--lane);padding:12px}
        nav{margin-top:24px}nav ol{columns:3 20rem;padding-left:1.4rem;font-size:14.5px}nav li{break-inside:avoid;margin-bottom:4px}nav a{text-decoration:none}nav a.q{display:block}nav a:hover,nav a:focus{text-decoration:underline}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(27rem,100%),1fr));gap:16px 32px;align-items:start}.reasons{font-size:15px}
        .multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(18rem,100%),1fr));gap:12px 16px;margin:16px 0;align-items:start}
        dl.words{columns:2 24rem;margin:0}dl.words div{break-inside:avoid;margin-bottom:6px}dl.words dt{font-weight:600;display:inline}dl.words dt::after{content:": "}dl.words dd{display:inline;margin:0}
        svg{max-width:100%}svg.tree{width:auto;max-width:100%;height:auto}
        .wide{overflow-x:auto}.q{color:var(--soft);font-size:13px}.check{margin:0 0 6px}.yes{color:var(--soften)}ol.lines.yes{color:inherit}.no{color:var(--hard)}td.v{font-weight:600}td.open,b.open{color:var(--soft)}
        tr:target td,dl.words div:target{background:var(--lane)}
        @media (max-width:599px){main{padding:16px}h1{font-size:24px}ol.lines{font-size:16px}ol.lines li:first-child{font-size:18px}.if-wide{display:none}.if-narrow{display:block}summary{min-height:44px;padding:10px 0}
        .wide{overflow-x:visible}table,tbody,tr,td{display:block;width:100%}thead{display:none}tr{border-bottom:1px solid var(--line);padding:8px 0}td{border:0;padding:2px 0}td.n{text-align:left}td[data-h]::before{content:attr(data-h) ": ";color:var(--soft)}td:first-child{font-weight:600}
        details.fold>section{padding-left:8px}}
        """;

    /// <summary>CSS text for paper: A4 or letter, always light, the first page the answer alone, folds closed with their lines printed.</summary>
    /// <param name="foot">What stands in the foot of every page beside its number.</param>
    public static string Print(string foot)
    {
        ArgumentNullException.ThrowIfNull(foot);
        string safe = new([.. foot.Where(c => c is not ('"' or '\\' or '<' or '>' or '\n' or '\r'))]);
        return $$"""
            @page{margin:15mm;@bottom-left{content:"{{safe}}";font:9pt sans-serif;color:#565e6b} @bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif;color:#565e6b} }
            @media print{{{PaperRules}}}
            """;
    }

    /// <summary>The rules that hold on paper, without their condition, so that a test can look at them on a screen.</summary>
    public const string PaperRules = """
        body{font-size:10.4pt}main{max-width:none;padding:0}h1{font-size:19pt}h2{font-size:12.5pt;break-after:avoid}h3{font-size:10.4pt;break-after:avoid}nav{display:none}
        .screen{display:block}ol.lines{font-size:10.4pt}ol.lines li{padding:3px 0 3px 24px}ol.lines li:first-child{font-size:12.5pt}.gloss{display:none}.cards{grid-template-columns:repeat(3,1fr);gap:4px 24px;margin-top:8px}.card h2{font-size:11pt;margin:6px 0 2px}.card ul{font-size:9pt}.card li{margin:0 0 2px}
        figure.ways{width:80%}figure.ways .note{margin:2px 0}figure.ways figcaption{display:none}h2.chart{font-size:11pt}.first{break-after:page}.if-wide{display:block}.if-narrow{display:none}
        table{font-size:9pt;table-layout:auto}th,td{padding:2px 5px;overflow-wrap:break-word}.wide{overflow:visible}figure,tr,.card,dl.words div{break-inside:avoid}thead{display:table-header-group}.note,figcaption,.sub{font-size:9pt}
        summary{color:inherit;list-style:none}summary::before{content:"▸ "}a{color:inherit;text-decoration:none}details.fold>summary{padding:3px 0;font-size:10.4pt}pre{font-size:8pt}
        """;
}
