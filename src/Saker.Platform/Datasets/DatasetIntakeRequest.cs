using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Platform.Datasets;

/// <summary>A source that becomes a dataset version.</summary>
public sealed record DatasetIntakeRequest
{
    public required string Name { get; init; }

    public required DataSource Source { get; init; }

    /// <summary>What must hold of the rows before they are stored.</summary>
    public CheckSuite Checks { get; init; } = CheckSuite.Empty;

    /// <summary>The version that the rows were made from, if they were.</summary>
    public string? Parent { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string? Description { get; init; }

    /// <summary>Who stores it; null for the user of this process.</summary>
    public string? By { get; init; }
}
