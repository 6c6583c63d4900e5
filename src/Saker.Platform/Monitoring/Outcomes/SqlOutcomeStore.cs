using Saker.Data;
using Saker.Platform.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Outcomes in the home's database.</summary>
internal sealed class SqlOutcomeStore(Database database, TimeProvider time) : IOutcomeStore
{
    /// <summary>Ids in one query: databases take only so many parameters.</summary>
    public const int MaxIds = 500;

    // Removed in one transaction, so that others are not kept waiting.
    private const int RemovedTogether = 5_000;

    private static readonly SortKey[] s_pageKeys = [new("received", FilterKind.Integer), new("id", FilterKind.Text), new("row", FilterKind.Integer)];

    public Task<AddedOutcomes> AddAsync(IReadOnlyList<NewOutcome> outcomes, CancellationToken cancellationToken) =>
        database.WriteAsync(session => new OutcomeWriter(session, Now()).AddAsync(outcomes), cancellationToken);

    public Task<IReadOnlyList<StoredOutcome>> FindAsync(string requestId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<StoredOutcome>>(
        async session =>
        {
            var rows = await session.QueryAsync<OutcomeRow>($"SELECT {OutcomeRow.Columns} FROM outcomes o WHERE o.request_id = @requestId ORDER BY o.row_index", new { requestId });
            var earlier = rows.All(row => row.CorrectionCount == 0)
                ? []
                : await session.QueryAsync<EarlierRow>("SELECT row_index AS RowIndex, value, known_at AS KnownAt, received_at AS ReceivedAt FROM outcome_history WHERE request_id = @requestId ORDER BY row_index, number", new { requestId });
            var byRow = earlier.ToLookup(row => row.RowIndex, row => row.ToEarlier());
            return [.. rows.Select(row => row.ToOutcome([.. byRow[row.RowIndex]]))];
        },
        cancellationToken);

    public Task<IReadOnlyList<StoredOutcome>> FindAllAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<StoredOutcome>>(
        async session =>
        {
            var found = new List<StoredOutcome>();
            foreach (var ids in requestIds.Chunk(MaxIds))
                found.AddRange((await session.QueryAsync<OutcomeRow>($"SELECT {OutcomeRow.Columns} FROM outcomes o WHERE o.request_id IN @ids", new { ids })).Select(row => row.ToOutcome()));
            return found;
        },
        cancellationToken);

    public Task<OutcomePage> ListAsync(OutcomeFilter filter, CancellationToken cancellationToken)
    {
        if (filter.MaxCount is < 1 or > OutcomeFilter.MaxPage)
            throw new SakerException(ErrorKind.InvalidInput, $"A page holds 1 to {OutcomeFilter.MaxPage} outcomes; got {filter.MaxCount}.", "max");
        var query = PageToken.Fingerprint(["outcomes", filter.Endpoint ?? "", filter.State?.ToText() ?? "", FormattableString.Invariant($"{filter.Since?.ToUnixTimeMilliseconds()}")]);
        var from = string.IsNullOrEmpty(filter.Page) ? null : PageToken.Read(filter.Page, query, s_pageKeys).Position;
        string[] conditions =
        [
            .. filter.Endpoint is null ? Array.Empty<string>() : ["o.endpoint = @Endpoint"],
            .. filter.State is null ? Array.Empty<string>() : ["o.state = @state"],
            .. filter.Since is null ? Array.Empty<string>() : ["o.first_received_at >= @since"],
            .. from is null ? Array.Empty<string>() : ["(o.first_received_at < @at OR (o.first_received_at = @at AND (o.request_id > @id OR (o.request_id = @id AND o.row_index > @row))))"],
        ];
        var parameters = new { filter.Endpoint, state = filter.State?.ToText(), since = filter.Since?.ToUnixTimeMilliseconds(), at = from?[0] as long?, id = from?[1] as string, row = from?[2] as long?, max = filter.MaxCount + 1 };
        return database.ReadAsync(
            async session =>
            {
                var rows = await session.QueryAsync<OutcomeRow>(
                    $"SELECT {OutcomeRow.Columns} FROM outcomes o {(conditions.Length > 0 ? "WHERE " + string.Join(" AND ", conditions) : "")} ORDER BY o.first_received_at DESC, o.request_id, o.row_index LIMIT @max", parameters);
                var page = rows.Take(filter.MaxCount).ToList();
                return new OutcomePage([.. page.Select(row => row.ToOutcome())], rows.Count > page.Count ? PageToken.Write(query, [page[^1].FirstReceivedAt, page[^1].RequestId, page[^1].RowIndex]) : null);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<StoredOutcome>> ListUnmatchedAsync(DateTimeOffset since, StoredOutcome? after, int maxCount, CancellationToken cancellationToken) => ListAsync(
        $"""
        SELECT {OutcomeRow.Columns} FROM outcomes o WHERE o.state = 'unmatched' AND o.first_received_at >= @since
            {(after is null ? "" : "AND (o.first_received_at > @at OR (o.first_received_at = @at AND (o.request_id > @id OR (o.request_id = @id AND o.row_index > @row))))")}
        ORDER BY o.first_received_at, o.request_id, o.row_index LIMIT @maxCount
        """,
        new { since = since.ToUnixTimeMilliseconds(), at = after?.FirstReceivedAt.ToUnixTimeMilliseconds(), id = after?.RequestId, row = (long?)after?.Row, maxCount },
        cancellationToken);

    public Task<int> JoinAsync(IReadOnlyList<OutcomeJoin> joins, CancellationToken cancellationToken) =>
        database.WriteAsync(session => new OutcomeWriter(session, Now()).JoinAsync(joins), cancellationToken);

    public Task<int> GiveUpAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync("UPDATE outcomes SET state = 'orphan' WHERE state = 'unmatched' AND first_received_at < @before", new { before = before.ToUnixTimeMilliseconds() }),
        cancellationToken);

    public Task<IReadOnlyList<StoredOutcome>> ListPairsAsync(PairFilter filter, CancellationToken cancellationToken) => ListAsync(
        $"SELECT {OutcomeRow.Columns} {PairsOf(filter)}", ParametersOf(filter), cancellationToken);

    public Task<IReadOnlyList<PairKey>> ListPairKeysAsync(PairFilter filter, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PairKey>>(
        async session => [.. (await session.QueryAsync<PairKeyRow>($"SELECT o.request_id AS RequestId, o.row_index AS RowIndex, o.predicted_at AS PredictedAt, o.weight {PairsOf(filter)}", ParametersOf(filter))).Select(row => row.ToKey())],
        cancellationToken);

    public Task<IReadOnlyList<StoredOutcome>> ListJoinedAsync(string endpoint, string model, int version, long after, int maxCount, CancellationToken cancellationToken) => ListAsync(
        $"""
        SELECT {OutcomeRow.Columns} FROM outcomes o
        WHERE o.endpoint = @endpoint AND o.model = @model AND o.version = @version AND o.join_order > @after AND o.state = 'matched' ORDER BY o.join_order LIMIT @maxCount
        """,
        new { endpoint, model, version = (long)version, after, maxCount },
        cancellationToken);

    public Task<PairCount> CountPairsAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await session.QueryAsync<PairCountRow>(
            """
            SELECT COUNT(*) AS Total, MAX(received_at) AS LastAt FROM outcomes
            WHERE endpoint = @endpoint AND model = @model AND version = @version AND predicted_at >= @from AND predicted_at < @to AND state = 'matched'
            """,
            new { endpoint, model, version = (long)version, from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds() })).Single().ToCount(),
        cancellationToken);

    public Task<IReadOnlyList<OutcomeCount>> CountWaitingAsync(DateTimeOffset since, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<OutcomeCount>>(
        async session =>
        {
            var rows = await session.QueryAsync<OutcomeCountRow>(
                """
                SELECT COALESCE(endpoint, '') AS Endpoint, state, COUNT(*) AS Total, MIN(first_received_at) AS OldestAt FROM outcomes
                WHERE state = 'unmatched' OR (state = 'orphan' AND first_received_at >= @since) GROUP BY COALESCE(endpoint, ''), state ORDER BY 1, 2
                """,
                new { since = since.ToUnixTimeMilliseconds() });
            return [.. rows.Select(row => row.ToCount())];
        },
        cancellationToken);

    public Task<IReadOnlyList<ServedVersion>> ListVersionsAsync(string endpoint, DateTimeOffset since, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ServedVersion>>(
        async session =>
        {
            var rows = await session.QueryAsync<ServedVersionRow>(
                """
                SELECT endpoint, model, version, MIN(predicted_at) AS FirstAt, MAX(predicted_at) AS LastAt, COUNT(*) AS PairCount, AVG(CAST(known_at - predicted_at AS DOUBLE PRECISION)) AS MeanLag
                FROM outcomes WHERE endpoint = @endpoint AND state = 'matched' AND predicted_at >= @since GROUP BY endpoint, model, version ORDER BY model, version
                """,
                new { endpoint, since = since.ToUnixTimeMilliseconds() });
            return [.. rows.Select(row => row.ToVersion())];
        },
        cancellationToken);

    public Task<IReadOnlyList<OutcomeCount>> CountAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<OutcomeCount>>(
        async session =>
        {
            var rows = await session.QueryAsync<OutcomeCountRow>("SELECT COALESCE(endpoint, '') AS Endpoint, state, COUNT(*) AS Total, MIN(first_received_at) AS OldestAt FROM outcomes GROUP BY COALESCE(endpoint, ''), state ORDER BY 1, 2");
            return [.. rows.Select(row => row.ToCount())];
        },
        cancellationToken);

    public Task<IReadOnlyList<OutcomeCount>> CountAsync(string endpoint, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<OutcomeCount>>(
        async session =>
        {
            // Both by an index that holds all that is counted.
            var own = await session.QueryAsync<OutcomeCountRow>(
                "SELECT endpoint AS Endpoint, state, COUNT(*) AS Total, COALESCE(MIN(predicted_at), 0) AS OldestAt FROM outcomes WHERE endpoint = @endpoint GROUP BY endpoint, state ORDER BY 2", new { endpoint });
            var nobodys = await session.QueryAsync<OutcomeCountRow>(
                "SELECT '' AS Endpoint, state, COUNT(*) AS Total, MIN(first_received_at) AS OldestAt FROM outcomes WHERE state IN ('unmatched', 'orphan') AND endpoint IS NULL GROUP BY state ORDER BY 2");
            return [.. own.Concat(nobodys).Select(row => row.ToCount())];
        },
        cancellationToken);

    public Task<long> GetLastJoinAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(async session => await session.ScalarAsync<long?>("SELECT MAX(join_order) FROM outcomes") ?? 0, cancellationToken);

    public Task<int> RemoveAsync(string requestId, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync("DELETE FROM outcome_history WHERE request_id = @requestId", new { requestId });
            await session.ExecuteAsync("DELETE FROM named_outcomes WHERE request_id = @requestId", new { requestId });
            return await session.ExecuteAsync("DELETE FROM outcomes WHERE request_id = @requestId", new { requestId });
        },
        cancellationToken);

    public async Task<int> RemoveAllAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var some in requestIds.Chunk(RemovedTogether))
        {
            removed += await database.WriteAsync(
                async session =>
                {
                    var count = 0;
                    foreach (var ids in some.Chunk(MaxIds))
                    {
                        await session.ExecuteAsync("DELETE FROM outcome_history WHERE request_id IN @ids", new { ids });
                        await session.ExecuteAsync("DELETE FROM named_outcomes WHERE request_id IN @ids", new { ids });
                        count += await session.ExecuteAsync("DELETE FROM outcomes WHERE request_id IN @ids", new { ids });
                    }
                    return count;
                },
                cancellationToken);
        }
        return removed;
    }

    public async Task<int> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        while (true)
        {
            // Looked for by a reader: where nothing is old, nobody who writes waits.
            var ids = await database.ReadAsync(
                session => session.QueryAsync<string>(
                    "SELECT request_id FROM outcomes WHERE first_received_at < @before ORDER BY first_received_at LIMIT @max", new { before = before.ToUnixTimeMilliseconds(), max = RemovedTogether }),
                cancellationToken);
            if (ids.Count == 0)
                return removed;
            removed += await database.WriteAsync(session => RemoveAsync(session, [.. ids.Distinct(StringComparer.Ordinal)]), cancellationToken);
        }
    }

    private static async Task<int> RemoveAsync(Session session, string[] requestIds)
    {
        var removed = 0;
        foreach (var chunk in requestIds.Chunk(MaxIds))
        {
            await session.ExecuteAsync("DELETE FROM outcome_history WHERE request_id IN @chunk", new { chunk });
            removed += await session.ExecuteAsync("DELETE FROM outcomes WHERE request_id IN @chunk", new { chunk });
        }
        return removed;
    }

    private Task<IReadOnlyList<StoredOutcome>> ListAsync(string sql, object parameters, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<StoredOutcome>>(
        async session => [.. (await session.QueryAsync<OutcomeRow>(sql, parameters)).Select(row => row.ToOutcome())],
        cancellationToken);

    private static string PairsOf(PairFilter filter) =>
        $"""
        FROM outcomes o
        WHERE o.endpoint = @Endpoint AND o.model = @Model AND o.version = @Version AND o.predicted_at >= @from AND o.predicted_at < @to AND o.state = 'matched'
            {(filter.After is null ? "" : "AND (o.predicted_at > @at OR (o.predicted_at = @at AND (o.request_id > @id OR (o.request_id = @id AND o.row_index > @row))))")}
        ORDER BY o.predicted_at, o.request_id, o.row_index LIMIT @MaxCount
        """;

    private static object ParametersOf(PairFilter filter) => new
    {
        filter.Endpoint,
        filter.Model,
        Version = (long)filter.Version,
        from = filter.From.ToUnixTimeMilliseconds(),
        to = filter.To.ToUnixTimeMilliseconds(),
        at = filter.After?.At.ToUnixTimeMilliseconds(),
        id = filter.After?.RequestId,
        row = (long?)filter.After?.Row,
        filter.MaxCount,
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
