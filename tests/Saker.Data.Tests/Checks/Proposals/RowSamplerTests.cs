using Saker.Data.Checks.Proposals;

namespace Saker.Data.Tests.Checks.Proposals;

public sealed class RowSamplerTests
{
    [Fact]
    public void All_rows_are_kept_while_they_fit()
    {
        var sampler = Sampled(maxRows: 640, rows: 640, batch: 37);

        Assert.True(sampler.IsComplete);
        Assert.Equal(Enumerable.Range(0, 640).Select(i => (long)i), Values(sampler));
    }

    [Theory]
    [InlineData(641)]
    [InlineData(5_000)]
    [InlineData(100_003)]
    public void Of_more_rows_pieces_of_neighbours_stay_spread_over_all_in_order(int rows)
    {
        var sampler = Sampled(maxRows: 640, rows, batch: 613);

        var values = Values(sampler);
        Assert.Equal(rows, sampler.RowCount);
        Assert.False(sampler.IsComplete);
        Assert.InRange(values.Length, 300, 640);
        Assert.Equal(values.Order(), values);
        Assert.True(values.Zip(values.Skip(1)).Count(pair => pair.Second == pair.First + 1) >= values.Length * 8 / 10);
        Assert.True(values[^1] > rows * 0.9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(10_000)]
    public void How_rows_arrive_does_not_matter(int batch) =>
        Assert.Equal(Values(Sampled(maxRows: 640, rows: 10_000, batch: 97)), Values(Sampled(maxRows: 640, rows: 10_000, batch)));

    [Fact]
    public void Without_rows_there_is_no_sample() => Assert.Null(new RowSampler(640).Build());

    private static RowSampler Sampled(int maxRows, int rows, int batch)
    {
        var sampler = new RowSampler(maxRows);
        for (var at = 0; at < rows; at += batch)
            sampler.Add(new Table([Column.Of<long>("row", Enumerable.Range(at, Math.Min(batch, rows - at)).Select(i => (long)i).ToArray())]));
        return sampler;
    }

    private static long[] Values(RowSampler sampler) => sampler.Build()!.Get<long>("row").Values.ToArray();
}
