using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Business metrics in the home's database.</summary>
internal sealed class SqlNamedOutcomeStore(Database database, TimeProvider time) : INamedOutcomeStore
{
    private const int RemovedTogether = 5_000;

    public Task<AddedOutcomes> AddAsync(IReadOnlyList<NewOutcome> outcomes, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = Now();
            var (added, repeated, corrected) = (0, 0, 0);
            var known = await KnownAsync(session, outcomes);
            foreach (var outcome in outcomes)
            {
                var value = OutcomeValue.ToNumber(outcome.Value);
                var row = new { outcome.RequestId, name = outcome.Metric!, value, known = outcome.At?.ToUnixTimeMilliseconds() ?? now, now, outcome.Endpoint };
                if (!known.TryGetValue((outcome.RequestId, outcome.Metric!), out var before))
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO named_outcomes (request_id, name, value, known_at, received_at, first_received_at, correction_count, state, endpoint)
                        VALUES (@RequestId, @name, @value, @known, @now, @now, 0, 'unmatched', @Endpoint)
                        """,
                        row);
                    added++;
                }
                else if (before.Equals(value))
                {
                    repeated++;
                }
                else
                {
                    // What was given up gets another chance, as of other outcomes.
                    await session.ExecuteAsync(
                        """
                        UPDATE named_outcomes SET value = @value, known_at = @known, received_at = @now, correction_count = correction_count + 1,
                            first_received_at = CASE WHEN state = 'orphan' THEN @now ELSE first_received_at END, state = CASE WHEN state = 'orphan' THEN 'unmatched' ELSE state END
                        WHERE request_id = @RequestId AND name = @name
                        """,
                        row);
                    corrected++;
                }
                known[(outcome.RequestId, outcome.Metric!)] = value;
            }
            return new AddedOutcomes(added, repeated, corrected);
        },
        cancellationToken);

    public Task<IReadOnlyList<NamedOutcome>> FindAllAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<NamedOutcome>>(
        async session =>
        {
            var found = new List<NamedOutcome>();
            foreach (var ids in requestIds.Chunk(SqlOutcomeStore.MaxIds))
                found.AddRange((await session.QueryAsync<NamedOutcomeRow>($"SELECT {NamedOutcomeRow.Columns} FROM named_outcomes o WHERE o.request_id IN @ids", new { ids })).Select(row => row.ToOutcome()));
            return found;
        },
        cancellationToken);

    public Task<IReadOnlyList<NamedOutcome>> ListUnmatchedAsync(DateTimeOffset since, NamedOutcome? after, int maxCount, CancellationToken cancellationToken) => ListAsync(
        $"""
        o.state = 'unmatched' AND o.first_received_at >= @since
            {(after is null ? "" : "AND (o.first_received_at > @at OR (o.first_received_at = @at AND (o.request_id > @id OR (o.request_id = @id AND o.name > @name))))")}
        ORDER BY o.first_received_at, o.request_id, o.name LIMIT @maxCount
        """,
        new { since = since.ToUnixTimeMilliseconds(), at = after?.FirstReceivedAt.ToUnixTimeMilliseconds(), id = after?.RequestId, name = after?.Name, maxCount },
        cancellationToken);

    public Task<int> JoinAsync(IReadOnlyList<NamedJoin> joins, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var count = 0;
            var names = await NameHistory.ReadAsync(session);
            // Nobody else writes meanwhile, so that the order is that of the transactions; the time is in it because what stands last may be removed.
            var order = Math.Max(Now() * 1_000, await session.ScalarAsync<long>("SELECT COALESCE(MAX(join_order), 0) + 1 FROM named_outcomes", new { }));
            foreach (var join in joins.OrderBy(join => join.At).ThenBy(join => join.RequestId, StringComparer.Ordinal))
            {
                count += await session.ExecuteAsync(
                    """
                    UPDATE named_outcomes SET state = 'matched', endpoint = @Endpoint, model = @Model, version = @version, arm = @arm, predicted_at = @at, join_order = @order
                    WHERE request_id = @RequestId AND state = 'unmatched' AND (endpoint IS NULL OR endpoint = @Endpoint)
                    """,
                    new { join.RequestId, join.Endpoint, Model = names.CurrentOf(join.Model), version = (long)join.Version, arm = (long?)join.Arm, at = join.At.ToUnixTimeMilliseconds(), order = order++ });
            }
            return count;
        },
        cancellationToken);

    public Task<int> GiveUpAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync("UPDATE named_outcomes SET state = 'orphan' WHERE state = 'unmatched' AND first_received_at < @before", new { before = before.ToUnixTimeMilliseconds() }), cancellationToken);

    public Task<IReadOnlyList<NamedOutcome>> ListJoinedAsync(string endpoint, string name, long after, int maxCount, CancellationToken cancellationToken) => ListAsync(
        "o.endpoint = @endpoint AND o.name = @name AND o.join_order > @after AND o.state = 'matched' ORDER BY o.join_order LIMIT @maxCount", new { endpoint, name, after, maxCount }, cancellationToken);

    public Task<IReadOnlyList<NamedSum>> SumAsync(string endpoint, string name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<NamedSum>>(
        async session =>
        {
            var parameters = new { endpoint, name, from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds() };
            // Deviations from a value near the mean: sums of squares lose their digits where numbers are large beside their spread.
            const string which = "endpoint = @endpoint AND name = @name AND predicted_at >= @from AND predicted_at < @to AND state = 'matched'";
            var centre = await session.ScalarAsync<double?>($"SELECT AVG(value) FROM named_outcomes WHERE {which}", parameters) ?? 0;
            var rows = await session.QueryAsync<SumRow>(
                $"SELECT COALESCE(arm, -1) AS Arm, COUNT(*) AS Total, SUM(value - @centre) AS Sum, SUM((value - @centre) * (value - @centre)) AS Squares FROM named_outcomes WHERE {which} GROUP BY COALESCE(arm, -1) ORDER BY 1",
                new { parameters.endpoint, parameters.name, parameters.from, parameters.to, centre });
            return [.. rows.Select(row => row.ToSum(centre))];
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> ListNamesAsync(string endpoint, DateTimeOffset since, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync<string>(
            "SELECT DISTINCT name FROM named_outcomes WHERE endpoint = @endpoint AND predicted_at >= @since AND state = 'matched' ORDER BY name", new { endpoint, since = since.ToUnixTimeMilliseconds() }),
        cancellationToken);

    public async Task<int> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        while (true)
        {
            // A piece at a time: others who write wait for each only.
            var some = await database.WriteAsync(
                session => session.ExecuteAsync(
                    "DELETE FROM named_outcomes WHERE request_id IN (SELECT request_id FROM named_outcomes WHERE first_received_at < @before LIMIT @max) AND first_received_at < @before",
                    new { before = before.ToUnixTimeMilliseconds(), max = RemovedTogether }),
                cancellationToken);
            removed += some;
            if (some == 0)
                return removed;
        }
    }

    private Task<IReadOnlyList<NamedOutcome>> ListAsync(string which, object parameters, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<NamedOutcome>>(
        async session => [.. (await session.QueryAsync<NamedOutcomeRow>($"SELECT {NamedOutcomeRow.Columns} FROM named_outcomes o WHERE {which}", parameters)).Select(row => row.ToOutcome())], cancellationToken);

    private static async Task<Dictionary<(string, string), double>> KnownAsync(Session session, IReadOnlyList<NewOutcome> outcomes)
    {
        var known = new Dictionary<(string, string), double>();
        foreach (var ids in outcomes.Select(outcome => outcome.RequestId).Distinct(StringComparer.Ordinal).Chunk(SqlOutcomeStore.MaxIds))
            foreach (var row in await session.QueryAsync<NamedOutcomeRow>($"SELECT {NamedOutcomeRow.Columns} FROM named_outcomes o WHERE o.request_id IN @ids", new { ids }))
                known[(row.RequestId, row.Name)] = row.Value;
        return known;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record SumRow
    {
        public long Arm { get; init; }

        public long Total { get; init; }

        public double Sum { get; init; }

        public double Squares { get; init; }

        public NamedSum ToSum(double centre) => new((int)Arm, Total, centre + (Sum / Total), Total < 2 ? 0 : Math.Max(0, (Squares - (Sum * Sum / Total)) / (Total - 1)));
    }
}
