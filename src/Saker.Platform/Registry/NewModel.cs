namespace Saker.Platform.Registry;

/// <summary>A model to be registered without a version.</summary>
public sealed record NewModel
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
