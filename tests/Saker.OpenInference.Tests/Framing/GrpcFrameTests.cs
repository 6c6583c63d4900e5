using Saker.OpenInference.Framing;

namespace Saker.OpenInference.Tests.Framing;

public sealed class GrpcFrameTests
{
    [Fact]
    public void A_prefix_is_a_flag_and_a_length_most_significant_byte_first()
    {
        var prefix = new byte[GrpcFrame.PrefixSize];
        GrpcFrame.WritePrefix(prefix, isCompressed: true, 0x01020304);
        Assert.Equal([1, 1, 2, 3, 4], prefix);
        Assert.Equal((true, 0x01020304), GrpcFrame.ReadPrefix(prefix, int.MaxValue));
    }

    [Fact]
    public void A_length_past_the_limit_is_refused_before_anything_is_allocated()
    {
        Assert.Equal(GrpcStatusCode.ResourceExhausted, Assert.Throws<GrpcException>(() => GrpcFrame.ReadPrefix([0, 0, 0, 1, 0], maxLength: 255)).Code);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, Assert.Throws<GrpcException>(() => GrpcFrame.ReadPrefix([0, 255, 255, 255, 255], int.MaxValue)).Code);
        Assert.Equal(GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcException>(() => GrpcFrame.ReadPrefix([2, 0, 0, 0, 0], 10)).Code);
    }

    [Fact]
    public void What_was_packed_comes_back_and_a_bomb_is_stopped_at_the_limit()
    {
        var message = Enumerable.Range(0, 100_000).Select(i => (byte)(i % 7)).ToArray();
        var packed = GrpcFrame.Compress(message);
        Assert.True(packed.Length < message.Length / 10);
        Assert.Equal(message, GrpcFrame.Decompress(packed, message.Length));
        Assert.Equal(GrpcStatusCode.ResourceExhausted, Assert.Throws<GrpcException>(() => GrpcFrame.Decompress(packed, message.Length - 1)).Code);
        Assert.Equal(GrpcStatusCode.InvalidArgument, Assert.Throws<GrpcException>(() => GrpcFrame.Decompress([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 100)).Code);
    }

    [Theory]
    [InlineData("application/grpc", true)]
    [InlineData("application/grpc+proto", true)]
    [InlineData("application/grpc; charset=utf-8", true)]
    [InlineData("Application/GRPC+proto ;x", true)]
    [InlineData("application/grpc+json", false)]
    [InlineData("application/grpc-web", false)]
    [InlineData("application/grpcx", false)]
    [InlineData("application/json", false)]
    [InlineData(null, false)]
    public void Only_protobuf_over_gRPC_is_gRPC_here(string? contentType, bool expected) => Assert.Equal(expected, GrpcHeaders.IsGrpc(contentType));
}
