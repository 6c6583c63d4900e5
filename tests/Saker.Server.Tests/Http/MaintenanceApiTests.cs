using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Http;

public sealed class MaintenanceApiTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collection_is_planned_then_done_and_noted()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("gc", Token);
        var run = await server.Experiments.StartRunAsync(experiment.Id, "r", null, Token);
        await server.Server.Services.GetRequiredService<IRunStore>().DeleteAsync(run.Id, Token);
        Assert.Empty((await server.Client.CollectGarbageAsync(new CollectRequest(), Token)).Runs);
        var plan = await server.Client.CollectGarbageAsync(new CollectRequest(0, DryRun: true), Token);
        Assert.True(plan.DryRun);
        Assert.Equal([new CollectedRunInfo(run.Id.Value, "r", experiment.Id.Value, 0, 0)], plan.Runs);
        Assert.NotNull(await server.Experiments.FindRunAsync(run.Id, Token));
        Assert.Equal(plan.Runs, (await server.Client.CollectGarbageAsync(new CollectRequest(0), Token)).Runs);
        Assert.Null(await server.Experiments.FindRunAsync(run.Id, Token));
        Assert.Contains(await server.Server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 10, Token), entry => entry.Act == AuditActs.GarbageCollected);
        using var misspelt = await server.Http.PostAsJsonAsync("/api/gc", new { older = 0, dry = true }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, misspelt.StatusCode);
        using var wrong = await server.Http.PostAsJsonAsync("/api/gc", new { olderThanDays = -1 }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }
}
