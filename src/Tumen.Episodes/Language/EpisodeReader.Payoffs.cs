using System.Collections.Immutable;

namespace Tumen.Episodes;

// What is gained at the end, and where the long game goes on.
internal sealed partial class EpisodeReader
{
    private void Gains(EpisodeClause clause, EpisodeExpressions expressions)
    {
        if (clause.Try("afterwards"))
        {
            Afterwards(clause, expressions);
            return;
        }
        var start = clause.Place;
        if (clause.Kind != EpisodeToken.Word || clause.Peek(1) is not ("gains" or "loses"))
            throw new EpisodeSyntaxException("E201", start, $"`{clause.Text}` starts no clause; expected game, player, let, first, all, move, chance, afterwards, or NAME followed by is, sees, gains or loses");
        int player = PlayerNumber(clause);
        while (clause.Text is "gains" or "loses")
        {
            bool loss = clause.Text == "loses";
            clause.Advance();
            do
            {
                var place = clause.Place;
                var amount = expressions.Amount(clause);
                if (loss) amount = amount is EpisodeAmount.Number number ? new EpisodeAmount.Number(-number.Value) : new EpisodeAmount.Joined('*', new EpisodeAmount.Number(-1), amount);
                var when = clause.Try("if") ? expressions.Condition(clause) : null;
                _payoffs.Add(new EpisodePayoff(player, amount, when, place));
                if (clause.Kind == EpisodeToken.Text) clause.Advance();
            }
            while (clause.Try(","));
        }
        clause.ExpectEnd();
    }

    private void Afterwards(EpisodeClause clause, EpisodeExpressions expressions)
    {
        var place = clause.Place;
        var situations = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        do
        {
            var at = clause.Place;
            string name = clause.Word("a situation of the long game");
            clause.Expect("is");
            if (!situations.TryAdd(name, clause.Level($"a level of {name}"))) throw new EpisodeSyntaxException("E211", at, $"`{name}` is given twice");
        }
        while (clause.Try(","));
        var when = clause.Try("if") ? expressions.Condition(clause) : null;
        clause.ExpectEnd();
        _sequels.Add(new EpisodeSequel(situations.ToImmutable(), when, place));
    }
}
