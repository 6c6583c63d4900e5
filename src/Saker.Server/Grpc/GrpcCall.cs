using Microsoft.AspNetCore.Http;

namespace Saker.Server.Grpc;

/// <summary>One call: its messages in and out, and what ends it.</summary>
internal sealed class GrpcCall(HttpContext context, GrpcReader reader, GrpcWriter writer, GrpcCallDeadline deadline)
{
    public HttpContext Context { get; } = context;

    public GrpcReader Reader { get; } = reader;

    public GrpcWriter Writer { get; } = writer;

    /// <summary>Cancelled when the client cancels or goes away, and when its deadline has passed.</summary>
    public CancellationToken Token { get; } = deadline.Token;

    /// <summary>How long the client still waits; null for as long as it takes.</summary>
    public TimeSpan? TimeLeft => deadline.TimeLeft;
}
