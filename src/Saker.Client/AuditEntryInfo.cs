namespace Saker.Client;

/// <summary>One administrative act, done or refused.</summary>
public sealed record AuditEntryInfo
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The key's name, the token's subject, <c>local</c> or <c>anonymous</c>.</summary>
    public required string Actor { get; init; }

    public string? KeyId { get; init; }

    /// <summary>Such as <c>key.create</c> or <c>endpoint.deploy</c>.</summary>
    public required string Act { get; init; }

    public required string Target { get; init; }

    /// <summary><c>done</c>, <c>failed</c> or <c>refused</c>.</summary>
    public required string Outcome { get; init; }

    public string? Detail { get; init; }

    public string? RequestId { get; init; }
}
