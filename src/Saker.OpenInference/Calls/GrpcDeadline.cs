using System.Net.Http;
using Saker.OpenInference.Framing;

namespace Saker.OpenInference.Calls;

/// <summary>The end of a call by time or by its caller, and what a failure of the transport means for it.</summary>
internal sealed class GrpcDeadline : IDisposable
{
    // Error codes of HTTP/2 (RFC 9113, section 7) that gRPC gives a meaning.
    private const long RefusedStreamError = 0x7;
    private const long CancelError = 0x8;
    private const long EnhanceYourCalmError = 0xb;
    private const long InadequateSecurityError = 0xc;

    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource _either;

    public GrpcDeadline(TimeSpan? timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _caller = cancellationToken;
        _timer = timeout is { } limit ? new CancellationTokenSource(limit < GrpcTimeout.Max ? limit : GrpcTimeout.Max, time) : null;
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer?.Token ?? CancellationToken.None, cancellationToken);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Ends the call now.</summary>
    public void Cancel() => _either.Cancel();

    /// <summary>The exception that tells the caller what happened; null when this one does, or is a fault of ours.</summary>
    public GrpcException? Explain(Exception exception) => exception switch
    {
        GrpcException => null,
        _ when _caller.IsCancellationRequested => null,
        _ when _timer is { IsCancellationRequested: true } => Of(GrpcStatusCode.DeadlineExceeded, "The time for the call is over.", exception),
        HttpRequestException { InnerException: HttpProtocolException protocol } => Of(Code(protocol), protocol.Message, exception),
        HttpProtocolException protocol => Of(Code(protocol), protocol.Message, exception),
        HttpRequestException or IOException => Of(GrpcStatusCode.Unavailable, exception.Message, exception),
        _ => null,
    };

    public void Dispose()
    {
        _either.Dispose();
        _timer?.Dispose();
    }

    private static GrpcStatusCode Code(HttpProtocolException protocol) => protocol.ErrorCode switch
    {
        RefusedStreamError => GrpcStatusCode.Unavailable,
        CancelError => GrpcStatusCode.Cancelled,
        EnhanceYourCalmError => GrpcStatusCode.ResourceExhausted,
        InadequateSecurityError => GrpcStatusCode.PermissionDenied,
        _ => GrpcStatusCode.Internal,
    };

    private static GrpcException Of(GrpcStatusCode code, string message, Exception inner) => new(new GrpcStatus(code, message), inner);
}
