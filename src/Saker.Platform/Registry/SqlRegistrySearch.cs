using Saker.Platform.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Searches of the home's database.</summary>
internal sealed class SqlRegistrySearch(Database database, ModelFolders folders) : IRegistrySearch
{
    // As many as fit a statement's parameters on every database.
    private const int ChunkSize = 1_000;

    public Task<SearchPage<RegisteredModel>> SearchModelsAsync(RegistryQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var hits = await Query(RegistrySearch.Models, query, null).RunAsync(session);
            var reader = new ModelReader(session, folders);
            List<RegisteredModel> models = [];
            foreach (var chunk in hits.Rows.Chunk(ChunkSize))
                models.AddRange(await reader.ReadAsync([.. chunk.Select(row => (string)row[0])]));
            return new SearchPage<RegisteredModel>(models, hits.NextPageToken);
        },
        cancellationToken);

    public Task<SearchPage<ModelVersion>> SearchVersionsAsync(RegistryQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var hits = await Query(RegistrySearch.Versions, query, "v.is_deleted = 0").RunAsync(session);
            var reader = new ModelReader(session, folders);
            List<ModelVersion> versions = [];
            foreach (var chunk in hits.Rows.Chunk(ChunkSize))
                versions.AddRange(await reader.ReadVersionsAsync([.. chunk.Select(row => ((string)row[0], (int)(long)row[1]))]));
            return new SearchPage<ModelVersion>(versions, hits.NextPageToken);
        },
        cancellationToken);

    private static SearchQuery Query(FilterTarget target, RegistryQuery query, string? where) => new()
    {
        Target = target,
        Where = where,
        Filter = query.Filter,
        OrderBy = query.OrderBy,
        PageToken = query.PageToken,
        MaxCount = query.MaxCount,
    };
}
