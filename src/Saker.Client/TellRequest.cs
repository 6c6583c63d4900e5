namespace Saker.Client;

/// <summary>The body of <c>POST /api/studies/{name}/trials/{number}/tell</c>: a value, or a state without one.</summary>
public sealed record TellRequest
{
    /// <summary>The objective; one that is no finite number makes a failed trial.</summary>
    public double? Value { get; init; }

    /// <summary><c>complete</c> (as when absent), <c>pruned</c> or <c>failed</c>.</summary>
    public string? State { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; init; }
}
