using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Platform.Serving;
using Saker.Server.Tests.Http;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Grpc;

/// <summary>What is left out for predictions, of which there are many, and what is not.</summary>
public sealed class PredictionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answer_to_a_prediction_has_no_headers_for_pages()
    {
        await using var server = new GrpcServer();
        await server.InitializeAsync();
        var answer = await server.Calls.SendRawAsync(InferenceMethods.ModelInfer.Path, GrpcFrames.Pack(EchoRequests.Wide(rows: 2), useGzip: false), GrpcCallOptions.Default, Token);
        Assert.True(answer.Status.IsOk, answer.Status.Message);
        Assert.Equal(["content-type", "date", "x-content-type-options", "x-request-id"], answer.Headers.Keys.Order(StringComparer.Ordinal));
        var question = await server.Calls.SendRawAsync(InferenceMethods.ServerMetadata.Path, GrpcFrames.Pack(new ServerMetadataRequest(), useGzip: false), GrpcCallOptions.Default, Token);
        Assert.Contains("content-security-policy", question.Headers.Keys);
    }

    [Fact]
    public async Task A_fault_of_a_prediction_is_logged_with_the_id_that_the_caller_gave_and_is_told()
    {
        using var log = new KeptLog();
        var model = new EchoModel(width: 20, takesRows: true, ElementType.Float32);
        await using var server = new TestServer { Services = services => services.AddSingleton<ILoggerProvider>(log).AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(model)) };
        await server.StartAsync(options => options, hasModel: true);
        await server.DeployAsync("wide", "wide", Token);
        using var calls = new GrpcClient(new GrpcClientOptions { Address = server.Server.GrpcAddress });
        var options = new GrpcCallOptions { Headers = new Dictionary<string, string> { ["x-request-id"] = "given-by-the-caller" } };
        var body = GrpcFrames.Pack(EchoRequests.Wide(rows: 2), useGzip: false);
        Assert.True((await calls.SendRawAsync(InferenceMethods.ModelInfer.Path, body, options, Token)).Status.IsOk);
        model.Gate = Task.FromException(new InvalidOperationException("a secret of the engine"));
        var answer = await calls.SendRawAsync(InferenceMethods.ModelInfer.Path, body, options, Token);
        Assert.Equal(GrpcStatusCode.Internal, answer.Status.Code);
        Assert.Contains("given-by-the-caller", answer.Status.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.Status.Message, StringComparison.Ordinal);
        var (eventId, exception, scopes) = Assert.Single(log.Errors);
        Assert.Equal(1100, eventId.Id);
        Assert.Contains("secret", exception!.ToString(), StringComparison.Ordinal);
        Assert.Contains("given-by-the-caller", scopes, StringComparison.Ordinal);
    }
}
