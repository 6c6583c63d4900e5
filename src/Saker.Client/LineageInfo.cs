namespace Saker.Client;

/// <summary>Where a version came from.</summary>
public sealed record LineageInfo
{
    /// <summary>As <c>model/version</c>.</summary>
    public required string Version { get; init; }

    public string? Semantic { get; init; }

    /// <summary>SHA-256 of its files; null when it has none that can be loaded.</summary>
    public string? Hash { get; init; }

    /// <summary>Where a client said that its files are.</summary>
    public string? Source { get; init; }

    public string? RunId { get; init; }

    /// <summary>Null when the run is not there any more.</summary>
    public string? RunName { get; init; }

    /// <summary>The datasets that the run noted as its inputs, as <c>name digest</c>.</summary>
    public IReadOnlyList<string>? RunInputs { get; init; }

    /// <summary>As <c>name/version</c>.</summary>
    public string? Dataset { get; init; }

    public string? DatasetHash { get; init; }

    /// <summary>The version of the code that trained it.</summary>
    public string? Code { get; init; }

    /// <summary>Why it was made, where that was kept: what had it trained again.</summary>
    public string? Reason { get; init; }

    /// <summary>The version that it was made from.</summary>
    public LineageInfo? Parent { get; init; }

    /// <summary>The version that it was made from, where that is not there any more.</summary>
    public string? LostParent { get; init; }
}
