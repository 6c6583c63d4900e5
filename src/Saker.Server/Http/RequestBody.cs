using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Saker.Server.Http;

/// <summary>A whole request body in a pooled buffer; dispose it when it has been read.</summary>
internal readonly struct RequestBody : IDisposable
{
    private const int FirstSize = 4096;

    private readonly byte[] _buffer;
    private readonly int _length;

    private RequestBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public Span<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Reads a body that says it is JSON.</summary>
    /// <exception cref="BadHttpRequestException">It says that it is something else (415), or is larger than the host's limit (413).</exception>
    public static ValueTask<RequestBody> ReadJsonAsync(HttpContext context) => IsJson(context.Request)
        ? ReadAsync(context)
        : throw new BadHttpRequestException(ErrorResponses.Describe(StatusCodes.Status415UnsupportedMediaType, "").Detail!, StatusCodes.Status415UnsupportedMediaType);

    /// <summary>Reads the body; the host refuses what is larger than its limit.</summary>
    public static async ValueTask<RequestBody> ReadAsync(HttpContext context)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(context.Request.ContentLength + 1 ?? FirstSize, Array.MaxLength));
        var length = 0;
        try
        {
            while (await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted) is > 0 and var read)
            {
                length += read;
                if (length == buffer.Length)
                    buffer = Grow(buffer, length);
            }
            return new RequestBody(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Whether the request says that its body is JSON in UTF-8.</summary>
    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
