using Microsoft.AspNetCore.Http;

namespace Saker.Server.Grpc;

/// <summary>One call: its messages in and out, and what ends it.</summary>
internal sealed class GrpcCall(HttpContext context, GrpcReader reader, GrpcWriter writer, CancellationToken token)
{
    public HttpContext Context { get; } = context;

    public GrpcReader Reader { get; } = reader;

    public GrpcWriter Writer { get; } = writer;

    /// <summary>Cancelled when the client cancels or goes away, and when its deadline has passed.</summary>
    public CancellationToken Token { get; } = token;
}
