namespace Saker.Client;

/// <summary>The body of <c>PATCH /api/models/{name}</c> and of <c>PATCH /api/models/{name}/versions/{version}</c>; what is left out stays.</summary>
public sealed record ModelChanges
{
    /// <summary>Another name, for a model only.</summary>
    public string? Name { get; init; }

    /// <summary>Empty to take it away.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to set; one that is null is taken away.</summary>
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }
}
