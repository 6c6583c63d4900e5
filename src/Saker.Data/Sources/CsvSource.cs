using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>
/// A delimited text file as rows of typed columns. Types that are not declared are
/// inferred over the whole file.
/// </summary>
/// <remarks>
/// Inference gives, in this order, <c>boolean</c> (true and false only), <c>int64</c>, <c>float64</c>, <c>date</c> (2024-01-31),
/// <c>timestamp</c> (2024-01-31 10:00:00, UTC unless an offset says otherwise), else <c>text</c>; the first type that fits every present cell.
/// Numbers written with leading zeros are codes, hence text. Numbers must be finite. Texts keep their blanks. Empty lines are no rows
/// unless the file has one column only.
/// </remarks>
public sealed record CsvSource : TextFileSource
{
    /// <summary>The character between fields; null finds it out of comma, semicolon, tab and bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Around fields that hold delimiters or line breaks; null when quotes mean nothing.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>Before a quote in a quoted field; null when such a quote is doubled.</summary>
    public char? Escape { get; init; }

    /// <summary>Lines that begin so are no rows; null when there are none.</summary>
    public char? Comment { get; init; }

    /// <summary>Whether the first line names the columns; without, they are <c>column1</c>, <c>column2</c> ...</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Before the fraction of a number.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>Between groups of three digits of a number; null when there are no groups.</summary>
    public char? Thousands { get; init; }

    /// <summary>Texts that mean a missing value, compared to the letter after trimming blanks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];

    internal bool HasUsualQuotes => Quote == '"' && Escape is null && Comment is null;

    internal CellFormat Format => new() { Missing = Missing, Decimal = Decimal, Thousands = Thousands, NullIsEmptyText = true };

    internal CsvDialect DialectOf(char delimiter) => new((byte)delimiter, (byte?)Quote, (byte?)(Escape ?? Quote), (byte?)Comment, MaxRecordBytes);

    /// <summary>Reads a declared source: its path, how it is written, and what all sources have.</summary>
    /// <param name="settings">The mapping.</param>
    /// <param name="key">Under which its path stands.</param>
    /// <param name="delimiter">Where none is declared.</param>
    /// <param name="folder">Relative paths start here.</param>
    internal static CsvSource Create(Settings settings, string key, char? delimiter, string folder) => WithText(
        new CsvSource
        {
            Path = settings.FilePath(key, folder),
            Delimiter = Character(settings, "delimiter") ?? delimiter,
            Quote = settings.Flag("quoted", true) ? Character(settings, "quote") ?? '"' : null,
            Escape = Character(settings, "escape"),
            Comment = Character(settings, "comment"),
            HasHeader = settings.Flag("header", true),
            Decimal = Character(settings, "decimal") ?? '.',
            Thousands = Character(settings, "thousands"),
            Missing = settings.Has("missing") ? settings.Texts("missing") : [""],
        }.With(settings, folder),
        settings);

    internal override CheckTarget OpenOn(SqlConnection connection, CancellationToken cancellationToken) => OpenOn(connection, [], cancellationToken);

    internal override CheckTarget OpenOn(SqlConnection connection, IReadOnlyList<Check> checks, CancellationToken cancellationToken)
    {
        RequireDialect();
        var text = CsvText.Open(this, cancellationToken);
        try
        {
            var head = CsvHead.Read(this, text.FullPath, delimiter => CsvDialect.Usual(delimiter, MaxRecordBytes), text.Delimiter);
            var rows = new CsvRows(this, text, head, checks);
            if (LongLines.Exist(Name, text.FullPath, MaxRecordBytes, cancellationToken))
                throw rows.Explain(new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"a line has more than {MaxRecordBytes} bytes (max_record_bytes).")));
            return TextTarget.Open(this, rows, connection, cancellationToken);
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    private static char? Character(Settings settings, string key)
    {
        var text = settings.OptionalText(key);
        if (text is { Length: 1 } && text[0] is > '\0' and < '\u0080' and not ('\r' or '\n'))
            return text[0];
        if (text is not null)
            settings.Report(key, "one ASCII character is needed here.");
        return null;
    }

    /// <exception cref="SakerException">Two of the characters that divide text are the same.</exception>
    private void RequireDialect()
    {
        char?[] marks = [Delimiter, Quote, Escape == Quote ? null : Escape, Comment];
        char?[] numbers = [Decimal, Thousands];
        if (HasTwice(marks) || HasTwice(numbers))
            throw new SakerException(ErrorKind.InvalidInput, $"{Name}: delimiter, quote, escape and comment must be different characters, and so must decimal and thousands.", "source");
        if (marks.Concat(numbers).Any(mark => mark is > '\u007f' or '\r' or '\n' or '\0'))
            throw new SakerException(ErrorKind.InvalidInput, $"{Name}: delimiter, quote, escape, comment, decimal and thousands must be ASCII characters other than line breaks.", "source");
    }

    private static bool HasTwice(char?[] marks) => marks.Where(mark => mark is not null).GroupBy(mark => mark).Any(group => group.Count() > 1);
}
