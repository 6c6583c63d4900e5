using System.Security.Cryptography;
using System.Text.Json;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Identity;

/// <summary>Keys in the home's database.</summary>
internal sealed class SqlKeyStore(Database database, TimeProvider time) : IKeyStore
{
    private const int MaxKeys = 10_000;
    private const string Select = "SELECT id, name, role, hash, policy, created_at AS CreatedAt, last_used_at AS LastUsedAt, expires_at AS ExpiresAt, revoked_at AS RevokedAt FROM api_keys";

    public Task<NewKey> CreateAsync(KeyRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Check(request, now);
        return database.WriteAsync(
            async session =>
            {
                var at = now.ToUnixTimeMilliseconds();
                if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM api_keys WHERE name = @Name AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @at)", new { request.Name, at }) > 0)
                    throw new SakerException(ErrorKind.Conflict, $"A key named '{request.Name}' works already; revoke it first, or choose another name.", "name");
                if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM api_keys WHERE revoked_at IS NULL") >= MaxKeys)
                    throw new SakerException(ErrorKind.LimitExceeded, $"There are {MaxKeys} keys already; revoke some that are no longer needed.", "name");
                var (id, text, hash) = KeyText.Create();
                await session.ExecuteAsync(
                    """
                    INSERT INTO api_keys (id, name, role, hash, policy, created_at, expires_at)
                    VALUES (@id, @Name, @role, @hash, @policy, @at, @expires)
                    """,
                    new
                    {
                        id,
                        request.Name,
                        role = request.Role.Word(),
                        hash = Convert.ToHexStringLower(hash),
                        policy = JsonSerializer.Serialize(request.Policy),
                        at,
                        expires = request.ExpiresAt?.ToUnixTimeMilliseconds(),
                    });
                await ReviseAsync(session);
                return new NewKey((await FindAsync(session, id))!.ToKey(), text);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ApiKey>>(
        async session => [.. (await session.QueryAsync<KeyRow>(Select + " ORDER BY created_at DESC, id")).Select(row => row.ToKey())],
        cancellationToken);

    public Task<ApiKey> RevokeAsync(string id, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.ExecuteAsync("UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", new { id, now = time.GetUtcNow().ToUnixTimeMilliseconds() }) > 0)
                await ReviseAsync(session);
            return (await FindAsync(session, id))?.ToKey()
                ?? throw new SakerException(ErrorKind.NotFound, $"There is no key with the id '{id}'.", "id");
        },
        cancellationToken);

    public Task<long> GetRevisionAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ScalarAsync<long>("SELECT revision FROM access_state"), cancellationToken);

    public Task<IReadOnlyList<StoredKey>> LoadAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<StoredKey>>(
        async session => [.. (await session.QueryAsync<KeyRow>(Select + " WHERE revoked_at IS NULL")).Select(row => new StoredKey(row.ToKey(), Convert.FromHexString(row.Hash)))],
        cancellationToken);

    public Task<ReadOnlyMemory<byte>> GetInstallationSecretAsync(CancellationToken cancellationToken) => database.WriteAsync<ReadOnlyMemory<byte>>(
        async session =>
        {
            var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            await session.ExecuteAsync("UPDATE access_state SET secret = @made WHERE secret IS NULL", new { made });
            return Convert.FromHexString((await session.ScalarAsync<string>("SELECT secret FROM access_state"))!);
        },
        cancellationToken);

    private static Task<KeyRow?> FindAsync(Session session, string id) => session.FindAsync<KeyRow>(Select + " WHERE id = @id", new { id });

    private static Task ReviseAsync(Session session) => session.ExecuteAsync("UPDATE access_state SET revision = revision + 1");

    private static void Check(KeyRequest request, DateTimeOffset now)
    {
        List<Problem> problems = [];
        Names.Check(problems, "name", request.Name);
        request.Policy.Check(problems);
        if (request.ExpiresAt <= now)
            problems.Add(new Problem("expiresAt", "is in the past; name a time to come, or none."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The key cannot be made.", problems);
    }

    private sealed record KeyRow
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string Role { get; init; }

        public required string Hash { get; init; }

        public required string Policy { get; init; }

        public long CreatedAt { get; init; }

        public long? LastUsedAt { get; init; }

        public long? ExpiresAt { get; init; }

        public long? RevokedAt { get; init; }

        public ApiKey ToKey() => new()
        {
            Id = Id,
            Name = Name,
            Role = Roles.Parse(Role),
            Policy = JsonSerializer.Deserialize<KeyPolicy>(Policy) ?? KeyPolicy.None,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
            LastUsedAt = Time(LastUsedAt),
            ExpiresAt = Time(ExpiresAt),
            RevokedAt = Time(RevokedAt),
        };

        private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
    }
}
