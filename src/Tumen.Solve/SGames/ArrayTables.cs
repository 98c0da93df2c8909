using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Reads the two big tables of an array file, with the place of every number that cannot be used.</summary>
internal sealed class ArrayTables(List<string> players, List<string> states, List<List<string>> actions, ArrayComplaints complaints)
{
    private readonly List<int> _column = [];
    private readonly List<double> _chance = [];
    private readonly List<int> _rowStart = [0];

    public ImmutableArray<double[]> Payoffs(ReadOnlySpan<byte> utf8, int offset, int[] shape)
    {
        int each = shape.Skip(1).Aggregate(1, (x, d) => x * d);
        var table = Enumerable.Range(0, shape[0]).Select(_ => new double[each]).ToImmutableArray();
        int row = 0, width = shape[^1];
        Walk(utf8, offset, shape, "payoffs", (values, at, index) =>
        {
            for (int k = 0; k < width; k++)
            {
                if (!(Math.Abs(values[k]) <= SGameFile.LargestPayoff))
                {
                    index[^1] = k;
                    complaints.Add("S330", Path("payoffs", index, index.Length), $"the payoff {ArrayComplaints.Number(values[k])} is larger than {SGameFile.LargestPayoff:E0}", at,
                        "measure payoffs in larger units; the answer does not depend on them when λ is scaled the other way");
                }
            }

            long first = (long)row * width;
            values.CopyTo(table[(int)(first / each)].AsSpan((int)(first % each), width));
            row++;
        });
        return table;
    }

    public TransitionKernel? Transitions(ReadOnlySpan<byte> utf8, int offset, int[] shape, int profiles)
    {
        Walk(utf8, offset, shape, "transitions", Row);
        return complaints.Any ? null : TransitionKernel.FromRows(shape[0], profiles, (s, p) =>
        {
            int row = (s * profiles) + p;
            return new RowView(_column, _chance, _rowStart[row], _rowStart[row + 1]);
        });
    }

    private void Row(double[] values, long at, int[] index)
    {
        double sum = 0;
        for (int k = 0; k < values.Length; k++)
        {
            double c = values[k];
            sum += c;
            if (!(c >= 0 && c <= 1 + TransitionKernel.RowSumTolerance))
            {
                index[^1] = k;
                complaints.Add("S341", Path("transitions", index, index.Length), $"the chance of {states[k]} after {InWords(index)} is {ArrayComplaints.Number(c)}, outside [0, 1]", at,
                    "chances are at least 0 and at most 1");
                sum = double.NaN;
                break;
            }

            if (c > 0)
            {
                _column.Add(k);
                _chance.Add(c);
            }
        }

        if (Math.Abs(sum - 1) > TransitionKernel.RowSumTolerance)
        {
            complaints.Add("S340", Path("transitions", index, index.Length - 1), $"the chances after {InWords(index)} add up to {ArrayComplaints.Number(sum)}", at,
                sum < 1 ? $"add {ArrayComplaints.Number(1 - sum)} somewhere; a game that can end needs a state that leads only to itself and pays 0" : $"divide the row by {ArrayComplaints.Number(sum)}, or take {ArrayComplaints.Number(sum - 1)} away");
        }

        _rowStart.Add(_column.Count);
    }

    private string InWords(int[] index) =>
        $"{string.Join(", ", players.Select((name, i) => $"{name} plays {actions[i][index[i + 1]]}"))} in {states[index[0]]}";

    private delegate void RowReader(double[] values, long at, int[] index);

    // Visits the innermost rows in order. Any raggedness stops the reading: what follows would be shifted.
    private void Walk(ReadOnlySpan<byte> utf8, int offset, int[] shape, string name, RowReader row)
    {
        var reader = SGameReader.Open(utf8);
        reader.Read();
        Descend(ref reader, offset, shape, name, 0, new int[shape.Length], new double[shape[^1]], row);
    }

    private void Descend(ref Utf8JsonReader reader, int offset, int[] shape, string name, int depth, int[] index, double[] values, RowReader row)
    {
        bool last = depth == shape.Length - 1;
        long at = offset + reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Ragged(name, index, depth, $"{SGameReader.Word(reader.TokenType)} where {Expected(name, depth, shape)} should be", at, name, shape);
        }

        for (int k = 0; k < shape[depth]; k++)
        {
            reader.Read();
            index[depth] = k;
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                Ragged(name, index, depth, $"{k} entries where there should be {Expected(name, depth, shape)}", at, name, shape);
            }

            if (!last)
            {
                Descend(ref reader, offset, shape, name, depth + 1, index, values, row);
            }
            else if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out values[k]))
            {
                string found = reader.TokenType == JsonTokenType.String ? $"the text \"{Short(reader.GetString())}\"" : SGameReader.Word(reader.TokenType);
                Ragged(name, index, depth + 1, $"{found} where a number should be", offset + reader.TokenStartIndex, name, shape);
            }
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray)
        {
            Ragged(name, index, depth, $"more entries than {Expected(name, depth, shape)}", offset + reader.TokenStartIndex, name, shape);
        }

        if (last)
        {
            row(values, at, index);
        }
    }

    private void Ragged(string part, int[] index, int depth, string message, long at, string name, int[] shape)
    {
        complaints.Add("S331", Path(part, index, depth), message, at,
            name == "payoffs" ? $"payoffs are [player][state][action of each player…], {string.Join(" × ", shape)} numbers" : $"transitions are [state][action of each player…][next state], {string.Join(" × ", shape)} numbers");
        throw new BadArrayException();
    }

    private string Expected(string name, int depth, int[] shape)
    {
        int level = name == "payoffs" ? depth - 1 : depth;
        string noun = level < 0 ? "players" : level == 0 ? "states" : level <= players.Count ? $"actions of {players[level - 1]}" : "next states";
        return $"{shape[depth]} {noun}";
    }

    private static string Short(string? text) => text is { Length: > 40 } ? text[..40] + "…" : text ?? "";

    private static string Path(string name, int[] index, int depth) => name + string.Concat(index.Take(depth).Select(k => $"[{k}]"));

    private sealed class RowView(List<int> column, List<double> chance, int from, int to) : IReadOnlyList<(int Next, double Chance)>
    {
        public int Count => to - from;

        public (int Next, double Chance) this[int k] => (column[from + k], chance[from + k]);

        public IEnumerator<(int Next, double Chance)> GetEnumerator()
        {
            for (int k = from; k < to; k++)
            {
                yield return (column[k], chance[k]);
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
