using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Http;

public sealed class RunsApiTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("val/auc")]
    [InlineData("a/b/c")]
    [InlineData("with space.and-dot_:")]
    public async Task The_history_of_a_metric_is_given_whatever_its_name(string key)
    {
        var run = await server.Experiments.StartRunAsync(new ExperimentId("0"), "keys", null, Cancellation);
        await server.Experiments.LogAsync(run.Id, new RunEntries { Metrics = [new Metric(key, 0.5, 1, run.StartedAt), new Metric(key, 0.75, 2, run.StartedAt)] }, Cancellation);

        Assert.Equal([0.5, 0.75], (await server.Client.GetMetricAsync(run.Id.Value, key, Cancellation)).Values.Select(value => value.Value));
        using var plain = await server.Http.GetAsync($"/api/runs/{run.Id}/metrics/{key}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        using var missing = await server.Http.GetAsync($"/api/runs/{run.Id}/metrics/{key}/x", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task A_deleted_run_comes_back_by_the_first_digits_of_its_id()
    {
        var run = await server.Experiments.StartRunAsync(new ExperimentId("0"), "back", null, Cancellation);
        await server.Server.Services.GetRequiredService<IRunStore>().DeleteAsync(run.Id, Cancellation);
        using var restored = await server.Http.PostAsync($"/api/runs/{run.Id.Value[..30]}/restore", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, restored.StatusCode);
        Assert.Equal(Lifecycle.Active, (await server.Experiments.FindRunAsync(run.Id, Cancellation))!.Lifecycle);
        using var none = await server.Http.PostAsync("/api/runs/ffffffffff/restore", null, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}
