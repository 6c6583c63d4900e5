namespace Saker.Client;

/// <summary>How the calls of an endpoint share runs.</summary>
public sealed record BatchingSettingsInfo
{
    /// <summary><c>auto</c>, <c>on</c> or <c>off</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>The most rows of one run, from 1 to 65,536.</summary>
    public int? MaxRows { get; init; }

    /// <summary>How long a call may wait for others to share its run, at most <c>10s</c>.</summary>
    public string? MaxWait { get; init; }
}
