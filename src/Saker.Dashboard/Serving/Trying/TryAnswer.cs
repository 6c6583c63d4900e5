using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Learning.Explanation.Counterfactuals;

namespace Saker.Dashboard.Serving.Trying;

/// <summary>What came of trying an endpoint.</summary>
public sealed record TryAnswer
{
    public required string RequestId { get; init; }

    /// <summary>The model that answered; null for rules and constants.</summary>
    public string? Model { get; init; }

    /// <summary>Its version; null for rules and constants.</summary>
    public int? Version { get; init; }

    /// <summary>The arm of a split that answered; null where there is no split.</summary>
    public string? Arm { get; init; }

    /// <summary>The step of the fallback chain; null without a chain.</summary>
    public string? Step { get; init; }

    /// <summary>What kept the steps before from answering.</summary>
    public string? Reason { get; init; }

    public bool IsFromCache { get; init; }

    public IReadOnlyList<TryOutput> Outputs { get; init; } = [];

    /// <summary>The answer as programs get it, where it is shown as it is: that of a model of tensors.</summary>
    public string? Json { get; init; }

    /// <summary>How long each stage took, in order.</summary>
    public IReadOnlyList<(string Stage, TimeSpan Duration)> Stages { get; init; } = [];

    /// <summary>What the guard let pass or replaced.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>How many values the guard replaced.</summary>
    public int MendedCount { get; init; }

    /// <summary>Why the answer is what it is; null where it was not asked for, or there is none.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>Why there is no explanation although it was asked for.</summary>
    public string? ExplanationMissing { get; init; }

    /// <summary>What would have to be otherwise; null where it was not asked for, or could not be had.</summary>
    public CounterfactualResult? Counterfactuals { get; init; }

    /// <summary>Why there are no counterfactuals although they were asked for.</summary>
    public string? CounterfactualsMissing { get; init; }
}
