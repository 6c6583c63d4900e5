using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>
/// A delimited text file (UTF-8, one header line, RFC 4180 quoting) as rows of typed columns. Types that are not declared are
/// inferred over the whole file.
/// </summary>
/// <remarks>
/// Inference gives, in this order, <c>boolean</c> (true and false only), <c>int64</c>, <c>float64</c>, <c>date</c> (2024-01-31),
/// <c>timestamp</c> (2024-01-31 10:00:00, UTC unless an offset says otherwise), else <c>text</c>; the first type that fits every present cell.
/// Numbers written with leading zeros are codes, hence text. Numbers must be finite. Texts keep their blanks. Empty lines are no rows
/// unless the file has one column only.
/// </remarks>
public sealed record CsvSource : DataSource
{
    public required string Path { get; init; }

    public override string Name => Path;

    /// <summary>The character between fields; null finds it out of comma, semicolon, tab and bar.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Texts that mean a missing value, compared to the letter after trimming blanks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];

    /// <summary>A record with more bytes is an error.</summary>
    public int MaxRecordBytes { get; init; } = 2 << 20;

    /// <summary>Reads a declared source: <c>csv</c>, <c>delimiter</c>, <c>missing</c> and what all sources have; whatever is wrong is added to the problems of the settings.</summary>
    /// <param name="settings">The mapping.</param>
    /// <param name="folder">Relative paths start here.</param>
    internal static CsvSource Create(Settings settings, string folder)
    {
        var path = settings.FilePath("csv", folder);
        var delimiter = settings.OptionalText("delimiter");
        if (delimiter is { Length: not 1 })
            settings.Report("delimiter", "one character is needed here.");
        return new CsvSource
        {
            Path = path,
            Delimiter = delimiter is { Length: 1 } ? delimiter[0] : null,
            Missing = settings.Has("missing") ? settings.Texts("missing") : [""],
        }.With(settings);
    }

    internal override CheckTarget OpenOn(SqlConnection connection, CancellationToken cancellationToken) =>
        new CsvTarget(this, CsvInspector.Inspect(this, connection, cancellationToken));
}
