using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Server.Grpc;

namespace Saker.Server.Tests.Grpc;

public sealed class InferStreamTests(GrpcServer server) : IClassFixture<GrpcServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_of_a_stream_are_answered_in_their_order()
    {
        await using var stream = server.Client.OpenInferStream(GrpcCallOptions.Default, Token);
        var writing = WriteAsync(stream, Enumerable.Range(0, 200).Select(i => i % 3 == 0 ? EchoRequests.Raw($"r{i}", (byte)i) : EchoRequests.Wide(rows: 1 + (i % 40), $"r{i}")));
        for (var i = 0; i < 200; i++)
        {
            var answer = await stream.ReadAsync(Token);
            Assert.Equal("", answer!.ErrorMessage);
            Assert.Equal($"r{i}", answer.InferResponse.Id);
            var expected = i % 3 == 0 ? EchoRequests.Raw($"r{i}", (byte)i) : EchoRequests.Wide(rows: 1 + (i % 40), $"r{i}");
            Assert.Equal(expected.RawInputContents, answer.InferResponse.RawOutputContents);
        }
        await writing;
        Assert.Null(await stream.ReadAsync(Token));
    }

    [Fact]
    public async Task A_request_that_fails_is_answered_with_its_error_and_the_stream_goes_on()
    {
        await using var stream = server.Client.OpenInferStream(GrpcCallOptions.Default, Token);
        await stream.WriteAsync(new ModelInferRequest { ModelName = "nobody", Id = "bad" }, Token);
        await stream.WriteAsync(EchoRequests.Wide(rows: 2, "good"), Token);
        var failed = await stream.ReadAsync(Token);
        Assert.Contains("nobody", failed!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("bad", failed.InferResponse.Id);
        Assert.Equal("good", (await stream.ReadAsync(Token))!.InferResponse.Id);
        stream.Complete();
        Assert.Null(await stream.ReadAsync(Token));
    }

    [Fact]
    public async Task Answers_come_while_the_client_still_writes_and_read_ahead_is_bounded()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Wide.Gate = gate.Task;
        await using var stream = server.Client.OpenInferStream(GrpcCallOptions.Default, Token);
        var writing = WriteAsync(stream, Enumerable.Range(0, 100).Select(i => EchoRequests.Wide(rows: 1, $"b{i}")));
        try
        {
            while (server.Wide.UnderWay == 0)
                await Task.Delay(10, Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
            await Task.Delay(300, Token);
            Assert.InRange(server.Wide.UnderWay, 1, InferStreams.MaxUnderWay + 2);
        }
        finally
        {
            // Also when it fails: the other tests of this class have the same model.
            server.Wide.Gate = Task.CompletedTask;
            gate.SetResult();
        }
        for (var i = 0; i < 100; i++)
            Assert.Equal($"b{i}", (await stream.ReadAsync(Token))!.InferResponse.Id);
        await writing;
    }

    [Fact]
    public async Task A_stream_without_requests_ends_well()
    {
        await using var stream = server.Client.OpenInferStream(GrpcCallOptions.Default, Token);
        stream.Complete();
        Assert.Null(await stream.ReadAsync(Token));
    }

    [Fact]
    public async Task Bytes_that_are_no_request_end_the_stream_after_what_came_before()
    {
        await using var stream = server.Client.OpenInferStream(GrpcCallOptions.Default, Token);
        await stream.WriteAsync(EchoRequests.Wide(rows: 1, "first"), Token);
        await stream.WriteRawAsync(GrpcFrames.Pack([0x0a, 0x7f, 0x01], isCompressed: false), Token);
        Assert.Equal("first", (await stream.ReadAsync(Token))!.InferResponse.Id);
        Assert.Equal(GrpcStatusCode.InvalidArgument, (await Assert.ThrowsAsync<GrpcException>(() => stream.ReadAsync(Token))).Code);
    }

    [Fact]
    public async Task Streams_side_by_side_keep_to_themselves()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), Token, async (number, token) =>
        {
            await using var stream = server.Client.OpenInferStream(new GrpcCallOptions { UseGzip = number % 2 == 0 }, token);
            var writing = WriteAsync(stream, Enumerable.Range(0, 50).Select(i => EchoRequests.Raw($"s{number}-{i}", (byte)(number + i))));
            for (var i = 0; i < 50; i++)
            {
                var answer = await stream.ReadAsync(token);
                Assert.Equal($"s{number}-{i}", answer!.InferResponse.Id);
                Assert.Equal(EchoRequests.Raw("", (byte)(number + i)).RawInputContents, answer.InferResponse.RawOutputContents);
            }
            await writing;
            Assert.Null(await stream.ReadAsync(token));
        });
    }

    private static async Task WriteAsync(GrpcStream<ModelInferRequest, ModelStreamInferResponse> stream, IEnumerable<ModelInferRequest> requests)
    {
        foreach (var request in requests)
            await stream.WriteAsync(request, Token);
        stream.Complete();
    }
}
