namespace Saker.Client;

/// <summary>The answer to a predict request: one prediction a row, in order, and which version gave it.</summary>
public sealed record PredictResponse(string RequestId, string Model, string Version, IReadOnlyList<Prediction> Predictions)
{
    /// <summary>The arm that answered, where the endpoint's requests are split between versions: <c>control</c>, <c>candidate</c>; else null.</summary>
    public string? Arm { get; init; }

    /// <summary>
    /// The step of the endpoint's fallback chain that answered: <c>primary</c>, <c>previous</c>, <c>rules</c> or <c>constant</c>; <c>control</c> where it answered for a
    /// candidate that did not. Null without a chain.
    /// </summary>
    public string? Step { get; init; }

    /// <summary>What kept the steps before from answering.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the answer was kept from an equal request.</summary>
    public bool Cached { get; init; }

    /// <summary>Why the predictions are what they are, where it was asked for.</summary>
    public ExplanationInfo? Explanation { get; init; }

    /// <summary>What of the inputs was let pass or replaced by the endpoint's policies.</summary>
    public IReadOnlyList<PredictWarning>? Warnings { get; init; }
}
