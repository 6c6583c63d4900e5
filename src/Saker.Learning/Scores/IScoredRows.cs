namespace Saker.Learning.Scores;

/// <summary>Right answers beside predictions, of which parts can be taken. Immutable.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IScoredRows<TSelf>
    where TSelf : IScoredRows<TSelf>
{
    /// <summary>How many units there are that are independent of each other: rows, or queries where the task is ranking.</summary>
    int UnitCount { get; }

    /// <summary>The units with these indices, in that order; one may occur more than once.</summary>
    TSelf Take(ReadOnlySpan<int> units);
}
