using Saker.Data;
using Saker.Platform.Serving.Fallback;

namespace Saker.Platform.Serving;

/// <summary>An endpoint's answer and which version gave it.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version that answered.</param>
/// <param name="Outputs">The outputs of the model's signature, a row for every row asked.</param>
public sealed record Prediction(string Model, int Version, Table Outputs)
{
    /// <summary>Which step of the endpoint's fallback chain answered and why; null without a chain.</summary>
    public AnswerSource? Source { get; init; }

    /// <summary>The name of the arm that answered; null where the endpoint's requests are not split.</summary>
    public string? Arm { get; init; }

    /// <summary>What of the inputs was let pass or replaced by the endpoint's policies.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];
}
