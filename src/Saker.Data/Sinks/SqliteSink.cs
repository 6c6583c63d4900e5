using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Saker.Data.Sources;

namespace Saker.Data.Sinks;

/// <summary>A new table of a SQLite file; the file is made when it is not there. Booleans become 0 and 1, dates and times ISO 8601 texts.</summary>
public sealed record SqliteSink : DatabaseSink
{
    public required string Path { get; init; }

    public override string Name => Path;

    protected override DbConnection CreateConnection()
    {
        SqliteLibrary.EnsureLoaded();
        return new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = System.IO.Path.GetFullPath(Path), Pooling = false }.ToString());
    }

    protected override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Boolean or ColumnType.Int32 or ColumnType.Int64 => "INTEGER",
        ColumnType.Float32 or ColumnType.Float64 => "REAL",
        _ => "TEXT",
    };

    protected override object ValueOf(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        // SQLite has no NaN: it would be stored as NULL, and an infinity as text.
        double number when !double.IsFinite(number) => DBNull.Value,
        float number => float.IsFinite(number) ? (double)number : DBNull.Value,
        _ => value,
    };

    protected override string? Describe(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 1 } e when e.Message.Contains("already exists", StringComparison.Ordinal) => $"the table '{Table}' is there already; replace it, or name another.",
        SqliteException { SqliteErrorCode: 26 } => "this is no SQLite database.",
        SqliteException e => $"SQLite cannot write it: {e.Message}",
        _ => null,
    };
}
