namespace Saker.Client;

/// <summary>Where a dataset version comes from; what is not known is left out.</summary>
public sealed record DatasetLineageInfo
{
    /// <summary>A path, or an address without credentials.</summary>
    public string? Source { get; init; }

    /// <summary>SHA-256 of the source's bytes then.</summary>
    public string? SourceHash { get; init; }

    public long? SourceBytes { get; init; }

    public DateTimeOffset? SourceModifiedAt { get; init; }

    public string? Pipeline { get; init; }

    public string? Query { get; init; }

    /// <summary>The version it was made from, such as <c>telco/2</c>.</summary>
    public string? Parent { get; init; }

    public string? CodeVersion { get; init; }

    public IReadOnlyList<string>? Checks { get; init; }

    public IReadOnlyList<string>? Transforms { get; init; }
}
