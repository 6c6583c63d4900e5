using Saker.Data;
using Saker.Data.Profiles;

namespace Saker.Platform.Datasets;

/// <summary>Remembers dataset versions: rows as Parquet beside schema and profile. Same content is stored once. Thread-safe.</summary>
public interface IDatasetStore
{
    /// <summary>Stores the rows as the next version of the dataset, or gives the version that already holds the same content.</summary>
    Task<DatasetVersion> AddAsync(string name, Table rows, Profile profile, string source, CancellationToken cancellationToken);

    Task<IReadOnlyList<DatasetVersion>> ListAsync(CancellationToken cancellationToken);

    /// <exception cref="SakerException">There is no such version.</exception>
    Task<Profile> GetProfileAsync(string name, int version, CancellationToken cancellationToken);

    /// <exception cref="SakerException">There is no such version, or its rows are no longer what they were.</exception>
    Task<Table> ReadAsync(string name, int version, CancellationToken cancellationToken);

    /// <summary>Removes what an interrupted addition left behind; gives the number of folders removed.</summary>
    Task<int> RecoverAsync(CancellationToken cancellationToken);
}
