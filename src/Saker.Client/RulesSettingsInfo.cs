namespace Saker.Client;

/// <summary>Answers by rules instead of a model.</summary>
public sealed record RulesSettingsInfo
{
    /// <summary>A SQL expression over the inputs for every output of the model.</summary>
    public required IReadOnlyDictionary<string, string> Outputs { get; init; }

    /// <summary>After this the step has failed, from <c>10ms</c> to <c>1h</c>; null sets no limit of its own.</summary>
    public string? Timeout { get; init; }

    public BreakerSettingsInfo? Breaker { get; init; }
}
