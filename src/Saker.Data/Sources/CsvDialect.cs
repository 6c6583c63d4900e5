namespace Saker.Data.Sources;

/// <summary>How records are divided, in bytes of UTF-8.</summary>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Quote">Around a field that holds delimiters or line breaks; null when quotes mean nothing.</param>
/// <param name="Escape">Before a quote in a quoted field; the quote itself when it is doubled.</param>
/// <param name="Comment">A line that begins so is no record.</param>
/// <param name="MaxRecordBytes">A longer record is an error.</param>
internal sealed record CsvDialect(byte Delimiter, byte? Quote, byte? Escape, byte? Comment, int MaxRecordBytes)
{
    /// <summary>That of RFC 4180, which the engine reads as fast as can be.</summary>
    public static CsvDialect Usual(char delimiter, int maxRecordBytes) => new((byte)delimiter, (byte)'"', (byte)'"', null, maxRecordBytes);
}
