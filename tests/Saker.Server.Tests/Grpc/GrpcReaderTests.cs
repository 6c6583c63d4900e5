using System.IO.Pipelines;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.Server.Grpc;

namespace Saker.Server.Tests.Grpc;

public sealed class GrpcReaderTests
{
    private const int MaxMessageBytes = 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task Messages_are_read_one_after_the_other_in_whatever_pieces_they_come(int pieceBytes)
    {
        byte[][] sent = [[1, 2, 3], [], Bytes(300), [4]];
        var pipe = new Pipe();
        var writing = WriteAsync(pipe.Writer, sent.SelectMany(Frame).ToArray(), pieceBytes);
        var reader = new GrpcReader(pipe.Reader, MaxMessageBytes, isGzip: false);
        foreach (var expected in sent)
        {
            using var message = (await reader.ReadAsync(Token))!.Value;
            Assert.Equal(expected, message.Bytes.ToArray());
        }
        Assert.Null(await reader.ReadAsync(Token));
        await writing;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task The_only_message_has_nothing_behind_it(int pieceBytes)
    {
        var alone = new Pipe();
        var writing = WriteAsync(alone.Writer, Frame(Bytes(300)), pieceBytes);
        using (var message = await new GrpcReader(alone.Reader, MaxMessageBytes, isGzip: false).ReadOnlyAsync(Token))
            Assert.Equal(Bytes(300), message.Bytes.ToArray());
        await writing;
        var followed = new Pipe();
        writing = WriteAsync(followed.Writer, Frame(Bytes(300)).Append((byte)0).ToArray(), pieceBytes);
        var failure = await Assert.ThrowsAsync<GrpcException>(() => new GrpcReader(followed.Reader, MaxMessageBytes, isGzip: false).ReadOnlyAsync(Token).AsTask());
        Assert.Contains("something after its message", failure.Message, StringComparison.Ordinal);
        await writing;
    }

    [Theory]
    [InlineData(3, "within the 5 bytes")]
    [InlineData(5, "says 300 bytes and has 0")]
    [InlineData(104, "says 300 bytes and has 99")]
    public async Task A_body_that_ends_early_is_told(int kept, string expected)
    {
        var pipe = new Pipe();
        var writing = WriteAsync(pipe.Writer, Frame(Bytes(300)).AsMemory(0, kept), pieceBytes: 50);
        var failure = await Assert.ThrowsAsync<GrpcException>(() => new GrpcReader(pipe.Reader, MaxMessageBytes, isGzip: false).ReadOnlyAsync(Token).AsTask());
        Assert.Equal(GrpcStatusCode.InvalidArgument, failure.Code);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        await writing;
    }

    [Fact]
    public async Task A_message_past_the_limit_is_refused_by_its_prefix_alone()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Frame(Bytes(MaxMessageBytes + 1)).AsMemory(0, GrpcFrame.PrefixSize), Token);
        var failure = await Assert.ThrowsAsync<GrpcException>(() => new GrpcReader(pipe.Reader, MaxMessageBytes, isGzip: false).ReadOnlyAsync(Token).AsTask());
        Assert.Equal(GrpcStatusCode.ResourceExhausted, failure.Code);
    }

    private static byte[] Frame(byte[] message) => GrpcFrames.Pack(message, isCompressed: false);

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];

    private static async Task WriteAsync(PipeWriter writer, ReadOnlyMemory<byte> body, int pieceBytes)
    {
        for (var at = 0; at < body.Length; at += pieceBytes)
            await writer.WriteAsync(body.Slice(at, Math.Min(pieceBytes, body.Length - at)), Token);
        await writer.CompleteAsync();
    }
}
