using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Splits;

/// <summary>One request as two versions answered it: its caller got the first, nobody the second. Valid only while it is shown.</summary>
public sealed class ShadowPair
{
    private readonly TensorSet _primary;
    private readonly TensorSet _shadow;

    internal ShadowPair(TensorSet primary, TensorSet shadow) => (_primary, _shadow) = (primary, shadow);

    public required string Endpoint { get; init; }

    /// <summary>The split that the request came under.</summary>
    public required EndpointSplit Split { get; init; }

    /// <summary>The candidate's place among its arms.</summary>
    public required int Arm { get; init; }

    public required string RequestId { get; init; }

    public required int RowCount { get; init; }

    /// <summary>The version that answered.</summary>
    public required LoadedModel Primary { get; init; }

    /// <summary>The version that ran the copy.</summary>
    public required LoadedModel Shadow { get; init; }

    /// <summary>The inputs, in the order of the primary's.</summary>
    public ReadOnlySpan<TensorBuffer> Inputs => _primary.Inputs;

    /// <summary>What the caller was answered, in the order of the primary's outputs.</summary>
    public ReadOnlySpan<TensorBuffer> PrimaryOutputs => _primary.Outputs;

    /// <summary>What the candidate would have answered, in the order of its outputs; nothing is set where it failed.</summary>
    public ReadOnlySpan<TensorBuffer> ShadowOutputs => _shadow.Outputs;

    /// <summary>Why the candidate did not answer; null when it did.</summary>
    public Exception? Error { get; init; }

    /// <summary>What the caller waited.</summary>
    public required TimeSpan PrimaryDuration { get; init; }

    /// <summary>What the copy's share of its run took by the clock, as rows: on threads that give way, so mostly longer than it would take a caller.</summary>
    public required TimeSpan ShadowDuration { get; init; }
}
