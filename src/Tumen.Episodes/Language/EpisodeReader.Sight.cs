using System.Collections.Immutable;

namespace Tumen.Episodes;

// What nature draws, and who sees what.
internal sealed partial class EpisodeReader
{
    private void Type(EpisodeClause clause, EpisodeExpressions expressions)
    {
        var place = clause.Place;
        string name = clause.Word("a player or a circumstance");
        clause.Expect("is");
        NewName(name, place, allowPlayer: true);
        var levels = ImmutableArray.CreateBuilder<string>();
        do
        {
            var at = clause.Place;
            string level = clause.Level($"a level of {name}");
            if (levels.Contains(level)) throw new EpisodeSyntaxException("E211", at, $"the level `{level}` is named twice");
            levels.Add(level);
        }
        while (clause.Try("|"));
        clause.Expect(",", " and who knows it: `known to …`");
        clause.Expect("known");
        clause.Expect("to");
        var known = ImmutableArray.CreateBuilder<int>();
        if (!clause.Try("nobody"))
            do known.Add(PlayerNumber(clause));
            while (clause.Try("and") || (clause.Text == "," && clause.Peek(1) != "prior" && clause.Try(",")));
        clause.Expect(",", " and `prior …`");
        clause.Expect("prior");
        var prior = clause.Try("equal") ? [.. levels.Select(_ => new Rational(1, levels.Count))] : Chances(clause, expressions, levels.ToImmutable(), place);
        clause.ExpectEnd();
        _names.Levels[name] = levels.ToImmutable();
        _types.Add(new EpisodeType(name, levels.ToImmutable(), known.ToImmutable(), prior, place));
    }

    private static ImmutableArray<Rational> Chances(EpisodeClause clause, EpisodeExpressions expressions, ImmutableArray<string> levels, TextPlace place)
    {
        var chances = new Rational?[levels.Length];
        do
        {
            var at = clause.Place;
            var value = expressions.Constant(clause);
            int level = levels.IndexOf(clause.Level("the level that has this chance"));
            if (level < 0) throw new EpisodeSyntaxException("E207", at, $"this level is not declared; expected {string.Join(" or ", levels)}");
            if (value.Sign < 0 || value > Rational.One) throw new EpisodeSyntaxException("E212", at, $"the chance of `{levels[level]}` is {value}; expected a number from 0 to 1");
            chances[level] = value;
        }
        while (clause.Try(","));
        var sum = Rational.Zero;
        foreach (var chance in chances) sum += chance ?? Rational.Zero;
        int open = chances.Count(chance => chance is null);
        if (open == 1 && sum <= Rational.One) chances[Array.IndexOf(chances, null)] = Rational.One - sum;
        else if (open > 0 || sum != Rational.One) throw new EpisodeSyntaxException("E212", place, $"the priors add up to {sum}{(open > 0 ? $" and {open} levels have none" : "")}; expected 1 (one level may be left out and gets the rest)");
        return [.. chances.Select(chance => chance!.Value)];
    }

    private void Sees(EpisodeClause clause)
    {
        var start = clause.Place;
        int player = PlayerNumber(clause);
        clause.Expect("sees");
        if (_sees.ContainsKey(player)) throw new EpisodeSyntaxException("E211", start, $"what {_names.Players[player]} sees is said twice; put it in one clause");
        List<string>? seen = [];
        if (clause.Try("everything")) seen = null;
        else if (!clause.Try("nothing"))
            do
            {
                var place = clause.Place;
                string name = clause.Word("a move, a type or a player");
                if (_names.MovesOf.TryGetValue(name, out var moves) && !_types.Any(type => type.Name == name)) seen.AddRange(moves);
                else if (_names.Levels.ContainsKey(name)) seen.Add(name);
                else throw new EpisodeSyntaxException("E204", place, $"`{name}` is not a move, a type or a player who moves{EpisodeNames.Near(name, _names.Levels.Keys.Concat(_names.MovesOf.Keys))}");
                CheckInTime(player, seen, place);
            }
            while (clause.Try(",") || clause.Try("and"));
        clause.ExpectEnd();
        _sees[player] = (seen, start);
    }

    private void CheckInTime(int player, List<string> seen, TextPlace place)
    {
        int last = Enumerable.Range(0, _moves.Count).Where(m => _moves[m].Player == player).Select(m => _turn[m]).DefaultIfEmpty(-1).Max();
        foreach (string name in seen)
        {
            int at = _moves.FindIndex(move => move.Name == name);
            if (at < 0 || _turn[at] < last) continue;
            bool mutual = _moves[at].Player is >= 0 and var other && _sees.TryGetValue(other, out var theirs) && theirs.Names is { } list && list.Any(item => _moves.Any(move => move.Name == item && move.Player == player));
            throw new EpisodeSyntaxException("E210", place, mutual
                ? $"a circle: {_names.Players[player]} is to see `{name}` of {_names.Players[_moves[at].Player]}, who is to see what {_names.Players[player]} does; one of them must move first"
                : $"{_names.Players[player]} has made its last move when `{name}` is made, so it cannot see it");
        }
    }

    private ImmutableHashSet<string>? SeenBy(int player) => _sees.TryGetValue(player, out var said) ? said.Names?.ToImmutableHashSet() : null;
}
