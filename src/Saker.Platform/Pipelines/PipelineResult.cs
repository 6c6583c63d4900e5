using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Learning.Selection.Comparing;
using Saker.Learning.Selection.Leakage;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Gates;
using Saker.Platform.Registry;
using Saker.Platform.Serving;

namespace Saker.Platform.Pipelines;

/// <summary>What a pipeline run gave.</summary>
public sealed record PipelineResult
{
    public required RunId Run { get; init; }

    public required DatasetVersion Dataset { get; init; }

    /// <summary>The candidates in the pipeline's order, with their scores per fold.</summary>
    public required IReadOnlyList<CandidateResult> Candidates { get; init; }

    /// <summary>The candidate that was taken.</summary>
    public required CandidateResult Best { get; init; }

    /// <summary>How the candidates compare, and why that one was taken.</summary>
    public required CandidateSelection Selection { get; init; }

    /// <summary>What the choice among the candidates is worth, if the pipeline measures it.</summary>
    public NestedResult? Nested { get; init; }

    /// <summary>What the screen for leaks found before anything was trained; null when it is off.</summary>
    public LeakageReport? Leakage { get; init; }

    /// <summary>Everything measured of the final model on the test part, whatever its task.</summary>
    public required EvaluationReport Report { get; init; }

    /// <summary>Scores of a final model of two classes on the test part; null of several classes and of numbers.</summary>
    public Evaluation? TwoClasses { get; init; }

    /// <summary>As <see cref="TwoClasses"/>, where it is known that there are two classes.</summary>
    /// <exception cref="InvalidOperationException">The target is another; <see cref="Report"/> has its scores.</exception>
    public Evaluation Evaluation => TwoClasses ?? throw new InvalidOperationException("The target does not have two classes; Report has the scores.");

    /// <summary>The largest difference, over all test rows, between the probability, or the number, that the training engine gives and that of the reloaded graph.</summary>
    public required double MaxDifference { get; init; }

    /// <summary>SHA-256 over the model folder: equal for equal models.</summary>
    public required string ModelHash { get; init; }

    /// <summary>How groups of people fare on the test part, if the pipeline asks.</summary>
    public FairnessReport? Fairness { get; init; }

    /// <summary>What the mitigation costs, if the pipeline has one.</summary>
    public FairnessPrice? Price { get; init; }

    /// <summary>How the model behaved, if the pipeline has such tests.</summary>
    public BehaviourReport? Behaviour { get; init; }

    /// <summary>What the gates said, if the pipeline has any.</summary>
    public GateReport? Gates { get; init; }

    /// <summary>The registered version, if the pipeline registers and its gates were passed or overridden.</summary>
    public ModelVersion? Version { get; init; }

    /// <summary>The endpoint, if the pipeline deploys.</summary>
    public Endpoint? Endpoint { get; init; }
}
