using System.Globalization;
using System.Net;
using Google.Protobuf;
using Saker.OpenInference.Framing;

namespace Saker.OpenInference.Calls;

/// <summary>The messages of an answer as they come, and its status at their end.</summary>
internal sealed class GrpcAnswer
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _body;
    private readonly int _maxMessageBytes;
    private readonly byte[] _prefix = new byte[GrpcFrame.PrefixSize];

    private GrpcAnswer(HttpResponseMessage response, Stream body, int maxMessageBytes)
    {
        _response = response;
        _body = body;
        _maxMessageBytes = maxMessageBytes;
    }

    /// <exception cref="GrpcException">It is no gRPC answer.</exception>
    public static async Task<GrpcAnswer> OpenAsync(HttpResponseMessage response, int maxMessageBytes, CancellationToken cancellationToken)
    {
        if (Find(response.Headers, GrpcHeaders.Status) is null)
        {
            if (response.StatusCode != HttpStatusCode.OK)
                throw new GrpcException(GrpcStatus.FromHttp((int)response.StatusCode), $"The server answers with HTTP status {(int)response.StatusCode} and no gRPC status.");
            if (!GrpcHeaders.IsGrpc(response.Content.Headers.ContentType?.ToString()))
                throw new GrpcException(GrpcStatusCode.Unknown, $"The server answers with content type '{response.Content.Headers.ContentType}', which is not gRPC.");
        }
        return new GrpcAnswer(response, await response.Content.ReadAsStreamAsync(cancellationToken), maxMessageBytes);
    }

    /// <summary>The next message as bytes; null at the end.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(CancellationToken cancellationToken)
    {
        var read = await _body.ReadAtLeastAsync(_prefix, _prefix.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
            return null;
        if (read < _prefix.Length)
            throw new GrpcException(GrpcStatusCode.Internal, "The answer ends within the prefix of a message.");
        var (isCompressed, length) = GrpcFrame.ReadPrefix(_prefix, _maxMessageBytes);
        var message = new byte[length];
        if (await _body.ReadAtLeastAsync(message, length, throwOnEndOfStream: false, cancellationToken) < length)
            throw new GrpcException(GrpcStatusCode.Internal, "The answer ends within a message.");
        if (!isCompressed)
            return message;
        if (Find(_response.Headers, GrpcHeaders.Encoding) is not GrpcHeaders.Gzip)
            throw new GrpcException(GrpcStatusCode.Internal, "A message is packed, and the answer does not say by gzip.");
        return GrpcFrame.Decompress(message, _maxMessageBytes);
    }

    /// <summary>The next message; null at the end.</summary>
    public async Task<T?> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        if (await ReadBytesAsync(cancellationToken) is not { } bytes)
            return default;
        try
        {
            return parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new GrpcException(new GrpcStatus(GrpcStatusCode.Internal, $"The answer is no {parser.GetType().GenericTypeArguments[0].Name}: {exception.Message}"), exception);
        }
    }

    /// <summary>The status; to be asked after the last message.</summary>
    public GrpcStatus ReadStatus()
    {
        var text = Find(_response.TrailingHeaders, GrpcHeaders.Status) ?? Find(_response.Headers, GrpcHeaders.Status);
        var message = Find(_response.TrailingHeaders, GrpcHeaders.Message) ?? Find(_response.Headers, GrpcHeaders.Message) ?? "";
        if (text is null)
            return new GrpcStatus(GrpcStatusCode.Unknown, "The answer ends without a gRPC status.");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? new GrpcStatus((GrpcStatusCode)code, GrpcMessageText.Decode(message))
            : new GrpcStatus(GrpcStatusCode.Unknown, $"The answer ends with gRPC status '{text}', which is no number.");
    }

    public void RequireOk()
    {
        if (ReadStatus() is { IsOk: false } status)
            throw new GrpcException(status);
    }

    private static string? Find(System.Net.Http.Headers.HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}
