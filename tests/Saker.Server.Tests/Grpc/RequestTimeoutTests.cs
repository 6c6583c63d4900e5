using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Server.Grpc;

namespace Saker.Server.Tests.Grpc;

public sealed class RequestTimeoutTests(GrpcServer server) : IClassFixture<GrpcServer>, IDisposable
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.TrySetResult();
        server.Wide.Gate = Task.CompletedTask;
    }

    public static TheoryData<string> Forms => ["int64", "uint64", "text"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Request_that_waits_longer_than_it_says_is_ended_and_not_run(string form)
    {
        var before = await RowsAsync();
        server.Wide.Gate = _gate.Task;
        // More than there are runners, so that what comes next has to wait.
        var others = Enumerable.Range(0, 40).Select(_ => server.Client.InferAsync(EchoRequests.Wide(rows: 1), Token)).ToList();
        while (server.Wide.UnderWay == 0)
            await Task.Delay(5, Token);
        var request = EchoRequests.Wide(rows: 7);
        request.Parameters["timeout"] = form switch
        {
            "int64" => new InferParameter { Int64Param = 50_000 },
            "uint64" => new InferParameter { Uint64Param = 50_000 },
            _ => new InferParameter { StringParam = "50000" },
        };
        // The call itself allows far more.
        var failure = await Assert.ThrowsAsync<GrpcException>(() => server.Client.InferAsync(request, new GrpcCallOptions { Timeout = TimeSpan.FromMinutes(5) }, Token));
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, failure.Code);
        Assert.Contains("the time that the request or the endpoint allows", failure.Status.Message, StringComparison.Ordinal);

        _gate.SetResult();
        await Task.WhenAll(others);
        Assert.Equal(40ul, await RowsAsync() - before);
    }

    [Fact]
    public async Task Request_of_a_stream_that_waits_longer_than_it_says_is_told_so_and_the_stream_goes_on()
    {
        server.Wide.Gate = _gate.Task;
        await using var stream = server.Client.OpenInferStream(GrpcCallOptions.Default, Token);
        var hasty = EchoRequests.Wide(rows: 1, id: "hasty");
        hasty.Parameters["timeout"] = new InferParameter { Int64Param = 30_000 };
        await stream.WriteAsync(hasty, Token);
        await stream.WriteAsync(EchoRequests.Wide(rows: 1, id: "patient"), Token);
        var first = (await stream.ReadAsync(Token))!;
        Assert.Equal("hasty", first.InferResponse.Id);
        Assert.Contains("did not answer within", first.ErrorMessage, StringComparison.Ordinal);
        _gate.SetResult();
        var second = (await stream.ReadAsync(Token))!;
        Assert.Equal(("patient", ""), (second.InferResponse.Id, second.ErrorMessage));
    }

    [Fact]
    public async Task Time_enough_and_no_time_said_make_no_difference()
    {
        foreach (var microseconds in new[] { 0, 60_000_000, long.MaxValue })
        {
            var request = EchoRequests.Wide(rows: 1);
            request.Parameters["timeout"] = new InferParameter { Int64Param = microseconds };
            Assert.Equal("w", (await server.Client.InferAsync(request, Token)).Id);
        }
    }

    [Fact]
    public async Task Timeout_that_is_no_number_of_microseconds_is_refused()
    {
        foreach (var wrong in new InferParameter[] { new() { Int64Param = -1 }, new() { StringParam = "soon" }, new() { DoubleParam = 1.5 }, new() { BoolParam = true }, new() })
        {
            var request = EchoRequests.Wide(rows: 1);
            request.Parameters["timeout"] = wrong;
            var failure = await Assert.ThrowsAsync<GrpcException>(() => server.Client.InferAsync(request, Token));
            Assert.Equal(GrpcStatusCode.InvalidArgument, failure.Code);
            Assert.Contains("The parameter 'timeout'", failure.Status.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Queue_knows_the_deadline_of_the_call_and_needs_nobody_to_cancel_it()
    {
        server.Wide.Gate = _gate.Task;
        var context = new DefaultHttpContext();
        context.Request.Headers["grpc-timeout"] = "50m";
        using var deadline = new GrpcCallDeadline(context, new TimerlessTime());
        deadline.Start();
        var call = Call(context, deadline);
        var failure = await Assert.ThrowsAsync<SakerException>(() => Api.InferAsync(call).WaitAsync(TimeSpan.FromSeconds(20), Token));
        Assert.Equal(ErrorKind.Timeout, failure.Kind);
        Assert.True(deadline.HasPassed);
        Assert.False(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Call_whose_deadline_has_passed_is_not_run()
    {
        var before = await RowsAsync();
        var context = new DefaultHttpContext();
        context.Request.Headers["grpc-timeout"] = "1m";
        using var deadline = new GrpcCallDeadline(context, new TimerlessTime());
        deadline.Start();
        await Task.Delay(20, Token);
        var failure = await Assert.ThrowsAsync<GrpcException>(() => Api.InferAsync(Call(context, deadline)));
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, failure.Code);
        Assert.Equal(before, await RowsAsync());
    }

    private ModelInferApi Api => server.Server.Server.Services.GetRequiredService<ModelInferApi>();

    private static GrpcCall Call(HttpContext context, GrpcCallDeadline deadline)
    {
        var body = GrpcFrames.Pack(EchoRequests.Wide(rows: 1), useGzip: false);
        return new GrpcCall(context, new GrpcReader(PipeReader.Create(new MemoryStream(body)), 1 << 20, isGzip: false), new GrpcWriter(PipeWriter.Create(Stream.Null), isGzip: false), deadline);
    }

    private async Task<ulong> RowsAsync() =>
        (await server.Calls.CallAsync(InferenceMethods.ModelStatistics, new ModelStatisticsRequest { Name = "wide" }, GrpcCallOptions.Default, Token)).ModelStats[0].InferenceCount;

    /// <summary>The system's clock with timers that never ring.</summary>
    private sealed class TimerlessTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
