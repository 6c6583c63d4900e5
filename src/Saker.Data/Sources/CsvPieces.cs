using System.Buffers;

namespace Saker.Data.Sources;

/// <summary>A CSV file, behind its header, in pieces of whole records.</summary>
internal sealed class CsvPieces : IDisposable
{
    private const int PieceBytes = 1 << 18;

    private readonly FileStream _stream;
    private readonly int _maxRecordBytes;

    private CsvPieces(FileStream stream, ReadOnlyMemory<byte> lineEnd, int maxRecordBytes) => (_stream, LineEnd, _maxRecordBytes) = (stream, lineEnd, maxRecordBytes);

    /// <summary>What ends the first line.</summary>
    public ReadOnlyMemory<byte> LineEnd { get; }

    /// <summary>Whether reading ended early at a record that is longer than one may be.</summary>
    public bool HasEndlessRecord { get; private set; }

    /// <summary>Null when the first line ends as no plain one does.</summary>
    public static CsvPieces? Open(CsvSource source, string fullPath, CsvHead head)
    {
        var stream = SourceFile.Open(source.Name, fullPath);
        CsvRewriter.SkipMark(stream);
        var start = stream.Position;
        var scanner = new CsvScanner(stream, CsvDialect.Usual(head.Delimiter, source.MaxRecordBytes));
        var end = scanner.Read([]) ? start + scanner.Position : 0;
        if (LineEndAt(stream, end) is { } lineEnd)
        {
            stream.Position = source.HasHeader ? end : start;
            return new CsvPieces(stream, lineEnd, source.MaxRecordBytes);
        }
        stream.Dispose();
        return null;
    }

    /// <summary>
    /// The pieces in order; whoever takes one disposes it. A line ends a record when an even number of quotes stands before it, as it is where quotes are only
    /// around values and doubled in them; whoever reads a piece sees whether they are.
    /// </summary>
    public IEnumerable<CsvBlock> Read()
    {
        var kept = 0;
        var buffer = Rent(NextBytes(kept));
        while (true)
        {
            var wanted = NextBytes(kept);
            var filled = kept + _stream.ReadAtLeast(buffer.AsSpan(kept, wanted), wanted, throwOnEndOfStream: false);
            var isLast = filled < kept + wanted;
            var end = isLast ? filled : RecordsEnd(buffer.AsSpan(0, filled));
            kept = filled - end;
            HasEndlessRecord = kept > _maxRecordBytes;
            var next = Rent(kept + NextBytes(kept));
            buffer.AsSpan(end, kept).CopyTo(next);
            if (end > 0)
                yield return new CsvBlock(buffer, end);
            else
                new CsvBlock(buffer, end).Dispose();
            buffer = next;
            if (isLast || HasEndlessRecord)
                break;
        }
        new CsvBlock(buffer, 0).Dispose();
    }

    /// <summary>As much again as is kept, so that a long record is not copied over and over.</summary>
    private static int NextBytes(int kept) => Math.Max(PieceBytes, kept);

    private static byte[] Rent(int bytes) => ArrayPool<byte>.Shared.Rent(bytes + SeparatorScan.Slack);

    public void Dispose() => _stream.Dispose();

    private static int RecordsEnd(ReadOnlySpan<byte> bytes)
    {
        var quotes = bytes.Count((byte)'"');
        while (bytes.LastIndexOf((byte)'\n') is >= 0 and var line)
        {
            quotes -= bytes[line..].Count((byte)'"');
            if (quotes % 2 == 0)
                return line + 1;
            bytes = bytes[..line];
        }
        return 0;
    }

    private static byte[]? LineEndAt(FileStream stream, long end)
    {
        if (end < 2)
            return null;
        var last = new byte[2];
        stream.Position = end - 2;
        stream.ReadExactly(last);
        return last switch
        {
            [(byte)'\r', (byte)'\n'] => last,
            [_, (byte)'\n'] => [(byte)'\n'],
            _ => null,
        };
    }
}
