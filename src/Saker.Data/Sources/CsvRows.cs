using System.Globalization;
using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>A CSV file in UTF-8 with the usual quotes, as its head tells it: how fields are divided, and the names of the columns.</summary>
/// <param name="source">How it is read.</param>
/// <param name="text">Disposed with the rows.</param>
/// <param name="head">Of the text.</param>
/// <param name="checks">Of which a <see cref="Survey"/> counts what it can.</param>
internal sealed class CsvRows(CsvSource source, CsvText text, CsvHead head, IReadOnlyList<Check> checks) : TextRows(source.Name, head.Names, source.Format)
{
    /// <summary>The engine's table function over the file; an empty cell is NULL.</summary>
    public override string Sql => Read(_ => ColumnType.Text);

    public override TextInspection? Survey(CancellationToken cancellationToken) => new CsvSurvey(source, text.FullPath, head, checks).Run(cancellationToken);

    public override string TypedSql(Schema schema) => Read(i => schema[i].Type);

    public override string RowNumber => "row_number() OVER ()";

    public override IReadOnlyList<string> Files => [text.FullPath];

    public override IReadOnlyList<ColumnType> Possible(int column) => CellShapes.Possible(Format, head.FirstRows, column);

    public override void Dispose() => text.Dispose();

    /// <summary>An error about the file.</summary>
    private SakerException Error(string what, Exception? inner = null) => new(ErrorKind.InvalidInput, $"{Name}: {what}", inner: inner);

    /// <summary>Says what the engine could not read, by reading the file again until the fault is found.</summary>
    public override SakerException Explain(SakerException engineError)
    {
        if (engineError.Kind is not ErrorKind.InvalidInput)
            return new SakerException(engineError.Kind, $"{Name}: {engineError.Message}", inner: engineError);
        return FindFault() is { } fault ? Error(fault.ToString(), engineError) : Error(engineError.Message, engineError);
    }

    private string Read(Func<int, ColumnType> typeOf)
    {
        var columns = string.Join(", ", Enumerable.Range(0, Names.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"'c{i}': '{SqlText.Type(typeOf(i))}'")));
        return $"read_csv({SqlText.Path(text.FullPath)}, auto_detect=false, header={(source.HasHeader ? "true" : "false")}, columns={{{columns}}}, delim={SqlText.Literal(head.Delimiter.ToString())}, "
            + FormattableString.Invariant($"quote='\"', escape='\"', compression='none', max_line_size={source.MaxRecordBytes})");
    }

    private CsvFault? FindFault()
    {
        using var stream = SourceFile.Open(Name, text.FullPath);
        CsvRewriter.SkipMark(stream);
        var scanner = new CsvScanner(stream, CsvDialect.Usual(head.Delimiter, source.MaxRecordBytes));
        var fields = new List<byte[]>();
        while (scanner.Read(fields))
        {
            var isBlankLine = fields.Count == 1 && fields[0].Length == 0;
            if (fields.Count != Names.Count && !isBlankLine)
                return CsvFault.Ragged(scanner.Line, fields, Names.Count, source.HasHeader);
        }
        return scanner.Fault;
    }
}
