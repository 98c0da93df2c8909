using System.Text.Json;
using Tumen.Episodes;

namespace Tumen.Cli;

/// <summary>An episode as arrays: one state that never changes, nobody looks ahead, the strategies of the reduced form as moves.</summary>
internal static class EpisodeArrays
{
    public static byte[] Write(StrategicGame table)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream))
        {
            w.WriteStartObject();
            Names(w, "players", table.Players);
            w.WriteStartArray("actions");
            foreach (var list in table.Strategies) Names(w, null, list);
            w.WriteEndArray();
            Names(w, "states", ["once"]);
            w.WriteStartArray("discount");
            foreach (string _ in table.Players) w.WriteNumberValue(0);
            w.WriteEndArray();
            w.WriteStartArray("payoffs");
            for (int i = 0; i < table.Players.Count; i++)
            {
                int player = i;
                w.WriteStartArray();
                Cells(w, table, 0, 0, cell => w.WriteNumberValue(table.Payoff(cell, player).ToDouble()));
                w.WriteEndArray();
            }

            w.WriteEndArray();
            w.WriteStartArray("transitions");
            Cells(w, table, 0, 0, _ =>
            {
                w.WriteStartArray();
                w.WriteNumberValue(1);
                w.WriteEndArray();
            });
            w.WriteEndArray();
            w.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Cells(Utf8JsonWriter w, StrategicGame table, int player, int cell, Action<int> write)
    {
        if (player == table.Players.Count)
        {
            write(cell);
            return;
        }

        w.WriteStartArray();
        for (int a = 0; a < table.Strategies[player].Count; a++) Cells(w, table, player + 1, cell + (a * table.Stride(player)), write);
        w.WriteEndArray();
    }

    private static void Names(Utf8JsonWriter w, string? property, IReadOnlyList<string> names)
    {
        if (property is null) w.WriteStartArray();
        else w.WriteStartArray(property);
        foreach (string name in names) w.WriteStringValue(name);
        w.WriteEndArray();
    }
}
