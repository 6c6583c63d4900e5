using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Registry;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Registry;

/// <summary>Names that models gave up: in the order of the database, found without reading what is of others, and no longer kept than they are of use.</summary>
public sealed class NameHistoryTests : EmbeddedTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private Database Database => Saker.Services.GetRequiredService<Database>();

    [Fact]
    public async Task Renames_by_servers_whose_clocks_differ_are_followed_in_their_order()
    {
        var fast = await OpenAsync(new ManualTime(s_start.AddSeconds(5)));
        var slow = await OpenAsync(new ManualTime(s_start));
        await fast.Registry.CreateAsync(new NewModel { Name = "a" }, Cancellation);
        await fast.Registry.RenameAsync("a", "b", Cancellation);
        await slow.Registry.RenameAsync("b", "a", Cancellation);

        Assert.Equal((null, "a"), (await slow.Registry.FindRenamedAsync("a", Cancellation), await slow.Registry.FindRenamedAsync("b", Cancellation)));
        var history = await Database.ReadAsync(NameHistory.ReadAsync, Cancellation);
        Assert.Equal(("a", "a"), (history.CurrentOf("a"), history.CurrentOf("b")));
        Assert.Equal(("a", "a"), (history.CurrentOf("a", s_start.AddSeconds(-1)), history.CurrentOf("b", s_start.AddHours(1))));
    }

    [Fact]
    public async Task Names_that_lead_to_nobody_are_forgotten_once_nothing_of_their_time_is_kept()
    {
        var time = new ManualTime(s_start);
        var saker = await OpenAsync(time);
        foreach (var name in (string[])["gone", "taken", "used"])
        {
            await saker.Registry.CreateAsync(new NewModel { Name = name }, Cancellation);
            await saker.Registry.RenameAsync(name, name + " now", Cancellation);
        }
        await saker.Registry.DeleteAsync("gone now", Cancellation);
        await saker.Registry.CreateAsync(new NewModel { Name = "taken" }, Cancellation);

        time.Advance(TimeSpan.FromDays(790));
        await RenameOneAsync(saker, "first");
        Assert.Equal(["first", "gone", "taken", "used"], await OldNamesAsync());
        time.Advance(TimeSpan.FromDays(11));
        await RenameOneAsync(saker, "second");
        // A name that still leads somewhere goes on doing so.
        Assert.Equal(["first", "second", "used"], await OldNamesAsync());
        Assert.Equal("used now", await saker.Registry.FindRenamedAsync("used", Cancellation));
    }

    [Theory]
    [InlineData("windows")]
    [InlineData("drift_history")]
    [InlineData("drift_reports")]
    [InlineData("performance_windows")]
    [InlineData("outcomes")]
    [InlineData("named_outcomes")]
    public async Task What_was_watched_of_a_model_is_found_by_an_index(string table)
    {
        foreach (var sql in (string[])[$"UPDATE {table} SET model = 'new' WHERE model = 'old'", $"DELETE FROM {table} WHERE model = 'new'"])
        {
            var plan = await Database.ReadAsync(session => session.QueryAsync<PlanRow>("EXPLAIN QUERY PLAN " + sql), Cancellation);
            Assert.DoesNotContain(plan, step => step.Detail.StartsWith("SCAN", StringComparison.Ordinal));
            Assert.Contains(plan, step => step.Detail.StartsWith($"SEARCH {table} USING", StringComparison.Ordinal));
        }
    }

    private Task<SakerPlatform> OpenAsync(TimeProvider time) => Backend.OpenAsync(services => services.AddSingleton(time));

    private static async Task RenameOneAsync(SakerPlatform saker, string name)
    {
        await saker.Registry.CreateAsync(new NewModel { Name = name }, Cancellation);
        await saker.Registry.RenameAsync(name, name + " now", Cancellation);
    }

    private Task<IReadOnlyList<string>> OldNamesAsync() => Database.ReadAsync(session => session.QueryAsync<string>("SELECT old_name FROM model_renames ORDER BY old_name"), Cancellation);

    private sealed record PlanRow
    {
        public required string Detail { get; init; }
    }
}
