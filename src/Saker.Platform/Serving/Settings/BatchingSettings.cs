namespace Saker.Platform.Serving.Settings;

/// <summary>How the calls of an endpoint share runs.</summary>
public sealed record BatchingSettings
{
    public BatchingMode Mode { get; init; } = BatchingMode.Auto;

    /// <summary>The most rows of one run, from 1 to 65,536; a call with more runs alone.</summary>
    public int MaxRows { get; init; } = 64;

    /// <summary>How long a call may wait for others to share its run, at most 10 s; zero waits for none, and takes those that are there.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.Zero;
}
