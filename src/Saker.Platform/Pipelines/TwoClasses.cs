using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Calibrating;

namespace Saker.Platform.Pipelines;

/// <summary>What a final model of two classes has beside what every final model has.</summary>
internal sealed record TwoClasses
{
    public required ClassLabels Labels { get; init; }

    /// <summary>Scores of the graph's own answers on the test rows.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>The graph's own answers on the test rows, labels as they are served.</summary>
    public required BinaryPredictions Answers { get; init; }

    /// <summary>1 where the graph says that a test row is positive, otherwise 0.</summary>
    public float[] Said => Array.ConvertAll(Answers.Said.ToArray(), said => said ? 1f : 0f);

    /// <summary>Null where probabilities stay as the trainer gives them.</summary>
    public required Calibrator? Calibrator { get; init; }

    /// <summary>What the mitigation gave; null without one.</summary>
    public MitigatedModel? Mitigated { get; init; }
}
