using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Writes outcomes within one transaction, beside which no other one writes.</summary>
internal sealed class OutcomeWriter(Session session, long now)
{
    public async Task<AddedOutcomes> AddAsync(IReadOnlyList<NewOutcome> outcomes)
    {
        var (added, repeated, corrected) = (0, 0, 0);
        var known = await KnownAsync(outcomes);
        foreach (var outcome in outcomes)
        {
            var key = (outcome.RequestId, (long)outcome.Row);
            var row = new OutcomeRow
            {
                RequestId = outcome.RequestId,
                RowIndex = outcome.Row,
                Value = outcome.Value,
                KnownAt = outcome.At?.ToUnixTimeMilliseconds() ?? now,
                ReceivedAt = now,
                FirstReceivedAt = now,
                State = OutcomeState.Unmatched.ToText(),
                Endpoint = outcome.Endpoint,
            };
            if (!known.TryGetValue(key, out var before))
            {
                await InsertAsync(row);
                known[key] = row;
                added++;
            }
            else if (outcome.Endpoint is { } named && before.Endpoint is { } joined && named != joined && before.State is not "unmatched" and not "orphan")
            {
                throw new SakerException(ErrorKind.Conflict, $"No outcome was taken. Request '{outcome.RequestId}' was answered by endpoint '{joined}', not by '{named}'. Name the right endpoint, or leave it out.", "endpoint");
            }
            else if (OutcomeValue.AreSame(before.Value, outcome.Value))
            {
                repeated++;
            }
            else
            {
                known[key] = await CorrectAsync(before, row);
                corrected++;
            }
        }
        return new AddedOutcomes(added, repeated, corrected);
    }

    public async Task<int> JoinAsync(IReadOnlyList<OutcomeJoin> joins)
    {
        var (count, order) = (0, await NextOrderAsync());
        var names = await NameHistory.ReadAsync(session);
        // Nobody knows what becomes of a prediction before it is made: a time before it, by a clock that is off, counts as its own.
        foreach (var join in joins.OrderBy(join => join.Prediction?.At ?? DateTimeOffset.MaxValue).ThenBy(join => join.RequestId, StringComparer.Ordinal).ThenBy(join => join.Row))
        {
            count += await session.ExecuteAsync(
                """
                UPDATE outcomes SET state = @state, endpoint = @Endpoint, model = @model, version = @version, predicted_at = @predicted, known_at = CASE WHEN @predicted > known_at THEN @predicted ELSE known_at END, weight = @weight, inputs = @inputs, outputs = @outputs, join_order = @place, arm = @arm
                WHERE request_id = @RequestId AND row_index = @Row AND state = 'unmatched'
                """,
                new
                {
                    state = (join.Prediction is null ? OutcomeState.Unsampled : OutcomeState.Matched).ToText(),
                    join.Endpoint,
                    // It may have been renamed since the log was read.
                    model = join.Prediction is { } answer ? names.CurrentOf(answer.Model) : null,
                    version = (long?)join.Prediction?.Version,
                    arm = (long?)join.Prediction?.Arm,
                    predicted = join.Prediction?.At.ToUnixTimeMilliseconds(),
                    weight = join.Prediction?.Weight,
                    inputs = join.Prediction is { } joined ? OutcomeRow.TextOf(joined.Inputs) : null,
                    outputs = join.Prediction is { } answered ? OutcomeRow.TextOf(answered.Outputs) : null,
                    place = join.Prediction is null ? (long?)null : order++,
                    join.RequestId,
                    Row = (long)join.Row,
                });
        }
        return count;
    }

    // Nobody else writes meanwhile, so that the order is that of the transactions, which no clock of several replicas is. The time is in it because what
    // stands last may be removed, and its place must not be given again.
    private async Task<long> NextOrderAsync() => Math.Max(now * 1_000, await session.ScalarAsync<long>("SELECT COALESCE(MAX(join_order), 0) + 1 FROM outcomes", new { }));

    private async Task<Dictionary<(string, long), OutcomeRow>> KnownAsync(IReadOnlyList<NewOutcome> outcomes)
    {
        var known = new Dictionary<(string, long), OutcomeRow>();
        foreach (var ids in outcomes.Select(outcome => outcome.RequestId).Distinct(StringComparer.Ordinal).Chunk(SqlOutcomeStore.MaxIds))
            foreach (var row in await session.QueryAsync<OutcomeRow>($"SELECT {OutcomeRow.Columns} FROM outcomes o WHERE o.request_id IN @ids", new { ids }))
                known[(row.RequestId, row.RowIndex)] = row;
        return known;
    }

    private Task<int> InsertAsync(OutcomeRow row) => session.ExecuteAsync(
        """
        INSERT INTO outcomes (request_id, row_index, value, known_at, received_at, first_received_at, correction_count, state, endpoint)
        VALUES (@RequestId, @RowIndex, @Value, @KnownAt, @ReceivedAt, @FirstReceivedAt, 0, @State, @Endpoint)
        """,
        row);

    private async Task<OutcomeRow> CorrectAsync(OutcomeRow before, OutcomeRow row)
    {
        await session.ExecuteAsync(
            "INSERT INTO outcome_history (request_id, row_index, number, value, known_at, received_at) VALUES (@RequestId, @RowIndex, @CorrectionCount, @Value, @KnownAt, @ReceivedAt)",
            before);
        // What was given up gets another chance: whoever corrects it believes in it.
        await session.ExecuteAsync(
            """
            UPDATE outcomes SET value = @Value, known_at = @KnownAt, received_at = @ReceivedAt, correction_count = correction_count + 1,
                first_received_at = CASE WHEN state = 'orphan' THEN @ReceivedAt ELSE first_received_at END, state = CASE WHEN state = 'orphan' THEN 'unmatched' ELSE state END
            WHERE request_id = @RequestId AND row_index = @RowIndex
            """,
            row);
        return before with { Value = row.Value, KnownAt = row.KnownAt, ReceivedAt = row.ReceivedAt, CorrectionCount = before.CorrectionCount + 1 };
    }
}
