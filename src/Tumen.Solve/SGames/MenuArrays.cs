using System.Text.Json;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Reads the menus of an array file, <c>[player][state][action]</c> of true and false.</summary>
internal static class MenuArrays
{
    /// <summary>Which moves may be chosen, S × Σ actions, one state after the other.</summary>
    /// <param name="utf8">The bytes from the part's first on.</param>
    /// <param name="offset">Where they start in the file.</param>
    /// <param name="players">Players.</param>
    /// <param name="states">States.</param>
    /// <param name="actions">Actions per player.</param>
    /// <param name="complaints">Receives what is wrong.</param>
    public static bool[] Read(ReadOnlySpan<byte> utf8, int offset, List<string> players, List<string> states, List<List<string>> actions, ArrayComplaints complaints)
    {
        int size = actions.Sum(a => a.Count);
        var allowed = new bool[states.Count * size];
        var reader = SGameReader.Open(utf8);
        reader.Read();
        if (!Opens(ref reader, offset, "menus", players.Count, "player", complaints))
        {
            return allowed;
        }

        int start = 0;
        for (int i = 0; i < players.Count; i++)
        {
            reader.Read();
            if (!Opens(ref reader, offset, $"menus[{i}]", states.Count, "state", complaints))
            {
                return allowed;
            }

            for (int s = 0; s < states.Count; s++)
            {
                reader.Read();
                if (!Row(ref reader, offset, $"menus[{i}][{s}]", actions[i], allowed.AsSpan((s * size) + start, actions[i].Count), complaints))
                {
                    return allowed;
                }

                if (!allowed.AsSpan((s * size) + start, actions[i].Count).Contains(true))
                {
                    complaints.Add("S311", $"menus[{i}][{s}]", $"{players[i]} may do nothing in {states[s]}", offset + reader.TokenStartIndex, "let it choose at least one action; one that does nothing is an action too");
                }
            }

            if (!Closes(ref reader, offset, $"menus[{i}]", states.Count, "state", complaints))
            {
                return allowed;
            }

            start += actions[i].Count;
        }

        Closes(ref reader, offset, "menus", players.Count, "player", complaints);
        return allowed;
    }

    private static bool Row(ref Utf8JsonReader reader, int offset, string path, List<string> actions, Span<bool> into, ArrayComplaints complaints)
    {
        if (!Opens(ref reader, offset, path, actions.Count, "action", complaints))
        {
            return false;
        }

        for (int a = 0; a < actions.Count; a++)
        {
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            {
                complaints.Add("S311", $"{path}[{a}]", $"{SGameReader.Word(reader.TokenType)} where true or false should be", offset + reader.TokenStartIndex, $"say whether {actions[a]} may be chosen there");
                return false;
            }

            into[a] = reader.TokenType == JsonTokenType.True;
        }

        return Closes(ref reader, offset, path, actions.Count, "action", complaints);
    }

    private static bool Opens(ref Utf8JsonReader reader, int offset, string path, int count, string what, ArrayComplaints complaints)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return true;
        }

        complaints.Add("S311", path, $"{SGameReader.Word(reader.TokenType)} where an array of {count}, one entry a {what}, should be", offset + reader.TokenStartIndex, "menus are [player][state][action] of true and false");
        return false;
    }

    private static bool Closes(ref Utf8JsonReader reader, int offset, string path, int count, string what, ArrayComplaints complaints)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return true;
        }

        complaints.Add("S311", path, $"more than {count} {(count == 1 ? "entry" : "entries")}", offset + reader.TokenStartIndex, $"one entry a {what}");
        return false;
    }
}
