using System.Globalization;
using System.Text;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>What the head of a CSV file tells: how fields are divided, and the names of the columns.</summary>
/// <param name="File">The path as the user gave it, for messages.</param>
/// <param name="FullPath">The path as the engine needs it.</param>
/// <param name="Delimiter">Between fields.</param>
/// <param name="Names">Of the columns, in file order.</param>
/// <param name="FirstRows">The cells of the first rows; those of broken rows are left out.</param>
/// <param name="MaxRecordBytes">A longer record is an error.</param>
internal sealed record CsvLayout(string File, string FullPath, char Delimiter, IReadOnlyList<string> Names, IReadOnlyList<string[]> FirstRows, int MaxRecordBytes)
{
    /// <summary>The engine's table function over the file: columns <c>c0</c>, <c>c1</c> ... of type VARCHAR, an empty cell being NULL.</summary>
    public string Sql
    {
        get
        {
            var columns = string.Join(", ", Enumerable.Range(0, Names.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"'c{i}': 'VARCHAR'")));
            return $"read_csv({SqlText.Path(FullPath)}, auto_detect=false, header=true, columns={{{columns}}}, delim={SqlText.Literal(Delimiter.ToString())}, "
                + FormattableString.Invariant($"quote='\"', escape='\"', compression='none', max_line_size={MaxRecordBytes})");
        }
    }

    /// <summary>An error about the file.</summary>
    public SakerException Error(string what, Exception? inner = null) => new(ErrorKind.InvalidInput, $"{File}: {what}", inner: inner);

    /// <summary>Says what the engine could not read, by reading the file again until the fault is found.</summary>
    public SakerException Explain(SakerException engineError)
    {
        if (engineError.Kind is not ErrorKind.InvalidInput)
            return new SakerException(engineError.Kind, $"{File}: {engineError.Message}", inner: engineError);
        return FindFault() is { } fault ? Error(fault.ToString(), engineError) : Error(engineError.Message, engineError);
    }

    private CsvFault? FindFault()
    {
        using var stream = System.IO.File.OpenRead(FullPath);
        var start = new byte[3];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < 3 || !Encoding.UTF8.Preamble.SequenceEqual(start))
            stream.Position = 0;
        var scanner = new CsvScanner(stream, (byte)Delimiter, MaxRecordBytes);
        var fields = new List<byte[]>();
        while (scanner.Read(fields))
        {
            var isBlankLine = fields.Count == 1 && fields[0].Length == 0;
            if (fields.Count == Names.Count || isBlankLine)
                continue;
            var (some, few) = (fields.Count, Names.Count);
            return new CsvFault(scanner.Line, null, FormattableString.Invariant(
                $"it has {some} {(some == 1 ? "value" : "values")}, but the header names {few} {(few == 1 ? "column" : "columns")}: {Shorten(fields)}"));
        }
        return scanner.Fault;
    }

    private static string Shorten(List<byte[]> fields)
    {
        var text = string.Join(" | ", fields.Take(6).Select(Encoding.UTF8.GetString));
        return text.Length > 80 ? $"{text.AsSpan(0, 77)}..." : text;
    }
}
