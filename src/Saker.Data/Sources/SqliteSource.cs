using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Saker.Data.Sources;

/// <summary>
/// A table or query of a SQLite file, opened for reading only. SQLite has no types for columns but for values: a column is <c>int64</c> or
/// <c>float64</c> where all its values are such numbers, <c>date</c> or <c>timestamp</c> where all are such texts, else <c>text</c>; bytes become hexadecimal digits.
/// </summary>
public sealed record SqliteSource : DatabaseSource
{
    public required string Path { get; init; }

    public override string Name => Path;

    protected override string TablesSql => "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

    protected override bool HasTimesAsText => true;

    protected override DbConnection CreateConnection()
    {
        SqliteLibrary.EnsureLoaded();
        return new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = SourceFile.Require(Path), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
    }

    protected override string? Describe(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 26 } => "this is no SQLite database.",
        SqliteException { SqliteErrorCode: 11 } => "the database is damaged; restore it, or recover what is left with 'sqlite3 FILE .recover'.",
        SqliteException { SqliteErrorCode: 1 } e => $"SQLite does not take the query: {Words(e)}",
        SqliteException e => $"SQLite cannot read it: {Words(e)}",
        _ => null,
    };

    internal static SqliteSource Create(Settings settings, string folder) => new SqliteSource
    {
        Path = settings.FilePath("sqlite", folder),
        Table = settings.OptionalText("table"),
        Sql = settings.OptionalText("sql"),
    }.With(settings, folder);

    /// <summary>Without the library's frame: <c>SQLite Error 1: 'no such table: x'.</c></summary>
    private static string Words(SqliteException failure)
    {
        var start = failure.Message.IndexOf('\'', StringComparison.Ordinal);
        return start < 0 ? failure.Message : failure.Message[(start + 1)..].TrimEnd('.', '\'') + ".";
    }
}
