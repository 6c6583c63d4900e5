using Microsoft.Extensions.DependencyInjection;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Platform.Serving;
using Status = Saker.OpenInference.Messages.HealthCheckResponse.Types.ServingStatus;

namespace Saker.Server.Tests.Grpc;

public sealed class ServiceTests(GrpcServer server) : IClassFixture<GrpcServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_and_its_models_say_that_they_are_there()
    {
        Assert.True(await server.Client.IsLiveAsync(Token));
        Assert.True(await server.Client.IsReadyAsync(Token));
        Assert.True(await server.Client.IsModelReadyAsync("churn", "", Token));
        Assert.True(await server.Client.IsModelReadyAsync("churn", "1", Token));
        Assert.Equal("saker", (await server.Client.GetServerAsync(Token)).Name);
        Assert.Equal(GrpcStatusCode.NotFound, (await Assert.ThrowsAsync<GrpcException>(() => server.Client.IsModelReadyAsync("nobody", "", Token))).Code);
    }

    [Fact]
    public async Task A_model_describes_its_tensors()
    {
        var model = await server.Client.GetModelAsync("echo", "", Token);
        Assert.Equal("echo", model.Name);
        Assert.Equal("toy_echo", model.Platform);
        Assert.Contains("1", model.Versions);
        Assert.Equal(["FP32", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "BYTES", "BOOL", "FP16", "FP64", "UINT32", "UINT64", "BF16"], model.Inputs.Select(input => input.Datatype));
        Assert.All(model.Outputs, output => Assert.Equal([-1L, 2L], output.Shape));
        Assert.Equal(GrpcStatusCode.NotFound, (await Assert.ThrowsAsync<GrpcException>(() => server.Client.GetModelAsync("echo", "9", Token))).Code);
    }

    [Fact]
    public async Task The_repository_lists_what_is_served()
    {
        var index = await server.Calls.CallAsync(InferenceMethods.RepositoryIndex, new RepositoryIndexRequest(), GrpcCallOptions.Default, Token);
        Assert.Contains(index.Models, model => model is { Name: "echo", Version: "1", State: "READY" });
    }

    [Fact]
    public async Task Health_is_known_for_the_server_and_each_model()
    {
        Assert.Equal(Status.Serving, await server.Client.CheckHealthAsync("", Token));
        Assert.Equal(Status.Serving, await server.Client.CheckHealthAsync("churn", Token));
        Assert.Equal(Status.Serving, await server.Client.CheckHealthAsync("inference.GRPCInferenceService", Token));
        Assert.Equal(GrpcStatusCode.NotFound, (await Assert.ThrowsAsync<GrpcException>(() => server.Client.CheckHealthAsync("nobody", Token))).Code);
    }

    [Fact]
    public async Task A_watch_tells_when_a_model_comes()
    {
        await using var watch = server.Calls.OpenStream(HealthMethods.Watch, GrpcCallOptions.Default, Token);
        await watch.WriteAsync(new HealthCheckRequest { Service = "late" }, Token);
        watch.Complete();
        Assert.Equal(Status.ServiceUnknown, (await watch.ReadAsync(Token))!.Status);
        await server.Server.DeployAsync("late", "late", Token);
        var status = (await watch.ReadAsync(Token))!.Status;
        while (status == Status.NotServing)
            status = (await watch.ReadAsync(Token))!.Status;
        Assert.Equal(Status.Serving, status);
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_watches_and_streams()
    {
        await using var own = new GrpcServer();
        await own.InitializeAsync();
        await using var watch = own.Calls.OpenStream(HealthMethods.Watch, GrpcCallOptions.Default, Token);
        await watch.WriteAsync(new HealthCheckRequest(), Token);
        watch.Complete();
        Assert.Equal(Status.Serving, (await watch.ReadAsync(Token))!.Status);
        await using var stream = own.Client.OpenInferStream(GrpcCallOptions.Default, Token);
        await stream.WriteAsync(EchoRequests.Wide(rows: 1), Token);
        Assert.NotNull(await stream.ReadAsync(Token));

        var stopping = own.Server.Server.StopAsync(Token);
        Assert.Equal(Status.NotServing, (await watch.ReadAsync(Token))!.Status);
        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => watch.ReadAsync(Token))).Code);
        Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => stream.ReadAsync(Token))).Code);
        await stopping;
    }
}
