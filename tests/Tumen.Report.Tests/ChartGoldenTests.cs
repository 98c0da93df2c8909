using Tumen.Report.Drawing;

namespace Tumen.Report.Tests;

/// <summary>Small cases written out in full, so that a change of any element shows in a review.</summary>
public class ChartGoldenTests
{
    [Fact]
    public void Timeline_of_two_months_of_one_player() =>
        Same(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="tc" role="img" aria-label="Moves" viewBox="0 0 940 82" width="940" height="82">
            <line class="tc-grid" x1="60" y1="4" x2="60" y2="62"/>
            <text class="tc-tick" x="78" y="74" text-anchor="middle">2017-01</text>
            <text class="tc-head" x="8" y="15">China</text>
            <rect class="tc-plane" x="60" y="20" width="72" height="12"/>
            <text class="tc-small" x="52" y="29.5" text-anchor="end">hold</text>
            <rect class="tc-plane" x="60" y="33" width="72" height="12"/>
            <text class="tc-small" x="52" y="42.5" text-anchor="end">aid</text>
            <rect class="tc-t-green" x="60" y="33" width="36" height="12"/>
            <rect class="tc-unknown" x="96" y="20" width="36" height="25"/>
            <path class="tc-hatch" d="M96 24L100 20M96 29L105 20M96 34L110 20M96 39L115 20M96 44L120 20M100 45L125 20M105 45L130 20M110 45L132 23M115 45L132 28M120 45L132 33M125 45L132 38M130 45L132 43"/>
            <rect class="tc-hit" x="60" y="20" width="36" height="26"><title>2017-01: China, aid&#10;Grain</title></rect>
            <rect class="tc-hit" x="96" y="20" width="36" height="26"><title>2017-02: China, unknown</title></rect>
            </svg>

            """,
            Timeline.Draw("Moves", ["2017-01", "2017-02"], [new("China", [new("hold", Tone.Gray), new("aid", Tone.Green)], [1, -1], [["Grain"], []])]));

    [Fact]
    public void HeatMap_of_model_beside_record() =>
        Same(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="tc" role="img" aria-label="Strategy" viewBox="0 0 155.2 60" width="155.2" height="60">
            <text class="tc-label" x="92.6" y="16" text-anchor="middle">hold</text>
            <text class="tc-note" x="69.3" y="29" text-anchor="middle">model</text>
            <text class="tc-note" x="115.9" y="29" text-anchor="middle">record</text>
            <text class="tc-label" x="38" y="47.5" text-anchor="end">cold</text>
            <rect class="tc-plane" x="46" y="34" width="45.6" height="18"/>
            <rect class="tc-up" x="46" y="34" width="45.6" height="18" fill-opacity="0.55"/>
            <text class="tc-small" x="68.8" y="47" text-anchor="middle">0.75</text>
            <rect class="tc-hit" x="46" y="34" width="45.6" height="18"><title>cold, hold, model: 0.75</title></rect>
            <rect class="tc-plane" x="92.6" y="34" width="45.6" height="18"/>
            <rect class="tc-up" x="92.6" y="34" width="45.6" height="18" fill-opacity="0.37"/>
            <text class="tc-small" x="115.4" y="47" text-anchor="middle">0.50</text>
            <rect class="tc-hit" x="92.6" y="34" width="45.6" height="18"><title>cold, hold, record: 0.50</title></rect>
            </svg>

            """,
            HeatMap.DrawBeside("Strategy", ["cold"], ["hold"], [[0.75]], [[0.5]], "0.00"));

    [Fact]
    public void Matrix_of_two_theories() =>
        Same(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="tc" role="img" aria-label="Power" viewBox="0 0 150 84" width="150" height="84">
            <text class="tc-note" x="46" y="12">against</text>
            <text class="tc-note" x="38" y="33" text-anchor="end">true</text>
            <text class="tc-label" x="69" y="30" text-anchor="middle">a</text>
            <text class="tc-label" x="117" y="30" text-anchor="middle">b</text>
            <text class="tc-label" x="38" y="51.5" text-anchor="end">a</text>
            <rect class="tc-plane" x="46" y="38" width="45" height="18"/>
            <rect class="tc-up" x="46" y="38" width="45" height="18" fill-opacity="0"/>
            <text class="tc-small" x="68.5" y="51" text-anchor="middle">0.0</text>
            <rect class="tc-hit" x="46" y="38" width="45" height="18"><title>a, a: 0.0</title></rect>
            <rect class="tc-diagonal" x="46.5" y="38.5" width="45" height="17"/>
            <rect class="tc-plane" x="94" y="38" width="45" height="18"/>
            <rect class="tc-up" x="94" y="38" width="45" height="18" fill-opacity="0.28"/>
            <text class="tc-small" x="116.5" y="51" text-anchor="middle">0.5</text>
            <rect class="tc-hit" x="94" y="38" width="45" height="18"><title>a, b: 0.5</title></rect>
            <text class="tc-label" x="38" y="71.5" text-anchor="end">b</text>
            <rect class="tc-plane" x="46" y="58" width="45" height="18"/>
            <rect class="tc-up" x="46" y="58" width="45" height="18" fill-opacity="0.55"/>
            <text class="tc-small" x="68.5" y="71" text-anchor="middle">1.0</text>
            <rect class="tc-hit" x="46" y="58" width="45" height="18"><title>b, a: 1.0</title></rect>
            <rect class="tc-unknown" x="94" y="58" width="45" height="18"/>
            <path class="tc-hatch" d="M94 61L97 58M94 66L102 58M94 71L107 58M94 76L112 58M99 76L117 58M104 76L122 58M109 76L127 58M114 76L132 58M119 76L137 58M124 76L139 61M129 76L139 66M134 76L139 71"/>
            <rect class="tc-hit" x="94" y="58" width="45" height="18"><title>b, b: no value</title></rect>
            <rect class="tc-diagonal" x="94.5" y="58.5" width="45" height="17"/>
            </svg>

            """,
            Matrix.Draw("Power", ["a", "b"], [[0, 0.5], [1, double.NaN]], "0.0", "true", "against"));

    [Fact]
    public void DotInterval_of_one_estimate() =>
        Same(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="tc" role="img" aria-label="Weights" viewBox="0 0 629.5 48" width="629.5" height="48">
            <line class="tc-zero" x1="56" y1="4" x2="56" y2="26"/>
            <text class="tc-tick" x="56" y="39" text-anchor="middle">0.0</text>
            <line class="tc-grid" x1="209.33" y1="4" x2="209.33" y2="26"/>
            <text class="tc-tick" x="209.33" y="39" text-anchor="middle">0.5</text>
            <line class="tc-grid" x1="362.67" y1="4" x2="362.67" y2="26"/>
            <text class="tc-tick" x="362.67" y="39" text-anchor="middle">1.0</text>
            <line class="tc-grid" x1="516" y1="4" x2="516" y2="26"/>
            <text class="tc-tick" x="516" y="39" text-anchor="middle">1.5</text>
            <text class="tc-label" x="48" y="20" text-anchor="end">risk</text>
            <line class="tc-whisker" x1="209.33" y1="16" x2="516" y2="16"/>
            <path class="tc-whisker" d="M209.33 12L209.33 20"/>
            <path class="tc-whisker" d="M516 12L516 20"/>
            <circle class="tc-dot" cx="362.67" cy="16" r="4.5"/>
            <text class="tc-small" x="530" y="19.5">1.0  [0.5, 1.5]</text>
            <rect class="tc-hit" x="56" y="6" width="460" height="20"><title>risk: 1.0  [0.5, 1.5]</title></rect>
            </svg>

            """,
            DotInterval.Draw("Weights", [new("risk", 1, 0.5, 1.5)], "0.0"));

    [Fact]
    public void Bars_of_two_scores_and_a_reference() =>
        Same(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="tc" role="img" aria-label="Scores" viewBox="0 0 596.8 81" width="596.8" height="81">
            <text class="tc-note" x="322.4" y="12" text-anchor="middle">tie</text>
            <line class="tc-grid" x1="92.4" y1="19" x2="92.4" y2="59"/>
            <text class="tc-tick" x="92.4" y="72" text-anchor="middle">−2.0</text>
            <line class="tc-grid" x1="207.4" y1="19" x2="207.4" y2="59"/>
            <text class="tc-tick" x="207.4" y="72" text-anchor="middle">−1.5</text>
            <line class="tc-grid" x1="322.4" y1="19" x2="322.4" y2="59"/>
            <text class="tc-tick" x="322.4" y="72" text-anchor="middle">−1.0</text>
            <line class="tc-grid" x1="437.4" y1="19" x2="437.4" y2="59"/>
            <text class="tc-tick" x="437.4" y="72" text-anchor="middle">−0.5</text>
            <line class="tc-zero" x1="552.4" y1="19" x2="552.4" y2="59"/>
            <text class="tc-tick" x="552.4" y="72" text-anchor="middle">0.0</text>
            <text class="tc-label" x="48" y="33" text-anchor="end">best</text>
            <rect class="tc-up" x="552.4" y="22" width="1" height="14"/>
            <text class="tc-label" x="48" y="53" text-anchor="end">worse</text>
            <rect class="tc-down" x="92.4" y="42" width="460" height="14"/>
            <line class="tc-reference" x1="322.4" y1="16" x2="322.4" y2="59"/>
            <text class="tc-value" x="557.4" y="32.5">0.0</text>
            <rect class="tc-hit" x="92.4" y="19" width="460" height="20"><title>best: 0.0</title></rect>
            <text class="tc-value" x="87.4" y="52.5" text-anchor="end">−2.0</text>
            <rect class="tc-hit" x="92.4" y="39" width="460" height="20"><title>worse: −2.0</title></rect>
            </svg>

            """,
            Bars.Draw("Scores", ["best", "worse"], [0, -2], [new(-1, "tie")], "0.0"));

    [Fact]
    public void SignedSeries_of_two_months_of_evidence() =>
        Same(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="tc" role="img" aria-label="Evidence" viewBox="0 0 948 396" width="948" height="396">
            <line class="tc-grid" x1="64" y1="18" x2="64" y2="338"/>
            <text class="tc-tick" x="280" y="350" text-anchor="middle">2017-01</text>
            <line class="tc-grid" x1="496" y1="18" x2="496" y2="338"/>
            <text class="tc-tick" x="712" y="350" text-anchor="middle">2017-02</text>
            <text class="tc-note" x="64" y="11">each period</text>
            <text class="tc-note" x="64" y="237">running sum</text>
            <line class="tc-grid" x1="64" y1="208" x2="928" y2="208"/>
            <text class="tc-tick" x="58" y="211.5" text-anchor="end">−0.5</text>
            <line class="tc-zero" x1="64" y1="144.67" x2="928" y2="144.67"/>
            <text class="tc-tick" x="58" y="148.17" text-anchor="end">0.0</text>
            <line class="tc-grid" x1="64" y1="81.33" x2="928" y2="81.33"/>
            <text class="tc-tick" x="58" y="84.83" text-anchor="end">0.5</text>
            <line class="tc-grid" x1="64" y1="18" x2="928" y2="18"/>
            <text class="tc-tick" x="58" y="21.5" text-anchor="end">1.0</text>
            <line class="tc-zero" x1="64" y1="334" x2="928" y2="334"/>
            <text class="tc-tick" x="58" y="337.5" text-anchor="end">0.0</text>
            <line class="tc-grid" x1="64" y1="289" x2="928" y2="289"/>
            <text class="tc-tick" x="58" y="292.5" text-anchor="end">0.5</text>
            <line class="tc-grid" x1="64" y1="244" x2="928" y2="244"/>
            <text class="tc-tick" x="58" y="247.5" text-anchor="end">1.0</text>
            <rect class="tc-up" x="64" y="18" width="431" height="126.67"/>
            <rect class="tc-down" x="496" y="144.67" width="431" height="63.33"/>
            <path class="tc-line" d="M280 244L712 289"/>
            <rect class="tc-hit" x="64" y="18" width="432" height="316"><title>2017-01: 1.0, running sum 1.0&#10;test</title></rect>
            <rect class="tc-hit" x="496" y="18" width="432" height="316"><title>2017-02: −0.5, running sum 0.5</title></rect>
            <text class="tc-mark" x="280" y="15" text-anchor="middle">1</text>
            <text class="tc-mark" x="712" y="217" text-anchor="middle">2</text>
            <text class="tc-mark" x="78" y="374" text-anchor="end">1</text>
            <text class="tc-small" x="86" y="374">2017-01</text>
            <text class="tc-small" x="173.1" y="374" text-anchor="end">1.0</text>
            <text class="tc-small" x="185.1" y="374">test</text>
            <text class="tc-mark" x="78" y="389" text-anchor="end">2</text>
            <text class="tc-small" x="86" y="389">2017-02</text>
            <text class="tc-small" x="173.1" y="389" text-anchor="end">−0.5</text>
            </svg>

            """,
            SignedSeries.Draw("Evidence", ["2017-01", "2017-02"], [1, -0.5], [new(0, "test")], "0.0"));

    [Fact]
    public void SignedSeries_of_three_months_of_leverage() =>
        Same(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="tc" role="img" aria-label="Leverage" viewBox="0 0 948 246" width="948" height="246">
            <line class="tc-grid" x1="64" y1="18" x2="64" y2="222"/>
            <text class="tc-tick" x="208" y="234" text-anchor="middle">a</text>
            <line class="tc-grid" x1="352" y1="18" x2="352" y2="222"/>
            <text class="tc-tick" x="496" y="234" text-anchor="middle">b</text>
            <line class="tc-grid" x1="640" y1="18" x2="640" y2="222"/>
            <text class="tc-tick" x="784" y="234" text-anchor="middle">c</text>
            <line class="tc-zero" x1="64" y1="218" x2="928" y2="218"/>
            <text class="tc-tick" x="58" y="221.5" text-anchor="end">0.0</text>
            <line class="tc-grid" x1="64" y1="168" x2="928" y2="168"/>
            <text class="tc-tick" x="58" y="171.5" text-anchor="end">0.5</text>
            <line class="tc-grid" x1="64" y1="118" x2="928" y2="118"/>
            <text class="tc-tick" x="58" y="121.5" text-anchor="end">1.0</text>
            <line class="tc-grid" x1="64" y1="68" x2="928" y2="68"/>
            <text class="tc-tick" x="58" y="71.5" text-anchor="end">1.5</text>
            <line class="tc-grid" x1="64" y1="18" x2="928" y2="18"/>
            <text class="tc-tick" x="58" y="21.5" text-anchor="end">2.0</text>
            <rect class="tc-unknown" x="352" y="18" width="288" height="200"/>
            <path class="tc-hatch" d="M352 23L357 18M352 28L362 18M352 33L367 18M352 38L372 18M352 43L377 18M352 48L382 18M352 53L387 18M352 58L392 18M352 63L397 18M352 68L402 18M352 73L407 18M352 78L412 18M352 83L417 18M352 88L422 18M352 93L427 18M352 98L432 18M352 103L437 18M352 108L442 18M352 113L447 18M352 118L452 18M352 123L457 18M352 128L462 18M352 133L467 18M352 138L472 18M352 143L477 18M352 148L482 18M352 153L487 18M352 158L492 18M352 163L497 18M352 168L502 18M352 173L507 18M352 178L512 18M352 183L517 18M352 188L522 18M352 193L527 18M352 198L532 18M352 203L537 18M352 208L542 18M352 213L547 18M352 218L552 18M357 218L557 18M362 218L562 18M367 218L567 18M372 218L572 18M377 218L577 18M382 218L582 18M387 218L587 18M392 218L592 18M397 218L597 18M402 218L602 18M407 218L607 18M412 218L612 18M417 218L617 18M422 218L622 18M427 218L627 18M432 218L632 18M437 218L637 18M442 218L640 20M447 218L640 25M452 218L640 30M457 218L640 35M462 218L640 40M467 218L640 45M472 218L640 50M477 218L640 55M482 218L640 60M487 218L640 65M492 218L640 70M497 218L640 75M502 218L640 80M507 218L640 85M512 218L640 90M517 218L640 95M522 218L640 100M527 218L640 105M532 218L640 110M537 218L640 115M542 218L640 120M547 218L640 125M552 218L640 130M557 218L640 135M562 218L640 140M567 218L640 145M572 218L640 150M577 218L640 155M582 218L640 160M587 218L640 165M592 218L640 170M597 218L640 175M602 218L640 180M607 218L640 185M612 218L640 190M617 218L640 195M622 218L640 200M627 218L640 205M632 218L640 210M637 218L640 215"/>
            <path class="tc-band" d="M208 18L496 18L784 18L784 118L496 168L208 168Z"/>
            <path class="tc-line" d="M208 118h2M784 68h2"/>
            <rect class="tc-hit" x="64" y="18" width="288" height="200"><title>a: 1.0 [0.5, 2.0]</title></rect>
            <rect class="tc-hit" x="352" y="18" width="288" height="200"><title>b: no value [0.5, 2.0]</title></rect>
            <rect class="tc-hit" x="640" y="18" width="288" height="200"><title>c: 1.5 [1.0, 2.0]</title></rect>
            </svg>

            """,
            SignedSeries.DrawBand("Leverage", ["a", "b", "c"], [1, double.NaN, 1.5], [0.5, 0.5, 1], [2, 2, 2], [], "0.0"));

    private static void Same(string expected, string actual) => Assert.Equal(expected.ReplaceLineEndings("\n"), actual);
}
