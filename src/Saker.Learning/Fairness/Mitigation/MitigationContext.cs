using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Trainers;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>What a mitigation works on: the trainer that was chosen, the training rows, and rows to tell the price on.</summary>
public sealed record MitigationContext
{
    public required MitigationPlan Plan { get; init; }

    public required Trainer Trainer { get; init; }

    public required int Seed { get; init; }

    public required ClassLabels Labels { get; init; }

    /// <summary>The label that people wish for; null for the positive one.</summary>
    public string? Favourable { get; init; }

    /// <summary>The threshold that was chosen without mitigation.</summary>
    public required double Threshold { get; init; }

    public required Table TrainRows { get; init; }

    public required FeatureMatrix Train { get; init; }

    public required float[] TrainTarget { get; init; }

    /// <summary>Probabilities of the training rows from fits that did not see them; group thresholds are chosen on these.</summary>
    public required float[] OutOfFold { get; init; }

    public required Table TestRows { get; init; }

    public required FeatureMatrix Test { get; init; }

    public required float[] TestTarget { get; init; }

    internal bool IsTurned => Favourable is { } favourable && favourable != Labels.Positive;
}
