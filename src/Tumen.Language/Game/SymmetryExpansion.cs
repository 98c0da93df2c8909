using Tumen.Model;

namespace Tumen.Language;

/// <summary>
/// Writes out what is said once for every player: clauses that start with <c>each</c>, situations <c>of each</c>, several players in one clause, and weights that
/// differ by player. In such a clause <c>it</c> is the player, <c>other</c> the other of two, <c>others</c> all others, and <c>its X</c> the player's own X.
/// </summary>
internal sealed class SymmetryExpansion
{
    private readonly DiagnosticBag _bag;
    private readonly List<string> _players = [];
    private readonly Dictionary<string, Token> _ownWeights = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedOwn = new(StringComparer.Ordinal);

    private SymmetryExpansion(DiagnosticBag bag) => _bag = bag;

    /// <summary>The clauses with everything written out; the same list when nothing is said of each.</summary>
    public static List<Clause> Expand(List<Clause> clauses, DiagnosticBag bag)
    {
        if (!clauses.Any(c => IsJoint(c) || c.Tokens.Any(t => t.Is("each")) || DiffersByPlayer(c, []) is not null))
        {
            return clauses;
        }

        var expansion = new SymmetryExpansion(bag);
        var ofEach = clauses.Where(c => c.Head.Is("group")).SelectMany(c => c.Tokens.Zip(c.Tokens.Skip(2)).Where(p => p.Second.Is("each")).Select(p => p.First.Text)).ToHashSet(StringComparer.Ordinal);
        clauses = [.. clauses.SelectMany(c => IsJoint(c) ? Players(c) : [c])];
        expansion._players.AddRange(clauses.Where(c => c.Head.Is("player") && c.Tokens.Count > 1).Select(c => c.Tokens[1].Text).Distinct());
        foreach (var clause in clauses)
        {
            if (DiffersByPlayer(clause, ofEach) is { } weight)
            {
                expansion._ownWeights[weight.Text] = weight;
            }
        }

        List<Clause> result = [.. clauses.SelectMany(c => DiffersByPlayer(c, ofEach) is { } own ? expansion.ByPlayer(c, own) : expansion.Write(c))];
        foreach (var (name, token) in expansion._ownWeights.Where(w => !expansion._usedOwn.Contains(w.Key)))
        {
            bag.Error("G228", token.Place, $"`{name}` differs from player to player, but no clause of `each` uses it", helps: [$"write   each loses {name} if it plays …", "or take this clause out"]);
        }

        return result;
    }

    /// <summary>player a, b, c may …: one clause a player.</summary>
    private static bool IsJoint(Clause clause) => clause.Head.Is("player") && clause.Tokens.Count > 3 && clause.Tokens[2].Is(',');

    private static IEnumerable<Clause> Players(Clause clause)
    {
        int may = clause.Tokens.ToList().FindIndex(t => t.Is("may") || t.Typed is not null);
        if (may < 0)
        {
            yield return clause;
            yield break;
        }

        for (int i = 1; i < may; i += 2)
        {
            var separator = i + 1 < may ? clause.Tokens[i + 1] : default;
            yield return new Clause([clause.Head, clause.Tokens[i], .. i + 1 < may && !separator.Is(',') ? [separator] : Array.Empty<Token>(), .. clause.Tokens.Skip(may)]);
        }
    }

    /// <summary>The weight of <c>weight NAME "label" differs by player</c>, or by a group that every player has an entry of.</summary>
    private static Token? DiffersByPlayer(Clause clause, HashSet<string> ofEach) =>
        clause.Head.Is("weight") && clause.Tokens is [_, var name, .., var differs, var by, var what] && clause.Tokens.Count is 5 or 6 && differs.Is("differs") && by.Is("by")
            && (what.Is("player") || (what.Kind == TokenKind.Word && ofEach.Contains(what.Text))) ? name : null;

    /// <summary>One clause a player, with the label and the player's own column of the group; nothing where the clause says no more than `by player`.</summary>
    private IEnumerable<Clause> ByPlayer(Clause clause, Token weight)
    {
        var (tokens, what) = (clause.Tokens, clause.Tokens[^1]);
        var label = tokens.Count == 6 ? new[] { tokens[2] } : [];
        return what.Is("player")
            ? label.Length == 0 ? [] : _players.Select(p => new Clause([clause.Head, Named(weight, $"{weight.Text}_{p}"), .. label]))
            : _players.Select(p => new Clause([clause.Head, Named(weight, $"{weight.Text}_{p}"), .. label, tokens[^3], tokens[^2], Named(what, $"{what.Text}_{p}")]));
    }

    private IEnumerable<Clause> Write(Clause clause)
    {
        var tokens = clause.Tokens;
        if (clause.Head.Is("each"))
        {
            return _players.Select(p => new Clause([Named(clause.Head, p), .. tokens.Skip(1).SelectMany(t => Own(t, p, tokens))]));
        }

        if ((clause.Head.Is("situation") || clause.Head.Is("next")) && tokens.Count > 3 && tokens[2].Is("of") && tokens[3].Is("each"))
        {
            return _players.Select(p => new Clause([clause.Head, Named(tokens[1], $"{tokens[1].Text}_{p}"), .. tokens.Skip(4).SelectMany(t => Own(t, p, tokens))]));
        }

        if (clause.Head.Is("covariate"))
        {
            return [new Clause(OfEach(tokens))];
        }

        if (clause.Head.Is("theory"))
        {
            return [new Clause(Theory(tokens))];
        }

        return clause.Head.Text is "estimate" or "prior" or "fix" ? [new Clause(Lists(tokens))] : [clause];
    }

    /// <summary>What one token stands for in the clause of a player.</summary>
    private IEnumerable<Token> Own(Token token, string player, IReadOnlyList<Token> all)
    {
        if (token.Kind != TokenKind.Word)
        {
            return [token];
        }

        var before = Before(token, all);
        if (before is "its" or "their")
        {
            return [Named(token, $"{token.Text}_{(before == "its" ? player : Other(player, token, $"their {token.Text}"))}")];
        }

        switch (token.Text)
        {
            case "its" or "their":
                return [];
            case "it":
                return [Named(token, player)];
            case "other":
                return [Named(token, Other(player, token, "other"))];
            case "others":
                var others = _players.Where(q => q != player).ToList();
                return others.SelectMany((q, i) => i == 0 ? new[] { Named(token, q) } : [Comma(token), Named(token, q)]);
            default:
                return [OwnWeight(token, player)];
        }
    }

    private Token OwnWeight(Token token, string player)
    {
        if (!_ownWeights.ContainsKey(token.Text))
        {
            return token;
        }

        _usedOwn.Add(token.Text);
        return Named(token, $"{token.Text}_{player}");
    }

    private string Other(string player, Token at, string says)
    {
        if (_players.Count == 2)
        {
            return _players[0] == player ? _players[1] : _players[0];
        }

        _bag.Error("G224", at.Place, $"`{says}` needs exactly two players; this game has {_players.Count}", helps: ["count the others:   number of others that play …", "or name the player"]);
        return player;
    }

    /// <summary>Parts of a theory that start with <c>each gains</c> or <c>each loses</c>, once for every player.</summary>
    private List<Token> Theory(IReadOnlyList<Token> tokens)
    {
        var result = new List<Token>();
        for (int i = 0; i < tokens.Count;)
        {
            if (!(tokens[i].Is("each") && i + 1 < tokens.Count && IsVerb(tokens[i + 1])))
            {
                result.Add(tokens[i++]);
                continue;
            }

            int end = i + 2;
            while (end < tokens.Count && !StartsPart(tokens, end))
            {
                end++;
            }

            var part = tokens.Skip(i + 1).Take(end - i - 1).ToList();
            foreach (string p in _players)
            {
                result.Add(Named(tokens[i], p));
                result.AddRange(part.SelectMany(t => Own(t, p, part)));
            }

            i = end;
        }

        return result;
    }

    private bool StartsPart(IReadOnlyList<Token> tokens, int i) =>
        tokens[i].Is("assume") || tokens[i].Is("builds") || tokens[i].Is("predicts")
        || (i + 1 < tokens.Count && IsVerb(tokens[i + 1]) && (tokens[i].Is("each") || (_players.Contains(tokens[i].Text) && tokens[i].FirstOnLine)));

    private static bool IsVerb(Token token) => token.Is("gains") || token.Is("loses");

    /// <summary>In lists of weights, one that differs by player stands for all its values.</summary>
    private List<Token> Lists(IReadOnlyList<Token> tokens)
    {
        var result = new List<Token>();
        for (int i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Kind != TokenKind.Word || !_ownWeights.ContainsKey(token.Text))
            {
                result.Add(token);
                continue;
            }

            // fix NAME = 0.3 repeats the value with every name.
            int value = i + 1 < tokens.Count && tokens[i + 1].Is('=') ? (i + 2 < tokens.Count && (tokens[i + 2].Is('-') || tokens[i + 2].Is('+')) ? 4 : 3) : 1;
            var tail = tokens.Skip(i + 1).Take(value - 1).ToList();
            for (int p = 0; p < _players.Count; p++)
            {
                if (p > 0)
                {
                    result.Add(Comma(token));
                }

                result.Add(Named(token, $"{token.Text}_{_players[p]}"));
                result.AddRange(tail);
            }

            i += value - 1;
        }

        return result;
    }

    /// <summary>In a list of names, <c>NAME of each</c> stands for one name a player.</summary>
    private List<Token> OfEach(IReadOnlyList<Token> tokens)
    {
        var result = new List<Token>();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (i + 2 < tokens.Count && tokens[i].Kind == TokenKind.Word && tokens[i + 1].Is("of") && tokens[i + 2].Is("each"))
            {
                var at = tokens[i];
                result.AddRange(_players.SelectMany((p, k) => k == 0 ? new[] { Named(at, $"{at.Text}_{p}") } : [Comma(at), Named(at, $"{at.Text}_{p}")]));
                i += 2;
                continue;
            }

            result.Add(tokens[i]);
        }

        return result;
    }

    private static string? Before(Token token, IReadOnlyList<Token> all)
    {
        for (int i = 1; i < all.Count; i++)
        {
            if (all[i].Place == token.Place)
            {
                return all[i - 1].Kind == TokenKind.Word ? all[i - 1].Text : null;
            }
        }

        return null;
    }

    private static Token Named(Token at, string name) => at with { Kind = TokenKind.Word, Text = name };

    private static Token Comma(Token at) => at with { Kind = TokenKind.Symbol, Text = ",", FirstOnLine = false };
}
