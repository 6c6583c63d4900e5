namespace Saker.Data.Sources;

/// <summary>
/// Finds lines that are longer than a record may be. The engine, which reads a file in several places at once, does not see that a line goes
/// on through all of them, and would take any memory for it.
/// </summary>
internal static class LongLines
{
    /// <summary>The engine itself refuses shorter ones.</summary>
    private const int MinBytes = 1 << 20;
    private const int PieceBytes = 4096;

    /// <summary>Whether a line has more bytes. Of a file with short lines only the few bytes are read that show it, once in every so many.</summary>
    public static bool Exist(string name, string fullPath, int maxBytes, CancellationToken cancellationToken)
    {
        using var stream = SourceFile.Open(name, fullPath);
        var length = stream.Length;
        var limit = Math.Max(maxBytes, MinBytes);
        var piece = new byte[PieceBytes];
        // The next break is looked for from the far end of what one line may fill.
        for (var line = 0L; length - line > limit;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var lastBreak = FindLastBreak(stream, line, line + limit + 1, piece);
            if (lastBreak < 0)
                return true;
            line = lastBreak + 1;
        }
        return false;
    }

    /// <summary>The position of the last line break between two; -1 when there is none.</summary>
    private static long FindLastBreak(FileStream stream, long from, long to, byte[] piece)
    {
        while (to > from)
        {
            var start = Math.Max(from, to - piece.Length);
            var part = piece.AsSpan(0, (int)(to - start));
            var read = RandomAccess.Read(stream.SafeFileHandle, part, start);
            var at = part[..read].LastIndexOfAny((byte)'\n', (byte)'\r');
            if (at >= 0)
                return start + at;
            to = start;
        }
        return -1;
    }
}
