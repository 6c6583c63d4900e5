using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Saker.Server.Hosting;

/// <summary>
/// The sockets of <see cref="GrpcEndPoint"/>: what has come goes on by the thread that received it, and what is ready is sent by the thread that wrote it.
/// Over HTTP/2 Kestrel hands all that came to another thread in any case, before it looks at it and again before a request is answered, so that nothing of ours runs
/// on a thread that receives. HTTP/1.1 has no such step, and there the change of threads is kept. A connection holds one block of memory while it waits, which saves asking
/// the system first whether anything has come: gRPC's clients have few connections, and long.
/// </summary>
internal sealed class GrpcSockets(IOptionsFactory<SocketTransportOptions> options, ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory _sockets = new(Options.Create(Inline(options.Create(Options.DefaultName))), loggers);

    public bool CanBind(EndPoint endpoint) => endpoint is GrpcEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => _sockets.BindAsync(endpoint, cancellationToken);

    private static SocketTransportOptions Inline(SocketTransportOptions options)
    {
        options.UnsafePreferInlineScheduling = true;
        options.WaitForDataBeforeAllocatingBuffer = false;
        return options;
    }
}
