namespace Saker.Platform.Datasets;

/// <summary>Where a dataset version comes from; what is not known is null or empty.</summary>
public sealed record DatasetLineage
{
    public static DatasetLineage Unknown { get; } = new();

    public DatasetSource? Source { get; init; }

    /// <summary>The pipeline that stored it.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The query that gave the rows, where the source is a database or several tables.</summary>
    public string? Query { get; init; }

    /// <summary>The version it was made from, such as <c>telco/2</c>.</summary>
    public string? Parent { get; init; }

    /// <summary>The version of the code that stored it.</summary>
    public string? CodeVersion { get; init; }

    /// <summary>What was checked, in words, in the order of the suite.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>What was done to the rows between source and storage, in order, in words.</summary>
    public IReadOnlyList<string> Transforms { get; init; } = [];
}
