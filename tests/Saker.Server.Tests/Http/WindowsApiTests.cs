using System.Net;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Learning.Models;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Messages;
using Saker.Platform;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Serving;
using Saker.Platform.Storage;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

/// <summary>From requests by every door to windows.</summary>
public sealed class WindowsApiTests
{
    private const string Row = """{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}""";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly KeepingSink _sink = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_by_every_door_are_captured_under_the_id_that_their_caller_knows()
    {
        await using var server = await StartAsync();
        using var grpc = new InferenceClient(new GrpcClient(new GrpcClientOptions { Address = server.Server.GrpcAddress }));
        await PostAsync(server, "/api/endpoints/churn/predict", $$"""{"rows":[{{Row}},{{Row}}]}""", "by-rows");
        await PostAsync(server, "/v2/models/churn/infer", Infer("""  "id":"by\u002dbody", """), "not-this");
        await PostAsync(server, "/v2/models/churn/versions/1/infer", Infer(""), "by-header");
        await PostAsync(server, "/invocations", $$"""{"dataframe_records":[{{Row}}]}""", "by-invocation");
        var refused = await PostAsync(server, "/api/endpoints/churn/predict", """{"rows":[{"tenure":"x"}]}""", "refused");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await grpc.InferAsync(GrpcRequest(), Token);

        await server.Server.StopAsync(Token);

        Assert.True(_sink.IsFlushed);
        Assert.Equal(
            [("by-body", 1), ("by-grpc", 1), ("by-header", 1), ("by-invocation", 1), ("by-rows", 2), ("refused", 0)],
            _sink.Requests.Select(request => (request.RequestId, request.FirstRow < 0 ? 0 : request.RowCount)).Order());
        Assert.Equal("invalidInput", _sink.Requests.Single(request => request.RequestId == "refused").Error);
        Assert.All(_sink.Blocks, block => Assert.Equal(Enumerable.Repeat("Month-to-month", block.RowCount), block.Inputs.Get<string>("Contract").Values.ToArray()));
        Assert.All(_sink.Requests.Where(request => request.Error is null), request => Assert.True(request.TotalMicroseconds >= request.ComputeMicroseconds && request.ComputeMicroseconds > 0));
    }

    [Fact]
    public async Task Windows_and_their_profiles_are_told_while_the_server_runs_and_after_it_has_stopped()
    {
        await using var server = await StartAsync();
        for (var i = 0; i < 20; i++)
            await PostAsync(server, "/api/endpoints/churn/predict", $$"""{"rows":[{{Row}}]}""", $"{i}");
        using var patience = new CancellationTokenSource(Soon);
        IReadOnlyList<WindowInfo> windows;
        do
            windows = await server.Client.Windows.ListAsync("churn", "hour", null, null, 1, patience.Token);
        while (windows.Sum(window => window.RequestCount) < 20);

        var whole = await server.Client.Windows.GetProfileAsync("churn", null, null, null, Token);

        Assert.All(windows, window => Assert.Equal(("churn", "churn", 1, 0), (window.Endpoint, window.Model, window.Version, window.Errors.Count)));
        Assert.Equal((20, 20, 20), (whole.Window.RequestCount, whole.Window.RowCount, whole.Window.ProfiledRowCount));
        Assert.True(whole.Window.Total.P99 >= whole.Window.Total.P50 && whole.Window.Compute.P50 > 0);
        Assert.Equal(20, whole.Inputs!.Value.GetProperty("rows").GetInt64());
        Assert.Equal(20, whole.Outputs!.Value.GetProperty("rows").GetInt64());
        await PostAsync(server, "/api/endpoints/churn/predict", $$"""{"rows":[{{Row}}]}""", "the last");
        await server.Server.StopAsync(Token);
        await using var home = await SakerPlatform.OpenAsync(new HomeOptions { Folder = server.Home }, Token);
        var now = DateTimeOffset.UtcNow;
        Assert.Equal(21, (await home.Windows.FindAsync("churn", 1, now.AddHours(-1), now.AddMinutes(1), Token))!.Summary.Facts.RowCount);
    }

    [Fact]
    public async Task A_server_that_is_let_go_of_without_being_stopped_keeps_its_last_request()
    {
        await using var server = await StartAsync();
        await PostAsync(server, "/api/endpoints/churn/predict", $$"""{"rows":[{{Row}}]}""", "the-last");

        await server.Server.DisposeAsync();
        await server.Server.DisposeAsync();

        Assert.True(_sink.IsFlushed);
        Assert.Equal("the-last", Assert.Single(_sink.Requests).RequestId);
    }

    [Theory]
    [InlineData("?grain=week", "minute, hour, day")]
    [InlineData("?from=2026-03-04T10:00:00Z&to=2026-03-04T09:00:00Z", "begin it earlier")]
    [InlineData("?from=2020-03-04T10:00:00Z&to=2026-03-04T09:00:00Z", "hours or days")]
    [InlineData("/profile?from=2026-03-04T10:00:00Z&to=2026-03-04T11:00:00Z", "Nothing was captured")]
    public async Task What_cannot_be_told_says_why(string query, string reason)
    {
        await using var server = await StartAsync();

        var answer = await server.Http.GetAsync(new Uri("/api/endpoints/churn/windows" + query, UriKind.Relative), Token);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(new Uri("/api/endpoints/nobody/windows", UriKind.Relative), Token)).StatusCode);
    }

    [Fact]
    public async Task A_server_without_watching_captures_nothing()
    {
        await using var server = await StartAsync(isOn: false);

        await PostAsync(server, "/api/endpoints/churn/predict", $$"""{"rows":[{{Row}}]}""", "unseen");
        await server.Server.StopAsync(Token);

        Assert.Empty(_sink.Blocks);
    }

    private async Task<TestServer> StartAsync(bool isOn = true)
    {
        var server = new TestServer
        {
            Services = services => services
                .AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn()))
                .AddSingleton<ICaptureSink>(_sink)
                .AddSingleton(new WindowOptions { FlushInterval = TimeSpan.FromMilliseconds(100) }),
        };
        await server.StartAsync(options => options with { Watching = new CaptureOptions { IsOn = isOn, Interval = TimeSpan.FromMilliseconds(50) } }, hasModel: true);
        return server;
    }

    private static async Task<HttpResponseMessage> PostAsync(TestServer server, string path, string json, string requestId)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json"), Headers = { { "X-Request-Id", requestId } } };
        return await server.Http.SendAsync(message, Token);
    }

    private static ModelInferRequest GrpcRequest()
    {
        var request = new ModelInferRequest { ModelName = "churn", Id = "by-grpc" };
        foreach (var (name, number) in (IReadOnlyList<(string, double)>)[("tenure", 3), ("MonthlyCharges", 70.35), ("PaperlessBilling", 1)])
            request.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = name, Datatype = "FP64", Shape = { 1, 1 }, Contents = new InferTensorContents { Fp64Contents = { number } } });
        request.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = "Contract", Datatype = "BYTES", Shape = { 1, 1 }, Contents = new InferTensorContents { BytesContents = { ByteString.CopyFromUtf8("Month-to-month") } } });
        return request;
    }

    private static string Infer(string id) => $$"""
        {{{id}}"inputs":[
            {"name":"tenure","shape":[1,1],"datatype":"FP64","data":[3]},{"name":"MonthlyCharges","shape":[1,1],"datatype":"FP64","data":[70.35]},
            {"name":"Contract","shape":[1,1],"datatype":"BYTES","data":["Month-to-month"]},{"name":"PaperlessBilling","shape":[1,1],"datatype":"FP64","data":[1]}]}
        """;
}
