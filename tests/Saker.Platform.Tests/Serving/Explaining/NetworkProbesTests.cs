using System.Text;
using Saker.Data;
using Saker.Data.Sources;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Explaining;
using Saker.Platform.Serving.Lifecycle;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Serving.Explaining;

public sealed class NetworkProbesTests : EmbeddedTests
{
    private static readonly RobustnessRequest s_request = new() { Version = "lines", Target = "line", Epsilon = 0.05 };

    [Fact]
    public async Task Places_are_where_the_line_is()
    {
        await ImportAsync();
        // More than go through the graph at a time.
        var seen = await Saker.Probes.SeeAsync("lines", await RowsAsync(60), "line", null, null, Cancellation);
        Assert.Equal(Enumerable.Range(0, 60), seen.Select(row => row.Row));
        foreach (var row in seen)
        {
            var (top, left, stands) = ToyLines.Line(row.Row);
            Assert.Equal((stands ? 1 : 0, 8, 8, 8, 8), (row.Class, row.Height, row.Width, row.CoarseHeight, row.CoarseWidth));
            Assert.Equal(1, row.Map.Max(), 1e-6f);
            var most = row.Map.ToList().IndexOf(row.Map.Max());
            Assert.True(stands ? most % 8 == left : most / 8 == top, $"row {row.Row}: {most}");
            Assert.Equal(0, row.Map[63]);
        }
    }

    [Theory]
    [InlineData(MisleadMethod.FastGradientSign)]
    [InlineData(MisleadMethod.ProjectedGradient)]
    public async Task Rows_that_may_hardly_move_are_told_less_surely_and_still_rightly(MisleadMethod method)
    {
        await ImportAsync();
        var rows = await RowsAsync(60);
        var hardly = await Saker.Probes.MisleadAsync(s_request with { Method = method, Epsilon = 0.01 }, rows, Cancellation);
        Assert.Equal((1.0, 1.0, 60), (hardly.AccuracyBefore, hardly.AccuracyAfter, hardly.RowCount));
        Assert.True(hardly.LossAfter > hardly.LossBefore && hardly.Largest <= 0.0101, hardly.ToString());
        Assert.Empty(hardly.Misled);
    }

    [Fact]
    public async Task Rows_are_misled_when_they_may_move_far()
    {
        await ImportAsync();
        var rows = await RowsAsync(60);
        var far = await Saker.Probes.MisleadAsync(s_request with { Epsilon = 0.7, Low = 0, High = 1 }, rows, Cancellation);
        Assert.True(far.AccuracyAfter < 0.5, far.ToString());
        Assert.Equal(60 * (1 - far.AccuracyAfter), far.Misled.Count, 1e-9);
        Assert.All(far.Misled, row => Assert.All(row.Values, value => Assert.InRange(value, 0, 1)));
        Assert.All(far.Misled, row => Assert.NotEqual(row.Class, row.Misled));
    }

    [Fact]
    public async Task Losses_are_of_the_rows_alone_where_the_graph_takes_a_fixed_number_of_them()
    {
        await ImportAsync();
        await Saker.Import.ImportAsync(new ModelImportRequest { Model = "eights", Graph = ToyLines.Graph(8).ToBytes() }, Cancellation);
        // The last row, which fills up the last batch, has the wrong answer and a loss of its own.
        var rows = await RowsAsync(ToyLines.Rows(10) + ToyLines.Rows(1).Split('\n')[1][..^1] + "1\n");
        var request = s_request with { Method = MisleadMethod.FastGradientSign };
        var free = await Saker.Probes.MisleadAsync(request, rows, Cancellation);
        var eights = await Saker.Probes.MisleadAsync(request with { Version = "eights" }, rows, Cancellation);
        Assert.Equal(free.LossBefore, eights.LossBefore, 1e-5);
        // Where a gradient is all but zero, rounding decides by its sign which way an element goes, and that depends on how many rows are summed.
        Assert.Equal(free.LossAfter, eights.LossAfter, 0.05);
        Assert.Equal((10 / 11.0, free.AccuracyAfter), (eights.AccuracyBefore, eights.AccuracyAfter));
    }

    [Fact]
    public async Task Contributions_are_of_the_row_also_where_the_graph_takes_a_fixed_number_of_them()
    {
        await ImportAsync();
        await Saker.Import.ImportAsync(new ModelImportRequest { Model = "eights", Graph = ToyLines.Graph(8).ToBytes() }, Cancellation);
        var rows = await RowsAsync(2);
        var free = await Saker.Gradients.ExplainAsync("lines", rows, null, "line", Cancellation);
        var eights = await Saker.Gradients.ExplainAsync("eights", rows, null, "line", Cancellation);
        Assert.Equal([0, 1], free.Select(row => row.Class));
        foreach (var (one, other) in free.Zip(eights))
        {
            Assert.Equal((one.Row, one.Class), (other.Row, other.Class));
            Assert.Equal(one.Output, other.Output, 1e-5);
            Assert.Equal(one.Output - one.BaselineOutput + one.Gap, one.Factors.Sum(factor => factor.Value), 1e-4);
            // Where there is no line nothing is contributed.
            Assert.Equal(4, one.Factors.Count(factor => factor.Value != 0));
            foreach (var factor in one.Factors.Take(4))
                Assert.Equal(factor.Value, other.Factors.Single(same => same.Column == factor.Column).Value, 1e-3);
        }
        Assert.Equal("data", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Gradients.ExplainAsync("lines", rows.Take(Array.Empty<int>()), null, "line", Cancellation))).Field);
    }

    [Fact]
    public async Task Rows_that_are_no_numbers_and_bounds_that_networks_cannot_hold_are_told()
    {
        await ImportAsync();
        var rows = await RowsAsync(ToyLines.Rows(2) + "," + ToyLines.Rows(1).Split('\n')[1][2..] + "\n");
        var missing = await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Probes.MisleadAsync(s_request, rows, Cancellation));
        Assert.Equal("data", missing.Field);
        Assert.StartsWith("Row 3 has no finite number in 'p0'", missing.Message, StringComparison.Ordinal);
        Assert.Equal(missing.Message, (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Probes.SeeAsync("lines", rows, "line", null, null, Cancellation))).Message);
        Assert.Equal(missing.Message, (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Gradients.ExplainAsync("lines", rows, null, "line", Cancellation))).Message);
        foreach (var (field, request) in new[] { ("epsilon", s_request with { Epsilon = 1e300 }), ("epsilon", s_request with { Epsilon = 1e-60 }), ("low", s_request with { Low = -1e300 }), ("high", s_request with { High = double.NaN }) })
            Assert.Equal(field, (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Probes.MisleadAsync(request, rows, Cancellation))).Field);
    }

    [Fact]
    public async Task What_cannot_be_looked_into_is_told()
    {
        await ImportAsync();
        await Saker.Import.ImportAsync(new ModelImportRequest { Model = "sides", Graph = ToySides.Graph().ToBytes() }, Cancellation);
        var rows = await RowsAsync(3);
        Assert.Equal("target", (await FailAsync(request => request with { Target = "nothing" }, rows)).Field);
        Assert.Equal("epsilon", (await FailAsync(request => request with { Epsilon = 0 }, rows)).Field);
        Assert.Equal("steps", (await FailAsync(request => request with { StepCount = 0 }, rows)).Field);
        Assert.Equal("low", (await FailAsync(request => request with { Low = 1, High = 0 }, rows)).Field);
        Assert.Equal("data", (await Failures.OfAsync(ErrorKind.LimitExceeded, () => Saker.Probes.MisleadAsync(s_request, rows.Take(Enumerable.Repeat(0, NetworkProbes.MaxRows + 1).ToArray()), Cancellation))).Field);
        Assert.Contains("no feature map", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Probes.SeeAsync("lines", rows, "line", null, "magic", Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("class 7", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Probes.SeeAsync("lines", rows, "line", 7, null, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Throws<SakerException>(() => MisleadWords.Method("magic"));

        Task<SakerException> FailAsync(Func<RobustnessRequest, RobustnessRequest> change, Table asked) => Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Probes.MisleadAsync(change(s_request), asked, Cancellation));
    }

    private Task<ModelVersion> ImportAsync() => Saker.Import.ImportAsync(new ModelImportRequest { Model = "lines", Graph = ToyLines.Graph().ToBytes() }, Cancellation);

    private Task<Table> RowsAsync(int count) => RowsAsync(ToyLines.Rows(count));

    private async Task<Table> RowsAsync(string text)
    {
        var file = Path.Combine(Backend.Folder, "lines.csv");
        await File.WriteAllTextAsync(file, text, Encoding.UTF8, Cancellation);
        return await new CsvSource { Path = file }.ReadAllAsync(Cancellation);
    }
}
