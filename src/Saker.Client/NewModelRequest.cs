namespace Saker.Client;

/// <summary>The body of <c>POST /api/models</c>: a model without a version.</summary>
public sealed record NewModelRequest
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
