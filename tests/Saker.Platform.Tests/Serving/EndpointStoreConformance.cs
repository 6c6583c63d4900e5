using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Serving;

/// <summary>What every <see cref="IEndpointStore"/> does.</summary>
public abstract class EndpointStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private IEndpointStore Store => Saker.Endpoints;

    [Fact]
    public async Task Deployed_endpoint_is_found_by_every_opening()
    {
        await RegisterAsync();
        var other = await Backend.OpenAsync();
        var deployed = await Store.DeployAsync("live", "churn", 1, Cancellation);
        Assert.Equal(("live", "churn", 1), (deployed.Name, deployed.Model, deployed.Version));
        Assert.Equal(deployed, await other.Endpoints.FindAsync("live", Cancellation));
        Assert.Null(await Store.FindAsync("none", Cancellation));
    }

    [Fact]
    public async Task Deploying_again_replaces_what_serves_and_is_always_later()
    {
        await RegisterAsync();
        await RegisterAsync();
        var first = await Store.DeployAsync("live", "churn", 1, Cancellation);
        var second = await Store.DeployAsync("live", "churn", 2, Cancellation);
        var again = await Store.DeployAsync("live", "churn", 2, Cancellation);
        Assert.True(first.DeployedAt < second.DeployedAt && second.DeployedAt < again.DeployedAt);
        Assert.Equal([again], await Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Settings_stay_with_the_endpoint_when_another_version_is_deployed()
    {
        await RegisterAsync();
        await RegisterAsync();
        var settings = new EndpointSettings { Cache = new CacheSettings { Enabled = true, MaxEntries = 7 }, Guard = new GuardSettings { OutOfRange = GuardPolicy.Clip } };
        Assert.Equal(EndpointSettings.Default, (await Store.DeployAsync("live", "churn", 1, Cancellation)).Settings);
        Assert.Equal(settings, (await Store.SetSettingsAsync("live", settings, Cancellation)).Settings);
        Assert.Equal(settings, (await Store.DeployAsync("live", "churn", 2, Cancellation)).Settings);
        Assert.Equal(settings, Assert.Single(await (await Backend.OpenAsync()).Endpoints.ListAsync(Cancellation)).Settings);
        Assert.Equal(EndpointSettings.Default, (await Store.SetSettingsAsync("live", EndpointSettings.Default, Cancellation)).Settings);
    }

    [Fact]
    public async Task Settings_that_are_not_possible_are_refused()
    {
        await RegisterAsync();
        await Store.DeployAsync("live", "churn", 1, Cancellation);
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.SetSettingsAsync("none", EndpointSettings.Default, Cancellation));
        var wrong = new EndpointSettings { Batching = new BatchingSettings { MaxRows = 0 }, Queue = new QueueSettings { MaxQueuedCalls = 0 } };
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.SetSettingsAsync("live", wrong, Cancellation));
        Assert.Equal(["batching.maxRows", "queue.maxQueuedCalls"], failure.Problems.Select(problem => problem.Field));
        Assert.Equal(EndpointSettings.Default, (await Store.FindAsync("live", Cancellation))!.Settings);
    }

    [Fact]
    public async Task Deployment_with_settings_replaces_them_in_the_same_step()
    {
        await RegisterAsync();
        await RegisterAsync();
        var settings = new EndpointSettings { Cache = new CacheSettings { Enabled = true } };
        Assert.Equal((1, settings), Pair(await Store.DeployAsync("live", "churn", 1, settings, Cancellation)));
        var other = new EndpointSettings { Guard = new GuardSettings { OutOfRange = GuardPolicy.Clip } };
        Assert.Equal((2, other), Pair(await Store.DeployAsync("live", "churn", 2, other, Cancellation)));
        Assert.Equal((1, EndpointSettings.Default), Pair(await Store.DeployAsync("live", "churn", 1, EndpointSettings.Default, Cancellation)));
        var wrong = new EndpointSettings { Batching = new BatchingSettings { MaxRows = 0 } };
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.DeployAsync("live", "churn", 2, wrong, Cancellation));
        Assert.Equal((1, EndpointSettings.Default), Pair((await Store.FindAsync("live", Cancellation))!));

        static (int Version, EndpointSettings Settings) Pair(Endpoint endpoint) => (endpoint.Version, endpoint.Settings);
    }

    [Fact]
    public async Task Changes_at_the_same_time_are_all_kept()
    {
        await RegisterAsync();
        await Store.DeployAsync("live", "churn", 1, Cancellation);
        var other = await Backend.OpenAsync();
        var changes = new List<Task>();
        for (var i = 0; i < 20; i++)
        {
            changes.Add(Store.ChangeSettingsAsync("live", before => before with { Cache = before.Cache with { MaxEntries = before.Cache.MaxEntries + 1 } }, Cancellation));
            changes.Add(other.Endpoints.ChangeSettingsAsync("live", before => before with { Queue = before.Queue with { MaxQueuedCalls = before.Queue.MaxQueuedCalls + 1 } }, Cancellation));
        }
        await Task.WhenAll(changes);
        var settings = (await Store.FindAsync("live", Cancellation))!.Settings;
        Assert.Equal((10_020, 1_020), (settings.Cache.MaxEntries, settings.Queue.MaxQueuedCalls));
    }

    [Fact]
    public async Task An_endpoint_remembers_what_it_served_before()
    {
        await RegisterAsync();
        await RegisterAsync();
        Assert.Null((await Store.DeployAsync("live", "churn", 1, Cancellation)).Previous);
        Assert.Null((await Store.DeployAsync("live", "churn", 1, Cancellation)).Previous);
        Assert.Equal(new PreviousVersion("churn", 1), (await Store.DeployAsync("live", "churn", 2, Cancellation)).Previous);
        Assert.Equal(new PreviousVersion("churn", 1), (await Store.DeployAsync("live", "churn", 2, Cancellation)).Previous);
        Assert.Equal(new PreviousVersion("churn", 2), (await Store.DeployAsync("live", "churn", 1, Cancellation)).Previous);
    }

    [Fact]
    public async Task Endpoints_are_listed_by_name()
    {
        await RegisterAsync();
        foreach (var name in new[] { "b", "c", "a" })
            await Store.DeployAsync(name, "churn", 1, Cancellation);
        Assert.Equal(["a", "b", "c"], (await Store.ListAsync(Cancellation)).Select(endpoint => endpoint.Name));
    }

    [Fact]
    public async Task Only_a_registered_version_is_deployed_under_a_valid_name()
    {
        await RegisterAsync();
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.DeployAsync("live", "churn", 2, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.DeployAsync("live", "fraud", 1, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.DeployAsync("li ve", "churn", 1, Cancellation));
        Assert.Empty(await Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Removed_endpoint_is_gone_for_every_opening_and_can_be_deployed_again()
    {
        await RegisterAsync();
        var other = await Backend.OpenAsync();
        await Store.DeployAsync("live", "churn", 1, Cancellation);
        Assert.True(await Store.RemoveAsync("live", by: null, Cancellation));
        Assert.False(await other.Endpoints.RemoveAsync("live", by: null, Cancellation));
        Assert.Null(await other.Endpoints.FindAsync("live", Cancellation));
        Assert.Equal(1, (await Store.DeployAsync("live", "churn", 1, Cancellation)).Version);
    }

    private async Task RegisterAsync()
    {
        using var source = new ModelSource();
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
    }
}
