namespace Saker.Client;

/// <summary>What changes of an experiment; what is null stays.</summary>
public sealed record ChangeExperimentRequest
{
    public string? Name { get; init; }

    /// <summary>Tags to set; one whose value is null is removed.</summary>
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }
}
