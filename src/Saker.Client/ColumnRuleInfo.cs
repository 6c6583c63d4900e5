namespace Saker.Client;

/// <summary>What may become of a column in a counterfactual.</summary>
/// <param name="Column">The column.</param>
public sealed record ColumnRuleInfo(string Column)
{
    /// <summary>Whether it stays as it is.</summary>
    public bool Fixed { get; init; }

    /// <summary>The least number it may become.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest number it may become.</summary>
    public double? Max { get; init; }

    /// <summary><c>rise</c> or <c>fall</c> where it may do only that.</summary>
    public string? Direction { get; init; }

    /// <summary>The texts it may become; left out all that the rows to compare with have.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }
}
