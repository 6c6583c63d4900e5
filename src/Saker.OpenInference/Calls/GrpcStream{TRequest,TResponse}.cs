using Google.Protobuf;
using Saker.OpenInference.Framing;

namespace Saker.OpenInference.Calls;

/// <summary>
/// A call in which messages go both ways while it lasts. One may write while another reads; two must not write, nor two read,
/// at the same time. Disposing it before its end cancels the call.
/// </summary>
public sealed class GrpcStream<TRequest, TResponse> : IAsyncDisposable
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    private readonly GrpcMethod<TRequest, TResponse> _method;
    private readonly bool _useGzip;
    private readonly GrpcStreamContent _content;
    private readonly Task<HttpResponseMessage> _response;
    private readonly GrpcDeadline _deadline;
    private readonly int _maxMessageBytes;
    private GrpcAnswer? _answer;
    private bool _isEnded;

    internal GrpcStream(GrpcMethod<TRequest, TResponse> method, bool useGzip, GrpcStreamContent content, Task<HttpResponseMessage> response, GrpcDeadline deadline, int maxMessageBytes)
    {
        _method = method;
        _useGzip = useGzip;
        _content = content;
        _response = response;
        _deadline = deadline;
        _maxMessageBytes = maxMessageBytes;
        _ = response.ContinueWith(
            static (sent, state) => ((GrpcStreamContent)state!).Fail(sent.Exception?.InnerException ?? new OperationCanceledException("The call was cancelled.")),
            content,
            CancellationToken.None,
            TaskContinuationOptions.NotOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Sends a message. When the server has ended the call already, this fails; <see cref="ReadAsync"/> then tells the status.</summary>
    public Task WriteAsync(TRequest message, CancellationToken cancellationToken) => WriteRawAsync(GrpcFrames.Pack(message, _useGzip), cancellationToken);

    /// <summary>Sends bytes as they are, framed or not: for tests of servers.</summary>
    public async Task WriteRawAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await _content.Opened.WaitAsync(cancellationToken);
            await stream.WriteAsync(bytes, cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
        catch (Exception exception) when (_deadline.Explain(exception) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Says that no more messages will be sent. Answers may still come.</summary>
    public void Complete() => _content.Complete();

    /// <summary>The next answer; null when the call has ended well.</summary>
    /// <exception cref="GrpcException">The call has ended otherwise.</exception>
    public async Task<TResponse?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellationToken);
            _answer ??= await GrpcAnswer.OpenAsync(await _response.WaitAsync(either.Token), _maxMessageBytes, either.Token);
            var message = await _answer.ReadAsync(_method.Responses, either.Token);
            if (message is null)
            {
                _isEnded = true;
                _answer.RequireOk();
            }
            return message;
        }
        catch (Exception exception) when (_deadline.Explain(exception) is { } failure)
        {
            throw failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isEnded)
            _deadline.Cancel();
        _content.Complete();
        try
        {
            (await _response).Dispose();
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            // Told to those who wrote and read.
        }
        _deadline.Dispose();
    }
}
