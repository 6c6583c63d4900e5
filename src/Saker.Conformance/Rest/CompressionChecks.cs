using System.IO.Compression;
using System.Text;

namespace Saker.Conformance.Rest;

/// <summary>Request bodies that are packed.</summary>
internal static class CompressionChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("ext.compression.gzip", "A body packed with gzip means the same.", CheckLevel.Extension, Sections.Compression, (subject, token) => TakenAsync(subject, "gzip", Gzip, token)),
        new("ext.compression.deflate", "A body packed with deflate (zlib) means the same.", CheckLevel.Extension, Sections.Compression, (subject, token) => TakenAsync(subject, "deflate", Deflate, token)),
        new("ext.compression.unknown", "An unknown content coding is refused, best with 415.", CheckLevel.Extension, Sections.Compression, (subject, token) => RefusedAsync(subject, "conformance", body => body, token)),
        new("ext.compression.corrupt", "A body that says gzip and is not is refused without a fault of the server.", CheckLevel.Extension, Sections.Compression, (subject, token) => RefusedAsync(subject, "gzip", body => body, token)),
        new("ext.compression.truncated", "A packed body that is cut short is refused without a fault of the server.", CheckLevel.Extension, Sections.Compression, (subject, token) => RefusedAsync(subject, "gzip", body => Gzip(body)[..^12], token)),
    ];

    private static byte[] Gzip(byte[] body) => Pack(body, stream => new GZipStream(stream, CompressionLevel.Fastest));

    private static byte[] Deflate(byte[] body) => Pack(body, stream => new ZLibStream(stream, CompressionLevel.Fastest));

    private static byte[] Pack(byte[] body, Func<Stream, Stream> open)
    {
        var packed = new MemoryStream();
        using (var stream = open(packed))
            stream.Write(body);
        return packed.ToArray();
    }

    private static Task<RestExchange> SendAsync(Subject subject, string coding, Func<byte[], byte[]> pack, CancellationToken cancellationToken) => subject.Rest.PostAsync(
        subject.InferPath, pack(Encoding.UTF8.GetBytes(subject.Sample.ToJson().ToJsonString())), [("Content-Type", "application/json"), ("Content-Encoding", coding)], cancellationToken);

    private static async Task TakenAsync(Subject subject, string coding, Func<byte[], byte[]> pack, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(subject, coding, pack, cancellationToken);
        if (answer.Status == 415)
            throw new CheckSkippedException($"the server says (415) that it takes no {coding}");
        subject.RequireSame(answer, "the same body, packed");
    }

    private static async Task RefusedAsync(Subject subject, string coding, Func<byte[], byte[]> pack, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(subject, coding, pack, cancellationToken);
        answer.RequireRefused("it cannot be unpacked");
        answer.RequireNoFault("it is the client's mistake");
    }
}
