using System.Text;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Pipelines.Policies;

/// <summary>Policies in the home's database.</summary>
internal sealed class SqlRetrainingPolicyStore(Database database, HomeOptions options, TimeProvider time) : IRetrainingPolicyStore
{
    private const string Select = "SELECT p.endpoint, p.policy, p.set_by AS SetBy, p.set_at AS SetAt, p.counted_from AS CountedFrom FROM retraining_policies p";

    public Task<SetPolicy> SetAsync(string endpoint, RetrainingPolicy policy, Actor? by, CancellationToken cancellationToken)
    {
        if (RetrainingPolicyText.Check(policy, "") is { Count: > 0 } problems)
            throw new SakerException(ErrorKind.InvalidInput, RetrainingPolicyText.Format.Refusal, problems);
        return database.WriteAsync(
            async session =>
            {
                if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM endpoints WHERE name = @endpoint", new { endpoint }) == 0)
                    throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{endpoint}'. `saker endpoints` lists them.", "endpoint");
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var before = await session.FindAsync<PolicyRow>($"{Select} WHERE p.endpoint = @endpoint", new { endpoint });
                var from = before is not null && before.ToPolicy().Policy.Schedule == policy.Schedule ? before.CountedFrom : now;
                await session.ExecuteAsync(
                    """
                    INSERT INTO retraining_policies (endpoint, policy, set_by, set_at, counted_from) VALUES (@endpoint, @text, @by, @now, @from)
                    ON CONFLICT (endpoint) DO UPDATE SET policy = excluded.policy, set_by = excluded.set_by, set_at = excluded.set_at, counted_from = excluded.counted_from
                    """,
                    new { endpoint, text = Encoding.UTF8.GetString(RetrainingPolicyText.WriteJson(policy)), by = Actor.Of(by, options).Name, now, from });
                return (await session.FindAsync<PolicyRow>($"{Select} WHERE p.endpoint = @endpoint", new { endpoint }))!.ToPolicy();
            },
            cancellationToken);
    }

    public Task<SetPolicy?> FindAsync(string endpoint, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await session.FindAsync<PolicyRow>($"{Select} WHERE p.endpoint = @endpoint", new { endpoint }))?.ToPolicy(), cancellationToken);

    public Task<IReadOnlyList<SetPolicy>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<SetPolicy>>(
        async session => [.. (await session.QueryAsync<PolicyRow>($"{Select} ORDER BY p.endpoint")).Select(row => row.ToPolicy())], cancellationToken);

    public Task<bool> RemoveAsync(string endpoint, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync("DELETE FROM retraining_policies WHERE endpoint = @endpoint", new { endpoint }) > 0, cancellationToken);

    private sealed record PolicyRow
    {
        public required string Endpoint { get; init; }

        public required string Policy { get; init; }

        public required string SetBy { get; init; }

        public long SetAt { get; init; }

        public long CountedFrom { get; init; }

        public SetPolicy ToPolicy() => new(Endpoint, RetrainingPolicyText.ReadJson(Encoding.UTF8.GetBytes(Policy)), SetBy, DateTimeOffset.FromUnixTimeMilliseconds(SetAt))
        {
            CountedFrom = DateTimeOffset.FromUnixTimeMilliseconds(CountedFrom),
        };
    }
}
