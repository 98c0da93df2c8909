using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tumen.Model;

namespace Tumen.Solve;

/// <summary>Reads and writes a stochastic game given as nested arrays, <c>sgame.json</c>.</summary>
/// <remarks>
/// <c>{"players": […], "actions": [[…], …], "discount": […], "states": […], "payoffs": [player][state][a1][a2]…,
/// "transitions": [state][a1][a2]…[next state]}</c>, player 1's move outermost; where some moves may not always be chosen also <c>"menus": [player][state][action]</c> of true and false. Reading streams over the bytes once, so memory is the game
/// itself; nesting is bounded by players + 3. Every mistake found in one pass is reported, at most twenty.
/// </remarks>
public static class SGameFile
{
    /// <summary>Largest number of (state, joint move) pairs that a file may have: 50 million.</summary>
    public const long LargestTable = 50_000_000;

    /// <summary>Largest payoff in absolute value: 1e100, so that sums and squares stay finite.</summary>
    public const double LargestPayoff = 1e100;

    /// <summary>Reads a game.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">File name as the user gave it, for diagnostics; null when there is none.</param>
    /// <param name="ends">Whether the game is played for a number of periods only; then a discount factor may be 1.</param>
    /// <exception cref="BadInputException">The file cannot be used; every diagnostic carries the place in the arrays, the number found and a way out.</exception>
    public static StochasticGame Read(ReadOnlySpan<byte> utf8, string? file = null, bool ends = false)
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8; // a byte-order mark
        var complaints = new ArrayComplaints(utf8, file);
        try
        {
            return SGameReader.Read(utf8, complaints, ends);
        }
        catch (JsonException e)
        {
            complaints.Syntax(e);
            throw complaints.Raise();
        }
        catch (InvalidOperationException e) when (e is not BadArrayException)
        {
            // Utf8JsonReader refuses text that is not well-formed UTF-8 only when the string is fetched.
            complaints.Add("S301", "$", "the file has a string that is not well-formed UTF-8", 0, "save the file as UTF-8");
            throw complaints.Raise();
        }
        catch (BadArrayException)
        {
            throw complaints.Raise();
        }
    }

    /// <summary>Reads a game from text.</summary>
    public static StochasticGame Read(string json, string? file = null) => Read(Encoding.UTF8.GetBytes(json), file);

    /// <summary>Writes a game whose players move at once. Reading the result gives the same numbers to the last bit.</summary>
    /// <exception cref="NotSupportedException">The game has ordered moves, which nested arrays cannot say.</exception>
    public static byte[] Write(StochasticGame game)
    {
        var space = game.Profiles;
        if (space.Turns.Length != 1)
        {
            throw new NotSupportedException("a game with ordered moves cannot be written as sgame.json: its arrays have no place for who sees whose move");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Names(json, "players", space.Players.Select(p => p.Name));
            json.WriteStartArray("actions");
            foreach (var player in space.Players)
            {
                Names(json, null, player.Moves);
            }

            json.WriteEndArray();
            json.WriteStartArray("discount");
            foreach (double d in game.Discounts)
            {
                json.WriteNumberValue(d);
            }

            json.WriteEndArray();
            Names(json, "states", Enumerable.Range(0, game.StateCount).Select(game.States.Name));
            json.WriteStartArray("payoffs");
            foreach (var u in game.Payoffs)
            {
                json.WriteStartArray();
                for (int s = 0; s < game.StateCount; s++)
                {
                    Nested(json, space, p => json.WriteNumberValue(u[(s * space.Count) + p]));
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartArray("transitions");
            var row = new double[game.StateCount];
            for (int s = 0; s < game.StateCount; s++)
            {
                Nested(json, space, p =>
                {
                    Array.Clear(row);
                    game.Kernel.ForEachNext(s, p, (next, chance) => row[next] += chance);
                    json.WriteStartArray();
                    foreach (double x in row)
                    {
                        json.WriteNumberValue(x);
                    }

                    json.WriteEndArray();
                });
            }

            json.WriteEndArray();
            Menus(json, game);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Menus(Utf8JsonWriter json, StochasticGame game)
    {
        if (game.Menus is not { } menus)
        {
            return;
        }

        json.WriteStartArray("menus");
        for (int i = 0; i < game.PlayerCount; i++)
        {
            json.WriteStartArray();
            for (int s = 0; s < game.StateCount; s++)
            {
                json.WriteStartArray();
                for (int a = 0; a < game.Profiles.Moves(i); a++)
                {
                    json.WriteBooleanValue(menus.Allows(s, i, a));
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Names(Utf8JsonWriter json, string? property, IEnumerable<string> names)
    {
        if (property is null)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartArray(property);
        }

        foreach (string name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    // One array level per player; profiles run with the last player fastest, so brackets open and close where a stride begins and ends.
    private static void Nested(Utf8JsonWriter json, ProfileSpace space, Action<int> leaf)
    {
        int n = space.Players.Length;
        for (int p = 0; p < space.Count; p++)
        {
            for (int i = 0; i < n; i++)
            {
                if (p % (space.Stride(i) * space.Moves(i)) == 0)
                {
                    json.WriteStartArray();
                }
            }

            leaf(p);
            for (int i = 0; i < n; i++)
            {
                if ((p + 1) % (space.Stride(i) * space.Moves(i)) == 0)
                {
                    json.WriteEndArray();
                }
            }
        }
    }
}
