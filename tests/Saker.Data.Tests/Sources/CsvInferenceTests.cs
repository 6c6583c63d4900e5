using System.Text;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class CsvInferenceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ColumnType.Int64, "1", "-2", "+3", "9223372036854775807")]
    [InlineData(ColumnType.Text, "1", "9223372036854775808")]
    [InlineData(ColumnType.Text, "1.5", "12345678901234567890")]
    [InlineData(ColumnType.Float64, "1", "9223372036854775808.0", "1e25")]
    [InlineData(ColumnType.Float64, "1", "2.5", ".5", "5.", "1e5", "-2E-3")]
    [InlineData(ColumnType.Text, "1", "1.5", "1_000")]
    [InlineData(ColumnType.Text, "1", "0x1F")]
    [InlineData(ColumnType.Text, "1", "nan")]
    [InlineData(ColumnType.Text, "1", "inf")]
    [InlineData(ColumnType.Text, "1", "1e999")]
    [InlineData(ColumnType.Text, "1", "e")]
    [InlineData(ColumnType.Text, "1", ".")]
    [InlineData(ColumnType.Text, "1", "-")]
    [InlineData(ColumnType.Text, "00123", "00456")]
    [InlineData(ColumnType.Float64, "0", "0.5", "-0.25")]
    [InlineData(ColumnType.Int64, "0", "1")]
    [InlineData(ColumnType.Boolean, "true", "FALSE", "True")]
    [InlineData(ColumnType.Text, "Yes", "No")]
    [InlineData(ColumnType.Text, "true", "1")]
    [InlineData(ColumnType.Date, "2024-02-29", "0001-01-01", "9999-12-31")]
    [InlineData(ColumnType.Text, "2023-02-29", "2024-01-01")]
    [InlineData(ColumnType.Text, "2024/01/05", "2024-01-05")]
    [InlineData(ColumnType.Text, "0000-01-01")]
    [InlineData(ColumnType.Timestamp, "2024-01-31", "2024-01-31 10:00", "2024-01-31T10:00:00Z", "2024-01-31 10:00:00.123456", "2024-01-31 10:00:00+02:00")]
    [InlineData(ColumnType.Text, "2024-01-31 25:00:00")]
    [InlineData(ColumnType.Text, "epoch", "2024-01-31")]
    public async Task The_first_type_that_fits_every_cell_is_taken(ColumnType expected, params string[] cells)
    {
        var schema = await Infer(cells);
        Assert.Equal(expected, schema.Get("value").Type);
    }

    [Fact]
    public async Task The_last_cell_of_a_long_file_counts_too()
    {
        var cells = Enumerable.Range(0, 50_000).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(ColumnType.Int64, (await Infer(cells)).Get("value").Type);
        Assert.Equal(ColumnType.Float64, (await Infer([.. cells, "0.5"])).Get("value").Type);
        Assert.Equal(ColumnType.Text, (await Infer([.. cells, "none"])).Get("value").Type);
    }

    [Fact]
    public async Task Missing_cells_make_a_column_nullable_and_leave_its_type()
    {
        var schema = await Infer("1", " ", "", "2");
        Assert.Equal(new ColumnSchema("value", ColumnType.Int64, Nullable: true), schema.Get("value"));
        Assert.False(schema.Get("line").Nullable);
    }

    [Fact]
    public async Task A_column_without_any_value_is_text() => Assert.Equal(ColumnType.Text, (await Infer("", " ")).Get("value").Type);

    [Fact]
    public async Task An_offset_is_honoured()
    {
        var table = await Source("2024-01-31 10:00:00+02:00", "2024-01-31T10:00:00Z", "2024-01-31 10:00:00.5").ReadAllAsync(Token);
        DateTime[] expected = [new(2024, 1, 31, 8, 0, 0), new(2024, 1, 31, 10, 0, 0), new(2024, 1, 31, 10, 0, 0, 500)];
        Assert.Equal(expected, table.Get<DateTime>("value").Values.ToArray());
    }

    [Theory]
    [InlineData(ColumnType.Float64, "007", 7.0)]
    [InlineData(ColumnType.Int32, "42", 42)]
    [InlineData(ColumnType.Float32, "0.5", 0.5f)]
    [InlineData(ColumnType.Text, "42", "42")]
    public async Task A_declared_type_wins(ColumnType type, string cell, object expected)
    {
        var table = await (Source(cell) with { Columns = new Dictionary<string, ColumnType> { ["value"] = type } }).ReadAllAsync(Token);
        Assert.Equal(expected, table.Get("value").GetValue(0));
    }

    private Task<Schema> Infer(params string[] cells) => Source(cells).InferSchemaAsync(Token);

    private CsvSource Source(params string[] cells)
    {
        var text = new StringBuilder("line,value\n");
        for (var i = 0; i < cells.Length; i++)
            text.Append("l").Append(i).Append(',').Append(cells[i]).Append('\n');
        return new CsvSource { Path = _folder.Add("rows.csv", text.ToString()) };
    }
}
