namespace Saker.Platform.Serving.Splits;

/// <summary>A split in this process at one moment.</summary>
public sealed record SplitStatus
{
    public required EndpointSplit Split { get; init; }

    /// <summary>In the order of the split's.</summary>
    public required IReadOnlyList<ArmStatus> Arms { get; init; }

    /// <summary>Requests without the header or the field that is the key: each fell to an arm for itself, and the next may fall to another.</summary>
    public required long KeylessCount { get; init; }

    /// <summary>Whether every arm's version is in memory here.</summary>
    public bool IsLoaded => Arms.All(arm => arm.IsLoaded);
}
