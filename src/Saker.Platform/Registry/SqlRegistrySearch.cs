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

    public Task<SearchPage<ModelSummary>> SearchSummariesAsync(RegistryQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var hits = await Query(RegistrySearch.Models, query, null).RunAsync(session);
            var reader = new SummaryReader(session, folders);
            List<ModelSummary> models = [];
            foreach (var chunk in hits.Rows.Chunk(ChunkSize))
                models.AddRange(await reader.ReadAsync([.. chunk.Select(row => (string)row[0])]));
            return new SearchPage<ModelSummary>(models, hits.NextPageToken);
        },
        cancellationToken);

    public Task<ModelSummary?> FindSummaryAsync(string model, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => (await new SummaryReader(session, folders).ReadAsync([model])).FirstOrDefault(), cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string model, int? before, int max, CancellationToken cancellationToken)
    {
        RequireMax(max);
        return database.ReadAsync(
            async session =>
            {
                var numbers = await session.QueryAsync<long>(
                    $"SELECT version FROM model_versions WHERE model = @model AND is_deleted = 0{(before is null ? "" : " AND version < @before")} ORDER BY version DESC LIMIT @max", new { model, before, max });
                return await new ModelReader(session, folders).ReadVersionsAsync([.. numbers.Select(number => (model, (int)number))]);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<AliasMove>> ListMovesAsync(string model, string? alias, int offset, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        RequireMax(max);
        return database.ReadAsync(session => new MoveReader(session).ListAsync(model, alias, offset, max), cancellationToken);
    }

    // Not what is greatest of times and ids: by a clock that is behind, or by what is written later than its id says, that stays as it was. Times are milliseconds, so that sums of millions of them fit.
    public async Task<string> GetStampAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ScalarAsync<string>(
            """
            SELECT (SELECT COUNT(*) || ' ' || COALESCE(SUM(updated_at), 0) FROM models) || ' ' || (SELECT COUNT(*) || ' ' || COALESCE(SUM(updated_at), 0) FROM model_versions)
                || ' ' || (SELECT COUNT(*) FROM alias_history) || ' ' || (SELECT COUNT(*) FROM gate_verdicts) || ' ' || (SELECT COUNT(*) FROM alias_approvals)
                || ' ' || (SELECT COUNT(*) || ' ' || COALESCE(SUM(closed_at), 0) FROM alias_requests)
                || ' ' || (SELECT COUNT(*) || ' ' || COALESCE(SUM(protected_at), 0) FROM alias_protections) || ' ' || (SELECT COUNT(*) || ' ' || COALESCE(SUM(required_at), 0) FROM gate_requirements)
            """),
        cancellationToken) ?? "";

    private static void RequireMax(int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, ChunkSize);
    }

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
