namespace Saker.Platform.Registry;

/// <summary>One search of the registry.</summary>
public sealed record RegistryQuery
{
    /// <summary>Such as <c>name LIKE 'churn%' AND tags.team = 'risk'</c>; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Such as <c>name DESC</c>.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>What the page before gave; null for the first.</summary>
    public string? PageToken { get; init; }

    /// <summary>How many at most; at least 1.</summary>
    public required int MaxCount { get; init; }
}
