using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Platform.Datasets;

/// <summary>
/// Remembers dataset versions: rows as Parquet beside schema and profile, with what checked them and where they come from. Same content
/// is stored once, under however many names. A version is never forgotten: when its rows are removed, its record says who did so, by what
/// rule and how to make them again. Thread-safe, and safe between processes; unknown versions are not found.
/// </summary>
public interface IDatasetStore
{
    /// <summary>Stores rows as the next version of the dataset; durable when the task completes. Content that the dataset had already becomes no new version.</summary>
    /// <exception cref="SakerException">The name or a tag is not possible (invalid input), or the content is not what was expected (conflict). What the rows throw passes through; then nothing is stored.</exception>
    Task<DatasetAddition> AddAsync(NewDataset dataset, CancellationToken cancellationToken);

    /// <summary>As the other, for rows in memory.</summary>
    Task<DatasetVersion> AddAsync(string name, Table rows, Profile profile, string source, CancellationToken cancellationToken);

    /// <summary>All versions, also those whose rows are gone, by name, the newest first.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="name">Only versions of this dataset.</param>
    Task<IReadOnlyList<DatasetVersion>> ListAsync(CancellationToken cancellationToken, string? name = null);

    /// <summary>Datasets by name, each with its newest version only.</summary>
    Task<IReadOnlyList<NamedDataset>> ListSummariesAsync(DatasetQuery query, CancellationToken cancellationToken);

    /// <summary>Versions of a dataset, the newest first; empty for an unknown one.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="before">Only those with lower numbers; null from the newest on.</param>
    /// <param name="max">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<DatasetVersion>> ListVersionsAsync(string name, int? before, int max, CancellationToken cancellationToken);

    /// <summary>How many versions there are of all datasets, also those whose rows are gone: it grows with every one. Cheap enough to be asked every second.</summary>
    Task<long> CountVersionsAsync(CancellationToken cancellationToken);

    /// <summary>One version; null when there is none.</summary>
    Task<DatasetVersion?> FindAsync(DatasetReference reference, CancellationToken cancellationToken);

    /// <summary>The profile, also of a version whose rows were removed.</summary>
    /// <exception cref="SakerException">There is no such version.</exception>
    Task<Profile> GetProfileAsync(string name, int version, CancellationToken cancellationToken);

    /// <summary>The report of its checks as JSON; null when there were none.</summary>
    /// <exception cref="SakerException">There is no such version.</exception>
    Task<string?> GetChecksAsync(string name, int version, CancellationToken cancellationToken);

    /// <summary>All rows, proven to be those that were stored.</summary>
    /// <exception cref="SakerException">There is no such version, its rows were removed, or they are no longer what they were (data loss).</exception>
    Task<Table> ReadAsync(string name, int version, CancellationToken cancellationToken);

    /// <summary>The rows as a file, for the engine; what is read of it is not compared with the hash. To be disposed.</summary>
    /// <exception cref="SakerException">There is no such version, its rows were removed, or they are lost (data loss).</exception>
    Task<DatasetFile> OpenAsync(string name, int version, CancellationToken cancellationToken);

    /// <summary>Changes what people say of a version: a null description stays, an empty one goes; a tag that is null goes.</summary>
    /// <exception cref="SakerException">There is no such version, or a tag is not possible.</exception>
    Task<DatasetVersion> DescribeAsync(string name, int version, string? description, IReadOnlyDictionary<string, string?> tags, CancellationToken cancellationToken);

    /// <summary>Removes what an interrupted addition left behind, and rows whose versions all were removed; gives the number of folders and files removed.</summary>
    Task<int> RecoverAsync(CancellationToken cancellationToken);
}
