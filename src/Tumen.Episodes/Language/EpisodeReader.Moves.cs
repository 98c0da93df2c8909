using System.Collections.Immutable;

namespace Tumen.Episodes;

// Who moves when: the usual order, single moves, nature's.
internal sealed partial class EpisodeReader
{
    private void Order(EpisodeClause clause)
    {
        if (_ordered) throw new EpisodeSyntaxException("E211", clause.Start, "the order of moves is given twice");
        _ordered = true;
        var seen = new HashSet<int>();
        if (clause.Try("all"))
        {
            clause.Expect("move");
            clause.Expect("at");
            clause.Expect("once");
            foreach (int player in _usual.Keys.Order()) AddUsual(player);
            _turns++;
        }
        else
        {
            clause.Advance();
            bool first = true;
            do
            {
                if (!first) clause.Expect("then");
                do
                {
                    var place = clause.Place;
                    int player = PlayerNumber(clause);
                    if (!_usual.ContainsKey(player)) throw new EpisodeSyntaxException("E214", place, $"{_names.Players[player]} has nothing it may do here; give it moves after `player {_names.Players[player]} may`");
                    if (!seen.Add(player)) throw new EpisodeSyntaxException("E211", place, $"{_names.Players[player]} moves twice in this order; write further moves as `move NAME of {_names.Players[player]} …`");
                    AddUsual(player);
                }
                while (clause.Try("and"));
                if (first && !clause.Try("moves")) clause.Expect("move");
                _turns++;
                first = false;
            }
            while (clause.Try(","));
            if (_usual.Keys.FirstOrDefault(player => !seen.Contains(player), -1) is >= 0 and var left)
                throw new EpisodeSyntaxException("E214", clause.Start, $"{_names.Players[left]} has moves but no turn; name it in this order");
        }
        clause.ExpectEnd();
    }

    private void Unordered(TextPlace place)
    {
        if (_usual.Count > 1) Report(new EpisodeSyntaxException("E214", place, "who moves first? expected `first A moves, then B` or `all move at once`"));
        foreach (int player in _usual.Keys)
            if (!_moves.Any(move => move.Player == player && move.Actions == _usual[player].Actions)) AddUsual(player);
    }

    private void AddUsual(int player)
    {
        var (actions, alias, place) = _usual[player];
        string name = alias ?? (_names.Levels.ContainsKey(_names.Players[player]) ? _names.Players[player] + "_move" : _names.Players[player]);
        NewName(name, place, allowPlayer: alias is null);
        Add(new EpisodeMove(name, player, actions, default, null, place));
    }

    private void Add(EpisodeMove move)
    {
        _names.Levels[move.Name] = move.Actions;
        if (move.Player >= 0)
        {
            if (!_names.MovesOf.TryGetValue(_names.Players[move.Player], out var list)) _names.MovesOf[_names.Players[move.Player]] = list = [];
            list.Add(move.Name);
        }
        _moves.Add(move);
        _turn.Add(_turns);
    }

    private void Move(EpisodeClause clause, EpisodeExpressions expressions)
    {
        bool chance = clause.Try("chance");
        if (!chance) clause.Expect("move");
        var place = clause.Place;
        string name = clause.Word("a name for the move");
        NewName(name, place, allowPlayer: false);
        int player = ExtensiveGame.Chance;
        ImmutableArray<string> actions;
        ImmutableArray<EpisodeAmount> chances = default;
        if (chance)
        {
            clause.Expect("is");
            (actions, chances) = Fates(clause, expressions);
        }
        else
        {
            clause.Expect("of");
            player = PlayerNumber(clause);
            clause.Expect("may");
            actions = Actions(clause, "if");
        }
        EpisodeCondition? when = null;
        try
        {
            when = clause.Try("if") ? expressions.Condition(clause) : null;
            clause.ExpectEnd();
        }
        finally
        {
            // Declared even if its condition cannot be read, so that one mistake draws one message.
            Add(new EpisodeMove(name, player, actions, chances, when, place));
            _turns++;
        }
    }

    private static (ImmutableArray<string>, ImmutableArray<EpisodeAmount>) Fates(EpisodeClause clause, EpisodeExpressions expressions)
    {
        var actions = ImmutableArray.CreateBuilder<string>();
        var amounts = new List<EpisodeAmount?>();
        var start = clause.Place;
        do
        {
            actions.Add(clause.Level("something that may happen"));
            amounts.Add(clause.Text is "|" or "if" or "" ? null : expressions.Amount(clause));
        }
        while (clause.Try("|"));
        if (amounts.Count(amount => amount is null) > 1) throw new EpisodeSyntaxException("E212", start, "more than one of these has no chance; at most one may be left out and gets the rest");
        EpisodeAmount rest = new EpisodeAmount.Number(Rational.One);
        foreach (var amount in amounts)
            if (amount is not null) rest = rest is EpisodeAmount.Number a && amount is EpisodeAmount.Number b ? new EpisodeAmount.Number(a.Value - b.Value) : new EpisodeAmount.Joined('-', rest, amount);
        return (actions.ToImmutable(), [.. amounts.Select(amount => amount ?? rest)]);
    }
}
