using System.Collections.Immutable;
using Tumen.Model;

namespace Tumen.Language;

/// <summary>Reads over the writer's shoulder: remarks on a game that is legal but may not say what was meant. It never blocks.</summary>
public static class Reviewer
{
    /// <summary>Every remark on a game, in the order of its text.</summary>
    /// <param name="game">A game that was read without errors, or built in code.</param>
    /// <param name="fileName">Name for messages; null when there is no file.</param>
    public static ImmutableArray<Diagnostic> Review(GameModel game, string? fileName = null)
    {
        var remarks = new List<Diagnostic>();
        if (game.Once is not null)
        {
            remarks.AddRange(TheoryReview.TwinTerms(game, fileName).Concat(TheoryReview.TwinTheories(game, fileName)).Concat(TheoryReview.InheritedTwice(game, fileName)).Concat(TheoryReview.Unsourced(game, fileName)).Concat(PriorReview.AgainstLabels(game, fileName)).Concat(UseReview.WeightsAtZero(game, fileName)));
            return [.. remarks.OrderBy(r => r.Place.Line).ThenBy(r => r.Place.Column)];
        }

        remarks.AddRange(LawReview.Reactions(game, fileName));
        remarks.AddRange(LawReview.IdleLines(game, fileName));
        remarks.AddRange(LawReview.UnreachedLevels(game, fileName));
        remarks.AddRange(UseReview.UnreadSituations(game, fileName));
        remarks.AddRange(UseReview.IdlePlayers(game, fileName));
        remarks.AddRange(UseReview.TwinMoves(game, fileName));
        remarks.AddRange(UseReview.WeightsAtZero(game, fileName));
        remarks.AddRange(TheoryReview.TwinTerms(game, fileName));
        remarks.AddRange(TheoryReview.TwinTheories(game, fileName));
        remarks.AddRange(TheoryReview.InheritedTwice(game, fileName));
        remarks.AddRange(TheoryReview.Unsourced(game, fileName));
        remarks.AddRange(HabitReview.Missing(game, fileName));
        remarks.AddRange(PriorReview.AgainstLabels(game, fileName));
        remarks.AddRange(LearningReview.Unlearnable(game, fileName));
        return [.. remarks.OrderBy(r => r.Place.Line).ThenBy(r => r.Place.Column)];
    }
}
