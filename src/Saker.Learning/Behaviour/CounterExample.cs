namespace Saker.Learning.Behaviour;

/// <summary>A row on which a test does not hold, made as small as it goes: the fewest changed columns, and of those the smallest change.</summary>
public sealed record CounterExample
{
    /// <summary>Where the row comes from: <c>row 17 of the data</c>, <c>made row 4</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>What was changed; empty where the row alone breaks the test.</summary>
    public required IReadOnlyList<ChangedValue> Changes { get; init; }

    /// <summary>The prediction for the row.</summary>
    public required double Before { get; init; }

    /// <summary>The prediction after the change; that of the row again where nothing was changed.</summary>
    public required double After { get; init; }

    /// <summary>How large the change is: numbers as a share of the range seen in training, anything else 1, summed.</summary>
    public required double Size { get; init; }

    /// <summary>The whole row before the change, in the order of the model's inputs.</summary>
    public required IReadOnlyList<RowValue> Row { get; init; }

    /// <summary>One line: the change, then both predictions.</summary>
    public override string ToString()
    {
        var changes = Changes.Count == 0 ? "as it is" : string.Join(", ", Changes);
        return FormattableString.Invariant($"{Origin}, {changes}: {Before:0.0000####} -> {After:0.0000####}");
    }
}
