namespace Saker.Platform.Audit;

/// <summary>One administrative act, done or refused.</summary>
public sealed record AuditEntry
{
    /// <summary>Sorts by time; given by the store.</summary>
    public string Id { get; init; } = "";

    /// <summary>Given by the store.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The key's name, the token's subject, <c>local</c> for whoever works on the home directly or where access is off, <c>anonymous</c> for nobody known.</summary>
    public required string Actor { get; init; }

    /// <summary>The key that was used; null when it was none.</summary>
    public string? KeyId { get; init; }

    /// <summary>What was done: one of <see cref="AuditActs"/>.</summary>
    public required string Act { get; init; }

    /// <summary>To what, such as an endpoint's name.</summary>
    public required string Target { get; init; }

    public required AuditOutcome Outcome { get; init; }

    /// <summary>What else there is to know, such as why it failed.</summary>
    public string? Detail { get; init; }

    /// <summary>The request, as the log has it; null when there was none.</summary>
    public string? RequestId { get; init; }
}
