using Saker.Data;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Monitoring.Settings;

/// <summary>What every <see cref="IMonitorStore"/> does.</summary>
public abstract class MonitorStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private IMonitorStore Store => Saker.Monitors;

    [Fact]
    public async Task An_endpoint_that_nobody_set_is_watched_by_the_defaults()
    {
        await DeployAsync("live");

        Assert.Equal(new EndpointMonitor("live", MonitorSettings.Default, null), await Store.GetAsync("live", Cancellation));
        Assert.Equal(["live"], (await Store.ListAsync(Cancellation)).Select(monitor => monitor.Endpoint));
        Assert.Null(await Store.FindAsync("none", Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.GetAsync("none", Cancellation));
    }

    [Fact]
    public async Task What_is_set_is_found_by_every_opening_until_it_is_reset()
    {
        await DeployAsync("live");
        var set = new MonitorSettings { Drift = new DriftSettings { MinRows = 40, Columns = new Dictionary<string, ColumnDriftSettings> { ["x"] = new() { Ignore = true } } } };

        var changed = await Store.ChangeAsync("live", _ => set, Cancellation);

        Assert.Equal(changed, await (await Backend.OpenAsync()).Monitors.FindAsync("live", Cancellation));
        Assert.Equal((set, true), (changed.Settings, changed.ChangedAt is not null));
        Assert.True(await Store.ResetAsync("live", Cancellation));
        Assert.False(await Store.ResetAsync("live", Cancellation));
        Assert.Equal(MonitorSettings.Default, (await Store.GetAsync("live", Cancellation)).Settings);
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.ResetAsync("none", Cancellation));
    }

    [Fact]
    public async Task Changes_of_several_at_once_are_all_kept()
    {
        await DeployAsync("live");
        var other = (await Backend.OpenAsync()).Monitors;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Store : other).ChangeAsync(
            "live",
            settings => settings with { Drift = settings.Drift with { Columns = new Dictionary<string, ColumnDriftSettings>(settings.Drift.Columns) { [$"c{i}"] = new() { Ignore = true } } } },
            Cancellation)));

        Assert.Equal(8, (await Store.GetAsync("live", Cancellation)).Settings.Drift.Columns.Count);
    }

    [Fact]
    public async Task Settings_that_are_not_possible_are_refused_and_change_nothing()
    {
        await DeployAsync("live");

        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.ChangeAsync("live", settings => settings with { Drift = new DriftSettings { MinRows = 1, Alpha = 2 } }, Cancellation));

        Assert.Equal(["drift.minRows", "drift.alpha"], failure.Problems.Select(problem => problem.Field));
        Assert.Equal(MonitorSettings.Default, (await Store.GetAsync("live", Cancellation)).Settings);
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.ChangeAsync("none", settings => settings, Cancellation));
    }

    [Fact]
    public async Task What_was_said_of_an_endpoint_goes_with_it()
    {
        await DeployAsync("live");
        await Store.ChangeAsync("live", settings => settings with { Drift = settings.Drift with { Enabled = false } }, Cancellation);

        await Saker.Endpoints.RemoveAsync("live", by: null, Cancellation);
        await Saker.Endpoints.DeployAsync("live", "churn", 1, Cancellation);

        Assert.Equal(MonitorSettings.Default, (await Store.GetAsync("live", Cancellation)).Settings);
    }

    private async Task DeployAsync(string endpoint)
    {
        using var source = new ModelSource();
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        await Saker.Endpoints.DeployAsync(endpoint, "churn", 1, Cancellation);
    }
}
