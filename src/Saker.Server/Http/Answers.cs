using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Saker.Server.Http;

/// <summary>Sends answers of known length, compressed where the caller takes that and it is worth it.</summary>
internal static class Answers
{
    // What fits in one packet gains nothing.
    private const int LeastPacked = 1400;

    public static ValueTask SendAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> answer)
    {
        var response = context.Response;
        response.ContentType = contentType;
        if (answer.Length >= LeastPacked && context.Request.Headers.AcceptEncoding.Count > 0)
        {
            response.Headers.Vary = HeaderNames.AcceptEncoding;
            if (FindEncoding(context.Request) is { } encoding)
                return SendPackedAsync(context, encoding, answer);
        }
        response.ContentLength = answer.Length;
        var sending = response.BodyWriter.WriteAsync(answer, context.RequestAborted);
        return sending.IsCompletedSuccessfully ? default : AwaitAsync(sending);

        static async ValueTask AwaitAsync(ValueTask<System.IO.Pipelines.FlushResult> sending) => await sending;
    }

    private static string? FindEncoding(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
            return null;
        string? best = null;
        var quality = 0.0;
        foreach (var one in accepted)
        {
            if (one.Value is var name && (name.Equals("gzip", StringComparison.OrdinalIgnoreCase) || name.Equals("deflate", StringComparison.OrdinalIgnoreCase)) && (one.Quality ?? 1) > quality)
                (best, quality) = (name.Value!.ToLowerInvariant(), one.Quality ?? 1);
        }
        return best;
    }

    private static async ValueTask SendPackedAsync(HttpContext context, string encoding, ReadOnlyMemory<byte> answer)
    {
        var response = context.Response;
        using var packed = new MemoryStream(answer.Length / 2);
        await using (Stream packing = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            packing.Write(answer.Span);
        response.Headers.ContentEncoding = encoding;
        response.ContentLength = packed.Length;
        await response.BodyWriter.WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), context.RequestAborted);
    }
}
