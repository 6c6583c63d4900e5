using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Alerts.Delivery;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Alerts;

public sealed class StoreWatchTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly ToyHttpReceiver _hook = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [Fact]
    public async Task Receivers_are_told_from_memory_once_that_nothing_can_be_stored_and_once_that_it_can_again()
    {
        var scene = await new AlertScene(_backend).OpenAsync($"receivers: [{{name: ops, kind: webhook, url: \"{_hook.Address}\"}}]");
        var watch = scene.Saker.Services.GetRequiredService<StoreWatch>();
        var isFull = false;
        Task ProbeAsync(CancellationToken cancellationToken) => isFull ? Task.FromException(new IOException("database or disk is full.")) : Task.CompletedTask;
        await watch.LookAsync(ProbeAsync, Cancellation);

        isFull = true;
        await watch.LookAsync(ProbeAsync, Cancellation);
        // The receiver is off at first, and is told as soon as it is there.
        await watch.LookAsync(ProbeAsync, Cancellation);
        _hook.Start();
        for (var i = 0; i < 3; i++)
            await watch.LookAsync(ProbeAsync, Cancellation);
        var alert = Assert.Single(Assert.Single(_hook.Taken).Json.GetProperty("alerts").EnumerateArray());
        Assert.Equal(("store-unwritable", "critical"), (alert.GetProperty("labels").GetProperty("alertname").GetString(), alert.GetProperty("labels").GetProperty("severity").GetString()));
        Assert.Contains("disk is full", alert.GetProperty("annotations").GetProperty("summary").GetString(), StringComparison.Ordinal);

        isFull = false;
        for (var i = 0; i < 3; i++)
            await watch.LookAsync(ProbeAsync, Cancellation);

        Assert.Equal(["firing", "resolved"], _hook.Taken.Select(request => request.Json.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task After_a_start_on_a_full_disk_receivers_are_read_and_told_and_one_with_a_fault_keeps_no_other_from_it()
    {
        var name = $"SAKER_ALERT_TEST_{Guid.CreateVersion7():N}";
        Environment.SetEnvironmentVariable(name, "abc\ndef");
        try
        {
            var scene = await new AlertScene(_backend).OpenAsync(
                $"receivers: [{{name: a, kind: webhook, url: \"{_hook.Start().Address}a\", token: env:{name}}}, {{name: b, kind: webhook, url: \"{_hook.Address}b\"}}]");
            var watch = scene.Saker.Services.GetRequiredService<StoreWatch>();
            for (var i = 0; i < 3; i++)
                await watch.LookAsync(_ => Task.FromException(new IOException("database or disk is full.")), Cancellation);

            Assert.Equal("/b", Assert.Single(_hook.Requests).Path);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public async Task One_failure_is_none_yet()
    {
        var scene = await new AlertScene(_backend).OpenAsync($"receivers: [{{name: ops, kind: webhook, url: \"{_hook.Start().Address}\"}}]");
        var watch = scene.Saker.Services.GetRequiredService<StoreWatch>();
        await watch.LookAsync(_ => Task.CompletedTask, Cancellation);
        await watch.LookAsync(_ => Task.FromException(new IOException("busy")), Cancellation);
        await watch.LookAsync(_ => Task.CompletedTask, Cancellation);

        Assert.Empty(_hook.Requests);
    }
}
