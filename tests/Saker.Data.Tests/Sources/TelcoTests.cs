using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

/// <summary>The real customers of the churn example.</summary>
public sealed class TelcoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Types_are_what_the_columns_mean()
    {
        var schema = await new CsvSource { Path = Repository.Telco }.InferSchemaAsync(Token);
        Assert.Equal(21, schema.Count);
        Assert.Equal(
            ["SeniorCitizen: int64", "tenure: int64", "MonthlyCharges: float64", "TotalCharges: float64?"],
            schema.Where(column => column.Type != ColumnType.Text).Select(column => column.ToString()));
    }

    [Fact]
    public async Task The_blank_charges_are_missing_and_the_rows_keep_their_order()
    {
        var rows = await new CsvSource { Path = Repository.Telco }.ReadAllAsync(Token);
        Assert.Equal(7_043, rows.RowCount);
        var (charges, tenure) = (rows.Get<double>("TotalCharges"), rows.Get<long>("tenure"));
        int[] blank = [.. Enumerable.Range(0, rows.RowCount).Where(charges.IsNull)];
        Assert.Equal([488, 753, 936, 1082, 1340, 3331, 3826, 4380, 5218, 6670, 6754], blank);
        Assert.All(blank, row => Assert.Equal(0, tenure.Values.Span[row]));
        var ids = (await File.ReadAllLinesAsync(Repository.Telco, Token)).Skip(1).Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)]);
        Assert.Equal(ids, rows.Get<string>("customerID").Values.ToArray());
        Assert.Equal(1_869, rows.Get<string>("Churn").Values.ToArray().Count(text => text == "Yes"));
    }

    [Fact]
    public async Task The_same_rows_have_the_same_hash_from_csv_and_from_parquet()
    {
        using var folder = new TempFolder();
        var rows = await new CsvSource { Path = Repository.Telco }.ReadAllAsync(Token);
        await ParquetFile.WriteAsync(folder.At("rows.parquet"), rows, Token);
        Assert.Equal(TableHash.Compute(rows), TableHash.Compute(await ParquetFile.ReadAsync(folder.At("rows.parquet"), Token)));
    }
}
