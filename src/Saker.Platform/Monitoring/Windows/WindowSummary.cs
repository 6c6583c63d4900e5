namespace Saker.Platform.Monitoring.Windows;

/// <summary>What is known of a window beside its profiles.</summary>
public sealed record WindowSummary
{
    public required string Endpoint { get; init; }

    /// <summary>The model that answered.</summary>
    public required string Model { get; init; }

    /// <summary>Its version; null where the window is that of several.</summary>
    public required int? Version { get; init; }

    /// <summary>Where it begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends, excluded.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>How many replicas, or lives of one, wrote to it.</summary>
    public required int WriterCount { get; init; }

    public required WindowFacts Facts { get; init; }
}
