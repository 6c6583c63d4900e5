using Saker.Data.Checks;

namespace Saker.Learning.Behaviour;

/// <summary>How one behaviour test went.</summary>
public sealed record BehaviourResult
{
    /// <summary>Its own name, unique in the suite.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of test: <c>monotonicity</c>.</summary>
    public required string Test { get; init; }

    /// <summary>What must hold, in a sentence.</summary>
    public required string Description { get; init; }

    public required Severity Severity { get; init; }

    public required BehaviourOutcome Outcome { get; init; }

    /// <summary>What was tried: rows, pairs of rows, or calls.</summary>
    public required int CaseCount { get; init; }

    /// <summary>How many of them break it.</summary>
    public required int FailureCount { get; init; }

    /// <summary>The share that may.</summary>
    public required double Allowed { get; init; }

    /// <summary>The largest breach of all cases, in the unit of the prediction (milliseconds for latency); 0 when none breaks it.</summary>
    public required double Worst { get; init; }

    /// <summary>What was seen, where a number says it: the latency.</summary>
    public string? Observed { get; init; }

    /// <summary>The smallest first.</summary>
    public required IReadOnlyList<CounterExample> Examples { get; init; }
}
