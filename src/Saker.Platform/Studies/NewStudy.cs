using Saker.Learning.Tuning;
using Saker.Platform.Experiments;

namespace Saker.Platform.Studies;

/// <summary>A study to make.</summary>
public sealed record NewStudy
{
    /// <summary>Letters, digits, '.', '_' and '-'; unique in the home.</summary>
    public required string Name { get; init; }

    public required StudySettings Settings { get; init; }

    /// <summary>The experiment that its runs belong to, made when there is none; null for one of the study's name.</summary>
    public string? Experiment { get; init; }

    /// <summary>The run that the study's run is part of.</summary>
    public RunId? Parent { get; init; }

    /// <summary>What the objective is made of, such as the hash of rows and folds; null where nobody asks.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Whether this process evaluates it; otherwise clients elsewhere do.</summary>
    public bool IsOwned { get; init; }
}
