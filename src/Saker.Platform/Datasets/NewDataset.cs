using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Platform.Datasets;

/// <summary>Rows to be stored as a dataset version, of any number: they are streamed, hashed and profiled while they are written.</summary>
public sealed record NewDataset
{
    public required string Name { get; init; }

    /// <summary>Names and types of the rows. Whether values may be missing is found out while they are written.</summary>
    public required Schema Schema { get; init; }

    /// <summary>Enumerated once.</summary>
    public required IAsyncEnumerable<Table> Rows { get; init; }

    /// <summary>Where the rows come from, as the user named it.</summary>
    public required string Source { get; init; }

    /// <summary>The profile of the rows, if it is known; else it is made of them.</summary>
    public Profile? Profile { get; init; }

    public DatasetChecks? Checks { get; init; }

    public DatasetLineage Lineage { get; init; } = DatasetLineage.Unknown;

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string? Description { get; init; }

    /// <summary>Who stores it; null for the user of this process.</summary>
    public string? By { get; init; }

    /// <summary>The content that the rows have, if it is known: what is stored already is not written again, and other content is refused (conflict).</summary>
    public string? Hash { get; init; }

    /// <summary>More rows are refused (limit exceeded).</summary>
    public long MaxRows { get; init; } = long.MaxValue;

    /// <summary>Rows in memory.</summary>
    public static NewDataset Of(string name, Table rows, string source) => new()
    {
        Name = name,
        Schema = rows.Schema,
        Rows = Stream(rows),
        Source = source,
        Hash = TableHash.Compute(rows),
    };

    private static async IAsyncEnumerable<Table> Stream(Table rows)
    {
        await Task.CompletedTask;
        yield return rows;
    }
}
