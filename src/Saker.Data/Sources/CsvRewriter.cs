using System.Text;

namespace Saker.Data.Sources;

/// <summary>Rewrites records of any dialect with commas and the usual quotes.</summary>
internal static class CsvRewriter
{
    private const int RecordsBetweenLooks = 4096;

    /// <exception cref="SakerException">A record is not right; the message names its line.</exception>
    public static TempFile Rewrite(CsvSource source, string fullPath, CsvDialect dialect, int columns, CancellationToken cancellationToken)
    {
        var temporary = new TempFile();
        try
        {
            using var input = SourceFile.Open(source.Name, fullPath);
            SkipMark(input);
            using var output = new BufferedStream(temporary.Create(), 1 << 16);
            Copy(source, new CsvScanner(input, dialect), output, columns, cancellationToken);
            return temporary;
        }
        catch (IOException e)
        {
            temporary.Dispose();
            throw new SakerException(ErrorKind.Unavailable, $"{source.Name}: it cannot be rewritten to {Path.GetDirectoryName(temporary.FullPath)}: {e.Message}", "source", e);
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    /// <summary>A byte order mark is no part of the first field.</summary>
    public static void SkipMark(Stream stream)
    {
        var start = new byte[3];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !Encoding.UTF8.Preamble.SequenceEqual(start))
            stream.Position = 0;
    }

    private static void Copy(CsvSource source, CsvScanner scanner, Stream output, int columns, CancellationToken cancellationToken)
    {
        var fields = new List<byte[]>();
        for (var record = 1L; scanner.Read(fields); record++)
        {
            if (record % RecordsBetweenLooks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (columns > 1 && fields.Count == 1 && fields[0].Length == 0)
                continue;
            if (fields.Count != columns)
                throw new SakerException(ErrorKind.InvalidInput, $"{source.Name}: {CsvFault.Ragged(scanner.Line, fields, columns, source.HasHeader)}", "source");
            for (var i = 0; i < fields.Count; i++)
                Write(output, fields[i], isFirst: i == 0, isOnly: columns == 1);
            output.WriteByte((byte)'\n');
        }
        if (scanner.Fault is { } fault)
            throw new SakerException(ErrorKind.InvalidInput, $"{source.Name}: {fault}", "source");
    }

    private static void Write(Stream output, byte[] field, bool isFirst, bool isOnly)
    {
        if (!isFirst)
            output.WriteByte((byte)',');
        if (!isOnly && field.AsSpan().IndexOfAny(",\"\r\n"u8) < 0)
        {
            output.Write(field);
            return;
        }
        output.WriteByte((byte)'"');
        foreach (var value in field)
        {
            if (value == '"')
                output.WriteByte((byte)'"');
            output.WriteByte(value);
        }
        output.WriteByte((byte)'"');
    }
}
