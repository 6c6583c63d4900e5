using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.Testing;

namespace Saker.Server.Tests.Grpc;

public sealed class CallEndTests(GrpcServer server) : IClassFixture<GrpcServer>, IDisposable
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => server.Wide.Gate = Task.CompletedTask;

    [Fact]
    public async Task A_deadline_ends_the_call_and_the_run()
    {
        server.Wide.Gate = _gate.Task;
        var body = GrpcFrames.Pack(EchoRequests.Wide(rows: 1), useGzip: false);
        // The header alone, so that it is the server that says so.
        var options = new GrpcCallOptions { Headers = new Dictionary<string, string> { ["grpc-timeout"] = "100m" } };
        var answer = await server.Calls.SendRawAsync(InferenceMethods.ModelInfer.Path, body, options, Token);
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, answer.Status.Code);
        await UntilIdleAsync();
    }

    [Fact]
    public async Task The_client_holds_its_deadline_by_itself_too()
    {
        server.Wide.Gate = _gate.Task;
        var failure = await Assert.ThrowsAsync<GrpcException>(() => server.Client.InferAsync(EchoRequests.Wide(rows: 1), new GrpcCallOptions { Timeout = TimeSpan.FromMilliseconds(100) }, Token));
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, failure.Code);
        await UntilIdleAsync();
    }

    [Fact]
    public async Task A_client_that_cancels_ends_the_run()
    {
        server.Wide.Gate = _gate.Task;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = server.Client.InferAsync(EchoRequests.Wide(rows: 1), cancel.Token);
        await Eventually.IsSoAsync(() => server.Wide.UnderWay > 0);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await UntilIdleAsync();
    }

    [Fact]
    public async Task A_deadline_far_away_is_no_deadline()
    {
        var answer = await server.Client.InferAsync(EchoRequests.Wide(rows: 1), new GrpcCallOptions { Timeout = TimeSpan.FromDays(10_000) }, Token);
        Assert.Equal("w", answer.Id);
    }

    [Fact]
    public async Task A_stream_that_is_left_ends_its_runs()
    {
        server.Wide.Gate = _gate.Task;
        await using (var stream = server.Client.OpenInferStream(GrpcCallOptions.Default, Token))
        {
            for (var i = 0; i < 5; i++)
                await stream.WriteAsync(EchoRequests.Wide(rows: 1), Token);
            await Eventually.IsSoAsync(() => server.Wide.UnderWay > 0);
        }
        await UntilIdleAsync();
    }

    [Fact]
    public async Task A_stream_past_its_deadline_ends_with_it()
    {
        server.Wide.Gate = _gate.Task;
        await using var stream = server.Client.OpenInferStream(new GrpcCallOptions { Headers = new Dictionary<string, string> { ["grpc-timeout"] = "150m" } }, Token);
        await stream.WriteAsync(EchoRequests.Wide(rows: 1), Token);
        var failure = await Assert.ThrowsAsync<GrpcException>(() => stream.ReadAsync(Token));
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, failure.Code);
        await UntilIdleAsync();
    }

    private Task UntilIdleAsync() => Eventually.IsSoAsync(() => server.Wide.UnderWay == 0);
}
