using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Scores;

namespace Saker.Learning.Models;

/// <summary>What a model card tells.</summary>
public sealed record ModelCardFacts
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The algorithm as a person reads it, such as <c>Gradient boosting</c>.</summary>
    public required string Trainer { get; init; }

    /// <summary>The target column.</summary>
    public required string Target { get; init; }

    /// <summary>Of a classifier of two classes; null of others.</summary>
    public ClassLabels? Labels { get; init; }

    /// <summary>The probability from which a row is called positive; of no meaning without <see cref="Labels"/>.</summary>
    public double Threshold { get; init; }

    /// <summary>The names of several classes; empty of other models.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Thresholds of groups; null where all rows have the one.</summary>
    public GroupThresholds? ByGroup { get; init; }

    /// <summary>The dataset that it was trained on.</summary>
    public required string Dataset { get; init; }

    /// <summary>The hash of that dataset's version.</summary>
    public required string DatasetHash { get; init; }

    public required int TrainingRowCount { get; init; }

    public required int TestRowCount { get; init; }

    /// <summary>What was measured on the held-out rows.</summary>
    public required EvaluationReport Evaluation { get; init; }

    /// <summary>What people say of it.</summary>
    public CardNotes Notes { get; init; } = CardNotes.None;

    public required Signature Signature { get; init; }

    /// <summary>What the fit had to say.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
