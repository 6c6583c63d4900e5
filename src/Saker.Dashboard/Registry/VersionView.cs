using Saker.Dashboard.Artifacts;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Registry;

/// <summary>What the page of a version shows.</summary>
public sealed record VersionView
{
    public required ModelVersion Version { get; init; }

    /// <summary>Its model, for what its aliases ask.</summary>
    public required ModelSummary Model { get; init; }

    /// <summary>The newest of the versions before it that there still are.</summary>
    public int? Before { get; init; }

    public required VersionLineage Lineage { get; init; }

    /// <summary>What the gates said, whole; null when it is not judged.</summary>
    public required GateVerdict? Verdict { get; init; }

    public required FileList Files { get; init; }

    /// <summary>What training measured; null when that is not known.</summary>
    public required EvaluationReport? Evaluation { get; init; }

    /// <summary>What it takes and gives; null when that is not known.</summary>
    public required Signature? Signature { get; init; }

    /// <summary>How groups fare; null when that was not measured.</summary>
    public required FairnessReport? Fairness { get; init; }

    /// <summary>Which columns it goes by; null when that is not recorded.</summary>
    public required ImportanceReport? Importance { get; init; }

    /// <summary>The endpoints that it serves.</summary>
    public required IReadOnlyList<Endpoint> Endpoints { get; init; }

    /// <summary>The model card, in Markdown.</summary>
    public required string Card { get; init; }

    /// <summary>What was done, in words; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Why what was asked for was not done; null when it was.</summary>
    public string? Fault { get; init; }
}
