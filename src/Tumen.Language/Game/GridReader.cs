using System.Collections.Immutable;
using System.Globalization;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads the levels of a situation that is a number: <c>from -30 to 10 by 0.05</c>.</summary>
internal static class GridReader
{
    /// <summary>Most levels of a numeric situation.</summary>
    public const int MostLevels = 100_000;

    /// <summary>Names and numbers of the levels after <c>from</c>, which has been taken; null when the grammar failed or the grid makes no sense (reported).</summary>
    public static (ImmutableArray<string> Names, ImmutableArray<double> Values)? Read(TokenReader reader, Token name)
    {
        if (reader.ExpectNumber("the lowest number") is not { } low || !reader.Expect("to", "write `from -10 to 10 by 0.5`") || reader.ExpectNumber("the highest number") is not { } high
            || !reader.Expect("by", "write `from -10 to 10 by 0.5`") || reader.ExpectNumber("the step between levels") is not { } step)
        {
            return null;
        }

        double steps = (high.Value - low.Value) / step.Value;
        if (!(step.Value > 0) || !(steps > 0.5) || Math.Abs(steps - Math.Round(steps)) > 1e-6 || steps >= MostLevels)
        {
            var why = !(step.Value > 0) ? $"the step must be above 0; found {Wording.Number(step.Value)}"
                : !(steps > 0.5) ? $"{Wording.Number(high.Value)} does not lie a step above {Wording.Number(low.Value)}"
                : steps >= MostLevels ? $"that makes {Wording.Count(steps)} levels; the most is {Wording.Count(MostLevels)}"
                : $"from {Wording.Number(low.Value)} in steps of {Wording.Number(step.Value)} the last level is {Wording.Number(Math.Round(low.Value + (Math.Floor(steps) * step.Value), 9))}, not {Wording.Number(high.Value)}";
            double last = Math.Round(low.Value + (Math.Floor(steps) * step.Value), 9);
            var way = !(step.Value > 0) || !(steps > 0.5) ? $"write   from {Wording.Number(Math.Min(low.Value, high.Value))} to {Wording.Number(Math.Max(low.Value, high.Value))} by {Wording.Number(step.Value == 0 ? 1 : Math.Abs(step.Value))}"
                : steps >= MostLevels ? "take a larger step" : $"write   from {Wording.Number(low.Value)} to {Wording.Number(last)} by {Wording.Number(step.Value)}   or   to {Wording.Number(Math.Round(last + step.Value, 9))}";
            reader.Bag.Error("G225", step.Value > 0 ? high.Place : step.Place, $"`{name.Text}` has no such levels: {why}", notes: ["levels run from the first number to the second, both included, in equal steps"], helps: [way]);
            return null;
        }

        int count = (int)Math.Round(steps) + 1;
        var values = Enumerable.Range(0, count).Select(k => low.Value + (k * step.Value)).ToImmutableArray();
        return ([.. values.Select(Name)], values);
    }

    /// <summary>How a level that is a number is called.</summary>
    public static string Name(double value) => (Math.Round(value, 9) + 0.0).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The level whose number this is, within a millionth of a step; -1 when there is none.</summary>
    public static int Level(Situation situation, double value)
    {
        if (situation.Values.IsDefaultOrEmpty)
        {
            return -1;
        }

        int at = situation.Values.BinarySearch(value);
        at = at >= 0 ? at : Math.Clamp(~at, 0, situation.Values.Length - 1);
        int best = at > 0 && Math.Abs(situation.Values[at - 1] - value) < Math.Abs(situation.Values[at] - value) ? at - 1 : at;
        double step = situation.Values.Length > 1 ? situation.Values[Math.Min(best + 1, situation.Values.Length - 1)] - situation.Values[Math.Min(best, situation.Values.Length - 2)] : 1;
        return Math.Abs(situation.Values[best] - value) <= 1e-6 * Math.Abs(step) ? best : -1;
    }
}
