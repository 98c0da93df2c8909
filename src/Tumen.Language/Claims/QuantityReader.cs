using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads what a scenario raises or theories imply: <c>share of client provoke</c>, <c>leaving of patron</c>, <c>concessions</c>, <c>cycle</c> …</summary>
internal sealed class QuantityReader(GameDraft draft, GameModel game, TokenReader reader)
{
    /// <summary>The indices of leverage.</summary>
    public static readonly string[] Leverage = ["capacity", "exertion", "influence"];

    private static readonly string[] Amounts = ["concessions", .. Leverage, "price", "cycle", "rhythm"];

    /// <summary>A quantity; null when its grammar failed (reported).</summary>
    public Quantity? Read()
    {
        if (reader.TakeAny(Amounts) is { } index)
        {
            return new Quantity.Index(index);
        }

        if (reader.Take("leaving"))
        {
            return reader.Expect("of", "write `leaving of patron`") && reader.ExpectName("a player") is { } partner && draft.Player(partner) >= 0 ? new Quantity.Leaving(partner.Text) : null;
        }

        bool share = reader.Take("share"), first = !share && reader.Take("first");
        if ((!share && !first && !reader.Expect("return", "write `share of client provoke`, `return of client provoke`, `first of client provoke`, `leaving of patron`, or one of " + Wording.List(Amounts))) || !reader.Expect("of")
            || reader.ExpectName("a player or a situation") is not { } who || reader.ExpectName("a move or a level") is not { } what)
        {
            return null;
        }

        if (share && game.Situations.FirstOrDefault(s => s.Name == who.Text) is { } situation)
        {
            int s = draft.SituationIndex(who.Text);
            return draft.Level(s, what) < 0 ? null : new Quantity.LevelShare(situation.Name, what.Text);
        }

        int player = draft.Player(who);
        return player < 0 || draft.Move(player, what) < 0 ? null : share ? new Quantity.MoveShare(who.Text, what.Text) : first ? new Quantity.FirstTime(who.Text, what.Text) : new Quantity.ReturnTime(who.Text, what.Text);
    }
}
