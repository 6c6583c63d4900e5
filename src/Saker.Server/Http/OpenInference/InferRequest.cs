using Saker.Data;

namespace Saker.Server.Http.OpenInference;

/// <summary>An infer request that fits its model.</summary>
internal sealed record InferRequest
{
    /// <summary>The caller's id, to be given back; null when none came.</summary>
    public required string? Id { get; init; }

    public required Table Rows { get; init; }

    /// <summary>The names of the outputs asked for, in order; empty for all.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }
}
