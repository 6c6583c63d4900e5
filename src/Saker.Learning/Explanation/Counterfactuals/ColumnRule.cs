namespace Saker.Learning.Explanation.Counterfactuals;

/// <summary>What may become of a column in a counterfactual.</summary>
public sealed record ColumnRule
{
    public required string Column { get; init; }

    /// <summary>Whether it stays as it is: an age, a history.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The least number it may become; null for no limit.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest number it may become; null for no limit.</summary>
    public double? Max { get; init; }

    /// <summary>1 where it may only rise, -1 where it may only fall, 0 where it may do both.</summary>
    public int Direction { get; init; }

    /// <summary>The texts it may become; null for all that the reference rows have.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }
}
