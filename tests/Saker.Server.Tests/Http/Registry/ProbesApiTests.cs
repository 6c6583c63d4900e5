using System.Net;
using System.Text;
using Saker.Client;
using Saker.Platform.Identity;
using Saker.Server.Tests.Http.Access;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.Registry;

/// <summary>Looking into registered networks over HTTP, with access on.</summary>
public sealed class ProbesApiTests : IAsyncLifetime
{
    private readonly GuardedServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Places_are_seen_and_robustness_is_measured()
    {
        var deployer = Client(Role.Deployer);
        await deployer.ImportAsync("lines", ToyLines.Graph().ToBytes(), [], null, Cancellation);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(ToyLines.Rows(6)));
        await deployer.Datasets.AddAsync("rows", content, "text/csv", null, Cancellation);

        var seen = await deployer.SeePlacesAsync("lines", "1", new PlacesRequest { Dataset = "rows/1", Target = "line", Class = 1 }, Cancellation);
        Assert.Equal([0, 1, 2, 3, 4, 5], seen.Select(row => row.Row));
        Assert.All(seen, row => Assert.Equal((1, 64, 64), (row.Class, row.Map.Count, row.Coarse.Count)));

        var request = new RobustnessRequest { Dataset = "rows/1", Target = "line", Epsilon = 0.7, Low = 0, High = 1 };
        var report = await deployer.MeasureRobustnessAsync("lines", "1", request, Cancellation);
        Assert.Equal(("pgd", 6, 1.0), (report.Method, report.RowCount, report.AccuracyBefore));
        Assert.True(report.AccuracyAfter < 1 && report.LossAfter > report.LossBefore && report.Misled[0].Values.Count == 64, report.ToString());

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(deployer, request with { Epsilon = null }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(deployer, request with { Method = "magic" }));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(deployer, request with { Dataset = "rows/9" }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Client(Role.User), request));
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<SakerClientException>(() => Client(Role.User).SeePlacesAsync("lines", "1", new PlacesRequest { Dataset = "rows/1" }, Cancellation))).Status);
    }

    private static async Task<HttpStatusCode?> StatusAsync(SakerClient client, RobustnessRequest request) =>
        (await Assert.ThrowsAsync<SakerClientException>(() => client.MeasureRobustnessAsync("lines", "1", request, Cancellation))).Status;

    private SakerClient Client(Role role) => new(_server.As(role));
}
