using Saker.Data.Engine;

namespace Saker.Benchmarks.Data;

/// <summary>
/// Orders of a shop, made up from a seed: ten columns of whole and real numbers, truth values, texts of few and of many kinds, days and instants, some missing.
/// The same seed and rows give the same bytes.
/// </summary>
internal sealed class MixedFile : IDisposable
{
    public const int Columns = 10;
    public const int Rows = 5_000_000;
    public const int QuickRows = 500_000;
    private const int Seed = 7;

    private readonly string _folder;

    private MixedFile(string folder, int rows)
    {
        _folder = folder;
        RowCount = rows;
    }

    public int RowCount { get; }

    public string Csv => Path.Combine(_folder, "orders.csv");

    public string Parquet => Path.Combine(_folder, "orders.parquet");

    public static Task<MixedFile> CreateAsync(AreaSettings settings, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var file = new MixedFile(Directory.CreateTempSubdirectory("saker-bench-").FullName, settings.Quick ? QuickRows : Rows);
            try
            {
                file.Write(cancellationToken);
                settings.Log.WriteLine(FormattableString.Invariant(
                    $"  {file.RowCount} rows{(settings.Quick ? $" ({Rows} without --quick)" : "")} x {Columns} columns: CSV {new FileInfo(file.Csv).Length >> 20} MB, Parquet {new FileInfo(file.Parquet).Length >> 20} MB"));
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        },
        cancellationToken);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(CancellationToken cancellationToken)
    {
        using var connection = SqlEngine.Connect();
        connection.Execute($"COPY ({Sql}) TO {SqlText.Literal(Parquet)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)", cancellationToken);
        connection.Execute($"COPY (FROM read_parquet({SqlText.Literal(Parquet)})) TO {SqlText.Literal(Csv)} (FORMAT csv, HEADER)", cancellationToken);
    }

    /// <summary>u0 to u9 are independent uniform numbers from 0 to 1.</summary>
    private string Sql
    {
        get
        {
            var uniform = string.Join(", ", Enumerable.Range(0, 10).Select(i => FormattableString.Invariant($"(hash(i, {Seed}, {i}) >> 11) / 9007199254740992.0 AS u{i}")));
            return FormattableString.Invariant(
                $"""
                SELECT i + 1000000 AS order_id,
                  CAST(floor(200000 * u0 * u0) AS INTEGER) AS customer_id,
                  CASE WHEN u1 > 0.02 THEN round(exp(3 + 1.2 * sqrt(-2 * ln(u1)) * cos(6.283185307179586 * u2)), 2) END AS amount,
                  tanh(4 * u3 - 2) + 0.1 * u4 AS score,
                  CAST(1 + floor(9 * u5 * u5 * u5) AS INTEGER) AS quantity,
                  u6 < 0.3 AS is_gift,
                  ['DE', 'FR', 'PL', 'IT', 'ES', 'NL', 'AT', 'BE', 'CZ', 'SE', 'PT', 'DK', 'FI', 'IE', 'GR', 'HU'][1 + CAST(floor(16 * u7 * u7) AS INTEGER)] AS country,
                  CASE WHEN u8 > 0.05 THEN 'c' || CAST(CAST(floor(200000 * u0 * u0) AS INTEGER) AS VARCHAR) || '@' || ['mail', 'post', 'web', 'box'][1 + CAST(floor(4 * u8) AS INTEGER)] || '.example' END AS email,
                  DATE '2020-01-01' + CAST(floor(1500 * u9) AS INTEGER) AS ordered,
                  TIMESTAMP '2020-01-01' + to_microseconds(CAST(floor(1500 * 86400 * u9) AS BIGINT) * 1000000) AS updated
                FROM (SELECT i, {uniform} FROM range({RowCount}) AS t(i))
                ORDER BY i
                """);
        }
    }
}
