namespace Saker.Platform.Experiments;

/// <summary>A dataset as a client describes it; the data itself is elsewhere.</summary>
public sealed record InputDataset
{
    public required string Name { get; init; }

    /// <summary>Tells versions of the data apart, at most 36 characters.</summary>
    public required string Digest { get; init; }

    /// <summary>Such as <c>local</c>, <c>s3</c> or <c>saker</c>.</summary>
    public required string SourceType { get; init; }

    /// <summary>Where it is from, as JSON.</summary>
    public required string Source { get; init; }

    /// <summary>Its columns, as JSON.</summary>
    public string? Schema { get; init; }

    /// <summary>Figures about it, as JSON.</summary>
    public string? Profile { get; init; }
}
