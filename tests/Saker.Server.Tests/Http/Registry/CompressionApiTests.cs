using System.Net;
using System.Text;
using Saker.Client;
using Saker.Platform.Identity;
using Saker.Server.Tests.Http.Access;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.Registry;

/// <summary>Looking into models and making them smaller over HTTP, with access on.</summary>
public sealed class CompressionApiTests : IAsyncLifetime
{
    private readonly GuardedServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Version_is_made_smaller_measured_and_registered()
    {
        var deployer = await ImportAsync();
        var made = await deployer.CompressAsync("sides", "1", new CompressRequest { Method = "static", Dataset = "rows/1", Target = "side", MaxLoss = 0.02, Aliases = ["small"] }, Cancellation);
        Assert.Equal(("sides", 2, "static", "accuracy"), (made.Model, made.Version, made.Method, made.ScoreName));
        Assert.True(made.Ratio > 2.5 && made.ScoreLoss <= 0.02 && made.Before.RowMicroseconds > 0, made.ToString());
        Assert.Equal(2, (await deployer.GetModelAsync("sides", Cancellation)).Aliases["small"]);
        Assert.Contains((await Client(Role.Admin).ListAuditAsync(null, 20, Cancellation)).Entries, entry => entry is { Act: "model.compress", Target: "sides/2", Detail: "static" });

        var refused = await Assert.ThrowsAsync<SakerClientException>(() => deployer.CompressAsync("sides", "1", new CompressRequest { Method = "structured", Share = 0.99, Dataset = "rows/1", Target = "side", MaxLoss = 0 }, Cancellation));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.CompressAsync("sides", "1", new CompressRequest { Method = "magic" }, Cancellation))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.CompressAsync("sides", "1", new CompressRequest { Method = "dynamic", Bits = 4 }, Cancellation))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.CompressAsync("sides", "9", new CompressRequest { Method = "dynamic" }, Cancellation))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<SakerClientException>(() => Client(Role.User).CompressAsync("sides", "1", new CompressRequest { Method = "dynamic" }, Cancellation))).Status);
    }

    [Fact]
    public async Task File_is_looked_into_and_nothing_is_kept()
    {
        var deployer = Client(Role.Deployer);
        var found = await deployer.InspectAsync(ToySides.Graph().ToBytes(), Cancellation);
        Assert.Equal(("x", "float32"), (found.Inputs.Single().Name, found.Inputs.Single().Type));
        Assert.Equal([576L, 4160, 130], found.Layers.Select(layer => layer.Count));
        Assert.Equal(4866, found.TrainableCount);
        Assert.Equal(3, found.Operators.Single(known => known.Name == "Gemm").Count);
        Assert.Empty(found.Missing);
        Assert.DoesNotContain(await deployer.ListModelsAsync(Cancellation), model => model.Name != "churn");
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.InspectAsync([1, 2, 3], Cancellation))).Status);
        // The engine opens what is sent, so it is for those who may import it.
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<SakerClientException>(() => Client(Role.User).InspectAsync([1, 2, 3], Cancellation))).Status);
    }

    [Fact]
    public async Task Rows_are_explained_by_gradients_that_add_up()
    {
        var deployer = await ImportAsync();
        var text = string.Concat(ToySides.Rows(3).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(',')] + "\n"));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await deployer.Datasets.AddAsync("asked", content, "text/csv", null, Cancellation);
        var rows = await deployer.ExplainByGradientsAsync("sides", "1", new GradientsRequest { Dataset = "asked/1", Class = 0 }, Cancellation);
        Assert.Equal([0, 1, 2], rows.Select(row => row.Row));
        foreach (var row in rows)
        {
            Assert.Equal(8, row.Factors.Count);
            Assert.Contains(row.Factors, factor => factor.Column == "v0");
            Assert.Equal(row.Output - row.BaselineOutput + row.Gap, row.Factors.Sum(factor => factor.Value), 1e-4);
        }
        var beside = await deployer.ExplainByGradientsAsync("sides", "1", new GradientsRequest { Dataset = "rows/1", Class = 0, Target = "side" }, Cancellation);
        Assert.Equal((100, 8, "v0"), (beside.Count, beside[0].Factors.Count, beside[0].Factors.Select(factor => factor.Column).Min()));
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.ExplainByGradientsAsync("sides", "1", new GradientsRequest { Dataset = "rows/1", Target = "nothing" }, Cancellation))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.ExplainByGradientsAsync("sides", "1", new GradientsRequest { Dataset = "asked/1", Class = 7 }, Cancellation))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.ExplainByGradientsAsync("churn", "1", new GradientsRequest { Dataset = "rows/1" }, Cancellation))).Status);
    }

    private async Task<SakerClient> ImportAsync()
    {
        var deployer = Client(Role.Deployer);
        await deployer.ImportAsync("sides", ToySides.Graph().ToBytes(), [], null, Cancellation);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(ToySides.Rows(100)));
        await deployer.Datasets.AddAsync("rows", content, "text/csv", null, Cancellation);
        return deployer;
    }

    private SakerClient Client(Role role) => new(_server.As(role));
}
