using Saker.Data.Profiles;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>What one process saw of one endpoint, version and minute, or a part of that.</summary>
public sealed record WindowPart
{
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>The minute's begin.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the first of its requests came; the minute's begin where that is not known. A name may have come to another model within the minute.</summary>
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>Who writes it: a name that no other process has had or will have.</summary>
    public required string Writer { get; init; }

    /// <summary>Tells the writer's parts of one minute apart.</summary>
    public required long Number { get; init; }

    public required WindowFacts Facts { get; init; }

    public Profile? Inputs { get; init; }

    public Profile? Outputs { get; init; }

    /// <summary>As <see cref="Window.Bins"/>.</summary>
    public IReadOnlyDictionary<string, BinnedColumn> Bins { get; init; } = new Dictionary<string, BinnedColumn>();
}
