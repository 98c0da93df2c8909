using System.Collections.Immutable;
using System.Text.Json;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Turns the bytes of an array file into a game: first finds where each part starts, then reads the parts in the order in which they explain each other.</summary>
internal static class SGameReader
{
    private const int MostPlayers = 32;
    private static readonly string[] Parts = ["players", "actions", "discount", "states", "payoffs", "transitions", "menus"];
    private const int Needed = 6; // the menus may be left out

    public static StochasticGame Read(ReadOnlySpan<byte> utf8, ArrayComplaints complaints, bool ends)
    {
        var start = FindParts(utf8, complaints);
        var players = ReadNames(utf8[start[0]..], start[0], "players", complaints);
        if (players.Count > MostPlayers)
        {
            complaints.Add("S310", "players", $"{players.Count} players; at most {MostPlayers} can be held as arrays", start[0], "write the game in the .game language, whose tables are factored");
            throw new BadArrayException();
        }

        var actions = ReadActions(utf8[start[1]..], start[1], players, complaints);
        var states = ReadNames(utf8[start[3]..], start[3], "states", complaints);
        if (complaints.Any)
        {
            throw new BadArrayException();
        }

        double table = actions.Aggregate((double)states.Count, (x, a) => x * a.Count);
        if (table * players.Count > SGameFile.LargestTable)
        {
            complaints.Add("S310", "payoffs", $"{players.Count} × {states.Count} states × {table / states.Count:R} joint moves is {table * players.Count:E2} payoffs; at most {SGameFile.LargestTable:N0} are read", start[4],
                "write the game in the .game language, whose tables are factored");
            throw new BadArrayException();
        }

        var discounts = ReadDiscounts(utf8[start[2]..], start[2], players, complaints, ends);
        var space = new ProfileSpace([.. players.Select((name, i) => new Player(name, [.. actions[i]]))], default);
        int[] shape = [states.Count, .. actions.Select(a => a.Count)];
        var tables = new ArrayTables(players, states, actions, complaints);
        var payoffs = tables.Payoffs(utf8[start[4]..], start[4], [players.Count, .. shape]);
        var kernel = tables.Transitions(utf8[start[5]..], start[5], [.. shape, states.Count], space.Count);
        bool[]? allowed = start[6] < 0 ? null : MenuArrays.Read(utf8[start[6]..], start[6], players, states, actions, complaints);
        if (complaints.Any || kernel is null)
        {
            throw new BadArrayException();
        }

        return new StochasticGame(new StateSpace([new Situation("state", [.. states])]), space, payoffs, kernel, discounts)
        {
            Menus = allowed is null ? null : new Menus(states.Count, space, (s, i, a) => allowed[(s * space.Size) + space.Offsets[i] + a]),
        };
    }

    private static int[] FindParts(ReadOnlySpan<byte> utf8, ArrayComplaints complaints)
    {
        var start = new int[Parts.Length];
        Array.Fill(start, -1);
        var reader = Open(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            complaints.Add("S302", "$", $"the file holds {Word(reader.TokenType)} where the game's object should be", 0, "start with {\"players\": …}");
            throw new BadArrayException();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int k = Array.IndexOf(Parts, reader.GetString());
            string name = k < 0 ? reader.GetString() ?? "" : Parts[k];
            long at = reader.TokenStartIndex;
            reader.Read();
            if (k < 0)
            {
                // Unknown parts are allowed when they start with "$" or "_" (notes); otherwise a misspelt part would be dropped in silence.
                if (name.Length == 0 || (name[0] != '$' && name[0] != '_'))
                {
                    complaints.Add("S303", "$", $"\"{name}\" is not a part of a game", at, $"the parts are {string.Join(", ", Parts)}; a note's name starts with \"_\"");
                }
            }
            else if (start[k] >= 0)
            {
                complaints.Add("S304", name, $"\"{name}\" is given twice", at, "keep one of them");
            }
            else
            {
                start[k] = (int)reader.TokenStartIndex;
            }

            reader.Skip();
        }

        for (int k = 0; k < Needed; k++)
        {
            if (start[k] < 0)
            {
                complaints.Add("S305", "$", $"\"{Parts[k]}\" is missing", 0, $"a game has the parts {string.Join(", ", Parts.Take(Needed))}");
            }
        }

        return complaints.Any ? throw new BadArrayException() : start;
    }

    public static Utf8JsonReader Open(ReadOnlySpan<byte> utf8) =>
        new(utf8, new JsonReaderOptions { MaxDepth = MostPlayers + 8, CommentHandling = JsonCommentHandling.Skip });

    public static string Word(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.EndArray => "the end of the array",
        _ => "nothing",
    };

    private static List<string> ReadNames(ReadOnlySpan<byte> utf8, int offset, string path, ArrayComplaints complaints)
    {
        var reader = Open(utf8);
        reader.Read();
        return Names(ref reader, offset, path, complaints);
    }

    private static List<string> Names(ref Utf8JsonReader reader, int offset, string path, ArrayComplaints complaints)
    {
        List<string> names = [];
        var seen = new Dictionary<string, int>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            complaints.Add("S306", path, $"{Word(reader.TokenType)} where an array of names should be", offset + reader.TokenStartIndex, "write [\"first\", \"second\"]");
            reader.Skip();
            return names;
        }

        long begin = reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string where = $"{path}[{names.Count}]";
            long at = offset + reader.TokenStartIndex;
            if (reader.TokenType != JsonTokenType.String)
            {
                complaints.Add("S306", where, $"{Word(reader.TokenType)} where a name should be", at, "names are texts in quotes; \"1\" is a name, 1 is not");
                reader.Skip();
                names.Add("");
                continue;
            }

            string name = reader.GetString() ?? "";
            if (name.Length == 0 || name.Any(char.IsControl))
            {
                complaints.Add("S306", where, "a name that is empty or has control characters", at, "give it at least one printable character");
            }
            else if (!seen.TryAdd(name, names.Count))
            {
                complaints.Add("S307", where, $"the name \"{name}\" is also that of {path}[{seen[name]}]", at, "names in one list differ");
            }

            names.Add(name);
        }

        if (names.Count == 0)
        {
            complaints.Add("S306", path, "the list of names is empty", offset + begin, "give at least one");
        }

        return names;
    }

    private static List<List<string>> ReadActions(ReadOnlySpan<byte> utf8, int offset, List<string> players, ArrayComplaints complaints)
    {
        var reader = Open(utf8);
        reader.Read();
        List<List<string>> all = [];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            complaints.Add("S306", "actions", $"{Word(reader.TokenType)} where one list of names per player should be", offset, "write [[\"a\", \"b\"], [\"l\", \"r\"]]");
            return all;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            all.Add(Names(ref reader, offset, $"actions[{all.Count}]", complaints));
        }

        if (all.Count != players.Count)
        {
            complaints.Add("S308", "actions", $"{all.Count} lists of actions for {players.Count} players", offset, "one list per player, in the players' order");
        }

        return all;
    }

    private static ImmutableArray<double> ReadDiscounts(ReadOnlySpan<byte> utf8, int offset, List<string> players, ArrayComplaints complaints, bool ends)
    {
        var reader = Open(utf8);
        reader.Read();
        var result = ImmutableArray.CreateBuilder<double>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            complaints.Add("S306", "discount", $"{Word(reader.TokenType)} where one number per player should be", offset, "write [0.95, 0.95]");
            return [];
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string where = $"discount[{result.Count}]";
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out double d))
            {
                complaints.Add("S320", where, $"{Word(reader.TokenType)} where a discount factor should be", offset + reader.TokenStartIndex, "a discount factor is a number in [0, 1)");
                reader.Skip();
                d = 0;
            }
            else if (!(d >= 0 && (d < 1 || (d == 1 && ends))))
            {
                complaints.Add("S320", where, $"the discount factor is {ArrayComplaints.Number(d)}, outside [0, 1)", offset + reader.TokenStartIndex,
                    "use a number from 0 (only today counts) to just below 1, such as 0.95 a period; for an undiscounted game take one close to 1, or say with --periods when it ends");
            }

            result.Add(d);
        }

        if (result.Count != players.Count)
        {
            complaints.Add("S308", "discount", $"{result.Count} discount factors for {players.Count} players", offset, "one number per player, in the players' order");
        }

        return result.ToImmutable();
    }
}
