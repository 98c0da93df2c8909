using System.Collections.Immutable;

namespace Tumen.Model;

/// <summary>A test on this period's situation and on the moves of the period; it never has side effects.</summary>
public abstract record Condition
{
    /// <summary>Whether the test holds.</summary>
    /// <param name="levels">Level index of every situation, in declaration order.</param>
    /// <param name="moves">Move index of every player, in declaration order.</param>
    public abstract bool Holds(ReadOnlySpan<int> levels, ReadOnlySpan<int> moves);

    /// <summary>Whether the test reads any player's move.</summary>
    public abstract bool ReadsMoves { get; }

    /// <summary>The tests that this one is made of by <c>and</c>, <c>or</c> and <c>not</c>, in reading order; itself where it is made of none.</summary>
    public IEnumerable<Condition> Parts()
    {
        var open = new Stack<Condition>([this]);
        while (open.TryPop(out var at))
        {
            switch (at)
            {
                case And and:
                    open.Push(and.Right);
                    open.Push(and.Left);
                    break;
                case Or or:
                    open.Push(or.Right);
                    open.Push(or.Left);
                    break;
                case Not not:
                    open.Push(not.Inner);
                    break;
                default:
                    yield return at;
                    break;
            }
        }
    }

    /// <summary>The test that always holds: a clause without <c>if</c>.</summary>
    public static Condition Always { get; } = new AlwaysTrue();

    /// <summary>True of every situation and move.</summary>
    public sealed record AlwaysTrue : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(ReadOnlySpan<int> levels, ReadOnlySpan<int> moves) => true;

        /// <inheritdoc/>
        public override bool ReadsMoves => false;
    }

    /// <summary>A situation is at one of some levels.</summary>
    /// <param name="Situation">Index of the situation.</param>
    /// <param name="Levels">Indices of the levels, ascending.</param>
    public sealed record LevelIn(int Situation, ImmutableArray<int> Levels) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(ReadOnlySpan<int> levels, ReadOnlySpan<int> moves) => Levels.Contains(levels[Situation]);

        /// <inheritdoc/>
        public override bool ReadsMoves => false;

        /// <inheritdoc/>
        public bool Equals(LevelIn? other) => other is not null && Situation == other.Situation && Levels.SequenceEqual(other.Levels);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Situation, Levels.Length);
    }

    /// <summary>A player plays one of some moves this period.</summary>
    /// <param name="Player">Index of the player.</param>
    /// <param name="Moves">Indices of the moves, ascending.</param>
    public sealed record Plays(int Player, ImmutableArray<int> Moves) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(ReadOnlySpan<int> levels, ReadOnlySpan<int> moves) => Moves.Contains(moves[Player]);

        /// <inheritdoc/>
        public override bool ReadsMoves => true;

        /// <inheritdoc/>
        public bool Equals(Plays? other) => other is not null && Player == other.Player && Moves.SequenceEqual(other.Moves);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Player, Moves.Length, 7);
    }

    /// <summary>Both tests hold.</summary>
    public sealed record And(Condition Left, Condition Right) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(ReadOnlySpan<int> levels, ReadOnlySpan<int> moves) => Left.Holds(levels, moves) && Right.Holds(levels, moves);

        /// <inheritdoc/>
        public override bool ReadsMoves => Left.ReadsMoves || Right.ReadsMoves;
    }

    /// <summary>At least one test holds.</summary>
    public sealed record Or(Condition Left, Condition Right) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(ReadOnlySpan<int> levels, ReadOnlySpan<int> moves) => Left.Holds(levels, moves) || Right.Holds(levels, moves);

        /// <inheritdoc/>
        public override bool ReadsMoves => Left.ReadsMoves || Right.ReadsMoves;
    }

    /// <summary>The test does not hold.</summary>
    public sealed record Not(Condition Inner) : Condition
    {
        /// <inheritdoc/>
        public override bool Holds(ReadOnlySpan<int> levels, ReadOnlySpan<int> moves) => !Inner.Holds(levels, moves);

        /// <inheritdoc/>
        public override bool ReadsMoves => Inner.ReadsMoves;
    }
}
