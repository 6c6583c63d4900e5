using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>
/// Brings the database to the shape that this program knows. Every migration is one transaction together with the note that
/// it was applied; several processes may start at once.
/// </summary>
internal sealed class Migrator(Database database, SakerHome home, TimeProvider time, IReadOnlyList<Migration> migrations)
{
    /// <exception cref="SakerException">The database was written by a newer program, or a migration was changed after it was applied.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await database.PrepareAsync(cancellationToken);
        await database.WriteAsync(
            session => session.ExecuteAsync("""
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)
                """),
            cancellationToken);
        while (await ApplyNextAsync(cancellationToken))
        {
        }
    }

    private Task<bool> ApplyNextAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var applied = await session.QueryAsync<Applied>("SELECT number, name, checksum FROM schema_migrations ORDER BY number");
            Verify(applied);
            if (applied.Count == migrations.Count)
                return false;
            var next = migrations[applied.Count];
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            await session.ExecuteAsync(database.AdaptMigration(next.Sql), new { now });
            await session.ExecuteAsync(
                "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (@Number, @Name, @Checksum, @now)",
                new { next.Number, next.Name, next.Checksum, now });
            return true;
        },
        cancellationToken);

    private void Verify(IReadOnlyList<Applied> applied)
    {
        for (var i = 0; i < applied.Count; i++)
        {
            if (i >= migrations.Count)
                throw new SakerException(ErrorKind.Conflict, $"The home '{home.Folder}' was written by a newer Saker: its database has migration {applied[^1].Name}, this program knows none after {migrations[^1].Name}. Update Saker, or use another home.", "home");
            if (applied[i].Number != migrations[i].Number || applied[i].Checksum != migrations[i].Checksum)
                throw new SakerException(ErrorKind.Conflict, $"The home '{home.Folder}' has migration {applied[i].Name} in another form than this program. Use the Saker that made it, or another home.", "home");
        }
    }

    private sealed record Applied
    {
        public long Number { get; init; }

        public required string Name { get; init; }

        public required string Checksum { get; init; }
    }
}
