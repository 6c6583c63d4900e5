using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Saker.OpenInference.Framing;

namespace Saker.OpenInference.Calls;

/// <summary>
/// Calls gRPC methods over HTTP/2, with TLS or without. Thread-safe: calls share connections. Every call throws
/// <see cref="GrpcException"/> when it ends otherwise than well, also when the server cannot be reached
/// (<see cref="GrpcStatusCode.Unavailable"/>), and <see cref="OperationCanceledException"/> when its token is cancelled.
/// </summary>
public sealed class GrpcClient : IDisposable
{
    // Room for answers of some size without waiting for the server to learn that there is more.
    private const int StreamWindowBytes = 1 << 20;

    private readonly GrpcClientOptions _options;
    private readonly HttpMessageInvoker _http;

    /// <summary>With connections of its own.</summary>
    public GrpcClient(GrpcClientOptions options)
        : this(options, new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = StreamWindowBytes,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
        })
    {
    }

    /// <summary>With a handler, which it disposes; for trust in a certificate of one's own, say.</summary>
    public GrpcClient(GrpcClientOptions options, HttpMessageHandler handler)
    {
        _options = options;
        _http = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>Sends one message and gives the one that comes back.</summary>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> method, TRequest request, GrpcCallOptions options, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var body = GrpcFrames.Pack(request, options.UseGzip);
        using var content = new ReadOnlyMemoryContent(body);
        using var deadline = new GrpcDeadline(options.Timeout, _options.Time, cancellationToken);
        using var message = CreateRequest(method.Path, content, options);
        try
        {
            using var response = await _http.SendAsync(message, deadline.Token);
            var reader = await GrpcAnswer.OpenAsync(response, _options.MaxMessageBytes, deadline.Token);
            var answer = await reader.ReadAsync(method.Responses, deadline.Token);
            if (answer is not null && await reader.ReadAsync(method.Responses, deadline.Token) is not null)
                throw new GrpcException(GrpcStatusCode.Internal, "The server sent a second message where one was due.");
            reader.RequireOk();
            return answer ?? throw new GrpcException(GrpcStatusCode.Internal, "The server sent no message and said that all is well.");
        }
        catch (Exception exception) when (deadline.Explain(exception) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Opens a call in which any number of messages may go each way.</summary>
    public GrpcStream<TRequest, TResponse> OpenStream<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> method, GrpcCallOptions options, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var deadline = new GrpcDeadline(options.Timeout, _options.Time, cancellationToken);
        var content = new GrpcStreamContent();
        var message = CreateRequest(method.Path, content, options);
        return new GrpcStream<TRequest, TResponse>(method, options.UseGzip, content, _http.SendAsync(message, deadline.Token), deadline, _options.MaxMessageBytes);
    }

    /// <summary>Sends a body as it is, framed or not, and gives the status that the server answers with and its messages: for tests of servers.</summary>
    public async Task<GrpcRawAnswer> SendRawAsync(string path, ReadOnlyMemory<byte> body, GrpcCallOptions options, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(body);
        using var deadline = new GrpcDeadline(options.Timeout, _options.Time, cancellationToken);
        using var message = CreateRequest(path, content, options);
        try
        {
            using var response = await _http.SendAsync(message, deadline.Token);
            return await GrpcRawAnswer.ReadAsync(response, _options.MaxMessageBytes, deadline.Token);
        }
        catch (Exception exception) when (deadline.Explain(exception) is { } failure)
        {
            throw failure;
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage CreateRequest(string path, HttpContent content, GrpcCallOptions options)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        content.Headers.ContentType = new MediaTypeHeaderValue(GrpcHeaders.ContentType);
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        message.Headers.TryAddWithoutValidation(GrpcHeaders.AcceptEncoding, "identity,gzip");
        if (options.UseGzip)
            message.Headers.TryAddWithoutValidation(GrpcHeaders.Encoding, GrpcHeaders.Gzip);
        if (options.Timeout is { } timeout)
            message.Headers.TryAddWithoutValidation(GrpcHeaders.Timeout, GrpcTimeout.Format(timeout));
        foreach (var (name, value) in options.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return message;
    }
}
