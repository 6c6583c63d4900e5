using Microsoft.AspNetCore.Http;
using Saker.OpenInference.Framing;

namespace Saker.Server.Grpc;

/// <summary>The end of a call: its client's going, or the time that it gave.</summary>
internal sealed class GrpcCallDeadline(HttpContext context, TimeProvider time) : IDisposable
{
    private CancellationTokenSource? _timer;
    private CancellationTokenSource? _either;
    private TimeSpan _timeout;
    private long _startedAt;

    public CancellationToken Token => _either?.Token ?? context.RequestAborted;

    /// <summary>By the clock: whatever else waits for the same moment may notice it before the timer does.</summary>
    public bool HasPassed => TimeLeft == TimeSpan.Zero && !context.RequestAborted.IsCancellationRequested;

    /// <summary>Zero when it has passed; null when the client gave none.</summary>
    public TimeSpan? TimeLeft
    {
        get
        {
            if (_timer is null)
                return null;
            var left = _timer.IsCancellationRequested ? TimeSpan.Zero : _timeout - time.GetElapsedTime(_startedAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <exception cref="GrpcException">The <c>grpc-timeout</c> is none.</exception>
    public void Start()
    {
        var text = context.Request.Headers[GrpcHeaders.Timeout].ToString();
        if (text.Length == 0)
            return;
        if (!GrpcTimeout.TryParse(text, out var timeout))
            throw new GrpcException(GrpcStatusCode.InvalidArgument, $"The grpc-timeout '{text}' is none: it has at most {GrpcTimeout.MaxDigits} digits and then one of H, M, S, m, u, n.");
        (_timeout, _startedAt) = (timeout, time.GetTimestamp());
        _timer = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, context.RequestAborted);
    }

    public void Dispose()
    {
        // The queue may have ended the call in the same moment; what still runs for it must learn that nobody waits.
        if (HasPassed)
            _timer?.Cancel();
        _either?.Dispose();
        _timer?.Dispose();
    }
}
