using Saker.Learning.Tuning;
using Saker.Platform.Experiments;

namespace Saker.Platform.Studies;

/// <summary>A trial as the home knows it.</summary>
public sealed record StoredTrial
{
    public required Trial Trial { get; init; }

    /// <summary>The run of its present attempt.</summary>
    public required RunId Run { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The change of the study that made it so.</summary>
    public required long Change { get; init; }
}
