using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>
/// Reads a stochastic game given as arrays (sgame.json): players, actions, states, discount, payoffs[player][state][a1][a2]…,
/// transitions[state][a1][a2]…[next state].
/// </summary>
public static class SGameFile
{
    /// <summary>Most problems reported at once.</summary>
    public const int ReportLimit = 20;

    /// <summary>Reads a game.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="file">Its name, for diagnostics.</param>
    /// <exception cref="BadInputException">With the place in the arrays, the number found and what was expected.</exception>
    public static StochasticGame Read(ReadOnlyMemory<byte> bytes, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
            return new Reader(file).Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new BadInputException([Diagnostic.Error("A001", $"the file is not JSON: {e.Message}", file, new Place((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, 1))]);
        }
        catch (Exception e) when (e is DecoderFallbackException or InvalidOperationException)
        {
            throw new BadInputException([Diagnostic.Error("A001", $"the file is not valid JSON text: {e.Message}", file, Place.None)]);
        }
    }

    private sealed class Reader(string file)
    {
        private readonly List<Diagnostic> _problems = [];

        public StochasticGame Read(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object)
            {
                Bad("A002", "the file holds no object with players, actions, states, discount, payoffs, transitions");
                throw new BadInputException(_problems);
            }

            var names = Strings(root, "players");
            var states = Strings(root, "states");
            var actions = Lists(root, "actions", names.Length);
            Stop();
            foreach (var (what, list) in new[] { ("player", names), ("state", states) }.Concat(actions.Select((a, i) => ($"action of {names[i]}", a))))
            {
                if (list.Length == 0)
                {
                    Bad("A003", $"there is no {what}");
                }

                foreach (var twice in list.GroupBy(x => x).Where(g => g.Count() > 1))
                {
                    Bad("A004", $"the {what} `{twice.Key}` is named {twice.Count()} times");
                }
            }

            Stop();
            var players = names.Select((n, i) => new Player(n, [.. actions[i]])).ToImmutableArray();
            double cells = players.Aggregate((double)states.Length, (x, p) => x * p.Moves.Length);
            if (cells > 50_000_000)
            {
                Bad("A005", $"the game has {cells.ToString("0", CultureInfo.InvariantCulture)} states × joint actions; at most 50000000 are allowed");
                Stop();
            }

            var profiles = new ProfileSpace(players, default);
            var space = new StateSpace([new Situation("state", [.. states])]);
            int[] shape = [.. players.Select(p => p.Moves.Length)];
            var discounts = Discounts(root, names.Length);
            var payoffs = Payoffs(root, states.Length, shape, profiles.Count, names.Length);
            var rows = Transitions(root, states.Length, shape, profiles.Count, states);
            Stop();
            return new StochasticGame(space, profiles, payoffs, TransitionKernel.FromRows(states.Length, profiles.Count, (s, p) => rows[(s * profiles.Count) + p]), discounts);
        }

        private void Bad(string code, string message, string? way = null)
        {
            if (_problems.Count < ReportLimit)
            {
                _problems.Add(Diagnostic.Error(code, message, file, Place.None, null, null, way is null ? [] : [way]));
            }
        }

        private void Stop()
        {
            if (_problems.Count > 0)
            {
                throw new BadInputException(_problems);
            }
        }

        private string[] Strings(JsonElement root, string name)
        {
            if (!root.TryGetProperty(name, out var e) || e.ValueKind != JsonValueKind.Array || e.EnumerateArray().Any(x => x.ValueKind != JsonValueKind.String))
            {
                Bad("A006", $"`{name}` must be an array of names");
                return [];
            }

            return [.. e.EnumerateArray().Select(x => x.GetString()!)];
        }

        private string[][] Lists(JsonElement root, string name, int count)
        {
            if (!root.TryGetProperty(name, out var e) || e.ValueKind != JsonValueKind.Array || e.GetArrayLength() != count
                || e.EnumerateArray().Any(x => x.ValueKind != JsonValueKind.Array || x.EnumerateArray().Any(y => y.ValueKind != JsonValueKind.String)))
            {
                Bad("A006", $"`{name}` must hold one array of names per player");
                return [];
            }

            return [.. e.EnumerateArray().Select(x => x.EnumerateArray().Select(y => y.GetString()!).ToArray())];
        }

        private ImmutableArray<double> Discounts(JsonElement root, int count)
        {
            if (!root.TryGetProperty("discount", out var e) || e.ValueKind != JsonValueKind.Array || e.GetArrayLength() != count)
            {
                Bad("A006", $"`discount` must hold {count} number(s), one per player");
                return [];
            }

            var result = ImmutableArray.CreateBuilder<double>();
            int i = 0;
            foreach (var x in e.EnumerateArray())
            {
                double d = Number(x, $"discount[{i++}]");
                if (d is < 0 or >= 1)
                {
                    Bad("A007", $"discount[{i - 1}] is {Text(d)}; a discount factor lies in [0, 1)");
                }

                result.Add(d);
            }

            return result.ToImmutable();
        }

        private ImmutableArray<double[]> Payoffs(JsonElement root, int states, int[] shape, int profiles, int players)
        {
            var result = Enumerable.Range(0, players).Select(_ => new double[states * profiles]).ToImmutableArray();
            var e = Array(root, "payoffs", players, "one entry per player");
            for (int i = 0; i < players && e is { } u; i++)
            {
                if (!Length(u[i], states, $"payoffs[{i}]"))
                {
                    continue;
                }

                for (int s = 0; s < states; s++)
                {
                    int at = s * profiles;
                    Fill(u[i][s], shape, 0, $"payoffs[{i}][{s}]", (x, place) => result[i][at++] = Number(x, place));
                }
            }

            return result;
        }

        private List<(int, double)>[] Transitions(JsonElement root, int states, int[] shape, int profiles, string[] names)
        {
            var rows = new List<(int, double)>[states * profiles];
            var e = Array(root, "transitions", states, "one entry per state");
            for (int s = 0; s < states && e is { } t; s++)
            {
                int at = s * profiles;
                Fill(t[s], shape, 0, $"transitions[{s}]", (x, place) =>
                {
                    var row = rows[at++] = [];
                    if (!Length(x, states, place))
                    {
                        return;
                    }

                    double sum = 0;
                    int next = 0;
                    foreach (var c in x.EnumerateArray())
                    {
                        double v = Number(c, $"{place}[{next}]");
                        if (v < 0)
                        {
                            Bad("A008", $"{place}[{next}] is {Text(v)}: a chance cannot be negative (from {names[s]} to {names[next]})");
                        }

                        sum += v;
                        row.Add((next++, v));
                    }

                    if (!(Math.Abs(sum - 1) <= TransitionKernel.RowSumTolerance))
                    {
                        Bad("A009", $"{place} sums to {Text(sum)}, not to 1 (from state {names[s]})", "add the missing chance, or an absorbing state that takes it");
                    }
                });
            }

            return rows;
        }

        private JsonElement? Array(JsonElement root, string name, int count, string what)
        {
            if (!root.TryGetProperty(name, out var e) || e.ValueKind != JsonValueKind.Array || e.GetArrayLength() != count)
            {
                Bad("A006", $"`{name}` must hold {count} entries, {what}");
                return null;
            }

            return e;
        }

        private void Fill(JsonElement e, int[] shape, int depth, string place, Action<JsonElement, string> leaf)
        {
            if (depth == shape.Length)
            {
                leaf(e, place);
                return;
            }

            if (Length(e, shape[depth], place))
            {
                int i = 0;
                foreach (var x in e.EnumerateArray())
                {
                    Fill(x, shape, depth + 1, $"{place}[{i++}]", leaf);
                }
            }
        }

        private bool Length(JsonElement e, int count, string place)
        {
            if (e.ValueKind == JsonValueKind.Array && e.GetArrayLength() == count)
            {
                return true;
            }

            Bad("A010", e.ValueKind == JsonValueKind.Array ? $"{place} has {e.GetArrayLength()} entries; expected {count}" : $"{place} is not an array of {count}");
            return false;
        }

        private double Number(JsonElement e, string place)
        {
            if (e.ValueKind == JsonValueKind.Number && e.TryGetDouble(out double x) && double.IsFinite(x))
            {
                return x;
            }

            string raw = e.GetRawText();
            Bad("A011", $"{place} is {(raw.Length > 40 ? raw[..40] + "…" : raw)}; expected a finite number");
            return 0;
        }

        private static string Text(double x) => x.ToString("R", CultureInfo.InvariantCulture);
    }
}
