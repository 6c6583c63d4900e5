namespace Saker.Data.Sources;

/// <summary>Opens a file as the bytes that it holds, unpacked when gzip packed it, and knows what is no text at all.</summary>
internal static class PackedFile
{
    private const int MagicBytes = 16;

    /// <exception cref="SakerException">The file begins as no text does.</exception>
    public static bool IsGzip(TextFileSource source, string fullPath)
    {
        var start = SourceFile.ReadStart(source.Name, fullPath, MagicBytes).Bytes.AsSpan();
        if (Misnamed(start) is { } misnamed)
            throw new SakerException(ErrorKind.InvalidInput, $"{source.Name}: {misnamed}", "source");
        return start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
    }

    public static Stream Open(TextFileSource source, string fullPath, bool isGzip)
    {
        var file = SourceFile.Open(source.Name, fullPath);
        return isGzip ? new GzipReader(file, source) : file;
    }

    /// <summary>What a file is that is certainly no text; null when it may be.</summary>
    private static string? Misnamed(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 0x03, 0x04]))
            return "this is a ZIP archive or a spreadsheet; save it as CSV.";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
            return "the file is packed by zstd; unpack it, or pack it by gzip.";
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A]) || start.StartsWith("BZh"u8))
            return "the file is packed by xz or bzip2; unpack it, or pack it by gzip.";
        if (start.StartsWith("SQLite format 3\0"u8))
            return "this is a SQLite database; read it as one.";
        return start.StartsWith("PAR1"u8) ? "this is a Parquet file; read it as one." : null;
    }
}
