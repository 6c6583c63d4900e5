using Saker.Learning.Trainers;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>What a mitigation gave.</summary>
public sealed record MitigatedModel
{
    public required FittedClassifier Classifier { get; init; }

    /// <summary>A row is positive from this probability on, where it has no threshold of its own.</summary>
    public required double Threshold { get; init; }

    /// <summary>The thresholds by group; null for methods without.</summary>
    public GroupThresholds? Thresholds { get; init; }

    public required FairnessPrice Price { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
