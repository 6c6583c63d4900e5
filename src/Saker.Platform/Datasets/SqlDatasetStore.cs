using Saker.Data;
using Saker.Data.Profiles;
using Saker.Data.Sources;
using Saker.Platform.Storage;

namespace Saker.Platform.Datasets;

/// <summary>Dataset versions in the home's database, their rows in folders named by content.</summary>
internal sealed class SqlDatasetStore(Database database, DatasetFolders folders, HomeOptions home, TimeProvider time) : IDatasetStore
{
    public async Task<DatasetAddition> AddAsync(NewDataset dataset, CancellationToken cancellationToken)
    {
        Names.Require("dataset", dataset.Name);
        DatasetTags.Require(dataset.Tags);
        if (dataset.Hash is { } hash && await FindStoredAsync(dataset.Name, hash, cancellationToken) is { } stored)
            return new DatasetAddition(stored, DatasetAdditionOutcome.Known);
        var staged = await folders.StageAsync(dataset, cancellationToken);
        try
        {
            var isDamaged = folders.HasRows(staged.Hash) && await folders.FaultOfAsync(staged.Hash, hasRows: true, cancellationToken) is not null;
            if (dataset.Hash is { } expected && staged.Hash != expected)
                throw new SakerException(ErrorKind.Conflict, $"{dataset.Source} gives other rows than expected: their hash is {staged.Hash}, not {expected}. Nothing was stored.", "hash");
            return await database.WriteAsync(
                async session =>
                {
                    var addition = await new DatasetWriter(session, time).AddAsync(dataset, staged, dataset.By ?? home.Actor);
                    var isPublished = folders.Publish(staged, isDamaged);
                    return isPublished && addition.Outcome == DatasetAdditionOutcome.Known ? addition with { Outcome = DatasetAdditionOutcome.Restored } : addition;
                },
                cancellationToken);
        }
        finally
        {
            ContentFolders.Discard(staged.Folder);
        }
    }

    public async Task<DatasetVersion> AddAsync(string name, Table rows, Profile profile, string source, CancellationToken cancellationToken)
    {
        var dataset = await Task.Run(() => NewDataset.Of(name, rows, source), cancellationToken);
        return (await AddAsync(dataset with { Profile = profile }, cancellationToken)).Version;
    }

    public Task<IReadOnlyList<DatasetVersion>> ListAsync(CancellationToken cancellationToken, string? name = null) =>
        database.ReadAsync(session => new DatasetReader(session).ListAsync(name), cancellationToken);

    public Task<IReadOnlyList<NamedDataset>> ListSummariesAsync(DatasetQuery query, CancellationToken cancellationToken)
    {
        RequireMax(query.Max);
        return database.ReadAsync(session => new DatasetReader(session).ListSummariesAsync(query), cancellationToken);
    }

    public Task<IReadOnlyList<DatasetVersion>> ListVersionsAsync(string name, int? before, int max, CancellationToken cancellationToken)
    {
        RequireMax(max);
        return database.ReadAsync(session => new DatasetReader(session).ListVersionsAsync(name, before, max), cancellationToken);
    }

    public Task<long> CountVersionsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM dataset_versions"), cancellationToken);

    public Task<DatasetVersion?> FindAsync(DatasetReference reference, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new DatasetReader(session).FindAsync(reference), cancellationToken);

    public async Task<Profile> GetProfileAsync(string name, int version, CancellationToken cancellationToken) =>
        await folders.ReadProfileAsync((await GetAsync(name, version, cancellationToken)).Hash, cancellationToken);

    public async Task<string?> GetChecksAsync(string name, int version, CancellationToken cancellationToken)
    {
        await GetAsync(name, version, cancellationToken);
        return await database.ReadAsync(session => session.ScalarAsync<string>("SELECT check_report FROM dataset_versions WHERE name = @name AND version = @version", new { name, version }), cancellationToken);
    }

    public async Task<Table> ReadAsync(string name, int version, CancellationToken cancellationToken)
    {
        using var file = await OpenAsync(name, version, cancellationToken);
        var rows = await ParquetFile.ReadAsync(file.Path, cancellationToken);
        var hash = await Task.Run(() => TableHash.Compute(rows), cancellationToken);
        return hash == file.Version.Hash
            ? rows
            : throw new SakerException(ErrorKind.DataLoss, $"The rows of dataset {name}/{version} are not what was stored: their hash is {hash}, not {file.Version.Hash}. Restore datasets/{file.Version.Hash} from a backup.", "dataset");
    }

    public async Task<DatasetFile> OpenAsync(string name, int version, CancellationToken cancellationToken)
    {
        var found = await GetAsync(name, version, cancellationToken);
        if (found.Removal is not null)
            throw DatasetAbsence.Removed(found);
        return folders.HasRows(found.Hash) ? await folders.OpenAsync(found, cancellationToken) : throw DatasetAbsence.Lost(found);
    }

    public Task<DatasetVersion> DescribeAsync(string name, int version, string? description, IReadOnlyDictionary<string, string?> tags, CancellationToken cancellationToken)
    {
        DatasetTags.Require(tags);
        return database.WriteAsync(
            async session =>
            {
                var reader = new DatasetReader(session);
                _ = await reader.GetAsync(name, version);
                await new DatasetWriter(session, time).DescribeAsync(name, version, description, tags);
                return await reader.GetAsync(name, version);
            },
            cancellationToken);
    }

    public Task<int> RecoverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var known = (await session.QueryAsync<string>("SELECT DISTINCT hash FROM dataset_versions")).ToHashSet(StringComparer.Ordinal);
            var living = (await session.QueryAsync<string>("SELECT DISTINCT hash FROM dataset_versions WHERE removed_at IS NULL")).ToHashSet(StringComparer.Ordinal);
            return folders.Sweep(known, living);
        },
        cancellationToken);

    private static void RequireMax(int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, DatasetQuery.MaxListed);
    }

    private async Task<DatasetVersion?> FindStoredAsync(string name, string hash, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => new DatasetReader(session).FindAsync(name, hash), cancellationToken) is { Removal: null } found
            && await folders.FaultOfAsync(hash, hasRows: true, cancellationToken) is null ? found : null;

    private Task<DatasetVersion> GetAsync(string name, int version, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new DatasetReader(session).GetAsync(name, version), cancellationToken);
}
