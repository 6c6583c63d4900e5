using System.Text;

namespace Saker.Data.Sources;

/// <summary>Reads the head of a CSV file into its <see cref="CsvLayout"/>.</summary>
internal static class CsvHead
{
    private const int HeadBytes = 1 << 20;
    private const int SampledRecords = 50;
    private const int MaxFirstRows = 200;
    private const string Delimiters = ",;\t|";

    /// <exception cref="SakerException">There is no such file, or its head is not that of a CSV file.</exception>
    public static CsvLayout Read(CsvSource source)
    {
        var path = SourceFile.Require(source.Path);
        var (bytes, isWhole) = SourceFile.ReadStart(source.Path, path, HeadBytes);
        var error = (string what) => new SakerException(ErrorKind.InvalidInput, $"{source.Path}: {what}", "csv");
        if (Misnamed(bytes) is { } misnamed)
            throw error(misnamed);
        var text = new ArraySegment<byte>(bytes)[(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0)..];
        if (text.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            throw error("the file is empty; a header line with the names of the columns is needed.");
        var delimiter = source.Delimiter ?? Detect(text, isWhole, source.MaxRecordBytes);
        if (delimiter is > '\u007f' or '"' or '\r' or '\n' or '\0')
            throw error("the delimiter must be one ASCII character other than a quote or a line break.");
        var fields = new List<byte[]>();
        var scanner = Scan(text, delimiter, source.MaxRecordBytes);
        if (!scanner.Read(fields))
            throw error(scanner.Fault?.ToString() ?? "the header cannot be read.");
        if (!isWhole && scanner.Position == text.Count)
            throw error(FormattableString.Invariant($"the header line has more than {HeadBytes} bytes."));
        if (fields.Count > source.MaxColumns)
            throw error(FormattableString.Invariant($"the header has {fields.Count} columns; at most {source.MaxColumns} are allowed."));
        var names = fields.Select(field => Encoding.UTF8.GetString(field).Trim()).ToArray();
        RequireNames(source.Path, names);
        return new CsvLayout(source.Path, path, delimiter, names, FirstRows(scanner, names.Length), source.MaxRecordBytes);
    }

    private static List<string[]> FirstRows(CsvScanner scanner, int columns)
    {
        var rows = new List<string[]>();
        var fields = new List<byte[]>();
        while (rows.Count < MaxFirstRows && scanner.Read(fields))
        {
            if (fields.Count == columns)
                rows.Add([.. fields.Select(Encoding.UTF8.GetString)]);
        }
        return rows;
    }

    /// <summary>What a file is that is certainly no CSV in UTF-8; null when it may be.</summary>
    private static string? Misnamed(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return "the file is in UTF-16; save it in UTF-8.";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return "the file is compressed with gzip; unpack it first.";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 0x03, 0x04]))
            return "this is a ZIP archive or a spreadsheet; save it as CSV.";
        return start.StartsWith("PAR1"u8) ? "this is a Parquet file, not CSV." : null;
    }

    /// <summary>The delimiter that divides the first records into most columns, equally many in each; a comma when none does.</summary>
    private static char Detect(ArraySegment<byte> text, bool isWhole, int maxRecordBytes)
    {
        var best = (Delimiter: Delimiters[0], Columns: 1);
        var widest = best;
        foreach (var candidate in Delimiters)
        {
            var (columns, agree) = Divide(text, isWhole, candidate, maxRecordBytes);
            if (agree && columns > best.Columns)
                best = (candidate, columns);
            if (columns > widest.Columns)
                widest = (candidate, columns);
        }
        return best.Columns > 1 ? best.Delimiter : widest.Delimiter;
    }

    private static (int Columns, bool Agree) Divide(ArraySegment<byte> text, bool isWhole, char delimiter, int maxRecordBytes)
    {
        var scanner = Scan(text, delimiter, maxRecordBytes);
        var fields = new List<byte[]>();
        var columns = 0;
        for (var record = 0; record < SampledRecords && scanner.Read(fields); record++)
        {
            var isCut = !isWhole && scanner.Position == text.Count;
            var isBlankLine = fields.Count == 1 && fields[0].Length == 0;
            if (record == 0)
                columns = fields.Count;
            else if (fields.Count != columns && !isCut && !isBlankLine)
                return (columns, false);
        }
        return (columns, true);
    }

    private static CsvScanner Scan(ArraySegment<byte> text, char delimiter, int maxRecordBytes) =>
        new(new MemoryStream(text.Array!, text.Offset, text.Count, writable: false), (byte)delimiter, maxRecordBytes);

    private static void RequireNames(string file, string[] names)
    {
        var problems = new List<Problem>();
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0)
                problems.Add(new Problem(FormattableString.Invariant($"column {i + 1}"), "the header has no name for it; name it."));
            else if (!first.TryAdd(names[i], i))
                problems.Add(new Problem(names[i], FormattableString.Invariant($"column {i + 1} has the name of column {first[names[i]] + 1}; names must be unique.")));
        }
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{file}: line 1: the header is not right:", problems);
    }
}
