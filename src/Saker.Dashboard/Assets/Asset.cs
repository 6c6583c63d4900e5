using System.IO.Compression;

namespace Saker.Dashboard.Assets;

/// <summary>One file that browsers load.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Hash">The start of its SHA-256 in hexadecimal: its ETag, and part of its address, so that a new version is a new address.</param>
internal sealed record Asset(byte[] Content, string ContentType, string Hash)
{
    private readonly Lazy<byte[]> _compressed = new(() => Compress(Content));

    /// <summary>The bytes as gzip, made when they are first asked for.</summary>
    public byte[] Compressed => _compressed.Value;

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(content);
        return compressed.ToArray();
    }
}
