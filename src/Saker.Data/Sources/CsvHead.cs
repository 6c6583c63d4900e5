using System.Text;

namespace Saker.Data.Sources;

/// <summary>What the head of a CSV file tells.</summary>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Names">Of the columns, in file order.</param>
/// <param name="FirstRows">The cells of the first rows; those of broken rows are left out.</param>
internal sealed record CsvHead(char Delimiter, IReadOnlyList<string> Names, IReadOnlyList<string[]> FirstRows)
{
    private const int HeadBytes = 1 << 20;
    private const int SampledRecords = 50;
    private const int MaxFirstRows = 200;
    private const string Delimiters = ",;\t|";

    /// <param name="source">Whether there is a header, and limits.</param>
    /// <param name="fullPath">Text in UTF-8.</param>
    /// <param name="dialectOf">What divides records, but for the delimiter.</param>
    /// <param name="declared">The delimiter where it is known.</param>
    /// <exception cref="SakerException">It is not the head of a CSV file.</exception>
    public static CsvHead Read(CsvSource source, string fullPath, Func<char, CsvDialect> dialectOf, char? declared)
    {
        var (bytes, isWhole) = SourceFile.ReadStart(source.Name, fullPath, HeadBytes);
        var error = (string what) => new SakerException(ErrorKind.InvalidInput, $"{source.Name}: {what}", "source");
        var text = new ArraySegment<byte>(bytes)[(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0)..];
        if (text.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            throw error("the file is empty; a header line with the names of the columns is needed.");
        var delimiter = declared ?? Detect(text, isWhole, dialectOf);
        if (delimiter is > '\u007f' or '\r' or '\n' or '\0' || delimiter == source.Quote || delimiter == source.Comment)
            throw error("the delimiter must be one ASCII character other than the quote, the comment or a line break.");
        var fields = new List<byte[]>();
        var scanner = Scan(text, dialectOf(delimiter));
        if (!scanner.Read(fields))
            throw error(scanner.Fault?.ToString() ?? "the header cannot be read.");
        if (!isWhole && scanner.Position == text.Count)
            throw error(FormattableString.Invariant($"the first line has more than {HeadBytes} bytes."));
        SourceLimits.RequireWithin(source, fields.Count, 0);
        var names = fields.Select((field, i) => source.HasHeader ? Encoding.UTF8.GetString(field).Trim() : FormattableString.Invariant($"column{i + 1}")).ToArray();
        RequireNames(source.Name, names);
        var rows = ReadRows(scanner, names.Length);
        return new CsvHead(delimiter, names, source.HasHeader ? rows : [[.. fields.Select(Encoding.UTF8.GetString)], .. rows]);
    }

    private static List<string[]> ReadRows(CsvScanner scanner, int columns)
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

    /// <summary>The delimiter that divides the first records into most columns, equally many in each; a comma when none does.</summary>
    private static char Detect(ArraySegment<byte> text, bool isWhole, Func<char, CsvDialect> dialectOf)
    {
        var best = (Delimiter: Delimiters[0], Columns: 1);
        var widest = best;
        foreach (var candidate in Delimiters)
        {
            var (columns, agree) = Divide(text, isWhole, dialectOf(candidate));
            if (agree && columns > best.Columns)
                best = (candidate, columns);
            if (columns > widest.Columns)
                widest = (candidate, columns);
        }
        return best.Columns > 1 ? best.Delimiter : widest.Delimiter;
    }

    private static (int Columns, bool Agree) Divide(ArraySegment<byte> text, bool isWhole, CsvDialect dialect)
    {
        var scanner = Scan(text, dialect);
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

    private static CsvScanner Scan(ArraySegment<byte> text, CsvDialect dialect) =>
        new(new MemoryStream(text.Array!, text.Offset, text.Count, writable: false), dialect);

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
