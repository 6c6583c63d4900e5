using Saker.Learning.Tuning;
using Saker.Platform.Experiments;

namespace Saker.Platform.Studies;

/// <summary>A study as the home knows it.</summary>
public sealed record StoredStudy
{
    public required string Name { get; init; }

    /// <summary>The run that its trials are runs below.</summary>
    public required RunId Run { get; init; }

    public required ExperimentId Experiment { get; init; }

    public required StudySettings Settings { get; init; }

    /// <summary>What the objective is made of; null where nobody said.</summary>
    public string? Fingerprint { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
