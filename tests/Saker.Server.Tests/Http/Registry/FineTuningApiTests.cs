using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Saker.Client;
using Saker.Platform.Identity;
using Saker.Server.Tests.Http.Access;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.Registry;

/// <summary>Registered networks learn on over HTTP, with access on.</summary>
public sealed class FineTuningApiTests : IAsyncLifetime
{
    private static readonly FineTuneRequest s_request = new() { Dataset = "rows/1", Target = "side", NewHead = 3, Phases = [new() { Layers = 1, Epochs = 5, Rate = 0.02 }, new() { Epochs = 2 }], Aliases = ["tuned"] };

    private readonly GuardedServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Version_learns_on_and_is_registered_with_its_run()
    {
        var deployer = Client(Role.Deployer);
        await deployer.ImportAsync("sides", ToySides.Graph().ToBytes(), [], null, Cancellation);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(ToySides.Rows(100)));
        await deployer.Datasets.AddAsync("rows", content, "text/csv", null, Cancellation);

        var made = await deployer.FineTuneAsync("sides", "1", s_request, Cancellation);
        Assert.Equal(("sides", 2, "accuracy", null, 70, 10, 20, 7), (made.Model, made.Version, made.ScoreName, made.Before, made.LearnedCount, made.WatchedCount, made.HeldOutCount, made.EpochCount));
        Assert.Equal(2, (await deployer.GetModelAsync("sides", Cancellation)).Aliases["tuned"]);
        var version = (await deployer.GetModelAsync("sides", Cancellation)).Versions.Single(one => one.Version == 2);
        Assert.Equal((made.Run, "rows/1", "sides/1"), (version.RunId, version.Dataset, version.Parent));
        Assert.Contains((await Client(Role.Admin).ListAuditAsync(null, 20, Cancellation)).Entries, entry => entry is { Act: "model.finetune", Target: "sides/2", Detail: "on rows/1" });

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(deployer, "1", s_request with { Dataset = null }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(deployer, "1", s_request with { NewHead = 0 }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(deployer, "1", s_request with { Phases = [null!] }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(deployer, "1", s_request with { Frozen = [null!] }));
        using var body = new StringContent("""{"dataset":"rows/1","target":"side","phases":[{"epochs":1},{"epochs":2,"bananas":3}]}""", Encoding.UTF8, "application/json");
        var odd = await (await _server.As(Role.Deployer).PostAsync(new Uri("/api/models/sides/versions/1/finetuning", UriKind.Relative), body, Cancellation)).Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("'phases[1].bananas' is not known here; known are: layers, epochs, rate, decay.", Regex.Unescape(odd), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.CompressAsync("sides", "1", new CompressRequest { Method = "dynamic", Keep = [null!] }, Cancellation))).Status);
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(deployer, "1", s_request with { MinScore = 1, Phases = [new() { Epochs = 1, Rate = 1e-9 }] }));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(deployer, "9", s_request));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Client(Role.User), "1", s_request));
    }

    private static async Task<HttpStatusCode?> StatusAsync(SakerClient client, string version, FineTuneRequest request) =>
        (await Assert.ThrowsAsync<SakerClientException>(() => client.FineTuneAsync("sides", version, request, Cancellation))).Status;

    private SakerClient Client(Role role) => new(_server.As(role));
}
