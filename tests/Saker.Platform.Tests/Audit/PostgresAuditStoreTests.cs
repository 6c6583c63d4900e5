using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Audit;

public sealed class PostgresAuditStoreTests() : AuditStoreConformance(new PostgresBackend())
{
    [Theory]
    [InlineData("DELETE FROM audit")]
    [InlineData("TRUNCATE audit")]
    [InlineData("UPDATE audit SET actor = 'nobody'")]
    public async Task What_was_noted_cannot_be_changed(string sql)
    {
        var noted = await Store.AppendAsync(Entry("a"), Cancellation);
        var database = Saker.Services.GetRequiredService<Database>();
        var failure = await Assert.ThrowsAsync<PostgresException>(() => database.WriteAsync(session => session.ExecuteAsync(sql), Cancellation));
        Assert.Contains("append-only", failure.Message, StringComparison.Ordinal);
        Assert.Equal(noted, Assert.Single(await Store.ListAsync(null, 10, Cancellation)));
    }

    protected override Task WithoutGuardAsync(string sql) => Saker.Services.GetRequiredService<Database>().WriteAsync(
        session => session.ExecuteAsync($"DROP TRIGGER audit_is_not_changed ON audit; {sql}"), Cancellation);
}
