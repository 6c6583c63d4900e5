using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Saker.Data;

namespace Saker.Server.Http;

/// <summary>
/// A whole request body: where it lies already when it came in one piece, in a pooled buffer otherwise. Dispose it when the
/// request was answered.
/// </summary>
internal readonly struct RequestBody : IDisposable
{
    private const int FirstSize = 16 * 1024;
    private const int MaxDroppedBytes = 1024 * 1024;

    private readonly PipeReader? _pipe;
    private readonly byte[]? _rented;
    private readonly SequencePosition _end;

    private RequestBody(PipeReader pipe, ReadOnlySequence<byte> bytes)
    {
        _pipe = pipe;
        _end = bytes.End;
        Memory = bytes.First;
    }

    private RequestBody(byte[] rented, int length)
    {
        _rented = rented;
        Memory = rented.AsMemory(0, length);
    }

    private RequestBody(RequestBody whole, int start)
    {
        (_pipe, _rented, _end) = (whole._pipe, whole._rented, whole._end);
        Memory = whole.Memory[start..];
    }

    /// <summary>What some programs write before UTF-8.</summary>
    public static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    public ReadOnlyMemory<byte> Memory { get; }

    public ReadOnlySpan<byte> Bytes => Memory.Span;

    /// <summary>Reads a body that says it is JSON and that holds what is to be kept: no text in it may hold U+0000, which PostgreSQL does not keep.</summary>
    /// <exception cref="BadHttpRequestException">It says that it is something else (415), or is larger than the limit (413).</exception>
    /// <exception cref="SakerException">It holds U+0000.</exception>
    public static async ValueTask<RequestBody> ReadRecordAsync(HttpContext context)
    {
        var body = await ReadJsonAsync(context);
        if (!HasNul(body.Bytes))
            return body;
        body.Dispose();
        throw NulFault("body");
    }

    /// <summary>Refuses U+0000 in the address's query.</summary>
    /// <exception cref="SakerException">It is there.</exception>
    public static void CheckQuery(HttpRequest request)
    {
        if (request.QueryString.Value is { } query && query.Contains("%00", StringComparison.Ordinal))
            throw NulFault("query");
    }

    /// <summary>Reads a body that says it is JSON; a byte order mark before it is left out, as RFC 8259 lets readers do (section 8.1).</summary>
    /// <exception cref="BadHttpRequestException">It says that it is something else (415), or is larger than the limit (413).</exception>
    public static ValueTask<RequestBody> ReadJsonAsync(HttpContext context) => IsJson(context.Request)
        ? ReadTextAsync(context)
        : throw NotTaken(ErrorResponses.Describe(StatusCodes.Status415UnsupportedMediaType, "").Detail!);

    /// <summary>As <see cref="ReadAsync"/>, without a byte order mark at its beginning.</summary>
    /// <exception cref="BadHttpRequestException">As there.</exception>
    /// <exception cref="SakerException">As there.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<RequestBody> ReadTextAsync(HttpContext context)
    {
        var body = await ReadAsync(context);
        return body.Bytes.StartsWith(Mark) ? new RequestBody(body, Mark.Length) : body;
    }

    /// <summary>
    /// Reads the body, unpacked where it is compressed. The host's limit holds for what came and for what it unpacks to; what says by its
    /// length that it is larger is not read.
    /// </summary>
    /// <exception cref="BadHttpRequestException">It is larger than the limit (413), or compressed in a way that is not known (415).</exception>
    /// <exception cref="SakerException">It cannot be unpacked.</exception>
    public static ValueTask<RequestBody> ReadAsync(HttpContext context)
    {
        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var maxBytes = size?.MaxRequestBodySize ?? Array.MaxLength;
        if (context.Request.ContentLength > maxBytes)
        {
            // A little too much is read and dropped once the answer is sent, so that the caller reads the answer instead of a broken connection.
            if (size is { IsReadOnly: false } && context.Request.ContentLength <= maxBytes + MaxDroppedBytes)
                size.MaxRequestBodySize = null;
            throw TooLarge();
        }
        var encoding = context.Request.Headers.ContentEncoding;
        if (encoding.Count == 0)
            return ReadPlainAsync(context, maxBytes);
        return encoding.ToString().Trim().ToLowerInvariant() switch
        {
            "" or "identity" => ReadPlainAsync(context, maxBytes),
            "gzip" or "x-gzip" => ReadPackedAsync(new GZipStream(context.Request.Body, CompressionMode.Decompress), maxBytes, context.RequestAborted),
            "deflate" => ReadPackedAsync(new ZLibStream(context.Request.Body, CompressionMode.Decompress), maxBytes, context.RequestAborted),
            _ => throw NotTaken("The body is compressed in a way that is not known here; use gzip or deflate, or send it as it is."),
        };
    }

    /// <summary>Whether the request says that its body is JSON in UTF-8.</summary>
    public static bool IsJson(HttpRequest request) =>
        request.ContentType == "application/json"
        || (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)));

    public void Dispose()
    {
        _pipe?.AdvanceTo(_end);
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
    }

    private static async ValueTask<RequestBody> ReadPlainAsync(HttpContext context, long maxBytes)
    {
        var pipe = context.Request.BodyReader;
        var result = await pipe.ReadAsync(context.RequestAborted);
        if (result.Buffer.IsSingleSegment && (result.IsCompleted || result.Buffer.Length == context.Request.ContentLength))
            return new RequestBody(pipe, result.Buffer);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(FirstSize, Math.Min(result.Buffer.Length * 2, Array.MaxLength)));
        var length = 0;
        try
        {
            while (true)
            {
                var came = result.Buffer;
                if (length + came.Length > maxBytes)
                    throw TooLarge();
                if (length + came.Length > buffer.Length)
                    buffer = Grow(buffer, length, length + (int)came.Length);
                came.CopyTo(buffer.AsSpan(length));
                length += (int)came.Length;
                pipe.AdvanceTo(came.End);
                if (result.IsCompleted)
                    return new RequestBody(buffer, length);
                result = await pipe.ReadAsync(context.RequestAborted);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static async ValueTask<RequestBody> ReadPackedAsync(Stream unpacked, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
        var length = 0;
        try
        {
            await using (unpacked)
            {
                while (await unpacked.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
                {
                    length += read;
                    if (length > maxBytes)
                        throw TooLarge();
                    if (length == buffer.Length)
                        buffer = Grow(buffer, length, length + 1);
                }
            }
            return new RequestBody(buffer, length);
        }
        catch (InvalidDataException exception)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw new SakerException(ErrorKind.InvalidInput, "The body cannot be unpacked: it is not what Content-Encoding says.", "body", exception);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Whether JSON has the character in a text, where it can only stand escaped.</summary>
    private static bool HasNul(ReadOnlySpan<byte> json)
    {
        var escaped = "\\u0000"u8;
        for (var at = 0; json[at..].IndexOf(escaped) is >= 0 and var found; at += found + escaped.Length)
        {
            // Behind another backslash it is a backslash and a word.
            var before = json[..(at + found)];
            if ((before.Length - before.TrimEnd((byte)'\\').Length) % 2 == 0)
                return true;
        }
        return false;
    }

    private static SakerException NulFault(string field) => new(ErrorKind.InvalidInput, $"The {field} holds the character U+0000, which no text here may hold; leave it out.", field);

    private static BadHttpRequestException TooLarge() => new("The body is larger than the server takes.", StatusCodes.Status413PayloadTooLarge);

    private static BadHttpRequestException NotTaken(string message) => new(message, StatusCodes.Status415UnsupportedMediaType);

    private static byte[] Grow(byte[] buffer, int length, int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, length * 2L)));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
