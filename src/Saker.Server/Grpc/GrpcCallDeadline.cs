using Microsoft.AspNetCore.Http;
using Saker.OpenInference.Framing;

namespace Saker.Server.Grpc;

/// <summary>The end of a call: its client's going, or the time that it gave.</summary>
internal sealed class GrpcCallDeadline(HttpContext context, TimeProvider time) : IDisposable
{
    private CancellationTokenSource? _timer;
    private CancellationTokenSource? _either;

    public CancellationToken Token => _either?.Token ?? context.RequestAborted;

    public bool HasPassed => _timer is { IsCancellationRequested: true } && !context.RequestAborted.IsCancellationRequested;

    /// <exception cref="GrpcException">The <c>grpc-timeout</c> is none.</exception>
    public void Start()
    {
        var text = context.Request.Headers[GrpcHeaders.Timeout].ToString();
        if (text.Length == 0)
            return;
        if (!GrpcTimeout.TryParse(text, out var timeout))
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"The grpc-timeout '{text}' is none: it has at most {GrpcTimeout.MaxDigits} digits and then one of H, M, S, m, u, n.");
        _timer = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, context.RequestAborted);
    }

    public void Dispose()
    {
        _either?.Dispose();
        _timer?.Dispose();
    }
}
