using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Storage;

namespace Saker.Platform.Datasets;

/// <summary>Dataset versions in the home's database, their rows in folders named by content.</summary>
internal sealed class SqlDatasetStore(Database database, DatasetFolders folders, TimeProvider time) : IDatasetStore
{
    private const string SelectVersions = "SELECT name, version, hash, schema, row_count AS RowCount, source, created_at AS CreatedAt FROM dataset_versions";

    public async Task<DatasetVersion> AddAsync(string name, Table rows, Profile profile, string source, CancellationToken cancellationToken)
    {
        Names.Require("dataset", name);
        var hash = await Task.Run(() => TableHash.Compute(rows), cancellationToken);
        var known = await database.ReadAsync(session => FindAsync(session, name, hash), cancellationToken);
        if (known is not null && folders.Exists(hash))
            return known;
        var staged = await folders.StageAsync(rows, profile, cancellationToken);
        try
        {
            return await database.WriteAsync(
                async session =>
                {
                    var version = await FindAsync(session, name, hash) ?? await InsertAsync(session, name, hash, rows, source);
                    folders.Publish(staged, hash);
                    return version;
                },
                cancellationToken);
        }
        finally
        {
            ContentFolders.Discard(staged);
        }
    }

    public Task<IReadOnlyList<DatasetVersion>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DatasetVersion>>(
        async session => [.. (await session.QueryAsync<DatasetRow>(SelectVersions + " ORDER BY name, version DESC")).Select(row => row.ToVersion())],
        cancellationToken);

    public async Task<Profile> GetProfileAsync(string name, int version, CancellationToken cancellationToken)
    {
        var found = await GetAsync(name, version, cancellationToken);
        RequireFolder(found);
        return await folders.ReadProfileAsync(found.Hash, cancellationToken);
    }

    public async Task<Table> ReadAsync(string name, int version, CancellationToken cancellationToken)
    {
        var found = await GetAsync(name, version, cancellationToken);
        RequireFolder(found);
        var rows = await folders.ReadRowsAsync(found.Hash, cancellationToken);
        var hash = await Task.Run(() => TableHash.Compute(rows), cancellationToken);
        return hash == found.Hash
            ? rows
            : throw new SakerException(ErrorKind.Internal, $"The rows of dataset {name}/{version} are not what was stored: their hash is {hash}, not {found.Hash}. Restore datasets/{found.Hash} from a backup.", "dataset");
    }

    public Task<int> RecoverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async session => folders.Sweep((await session.QueryAsync<string>("SELECT DISTINCT hash FROM dataset_versions")).ToHashSet(StringComparer.Ordinal)),
        cancellationToken);

    private Task<DatasetVersion> GetAsync(string name, int version, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var row = await session.FindAsync<DatasetRow>(SelectVersions + " WHERE name = @name AND version = @version", new { name, version });
            return row?.ToVersion() ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset version '{name}/{version}'.", "dataset");
        },
        cancellationToken);

    private void RequireFolder(DatasetVersion version)
    {
        if (!folders.Exists(version.Hash))
            throw new SakerException(ErrorKind.Internal, $"The rows of dataset {version.Name}/{version.Version} are gone: there is no folder datasets/{version.Hash}. Restore it from a backup, or add the same rows again.", "dataset");
    }

    private static async Task<DatasetVersion?> FindAsync(Session session, string name, string hash) =>
        (await session.FindAsync<DatasetRow>(SelectVersions + " WHERE name = @name AND hash = @hash", new { name, hash }))?.ToVersion();

    private async Task<DatasetVersion> InsertAsync(Session session, string name, string hash, Table rows, string source)
    {
        var row = new DatasetRow
        {
            Name = name,
            Version = await session.ScalarAsync<long>("SELECT COALESCE(MAX(version), 0) + 1 FROM dataset_versions WHERE name = @name", new { name }),
            Hash = hash,
            Schema = SchemaJson.Write(rows.Schema),
            RowCount = rows.RowCount,
            Source = source,
            CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        await session.ExecuteAsync(
            """
            INSERT INTO dataset_versions (name, version, hash, schema, row_count, source, created_at)
            VALUES (@Name, @Version, @Hash, @Schema, @RowCount, @Source, @CreatedAt)
            """,
            row);
        return row.ToVersion();
    }
}
