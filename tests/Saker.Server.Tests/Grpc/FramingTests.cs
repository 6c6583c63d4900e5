using System.Net;
using System.Text;
using Google.Protobuf;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;

namespace Saker.Server.Tests.Grpc;

public sealed class FramingTests(GrpcServer server) : IClassFixture<GrpcServer>
{
    private static readonly string s_infer = InferenceMethods.ModelInfer.Path;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, GrpcStatusCode> Bodies => new()
    {
        { "empty", GrpcStatusCode.InvalidArgument },
        { "prefix cut", GrpcStatusCode.InvalidArgument },
        { "message cut", GrpcStatusCode.InvalidArgument },
        { "no message in the frame", GrpcStatusCode.NotFound },
        { "length of 4 GiB", GrpcStatusCode.ResourceExhausted },
        { "length past the limit", GrpcStatusCode.ResourceExhausted },
        { "unknown flag", GrpcStatusCode.InvalidArgument },
        { "packed without encoding", GrpcStatusCode.InvalidArgument },
        { "two messages", GrpcStatusCode.InvalidArgument },
        { "no protobuf", GrpcStatusCode.InvalidArgument },
        { "text of HTTP/1.1", GrpcStatusCode.InvalidArgument },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_malformed_body_is_the_callers_fault(string body, GrpcStatusCode expected)
    {
        var good = GrpcFrames.Pack(EchoRequests.Wide(rows: 1), useGzip: false);
        byte[] bytes = body switch
        {
            "empty" => [],
            "prefix cut" => good[..3],
            "message cut" => good[..^7],
            "no message in the frame" => [0, 0, 0, 0, 0],
            "length of 4 GiB" => [0, 255, 255, 255, 255, 1, 2, 3],
            "length past the limit" => [0, 2, 0, 0, 0],
            "unknown flag" => [7, .. good[1..]],
            "packed without encoding" => GrpcFrames.Pack(EchoRequests.Wide(rows: 1), useGzip: true),
            "two messages" => [.. good, .. good],
            "no protobuf" => GrpcFrames.Pack([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], isCompressed: false),
            _ => Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"),
        };
        var answer = await server.Calls.SendRawAsync(s_infer, bytes, GrpcCallOptions.Default, Token);
        Assert.Equal((200, expected), (answer.HttpStatus, answer.Status.Code));
        Assert.NotEmpty(answer.Status.Message);
        Assert.Empty(answer.Messages);
    }

    [Fact]
    public async Task Packed_garbage_and_packed_bombs_are_refused()
    {
        var options = new GrpcCallOptions { UseGzip = true };
        var garbage = await server.Calls.SendRawAsync(s_infer, GrpcFrames.Pack([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], isCompressed: true), options, Token);
        Assert.Equal(GrpcStatusCode.InvalidArgument, garbage.Status.Code);
        var whole = GrpcFrame.Compress(EchoRequests.Wide(rows: 50).ToByteArray());
        var cut = await server.Calls.SendRawAsync(s_infer, GrpcFrames.Pack(whole.AsSpan(0, whole.Length / 2), isCompressed: true), options, Token);
        Assert.Equal(GrpcStatusCode.InvalidArgument, cut.Status.Code);
        var bomb = await server.Calls.SendRawAsync(s_infer, GrpcFrames.Pack(GrpcFrame.Compress(new byte[20 << 20]), isCompressed: true), options, Token);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, bomb.Status.Code);
    }

    [Fact]
    public async Task A_message_past_the_limit_is_refused_before_it_is_read()
    {
        await using var small = new GrpcServer { Options = options => options with { MaxBodyBytes = 4096 } };
        await small.InitializeAsync();
        var failure = await Assert.ThrowsAsync<GrpcException>(() => small.Client.InferAsync(EchoRequests.Wide(rows: 8_000), Token));
        Assert.Equal(GrpcStatusCode.ResourceExhausted, failure.Code);
        Assert.Contains("at most 4096", failure.Status.Message, StringComparison.Ordinal);
        Assert.Equal("w", (await small.Client.InferAsync(EchoRequests.Wide(rows: 2), Token)).Id);
    }

    [Theory]
    [InlineData("/inference.GRPCInferenceService/NoSuchMethod")]
    [InlineData("/inference.GRPCInferenceService/SystemSharedMemoryStatus")]
    [InlineData("/some.Service/Method")]
    [InlineData("/")]
    public async Task An_unknown_method_is_not_implemented(string path)
    {
        var answer = await server.Calls.SendRawAsync(path, GrpcFrames.Pack([], isCompressed: false), GrpcCallOptions.Default, Token);
        Assert.Equal((200, GrpcStatusCode.Unimplemented), (answer.HttpStatus, answer.Status.Code));
        Assert.StartsWith("application/grpc", answer.Headers["content-type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_packing_is_not_implemented_and_the_known_ones_are_named()
    {
        var options = new GrpcCallOptions { Headers = new Dictionary<string, string> { ["grpc-encoding"] = "snappy" } };
        var answer = await server.Calls.SendRawAsync(s_infer, GrpcFrames.Pack([], isCompressed: true), options, Token);
        Assert.Equal(GrpcStatusCode.Unimplemented, answer.Status.Code);
        Assert.Equal("identity,gzip", answer.Headers["grpc-accept-encoding"]);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc+json")]
    [InlineData("application/grpc-web")]
    public async Task Another_content_type_is_415(string contentType)
    {
        var options = new GrpcCallOptions { Headers = new Dictionary<string, string> { ["content-type"] = contentType } };
        var answer = await server.Calls.SendRawAsync(s_infer, GrpcFrames.Pack([], isCompressed: false), options, Token);
        Assert.Equal(415, answer.HttpStatus);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("123456789S")]
    [InlineData("-1S")]
    [InlineData("1D")]
    public async Task A_timeout_that_is_none_is_refused(string timeout)
    {
        var options = new GrpcCallOptions { Headers = new Dictionary<string, string> { ["grpc-timeout"] = timeout } };
        var answer = await server.Calls.SendRawAsync(s_infer, GrpcFrames.Pack(EchoRequests.Wide(rows: 1), useGzip: false), options, Token);
        Assert.Equal(GrpcStatusCode.InvalidArgument, answer.Status.Code);
    }

    [Fact]
    public async Task A_foreign_host_name_is_refused_in_the_words_of_gRPC()
    {
        var options = new GrpcCallOptions { Headers = new Dictionary<string, string> { ["Host"] = "evil.example" } };
        var answer = await server.Calls.SendRawAsync(s_infer, GrpcFrames.Pack(EchoRequests.Wide(rows: 1), useGzip: false), options, Token);
        Assert.Equal((200, GrpcStatusCode.InvalidArgument), (answer.HttpStatus, answer.Status.Code));
    }

    [Fact]
    public async Task The_port_of_gRPC_refuses_HTTP_1_and_that_of_HTTP_tells_gRPC_where_to_go()
    {
        using var http = new HttpClient();
        using var old = new HttpRequestMessage(HttpMethod.Get, server.Server.Server.GrpcAddress) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var refused = await http.SendAsync(old, Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        using var content = new ByteArrayContent(GrpcFrames.Pack(EchoRequests.Wide(rows: 1), useGzip: false));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        using var upgrade = await server.Server.Http.PostAsync(s_infer, content, Token);
        Assert.Equal(HttpStatusCode.UpgradeRequired, upgrade.StatusCode);
    }

    [Fact]
    public async Task A_message_for_people_survives_percent_signs_and_foreign_letters()
    {
        var failure = await Assert.ThrowsAsync<GrpcException>(() => server.Client.InferAsync(new ModelInferRequest { ModelName = "größe 100%\n" }, Token));
        Assert.Equal(GrpcStatusCode.NotFound, failure.Code);
        Assert.Contains("größe 100%\n", failure.Status.Message, StringComparison.Ordinal);
    }
}
