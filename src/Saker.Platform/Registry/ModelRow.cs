namespace Saker.Platform.Registry;

/// <summary>A model as its table has it. Times are UTC epoch milliseconds.</summary>
internal sealed record ModelRow
{
    public const string Fields = "name, description, created_at AS CreatedAt, updated_at AS UpdatedAt";

    public required string Name { get; init; }

    public string? Description { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }
}
