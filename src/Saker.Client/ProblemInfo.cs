namespace Saker.Client;

/// <summary>A failed request as <c>application/problem+json</c> (RFC 9457) with the request's id and every error found.</summary>
public sealed record ProblemInfo
{
    public required string Title { get; init; }

    public required int Status { get; init; }

    public string? Detail { get; init; }

    public string? RequestId { get; init; }

    public IReadOnlyList<ErrorInfo> Errors { get; init; } = [];
}
