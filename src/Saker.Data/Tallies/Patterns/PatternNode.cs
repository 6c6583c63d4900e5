namespace Saker.Data.Tallies.Patterns;

/// <summary>A part of a regular expression over bytes.</summary>
internal abstract record PatternNode
{
    /// <summary>One byte out of a set.</summary>
    internal sealed record Bytes(ByteSet Set) : PatternNode;

    /// <summary>Parts one after another; none is the empty text.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>One part of several.</summary>
    internal sealed record Choice(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>A part several times; without a most, any number of times.</summary>
    internal sealed record Repeat(PatternNode Part, int Least, int? Most) : PatternNode;
}
